"""Finding organizations in the registry: by words, by code, by id; and saying where they are."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from app.domain.text import fold
from app.domain.vocabulary import OrganizationType
from app.extensions import db
from app.models.organization import Organization
from app.models.territory import Department, District, Province

MOST_FOUND = 50
MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Found:
    """One organization in a list: its code, name and where it is (*distrito, provincia, departamento*)."""

    id: int
    code: str
    name: str
    type: OrganizationType
    place: str


def search(words: str, *, most: int = MOST_FOUND, departments: Collection[str] | None = None) -> list[Found]:
    """Return the organizations whose name or place has every one of `words`, without regard to accents or case.

    A word may also be a whole code (ubigeo or RUC). Whole matches of the district's name come first; nothing is found
    for no words. With `departments` (codes) only organizations there are found.
    """
    tokens = fold(words).split()[:MOST_WORDS]
    if not tokens:
        return []
    query = (
        sa.select(
            Organization.id,
            Organization.code,
            Organization.name,
            Organization.type,
            District.name.label("district"),
            Province.name.label("province"),
            Department.name.label("department"),
        )
        .outerjoin(District, District.code == Organization.district_code)
        .outerjoin(Province, Province.code == Organization.province_code)
        .outerjoin(Department, Department.code == Organization.department_code)
        .where(*(_says(token) for token in tokens))
        .order_by(
            sa.not_(Organization.search_text.startswith(" ".join(tokens), autoescape=True)),
            Organization.type != OrganizationType.PROVINCIAL_MUNICIPALITY,
            Organization.name,
            Organization.code,
        )
        .limit(most)
    )
    if departments is not None:
        query = query.where(Organization.department_code.in_(departments))
    wanted = " ".join(tokens)
    rows = sorted(db.session.execute(query), key=lambda row: fold(row.district or "") != wanted)
    return [
        Found(row.id, row.code, row.name, row.type, place(row.district, row.province, row.department)) for row in rows
    ]


def _says(token: str) -> sa.ColumnElement[bool]:
    """Return the condition that an organization answers to one word of a search."""
    return sa.or_(
        Organization.search_text.contains(token, autoescape=True), Organization.code == token, Organization.ruc == token
    )


def place(district: str | None, province: str | None, department: str | None) -> str:
    """Return *distrito, provincia, departamento*, as far as they are known."""
    return ", ".join(part for part in (district, province, department) if part)


def place_of(organization: Organization) -> str:
    """Return where an organization is."""
    parts = (organization.district, organization.province, organization.department)
    return place(*(part.name if part else None for part in parts))


def get(code: str) -> Organization:
    """Return the organization with this code; raises NoResultFound for an unknown one."""
    query = (
        sa.select(Organization)
        .where(Organization.code == code)
        .options(
            joinedload(Organization.department), joinedload(Organization.province), joinedload(Organization.district)
        )
    )
    return db.session.scalars(query).one()


def of_ids(ids: Collection[int]) -> Sequence[Organization]:
    """Return the organizations with these ids, by name."""
    query = sa.select(Organization).where(Organization.id.in_(ids)).order_by(Organization.name, Organization.code)
    return db.session.scalars(query).all()
