"""The days that the calendar of national holidays doesn't know."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.vocabulary import Certainty, HolidayKind
from app.models.base import Base, ShortText
from app.models.territory import DepartmentCode, DistrictCode


class Holiday(Base):
    """A non-working day set by decree, a local holiday, or a correction of the national calendar.

    Without department and district it holds in the whole country. National holidays come from the `holidays` library
    and are never rows here.
    """

    __tablename__ = "holiday"

    day: Mapped[date] = mapped_column(index=True)
    name_es: Mapped[ShortText]
    name_en: Mapped[ShortText]
    kind: Mapped[HolidayKind]
    department_code: Mapped[DepartmentCode | None] = mapped_column(sa.ForeignKey("department.code"))
    district_code: Mapped[DistrictCode | None] = mapped_column(sa.ForeignKey("district.code"))
    source: Mapped[ShortText]
    certainty: Mapped[Certainty]

    __table_args__ = (
        sa.CheckConstraint(
            "kind <> 'local' OR department_code IS NOT NULL OR district_code IS NOT NULL", name="local_day_has_a_place"
        ),
        sa.CheckConstraint(
            "kind = 'local' OR (department_code IS NULL AND district_code IS NULL)", name="national_day_has_no_place"
        ),
    )
