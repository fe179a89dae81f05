"""What a person could fill in with each action so that nothing is missing or wrong."""

from typing import Any

from app.domain.access import Actor, roles_on
from app.domain.process.definition import Evidence
from app.domain.progress.actions import Action, ActionKind
from app.domain.progress.papers import lacking, removable, step_of_slot
from tests.domain import seeds
from tests.domain.stories import CUSCO, LIMA, Story

REASON = {"reason": "Así lo pide el caso."}


def take_rightly(story: Story, actor: Actor, action: Action) -> Story:
    """Take `action` with all it asks for, the paper it needs uploaded first."""
    return story.take(actor, action.kind, action.target, **right_inputs(story, actor, action))


def right_inputs(story: Story, actor: Actor, action: Action) -> dict[str, Any]:
    """Return what goes with `action`."""
    given: dict[str, Any] = dict(REASON)
    match action.kind:
        case ActionKind.SAVE:
            given["answers"] = seeds.right_answers(seeds.catalog(story.key)[action.target])
        case ActionKind.REMOVE:
            given["attachment"] = min(_removable(story, actor, action.target))
        case ActionKind.COMPLETE:
            given |= _finishing(story, actor, action.target)
        case ActionKind.OBSERVE | ActionKind.ISSUE_ROUND:
            given["observations"] = _observations(len(story.state.rounds) + 1)
        case ActionKind.ANSWER | ActionKind.REGISTER:
            given["text"] = "MRE-2026-001"
        case ActionKind.TRANSFER:
            given["office_id"] = CUSCO if story.state.office_id == LIMA else LIMA
        case ActionKind.UPLOAD | ActionKind.NOT_ACCEPT:
            story.papers += 1
            given |= {"attachment": story.papers, "sha256": f"{story.papers:064d}", "happened_on": story.today}
    return given


def _removable(story: Story, actor: Actor, slot: str) -> frozenset[int]:
    state, around = story.state, story.around
    step = step_of_slot(state.definition, around.catalog, slot)
    assert step is not None
    return removable(state, step, slot, actor.user_id, roles_on(actor, around.subject))


def _finishing(story: Story, actor: Actor, key: str) -> dict[str, Any]:
    step = story.definition[key]
    if step.evidence is Evidence.REQUIRED:
        story.paper(actor, f"step:{key}")
        for field in lacking(story.state, step, seeds.catalog(story.key)):
            story.paper(actor, f"field:{field.code}")
    answers = seeds.right_answers(seeds.catalog(story.key)[step.asks]) if step.asks else {}
    return {"answers": answers, "happened_on": story.today if step.is_dated else None}


def _observations(round_number: int) -> tuple[dict[str, Any], ...]:
    anchors = ("field:reasons_es", "section:profile", "step:technical_report")
    return tuple(
        {"key": f"{round_number}.{n}", "anchor": anchor, "text": "Revise esto.", "is_formal": n == 1}
        for n, anchor in enumerate(anchors, start=1)
    )
