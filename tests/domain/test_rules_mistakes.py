"""Rule 10: a wrong record is voided by who made it or by Lima, and what rested on it reopens."""

import pytest

from app.domain.access import Actor
from app.domain.errors import DomainError, InputError, NotAllowedError, WrongStepError
from app.domain.progress.actions import ActionKind
from app.domain.progress.events import EventKind
from app.domain.vocabulary import Status, StepStatus
from tests.domain.stories import ANALYST, COLLEAGUE, COORDINATOR, EMBASSY, HEAD, PREPARER, SIGNATORY, Story

WHY = {"reason": "Se registró por error."}


def last(story: Story, kind: EventKind, step: str | None = None) -> str:
    """Return the number of the last event of `kind` that has an effect, of a step where one is named."""
    events = [event for event in story.state.effective if event.kind is kind]
    return str(next(event.sequence for event in reversed(events) if step in {None, event.data.get("step")}))


def correct(story: Story, actor: Actor, kind: EventKind, step: str | None = None) -> Story:
    return story.take(actor, ActionKind.CORRECT, last(story, kind, step), **WHY)


def refused(story: Story, actor: Actor, kind: EventKind, step: str | None = None) -> DomainError:
    return story.refused(actor, ActionKind.CORRECT, last(story, kind, step), **WHY)


def test_who_recorded_it_voids_a_record_and_its_step_is_open_again() -> None:
    story = correct(Story().resolved(), PREPARER, EventKind.RESOLVED)
    assert story.state.steps["council_resolution"].status is StepStatus.IN_PROGRESS
    assert story.state.status is Status.ENDORSED
    assert len(story.state.voided) == 1
    assert story.finish(PREPARER, "council_resolution").state.status is Status.RESOLVED


def test_lima_voids_anybodys_record_and_others_nobodys() -> None:
    story = Story().resolved()
    for actor in (COLLEAGUE, SIGNATORY, ANALYST, EMBASSY):
        assert isinstance(refused(story, actor, EventKind.RESOLVED), NotAllowedError)
    assert correct(story, COORDINATOR, EventKind.RESOLVED).state.status is Status.ENDORSED


def test_voiding_needs_a_reason() -> None:
    story = Story().resolved()
    error = story.refused(PREPARER, ActionKind.CORRECT, last(story, EventKind.RESOLVED))
    assert isinstance(error, InputError)
    assert error.field == "reason"


def test_what_depended_on_a_voided_record_has_no_effect_any_more() -> None:
    story = correct(Story().full(), COORDINATOR, EventKind.SIGNED)
    state = story.state
    assert state.status is Status.RESOLVED
    assert state.steps["signature"].status is StepStatus.IN_PROGRESS
    assert state.steps["sending"].status is StepStatus.PENDING
    lapsed = [event.kind for event in story.events if event.sequence in state.lapsed]
    assert lapsed == [EventKind.SENT, EventKind.ASSOCIATED, EventKind.CONFIRMED]


def test_a_voided_report_takes_the_certification_and_all_of_the_review_with_it() -> None:
    story = Story().submitted().observed().answered()
    story.take(HEAD, ActionKind.EXTEND, "office_review", **WHY).take(ANALYST, ActionKind.REGISTER, text="MRE-1")
    story.take(ANALYST, ActionKind.ENDORSE)
    state = correct(story, COORDINATOR, EventKind.COMPLETED, "technical_report").state
    assert (state.certification, state.endorsement, state.rounds) == (None, None, ())
    assert (state.extensions, state.registry_number) == ({}, "")
    assert state.status is Status.PREPARING


def test_a_membership_is_lost_with_the_record_that_gave_it_and_can_be_given_again() -> None:
    story = correct(Story().full(), EMBASSY, EventKind.CONFIRMED)
    assert story.state.status is Status.ASSOCIATE
    assert story.finish(EMBASSY, "excom").state.status is Status.FULL


def test_a_city_does_not_undo_what_the_office_or_wego_recorded_by_undoing_its_own() -> None:
    sent = Story().associate()
    for kind in (EventKind.SENT, EventKind.SIGNED, EventKind.RESOLVED):
        assert "pida a Lima" in refused(sent, PREPARER, kind).because.es
    observed = Story().submitted().observed()
    assert "Otros ya registraron" in refused(observed, PREPARER, EventKind.COMPLETED, "technical_report").because.es
    endorsed = Story().endorsed()
    assert "pida a Lima" in refused(endorsed, PREPARER, EventKind.COMPLETED, "opening").because.es
    assert correct(sent, COORDINATOR, EventKind.SENT).state.status is Status.SIGNED


def test_an_office_does_not_take_its_endorsement_back_once_the_council_has_voted() -> None:
    assert "Adoptar el acuerdo" in refused(Story().resolved(), ANALYST, EventKind.ENDORSED).because.es
    assert correct(Story().endorsed(), ANALYST, EventKind.ENDORSED).state.status is Status.IN_REVIEW


