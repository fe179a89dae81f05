"""The days that don't count: national holidays by library, decree and local days and corrections by table."""

from datetime import date
from functools import lru_cache

import holidays
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.bilingual import Text
from app.domain.terms import Holidays
from app.domain.vocabulary import HolidayKind
from app.models.holiday import Holiday

EASTER_SUNDAY = "Domingo de Resurrección"
"""The library's seventeenth day; the law's list has sixteen and a Sunday never counts anyway."""


@lru_cache(maxsize=64)
def national(year: int) -> tuple[tuple[date, Text], ...]:
    """Return Peru's sixteen national holidays of `year`, named in both languages."""
    spanish = holidays.country_holidays("PE", years=year, language="es")
    english = holidays.country_holidays("PE", years=year, language="en_US")
    return tuple((day, Text(name, english[day])) for day, name in sorted(spanish.items()) if EASTER_SUNDAY not in name)


def calendar(
    session: Session, first: date, last: date, department_code: str | None = None, district_code: str | None = None
) -> Holidays:
    """Return the days without work between the years of `first` and `last`, both whole, for one place.

    Public-sector days set by decree hold everywhere, local ones for their department or district. A correction takes a
    day off the library's list, and only that: one that a decree or a place sets all the same stays.
    """
    given = {
        "department": department_code,
        "district": district_code,
        "first": date(first.year, 1, 1),
        "last": date(last.year, 12, 31),
    }
    rows = session.execute(SET_HERE, given).all()
    found = {day: name for year in range(first.year, last.year + 1) for day, name in national(year)}
    for row in rows:
        if row.kind is HolidayKind.CORRECTION:
            found.pop(row.day, None)
    return found | {row.day: Text(row.name_es, row.name_en) for row in rows if row.kind is not HolidayKind.CORRECTION}


SET_HERE = (
    sa.select(Holiday.day, Holiday.kind, Holiday.name_es, Holiday.name_en)
    .where(
        Holiday.day.between(sa.bindparam("first"), sa.bindparam("last")),
        sa.or_(
            Holiday.kind != HolidayKind.LOCAL,
            # Of a place that isn't given, nothing: nothing equals NULL.
            sa.and_(Holiday.district_code.is_(None), Holiday.department_code == sa.bindparam("department")),
            Holiday.district_code == sa.bindparam("district"),
        ),
    )
    .order_by(Holiday.day, Holiday.id)
)
"""The table's days for one place; made once, as every page of an application counts days."""
