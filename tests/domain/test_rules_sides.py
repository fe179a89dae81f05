"""Rules 10 to 13: leaving the way and coming back, what Seoul sees and does, companies, and territory."""

import pytest

from app.domain.access import Actor
from app.domain.errors import InputError, NotAllowedError, WrongStepError
from app.domain.progress.actions import ActionKind
from app.domain.progress.events import EventKind
from app.domain.progress.offers import actions
from app.domain.vocabulary import Party, Status, StepStatus
from tests.domain.stories import (
    ANALYST,
    COORDINATOR,
    CUSCO,
    EMBASSY,
    HEAD,
    LIMA,
    MONDAY,
    PREPARER,
    PUNO,
    SIGNATORY,
    STRANGER,
    Story,
)

WHY = {"reason": "Así lo decidimos."}
EVERY = {
    "preparer": PREPARER,
    "signatory": SIGNATORY,
    "analyst": ANALYST,
    "head": HEAD,
    "lima": COORDINATOR,
    "embassy": EMBASSY,
}
WHO_MAY = {
    ActionKind.SUSPEND: {"preparer", "analyst", "head"},
    ActionKind.WITHDRAW: {"signatory"},
    ActionKind.ARCHIVE: {"head", "lima"},
    ActionKind.NOT_ACCEPT: {"lima", "embassy"},
    ActionKind.TRANSFER: {"lima"},
}
"""Rule 10, written by hand."""


@pytest.mark.parametrize("kind", WHO_MAY)
def test_each_way_out_is_offered_to_whom_rule_10_names(kind: ActionKind) -> None:
    story = Story().sent()
    assert {name for name, actor in EVERY.items() if story.offers(actor, kind)} == WHO_MAY[kind]


WHO_UNDOES = [
    (PREPARER, ActionKind.SUSPEND, {"preparer", "signatory", "lima"}),
    (HEAD, ActionKind.SUSPEND, {"preparer", "signatory", "analyst", "head", "lima"}),
    (SIGNATORY, ActionKind.WITHDRAW, {"signatory", "lima"}),
    (HEAD, ActionKind.ARCHIVE, {"preparer", "signatory", "head", "lima"}),
    (COORDINATOR, ActionKind.ARCHIVE, {"preparer", "signatory", "lima"}),
    (EMBASSY, ActionKind.NOT_ACCEPT, {"embassy", "lima"}),
]


@pytest.mark.parametrize(("closer", "kind", "undo"), WHO_UNDOES)
def test_whoever_closed_it_or_lima_opens_it_again_and_the_city_what_its_office_stopped(
    closer: Actor, kind: ActionKind, undo: set[str]
) -> None:
    story = Story().sent().take(closer, kind, attachment=500, happened_on=MONDAY, **WHY)
    back = ActionKind.RESUME if kind is ActionKind.SUSPEND else ActionKind.REOPEN
    assert {name for name, actor in EVERY.items() if story.offers(actor, back)} == undo
    assert story.take(COORDINATOR, back, **WHY).state.status is Status.SENT


def test_a_city_can_undo_an_offices_archiving() -> None:
    story = Story().submitted().take(HEAD, ActionKind.ARCHIVE, **WHY)
    assert story.state.is_closed
    assert story.take(PREPARER, ActionKind.REOPEN, **WHY).state.status is Status.IN_REVIEW


def test_nothing_is_reopened_beside_a_later_application_of_the_same_organization() -> None:
    story = Story().submitted().take(SIGNATORY, ActionKind.WITHDRAW, **WHY)
    closed = str(story.last.sequence)
    story.has_another = True
    for kind, target in ((ActionKind.REOPEN, ""), (ActionKind.CORRECT, closed)):
        error = story.refused(SIGNATORY, kind, target, **WHY)
        assert isinstance(error, WrongStepError)
        assert "ya tiene un expediente abierto" in error.because.es
    suspended = Story(has_another=True).take(PREPARER, ActionKind.SUSPEND, **WHY)
    assert suspended.offers(PREPARER, ActionKind.RESUME), "a suspended one is open and has its place"


def test_what_is_suspended_is_resumed_and_what_is_closed_reopened() -> None:
    story = Story()
    for kind in (ActionKind.RESUME, ActionKind.REOPEN):
        assert isinstance(story.refused(COORDINATOR, kind, **WHY), WrongStepError)
    story.take(PREPARER, ActionKind.SUSPEND, **WHY)
    assert isinstance(story.refused(PREPARER, ActionKind.REOPEN, **WHY), WrongStepError)
    story.take(SIGNATORY, ActionKind.WITHDRAW, **WHY)
    assert isinstance(story.refused(SIGNATORY, ActionKind.RESUME, **WHY), WrongStepError)
    assert story.take(SIGNATORY, ActionKind.REOPEN, **WHY).state.status is Status.DRAFT
    assert story.state.pauses[-1].end == story.today


def test_only_leaving_altogether_and_a_transfer_are_possible_while_suspended() -> None:
    story = Story().submitted().take(HEAD, ActionKind.SUSPEND, **WHY)
    assert "primero reanúdelo" in story.refused(ANALYST, ActionKind.ENDORSE).because.es
    assert "primero reanúdelo" in story.refused(ANALYST, ActionKind.SUSPEND, **WHY).because.es
    assert story.offers(SIGNATORY, ActionKind.WITHDRAW)
    assert story.offers(HEAD, ActionKind.ARCHIVE)
    assert story.take(COORDINATOR, ActionKind.TRANSFER, office_id=PUNO, **WHY).state.office_id == PUNO
    assert story.state.holder is Party.NOBODY
    assert story.state.open_steps == ()


