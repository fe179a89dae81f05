"""The members of WeGO that a source names, for the register of members to begin with."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from app.domain.vocabulary import Certainty, MembershipCategory
from app.services.seeding.reading import Row, read_rows

_COLUMNS = ("organization_code", "category", "year", "source", "certainty", "note_es", "note_en")


@dataclass(frozen=True, slots=True)
class RecordedMember:
    """One member as its source names it; `year` is the source's, not that of the entry, which isn't known."""

    organization_code: str
    category: MembershipCategory
    year: int
    source: str
    certainty: Certainty
    note_es: str
    note_en: str


def read_members(folder: Path) -> list[RecordedMember]:
    """Read members.csv, in its order. Raises SeedError; whether the organizations exist is checked by seeding."""
    return [_member(row) for row in _rows(folder)]


def check_members(folder: Path, organizations: Collection[str]) -> None:
    """Check members.csv whole, and that each member is one of `organizations` (codes). Raises SeedError."""
    for row in _rows(folder):
        _member(row)
        row.known("organization_code", organizations)


def _rows(folder: Path) -> list[Row]:
    return read_rows(folder, "members.csv", _COLUMNS, ["organization_code"])


def _member(row: Row) -> RecordedMember:
    return RecordedMember(
        organization_code=row.text("organization_code"),
        category=row.member("category", MembershipCategory),
        year=row.whole("year", 2010, 2100),
        source=row.text("source"),
        certainty=row.member("certainty", Certainty),
        note_es=row.text("note_es", 4000),
        note_en=row.text("note_en", 4000),
    )
