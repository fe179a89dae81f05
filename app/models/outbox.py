"""Slow work to be done after a commit: kind and ids only, so that a row says nothing secret."""

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, LongText, ShortText


class OutboxKind(StrEnum):
    """What is to be done."""

    INVITATION = "invitation"


class OutboxRow(Base):
    """One piece of work: due until `done_at`, tried `attempts` times, with what went wrong the last time."""

    __tablename__ = "outbox"

    kind: Mapped[OutboxKind]
    data: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    due_at: Mapped[datetime] = mapped_column(index=True)
    attempts: Mapped[int] = mapped_column(default=0)
    done_at: Mapped[datetime | None]
    error: Mapped[LongText | None]


class Mail(Base):
    """A message as it was handed to the mail server, or kept for the outbox page where none is configured."""

    __tablename__ = "mail"

    outbox_id: Mapped[int] = mapped_column(sa.ForeignKey("outbox.id"), index=True)
    message_id: Mapped[ShortText]
    recipient: Mapped[str] = mapped_column(sa.String(254))
    subject: Mapped[ShortText]
    body: Mapped[str] = mapped_column(sa.Text)
    sent_at: Mapped[datetime]
    was_sent: Mapped[bool]
