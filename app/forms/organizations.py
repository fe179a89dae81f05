"""Adding a company or an institution to the registry."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, StringField
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]  # Its types are those of 3.2.
from wtforms.validators import InputRequired, Length

from app.domain.vocabulary import OrganizationType
from app.forms.actions import TOO_LONG, one_line_or_nothing
from app.labels import label
from app.services.organizations import LONGEST, PRIVATE


class OrganizationForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """A company or institution: what it is, its RUC, its name and where it is."""

    kind = RadioField(_l("Qué es"), validators=[InputRequired(_l("Elija empresa o institución."))])
    ruc = StringField(
        _l("RUC"),
        description=_l("Once cifras; empieza con 20."),
        filters=[one_line_or_nothing],
        render_kw={"inputmode": "numeric", "class": "short"},
        validators=[InputRequired(_l("Escriba el RUC."))],
    )
    name = StringField(
        _l("Nombre o razón social"),
        description=_l("Como figura en la ficha RUC."),
        filters=[one_line_or_nothing],
        validators=[InputRequired(_l("Escriba el nombre.")), Length(max=LONGEST, message=TOO_LONG)],
    )
    address = StringField(
        _l("Dirección"), filters=[one_line_or_nothing], validators=[Length(max=LONGEST, message=TOO_LONG)]
    )

    def __init__(self) -> None:
        """Offer the kinds that people add."""
        super().__init__()
        self.kind.choices = [SelectChoice(kind.value, label(kind)) for kind in PRIVATE]

    def chosen_kind(self) -> OrganizationType:
        """Return the kind chosen; the form is valid."""
        return OrganizationType(self.kind.data)
