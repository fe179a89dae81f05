"""The sign-in form: the library's checks, our words, and one answer for every pair that opens nothing."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_security.forms import LoginForm
from wtforms import BooleanField, EmailField, PasswordField
from wtforms.validators import InputRequired, Length

MESSAGES: dict[str, Any] = {
    "SECURITY_MSG_GENERIC_AUTHN_FAILED": (
        _l("El correo o la contraseña no son correctos. Revise ambos y vuelva a intentarlo."),
        "error",
    ),
    "SECURITY_MSG_UNAUTHENTICATED": (_l("Ingrese para ver esa página."), "info"),
    "SECURITY_MSG_UNAUTHORIZED": (_l("Su cuenta no puede ver esa página."), "error"),
    "SECURITY_MSG_INVALID_REDIRECT": (_l("Esa dirección no es de este sitio."), "error"),
}
"""What the library says to a visitor, in the page's language."""

LONGEST_EMAIL, LONGEST_PASSWORD = 254, 200


class SignInForm(LoginForm):
    """E-mail and password; whether the account exists, is closed or has another password, the answer is the same."""

    email = EmailField(
        _l("Correo electrónico"),
        validators=[InputRequired(_l("Escriba su correo electrónico.")), Length(max=LONGEST_EMAIL)],
        filters=[lambda typed: (typed or "").strip()],
    )
    password = PasswordField(
        _l("Contraseña"),
        validators=[InputRequired(_l("Escriba su contraseña.")), Length(max=LONGEST_PASSWORD)],
    )
    remember = BooleanField(_l("Mantener la sesión abierta en este equipo"))

    def validate_next(self, field: Any) -> None:
        """Forget an address outside this site, where the library would refuse to sign in: home is next then."""
        try:
            super().validate_next(field)
        except ValueError:
            field.data = ""

    def say_what_to_do(self) -> None:
        """Name what was left empty at its field; otherwise keep the one generic answer, once.

        The library replaces every message by the generic one, to tell nothing of the accounts; that a field is empty
        tells nothing either, and is no use without its name.
        """
        empty = [field for field in (self.email, self.password) if not (field.data or "").strip()]
        for field in empty:
            field.errors = [next(str(v.message) for v in field.validators if isinstance(v, InputRequired))]
        generic: list[Any] = self.form_errors  # type: ignore[has-type]  # The types of WTForms say nothing of it.
        self.form_errors = [] if empty else generic[:1]
