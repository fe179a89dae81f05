"""Demo and production never share a database: the first start stamps it, and the other mode is turned away."""

import sqlalchemy as sa

from app.extensions import db
from app.models.setting import Setting
from app.services.transaction import transaction

KEY = "mode"


class ModeError(RuntimeError):
    """This database may not be used as asked; the message says why and what to do, in Spanish and English."""


def check(mode: str) -> None:
    """Raise `ModeError` unless the database is ready and belongs to `mode`."""
    stamped = _stamped()
    if stamped is None:
        raise ModeError(
            "La base de datos no está preparada: ejecute «flask --app app db upgrade». / "
            "The database is not ready: run 'flask --app app db upgrade'."
        )
    if stamped != mode:
        raise ModeError(_mismatch(stamped, mode))


def check_before_upgrade(mode: str) -> None:
    """Raise `ModeError` if the database belongs to the other mode; a new one belongs to none yet."""
    stamped = _stamped()
    if stamped not in {None, mode}:
        raise ModeError(_mismatch(str(stamped), mode))


def claim(mode: str) -> None:
    """Stamp the database as `mode`'s, unless it is already. Raises `ModeError` if it is the other's.

    A database taken back to before its first revision has no place for the stamp, and nothing to protect.
    """
    if not _has_settings():
        return
    with transaction() as session:
        stamped = session.get(Setting, KEY)
        if stamped is None:
            session.add(Setting(key=KEY, value=mode))
        elif stamped.value != mode:
            raise ModeError(_mismatch(stamped.value, mode))


def _stamped() -> str | None:
    """Return the mode the database belongs to; None if it is new."""
    if not _has_settings():
        return None
    return db.session.scalar(sa.select(Setting.value).where(Setting.key == KEY))


def _has_settings() -> bool:
    """Say whether the table of settings exists."""
    return sa.inspect(db.engine).has_table(Setting.__tablename__)


def _mismatch(stamped: str, mode: str) -> str:
    """Word the refusal."""
    return (
        f"Esta base de datos es del modo «{stamped}» y el programa está en modo «{mode}»: cambie RUTA_MODE o "
        f"RUTA_DATABASE_URL. / This database belongs to mode '{stamped}' and the program runs in mode '{mode}': "
        "change RUTA_MODE or RUTA_DATABASE_URL."
    )
