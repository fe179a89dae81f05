"""What the registry holds of one government beyond its row: membership and cooperation received."""

from collections.abc import Sequence

import sqlalchemy as sa

from app.extensions import db
from app.models.membership import Cooperation, MembershipRow


def membership(organization_id: int) -> MembershipRow | None:
    """Return the register's entry of an organization, or None."""
    return db.session.scalar(sa.select(MembershipRow).where(MembershipRow.organization_id == organization_id))


def cooperation(organization_id: int) -> Sequence[Cooperation]:
    """Return what an organization has received from WeGO, oldest first."""
    query = sa.select(Cooperation).where(Cooperation.organization_id == organization_id)
    return db.session.scalars(query.order_by(Cooperation.year, Cooperation.id)).all()
