"""The libraries that need the application, made here once and bound to it in `create_app`."""

from flask import Flask
from flask_babel import Babel
from flask_compress import Compress
from flask_security.core import Security
from flask_sqlalchemy_lite import SQLAlchemy
from flask_wtf.csrf import CSRFProtect

from app.extensions.database import Migrations, prepare
from app.extensions.tasks import TaskQueue
from app.models.base import RootBase

db = SQLAlchemy()
# The command group `db` is ours (app/cli/database.py): it also stamps the mode.
alembic = Migrations(metadatas=RootBase.metadata, run_mkdir=False, command_name="")
babel = Babel()
csrf = CSRFProtect()
security = Security()
"""Bound by `app.auth`, which alone knows the sign-in library."""
compress = Compress()
huey = TaskQueue("ruta")


def register(app: Flask) -> None:
    """Bind what needs nothing but the settings; `babel` is bound by `app.languages`, `security` by `app.auth`."""
    db.init_app(app)
    with app.app_context():
        prepare(db.engine)
    alembic.init_app(app)
    csrf.init_app(app)
    # Compressing pages that hold a secret beside text from outside can give the secret away by their size (BREACH).
    # Here a forged request carries no session (SameSite=Lax), and the one secret on a page, the CSRF token, is signed
    # with the second at which the page was made, so that no two guesses ever meet the same one.
    compress.init_app(app)
