"""What SQLite needs to be as strict as PostgreSQL, and migrations that are safe on it."""

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import sqlalchemy as sa
from flask import Flask
from flask_alembic import Alembic

BUSY_TIMEOUT = 10_000  # milliseconds that a writer waits for another

WRITES = "ruta_writes"
"""Execution option of a connection whose next transaction is going to write."""


def prepare(engine: sa.Engine) -> None:
    """Make each new SQLite connection of `engine` check foreign keys, wait for writers, and leave BEGIN to us."""
    if engine.dialect.name == "sqlite":
        if engine.url.database:
            Path(engine.url.database).parent.mkdir(parents=True, exist_ok=True)
        sa.event.listen(engine, "connect", _set_up)
        sa.event.listen(engine, "begin", _begin)


def _set_up(connection: sqlite3.Connection, _record: object) -> None:
    """Set the connection's pragmas."""
    # The driver's own transactions begin too late (at the first write) and break savepoints; we send BEGIN ourselves.
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT}")
    connection.execute("PRAGMA journal_mode = WAL")
    # NORMAL may lose the last commits when the power fails. What a person was told is saved must be saved, and a
    # commit of ours is one click, not a thousand a second: FULL costs one flush of the disk.
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")


def _begin(connection: sa.Connection) -> None:
    """Begin a transaction: one that is going to write takes the write lock at once."""
    # Read first and write later fails at once with "database is locked" when another has written in between, whatever
    # the timeout; who takes the lock before reading waits for his turn instead.
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


class Migrations(Alembic):
    """Alembic that names revisions by their time, and keeps the rows that refer to a table SQLite rebuilds."""

    def init_app(self, app: Flask) -> None:
        """Bind to `app`, with what every revision needs whatever the settings say."""
        context = app.config.setdefault("ALEMBIC_CONTEXT", {})
        # SQLite takes back a half-done revision like PostgreSQL, now that we send BEGIN; Alembic assumes it cannot.
        context.update(transactional_ddl=True, render_as_batch=True, render_item=_render)
        super().init_app(app)

    def rev_id(self) -> str:
        """Return the name of a revision made now: sorted by name is sorted by time."""
        return datetime.now(UTC).strftime("%Y%m%d%H%M%S")

    def run_migrations(self, fn: Callable[..., Any], **kwargs: Any) -> None:
        """Run the migrations `fn` chooses. Raises `IntegrityError` if they leave a reference to nothing."""
        connection = self.migration_context.connection
        if connection is None or connection.dialect.name != "sqlite":
            super().run_migrations(fn, **kwargs)
            return
        # Altering a table on SQLite drops and remakes it, and dropping deletes what refers to it. The pragma only
        # works outside a transaction, so it goes straight to the driver.
        driver: Any = connection.connection.driver_connection
        driver.execute("PRAGMA foreign_keys = OFF")
        try:
            super().run_migrations(fn, **kwargs)
            orphans = driver.execute("PRAGMA foreign_key_check").fetchall()
        finally:
            driver.execute("PRAGMA foreign_keys = ON")
        if orphans:
            raise sqlite3.IntegrityError(f"rows that refer to nothing after migrating: {orphans[:5]}")


def _render(kind: str, item: object, _context: object) -> str | Literal[False]:
    """Write a column type of ours as what the database sees: a revision must not change when our code does."""
    if kind == "type" and isinstance(item, sa.types.TypeDecorator):
        return f"sa.{item.impl_instance!r}"
    return False
