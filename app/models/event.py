"""The histories: append-only events in streams, chained by hash, personal values kept outside the chain."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.progress.events import EventKind
from app.models.base import Base, CanonicalJson
from app.models.user import User


class EventRow(Base):
    """One event of one stream. `data` is canonical JSON in which personal values are replaced by commitments.

    `hash` chains it to the event before it in its stream (`app.domain.digest.chained`).
    """

    __tablename__ = "event"

    stream: Mapped[str] = mapped_column(sa.String(60))
    sequence: Mapped[int]
    kind: Mapped[EventKind]
    data: Mapped[dict[str, Any]]
    actor_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    recorded_at: Mapped[datetime]
    happened_on: Mapped[date]
    hash: Mapped[str] = mapped_column(sa.String(64))

    actor: Mapped[User | None] = relationship()
    personal_values: Mapped[list["PersonalValue"]] = relationship(back_populates="event")

    __table_args__ = (
        sa.UniqueConstraint("stream", "sequence"),
        sa.CheckConstraint("sequence > 0", name="sequence_begins_at_one"),
        sa.CheckConstraint("length(hash) = 64", name="hash_is_whole"),
    )


class PersonalValue(Base):
    """A personal value an event commits to: where in its data (`path`, joined by /), the salt and the value itself."""

    __tablename__ = "personal_value"

    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id"))
    path: Mapped[str] = mapped_column(sa.String(300))
    salt: Mapped[bytes] = mapped_column(sa.LargeBinary(32))
    value: Mapped[Any] = mapped_column(CanonicalJson)

    event: Mapped[EventRow] = relationship(back_populates="personal_values")

    __table_args__ = (sa.UniqueConstraint("event_id", "path"),)
