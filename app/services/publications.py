"""What the public may read: facts about WeGO with their sources, the register of members, the published process."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from app.domain.bilingual import Text
from app.domain.process.definition import Definition
from app.domain.vocabulary import Certainty, MembershipCategory
from app.extensions import db
from app.models.fact import Fact
from app.models.membership import MembershipRow
from app.models.organization import Organization
from app.models.process import ProcessDefinition
from app.services import processes
from app.services.organizations import place_of


@dataclass(frozen=True, slots=True)
class Said:
    """A fact about WeGO, in both languages, with who says it and how sure it is."""

    label: Text
    value: Text
    year: int | None
    source: str
    certainty: Certainty
    note: Text


@dataclass(frozen=True, slots=True)
class Listed:
    """A member as the public register shows it."""

    code: str
    name: str
    place: str
    category: MembershipCategory
    since: date | None
    year: int
    source: str
    is_confirmed: bool
    is_demo: bool


def facts() -> list[Said]:
    """Return what is said about WeGO, in the order of the seeds; disagreeing figures stand side by side."""
    return [
        Said(
            Text(row.label_es, row.label_en),
            Text(row.value_es, row.value_en),
            row.year,
            row.source,
            row.certainty,
            Text(row.note_es or "", row.note_en or ""),
        )
        for row in db.session.scalars(sa.select(Fact).order_by(Fact.id))
    ]


def members() -> list[Listed]:
    """Return the register, by name."""
    place = joinedload(MembershipRow.organization)
    query = (
        sa.select(MembershipRow)
        .join(MembershipRow.organization)
        .order_by(Organization.name)
        .options(
            place.joinedload(Organization.department),
            place.joinedload(Organization.province),
            place.joinedload(Organization.district),
        )
    )
    return [
        Listed(
            row.organization.code,
            row.organization.name,
            place_of(row.organization),
            row.category,
            row.since,
            row.year,
            row.source,
            row.is_confirmed,
            row.is_demo,
        )
        for row in db.session.scalars(query)
    ]


def process(key: str) -> Definition:
    """Return the newest published version of a process; raises NoResultFound where none is published."""
    query = (
        sa.select(ProcessDefinition).where(ProcessDefinition.key == key).order_by(ProcessDefinition.version.desc())
    )
    row = db.session.scalars(query.limit(1)).one()
    return processes.typed(row)[0]
