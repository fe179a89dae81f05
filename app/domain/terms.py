"""Counting business days, with a reason for each day that doesn't count.

TUO 27444 arts. 144-145 (certainty C): a term is counted in business days from the day after notification, and one that
ends on a non-working day moves to the next working one, which counting working days alone already does.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TypeAlias

from app.domain.bilingual import Text

SATURDAY = 5


class DayKind(StrEnum):
    """Why a day counts or doesn't."""

    COUNTED = "counted"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a term: whether it counts and as which number; `name` is the holiday's that falls on it, if any."""

    on: date
    kind: DayKind
    number: int | None = None
    name: Text | None = None


@dataclass(frozen=True, slots=True)
class Pause:
    """An interruption: the days after `start` up to and including `end` don't count; without `end` it goes on."""

    start: date
    end: date | None = None

    def covers(self, day: date) -> bool:
        """Whether `day` falls in the interruption; the day it began still belongs to the term."""
        return self.start < day and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class Due:
    """The last day of a term (None while it stands still), the days looked at, and how many were left to count."""

    on: date | None
    days: tuple[Day, ...]
    remaining: int


Holidays: TypeAlias = Mapping[date, Text]


def day_kind(day: date, holidays: Holidays, pauses: Iterable[Pause] = ()) -> DayKind:
    """Say whether `day` counts, and if not, why: a pause first, then the week-end, then the holiday."""
    if any(pause.covers(day) for pause in pauses):
        return DayKind.PAUSED
    if day.weekday() >= SATURDAY:
        return DayKind.WEEKEND
    return DayKind.HOLIDAY if day in holidays else DayKind.COUNTED


def due(start: date, business_days: int, holidays: Holidays, pauses: tuple[Pause, ...] = ()) -> Due:
    """Count `business_days` from the day after `start`; raises ValueError for less than one.

    Returns the day list with it. Where a pause without end comes first, the list stops the day it begins and the
    remaining days are told instead of a date.
    """
    if business_days < 1:
        raise ValueError("a term has at least one business day")
    days: list[Day] = []
    counted = 0
    day = start
    while counted < business_days:
        if any(pause.end is None and day >= pause.start for pause in pauses):
            return Due(None, tuple(days), business_days - counted)
        day += timedelta(days=1)
        kind = day_kind(day, holidays, pauses)
        counted += kind is DayKind.COUNTED
        days.append(Day(day, kind, counted if kind is DayKind.COUNTED else None, holidays.get(day)))
    return Due(day, tuple(days), 0)


def business_days_between(start: date, end: date, holidays: Holidays) -> int:
    """Return how many business days lie after `start` up to and including `end`; 0 where `end` isn't later."""
    span = (start + timedelta(days=n) for n in range(1, max((end - start).days, 0) + 1))
    return sum(day_kind(day, holidays) is DayKind.COUNTED for day in span)
