"""A day set by decree while terms run moves their last day, in lists as on pages."""

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from app.domain.vocabulary import Certainty, HolidayKind, Status
from app.models.holiday import Holiday
from app.services.applications import reading
from app.services.applications.recounting import recount
from app.services.transaction import transaction
from tests.factories import NOON, Journey, an_application, occasion_of
from tests.services.walking import check_application


def decree(day: date, kind: HolidayKind = HolidayKind.DECREE) -> None:
    names = {"name_es": "Día de prueba", "name_en": "Test day", "source": "Prueba", "certainty": Certainty.D}
    with transaction() as session:
        session.add(Holiday(day=day, kind=kind, **names))


@pytest.fixture
def journey(session: Session) -> Journey:
    """Give an application in review, whose office has seven days: until 2 December 2026."""
    journey = an_application(at=Status.IN_REVIEW)
    assert journey.shown(journey.officer).dossier.row.due_on == date(2026, 12, 2)
    return journey


def listed(journey: Journey) -> date | None:
    return reading.list_for(occasion_of(journey.officer)).lines[0].due_on


def test_a_day_that_no_longer_counts_moves_the_last_day(session: Session, journey: Journey) -> None:
    before = journey.shown(journey.officer).dossier.row.updated_at
    decree(date(2026, 11, 30))
    assert journey.shown(journey.officer).standing.due_on == date(2026, 12, 3)
    assert listed(journey) == date(2026, 12, 2), "the list shows what was counted last"
    assert recount(NOON) == 1
    assert listed(journey) == date(2026, 12, 3)
    assert journey.shown(journey.officer).dossier.row.updated_at == before
    check_application(session, journey.number)


def test_counting_again_without_a_change_changes_nothing(session: Session, journey: Journey) -> None:
    assert recount(NOON) == 0
    decree(date(2026, 12, 24))
    assert recount(NOON) == 0, "the day lies behind every term that runs"


def test_a_correction_brings_the_last_day_forward(session: Session) -> None:
    first_of_december = NOON + timedelta(days=8)
    journey = an_application(at=Status.IN_REVIEW, now=first_of_december)
    assert listed(journey) == date(2026, 12, 14), "the 8th and the 9th are holidays"
    decree(date(2026, 12, 8), HolidayKind.CORRECTION)
    assert recount(first_of_december) == 1
    assert listed(journey) == date(2026, 12, 11)
    check_application(session, journey.number)


def test_what_has_ended_is_left_alone(session: Session) -> None:
    an_application(at=Status.WITHDRAWN)
    decree(date(2026, 11, 30))
    assert recount(NOON) == 0
