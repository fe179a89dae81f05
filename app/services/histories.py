"""The event store: appending to a stream, chained, and reading it back with its personal values in place."""

from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.digest import GENESIS, chained, commitment, is_commitment
from app.domain.progress.events import Event, NewEvent
from app.models.event import EventRow, PersonalValue
from app.services.occasion import Occasion

REDACTED = "[dato retirado]"
"""What stands for a personal value that was erased."""

Path = tuple[str, ...]


def application_stream(application_id: int) -> str:
    """Return the name of an application's stream."""
    return f"application:{application_id}"


def membership_stream(organization_id: int) -> str:
    """Return the name of an organization's membership stream."""
    return f"membership:{organization_id}"


def organization_stream(organization_id: int) -> str:
    """Return the name of an organization's own stream."""
    return f"organization:{organization_id}"


def append(session: Session, stream: str, new: NewEvent, occasion: Occasion, personal: Iterable[Path] = ()) -> Event:
    """Append one event and return it; the values at the `personal` paths of its data are kept outside the chain.

    The caller has locked what the stream is about; should it not have, the unique pair of stream and sequence refuses
    the second of two writers.
    """
    last = session.execute(LAST, {"stream": stream}).first()
    sequence, previous = (last.sequence + 1, last.hash) if last else (1, GENESIS)
    data, kept = _committed(new.data, personal, occasion)
    row = EventRow(
        stream=stream,
        sequence=sequence,
        kind=new.kind,
        data=data,
        actor_id=occasion.actor.user_id,
        recorded_at=occasion.now,
        happened_on=new.happened_on,
        hash=chained(
            previous, stream, sequence, new.kind.value, occasion.actor.user_id, occasion.now, new.happened_on, data
        ),
        personal_values=kept,
    )
    session.add(row)
    session.flush()
    whole = _resolved(data, (), {tuple(value.path.split("/")): value.value for value in kept})
    return Event(sequence, new.kind, whole, occasion.actor.user_id, occasion.now, new.happened_on)


def load(session: Session, stream: str) -> list[Event]:
    """Return the events of `stream`, oldest first, their personal values in place, or marked where one was erased."""
    kept: dict[int, dict[Path, Any]] = {}
    for event_id, path, value in session.execute(PERSONAL, {"stream": stream}):
        kept.setdefault(event_id, {})[tuple(path.split("/"))] = value
    rows = session.execute(SAID, {"stream": stream})
    return [
        Event(sequence, kind, _resolved(data, (), kept.get(row_id, {})), actor_id, recorded_at, happened_on)
        for row_id, sequence, kind, data, actor_id, recorded_at, happened_on in rows
    ]


# Columns, not entities, and made once: every page of an application reads its whole history.
OF_STREAM = EventRow.stream == sa.bindparam("stream")
LAST = sa.select(EventRow.sequence, EventRow.hash).where(OF_STREAM).order_by(EventRow.sequence.desc()).limit(1)
SAID = (
    sa.select(
        EventRow.id,
        EventRow.sequence,
        EventRow.kind,
        EventRow.data,
        EventRow.actor_id,
        EventRow.recorded_at,
        EventRow.happened_on,
    )
    .where(OF_STREAM)
    .order_by(EventRow.sequence)
)
PERSONAL = (
    sa.select(PersonalValue.event_id, PersonalValue.path, PersonalValue.value)
    .join(EventRow, EventRow.id == PersonalValue.event_id)
    .where(OF_STREAM)
)


def _committed(
    data: Mapping[str, Any], paths: Iterable[Path], occasion: Occasion
) -> tuple[dict[str, Any], list[PersonalValue]]:
    """Replace the values at `paths` by commitments and return the rows that keep them; absent paths are passed over."""
    copy = _copied(data)
    kept = []
    for path in sorted(set(paths)):
        holder = copy
        for key in path[:-1]:
            holder = _child(holder, key)
            if holder is None:
                break
        if holder is None or (value := _child(holder, path[-1])) is None:
            continue
        salt = occasion.entropy(16)
        holder[int(path[-1]) if isinstance(holder, list) else path[-1]] = commitment(salt, value)
        kept.append(PersonalValue(path="/".join(path), salt=salt, value=value))
    return copy, kept


def _child(holder: Any, key: str) -> Any:
    if isinstance(holder, list):
        return holder[int(key)] if int(key) < len(holder) else None
    return holder.get(key) if isinstance(holder, dict) else None


def _copied(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _copied(item) for key, item in value.items()}
    return [_copied(item) for item in value] if isinstance(value, (list, tuple)) else value


def _resolved(value: Any, path: Path, kept: Mapping[Path, Any]) -> Any:
    if isinstance(value, dict):
        if is_commitment(value):
            return kept.get(path, REDACTED)
        return {key: _resolved(item, (*path, key), kept) for key, item in value.items()}
    if isinstance(value, list):
        return [_resolved(item, (*path, str(n)), kept) for n, item in enumerate(value)]
    return value
