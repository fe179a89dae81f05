"""Counting business days: golden dates with their reasons, and what must hold for any calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.bilingual import Text
from app.domain.terms import Day, DayKind, Pause, business_days_between, day_kind, due

PROPERTIES = settings(max_examples=150, deadline=None, derandomize=True)
HOLIDAYS = {
    date(2026, 1, 1): Text("Año Nuevo", "New Year's Day"),
    date(2026, 1, 2): Text("Día no laborable (DS 042-2025-PCM)", "Non-working day (DS 042-2025-PCM)"),
    date(2026, 4, 2): Text("Jueves Santo", "Maundy Thursday"),
    date(2026, 4, 3): Text("Viernes Santo", "Good Friday"),
    date(2026, 7, 28): Text("Fiestas Patrias", "Independence Day"),
    date(2026, 7, 29): Text("Fiestas Patrias", "Independence Day"),
    date(2026, 12, 8): Text("Inmaculada Concepción", "Immaculate Conception"),
    date(2026, 12, 9): Text("Batalla de Ayacucho", "Battle of Ayacucho"),
    date(2026, 12, 25): Text("Navidad", "Christmas"),
    date(2027, 1, 1): Text("Año Nuevo", "New Year's Day"),
}
"""Some of Peru's, written by hand."""


@pytest.mark.parametrize(
    ("start", "days", "last"),
    [
        (date(2026, 11, 23), 3, date(2026, 11, 26)),
        (date(2026, 3, 30), 3, date(2026, 4, 6)),
        (date(2026, 7, 24), 2, date(2026, 7, 30)),
        (date(2026, 12, 23), 3, date(2026, 12, 29)),
        (date(2026, 12, 23), 6, date(2027, 1, 4)),
        (date(2025, 12, 30), 2, date(2026, 1, 5)),
        (date(2026, 11, 22), 1, date(2026, 11, 23)),
        (date(2026, 11, 20), 1, date(2026, 11, 23)),
        (date(2026, 12, 4), 7, date(2026, 12, 17)),
    ],
    ids=[
        "within a week",
        "over Semana Santa",
        "over 28 and 29 July",
        "over Christmas",
        "over the turn of the year",
        "over the day the decree of 2025 made free",
        "from a Sunday on",
        "from a Friday to the Monday",
        "seven days in December",
    ],
)
def test_a_term_ends_where_a_person_counting_on_a_calendar_ends(start: date, days: int, last: date) -> None:
    count = due(start, days, HOLIDAYS)
    assert (count.on, count.remaining) == (last, 0)


def test_each_day_of_a_term_has_its_reason() -> None:
    assert due(date(2026, 3, 31), 2, HOLIDAYS).days == (
        Day(date(2026, 4, 1), DayKind.COUNTED, 1),
        Day(date(2026, 4, 2), DayKind.HOLIDAY, None, Text("Jueves Santo", "Maundy Thursday")),
        Day(date(2026, 4, 3), DayKind.HOLIDAY, None, Text("Viernes Santo", "Good Friday")),
        Day(date(2026, 4, 4), DayKind.WEEKEND),
        Day(date(2026, 4, 5), DayKind.WEEKEND),
        Day(date(2026, 4, 6), DayKind.COUNTED, 2),
    )


def test_two_pauses_make_the_term_longer_by_their_days() -> None:
    pauses = (Pause(date(2026, 11, 24), date(2026, 11, 26)), Pause(date(2026, 11, 30), date(2026, 12, 1)))
    count = due(date(2026, 11, 23), 4, HOLIDAYS, pauses)
    assert [(day.on.day, day.kind) for day in count.days] == [
        (24, DayKind.COUNTED),
        (25, DayKind.PAUSED),
        (26, DayKind.PAUSED),
        (27, DayKind.COUNTED),
        (28, DayKind.WEEKEND),
        (29, DayKind.WEEKEND),
        (30, DayKind.COUNTED),
        (1, DayKind.PAUSED),
        (2, DayKind.COUNTED),
    ]


def test_a_term_under_an_open_pause_stands_still_with_its_days_left() -> None:
    count = due(date(2026, 11, 23), 7, HOLIDAYS, (Pause(date(2026, 11, 25)),))
    assert (count.on, count.remaining, len(count.days)) == (None, 5, 2)


def test_a_term_that_ended_before_the_pause_keeps_its_date() -> None:
    assert due(date(2026, 11, 23), 2, HOLIDAYS, (Pause(date(2026, 11, 25)),)).on == date(2026, 11, 25)


def test_a_pause_that_came_before_the_term_stops_it_from_the_start() -> None:
    assert due(date(2026, 11, 23), 2, HOLIDAYS, (Pause(date(2026, 11, 20)),)).remaining == 2


def test_a_term_of_no_days_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one business day"):
        due(date(2026, 11, 23), 0, HOLIDAYS)


def test_a_holiday_on_a_week_end_is_told_as_week_end() -> None:
    assert day_kind(date(2026, 11, 28), {date(2026, 11, 28): Text("Local", "Local")}) is DayKind.WEEKEND


def test_business_days_between_two_days_leave_the_first_out() -> None:
    assert business_days_between(date(2026, 11, 23), date(2026, 11, 30), HOLIDAYS) == 5
    assert business_days_between(date(2026, 11, 30), date(2026, 11, 23), HOLIDAYS) == 0


DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))
CALENDARS = st.sets(DAYS, max_size=20).map(lambda days: {day: Text("Feriado", "Holiday") for day in days})
SPANS = st.lists(st.tuples(DAYS, st.integers(0, 30)), max_size=3).map(
    lambda spans: tuple(Pause(start, start + timedelta(days=length)) for start, length in spans)
)


@PROPERTIES
@given(DAYS, st.integers(1, 40), CALENDARS, SPANS, DAYS)
def test_another_holiday_never_brings_the_end_forward(
    start: date, days: int, calendar: dict[date, Text], pauses: tuple[Pause, ...], extra: date
) -> None:
    before = due(start, days, calendar, pauses).on
    after = due(start, days, calendar | {extra: Text("Otro", "Another")}, pauses).on
    assert before is not None
    assert after is not None
    assert after >= before


@PROPERTIES
@given(DAYS, st.integers(1, 40), CALENDARS, SPANS)
def test_one_day_more_ends_later_and_on_a_day_that_counts(
    start: date, days: int, calendar: dict[date, Text], pauses: tuple[Pause, ...]
) -> None:
    count, more = due(start, days, calendar, pauses), due(start, days + 1, calendar, pauses)
    assert count.on is not None
    assert more.on is not None
    assert start < count.on < more.on
    assert day_kind(count.on, calendar, pauses) is DayKind.COUNTED
    assert more.days[: len(count.days)] == count.days
    assert [day.number for day in count.days if day.number] == list(range(1, days + 1))


@PROPERTIES
@given(DAYS, st.integers(1, 40), CALENDARS)
def test_counting_back_gives_the_length_of_the_term(start: date, days: int, calendar: dict[date, Text]) -> None:
    end = due(start, days, calendar).on
    assert end is not None
    assert business_days_between(start, end, calendar) == days
