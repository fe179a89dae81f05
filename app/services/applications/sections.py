"""Saving one page of the form: what two people changed apart is merged, what they changed alike is asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.merge import Conflict, merge, section_at
from app.domain.progress.actions import Action, ActionKind, Inputs, Request
from app.domain.progress.refusals import refusal
from app.services.applications import writing
from app.services.applications.dossier import read
from app.services.occasion import Occasion
from app.services.transaction import transaction


@dataclass(frozen=True, slots=True)
class Saved:
    """How a save ended: the new version; or, where others changed the same, the conflicts, and nothing written."""

    version: int
    conflicts: tuple[Conflict, ...]
    withdrew: bool


def save_section(number: str, section: str, version: int, answers: Mapping[str, Any], occasion: Occasion) -> Saved:
    """Save `answers` of a section, made from its `version`, as they are: a draft may be incomplete.

    Raises NoResultFound where the application isn't the actor's, and the DomainError that forbids the change.
    """
    action = Action(ActionKind.SAVE, section)
    with transaction() as session:
        dossier = read(session, number, occasion, to_write=True)
        before = dossier.state
        # Before the conflicts, which show what others wrote: they're for who may write here.
        if refused := refusal(before, action, occasion.actor, dossier.around):
            raise refused
        merged = merge(section_at(before.effective, section, version), before.answers.get(section, {}), answers)
        if merged.conflicts:
            return Saved(before.saves.get(section, 0), merged.conflicts, withdrew=False)
        request = Request(occasion.actor, action, Inputs(answers=merged.values))
        state = writing.take(session, dossier, request, occasion).state
    withdrew = before.certification is not None and state.certification is None
    return Saved(state.saves.get(section, 0), (), withdrew)
