"""The fold: what a history adds up to, wherever it is cut, and events that have no effect where they stand."""

from datetime import date

import pytest

from app.domain.process.definition import Act
from app.domain.process.definition_file import definition_from
from app.domain.progress.actions import ActionKind
from app.domain.progress.clocks import clock
from app.domain.progress.events import FINISHING, EventKind, NewEvent
from app.domain.progress.folding.handlers import HANDLERS
from app.domain.progress.replay import replay
from app.domain.progress.state import State
from app.domain.vocabulary import Party, Status
from tests.domain import seeds
from tests.domain.stories import ANALYST, HEAD, MONDAY, PREPARER, SIGNATORY, Story

WHY = {"reason": "Así es."}


def test_a_history_begins_with_the_event_that_opened_it() -> None:
    for events in ((), Story().submitted().events[1:]):
        with pytest.raises(ValueError, match="begins with the event that opened it"):
            replay(seeds.definition(), events)


def test_what_the_registry_knows_is_there_from_the_start() -> None:
    state = Story(answers={"government": {"official_name": "Municipalidad"}}).state
    assert state.answers == {"government": {"official_name": "Municipalidad"}}
    assert (state.saves, state.editors, state.opened_on) == ({}, frozenset(), MONDAY)


def test_a_prefix_of_a_history_is_what_the_state_was_then() -> None:
    story = Story()
    states: list[State] = [story.state]
    for next_step in (Story.submitted, Story.observed, Story.answered):
        next_step(story)
        states.append(story.state)
    for state in states:
        assert replay(story.definition, story.events[: state.sequence]) == state


def test_answers_of_an_earlier_state_are_not_changed_by_reading_on() -> None:
    story = Story().save(PREPARER, "profile", staff=5)
    before = story.state
    story.save(PREPARER, "profile", staff=6)
    assert before.answers["profile"]["staff"] == 5


def test_every_kind_of_event_of_an_application_has_its_function() -> None:
    others = {EventKind.CREATED, EventKind.RECOGNIZED, EventKind.CATEGORY_CHANGED}
    assert set(HANDLERS) == set(EventKind) - others - {EventKind.CORRECTED}
    assert set(FINISHING.values()) <= set(HANDLERS)


OBSERVATION = {"key": "9.1", "anchor": "field:ruc", "text": "x", "is_formal": True}
STRAY: list[tuple[str, EventKind, dict[str, object]]] = [
    ("opened", EventKind.REGISTERED, {"number": "1"}),
    ("opened", EventKind.COMPLETED, {"step": "city_profile"}),
    ("opened", EventKind.SKIPPED, {"step": "budget_report", "reason": "x"}),
    ("opened", EventKind.SUBMITTED, {"form_hash": "x"}),
    ("opened", EventKind.EXTENDED, {"step": "office_review", "days": 3}),
    ("opened", EventKind.ROUND_ISSUED, {"observations": [OBSERVATION]}),
    ("opened", EventKind.ANSWERED, {"observation": "9.1", "answer": "x"}),
    ("opened", EventKind.RESUBMITTED, {"form_hash": "x"}),
    ("opened", EventKind.ENDORSED, {"form_hash": "x"}),
    ("opened", EventKind.PROCEEDED_WITHOUT_ENDORSEMENT, {"reason": "x"}),
    ("opened", EventKind.ENDORSEMENT_WITHDRAWN, {"section": "profile"}),
    ("opened", EventKind.RESUMED, {"reason": "x"}),
    ("opened", EventKind.REOPENED, {"reason": "x"}),
    ("observed", EventKind.ROUND_ISSUED, {"observations": [OBSERVATION]}),
    ("observed", EventKind.ANSWERED, {"observation": "9.1", "answer": "x"}),
    ("observed", EventKind.ENDORSED, {"form_hash": "x"}),
    ("observed", EventKind.EXTENDED, {"step": "technical_report", "days": 3}),
    ("suspended", EventKind.SUSPENDED, {"reason": "x"}),
    ("suspended", EventKind.REOPENED, {"reason": "x"}),
    ("withdrawn", EventKind.WITHDRAWN, {"reason": "x"}),
    ("withdrawn", EventKind.RESUMED, {"reason": "x"}),
    ("withdrawn", EventKind.SUSPENDED, {"reason": "x"}),
    ("half", EventKind.SUBMITTED, {"form_hash": "x"}),
]


