"""A transaction is kept whole or not at all, and two writers wait for each other on either database."""

import threading
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session
from structlog.testing import capture_logs

from app.extensions import db
from app.models.base import RootBase
from app.models.setting import Setting
from app.services.transaction import after_commit, transaction
from tests.conftest import World


@pytest.fixture
def empty(world: World, database: str) -> Iterator[Flask]:
    """Give the program on a database of its own, where commits are real."""
    app = world.empty(database)
    with app.app_context():
        RootBase.metadata.create_all(db.engine)
        yield app
        db.session.close()
        db.engine.dispose()


def values(session: Session) -> dict[str, str]:
    """Return the settings that these tests write."""
    rows = session.execute(sa.select(Setting.key, Setting.value).where(Setting.key.startswith("test-")))
    return {row.key: row.value for row in rows}


def test_what_a_block_writes_is_kept_when_it_ends_well(session: Session) -> None:
    with transaction() as writing:
        writing.add(Setting(key="test-a", value="1"))
    assert values(session) == {"test-a": "1"}


def test_nothing_of_a_block_that_raises_is_kept(session: Session) -> None:
    with pytest.raises(ZeroDivisionError), transaction() as writing:
        writing.add(Setting(key="test-a", value="1"))
        writing.flush()
        raise ZeroDivisionError
    assert values(session) == {}


def test_a_failed_block_leaves_the_one_before_it_alone(session: Session) -> None:
    with transaction() as writing:
        writing.add(Setting(key="test-a", value="1"))
    with pytest.raises(sa.exc.IntegrityError), transaction() as writing:
        writing.execute(sa.insert(Setting).values(key="test-a", value="2"))
    assert values(session) == {"test-a": "1"}


def test_a_use_case_inside_another_is_refused(session: Session) -> None:
    with transaction(), pytest.raises(RuntimeError, match="already open"), transaction():
        raise AssertionError("never reached")


def test_a_change_made_outside_is_refused(session: Session) -> None:
    session.add(Setting(key="test-a", value="1"))
    with pytest.raises(RuntimeError, match="outside a transaction"), transaction():
        raise AssertionError("never reached")
    session.expunge_all()


def test_what_waits_for_the_commit_runs_after_it(session: Session) -> None:
    seen: list[dict[str, str]] = []
    with transaction() as writing:
        writing.add(Setting(key="test-a", value="1"))
        after_commit(writing, lambda: seen.append(values(db.session)))
        assert seen == []
    assert seen == [{"test-a": "1"}]


def test_what_waits_for_a_commit_that_does_not_come_never_runs(session: Session) -> None:
    seen: list[str] = []
    with pytest.raises(ZeroDivisionError), transaction() as writing:
        after_commit(writing, lambda: seen.append("ran"))
        raise ZeroDivisionError
    with transaction():
        assert seen == []
    assert seen == []


def test_a_failure_after_the_commit_is_told_and_undoes_nothing(session: Session) -> None:
    def fail() -> None:
        raise ConnectionError("the queue is away")

    with capture_logs() as told, transaction() as writing:
        writing.add(Setting(key="test-a", value="1"))
        after_commit(writing, fail)
    assert values(session) == {"test-a": "1"}
    assert [line["event"] for line in told] == ["after_commit_failed"]


def test_two_who_read_first_and_then_write_both_succeed(empty: Flask) -> None:
    with transaction() as session:
        session.add(Setting(key="test-count", value="0"))
    both_have_read = threading.Barrier(2)
    failures: list[BaseException] = []

    def add_one() -> None:
        try:
            with empty.app_context():
                assert values(db.session) == {"test-count": "0"}
                both_have_read.wait(10)
                with transaction() as session:
                    row = session.get_one(Setting, "test-count", with_for_update=True)
                    row.value = str(int(row.value) + 1)
        except BaseException as failure:
            failures.append(failure)
            raise

    threads = [threading.Thread(target=add_one) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert failures == []
    assert values(db.session) == {"test-count": "2"}


def test_the_fixture_undoes_what_a_test_commits(world: World, database: str, session: Session) -> None:
    with transaction() as writing:
        writing.add(Setting(key="test-left-behind", value="1"))
    assert values(session) == {"test-left-behind": "1"}
    with world.app(database).app_context(), db.engine.connect() as another:
        assert another.scalar(sa.select(Setting.value).where(Setting.key == "test-left-behind")) is None
