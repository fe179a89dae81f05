"""SQLite is as strict as PostgreSQL, and the queue keeps its tasks where the settings say."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

import pytest
import sqlalchemy as sa
from flask import Flask, current_app
from huey.exceptions import HueyException

from app import create_app
from app.extensions import db
from app.extensions.tasks import TaskQueue
from config import TestConfig
from tests import servers


@pytest.fixture
def small(tmp_path: Path) -> Flask:
    """Give the program on an empty SQLite file."""
    return create_app(TestConfig(f"sqlite:///{tmp_path / 'ruta.sqlite3'}", str(tmp_path)))


def test_sqlite_checks_references_waits_for_writers_and_keeps_what_it_confirmed(small: Flask) -> None:
    with small.app_context(), db.engine.connect() as connection:
        names = ("foreign_keys", "busy_timeout", "journal_mode", "synchronous")
        values = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names]
        assert values == [1, 10_000, "wal", 2]


def test_a_savepoint_taken_back_leaves_no_row_on_sqlite(small: Flask) -> None:
    with small.app_context(), db.engine.connect() as connection:
        connection.execute(sa.text("CREATE TABLE note (id INTEGER)"))
        connection.commit()
        savepoint = connection.begin_nested()
        connection.execute(sa.text("INSERT INTO note VALUES (1)"))
        savepoint.rollback()
        connection.commit()
        assert connection.scalar(sa.text("SELECT count(*) FROM note")) == 0


@pytest.fixture(params=["sqlite", "redis"])
def queue(request: pytest.FixtureRequest, small: Flask) -> Iterator[TaskQueue]:
    """Give a queue that keeps its tasks, in each of its stores."""
    with servers.redis() if request.param == "redis" else _nothing() as url:
        small.config.update(REDIS_URL=url, HUEY_IMMEDIATE=False)
        queue = TaskQueue("test")
        queue.init_app(small)
        yield queue


def _nothing() -> "_Nothing":
    """Return a block without a server."""
    return _Nothing()


class _Nothing:
    """A block that gives None."""

    def __enter__(self) -> None:
        """Give nothing."""

    def __exit__(self, *_error: object) -> None:
        """Take nothing back."""


def test_a_task_waits_in_the_store_and_runs_inside_the_application(queue: TaskQueue) -> None:
    done: list[tuple[str, str]] = []
    finished = Event()

    @queue.task()
    def note(text: str) -> None:
        done.append((text, current_app.config["MODE"]))
        finished.set()

    note("hola")
    assert done == []
    assert queue.pending_count() == 1
    consumer = queue.create_consumer(workers=1, periodic=False)
    consumer.start()
    try:
        assert finished.wait(20)
    finally:
        consumer.stop(graceful=True)
    assert done == [("hola", "demo")]


def test_a_task_that_others_wrote_into_the_store_is_not_run(queue: TaskQueue) -> None:
    @queue.task()
    def note() -> None:
        raise AssertionError("never run")

    other = TaskQueue("test")
    note()
    message = queue.storage.dequeue()
    queue.storage.enqueue(message[:-1] + (b"0" if message[-1:] != b"0" else b"1"))
    assert other is not queue
    with pytest.raises((ValueError, HueyException), match="mismatch"):
        queue.dequeue()


def test_in_tests_a_task_runs_at_once(small: Flask) -> None:
    queue = TaskQueue("test")
    queue.init_app(small)
    done: list[str] = []

    @queue.task()
    def note(text: str) -> None:
        done.append(text)

    with small.app_context():
        note("hola")
    runner = Thread(target=note, args=("fuera",))
    runner.start()
    runner.join()
    assert done == ["hola", "fuera"]
