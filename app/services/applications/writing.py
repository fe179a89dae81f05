"""From a decision to the database: events appended, register followed, rows projected, in the caller's transaction."""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy.orm import Session

from app.domain.process.catalog import Catalog
from app.domain.progress.decisions import decide
from app.domain.progress.actions import Request
from app.domain.progress.events import EventKind, NewEvent
from app.domain.progress.replay import replay
from app.domain.progress.state import State
from app.services import histories
from app.services.applications import register
from app.services.applications.dossier import Dossier
from app.services.applications.projection import project
from app.services.occasion import Occasion


def take(session: Session, dossier: Dossier, request: Request, occasion: Occasion) -> State:
    """Decide `request` and write what it means; returns the new state. Raises the DomainError that forbids it."""
    return write(session, dossier, decide(dossier.state, request, dossier.around), occasion)


def write(session: Session, dossier: Dossier, new: Iterable[NewEvent], occasion: Occasion) -> State:
    """Append the events `new` to the application and bring its rows and the register up to date."""
    stream = histories.application_stream(dossier.row.id)
    events = list(dossier.events)
    for event in new:
        row = histories.append(session, stream, event, occasion, personal_paths(event, dossier.catalog))
        events.append(histories.event_from(row))
    state = replay(dossier.definition, events)
    register.follow(session, dossier, state, occasion)
    project(dossier.row, state, dossier.holidays, occasion.now)
    session.flush()
    return state


def personal_paths(event: NewEvent, catalog: Catalog) -> Iterator[tuple[str, ...]]:
    """Yield where the personal values of an event's data stand: answers to the form's personal questions."""
    personal = {code for code, field in catalog.fields.items() if field.is_personal}
    if event.kind is EventKind.OPENED:
        for section, answers in event.data.get("answers", {}).items():
            yield from (("answers", section, code) for code in answers if code in personal)
    changes: dict[str, Any] = event.data.get("changes", {})
    yield from (("changes", code, place) for code in changes if code in personal for place in ("0", "1"))
    if event.kind is not EventKind.OPENED:
        yield from (("answers", code) for code in event.data.get("answers", {}) if code in personal)
