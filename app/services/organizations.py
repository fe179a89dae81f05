"""Finding organizations in the registry, and adding the companies and institutions it doesn't hold."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from app.domain.bilingual import Text
from app.domain.errors import InputError, NotAllowedError
from app.domain.ruc import is_valid_ruc
from app.domain.text import fold
from app.domain.vocabulary import OrganizationType, Role
from app.extensions import db
from app.models.organization import Organization
from app.models.territory import Department, District, Province
from app.services.occasion import Occasion
from app.services.transaction import transaction

MOST_FOUND = 50


@dataclass(frozen=True, slots=True)
class Found:
    """One organization in a list: its code, name and where it is (*distrito, provincia, departamento*)."""

    id: int
    code: str
    name: str
    type: OrganizationType
    place: str


def search(words: str, *, most: int = MOST_FOUND) -> list[Found]:
    """Return the organizations whose name or place has every one of `words`, without regard to accents or case.

    Whole matches of the district's name come first; nothing is found for no words.
    """
    tokens = fold(words).split()[:8]
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
        .where(*(Organization.search_text.contains(token, autoescape=True) for token in tokens))
        .order_by(
            sa.not_(Organization.search_text.startswith(" ".join(tokens), autoescape=True)),
            Organization.type != OrganizationType.PROVINCIAL_MUNICIPALITY,
            Organization.name,
            Organization.code,
        )
        .limit(most)
    )
    return [
        Found(row.id, row.code, row.name, row.type, place(row.district, row.province, row.department))
        for row in db.session.execute(query)
    ]


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


def of_ids(ids: Sequence[int] | frozenset[int]) -> Sequence[Organization]:
    """Return the organizations with these ids, by name."""
    return db.session.scalars(
        sa.select(Organization).where(Organization.id.in_(ids)).order_by(Organization.name)
    ).all()


def create(kind: OrganizationType, ruc: str, name: str, address: str, occasion: Occasion) -> str:
    """Add a company or institution, one per RUC, and return its code. Lima does it (rule 12).

    Raises NotAllowedError for anybody else and InputError for a wrong or known RUC, a name missing, or another type.
    """
    if Role.COORDINATOR not in occasion.actor.roles:
        raise NotAllowedError(
            Text("Empresas e instituciones las registra Lima.", "Lima registers companies and institutions.")
        )
    if kind not in {OrganizationType.COMPANY, OrganizationType.INSTITUTION}:
        raise InputError("kind", Text("Elija empresa o institución.", "Choose company or institution."))
    if not is_valid_ruc(ruc):
        raise InputError("ruc", Text("Revise el RUC: 11 cifras que cuadren.", "Check the RUC: 11 matching digits."))
    if not name.strip():
        raise InputError("name", Text("Escriba el nombre.", "Write the name."))
    with transaction() as session:
        taken = sa.or_(Organization.code == ruc, Organization.ruc == ruc)
        if session.scalar(sa.select(Organization.id).where(taken)) is not None:
            raise InputError(
                "ruc", Text("Ya hay una organización con ese RUC.", "There is an organization with that RUC already.")
            )
        session.add(
            Organization(
                code=ruc,
                type=kind,
                name=name.strip(),
                address=address.strip() or None,
                ruc=ruc,
                search_text=fold(name),
                source="registrado por Lima",
            )
        )
    return ruc
