"""What waits for a person when they come in: their own applications, and the lists their office works from."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import sqlalchemy as sa

from app.domain.access import CITY_ROLES, OFFICE_ROLES, Actor
from app.domain.process.definition import Step
from app.domain.vocabulary import Party, Role
from app.extensions import db
from app.models.membership import MembershipRow
from app.models.organization import Organization
from app.models.process import ProcessDefinition
from app.services import organizations, processes
from app.services.applications import reading
from app.services.applications.reading import Filters, Line, Shown
from app.services.occasion import Occasion

MOST = 8
"""How many lines of a list the first page shows; the list itself has them all."""
OUTSIDE = (Party.SECRETARIAT, Party.EXCOM)
ELSEWHERE = (Party.ORGANIZATION, *OUTSIDE, Party.EMBASSY)


class Pile(StrEnum):
    """The lists an official's first page can have."""

    TURN = "turn"
    OVERDUE = "overdue"
    WAITING = "waiting"
    WITHOUT_OFFICE = "without_office"
    ANSWERS = "answers"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Turn:
    """One line of a pile with the step at which it stands, as the newest version of its process has it."""

    line: Line
    step: Step | None


@dataclass(frozen=True, slots=True)
class Heap:
    """One pile: its first lines, how many it has in all, and what the list has to be narrowed to for the rest."""

    pile: Pile
    turns: tuple[Turn, ...]
    total: int
    filters: Filters


@dataclass(frozen=True, slots=True)
class Own:
    """One organization of the person: its latest application, or none; and whether it is a member already."""

    organization: Organization
    shown: Shown | None
    is_member: bool


@dataclass(frozen=True, slots=True)
class Agenda:
    """What waits for the person. `invites` says that their work here is accounts, not applications."""

    own: tuple[Own, ...]
    heaps: tuple[Heap, ...]
    invites: bool


def agenda(occasion: Occasion) -> Agenda:
    """Return what waits for the actor today."""
    actor = occasion.actor
    steps = _steps()
    heaps = tuple(_heap(pile, filters, occasion, steps) for pile, filters in _piles(actor).items())
    return Agenda(tuple(_own(occasion)), heaps, Role.ADMINISTRATOR in actor.roles)


def _own(occasion: Occasion) -> list[Own]:
    ids = occasion.actor.organizations(CITY_ROLES)
    if not ids:
        return []
    newest: dict[int, str] = {}
    for row in sorted(reading.own(occasion), key=lambda row: (row.is_open, row.id)):
        newest[row.organization_id] = row.number
    query = sa.select(MembershipRow.organization_id).where(MembershipRow.organization_id.in_(ids))
    members = set(db.session.scalars(query))
    return [
        Own(
            organization,
            reading.show(newest[organization.id], occasion) if organization.id in newest else None,
            organization.id in members,
        )
        for organization in organizations.of_ids(ids)
    ]


def _piles(actor: Actor) -> Mapping[Pile, Filters]:
    """Return the lists the actor works from, the most pressing first."""
    if Role.COORDINATOR in actor.roles:
        head = _head_office(actor)
        return {
            Pile.WITHOUT_OFFICE: Filters(office_id=head, holders=(Party.OFFICE, Party.LIMA)),
            Pile.OVERDUE: Filters(only_overdue=True),
            Pile.ALL: Filters(),
        }
    if actor.offices(OFFICE_ROLES):
        return {
            Pile.TURN: Filters(holders=(Party.OFFICE,)),
            Pile.OVERDUE: Filters(only_overdue=True),
            Pile.WAITING: Filters(holders=ELSEWHERE),
        }
    return {Pile.ANSWERS: Filters(holders=OUTSIDE)} if Role.EMBASSY in actor.roles else {}


def _head_office(actor: Actor) -> int | None:
    """Return the office in Lima of the coordinator, which accompanies where no other does."""
    return next((m.office_id for m in actor.mandates if m.role is Role.COORDINATOR), None)


def _heap(pile: Pile, filters: Filters, occasion: Occasion, steps: Mapping[tuple[str, str], Step]) -> Heap:
    page = reading.list_for(occasion, filters)
    turns = tuple(Turn(line, steps.get((line.process, line.step_key or ""))) for line in page.lines[:MOST])
    return Heap(pile, turns, page.total, filters)


def _steps() -> dict[tuple[str, str], Step]:
    """Return the steps of every process by its key and theirs, the newest version's."""
    rows = db.session.scalars(sa.select(ProcessDefinition).order_by(ProcessDefinition.version))
    typed = (processes.typed(row)[0] for row in rows)
    return {(definition.key, step.key): step for definition in typed for step in definition.steps}
