"""For whom an application can be opened: a search that says of each organization whether it can be, and if not why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from app.domain.access import CITY_ROLES, OFFICE_ROLES, Actor
from app.domain.bilingual import Text
from app.domain.errors import NotAllowedError
from app.domain.progress.rules.words import ANOTHER_OPEN
from app.domain.vocabulary import OfficeKind, OrganizationType, Role
from app.extensions import db
from app.models.application import Application
from app.models.membership import MembershipRow
from app.models.office import Office, Territory
from app.models.organization import Organization
from app.services import organizations
from app.services.applications.opening import ALREADY_MEMBER, NOT_YOURS
from app.services.occasion import Occasion
from app.services.organizations import Found, place_of
from app.services.scope import visible_to

MOST = 25
"""How many results are offered; a longer list is narrowed by another word."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An organization found: who would accompany it, and what is in the way of opening (None where nothing is).

    `number` is the application already open, where the actor may see it.
    """

    code: str
    name: str
    type: OrganizationType
    place: str
    office: str
    refusal: Text | None
    number: str | None
    is_member: bool


def candidates(words: str, occasion: Occasion) -> list[Candidate]:
    """Return the organizations that match `words`; the actor's own, where there are no words.

    Raises NotAllowedError for who opens no applications at all.
    """
    actor = occasion.actor
    if not opens_some(actor):
        raise NotAllowedError(NOT_YOURS)
    return _judged(organizations.search(words, most=MOST) if words.strip() else _own(actor), occasion)


def opens_some(actor: Actor) -> bool:
    """Whether the actor opens applications at all."""
    return bool(actor.roles & (CITY_ROLES | OFFICE_ROLES | {Role.COORDINATOR}))


def candidate(code: str, occasion: Occasion) -> Candidate:
    """Return one organization as a candidate; raises NoResultFound for an unknown code."""
    row = organizations.get(code)
    return _judged([Found(row.id, row.code, row.name, row.type, place_of(row))], occasion)[0]


def _own(actor: Actor) -> list[Found]:
    return [
        Found(row.id, row.code, row.name, row.type, place_of(row))
        for row in organizations.of_ids(actor.organizations())
    ]


def _judged(found: Sequence[Found], occasion: Occasion) -> list[Candidate]:
    ids = [item.id for item in found]
    open_now = {
        row.organization_id: (row.number, row.is_visible)
        for row in db.session.execute(
            sa.select(
                Application.organization_id, Application.number, visible_to(occasion.actor).label("is_visible")
            ).where(Application.organization_id.in_(ids), Application.is_open)
        )
    }
    members = set(
        db.session.scalars(sa.select(MembershipRow.organization_id).where(MembershipRow.organization_id.in_(ids)))
    )
    offices = _offices(ids, occasion)
    return [_candidate(item, open_now, item.id in members, offices[item.id], occasion.actor) for item in found]


def _candidate(
    item: Found, open_now: Mapping[int, tuple[str, bool]], is_member: bool, office: tuple[int, str], actor: Actor
) -> Candidate:
    number, is_visible = open_now.get(item.id, ("", False))
    refusal: Text | None = None
    if not _may_open(item, office[0], actor):
        refusal = NOT_YOURS
    elif number:
        refusal = ANOTHER_OPEN
    elif is_member:
        refusal = ALREADY_MEMBER
    shown = number if number and is_visible else None
    return Candidate(item.code, item.name, item.type, item.place, office[1], refusal, shown, is_member)


def _may_open(item: Found, office_id: int, actor: Actor) -> bool:
    return (
        item.id in actor.organizations(CITY_ROLES)
        or office_id in actor.offices(OFFICE_ROLES)
        or Role.COORDINATOR in actor.roles
    )


def _offices(ids: Sequence[int], occasion: Occasion) -> dict[int, tuple[int, str]]:
    """Return the office that would accompany each organization today, as `app.services.offices.serving` finds it."""
    today = occasion.today
    serves = sa.and_(
        Territory.department_code == Organization.department_code,
        Organization.type.not_in([OrganizationType.COMPANY, OrganizationType.INSTITUTION]),
        Territory.valid_from <= today,
        sa.or_(Territory.valid_to.is_(None), Territory.valid_to > today),
    )
    query = (
        sa.select(Organization.id, Office.id.label("office_id"), Office.name)
        .outerjoin(Territory, serves)
        .outerjoin(Office, sa.and_(Office.id == Territory.office_id, Office.active))
        .where(Organization.id.in_(ids))
    )
    head = db.session.scalars(sa.select(Office).where(Office.kind == OfficeKind.HEAD)).one()
    return {
        row.id: (row.office_id, row.name) if row.office_id else (head.id, head.name)
        for row in db.session.execute(query)
    }
