"""Demo worlds made once and copied, and what one holds."""

from datetime import date

import sqlalchemy as sa
from flask import Flask

from app.extensions import db
from app.models.base import RootBase
from app.models.event import EventRow
from tests.conftest import World
from tests.services.conftest import copied

MONDAY = date(2026, 11, 23)
DAYS = (date(2026, 2, 28), date(2026, 12, 31), date(2027, 1, 1), date(2026, 7, 26))
"""A Saturday at a month's end, the last day of the authorities in office, the first of the next, a Sunday."""
EMPTY = {"setting", "seed_record", "fact", "district", "province", "department"}
"""Tables of which the demo world has nothing to say, and which take long to compare."""
BY_NATURE = {"user": {"password"}, "process_definition": {"published_at"}}
"""Columns that differ between two databases made alike: a salted hash, and what the seeds wrote at another instant."""


class Worlds:
    """Demo worlds by kind of database and day, each built once in a database of its own."""

    def __init__(self, world: World) -> None:
        """Build nothing yet."""
        self.world = world
        self.built: dict[tuple[str, date], Flask] = {}
        self.told: dict[tuple[str, date], str] = {}

    def at(self, kind: str, day: date) -> Flask:
        """Return the program with the demo world of `day` on a database of `kind`."""
        if (kind, day) not in self.built:
            app = copied(self.world, kind)
            result = app.test_cli_runner().invoke(args=["demo", "--today", str(day)])
            assert result.exit_code == 0, result.output
            self.built[kind, day] = app
            self.told[kind, day] = result.output
        return self.built[kind, day]


def contents() -> dict[str, list[str]]:
    """Return all that the database holds, but for what differs by nature and what the seeds recorded."""
    found = {}
    for table in RootBase.metadata.sorted_tables:
        if table.name not in EMPTY:
            columns = [column for column in table.columns if column.name not in BY_NATURE.get(table.name, set())]
            query = sa.select(*columns)
            query = query.where(EventRow.actor_id.is_not(None)) if table.name == "event" else query
            found[table.name] = sorted(repr(tuple(row)) for row in db.session.execute(query))
    return found
