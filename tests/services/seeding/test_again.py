"""Seeding again changes nothing, brings what changed in the seed, and leaves alone what people changed."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.vocabulary import Certainty, HolidayKind
from app.models.base import RootBase
from app.models.fact import Fact
from app.models.holiday import Holiday
from app.models.organization import Organization
from app.services.seeding import SeedReport, TableCounts, load_reference, seed_reference

Count = Callable[[type[RootBase]], int]
Edit = Callable[[str, str, str], None]


def dump(session: Session) -> dict[str, list[Any]]:
    """Return every row of every table."""
    tables = RootBase.metadata.sorted_tables
    return {table.name: sorted(map(repr, session.execute(sa.select(table)))) for table in tables}


def cusco(session: Session) -> Organization:
    """Return Cusco's municipality as the database has it now."""
    session.expire_all()
    return session.scalars(sa.select(Organization).where(Organization.code == "080101")).one()


def test_seeding_twice_changes_nothing(session: Session, folder: Path) -> None:
    first = seed_reference(folder)
    assert {name: counts.created for name, counts in first.tables.items()} == {
        "department": 25,
        "province": 196,
        "district": 1892,
        "organization": 1917,
        "office": 12,
        "territory": 25,
        "fact": 46,
        "holiday": 1,
        "cooperation": 1,
    }
    before = dump(session)
    second = seed_reference(folder)
    assert dump(session) == before
    assert second == SeedReport({name: TableCounts(unchanged=counts.created) for name, counts in first.tables.items()})


def test_what_a_person_edited_stays_while_the_rest_of_the_row_follows_the_seed(
    session: Session, folder: Path, edit: Edit
) -> None:
    load_reference(session, folder)
    cusco(session).name = "Municipalidad Provincial del Qosqo"
    session.flush()
    edit("municipalities.csv", "Municipalidad Provincial del Cusco", "Municipalidad del Cusco")
    edit("municipalities.csv", "Plaza Kusipata S/N", "Plaza Kusipata N° 1")
    report = load_reference(session, folder)
    found = cusco(session)
    assert (found.name, found.address) == ("Municipalidad Provincial del Qosqo", "Plaza Kusipata N° 1")
    assert (report.created, report.changed, report.kept) == (0, 1, 0)
    assert load_reference(session, folder).unchanged == report.unchanged + 1


def test_an_edit_is_kept_when_the_seed_changes_the_same_words(session: Session, folder: Path, edit: Edit) -> None:
    load_reference(session, folder)
    fact = session.scalars(sa.select(Fact).where(Fact.key == "fee")).one()
    fact.note_es = "Confirmado por la Secretaría."
    session.flush()
    edit("facts.csv", 'exenciones","A fee exists', 'rebajas","A fee exists')
    edit("facts.csv", "Por confirmar.", "Sin confirmar.")
    load_reference(session, folder)
    session.expire_all()
    assert fact.note_es == "Confirmado por la Secretaría."
    assert fact.value_es.endswith("rebajas")


def test_a_row_a_person_removed_is_not_made_again(session: Session, folder: Path, edit: Edit, count: Count) -> None:
    load_reference(session, folder)
    session.execute(sa.delete(Holiday))
    assert load_reference(session, folder).created == 0
    edit("holidays.csv", "Non-working day", "Day off")
    report = load_reference(session, folder)
    assert (report.created, report.kept, count(Holiday)) == (0, 1, 0)


def test_a_row_a_person_made_first_is_left_alone(session: Session, folder: Path) -> None:
    session.add(
        Holiday(
            day=date(2026, 1, 2),
            name_es="Puente",
            name_en="Bridge day",
            kind=HolidayKind.DECREE,
            source="DS 042-2025-PCM",
            certainty=Certainty.A,
        )
    )
    session.flush()
    assert load_reference(session, folder).kept == 1
    assert load_reference(session, folder).kept == 0
    assert session.scalars(sa.select(Holiday.name_es)).all() == ["Puente"]


def test_a_row_that_leaves_the_seed_stays_in_the_database(session: Session, folder: Path, count: Count) -> None:
    load_reference(session, folder)
    facts = (folder / "facts.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (folder / "facts.csv").write_text("".join(facts[:-1]), encoding="utf-8")
    load_reference(session, folder)
    assert count(Fact) == len(facts) - 1
