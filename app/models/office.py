"""The Ministry's offices and, date by date, the departments each one serves."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.vocabulary import Certainty, OfficeKind
from app.models.base import Base, ShortText
from app.models.territory import Department, DepartmentCode


class Office(Base):
    """A decentralised office (ODE), the head office in Lima, or the embassy in Seoul.

    The notes say in Spanish what the two certainties rest on; where they are C or D the page shows the fact as
    provisional. An inactive office serves nobody and takes no applications.
    """

    __tablename__ = "office"

    code: Mapped[str] = mapped_column(sa.String(10), unique=True)
    name: Mapped[ShortText]
    kind: Mapped[OfficeKind]
    seat_city: Mapped[ShortText | None]
    seat_department_code: Mapped[DepartmentCode | None] = mapped_column(sa.ForeignKey("department.code"))
    active: Mapped[bool]
    seat_certainty: Mapped[Certainty]
    seat_note: Mapped[ShortText | None]
    territory_certainty: Mapped[Certainty | None]
    territory_note: Mapped[ShortText | None]
    source: Mapped[ShortText]

    seat_department: Mapped[Department | None] = relationship()
    territories: Mapped[list["Territory"]] = relationship(
        back_populates="office", order_by="Territory.department_code, Territory.valid_from"
    )


class Territory(Base):
    """That an office serves a department from one day until the day before another.

    At most one office serves a department on a date; `valid_to` is the first day it no longer does, empty while it
    does. A change closes the row and adds another, so that a replay finds who served then.
    """

    __tablename__ = "territory"

    office_id: Mapped[int] = mapped_column(sa.ForeignKey("office.id"), index=True)
    department_code: Mapped[DepartmentCode] = mapped_column(sa.ForeignKey("department.code"))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    source: Mapped[ShortText]
    certainty: Mapped[Certainty]

    office: Mapped[Office] = relationship(back_populates="territories")
    department: Mapped[Department] = relationship()

    __table_args__ = (
        sa.UniqueConstraint("department_code", "valid_from"),
        sa.CheckConstraint("valid_to IS NULL OR valid_to > valid_from", name="period_is_forward"),
    )
