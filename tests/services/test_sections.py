"""Saving a page of the form: drafts as they are, two people's changes joined, nothing lost and nothing leaked."""

from functools import partial

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session

from app.domain.errors import DomainError, NotAllowedError, WrongStepError
from app.domain.merge import Conflict
from app.domain.progress.events import EventKind
from app.domain.vocabulary import Role, Status
from app.extensions import db
from app.models.application import Application
from app.models.user import User
from app.services.applications import sections
from app.services.applications.sections import Saved
from tests.factories import Journey, a_user, an_application, occasion_of
from tests.services.conftest import AtOnce
from tests.services.walking import check_application


@pytest.fixture
def journey(session: Session) -> Journey:
    """Give an application in preparation."""
    return an_application()


def save(journey: Journey, user: User, section: str, version: int, **answers: object) -> Saved:
    return sections.save_section(journey.number, section, version, answers, occasion_of(user))


def answers(journey: Journey, section: str = "profile") -> dict[str, object]:
    return dict(journey.shown(journey.preparer).dossier.state.answers.get(section, {}))


def test_a_draft_is_kept_as_it_is_even_where_it_is_wrong_or_incomplete(session: Session, journey: Journey) -> None:
    saved = save(journey, journey.preparer, "profile", 0, staff="muchos", population=-3, ict_unit=None)
    assert saved == Saved(1, (), withdrew=False)
    assert (answers(journey)["staff"], answers(journey)["population"]) == ("muchos", -3)
    check_application(session, journey.number)


def test_what_was_not_on_the_page_stays(journey: Journey) -> None:
    save(journey, journey.preparer, "profile", 0, staff=40)
    save(journey, journey.preparer, "profile", 1, budget_year=2025)
    assert (answers(journey)["staff"], answers(journey)["budget_year"]) == (40, 2025)


def test_saving_without_changing_anything_writes_nothing(session: Session, journey: Journey) -> None:
    save(journey, journey.preparer, "profile", 0, staff=40)
    row = journey.shown(journey.preparer).dossier.row
    before = (row.sequence, row.updated_at)
    assert save(journey, journey.signatory, "profile", 1, staff=40, other_networks="") == Saved(1, (), withdrew=False)
    session.expire_all()
    assert (row.sequence, row.updated_at) == before


def test_the_event_keeps_old_and_new_value_of_what_changed_and_nothing_else(journey: Journey) -> None:
    save(journey, journey.preparer, "profile", 0, staff=40, budget_year=2025)
    save(journey, journey.signatory, "profile", 1, staff=41, budget_year=2025)
    *_, first, second = journey.shown(journey.preparer).dossier.events
    assert first.data == {"section": "profile", "changes": {"staff": [None, 40], "budget_year": [None, 2025]}}
    assert second.data == {"section": "profile", "changes": {"staff": [40, 41]}}
    assert (first.kind, second.actor_id) == (EventKind.SAVED, journey.signatory.id)


def test_two_people_who_change_different_answers_of_a_page_both_keep_theirs(journey: Journey) -> None:
    save(journey, journey.preparer, "profile", 0, staff=40, budget_year=2025)
    save(journey, journey.signatory, "profile", 1, staff=41, budget_year=2025)
    assert save(journey, journey.preparer, "profile", 1, staff=40, budget_year=2026) == Saved(3, (), withdrew=False)
    assert (answers(journey)["staff"], answers(journey)["budget_year"]) == (41, 2026)


def test_two_people_who_change_the_same_answer_see_both_values_and_nothing_is_written(journey: Journey) -> None:
    save(journey, journey.preparer, "profile", 0, staff=40, budget_year=2025)
    save(journey, journey.signatory, "profile", 1, staff=41)
    conflicting = save(journey, journey.preparer, "profile", 1, staff=42, budget_year=2026)
    assert conflicting == Saved(2, (Conflict("staff", 41, 42),), withdrew=False)
    assert (answers(journey)["staff"], answers(journey)["budget_year"]) == (41, 2025)
    assert save(journey, journey.preparer, "profile", conflicting.version, staff=42).version == 3


def test_two_people_who_write_the_same_do_not_conflict(journey: Journey) -> None:
    save(journey, journey.preparer, "profile", 0, staff=40)
    save(journey, journey.signatory, "profile", 1, staff=41)
    assert save(journey, journey.preparer, "profile", 1, staff=41) == Saved(2, (), withdrew=False)


