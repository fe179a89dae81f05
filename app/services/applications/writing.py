"""From a decision to the database: events appended, register followed, rows projected, in the caller's transaction."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from app.domain.process.catalog import Catalog
from app.domain.progress.actions import Request
from app.domain.progress.decisions import decide
from app.domain.progress.events import EventKind, NewEvent
from app.services import histories
from app.services.applications import register
from app.services.applications.dossier import Dossier, after
from app.services.applications.projection import project
from app.services.occasion import Occasion


def take(session: Session, dossier: Dossier, request: Request, occasion: Occasion) -> Dossier:
    """Decide `request` and write what it means; returns the dossier as it is then.

    Raises the DomainError that forbids it. What changes nothing writes nothing.
    """
    new = decide(dossier.state, request, dossier.around)
    return _write(session, dossier, new, occasion) if new else dossier


def _write(session: Session, dossier: Dossier, new: Sequence[NewEvent], occasion: Occasion) -> Dossier:
    """Append the events `new` to the application and bring its rows and the register up to date."""
    stream = histories.application_stream(dossier.row.id)
    events = [
        histories.append(session, stream, event, occasion, personal_paths(event, dossier.catalog)) for event in new
    ]
    written = after(dossier, events, occasion)
    register.follow(session, dossier, written, occasion)
    project(written.row, written.state, written.holidays, occasion.now)
    session.flush()
    return written


def personal_paths(event: NewEvent, catalog: Catalog) -> Iterator[tuple[str, ...]]:
    """Yield where the personal values of an event's data stand: answers to the form's personal questions."""
    answers: Mapping[str, Any] = event.data.get("answers", {})
    if event.kind is EventKind.OPENED:
        yield from (("answers", section, code) for section in answers for code in _personal(answers[section], catalog))
    else:
        yield from (("answers", code) for code in _personal(answers, catalog))
    changes: Mapping[str, Any] = event.data.get("changes", {})
    yield from (("changes", code, place) for code in _personal(changes, catalog) for place in ("0", "1"))


def _personal(codes: Iterable[str], catalog: Catalog) -> Iterator[str]:
    return (code for code in codes if catalog.fields[code].is_personal)
