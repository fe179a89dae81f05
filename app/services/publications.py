"""What the public may read: facts about WeGO with their sources, the register of members, the published process."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from app.domain.bilingual import Text
from app.domain.process.definition import Definition
from app.domain.vocabulary import Certainty, MembershipCategory
from app.extensions import db
from app.models.fact import Fact
from app.models.membership import MembershipRow
from app.models.organization import Organization
from app.models.process import ProcessDefinition
from app.models.territory import Department, District, Province
from app.services import processes
from app.services.organizations import place
from app.services.organizations.sources import in_both_languages, translations


@dataclass(frozen=True, slots=True)
class Said:
    """A fact about WeGO, in both languages, with who says it and how sure it is."""

    label: Text
    value: Text
    year: int | None
    source: Text
    certainty: Certainty
    note: Text


@dataclass(frozen=True, slots=True)
class Listed:
    """A member as the public register shows it; `year` is the source's, `since` the day of entry where one is known."""

    code: str
    name: str
    place: str
    department_code: str | None
    category: MembershipCategory
    since: date | None
    year: int
    source: Text
    is_confirmed: bool
    is_demo: bool


def facts(keys: Collection[str] | None = None) -> list[Said]:
    """Return what is said about WeGO, in the order of the seeds; disagreeing figures stand side by side.

    With `keys` only those facts are returned.
    """
    query = sa.select(Fact).order_by(Fact.id)
    if keys is not None:
        query = query.where(Fact.key.in_(keys))
    return [
        Said(
            Text(row.label_es, row.label_en),
            Text(row.value_es, row.value_en),
            row.year,
            Text(row.source, row.source_en),
            row.certainty,
            Text(row.note_es or "", row.note_en or ""),
        )
        for row in db.session.scalars(query)
    ]


def members() -> list[Listed]:
    """Return the register, by name."""
    query = (
        sa.select(
            Organization.code,
            Organization.name,
            Organization.department_code,
            District.name.label("district"),
            Province.name.label("province"),
            Department.name.label("department"),
            MembershipRow.category,
            MembershipRow.since,
            MembershipRow.year,
            MembershipRow.source,
            MembershipRow.is_confirmed,
            MembershipRow.is_demo,
        )
        .join(MembershipRow, MembershipRow.organization_id == Organization.id)
        .outerjoin(District, District.code == Organization.district_code)
        .outerjoin(Province, Province.code == Organization.province_code)
        .outerjoin(Department, Department.code == Organization.department_code)
        .order_by(Organization.name, Organization.code)
    )
    known = translations(db.session)
    return [
        Listed(
            row.code,
            row.name,
            place(row.district, row.province, row.department),
            row.department_code,
            row.category,
            row.since,
            row.year,
            in_both_languages(row.source, known),
            row.is_confirmed,
            row.is_demo,
        )
        for row in db.session.execute(query)
    ]


def process(key: str) -> Definition:
    """Return the newest published version of a process; raises NoResultFound where none is published."""
    query = sa.select(ProcessDefinition).where(ProcessDefinition.key == key).order_by(ProcessDefinition.version.desc())
    row = db.session.scalars(query.limit(1)).one()
    return processes.typed(row)[0]