def test_until_the_office_acts_the_city_may_take_its_submission_back() -> None:
    story = Story().submitted()
    assert correct(story.copy(), SIGNATORY, EventKind.SUBMITTED).state.status is Status.PREPARING
    assert correct(story, PREPARER, EventKind.COMPLETED, "budget_report").state.certification is None


def test_what_the_city_did_on_its_own_it_may_undo_after_going_on_without_endorsement() -> None:
    story = Story().submitted().take(SIGNATORY, ActionKind.PROCEED, **WHY).finish(PREPARER, "council_resolution")
    assert correct(story, SIGNATORY, EventKind.PROCEEDED_WITHOUT_ENDORSEMENT).state.status is Status.IN_REVIEW


def test_of_the_reviews_moves_only_the_last_can_be_voided() -> None:
    story = Story().submitted().observed()
    assert isinstance(refused(story, SIGNATORY, EventKind.SUBMITTED), WrongStepError)
    assert isinstance(refused(story, COORDINATOR, EventKind.SUBMITTED), WrongStepError)
    story.answered()
    assert isinstance(refused(story, ANALYST, EventKind.ROUND_ISSUED), WrongStepError)
    assert correct(story, SIGNATORY, EventKind.RESUBMITTED).state.status is Status.OBSERVED


def test_a_round_is_taken_back_only_until_the_city_has_worked_on_it() -> None:
    story = Story().submitted().observed()
    assert correct(story.copy(), ANALYST, EventKind.ROUND_ISSUED).state.rounds == ()
    story.save(PREPARER, "profile", staff=9)
    assert isinstance(refused(story, ANALYST, EventKind.ROUND_ISSUED), WrongStepError)


def test_an_endorsement_the_city_has_written_over_cannot_be_voided_any_more() -> None:
    story = Story().endorsed().save(PREPARER, "profile", staff=9)
    assert isinstance(refused(story, ANALYST, EventKind.ENDORSED), WrongStepError)


def test_answers_uploads_and_corrections_are_not_voided_but_changed_by_new_ones() -> None:
    story = correct(Story().resolved(), PREPARER, EventKind.RESOLVED)
    for target in ("1", "2", str(story.last.sequence), "999", "x"):
        error = story.refused(COORDINATOR, ActionKind.CORRECT, target, **WHY)
        assert isinstance(error, WrongStepError)


def test_a_record_that_does_not_count_any_more_cannot_be_voided() -> None:
    story = Story().signed()
    signed = last(story, EventKind.SIGNED)
    story.save(PREPARER, "profile", staff=9)
    assert isinstance(story.refused(COORDINATOR, ActionKind.CORRECT, signed, **WHY), WrongStepError)


def test_a_step_left_out_an_extension_and_a_registry_number_can_be_voided() -> None:
    story = Story().take(ANALYST, ActionKind.SKIP, "outreach", **WHY)
    assert correct(story, ANALYST, EventKind.SKIPPED).state.steps["outreach"].status is StepStatus.IN_PROGRESS
    story = Story().submitted().take(HEAD, ActionKind.EXTEND, "office_review", **WHY)
    assert correct(story, HEAD, EventKind.EXTENDED).state.extensions == {}
    story.take(ANALYST, ActionKind.REGISTER, text="MRE-1").take(ANALYST, ActionKind.REGISTER, text="MRE-2")
    assert correct(story, ANALYST, EventKind.REGISTERED).state.registry_number == "MRE-1"


@pytest.mark.parametrize(
    ("actor", "kind", "event"),
    [
        (HEAD, ActionKind.SUSPEND, EventKind.SUSPENDED),
        (SIGNATORY, ActionKind.WITHDRAW, EventKind.WITHDRAWN),
        (HEAD, ActionKind.ARCHIVE, EventKind.ARCHIVED),
    ],
)
def test_a_side_state_entered_by_mistake_is_voided_while_it_lasts(
    actor: Actor, kind: ActionKind, event: EventKind
) -> None:
    story = Story().submitted().take(actor, kind, **WHY)
    number = last(story, event)
    assert correct(story.copy(), actor, event).state.status is Status.IN_REVIEW
    story.take(COORDINATOR, ActionKind.RESUME if kind is ActionKind.SUSPEND else ActionKind.REOPEN, **WHY)
    assert isinstance(story.refused(actor, ActionKind.CORRECT, number, **WHY), WrongStepError)


def test_the_timeline_keeps_both_the_record_and_its_correction() -> None:
    story = correct(Story().resolved(), PREPARER, EventKind.RESOLVED)
    assert story.last.data == {"voids": story.last.sequence - 1, "reason": WHY["reason"]}
    assert story.events[-2].kind is EventKind.RESOLVED
