"""Where somebody can be invited to, and which places an actor may give."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.access import CITY_ROLES, OFFICE_ROLES, Actor, may_invite
from app.domain.bilingual import Text
from app.domain.errors import NotAllowedError
from app.domain.vocabulary import OfficeKind, Role
from app.models.office import Office, Territory
from app.models.organization import Organization
from app.models.user import Invitation
from app.services import offices
from app.services.occasion import Occasion

ROLES_BY_KIND = {
    OfficeKind.DECENTRALISED: (Role.ANALYST, Role.HEAD),
    OfficeKind.HEAD: (Role.COORDINATOR, Role.ANALYST, Role.HEAD),
    OfficeKind.EMBASSY: (Role.EMBASSY,),
}
"""The roles there are in each kind of office; Lima's own analysts review where no other office serves."""
NOT_YOURS = Text(
    "No le corresponde invitar a ese cargo en ese lugar.", "It is not yours to invite somebody to that role there."
)


@dataclass(frozen=True, slots=True)
class Place:
    """An organization (with the office that serves it), an office, or the program's administration: neither."""

    roles: tuple[Role, ...]
    name: str = ""
    organization_id: int | None = None
    organization_code: str | None = None
    office_id: int | None = None
    office_code: str | None = None
    serving_id: int | None = None


def find_place(session: Session, organization_code: str | None, office_code: str | None, today: date) -> Place:
    """Return the place with this code; raises NoResultFound for an unknown one or an office that is not active."""
    if organization_code:
        query = sa.select(Organization).where(Organization.code == organization_code)
        return of_organization(session, session.scalars(query).one(), today)
    if office_code:
        return of_office(session.scalars(sa.select(Office).where(Office.code == office_code, Office.active)).one())
    return Place((Role.ADMINISTRATOR,))


def place_of(session: Session, invitation: Invitation, today: date) -> Place:
    """Return the place an invitation keeps."""
    if invitation.organization is not None:
        return of_organization(session, invitation.organization, today)
    return of_office(invitation.office) if invitation.office is not None else Place((Role.ADMINISTRATOR,))


def of_organization(session: Session, row: Organization, today: date) -> Place:
    """Return an organization as a place: its two roles, and the office that serves it."""
    serving = offices.serving(session, row, today).id
    roles = (Role.PREPARER, Role.SIGNATORY)
    return Place(roles, row.name, organization_id=row.id, organization_code=row.code, serving_id=serving)


def of_office(row: Office) -> Place:
    """Return an office as a place, with the roles of its kind."""
    return Place(ROLES_BY_KIND[row.kind], row.name, office_id=row.id, office_code=row.code)


def may_give(actor: Actor, role: Role, place: Place) -> bool:
    """Whether `actor` may invite somebody to `role` in `place`."""
    return may_invite(actor, role, place.organization_id, place.office_id, place.serving_id)


def check_may_give(actor: Actor, role: Role, place: Place) -> None:
    """Raise NotAllowedError where `role` in `place` isn't the actor's to give."""
    if not may_give(actor, role, place):
        raise NotAllowedError(NOT_YOURS)


def own_places(session: Session, occasion: Occasion) -> list[Place]:
    """Return the actor's own organizations, and the offices where they may give some role, by name."""
    mine = occasion.actor.organizations()
    organizations = session.scalars(
        sa.select(Organization).where(Organization.id.in_(mine)).order_by(Organization.name)
    ).all()
    active: Sequence[Office] = session.scalars(sa.select(Office).where(Office.active).order_by(Office.name)).all()
    found = [of_organization(session, row, occasion.today) for row in organizations]
    found += [of_office(row) for row in active]
    found.append(Place((Role.ADMINISTRATOR,)))
    return [place for place in found if any(may_give(occasion.actor, role, place) for role in place.roles)]


def departments_served(session: Session, occasion: Occasion) -> frozenset[str] | None:
    """Return the departments among whose governments the actor may search; None for the whole registry.

    Lima's staff search the whole of it: companies and institutions, which Lima accompanies, are in no department.
    """
    actor = occasion.actor
    mine = actor.offices(OFFICE_ROLES)
    head = sa.select(Office.id).where(Office.id.in_(mine), Office.kind == OfficeKind.HEAD)
    if actor.roles & {Role.COORDINATOR, Role.ADMINISTRATOR} or session.scalar(head) is not None:
        return None
    query = sa.select(Territory.department_code).where(
        Territory.office_id.in_(mine),
        Territory.valid_from <= occasion.today,
        sa.or_(Territory.valid_to.is_(None), Territory.valid_to > occasion.today),
    )
    return frozenset(session.scalars(query))


def visible_to(actor: Actor) -> sa.ColumnElement[bool]:
    """Return the condition on `Invitation` of those the actor may see: their own, and their organization's.

    A head also sees the office's, Lima all but those of administrators, and an administrator every one.
    """
    if Role.ADMINISTRATOR in actor.roles:
        return sa.true()
    if Role.COORDINATOR in actor.roles:
        return Invitation.role != Role.ADMINISTRATOR
    return sa.or_(
        Invitation.invited_by_id == actor.user_id,
        Invitation.organization_id.in_(actor.organizations(CITY_ROLES)),
        Invitation.office_id.in_(actor.offices(frozenset({Role.HEAD}))),
    )
