"""The link of an invitation: made when its mail is worded, kept as a hash only, the same however often it is worded."""

import base64
import hashlib
import hmac
from dataclasses import dataclass
from datetime import UTC, datetime

from flask import current_app
from sqlalchemy.orm import Session

from app.domain.bilingual import Text
from app.extensions import db
from app.models.outbox import OutboxKind
from app.models.user import Invitation
from app.services import outbox

GONE = Text(
    "El enlace ya se usó o venció. Pida una invitación nueva a quien lo invitó.",
    "The link was already used or has expired. Ask whoever invited you for a new one.",
)


@dataclass(frozen=True, slots=True)
class Ticket:
    """An invitation that still holds, and the token of the link that accepts it."""

    invitation: Invitation
    token: str


def mail(session: Session, invitation: Invitation, now: datetime) -> str:
    """Put the invitation's mail in the outbox, in the caller's transaction, and return its token.

    Each mail has a token of its own: the one before it stops working.
    """
    row_id = outbox.put(session, OutboxKind.INVITATION, {"invitation": invitation.id}, now)
    token = _token(invitation, row_id)
    invitation.token_hash = hashed(token)
    return token


def ticket(invitation_id: int, outbox_id: int, now: datetime) -> Ticket | None:
    """Return what the mail of outbox row `outbox_id` says, or None where the invitation no longer waits for it.

    It was accepted, withdrawn or has expired, or a later mail took its place.
    """
    invitation = db.session.get(Invitation, invitation_id)
    if invitation is None or not is_open(invitation, now):
        return None
    token = _token(invitation, outbox_id)
    return Ticket(invitation, token) if invitation.token_hash == hashed(token) else None


def _token(invitation: Invitation, outbox_id: int) -> str:
    """Derive the token from the program's secret and the row of its mail.

    Derived and not drawn by lot, so that a mail worded again after a crash carries the link of the first: nothing that
    opens the invitation is ever stored, and no copy of the mail is dead.
    """
    made = invitation.created_at.astimezone(UTC).isoformat()
    said = f"invitation:{invitation.id}:{outbox_id}:{invitation.email}:{made}"
    digest = hmac.digest(current_app.config["SECRET_KEY"].encode(), said.encode(), "sha256")
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def hashed(token: str) -> str:
    """Return the hash under which a token is kept."""
    return hashlib.sha256(token.encode()).hexdigest()


def is_open(invitation: Invitation, now: datetime) -> bool:
    """Whether the invitation can still be accepted."""
    return invitation.accepted_at is None and invitation.expires_at > now
