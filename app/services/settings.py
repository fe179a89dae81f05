"""Facts that the program keeps about its own database."""

import sqlalchemy as sa

from app.extensions import db
from app.models.setting import Setting
from app.services.transaction import transaction


def find(key: str) -> str | None:
    """Return the value kept under `key`; None if there is none."""
    return db.session.scalar(sa.select(Setting.value).where(Setting.key == key))


def keep(key: str, value: str) -> None:
    """Keep `value` under `key`, in place of what was there."""
    with transaction() as session:
        session.merge(Setting(key=key, value=value))
