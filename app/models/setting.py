"""Facts about this database itself: which mode it belongs to, and what the seeds last said of each row."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, RootBase


class Setting(RootBase):
    """One named value."""

    __tablename__ = "setting"

    key: Mapped[str] = mapped_column(sa.String(60), primary_key=True)
    value: Mapped[str] = mapped_column(sa.String(400))


class SeedRecord(Base):
    """The values with which one row of a reference table was last seeded.

    `row_key` is the canonical JSON of the row's natural key. A column that differs from `seeded` was edited by a
    person, and a row that is gone was removed by one: seeding leaves both alone.
    """

    __tablename__ = "seed_record"

    table_name: Mapped[str] = mapped_column(sa.String(60))
    row_key: Mapped[str] = mapped_column(sa.String(300))
    seeded: Mapped[dict[str, Any]]

    __table_args__ = (sa.UniqueConstraint("table_name", "row_key"),)
