"""Published versions of the process and of the form; an application stays on the version it was opened with."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, CanonicalJson


class ProcessDefinition(Base):
    """One published version of a process, with the form that goes with it, as plain data; never changed afterwards.

    `digest` is the SHA-256 of both in canonical form: what has been typed once isn't read again.
    """

    __tablename__ = "process_definition"

    key: Mapped[str] = mapped_column(sa.String(60))
    version: Mapped[int]
    digest: Mapped[str] = mapped_column(sa.String(64))
    process: Mapped[Any] = mapped_column(CanonicalJson, deferred=True)
    catalog: Mapped[Any] = mapped_column(CanonicalJson, deferred=True)
    published_at: Mapped[datetime]

    __table_args__ = (sa.UniqueConstraint("key", "version"),)
