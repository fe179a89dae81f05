"""The one place that knows the sign-in library: who is signed in, passwords, the pages of signing in and out."""

from datetime import timedelta
from typing import Any

from flask import Flask, Response, current_app, make_response, render_template
from flask_login import current_user
from flask_security.datastore import FSQLALiteUserDatastore
from flask_security.utils import hash_password, login_user

from app.auth.sign_in_form import MESSAGES, SignInForm
from app.domain.access import ANONYMOUS
from app.extensions import db, security
from app.models.user import SecurityRole, User
from app.services.accounts import actor_of
from app.services.demo import accounts as demo_accounts
from app.services.occasion import LIMA, Occasion
from config import DEMO

SETTINGS: dict[str, Any] = {
    "SECURITY_LOGIN_URL": "/ingresar",
    "SECURITY_LOGOUT_URL": "/salir",
    "SECURITY_LOGOUT_METHODS": ["POST"],
    "SECURITY_POST_LOGIN_VIEW": "/inicio",
    "SECURITY_POST_LOGOUT_VIEW": "/",
    "SECURITY_UNAUTHORIZED_VIEW": None,
    "SECURITY_REGISTERABLE": False,
    "SECURITY_RECOVERABLE": False,
    "SECURITY_CHANGEABLE": False,
    "SECURITY_TRACKABLE": False,
    "SECURITY_SEND_REGISTER_EMAIL": False,
    # Negative: no page that asks for the password again. Nothing here wants it yet.
    "SECURITY_FRESHNESS": timedelta(days=-1),
    # Our pages need none of the library's pictures and scripts.
    "SECURITY_STATIC_FOLDER": None,
    # Power comes from mandates: the library's roles are not read.
    "SECURITY_JOIN_USER_ROLES": False,
    "SECURITY_PASSWORD_HASH": "argon2",
    "SECURITY_PASSWORD_SCHEMES": ["argon2"],
    "SECURITY_PASSWORD_SINGLE_HASH": ["argon2"],
    "SECURITY_PASSWORD_LENGTH_MIN": 12,
    "SECURITY_EMAIL_VALIDATOR_ARGS": {"check_deliverability": False},
    # The same answer whether or not the account exists.
    "SECURITY_RETURN_GENERIC_RESPONSES": True,
    "SECURITY_AUTO_LOGIN_AFTER_CONFIRM": False,
    "SECURITY_CSRF_IGNORE_UNAUTH_ENDPOINTS": False,
    "SECURITY_FLASH_MESSAGES": False,
    "SECURITY_DEFAULT_REMEMBER_ME": False,
    "SECURITY_REDIRECT_VALIDATE_MODE": ["regex"],
    "REMEMBER_COOKIE_DURATION": timedelta(days=30),
}


def register(app: Flask) -> None:
    """Bind the sign-in library to the accounts, with our form, our words and our page."""
    for key, value in (SETTINGS | MESSAGES).items():
        app.config.setdefault(key, value)
    security.render_template = sign_in_page  # type: ignore[assignment]  # A status goes with the page.
    security.init_app(
        app, FSQLALiteUserDatastore(db, User, SecurityRole), register_blueprint=True, login_form=SignInForm
    )


def sign_in_page(template: str, **context: Any) -> Response:
    """Render a page of the library: the sign-in form, with status 422 when it comes back, and the demo's accounts."""
    form = context.get("login_user_form")
    if form is not None and form.is_submitted():
        form.say_what_to_do()
    page = render_template(template, **context, demo_accounts=demo())
    return make_response(page, 422 if form is not None and form.is_submitted() else 200)


def demo() -> dict[str, Any] | None:
    """Return the accounts anybody may try and their password, in demo mode; None otherwise."""
    if current_app.config["MODE"] != DEMO:
        return None
    accounts = demo_accounts.present()
    return {"password": demo_accounts.PASSWORD, "accounts": accounts} if accounts else None


def occasion() -> Occasion:
    """Return who acts in this request, with the mandates in force today, and when."""
    now = current_app.config["CLOCK"]()
    if not current_user.is_authenticated:
        return Occasion(ANONYMOUS, now)
    return Occasion(actor_of(current_user.id, now.astimezone(LIMA).date()), now)


def account() -> User | None:
    """Return the person signed in, or None."""
    return current_user if current_user.is_authenticated else None


def hashed_password(password: str) -> str:
    """Return the argon2 hash under which a password is kept; accents typed in either way of Unicode are the same."""
    hashed: str = hash_password(security.password_util.normalize(password))
    return hashed


def sign_in(user_id: int) -> None:
    """Begin a session for the account: after an invitation was accepted."""
    login_user(db.session.get_one(User, user_id), authn_via=["invitation"])
