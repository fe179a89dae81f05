"""All reference data: read and checked whole first, and only then written."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.models.base import RootBase
from app.models.fact import Fact
from app.models.holiday import Holiday
from app.models.membership import Cooperation
from app.models.office import Office, Territory
from app.models.organization import Organization
from app.models.territory import Department, District, Province
from app.services.seeding.facts import read_cooperation, read_facts, read_holidays
from app.services.seeding.governments import read_governments
from app.services.seeding.members import check_members
from app.services.seeding.offices import read_offices, read_territories
from app.services.seeding.places import Places, Values, read_places
from app.services.seeding.storing import TableCounts, store


@dataclass(frozen=True, slots=True)
class SeedReport:
    """What seeding did, by table and in all; `kept` counts rows left as a person edited or removed them."""

    tables: Mapping[str, TableCounts]

    @property
    def created(self) -> int:
        """Rows that were not there."""
        return sum(counts.created for counts in self.tables.values())

    @property
    def changed(self) -> int:
        """Rows to which a change of the seed was brought."""
        return sum(counts.changed for counts in self.tables.values())

    @property
    def unchanged(self) -> int:
        """Rows of which the seed says what it said last time."""
        return sum(counts.unchanged for counts in self.tables.values())

    @property
    def kept(self) -> int:
        """Rows that the seed would have changed or made, and that a person had edited, made or removed."""
        return sum(counts.kept for counts in self.tables.values())


@dataclass(frozen=True, slots=True)
class _Reference:
    """The values of every table, checked; those of territories and cooperation have codes where the table has ids."""

    places: Places
    governments: dict[str, Values]
    offices: dict[str, Values]
    territories: list[Values]
    facts: list[Values]
    cooperation: list[Values]
    holidays: list[Values]


def load_reference(session: Session, folder: Path) -> SeedReport:
    """Bring the reference data of `folder` into the open transaction of `session`.

    Every file is read and checked before the first row is written. Raises SeedError.
    """
    reference = _read(folder)
    places = reference.places
    tables = {
        **_store(session, Department, ["code"], places.departments.values()),
        **_store(session, Province, ["code"], places.provinces.values()),
        **_store(session, District, ["code"], places.districts.values()),
        **_store(session, Organization, ["code"], reference.governments.values()),
        **_store(session, Office, ["code"], reference.offices.values()),
        **_store(session, Fact, ["key"], reference.facts),
        **_store(session, Holiday, ["day", "department_code", "district_code"], reference.holidays),
    }
    offices = _ids(session, Office.code, Office.id)
    territories = _with_ids(reference.territories, "office", offices)
    tables |= _store(session, Territory, ["department_code", "valid_from"], territories)
    organizations = _ids(session, Organization.code, Organization.id)
    cooperation = _with_ids(reference.cooperation, "organization", organizations)
    tables |= _store(session, Cooperation, ["organization_id", "kind", "title_es"], cooperation)
    return SeedReport(tables)


def _read(folder: Path) -> _Reference:
    places = read_places(folder)
    governments = read_governments(folder, places)
    offices = read_offices(folder, places)
    check_members(folder, governments)
    return _Reference(
        places=places,
        governments=governments,
        offices=offices,
        territories=read_territories(folder, places, offices),
        facts=read_facts(folder),
        cooperation=read_cooperation(folder, governments),
        holidays=read_holidays(folder, places),
    )


def _store(
    session: Session, model: type[RootBase], key: Sequence[str], rows: Iterable[Values]
) -> dict[str, TableCounts]:
    return {model.__tablename__: store(session, model, key, list(rows))}


def _ids(session: Session, code: InstrumentedAttribute[str], number: InstrumentedAttribute[int]) -> dict[str, int]:
    return dict(session.execute(sa.select(code, number)).all())


def _with_ids(rows: Sequence[Values], table: str, ids: Mapping[str, int]) -> list[Values]:
    """Return the rows with `<table>_id` in place of `<table>_code`."""
    code, number = f"{table}_code", f"{table}_id"
    return [{number: ids[row[code]], **{name: row[name] for name in row if name != code}} for row in rows]
