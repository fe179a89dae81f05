"""Who somebody is to a member, and the member's row."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.access import Actor
from app.domain.vocabulary import Role
from app.models.membership import MembershipRow
from app.models.office import Office
from app.models.organization import Organization

RECORDING = frozenset({Role.COORDINATOR, Role.EMBASSY})
"""Who records that an organization already is a member (rule 8)."""


def roles_towards(actor: Actor, organization: Organization, office: Office) -> frozenset[Role]:
    """Return the roles `actor` has towards a member: its own people, those of the office serving it, Lima, the Embassy.

    Nobody else reads more of a membership than the register says to everybody.
    """
    here = {
        mandate.role
        for mandate in actor.mandates
        if mandate.organization_id == organization.id or mandate.office_id == office.id
    }
    return frozenset(here | (actor.roles & RECORDING))


def locked_member(session: Session, code: str) -> Organization:
    """Return the member with this code, locked until the transaction ends; raises NoResultFound for who isn't one."""
    query = sa.select(Organization).join(MembershipRow, MembershipRow.organization_id == Organization.id)
    return session.scalars(query.where(Organization.code == code).with_for_update(of=Organization)).one()
