"""Two people of one office press at the same instant: one acts, the other is told, and nothing is written twice."""

import threading
from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from app.domain.errors import DomainError, WrongStepError
from app.domain.progress.state import State
from app.extensions import db
from app.services.applications import reviews
from app.services.applications.reviewing import reading
from tests.conftest import World
from tests.factories import Journey, an_application, occasion_of

Deed = Callable[[], object]


@pytest.fixture(scope="module")
def programs(world: World) -> Iterator[dict[str, Flask]]:
    """Keep the programs of this file by kind of database, each on one of its own, where commits are real."""
    made: dict[str, Flask] = {}
    yield made
    for app in made.values():
        with app.app_context():
            db.engine.dispose()


@pytest.fixture
def program(world: World, database: str, programs: dict[str, Flask]) -> Iterator[Flask]:
    """Give the program on a database that no other file uses."""
    if database not in programs:
        programs[database] = world.empty(database)
        for command in (["db", "upgrade"], ["seed"]):
            assert programs[database].test_cli_runner().invoke(args=command).exit_code == 0
    with programs[database].app_context():
        yield programs[database]
        db.session.close()


def drafted(code: str) -> Journey:
    """Return an application in review with one draft."""
    journey = an_application(code, at="in_review")
    reviews.observe(journey.number, "field:ubigeo", "No coincide.", occasion_of(journey.officer), is_formal=False)
    return journey


def at_once(app: Flask, *deeds: Deed) -> list[DomainError]:
    """Do everything at the same instant, each in a thread of its own; return what was refused."""
    refused: list[DomainError] = []
    start = threading.Barrier(len(deeds))

    def run(deed: Deed) -> None:
        with app.app_context():
            start.wait()
            try:
                deed()
            except DomainError as error:
                refused.append(error)
            finally:
                db.session.close()

    threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refused


def state_of(journey: Journey) -> State:
    """Return how the application stands, read anew."""
    db.session.rollback()
    return journey.shown(journey.officer).dossier.state


def test_of_two_who_issue_one_round_is_made(program: Flask) -> None:
    journey = drafted("081302")
    officer, head = occasion_of(journey.officer), occasion_of(journey.head)
    (refused,) = at_once(
        program,
        lambda: reviews.issue_round(journey.number, "", officer),
        lambda: reviews.issue_round(journey.number, "", head),
    )
    assert isinstance(refused, WrongStepError)
    assert "ronda" in refused.because.es
    assert [len(item.observations) for item in state_of(journey).rounds] == [1]


def test_of_one_who_issues_and_one_who_endorses_one_acts(program: Flask) -> None:
    journey = drafted("081303")
    officer, head = occasion_of(journey.officer), occasion_of(journey.head)
    (refused,) = at_once(
        program,
        lambda: reviews.issue_round(journey.number, "", officer),
        lambda: reviews.endorse(journey.number, "", head),
    )
    assert isinstance(refused, WrongStepError)
    state = state_of(journey)
    assert (len(state.rounds), state.endorsement) == (1, None)


def test_two_who_draft_both_keep_their_draft_and_it_is_issued_only_if_read(program: Flask) -> None:
    journey = drafted("081304")
    officer, head = occasion_of(journey.officer), occasion_of(journey.head)
    seen = reading.review(journey.number, officer).mark
    db.session.rollback()
    refused = at_once(
        program,
        lambda: reviews.observe(journey.number, "field:reasons_es", "Una.", officer, is_formal=False),
        lambda: reviews.observe(journey.number, "field:reasons_es", "Otra.", head, is_formal=True),
    )
    assert refused == []
    with pytest.raises(DomainError, match="cambiaron"):
        reviews.issue_round(journey.number, "", officer, seen=seen)
    assert {draft.text for draft in reviews.drafts(journey.number, officer)} == {"No coincide.", "Una.", "Otra."}
