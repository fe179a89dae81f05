"""What waits for a person when they come in: their own applications, and the lists their office works from."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

import sqlalchemy as sa

from app.domain.access import CITY_ROLES, OFFICE_ROLES, Actor
from app.domain.process.definition import Step
from app.domain.vocabulary import OrganizationType, Party, Role, Status
from app.extensions import db
from app.models.application import Application
from app.models.membership import MembershipRow
from app.models.organization import Organization
from app.models.process import ProcessDefinition
from app.services import organizations, processes
from app.services.applications import reading
from app.services.applications.reading import Filters, Line, Shown
from app.services.occasion import Occasion
from app.services.scope import visible_to

MOST, FEW = 10, 5
"""How many lines of a list the first page shows: of what is to be done, of the rest. The list itself has them all."""
OUTSIDE = (Party.SECRETARIAT, Party.EXCOM)
ELSEWHERE = (Party.ORGANIZATION, *OUTSIDE, Party.EMBASSY)


class Pile(StrEnum):
    """The lists an official's first page can have."""

    TURN = "turn"
    OVERDUE = "overdue"
    WAITING = "waiting"
    WITHOUT_OFFICE = "without_office"
    ANSWERS = "answers"


REST = frozenset({Pile.OVERDUE, Pile.WAITING})


Steps: TypeAlias = Mapping[tuple[str, OrganizationType, str], Step]
"""Process, kind of organization and step, by their keys -> the step in the words for that kind."""


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
    """What waits for the person. `opens`: they open applications of others; `invites`: they look after accounts.

    `counts` says how many applications an official can see in each status; nothing where there is none.
    """

    own: tuple[Own, ...]
    heaps: tuple[Heap, ...]
    counts: tuple[tuple[Status, int], ...]
    opens: bool
    invites: bool


def agenda(occasion: Occasion) -> Agenda:
    """Return what waits for the actor today."""
    actor = occasion.actor
    steps = _steps()
    heaps = tuple(_heap(pile, filters, occasion, steps) for pile, filters in _piles(actor).items())
    opens = bool(actor.roles & (OFFICE_ROLES | {Role.COORDINATOR}))
    counts = _counts(actor) if heaps else ()
    return Agenda(tuple(_own(occasion)), heaps, counts, opens, Role.ADMINISTRATOR in actor.roles)


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


def _heap(pile: Pile, filters: Filters, occasion: Occasion, steps: Steps) -> Heap:
    page = reading.list_for(occasion, filters)
    turns = tuple(
        Turn(line, steps.get((line.process, line.type, line.step_key or "")))
        for line in page.lines[: FEW if pile in REST else MOST]
    )
    return Heap(pile, turns, page.total, filters)


def _counts(actor: Actor) -> tuple[tuple[Status, int], ...]:
    """Return how many applications stand in each status, in the order of the way."""
    query = sa.select(Application.status, sa.func.count()).where(visible_to(actor)).group_by(Application.status)
    found = {row[0]: row[1] for row in db.session.execute(query)}
    return tuple((status, found[status]) for status in Status if status in found)


def _steps() -> Steps:
    """Return the steps of every process, the newest version's."""
    rows = db.session.scalars(sa.select(ProcessDefinition).order_by(ProcessDefinition.version))
    kinds = ((row, kind) for row in rows for kind in processes.typed(row)[0].applies_to)
    typed = ((kind, processes.typed(row, kind)[0]) for row, kind in kinds)
    return {(definition.key, kind, step.key): step for kind, definition in typed for step in definition.steps}