def test_a_page_older_than_the_first_save_conflicts_with_it(journey: Journey) -> None:
    save(journey, journey.preparer, "profile", 0, staff=40)
    for version in (0, -1):
        assert save(journey, journey.signatory, "profile", version, staff=41).conflicts
    assert answers(journey)["staff"] == 40


def test_a_version_that_is_yet_to_come_counts_as_the_newest(journey: Journey) -> None:
    save(journey, journey.preparer, "profile", 0, staff=40)
    assert save(journey, journey.signatory, "profile", 10**20, staff=41) == Saved(2, (), withdrew=False)


def test_a_question_the_page_does_not_have_is_not_kept(session: Session, journey: Journey) -> None:
    save(journey, journey.preparer, "profile", 0, staff=40, is_admin=True, ruc="20131312955")
    assert answers(journey).keys() & {"is_admin", "ruc"} == set()


@pytest.mark.parametrize("section", ["nowhere", "attachments", "signature", "fee", ""])
def test_only_the_pages_of_the_form_are_saved(journey: Journey, section: str) -> None:
    with pytest.raises(WrongStepError, match="no existe"):
        save(journey, journey.preparer, section, 0, staff=40)


@pytest.mark.parametrize("who", ["officer", "head", "coordinator", "embassy"])
def test_who_only_reads_saves_nothing_and_learns_nothing_from_a_conflict(journey: Journey, who: str) -> None:
    save(journey, journey.preparer, "profile", 0, staff=40)
    with pytest.raises(NotAllowedError):
        save(journey, getattr(journey, who), "profile", 0, staff=41)


def test_a_stranger_finds_no_application_to_save(journey: Journey) -> None:
    with pytest.raises(NoResultFound):
        save(journey, a_user(Role.PREPARER, organization_code="081303"), "profile", 0, staff=40)


@pytest.mark.parametrize("at", [Status.IN_REVIEW, Status.SENT, Status.WITHDRAWN, Status.SUSPENDED])
def test_while_it_may_not_be_changed_nothing_is_saved(session: Session, at: Status) -> None:
    journey = an_application(at=at)
    before = journey.shown(journey.preparer).dossier.row.sequence
    with pytest.raises(DomainError):
        save(journey, journey.preparer, "profile", 99, staff=4321)
    assert journey.shown(journey.preparer).dossier.row.sequence == before


def test_changing_what_was_endorsed_takes_the_endorsement_back_and_says_so(session: Session) -> None:
    journey = an_application(at=Status.ENDORSED)
    version = journey.shown(journey.preparer).dossier.state.saves["motivation"]
    assert save(journey, journey.preparer, "motivation", version, reasons_es="Otras razones.").withdrew
    dossier = journey.shown(journey.preparer).dossier
    assert [event.kind for event in dossier.events[-2:]] == [EventKind.SAVED, EventKind.ENDORSEMENT_WITHDRAWN]
    assert dossier.row.status is Status.PREPARING
    check_application(session, journey.number)


def test_two_who_save_at_once_lose_nothing(apart: Flask, at_once: AtOnce) -> None:
    journey = an_application()
    one, other = occasion_of(journey.preparer), occasion_of(journey.signatory)
    outcomes = at_once(
        partial(sections.save_section, journey.number, "profile", 0, {"staff": 40}, one),
        partial(sections.save_section, journey.number, "profile", 0, {"budget_year": 2025}, other),
        partial(sections.save_section, journey.number, "motivation", 0, {"reasons_es": "Uno"}, one),
        partial(sections.save_section, journey.number, "motivation", 0, {"reasons_es": "Dos"}, other),
    )
    saved = [item for item in outcomes if isinstance(item, Saved)]
    assert len(saved) == 4, outcomes
    assert sum(bool(item.conflicts) for item in saved) == 1
    profile = answers(journey)
    assert (profile["staff"], profile["budget_year"]) == (40, 2025)
    assert answers(journey, "motivation")["reasons_es"] in {"Uno", "Dos"}
    assert db.session.scalars(sa.select(Application.sequence)).one() == len(
        journey.shown(journey.preparer).dossier.events
    )
    check_application(db.session, journey.number)
