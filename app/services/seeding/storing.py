"""Putting seeded values into a table without undoing what people changed there since."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.canonical import canonical
from app.models.base import RootBase
from app.models.setting import SeedRecord
from app.services.seeding.places import Values


@dataclass(frozen=True, slots=True)
class TableCounts:
    """How many rows of the seed were created, changed, unchanged, or kept as a person left them."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    kept: int = 0


def store(session: Session, model: type[RootBase], key: Sequence[str], rows: Sequence[Values]) -> TableCounts:
    """Insert the `rows` that are new and bring the seed's changes into the others; `key` names their natural key.

    Each seeded row leaves a record of what the seed said. When the seed says the same again, the row isn't even read.
    When it says something else, a column takes the new value only if it still holds the one recorded: what differs was
    edited by a person and stays. So does a row a person made under the same key, and a row a person removed isn't made
    again. A row that leaves the seed is not removed.
    """
    named = {canonical(_plain({column: values[column] for column in key})): values for values in rows}
    records = _records(session, model)
    pending = {name: values for name, values in named.items() if records.get(name) != _plain(values)}
    if not pending:
        return TableCounts(unchanged=len(named))
    present = _present(session, model, key, rows)
    new = {name: values for name, values in pending.items() if name not in present and name not in records}
    changed = 0
    for name, values in pending.items():
        changes = _changes(values, present[name], records[name]) if name in present and name in records else {}
        if changes:
            found = [_column(model, column) == values[column] for column in key]
            session.execute(sa.update(model).where(*found).values(changes).execution_options(synchronize_session=False))
            changed += 1
    if new:
        session.execute(sa.insert(model), list(new.values()))
    _remember(session, model, pending, records)
    return TableCounts(len(new), changed, len(named) - len(pending), len(pending) - len(new) - changed)


def _changes(values: Values, row: Mapping[str, Any], recorded: Mapping[str, Any]) -> Values:
    """Return the columns in which the seed changed and the row did not; a column new to the seed counts as empty."""
    untouched = {column for column, value in _plain(row).items() if value == recorded.get(column)}
    return {column: value for column, value in values.items() if column in untouched and value != row[column]}


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values as JSON has them: dates as text."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def _column(model: type[RootBase], name: str) -> sa.ColumnElement[Any]:
    return model.__table__.c[name]


def _present(
    session: Session, model: type[RootBase], key: Sequence[str], rows: Sequence[Values]
) -> dict[str, Mapping[str, Any]]:
    """Return the rows the table has, those columns of them that are seeded, by the name of their key."""
    columns = [_column(model, column) for column in rows[0]]
    found = session.execute(sa.select(*columns)).mappings()
    return {canonical(_plain({column: row[column] for column in key})): dict(row) for row in found}


def _records(session: Session, model: type[RootBase]) -> dict[str, dict[str, Any]]:
    """Return what the seed last said of each row, by the name of its key."""
    query = sa.select(SeedRecord.row_key, SeedRecord.seeded).where(SeedRecord.table_name == model.__tablename__)
    return dict(session.execute(query).all())


def _remember(
    session: Session, model: type[RootBase], pending: Mapping[str, Values], records: Mapping[str, object]
) -> None:
    """Record what the seed says now of the rows of which it said something else, or nothing."""
    table = model.__tablename__
    of_table = SeedRecord.table_name == table
    replaced = [name for name in pending if name in records]
    if replaced:
        bound = SeedRecord.row_key == sa.bindparam("name")
        statement = sa.update(SeedRecord).where(of_table, bound).values(seeded=sa.bindparam("said"))
        session.connection().execute(statement, [{"name": name, "said": _plain(pending[name])} for name in replaced])
    added = [
        {"table_name": table, "row_key": name, "seeded": _plain(values)}
        for name, values in pending.items()
        if name not in records
    ]
    if added:
        session.execute(sa.insert(SeedRecord), added)