def at(place: str) -> Story:
    match place:
        case "observed":
            return Story().submitted().observed()
        case "suspended":
            return Story().take(HEAD, ActionKind.SUSPEND, **WHY)
        case "withdrawn":
            return Story().take(SIGNATORY, ActionKind.WITHDRAW, **WHY)
        case "half":
            return Story().fill(PREPARER).finish(PREPARER, "opening").finish(PREPARER, "city_profile")
        case _:
            return Story()


@pytest.mark.parametrize(("place", "kind", "data"), STRAY, ids=[f"{row[1]} while {row[0]}" for row in STRAY])
def test_an_event_where_it_makes_no_sense_has_no_effect(place: str, kind: EventKind, data: dict[str, object]) -> None:
    story = at(place)
    before = story.state
    story.write(None, [NewEvent(kind, story.today, data)])
    after = story.state
    assert after.lapsed == {story.last.sequence}
    assert (after.steps, after.side, after.rounds, after.certification) == (
        before.steps,
        before.side,
        before.rounds,
        before.certification,
    )


def test_a_save_by_the_program_itself_makes_nobody_an_editor() -> None:
    story = Story()
    story.write(None, [NewEvent(EventKind.SAVED, story.today, {"section": "profile", "changes": {"staff": [None, 5]}})])
    assert (story.state.editors, story.state.saves) == (frozenset(), {"profile": 1})


def test_a_paper_can_be_taken_away_also_where_none_is() -> None:
    story = Story()
    story.write(1, [NewEvent(EventKind.REMOVED, story.today, {"slot": "step:opening", "attachment": 7})])
    assert story.state.files == {}


def test_what_was_closed_while_suspended_goes_on_when_reopened() -> None:
    story = Story().submitted().take(HEAD, ActionKind.SUSPEND, **WHY).on(date(2026, 3, 4))
    story.take(SIGNATORY, ActionKind.WITHDRAW, **WHY).on(date(2026, 3, 6)).take(SIGNATORY, ActionKind.REOPEN, **WHY)
    state = story.state
    assert state.status is Status.IN_REVIEW
    assert [(pause.start, pause.end) for pause in state.pauses] == [(MONDAY, date(2026, 3, 6))]


def test_it_stands_on_the_first_open_step_that_others_wait_for() -> None:
    assert Story().state.current == seeds.definition()["opening"]
    story = Story().signed()
    assert story.state.current == seeds.definition()["sending"]
    assert {step.key for step in story.state.open_steps} >= {"publication", "sending"}
    assert story.state.holder is Party.ORGANIZATION
    assert Story().submitted().observed().state.current == seeds.definition()["correction"]
    assert Story().full().state.current is None


def test_a_day_is_only_known_for_what_was_done() -> None:
    story = Story("company").on(date(2026, 3, 9))
    assert story.state.finished_on(Act.CONFIRM) == MONDAY
    assert story.state.finished_on(Act.ASSOCIATE) == MONDAY
    assert story.state.held_since(story.definition["signature"]) == MONDAY
    assert Story().on(date(2026, 3, 9)).full().state.finished_on(Act.CONFIRM) == date(2026, 3, 9)


def test_a_process_may_let_the_citys_own_term_of_a_round_be_extended() -> None:
    data = seeds.raw("process/local-government")
    correction = next(step for step in data["steps"] if step["key"] == "correction")
    correction["term"] = {"days": 10, "extension": 5, "formal_days": 2}
    definition = definition_from(data)
    story = Story().submitted().observed(is_formal=True)
    story.write(1, [NewEvent(EventKind.EXTENDED, story.today, {"step": "correction", "days": 5})])
    state = replay(definition, story.events)
    found = clock(state, definition["correction"], {})
    assert found is not None
    assert (found.business_days, found.extension, state.lapsed) == (7, 5, frozenset())


def test_the_review_begins_when_all_it_needs_is_there() -> None:
    story = Story().prepared().on(date(2026, 3, 9)).take(SIGNATORY, ActionKind.SUBMIT)
    assert story.state.steps["office_review"].open_on == date(2026, 3, 9)
    assert story.take(ANALYST, ActionKind.ENDORSE).state.steps["council_resolution"].open_on == date(2026, 3, 9)
