"""What governments have received from WeGO."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.vocabulary import Certainty, CooperationKind
from app.models.base import Base, ShortText
from app.models.organization import Organization


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
