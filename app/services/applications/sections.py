"""Saving one page of the form: what two people changed apart is merged, what they changed alike is asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.merge import Conflict, merge, section_at
from app.domain.progress.actions import Action, ActionKind, Inputs, Request
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


def save_section(
    number: str, section: str, version: int, answers: Mapping[str, Any], occasion: Occasion
) -> Saved:
    """Save `answers` of a section, made from its `version`, as they are: a draft may be incomplete.

    Raises NoResultFound where the application isn't the actor's, and the DomainError that forbids the change.
    """
    with transaction() as session:
        dossier = read(session, number, occasion, to_write=True)
        state = dossier.state
        merged = merge(
            section_at(state.effective, section, version), state.answers.get(section, {}), answers
        )
        if merged.conflicts:
            return Saved(state.saves.get(section, 0), merged.conflicts, withdrew=False)
        action = Action(ActionKind.SAVE, section)
        after = writing.take(
            session, dossier, Request(occasion.actor, action, Inputs(answers=merged.values)), occasion
        )
    withdrew = state.certification is not None and after.certification is None
    return Saved(after.saves.get(section, 0), (), withdrew)
