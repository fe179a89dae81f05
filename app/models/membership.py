"""What an organization has of WeGO: its entry in the register of members, and the cooperation it received."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.vocabulary import Certainty, CooperationKind, MembershipCategory
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


class Cooperation(Base):
    """One thing a government received from WeGO, such as a feasibility study, with the year and who says it."""

    __tablename__ = "cooperation"

    organization_id: Mapped[int] = mapped_column(sa.ForeignKey("organization.id"), index=True)
    kind: Mapped[CooperationKind]
    title_es: Mapped[ShortText]
    title_en: Mapped[ShortText]
    year: Mapped[int]
    source: Mapped[ShortText]
    certainty: Mapped[Certainty]

    organization: Mapped[Organization] = relationship()

    __table_args__ = (sa.UniqueConstraint("organization_id", "kind", "title_es"),)
