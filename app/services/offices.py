"""The Ministry's offices: which one serves an organization on a day."""

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.vocabulary import OfficeKind
from app.extensions import db
from app.models.office import Office, Territory
from app.models.organization import Organization


def serving(session: Session, organization: Organization, day: date) -> Office:
    """Return the office that accompanies `organization` on `day`: its department's, else the head office in Lima.

    Companies and institutions have no territorial office: Lima accompanies them (rule 12).
    """
    if organization.department_code and not is_private(organization):
        query = (
            sa.select(Office)
            .join(Territory)
            .where(
                Territory.department_code == organization.department_code,
                Territory.valid_from <= day,
                sa.or_(Territory.valid_to.is_(None), Territory.valid_to > day),
                Office.active,
            )
        )
        if office := session.scalar(query):
            return office
    return session.scalars(sa.select(Office).where(Office.kind == OfficeKind.HEAD)).one()


def name_of(office_id: int) -> str:
    """Return the name of an office; raises NoResultFound for an unknown one."""
    return db.session.get_one(Office, office_id).name


def is_private(organization: Organization) -> bool:
    """Whether the organization is a company or an institution, not a government."""
    return organization.type.is_private


def listed() -> Sequence[Office]:
    """Return the active offices that can accompany an application, by name."""
    query = sa.select(Office).where(Office.active, Office.kind != OfficeKind.EMBASSY).order_by(Office.name)
    return db.session.scalars(query).all()
