"""What the registry holds of one government beyond its row: membership, cooperation received, and its sources."""

from collections.abc import Sequence

import sqlalchemy as sa

from app.extensions import db
from app.models.membership import Cooperation, MembershipRow
from app.services.organizations.sources import in_both_languages, translations


def membership(organization_id: int) -> MembershipRow | None:
    """Return the register's entry of an organization, or None."""
    return db.session.scalar(sa.select(MembershipRow).where(MembershipRow.organization_id == organization_id))


def cooperation(organization_id: int) -> Sequence[Cooperation]:
    """Return what an organization has received from WeGO, oldest first."""
    query = sa.select(Cooperation).where(Cooperation.organization_id == organization_id)
    return db.session.scalars(query.order_by(Cooperation.year, Cooperation.id)).all()


def source_in(language: str, source: str) -> str:
    """Return what a source the registry names is called in `language`; as it stands where only Spanish is known."""
    return source if language == "es" else in_both_languages(source, translations(db.session)).in_language(language)
