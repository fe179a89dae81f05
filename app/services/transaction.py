"""The one way to write to the database: a block that is kept whole or not at all."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import structlog
from sqlalchemy.orm import Session

from app.extensions import db
from app.extensions.database import WRITES

OPEN = "ruta_transaction_open"
WHOLE = "ruta_all_or_nothing"
AFTERWARDS = "ruta_after_commit"

log = structlog.get_logger(__name__)


@contextmanager
def transaction() -> Iterator[Session]:
    """Yield the session; commit when the block ends well, roll back when it raises.

    What was read before is read again inside, so that nothing is decided on stale rows. On SQLite the write lock is
    taken at the start and others wait for it up to ten seconds. Raises `RuntimeError` inside another transaction (a
    use case is one transaction; what two use cases share takes the session as an argument) or if something was changed
    outside one. Inside `all_or_nothing` it is a part of that.
    """
    session = db.session
    if session.info.get(OPEN):
        raise RuntimeError("a transaction is already open: a use case does not call another")
    if session.new or session.dirty or session.deleted:
        raise RuntimeError("something was changed outside a transaction")
    session.info[OPEN] = True
    try:
        with _part(session) if session.info.get(WHOLE) else _committing(session):
            yield session
    finally:
        session.info[OPEN] = False
    if not session.info.get(WHOLE):
        _run(session.info[AFTERWARDS])


@contextmanager
def all_or_nothing() -> Iterator[None]:
    """Make the transactions inside the block parts of one: all of them are kept when it ends well, or none.

    For a command that runs hundreds of use cases and is of no use half done; nobody else can write meanwhile.
    """
    session = db.session
    session.info[WHOLE] = True
    try:
        with _committing(session):
            yield
    finally:
        session.info[WHOLE] = False
    _run(session.info[AFTERWARDS])


@contextmanager
def _committing(session: Session) -> Iterator[None]:
    """Begin anew, to write; commit when the block ends well, roll back when it raises."""
    # Ends the reading so far. In tests, where sessions share a connection, rolling back would undo more.
    session.commit()
    session.info[AFTERWARDS] = []
    try:
        session.connection(execution_options={WRITES: True})
        yield
        session.commit()
    except BaseException:
        session.rollback()
        raise


@contextmanager
def _part(session: Session) -> Iterator[None]:
    """Take back, when the block raises, what it wrote and what it put off, and nothing before it."""
    before = list(session.info[AFTERWARDS])
    try:
        with session.begin_nested():
            yield
    except BaseException:
        session.info[AFTERWARDS] = before
        raise


def after_commit(session: Session, call: Callable[[], object]) -> None:
    """Have `call` run once the open transaction of `session` is committed; never if it is rolled back."""
    session.info[AFTERWARDS].append(call)


def _run(calls: list[Callable[[], object]]) -> None:
    """Run what was put off. A failure is logged, not raised: the change is saved, and its outbox row stays due."""
    for call in calls:
        try:
            call()
        except Exception:
            log.exception("after_commit_failed", call=repr(call))