def test_a_closed_application_takes_nothing_but_its_reopening_and_corrections() -> None:
    story = Story().submitted().take(SIGNATORY, ActionKind.WITHDRAW, **WHY)
    assert "primero reábralo" in story.refused(ANALYST, ActionKind.ENDORSE).because.es
    assert {action.kind for action in actions(story.state, COORDINATOR, story.around)} == {
        ActionKind.REOPEN,
        ActionKind.CORRECT,
    }


def test_a_full_member_has_only_its_records_to_correct() -> None:
    story = Story().full()
    assert {action.kind for action in actions(story.state, EMBASSY, story.around)} == {ActionKind.CORRECT}
    assert actions(story.state, SIGNATORY, story.around) == []
    assert story.state.holder is Party.NOBODY


def test_not_accepted_needs_wegos_paper_and_a_day_after_the_sending() -> None:
    story = Story().signed()
    assert isinstance(story.refused(EMBASSY, ActionKind.NOT_ACCEPT, attachment=5, **WHY), WrongStepError)
    story.finish(PREPARER, "sending")
    error = story.refused(EMBASSY, ActionKind.NOT_ACCEPT, happened_on=story.today, **WHY)
    assert isinstance(error, InputError)
    assert error.field == "file"
    error = story.refused(EMBASSY, ActionKind.NOT_ACCEPT, attachment=5, **WHY)
    assert isinstance(error, InputError)
    assert (error.field, error.because.es) == ("happened_on", "Escriba la fecha en que ocurrió; no puede quedar vacía.")
    before = story.today.replace(day=1)
    error = story.refused(EMBASSY, ActionKind.NOT_ACCEPT, attachment=5, happened_on=before, **WHY)
    assert isinstance(error, InputError)
    assert error.field == "happened_on"
    story.take(EMBASSY, ActionKind.NOT_ACCEPT, attachment=5, sha256="f" * 64, happened_on=story.today, **WHY)
    assert story.state.status is Status.NOT_ACCEPTED
    assert story.last.data == {"reason": WHY["reason"], "party": "embassy", "attachment": 5, "sha256": "f" * 64}


@pytest.mark.parametrize("kind", [k for k in WHO_MAY if k is not ActionKind.NOT_ACCEPT])
def test_every_way_out_needs_a_reason(kind: ActionKind) -> None:
    story = Story().submitted()
    actor = next(actor for name, actor in EVERY.items() if name in WHO_MAY[kind])
    error = story.refused(actor, kind, reason="  ", office_id=PUNO)
    assert isinstance(error, InputError)
    assert error.field == "reason"


def test_the_embassy_does_nothing_before_the_sending() -> None:
    for story in (Story(), Story().submitted(), Story().signed()):
        assert actions(story.state, EMBASSY, story.around) == []
    story = Story().sent()
    assert {action.kind for action in actions(story.state, EMBASSY, story.around)} == {
        ActionKind.UPLOAD,
        ActionKind.COMPLETE,
        ActionKind.NOT_ACCEPT,
    }


def test_an_application_moves_to_another_office_only_by_lima_and_by_an_event() -> None:
    story = Story().submitted()
    for office in (None, CUSCO):
        error = story.refused(COORDINATOR, ActionKind.TRANSFER, office_id=office, **WHY)
        assert isinstance(error, InputError)
        assert error.field == "office_id"
    story.take(COORDINATOR, ActionKind.TRANSFER, office_id=PUNO, **WHY)
    assert story.last.data == {"office_id": PUNO, "previous": CUSCO, "reason": WHY["reason"]}
    assert not story.offers(ANALYST, ActionKind.ENDORSE)
    assert story.offers(STRANGER, ActionKind.ENDORSE), "who heads the office in Puno"


def test_where_lima_accompanies_its_coordination_reviews() -> None:
    story = Story().submitted()
    assert isinstance(story.refused(COORDINATOR, ActionKind.ENDORSE), NotAllowedError)
    story.take(COORDINATOR, ActionKind.TRANSFER, office_id=LIMA, **WHY)
    assert story.take(COORDINATOR, ActionKind.ENDORSE).state.status is Status.ENDORSED


@pytest.mark.parametrize("key", ["company", "institution"])
def test_companies_and_institutions_have_no_review_and_no_associate_milestone(key: str) -> None:
    story = Story(key).prepared()
    seen = [story.state.status]
    story.take(SIGNATORY, ActionKind.SUBMIT)
    assert story.state.steps["signature"].status is StepStatus.IN_PROGRESS, "no office stands between"
    assert not story.state.is_in_review
    assert isinstance(story.refused(COORDINATOR, ActionKind.ENDORSE), WrongStepError)
    assert isinstance(story.refused(SIGNATORY, ActionKind.PROCEED, **WHY), WrongStepError)
    way = [(PREPARER, "signature"), (PREPARER, "sending"), (COORDINATOR, "notice")]
    way += [(EMBASSY, "secretariat_answer"), (EMBASSY, "excom")]
    seen += [story.finish(actor, step).state.status for actor, step in way]
    assert seen == [Status.PREPARING, Status.SIGNED, Status.SENT, Status.SENT, Status.SENT, Status.FULL]


def test_a_company_that_changes_its_form_certifies_and_signs_again() -> None:
    story = Story("company").signed().save(PREPARER, "profile", staff=9)
    assert story.kinds(1) == [EventKind.ENDORSEMENT_WITHDRAWN]
    assert story.state.status is Status.PREPARING
    assert story.take(SIGNATORY, ActionKind.SUBMIT).finish(PREPARER, "signature").state.status is Status.SIGNED


def test_a_sent_form_is_not_changed_any_more() -> None:
    error = Story().sent().refused(PREPARER, ActionKind.SAVE, "profile", answers={"staff": 9})
    assert "ya fue enviada" in error.because.es
