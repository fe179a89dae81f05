"""Inviting a person, and accepting an invitation."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import PasswordField, RadioField, StringField, ValidationError
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]  # Its types are those of 3.2.
from wtforms.validators import EqualTo, InputRequired, Length

from app.domain.vocabulary import Role
from app.forms.actions import TOO_LONG, one_line_or_nothing
from app.labels import label, text
from app.services.invitations import LONGEST_EMAIL, LONGEST_NAME, Guest, Place, weak_password


class InvitationForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Who is invited, and to which of the roles that are the actor's to give."""

    name = StringField(
        _l("Nombres y apellidos"),
        filters=[one_line_or_nothing],
        validators=[
            InputRequired(_l("Escriba el nombre de la persona.")),
            Length(max=LONGEST_NAME, message=TOO_LONG),
        ],
    )
    email = StringField(
        _l("Correo electrónico"),
        description=_l("De preferencia el institucional. A ese correo llega el enlace para ingresar."),
        filters=[one_line_or_nothing],
        render_kw={"type": "email", "autocomplete": "off"},
        validators=[
            InputRequired(_l("Escriba el correo de la persona.")),
            Length(max=LONGEST_EMAIL, message=TOO_LONG),
        ],
    )
    role = RadioField(_l("Cargo en el programa"), validators=[InputRequired(_l("Elija el cargo."))])

    def __init__(self, roles: Iterable[Role], **kwargs: Any) -> None:
        """Offer `roles`; the only one there is, is chosen."""
        super().__init__(**kwargs)
        offered = tuple(roles)
        self.role.choices = [SelectChoice(role.value, label(role)) for role in offered]
        if len(offered) == 1 and not self.role.data:
            self.role.data = offered[0].value

    def guest(self, place: Place) -> Guest:
        """Return who is invited, to `place`; the form is valid."""
        return Guest(
            self.email.data or "",
            self.name.data or "",
            Role(self.role.data),
            place.organization_code,
            place.office_code,
        )


class AcceptForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Accepting with an account that exists already: a button is enough."""


class NewAccountForm(AcceptForm):
    """Accepting without an account: name, post, and a password typed twice."""

    name = StringField(
        _l("Nombres y apellidos"),
        filters=[one_line_or_nothing],
        render_kw={"autocomplete": "name"},
        validators=[InputRequired(_l("Escriba su nombre.")), Length(max=LONGEST_NAME, message=TOO_LONG)],
    )
    post = StringField(
        _l("Cargo en su institución"),
        description=_l("Por ejemplo: responsable de cooperación técnica."),
        filters=[one_line_or_nothing],
        render_kw={"autocomplete": "organization-title"},
        validators=[Length(max=LONGEST_NAME, message=TOO_LONG)],
    )
    password = PasswordField(
        _l("Contraseña"),
        description=_l("Doce caracteres o más. Varias palabras juntas se recuerdan bien y cuesta adivinarlas."),
        render_kw={"autocomplete": "new-password"},
        validators=[InputRequired(_l("Elija una contraseña."))],
    )
    repeated = PasswordField(
        _l("Repita la contraseña"),
        render_kw={"autocomplete": "new-password"},
        validators=[
            InputRequired(_l("Escriba otra vez la contraseña.")),
            EqualTo("password", message=_l("Las dos contraseñas no son iguales. Escríbalas otra vez.")),
        ],
    )

    def __init__(self, email: str, **kwargs: Any) -> None:
        """Check the password against the address it goes with."""
        super().__init__(**kwargs)
        self.address = email

    def validate_password(self, field: Any) -> None:
        """Say what is wrong with the password chosen."""
        if because := weak_password(field.data or "", self.address):
            raise ValidationError(text(because))
