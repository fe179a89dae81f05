"""Slow work after a commit: a row written with the change, done by a task, retried until it is done."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.extensions import db
from app.models.outbox import Mail, OutboxKind, OutboxRow
from app.services.transaction import after_commit, transaction

LEASE = timedelta(minutes=5)
"""How long a row is one worker's: longer than any mail server is waited for."""
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=6)
LONGEST_ERROR = 4000

enqueue: list[Callable[[int], object]] = []
"""What is told of a new row once it is committed; `app.tasks` adds the queue."""


def put(session: Session, kind: OutboxKind, data: dict[str, Any], now: datetime) -> int:
    """Write a piece of work in the caller's transaction and return its id; the queue is told after the commit."""
    row = OutboxRow(kind=kind, data=data, created_at=now, due_at=now)
    session.add(row)
    session.flush()
    row_id = row.id
    for tell in enqueue:
        after_commit(session, lambda tell=tell: tell(row_id))  # type: ignore[misc]  # bound now, not later
    return row_id


@dataclass(frozen=True, slots=True)
class Letter:
    """A message ready to go."""

    recipient: str
    subject: str
    body: str


Write = Callable[[OutboxRow], Letter | None]
"""Words the letter of a row; None where there is nothing left to say."""
Send = Callable[[str, Letter], bool]
"""Hands a letter to the mail server under a message id; says whether it left the house."""


def due(now: datetime) -> Sequence[int]:
    """Return the rows that wait to be done, oldest first."""
    query = sa.select(OutboxRow.id).where(OutboxRow.done_at.is_(None), OutboxRow.due_at <= now).order_by(OutboxRow.id)
    return db.session.scalars(query).all()


def deliver(row_id: int, now: datetime, writers: Mapping[OutboxKind, Write], send: Send) -> None:
    """Do one piece of work if it is due: word its letter and hand it over.

    The row is taken for `LEASE` first, so that two workers never send the same letter, and no transaction is open
    while the mail server is waited for. Whoever dies between handing over and noting it leaves the row to be taken
    again; the letter is then the same one, message id and link included. A failure is kept in the row with the next
    time to try, ever later, and goes on to the caller's log.
    """
    message_id = f"<ruta-{row_id}@ruta-wego>"
    try:
        letter = _take(row_id, now, writers)
        if letter is not None:
            _finish(row_id, now, message_id, letter, was_sent=send(message_id, letter))
    except Exception as error:
        _put_off(row_id, now, error)
        raise


def _take(row_id: int, now: datetime, writers: Mapping[OutboxKind, Write]) -> Letter | None:
    """Take the row and return its letter; None where it isn't due, isn't there, or there is nothing left to say."""
    with transaction() as session:
        row = session.scalar(sa.select(OutboxRow).where(OutboxRow.id == row_id).with_for_update())
        if row is None or row.done_at is not None or row.due_at > now:
            return None
        row.due_at = now + LEASE
        letter = writers[row.kind](row)
        if letter is None:
            row.done_at, row.error = now, None
        return letter


def _finish(row_id: int, now: datetime, message_id: str, letter: Letter, *, was_sent: bool) -> None:
    """Note that the letter was handed over; its words are kept only where nobody else has them."""
    with transaction() as session:
        row = session.scalars(sa.select(OutboxRow).where(OutboxRow.id == row_id).with_for_update()).one()
        row.done_at, row.error = now, None
        session.add(
            Mail(
                outbox_id=row_id,
                message_id=message_id,
                recipient=letter.recipient,
                subject=letter.subject,
                body="" if was_sent else letter.body,
                sent_at=now,
                was_sent=was_sent,
            )
        )


def _put_off(row_id: int, now: datetime, error: Exception) -> None:
    with transaction() as session:
        row = session.scalars(sa.select(OutboxRow).where(OutboxRow.id == row_id).with_for_update()).one()
        row.error = f"{type(error).__name__}: {error}"[:LONGEST_ERROR]
        row.due_at = now + min(FIRST_WAIT * 2 ** min(row.attempts, 12), LONGEST_WAIT)
        row.attempts += 1


def mails(limit: int = 100) -> Sequence[Mail]:
    """Return the last mails, newest first: what the outbox page of the demo shows."""
    return db.session.scalars(sa.select(Mail).order_by(Mail.id.desc()).limit(limit)).all()


def waiting(limit: int = 100) -> Sequence[OutboxRow]:
    """Return the work not done yet, oldest first, with what went wrong so far."""
    query = sa.select(OutboxRow).where(OutboxRow.done_at.is_(None)).order_by(OutboxRow.id).limit(limit)
    return db.session.scalars(query).all()
