"""The register of members: a projection of the membership streams."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.vocabulary import MembershipCategory
from app.models.base import Base, ShortText
from app.models.organization import Organization


class MembershipRow(Base):
    """One organization on the register: category, since when (if a source says it), who says so, confirmed or not."""

    __tablename__ = "membership"

    organization_id: Mapped[int] = mapped_column(sa.ForeignKey("organization.id"), unique=True)
    category: Mapped[MembershipCategory]
    since: Mapped[date | None]
    source: Mapped[ShortText]
    year: Mapped[int]
    is_confirmed: Mapped[bool]
    is_demo: Mapped[bool] = mapped_column(default=False)
    sequence: Mapped[int]

    organization: Mapped[Organization] = relationship()
