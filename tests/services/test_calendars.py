"""The days without work: sixteen national ones, those a decree or a place adds, and those a correction takes off."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from app.domain.bilingual import Text
from app.domain.terms import due
from app.domain.vocabulary import Certainty, HolidayKind
from app.models.holiday import Holiday
from app.services.calendars import calendar, national
from app.services.transaction import transaction

NATIONAL_2026 = {
    date(2026, 1, 1): "Año Nuevo",
    date(2026, 4, 2): "Jueves Santo",
    date(2026, 4, 3): "Viernes Santo",
    date(2026, 5, 1): "Día del Trabajo",
    date(2026, 6, 7): "Batalla de Arica y Día de la Bandera",
    date(2026, 6, 29): "San Pedro y San Pablo",
    date(2026, 7, 23): "Día de la Fuerza Aérea del Perú",
    date(2026, 7, 28): "Día de la Independencia",
    date(2026, 7, 29): "Día de la Gran Parada Militar",
    date(2026, 8, 6): "Batalla de Junín",
    date(2026, 8, 30): "Santa Rosa de Lima",
    date(2026, 10, 8): "Combate de Angamos",
    date(2026, 11, 1): "Todos Los Santos",
    date(2026, 12, 8): "Inmaculada Concepción",
    date(2026, 12, 9): "Batalla de Ayacucho",
    date(2026, 12, 25): "Navidad del Señor",
}
"""Peru's list, written by hand."""

YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def a_holiday(
    day: date, kind: HolidayKind = HolidayKind.LOCAL, department: str | None = None, district: str | None = None
) -> None:
    """Put a day into the table."""
    names = {"name_es": "Día de prueba", "name_en": "Test day", "source": "Prueba", "certainty": Certainty.D}
    with transaction() as session:
        session.add(Holiday(day=day, kind=kind, department_code=department, district_code=district, **names))


def test_the_sixteen_national_holidays_of_2026_are_named_in_both_languages() -> None:
    assert {day: name.es for day, name in national(2026)} == NATIONAL_2026
    english = dict(national(2026))
    assert english[date(2026, 7, 23)].en == "Peruvian Air Force Day"
    assert all(name.en and name.en != name.es for name in english.values())


@pytest.mark.parametrize("year", range(2024, 2041))
def test_there_are_sixteen_every_year_and_easter_sunday_is_none_of_them(year: int) -> None:
    assert len(national(year)) == 16
    words = " ".join(f"{name.es} {name.en}" for _, name in national(year)).lower()
    assert "resurrección" not in words
    assert "easter" not in words


def test_a_day_set_by_decree_holds_everywhere(session: Session) -> None:
    for place in ((None, None), ("08", None), ("08", "080101"), ("21", "210101")):
        assert calendar(session, *YEAR, *place)[date(2026, 1, 2)].en == "Non-working day for the public sector"


def test_the_years_of_both_dates_are_whole(session: Session) -> None:
    days = calendar(session, date(2026, 12, 30), date(2027, 1, 2))
    assert len(days) == 16 + 1 + 16
    assert min(days) == date(2026, 1, 1)
    assert max(days) == date(2027, 12, 25)


@pytest.mark.parametrize(
    ("department", "district", "counts"),
    [("08", "080101", True), ("08", None, True), ("21", "210101", False), ("21", None, False), (None, None, False)],
)
def test_a_day_of_a_department_holds_for_all_of_it_and_nobody_else(
    session: Session, department: str | None, district: str | None, counts: bool
) -> None:
    a_holiday(date(2026, 6, 24), department="08")
    assert (date(2026, 6, 24) in calendar(session, *YEAR, department, district)) is counts


@pytest.mark.parametrize(
    ("department", "district", "counts"),
    [("08", "081304", True), ("08", "080101", False), ("08", None, False), (None, None, False)],
)
def test_a_day_of_a_district_holds_there_only(
    session: Session, department: str | None, district: str | None, counts: bool
) -> None:
    a_holiday(date(2026, 10, 1), department="08", district="081304")
    assert (date(2026, 10, 1) in calendar(session, *YEAR, department, district)) is counts


def test_a_correction_takes_a_day_off_the_list_of_the_library(session: Session) -> None:
    a_holiday(date(2026, 7, 23), HolidayKind.CORRECTION)
    days = calendar(session, *YEAR)
    assert date(2026, 7, 23) not in days
    assert len(days) == 16 - 1 + 1


@pytest.mark.parametrize("correction_first", [True, False])
def test_a_corrected_day_that_a_place_keeps_stays_for_that_place(session: Session, correction_first: bool) -> None:
    kinds = [(HolidayKind.CORRECTION, None), (HolidayKind.LOCAL, "08")]
    for kind, department in kinds if correction_first else reversed(kinds):
        a_holiday(date(2026, 7, 23), kind, department)
    assert calendar(session, *YEAR, "08")[date(2026, 7, 23)] == Text("Día de prueba", "Test day")
    assert date(2026, 7, 23) not in calendar(session, *YEAR, "21")


def test_a_term_passes_over_the_days_that_do_not_count_and_names_them(session: Session) -> None:
    a_holiday(date(2026, 7, 30), HolidayKind.DECREE)
    found = due(date(2026, 7, 22), 3, calendar(session, *YEAR))
    told = [(day.on.day, day.kind.value, day.name.es if day.name else "") for day in found.days]
    assert told == [
        (23, "holiday", "Día de la Fuerza Aérea del Perú"),
        (24, "counted", ""),
        (25, "weekend", ""),
        (26, "weekend", ""),
        (27, "counted", ""),
        (28, "holiday", "Día de la Independencia"),
        (29, "holiday", "Día de la Gran Parada Militar"),
        (30, "holiday", "Día de prueba"),
        (31, "counted", ""),
    ]
    assert found.on == date(2026, 7, 31)
