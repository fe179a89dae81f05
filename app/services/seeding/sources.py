"""Where each file of reference data comes from."""

from dataclasses import dataclass
from pathlib import Path

from app.domain.vocabulary import Certainty
from app.services.seeding.reading import SeedError, read_rows

PARTIAL_DATE = "[0-9]{4}(-(0[1-9]|1[0-2])(-[0-3][0-9])?)?"
PARTIAL_DATE_WORDS = "un año, un mes o un día (2026, 2026-05 o 2026-05-31)"


@dataclass(frozen=True, slots=True)
class DataSource:
    """One file's source in both languages, the date of its data (year, month or day), licence and certainty."""

    file: str
    source: str
    source_en: str
    as_of: str
    licence: str
    certainty: Certainty


def read_sources(folder: Path) -> dict[str, DataSource]:
    """Read sources.csv: the source of each file by its name; a page or brief cites it from here. Raises SeedError."""
    columns = ("file", "source", "source_en", "as_of", "licence", "certainty")
    return {
        row.cells["file"]: DataSource(
            file=row.text("file"),
            source=row.text("source"),
            source_en=row.text("source_en"),
            as_of=row.matching("as_of", PARTIAL_DATE, PARTIAL_DATE_WORDS),
            licence=row.text("licence"),
            certainty=row.member("certainty", Certainty),
        )
        for row in read_rows(folder, "sources.csv", columns, ["file"])
    }


def source_of(sources: dict[str, DataSource], file: str) -> DataSource:
    """Return the source of `file`. Raises SeedError if sources.csv doesn't name it."""
    if file not in sources:
        raise SeedError("sources.csv", 0, f"falta la fuente de {file}")
    return sources[file]
