"""Facts about WeGO, cooperation received and days that don't count: from their files to the values of their tables."""

from collections.abc import Collection
from pathlib import Path

from app.domain.vocabulary import Certainty, CooperationKind, HolidayKind
from app.services.seeding.places import Places, Values
from app.services.seeding.reading import Row, read_rows
from app.services.seeding.sources import PARTIAL_DATE, PARTIAL_DATE_WORDS

_FACT = (
    "key",
    "label_es",
    "label_en",
    "value_es",
    "value_en",
    "year",
    "as_of",
    "source",
    "source_en",
    "certainty",
    "note_es",
    "note_en",
)
_COOPERATION = ("organization_code", "kind", "title_es", "title_en", "year", "source", "certainty")
_HOLIDAY = ("day", "name_es", "name_en", "kind", "department_code", "district_code", "source", "certainty")


def read_facts(folder: Path) -> list[Values]:
    """Read facts.csv. Raises SeedError."""
    return [_fact(row) for row in read_rows(folder, "facts.csv", _FACT, ["key"])]


def _fact(row: Row) -> Values:
    return {
        "key": row.matching("key", "[a-z0-9_]{1,60}", "una clave de letras minúsculas, cifras y guiones bajos"),
        "label_es": row.text("label_es"),
        "label_en": row.text("label_en"),
        "value_es": row.text("value_es", 4000),
        "value_en": row.text("value_en", 4000),
        "year": row.whole("year", 1900, 2100) if row.given("year") else None,
        "as_of": row.matching("as_of", PARTIAL_DATE, PARTIAL_DATE_WORDS) if row.given("as_of") else "",
        "source": row.text("source"),
        "source_en": row.text("source_en"),
        "certainty": row.member("certainty", Certainty),
        "note_es": row.optional("note_es", 4000) or "",
        "note_en": row.optional("note_en", 4000) or "",
    }


def read_cooperation(folder: Path, organizations: Collection[str]) -> list[Values]:
    """Read cooperation.csv; each value has `organization_code` where the table has its id. Raises SeedError."""
    rows = read_rows(folder, "cooperation.csv", _COOPERATION, ["organization_code", "kind", "title_es"])
    return [_cooperation(row, organizations) for row in rows]


def _cooperation(row: Row, organizations: Collection[str]) -> Values:
    return {
        "organization_code": row.known("organization_code", organizations),
        "kind": row.member("kind", CooperationKind),
        "title_es": row.text("title_es"),
        "title_en": row.text("title_en"),
        "year": row.whole("year", 2010, 2100),
        "source": row.text("source"),
        "certainty": row.member("certainty", Certainty),
    }


def read_holidays(folder: Path, places: Places) -> list[Values]:
    """Read holidays.csv, where only a local day has a department or a district. Raises SeedError."""
    rows = read_rows(folder, "holidays.csv", _HOLIDAY, ["day", "department_code", "district_code"])
    return [_holiday(row, places) for row in rows]


def _holiday(row: Row, places: Places) -> Values:
    kind = row.member("kind", HolidayKind)
    if (row.given("department_code") or row.given("district_code")) is not (kind is HolidayKind.LOCAL):
        raise row.wrong("kind", "no concuerda: solo un feriado local lleva departamento o distrito")
    return {
        "day": row.day("day"),
        "name_es": row.text("name_es"),
        "name_en": row.text("name_en"),
        "kind": kind,
        "department_code": row.known("department_code", places.departments) if row.given("department_code") else None,
        "district_code": row.known("district_code", places.districts) if row.given("district_code") else None,
        "source": row.text("source"),
        "certainty": row.member("certainty", Certainty),
    }
