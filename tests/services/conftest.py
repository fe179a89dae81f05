"""What tests of real concurrency share: a database of their own where commits are real, and people who act at once."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing

import psycopg
import pytest
import sqlalchemy as sa
from flask import Flask

from app.extensions import db
from app.models.base import RootBase
from tests.conftest import Clock, World

AtOnce = Callable[..., list[object]]


def copied(world: World, kind: str) -> Flask:
    """Return the program on a copy of the migrated and seeded database of `kind` that nobody else uses."""
    seeded = world.app(kind)
    app = world.empty(kind)
    source, target = (sa.make_url(program.config["SQLALCHEMY_ENGINES"]["default"]["url"]) for program in (seeded, app))
    with seeded.app_context():
        db.session.close()
        db.engine.dispose()  # PostgreSQL copies no database that somebody is connected to.
    if kind == "sqlite":
        paths = (str(source.database), str(target.database))
        with closing(sqlite3.connect(paths[0])) as one, closing(sqlite3.connect(paths[1])) as two:
            one.backup(two)
    else:
        with psycopg.connect(world.server().replace("+psycopg", ""), autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{target.database}"'.encode())
            connection.execute(f'CREATE DATABASE "{target.database}" TEMPLATE "{source.database}"'.encode())
        with app.app_context(), db.engine.begin() as connected:
            for table in RootBase.metadata.sorted_tables:
                if "id" in table.columns:  # Other tests used numbers up, though they left no rows.
                    sequence = sa.func.pg_get_serial_sequence(f'"{table.name}"', "id")
                    last = sa.select(sa.func.coalesce(sa.func.max(table.c.id), 0) + 1).scalar_subquery()
                    connected.execute(sa.select(sa.func.setval(sequence, last, sa.false())))
    return app


@pytest.fixture
def apart(world: World, database: str, clock: Clock) -> Iterator[Flask]:
    """Give the program on a database of its own, where commits are real, its clock pinned."""
    app = copied(world, database)
    app.config["CLOCK"] = clock
    with app.app_context():
        yield app
        db.session.close()
        db.engine.dispose()


@pytest.fixture
def at_once(apart: Flask) -> AtOnce:
    """Give the function that runs several deeds at the same instant, each in a thread and session of its own.

    It returns what each came to, in their order: its result, or the exception it raised.
    """

    def run(*deeds: Callable[[], object]) -> list[object]:
        start = threading.Barrier(len(deeds))
        outcomes: list[object] = [None] * len(deeds)

        def one(number: int, deed: Callable[[], object]) -> None:
            with apart.app_context():
                start.wait(30)
                try:
                    outcomes[number] = deed()
                except Exception as error:  # noqa: BLE001  # Whatever it is, the test that asked looks at it.
                    outcomes[number] = error
                finally:
                    db.session.close()

        db.session.commit()
        threads = [threading.Thread(target=one, args=item) for item in enumerate(deeds)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        db.session.commit()  # What is read next is read anew.
        return outcomes

    return run
