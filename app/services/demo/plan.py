"""Which governments take part in the demo world, how far each gets, and on which days."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.terms import SATURDAY
from app.domain.vocabulary import OrganizationType
from app.models.membership import MembershipRow
from app.models.office import Office, Territory
from app.models.organization import Organization
from app.services.calendars import national
from app.services.demo.accounts import CITY, OFFICE

WAY = (
    ("outreach", 0),
    ("interest", 5),
    ("opening", 2),
    ("city_profile", 7),
    ("technical_report", 6),
    ("budget_report", 4),
    ("legal_opinion", 2),
    ("submit", 4),
    ("issue_round", 5),
    ("resubmit", 6),
    ("endorse", 4),
    ("council_resolution", 10),
    ("signature", 2),
    ("publication", 3),
    ("sending", 1),
    ("notice", 2),
    ("acceptance", 34),
    ("excom", 130),
)
"""Every move of a whole way, with the days since the one before."""

PRIVATE_WAY = (
    ("opening", 0),
    ("profile", 6),
    ("submit", 8),
    ("signature", 3),
    ("sending", 1),
    ("notice", 3),
)
"""The moves of a company, as far as the demo's goes."""

ENDS: tuple[tuple[str, str], ...] = (
    ("submit", ""),
    ("issue_round", ""),
    ("resubmit", ""),
    ("excom", ""),
    ("interest", ""),
    ("opening", ""),
    ("city_profile", ""),
    ("technical_report", ""),
    ("endorse", ""),
    ("submit", "proceed"),
    ("council_resolution", ""),
    ("signature", ""),
    ("notice", ""),
    ("acceptance", ""),
    ("technical_report", "suspend"),
    ("city_profile", "withdraw"),
    ("interest", "archive"),
    ("notice", "not_accept"),
    ("excom", "no_fee"),
)
"""How far each application gets, and what happens to it there; the first ones fall to the demo accounts' office."""

PER_OFFICE = 4
LONG_GAP = 3
"""From how many days between two moves chance adds some more."""


@dataclass(frozen=True, slots=True)
class Plan:
    """One application of the demo world: whose, and its moves with their days, oldest first."""

    code: str
    moves: tuple[tuple[str, date], ...]


def plans(session: Session, today: date, chance: Random) -> list[Plan]:
    """Return the ways of the demo world's governments: four for each active office.

    The first of the office in Cusco is the city of the demo accounts, which is left in the middle of its preparation.
    """
    members = set(session.scalars(sa.select(MembershipRow.organization_id)))
    ends = list(ENDS)
    found = [Plan(CITY, _dated(_moves("technical_report", "", chance), today, chance))]
    for office in session.scalars(sa.select(Office).where(Office.active).order_by(Office.code != OFFICE, Office.code)):
        for organization in _governments(session, office, members, chance):
            if not ends:
                ends = list(ENDS)
            end, then = ends.pop(0)
            found.append(Plan(organization.code, _dated(_moves(end, then, chance), today, chance)))
    return found


def _governments(session: Session, office: Office, members: set[int], chance: Random) -> list[Organization]:
    query = (
        sa.select(Organization)
        .join(Territory, Territory.department_code == Organization.department_code)
        .where(
            Territory.office_id == office.id,
            Organization.type.in_([OrganizationType.PROVINCIAL_MUNICIPALITY, OrganizationType.REGIONAL_GOVERNMENT]),
            Organization.code != CITY,
        )
        .order_by(Organization.code)
    )
    free = [organization for organization in session.scalars(query) if organization.id not in members]
    return sorted(chance.sample(free, min(PER_OFFICE, len(free))), key=lambda organization: organization.code)


def _moves(end: str, then: str, chance: Random) -> list[tuple[str, int]]:
    """Return the moves up to `end` and the one that follows; every other way has no round of observations."""
    straight = end not in {"issue_round", "resubmit"} and chance.choice((True, False))
    moves = []
    for name, gap in WAY:
        if straight and name in {"issue_round", "resubmit"}:
            continue
        moves.append((name, gap if gap < LONG_GAP else gap + chance.randrange(3)))
        if name == end:
            break
    return [*moves, (then, 3)] if then else moves


def private_plan(code: str, today: date, chance: Random) -> Plan:
    """Return the way of the demo's one company."""
    return Plan(code, _dated(list(PRIVATE_WAY), today, chance))


def _dated(moves: list[tuple[str, int]], today: date, chance: Random) -> tuple[tuple[str, date], ...]:
    """Give each move a day, the last one a few days ago, each on a working day and none before another's."""
    day = today - timedelta(days=sum(gap for _, gap in moves) + chance.randrange(1, 13))
    dated = []
    for name, gap in moves:
        day += timedelta(days=gap)
        dated.append((name, _working(day)))
    return tuple(dated)


def _working(day: date) -> date:
    """Return `day`, or the last day before it on which people work in all the country."""
    while day.weekday() >= SATURDAY or day in dict(national(day.year)):
        day -= timedelta(days=1)
    return day
