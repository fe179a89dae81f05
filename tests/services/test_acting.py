"""Taking an action: one decision and all that follows from it, or nothing; of two who decide at once, one does."""

from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import IntegrityError, NoResultFound
from sqlalchemy.orm import Session

from app.domain.errors import DomainError, InputError, NotAllowedError, WrongStepError
from app.domain.progress.actions import Action, ActionKind, Inputs
from app.domain.progress.events import EventKind
from app.domain.vocabulary import Role, Status
from app.extensions import db
from app.models.application import Application, ApplicationStep, SectionAnswers
from app.models.base import RootBase
from app.models.event import EventRow, PersonalValue
from app.models.file import Attachment, StoredFile
from app.models.membership import MembershipRow
from app.models.office import Office
from app.services import files
from app.services.applications import acting, dossier, opening
from app.services.applications.acting import Taken
from app.services.files import Upload
from app.services.occasion import Occasion, system_occasion
from tests.factories import NOON, Journey, a_pdf, a_user, an_application, filled, occasion_of
from tests.services.conftest import AtOnce
from tests.services.walking import check_application

TABLES: tuple[type[RootBase], ...] = (
    *(Application, ApplicationStep, SectionAnswers, EventRow, PersonalValue, Attachment, StoredFile, MembershipRow),
)


def everything(session: Session) -> dict[str, list[str]]:
    """Return all that the tables of applications and memberships hold."""
    session.expire_all()
    return {
        table.__tablename__: sorted(repr(tuple(row)) for row in session.execute(sa.select(table.__table__)))
        for table in TABLES
    }


def office_id(code: str) -> int:
    return db.session.scalars(sa.select(Office.id).where(Office.code == code)).one()


def accept(journey: Journey, who: Occasion) -> Taken:
    """Record the Secretariat's acceptance with its letter."""
    letter = (Upload("step:acceptance", "carta.pdf", a_pdf("carta")),)
    inputs = Inputs(answers=filled("acceptance"), happened_on=who.today_in_seoul)
    return acting.take(journey.number, Action(ActionKind.COMPLETE, "acceptance"), inputs, who, letter)


