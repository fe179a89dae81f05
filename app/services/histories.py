"""The event store: appending to a stream, chained, and reading it back with its personal values in place."""

from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

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


def append(
    session: Session, stream: str, new: NewEvent, occasion: Occasion, personal: Iterable[Path] = ()
) -> EventRow:
    """Append one event; the values at the `personal` paths of its data are kept outside the chain.

    The unique pair of stream and sequence refuses a second writer who read the same last event.
    """
    last = session.execute(
        sa.select(EventRow.sequence, EventRow.hash)
        .where(EventRow.stream == stream)
        .order_by(EventRow.sequence.desc())
        .limit(1)
    ).first()
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
    return row


def load(session: Session, stream: str) -> list[Event]:
    """Return the events of `stream`, oldest first."""
    return [event_from(row) for row in rows(session, stream)]


def rows(session: Session, stream: str) -> list[EventRow]:
    """Return the stored rows of `stream`, oldest first, with their personal values."""
    query = (
        sa.select(EventRow)
        .where(EventRow.stream == stream)
        .order_by(EventRow.sequence)
        .options(selectinload(EventRow.personal_values))
    )
    return list(session.scalars(query))


def event_from(row: EventRow) -> Event:
    """Return a stored row as the domain's event, its personal values in place, or marked as erased."""
    kept = {tuple(value.path.split("/")): value.value for value in row.personal_values}
    data = _resolved(row.data, (), kept)
    return Event(row.sequence, row.kind, data, row.actor_id, row.recorded_at, row.happened_on)


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
    if is_commitment(value):
        return kept.get(path, REDACTED)
    if isinstance(value, Mapping):
        return {key: _resolved(item, (*path, key), kept) for key, item in value.items()}
    if isinstance(value, list):
        return [_resolved(item, (*path, str(n)), kept) for n, item in enumerate(value)]
    return value
