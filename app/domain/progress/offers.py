"""Everything a person could do with an application now: what pages offer, and nothing else."""

from collections.abc import Iterator

from app.domain.access import Actor
from app.domain.progress.actions import Action, ActionKind, Surroundings
from app.domain.progress.events import CORRECTABLE
from app.domain.progress.papers import slots_of
from app.domain.progress.refusals import refusal
from app.domain.progress.state import State

PLAIN = (
    ActionKind.SUBMIT,
    ActionKind.RESUBMIT,
    ActionKind.OBSERVE,
    ActionKind.ISSUE_ROUND,
    ActionKind.ENDORSE,
    ActionKind.PROCEED,
    ActionKind.REGISTER,
    ActionKind.NOT_ACCEPT,
    ActionKind.TRANSFER,
    ActionKind.RESUME,
    ActionKind.REOPEN,
    ActionKind.SUSPEND,
    ActionKind.WITHDRAW,
    ActionKind.ARCHIVE,
)
"""Kinds that are done to the application as a whole, in the order in which a page lists them."""


def candidates(state: State, around: Surroundings) -> Iterator[Action]:
    """Yield every action that names something which exists in the application, allowed or not."""
    yield from (Action(kind) for kind in PLAIN)
    for section in around.catalog.form_sections:
        yield Action(ActionKind.SAVE, section.key)
    for step in state.definition.application_steps:
        for kind in (ActionKind.COMPLETE, ActionKind.SKIP, ActionKind.EXTEND):
            yield Action(kind, step.key)
        for slot in slots_of(step, around.catalog):
            yield Action(ActionKind.UPLOAD, slot)
            if state.files_at(slot):
                yield Action(ActionKind.REMOVE, slot)
    for item in state.rounds[-1].observations if state.rounds else ():
        yield Action(ActionKind.ANSWER, item.key)
    yield from (
        Action(ActionKind.CORRECT, str(event.sequence)) for event in state.effective if event.kind in CORRECTABLE
    )


def actions(state: State, actor: Actor, around: Surroundings) -> list[Action]:
    """Return the actions `actor` may take now, each of which succeeds given what it asks for."""
    return [action for action in candidates(state, around) if refusal(state, action, actor, around) is None]