@pytest.mark.parametrize(
    "broken",
    [
        "app.services.histories.chained",
        "app.services.applications.writing.after",
        "app.services.applications.writing.project",
        "app.services.applications.register.follow",
        "app.services.applications.register.project_membership",
        "app.services.applications.register.replay_membership",
    ],
)
def test_a_failure_in_the_middle_of_an_action_leaves_nothing_of_it(
    session: Session, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    journey = an_application(at=Status.SENT)
    embassy = occasion_of(journey.embassy)
    before = everything(session)

    def fail(*_: Any, **__: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(broken, fail)
    with pytest.raises(ZeroDivisionError):
        accept(journey, embassy)
    monkeypatch.undo()
    assert everything(session) == before
    assert accept(journey, embassy).state.status is Status.ASSOCIATE
    check_application(session, journey.number)


def test_an_action_comes_back_with_where_the_application_stands_then(session: Session) -> None:
    journey = an_application(at=Status.SENT)
    taken = accept(journey, occasion_of(journey.embassy))
    assert (taken.number, taken.state.status) == (journey.number, Status.ASSOCIATE)
    assert taken.state == journey.shown(journey.embassy).dossier.state


def test_an_application_out_of_reach_does_not_exist(session: Session) -> None:
    journey = an_application()
    action, inputs = Action(ActionKind.SUSPEND), Inputs(reason="x")
    for who in (occasion_of(a_user(Role.PREPARER, organization_code="081303")), system_occasion(NOON)):
        with pytest.raises(NoResultFound):
            acting.take(journey.number, action, inputs, who)
    with pytest.raises(NoResultFound):
        acting.take("2026-CUS-9999", action, inputs, occasion_of(journey.preparer))


def test_the_same_step_is_not_finished_twice(session: Session) -> None:
    journey = an_application(at=Status.SENT)
    embassy = occasion_of(journey.embassy)
    accept(journey, embassy)
    before = everything(session)
    with pytest.raises(WrongStepError, match="ya terminó"):
        accept(journey, embassy)
    assert everything(session) == before


@pytest.mark.parametrize("office", ["EMB-SEL", "ODE-ANC", "nowhere"])
def test_an_application_goes_only_to_an_office_that_accompanies_any(session: Session, office: str) -> None:
    journey = an_application()
    target = 10**6 if office == "nowhere" else office_id(office)
    with pytest.raises(InputError, match="Elija una de las oficinas") as caught:
        journey.take(journey.coordinator, ActionKind.TRANSFER, reason="Cercanía.", office_id=target)
    assert caught.value.field == "office_id"


def test_a_transfer_changes_who_sees_and_who_acts(session: Session) -> None:
    journey = an_application(at=Status.IN_REVIEW)
    puno = a_user(Role.ANALYST, office_code="ODE-PUN")
    journey.take(journey.coordinator, ActionKind.TRANSFER, reason="Cercanía.", office_id=office_id("ODE-PUN"))
    check_application(session, journey.number)
    with pytest.raises(NoResultFound):
        journey.shown(journey.officer)
    journey.take(puno, ActionKind.ENDORSE)
    assert journey.shown(puno).dossier.state.status is Status.ENDORSED


def closed_beside_another(at: Status) -> Journey:
    """Return a closed application whose organization has opened another since."""
    journey = an_application(at=at)
    opening.open_application(journey.code, occasion_of(journey.preparer))
    return journey


@pytest.mark.parametrize("at", [Status.WITHDRAWN, Status.ARCHIVED])
def test_a_closed_application_is_not_taken_up_again_beside_a_later_one(session: Session, at: Status) -> None:
    journey = closed_beside_another(at)
    closing = journey.shown(journey.coordinator).dossier.events[-1]
    assert closing.kind in {EventKind.WITHDRAWN, EventKind.ARCHIVED}
    for action in (Action(ActionKind.REOPEN), Action(ActionKind.CORRECT, str(closing.sequence))):
        for user in (journey.coordinator, journey.one_of(frozenset({Role.SIGNATORY}))):
            assert action not in journey.shown(user).actions
        with pytest.raises(WrongStepError, match="ya tiene un expediente abierto"):
            journey.take(journey.coordinator, action.kind, action.target, reason="Volvemos.")
    check_application(session, journey.number)


def test_the_database_itself_refuses_to_take_it_up_again(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    journey = closed_beside_another(Status.WITHDRAWN)
    monkeypatch.setattr(dossier, "has_another", lambda *_: False)
    before = everything(session)
    with pytest.raises(WrongStepError, match="ya tiene un expediente abierto"):
        journey.take(journey.coordinator, ActionKind.REOPEN, reason="Volvemos.")
    assert everything(session) == before


def test_another_refusal_of_the_database_is_not_taken_for_that_one(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    journey = an_application()

    def refuse(*_: Any) -> None:
        raise IntegrityError("", None, ValueError("UNIQUE constraint failed: event.stream, event.sequence"))

    monkeypatch.setattr("app.services.histories.append", refuse)
    with pytest.raises(IntegrityError):
        journey.take(journey.preparer, ActionKind.SUSPEND, reason="Vacaciones.")


RIVALS: tuple[tuple[Status, tuple[str, str], tuple[str, str]], ...] = (
    (Status.IN_REVIEW, ("officer", "endorse"), ("head", "endorse")),
    (Status.IN_REVIEW, ("signatory", "proceed"), ("officer", "endorse")),
    (Status.PREPARING, ("signatory", "withdraw"), ("head", "archive")),
    (Status.PREPARING, ("preparer", "suspend"), ("head", "suspend")),
    (Status.WITHDRAWN, ("signatory", "reopen"), ("coordinator", "reopen")),
)
"""At which status two people press, who and what."""


@pytest.mark.parametrize(("at", "one", "other"), RIVALS)
def test_of_two_who_decide_at_once_one_does_and_the_other_is_told(
    apart: Flask, at_once: AtOnce, at: Status, one: tuple[str, str], other: tuple[str, str]
) -> None:
    journey = an_application(at=at)
    before = journey.shown(journey.coordinator).dossier.state.sequence
    deeds = [
        partial(acting.take, journey.number, Action(ActionKind(kind)), Inputs(reason="Ahora."), who)
        for name, kind in (one, other)
        for who in (occasion_of(getattr(journey, name)),)
    ]
    outcomes = at_once(*deeds)
    (taken,) = (item for item in outcomes if isinstance(item, Taken))
    (refused,) = (item for item in outcomes if not isinstance(item, Taken))
    assert isinstance(refused, WrongStepError), refused
    assert taken.state.sequence == before + 1
    assert journey.shown(journey.coordinator).dossier.state == taken.state
    check_application(db.session, journey.number)


def test_acts_that_do_not_exclude_each_other_both_happen(apart: Flask, at_once: AtOnce) -> None:
    journey = an_application(at=Status.SENT)
    notice = partial(
        acting.take, journey.number, Action(ActionKind.COMPLETE, "notice"), Inputs(), occasion_of(journey.officer)
    )
    outcomes = at_once(notice, partial(accept, journey, occasion_of(journey.embassy)))
    assert [type(item) for item in outcomes] == [Taken, Taken], outcomes
    state = journey.shown(journey.coordinator).dossier.state
    assert (state.steps["notice"].status, state.steps["acceptance"].status) == ("done", "done")
    check_application(db.session, journey.number)


def test_many_changes_to_one_application_at_once_make_one_unbroken_history(apart: Flask, at_once: AtOnce) -> None:
    journey = an_application()
    preparer, slot = occasion_of(journey.preparer), "step:city_profile"
    before = journey.shown(journey.coordinator).dossier.state.sequence
    given = [Upload(slot, f"{n}.pdf", a_pdf(f"papel {n}")) for n in range(5)]
    assert at_once(*(partial(files.upload, journey.number, item, preparer) for item in given)) == [None] * 5
    state = journey.shown(journey.coordinator).dossier.state
    assert state.sequence == before + 5
    assert len(set(state.files_at(slot))) == 5
    check_application(db.session, journey.number)


def test_whoever_only_sees_the_status_can_do_nothing_and_is_told_why(session: Session) -> None:
    journey = an_application()
    kinds = [ActionKind.SUSPEND, ActionKind.WITHDRAW, ActionKind.ARCHIVE, ActionKind.SUBMIT, ActionKind.TRANSFER]
    for kind in kinds:
        with pytest.raises(DomainError) as caught:
            journey.take(journey.embassy, kind, reason="x")
        assert isinstance(caught.value, NotAllowedError | WrongStepError)
    assert journey.shown(journey.embassy).actions == ()
