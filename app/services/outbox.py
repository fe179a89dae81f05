"""Slow work after a commit: a row written with the change, done by a task, retried until it is done."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.extensions import db
from app.models.outbox import Mail, OutboxKind, OutboxRow
from app.models.user import Invitation
from app.services.transaction import after_commit, transaction

FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=6)

enqueue: list[Callable[[int], None]] = []
"""What is told of a new row once it is committed; `app.tasks` adds the queue."""


def put(session: Session, kind: OutboxKind, data: dict[str, Any], now: datetime) -> None:
    """Write a piece of work in the caller's transaction; the queue is told after the commit."""
    row = OutboxRow(kind=kind, data=data, created_at=now, due_at=now)
    session.add(row)
    session.flush()
    row_id = row.id
    for tell in enqueue:
        after_commit(session, lambda tell=tell: tell(row_id))  # type: ignore[misc]  # bound now, not later


@dataclass(frozen=True, slots=True)
class Letter:
    """A message ready to go."""

    recipient: str
    subject: str
    body: str


def due(now: datetime) -> Sequence[int]:
    """Return the rows that wait to be done, oldest first."""
    query = sa.select(OutboxRow.id).where(OutboxRow.done_at.is_(None), OutboxRow.due_at <= now).order_by(OutboxRow.id)
    return db.session.scalars(query).all()


Write = Callable[[Invitation, str], Letter]
Send = Callable[[str, Letter], bool]


def deliver(row_id: int, now: datetime, write: Write, send: Send, hashed: Callable[[str], str]) -> None:
    """Do one piece of work if it is still to be done: mint the token, write the mail, hand it over.

    `write` words the mail of an invitation with its token, `send` hands it to the server and says whether it left the
    house. A failure is kept in the row with the next time to try, ever later; the error goes on to the caller's log.
    """
    try:
        with transaction() as session:
            row = session.scalars(sa.select(OutboxRow).where(OutboxRow.id == row_id).with_for_update()).one()
            if row.done_at is not None:
                return
            invitation = session.get_one(Invitation, row.data["invitation"])
            if invitation.accepted_at is None and invitation.expires_at > now:
                token = secrets.token_urlsafe(32)
                invitation.token_hash = hashed(token)
                letter = write(invitation, token)
                message_id = f"<ruta-{row.id}@ruta-wego>"
                sent = send(message_id, letter)
                session.add(
                    Mail(
                        outbox_id=row.id,
                        message_id=message_id,
                        recipient=letter.recipient,
                        subject=letter.subject,
                        body="" if sent else letter.body,
                        sent_at=now,
                        was_sent=sent,
                    )
                )
            row.done_at, row.error = now, None
    except Exception as error:
        _put_off(row_id, now, error)
        raise


def _put_off(row_id: int, now: datetime, error: Exception) -> None:
    with transaction() as session:
        row = session.get_one(OutboxRow, row_id)
        row.attempts += 1
        row.error = f"{type(error).__name__}: {error}"[:4000]
        row.due_at = now + min(FIRST_WAIT * 2 ** min(row.attempts - 1, 12), LONGEST_WAIT)


def mails(limit: int = 100) -> Sequence[Mail]:
    """Return the last mails, newest first: what the outbox page of the demo shows."""
    return db.session.scalars(sa.select(Mail).order_by(Mail.id.desc()).limit(limit)).all()
