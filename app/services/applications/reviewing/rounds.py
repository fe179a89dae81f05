"""The rounds of a review as pages show them: what was asked, what changed, what changed though nobody asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from app.domain.progress.rounds import Change, compare
from app.domain.progress.state import Observation, Round
from app.extensions import db
from app.models.user import User
from app.services.applications.dossier import Dossier
from app.services.applications.places import Place, place_at


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed at a place: an answer before and after, or how many papers were taken away and added."""

    place: Place
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Asked:
    """One observation of a round, where it is, and what changed there since."""

    observation: Observation
    place: Place
    changes: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """One round: who issued it, its observations, what else changed, and who handed the form back ("" while open)."""

    round: Round
    issued_by: str
    resubmitted_by: str
    asked: tuple[Asked, ...]
    unasked: tuple[Difference, ...]

    @property
    def left(self) -> int:
        """How many observations still wait for an answer."""
        return sum(not item.observation.answer for item in self.asked)


def rounds(dossier: Dossier) -> tuple[Told, ...]:
    """Return the rounds of an application, the newest first."""
    actors = {event.sequence: event.actor_id for event in dossier.events}
    people = _people(
        {actors.get(n) for item in dossier.state.rounds for n in (item.sequence, item.resubmitted_at or 0)}
    )
    return tuple(_told(dossier, item, actors, people) for item in reversed(dossier.state.rounds))


def _people(ids: set[int | None]) -> dict[int | None, str]:
    query = sa.select(User.id, User.name).where(User.id.in_(ids - {None}))
    return {row.id: row.name for row in db.session.execute(query)}


def _told(dossier: Dossier, item: Round, actors: Mapping[int, int | None], people: Mapping[int | None, str]) -> Told:
    found = compare(dossier.state, item, dossier.catalog)
    changed = {observation.key: changes for observation, changes in found.asked_changed}

    def place(anchor: str) -> Place:
        return place_at(anchor, dossier.definition, dossier.catalog)

    def differences(changes: tuple[Change, ...]) -> tuple[Difference, ...]:
        return tuple(Difference(place(change.place), change.before, change.after) for change in changes)

    return Told(
        item,
        people.get(actors.get(item.sequence), ""),
        people.get(actors.get(item.resubmitted_at or 0), ""),
        tuple(
            Asked(observation, place(observation.anchor), differences(changed.get(observation.key, ())))
            for observation in item.observations
        ),
        differences(found.unasked),
    )
