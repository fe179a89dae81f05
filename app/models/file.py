"""Uploaded files: the bytes by their SHA-256, and where each was attached under which name."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.vocabulary import FileKind
from app.models.base import Base, ShortText
from app.models.user import User


class StoredFile(Base):
    """Bytes kept once, however often they were attached."""

    __tablename__ = "stored_file"

    sha256: Mapped[str] = mapped_column(sa.String(64), unique=True)
    size: Mapped[int]
    kind: Mapped[FileKind]
    stored_at: Mapped[datetime]

    __table_args__ = (
        sa.CheckConstraint("length(sha256) = 64", name="hash_is_whole"),
        sa.CheckConstraint("size > 0", name="not_empty"),
    )


class Attachment(Base):
    """A file in its place: an application's slot (`field:code`, `step:key`) or a membership's step."""

    __tablename__ = "attachment"

    file_id: Mapped[int] = mapped_column(sa.ForeignKey("stored_file.id"))
    application_id: Mapped[int | None] = mapped_column(sa.ForeignKey("application.id"), index=True)
    organization_id: Mapped[int | None] = mapped_column(sa.ForeignKey("organization.id"), index=True)
    slot: Mapped[str] = mapped_column(sa.String(120))
    name: Mapped[ShortText]
    uploaded_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    uploaded_at: Mapped[datetime]

    file: Mapped[StoredFile] = relationship()
    uploaded_by: Mapped[User | None] = relationship()

    __table_args__ = (
        sa.CheckConstraint(
            "(application_id IS NULL) <> (organization_id IS NULL)", name="belongs_to_an_application_or_a_membership"
        ),
    )
