"""What can happen, in the past tense: the words every history is written in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from app.domain.process.definition import Act


class EventKind(StrEnum):
    """What happened to an application, to a membership, or to an organization."""

    CREATED = "created"
    OPENED = "opened"
    TRANSFERRED = "transferred"
    REGISTERED = "registered"
    SAVED = "saved"
    UPLOADED = "uploaded"
    REMOVED = "removed"
    COMPLETED = "completed"
    SKIPPED = "skipped"
    EXTENDED = "extended"
    SUBMITTED = "submitted"
    ROUND_ISSUED = "round_issued"
    ANSWERED = "answered"
    RESUBMITTED = "resubmitted"
    ENDORSED = "endorsed"
    ENDORSEMENT_WITHDRAWN = "endorsement_withdrawn"
    PROCEEDED_WITHOUT_ENDORSEMENT = "proceeded_without_endorsement"
    RESOLVED = "resolved"
    SIGNED = "signed"
    SENT = "sent"
    ASSOCIATED = "associated"
    CONFIRMED = "confirmed"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    WITHDRAWN = "withdrawn"
    ARCHIVED = "archived"
    NOT_ACCEPTED = "not_accepted"
    REOPENED = "reopened"
    CORRECTED = "corrected"
    RECOGNIZED = "recognized"
    CATEGORY_CHANGED = "category_changed"


FINISHING: Mapping[Act, EventKind] = {
    Act.COMPLETE: EventKind.COMPLETED,
    Act.SUBMIT: EventKind.SUBMITTED,
    Act.REVIEW: EventKind.ENDORSED,
    Act.RESUBMIT: EventKind.RESUBMITTED,
    Act.RESOLVE: EventKind.RESOLVED,
    Act.SIGN: EventKind.SIGNED,
    Act.SEND: EventKind.SENT,
    Act.ASSOCIATE: EventKind.ASSOCIATED,
    Act.CONFIRM: EventKind.CONFIRMED,
}
"""The event that finishing a step writes."""

CLOSING = frozenset({EventKind.WITHDRAWN, EventKind.ARCHIVED, EventKind.NOT_ACCEPTED})
"""Events that end an application without a membership."""

REVIEW_ACTS = frozenset({
    EventKind.SUBMITTED,
    EventKind.ROUND_ISSUED,
    EventKind.RESUBMITTED,
    EventKind.ENDORSED,
    EventKind.PROCEEDED_WITHOUT_ENDORSEMENT,
})  # fmt: skip
"""The moves of the review; of these only the last can be voided, so that nobody answers a round by undoing it."""

CORRECTABLE = REVIEW_ACTS | CLOSING | {
    EventKind.REGISTERED,
    EventKind.COMPLETED,
    EventKind.SKIPPED,
    EventKind.EXTENDED,
    EventKind.RESOLVED,
    EventKind.SIGNED,
    EventKind.SENT,
    EventKind.ASSOCIATED,
    EventKind.CONFIRMED,
    EventKind.SUSPENDED,
}  # fmt: skip
"""Records that can be voided; answers and uploads are changed by a new one instead."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened: when it did (`happened_on`), when it was written down (`recorded_at`, UTC), by whom."""

    sequence: int
    kind: EventKind
    data: Mapping[str, Any]
    actor_id: int | None
    recorded_at: datetime
    happened_on: date


@dataclass(frozen=True, slots=True)
class NewEvent:
    """What a decision wants written; the store adds sequence, actor, time and hash."""

    kind: EventKind
    happened_on: date
    data: Mapping[str, Any]
