"""Hashes: of a text, of an event in its chain, of a personal value kept outside it."""

import hashlib
import hmac
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from app.domain.canonical import canonical

GENESIS = "0" * 64
"""What the first event of a stream is chained to."""


def sha256(text: str) -> str:
    """Return the SHA-256 of `text` in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def commitment(salt: bytes, value: object) -> dict[str, str]:
    """Return what stands in an event for a personal value: HMAC-SHA-256 of it under a random salt of 16 bytes or more.

    With salt and value it can be checked; once both are erased it says nothing, and the chain still holds.
    """
    return {"$commitment": hmac.new(salt, canonical(value).encode(), hashlib.sha256).hexdigest()}


def is_commitment(value: object) -> bool:
    """Whether a value read from an event is a commitment."""
    return isinstance(value, Mapping) and set(value) == {"$commitment"}


def chained(  # noqa: PLR0917  # an event's envelope, in the order of its columns
    previous: str,
    stream: str,
    sequence: int,
    kind: str,
    actor_id: int | None,
    recorded_at: datetime,
    happened_on: date,
    data: Mapping[str, Any],
) -> str:
    """Return the hash of one event: SHA-256 over the hash before it and everything the event says, canonically.

    Raises ValueError for a time without a zone, which would be another instant on another machine.
    """
    if recorded_at.tzinfo is None:
        raise ValueError("an event's time needs its zone")
    said = {
        "previous": previous,
        "stream": stream,
        "sequence": sequence,
        "kind": kind,
        "actor_id": actor_id,
        "recorded_at": recorded_at.astimezone(UTC).isoformat(timespec="microseconds"),
        "happened_on": happened_on.isoformat(),
        "data": data,
    }
    return sha256(canonical(said))
