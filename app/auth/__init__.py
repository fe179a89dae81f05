"""The one place that knows the sign-in library: who is signed in, passwords, the pages of signing in and out."""

from datetime import timedelta
from typing import Any

from flask import Flask, current_app
from flask_security.core import current_user
from flask_security.datastore import FSQLALiteUserDatastore
from flask_security.utils import hash_password, login_user

from app.domain.access import ANONYMOUS
from app.extensions import db, security
from app.models.user import SecurityRole, User
from app.services.accounts import actor_of
from app.services.occasion import LIMA, Occasion

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
    """Bind the sign-in library to the accounts."""
    for key, value in SETTINGS.items():
        app.config.setdefault(key, value)
    security.init_app(app, FSQLALiteUserDatastore(db, User, SecurityRole), register_blueprint=True)


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
    """Return the argon2 hash under which a password is kept."""
    hashed: str = hash_password(password)
    return hashed


def sign_in(user_id: int) -> None:
    """Begin a session for the account: after an invitation was accepted."""
    login_user(db.session.get_one(User, user_id), authn_via=["invitation"])
