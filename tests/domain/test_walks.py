"""Random walks through the three processes as they are: what is offered works, what isn't is refused, a way is left."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.access import Actor
from app.domain.errors import DomainError
from app.domain.process.definition import Act
from app.domain.progress.actions import Action, ActionKind, Inputs, Request
from app.domain.progress.decisions import decide
from app.domain.progress.events import EventKind
from app.domain.progress.offers import actions, candidates
from app.domain.progress.replay import replay
from app.domain.progress.state import State
from app.domain.vocabulary import Status, StepStatus
from tests.domain import seeds
from tests.domain.driving import drive
from tests.domain.moves import take_rightly
from tests.domain.stories import ADMINISTRATOR, COORDINATOR, EVERYONE, PREPARER, SIGNATORY, STRANGER, Story

STARTS = ("prepared", "submitted", "observed", "endorsed", "resolved", "signed", "sent", "associate", "full")
FORWARD = frozenset({
    ActionKind.COMPLETE, ActionKind.SKIP, ActionKind.SUBMIT, ActionKind.ISSUE_ROUND, ActionKind.ANSWER,
    ActionKind.RESUBMIT, ActionKind.ENDORSE, ActionKind.PROCEED, ActionKind.RESUME, ActionKind.REOPEN,
})  # fmt: skip
WALKS = settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@st.composite
def beginnings(draw: st.DrawFn, key: str) -> Story:
    """Draw an application at one of the places along the way, with or without a signatory among its people."""
    story = Story(key, ahead=draw(st.integers(0, 1)))
    start = draw(st.sampled_from(("opened", *STARTS)))
    if start == "observed" and key == "local-government":
        story.submitted().observed("field:reasons_es", "step:technical_report")
    elif hasattr(story, start) and (start not in {"endorsed", "resolved", "observed"} or key == "local-government"):
        getattr(story, start)()
    if draw(st.booleans()):
        story.signatories = frozenset()
    return story


def expected_status(state: State) -> Status:
    """Say what rule 6 says: the side state, else in review or observed, else the last milestone whose way is whole."""
    if state.side:
        return state.side.status
    done = {key for key, step in state.steps.items() if step.status in {StepStatus.DONE, StepStatus.NOT_APPLICABLE}}
    reached = Status.DRAFT
    for step in state.definition.application_steps:
        progress = state.steps[step.key]
        if step.act is Act.REVIEW and progress.status in {StepStatus.UNDER_REVIEW, StepStatus.OBSERVED}:
            return Status.OBSERVED if state.rounds and state.rounds[-1].resubmitted_on is None else Status.IN_REVIEW
        whole = state.definition.leading_to(step.key) <= done
        if step.act is Act.REVIEW and state.endorsement is not None:
            reached = Status.ENDORSED if state.endorsement.form_hash else Status.NOT_ENDORSED
        elif step.milestone and whole and progress.status is StepStatus.DONE:
            reached = step.milestone
    return reached


def check_voided(story: Story) -> None:
    """Check that what was corrected, and nothing else, is voided, and that no step and no round rests on it."""
    state = story.state
    assert state.voided == {event.data["voids"] for event in story.events if event.kind is EventKind.CORRECTED}
    gone = state.voided | state.lapsed
    resting = [progress.sequence for progress in state.steps.values() if progress.status is StepStatus.DONE]
    resting += [found.sequence for found in (state.side, state.certification, state.endorsement) if found]
    assert not gone.intersection(resting)


def check_offers(story: Story, actor: Actor) -> list[Action]:
    """Check that every action offered to `actor` succeeds and every other is refused; return what is offered."""
    state, around = story.state, story.around
    offered = actions(state, actor, around)
    for action in candidates(state, around):
        if action in offered:
            take_rightly(story.copy(), actor, action)
            continue
        with pytest.raises(DomainError) as caught:
            decide(state, Request(actor, action, Inputs()), around)
        assert caught.value.because.es
        assert caught.value.because.en
    return offered


def move(story: Story, people: list[Actor], data: st.DataObject) -> tuple[Actor, list[Action]]:
    """Draw who acts next, and give what they may choose from: mostly something that leads on, by whoever can."""
    state, around = story.state, story.around
    found = {actor: check_offers(story, actor) for actor in [data.draw(st.sampled_from(people))]}
    if data.draw(st.integers(0, 3)):
        found = {actor: [a for a in actions(state, actor, around) if a.kind in FORWARD] for actor in people}
    able = [actor for actor, offered in found.items() if offered] or [COORDINATOR]
    actor = data.draw(st.sampled_from(able))
    return actor, found.get(actor) or actions(state, actor, around)


@pytest.mark.timeout(300)
@pytest.mark.parametrize("key", seeds.PROCESSES)
@WALKS
@given(data=st.data())
def test_what_is_offered_works_and_a_way_to_membership_is_always_left(key: str, data: st.DataObject) -> None:
    story = data.draw(beginnings(key))
    people = [actor for actor in EVERYONE if story.signatories or actor is not SIGNATORY]
    seen: list[State] = []
    for _ in range(data.draw(st.integers(3, 20))):
        story.today = story.today.fromordinal(story.today.toordinal() + data.draw(st.integers(0, 5)))
        actor, offered = move(story, people, data)
        take_rightly(story, actor, data.draw(st.sampled_from(offered)))
        seen.append(story.state)
        assert seen[-1].status is expected_status(seen[-1])
        check_voided(story)
    for state in seen:
        assert replay(story.definition, story.events[: state.sequence]) == state
    drive(story)


@pytest.mark.parametrize("key", seeds.PROCESSES)
@WALKS
@given(data=st.data())
def test_a_half_filled_form_never_gets_further_than_it_should(key: str, data: st.DataObject) -> None:
    story = Story(key).prepared()
    sections = seeds.catalog(key).form_sections
    section = data.draw(st.sampled_from(sections))
    required = [
        field.code for field in section.fields if field.required_for.value == "submitted" and not field.shown_if
    ]
    code = data.draw(st.sampled_from(required))
    story.save(PREPARER, section.key, **{code: None})
    assert not story.offers(SIGNATORY, ActionKind.SUBMIT)
    assert section.title.es in story.refused(SIGNATORY, ActionKind.SUBMIT).because.es
    drive(story)


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("actor", [STRANGER, ADMINISTRATOR])
def test_who_has_no_role_here_is_offered_nothing_anywhere(start: str, actor: Actor) -> None:
    story = Story().submitted().observed() if start == "observed" else getattr(Story(), start)()
    assert check_offers(story, actor) == []
