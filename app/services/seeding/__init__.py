"""Bringing the reference data of `seeds/reference/` into the database, as often as one likes.

Seeding twice changes nothing, a bad row stops everything before anything is written, and what people changed in the
program since is not undone (`storing.store` has the rule).
"""

from pathlib import Path

from app.services.seeding.loading import SeedReport, load_reference
from app.services.seeding.members import RecordedMember, read_members
from app.services.seeding.reading import SeedError
from app.services.seeding.sources import DataSource, read_sources
from app.services.seeding.storing import TableCounts
from app.services.transaction import transaction

__all__ = [
    "DataSource",
    "RecordedMember",
    "SeedError",
    "SeedReport",
    "TableCounts",
    "load_reference",
    "read_members",
    "read_sources",
    "seed_reference",
]


def seed_reference(folder: Path) -> SeedReport:
    """Seed all reference tables from the files of `folder`, in one transaction.

    Raises SeedError for a row that is wrong, having written nothing. The members that `read_members` gives are recorded
    by the membership service afterwards; their file is checked here.
    """
    with transaction() as session:
        return load_reference(session, folder)
