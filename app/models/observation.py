"""Observations an office is still writing; once issued they stand in the round's event."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, LongText
from app.models.user import User


class DraftObservation(Base):
    """A draft nobody outside the office sees, anchored to `field:code`, `section:key` or `step:key`."""

    __tablename__ = "draft_observation"

    application_id: Mapped[int] = mapped_column(sa.ForeignKey("application.id"), index=True)
    anchor: Mapped[str] = mapped_column(sa.String(120))
    text: Mapped[LongText]
    is_formal: Mapped[bool]
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    created_at: Mapped[datetime]

    author: Mapped[User] = relationship()
