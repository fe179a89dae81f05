"""The history of an application as people read it: what, who, when and why, and what no longer holds."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from app.domain.bilingual import Text
from app.domain.process.answers import is_empty, same
from app.domain.process.catalog import Field
from app.domain.progress.events import Event, EventKind
from app.extensions import db
from app.models.office import Office
from app.models.organization import Organization
from app.models.user import Mandate
from app.services.applications.dossier import Dossier
from app.services.applications.reading import Shown
from app.services.applications.telling.titles import Names, title
from app.services.occasion import LIMA

ROUTINE = frozenset({EventKind.SAVED, EventKind.UPLOADED, EventKind.REMOVED, EventKind.ANSWERED})
"""The daily work on the form: left out of briefs, and no matter of who may only see the status."""
NOBODY = "Ruta WeGO"
"""Who is named where a command, not a person, wrote the event."""


@dataclass(frozen=True, slots=True)
class Value:
    """One answer that came with an event, as it is kept: given there (`was` None), or changed from `was`."""

    field: Field
    was: Any
    value: Any
    is_change: bool


@dataclass(frozen=True, slots=True)
class Voiding:
    """Why a record no longer holds: the reason given, by whom and when; no reason where it lapsed with another."""

    reason: str
    who: str
    on: date


@dataclass(frozen=True, slots=True)
class Entry:
    """One event, or a row of savings of one section by one person on one day.

    `is_voided` holds for what was corrected away and for what lapsed with it (`is_lapsed`). `files` are attachments.
    """

    sequence: int
    kind: EventKind
    title: Text
    who: str
    why: str
    happened_on: date
    recorded_at: datetime
    values: tuple[Value, ...] = ()
    files: tuple[int, ...] = ()
    voiding: Voiding | None = None
    is_lapsed: bool = False

    @property
    def recorded_on(self) -> date:
        """The day in Lima on which it was written down."""
        return self.recorded_at.astimezone(LIMA).date()

    @property
    def is_voided(self) -> bool:
        """Whether it no longer holds."""
        return self.voiding is not None or self.is_lapsed

    @property
    def is_routine(self) -> bool:
        """Whether it is a step of the daily work on the form rather than one on the way."""
        return self.kind in ROUTINE


def timeline(shown: Shown) -> tuple[Entry, ...]:
    """Return what happened, newest first, as far as the actor may read: who sees the status only gets no contents."""
    whole = shown.contents.allowed
    events = [event for event in shown.dossier.events if whole or event.kind not in ROUTINE]
    people, names = _People(shown), _names(shown)
    told = [_entry(event, shown, people, names) for event in _gathered(events)]
    if not whole:
        told = [replace(entry, why="", values=(), files=(), voiding=_without_reason(entry)) for entry in told]
    return tuple(reversed(told))


def _without_reason(entry: Entry) -> Voiding | None:
    return replace(entry.voiding, reason="") if entry.voiding else None


class _People:
    """Who acted, by name and place; by place alone for who may not read the contents."""

    def __init__(self, shown: Shown) -> None:
        """Look up where everybody who acted has worked, in one query."""
        self.shown = shown
        self.mandates: dict[int, list[tuple[date, date | None, int | None, str]]] = {}
        query = (
            sa.select(Mandate, Organization.name, Office.name)
            .outerjoin(Organization, Organization.id == Mandate.organization_id)
            .outerjoin(Office, Office.id == Mandate.office_id)
            .where(Mandate.user_id.in_(shown.people))
            .order_by(Mandate.id)
        )
        for mandate, organization, office in db.session.execute(query):
            held = (mandate.valid_from, mandate.valid_to, mandate.organization_id, organization or office or "")
            self.mandates.setdefault(mandate.user_id, []).append(held)

    def who(self, event: Event) -> str:
        """Return who wrote `event` down, as *name, place*."""
        if event.actor_id is None:
            return NOBODY
        name = self.shown.people.get(event.actor_id, "")
        place = self._place(event.actor_id, event.recorded_at.astimezone(LIMA).date())
        return ", ".join(part for part in (name if self.shown.contents.allowed else "", place) if part) or name

    def _place(self, actor_id: int, day: date) -> str:
        """Return where the person worked that day; the applicant itself, where they work in several places."""
        own = self.shown.dossier.row.organization_id
        held = [
            (organization == own, place)
            for first, last, organization, place in self.mandates.get(actor_id, [])
            if first <= day and (last is None or day <= last)
        ]
        return max(held, key=lambda found: found[0])[1] if held else ""


def _names(shown: Shown) -> Names:
    ids = {event.data[key] for event in shown.dossier.events for key in ("office_id", "previous") if key in event.data}
    offices = db.session.execute(sa.select(Office.id, Office.name).where(Office.id.in_(ids)))
    return Names({row.id: row.name for row in offices}, {key: row.name for key, row in shown.attachments.items()})


def _gathered(events: Iterable[Event]) -> Iterator[Event]:
    """Yield the events; savings that follow one another, of one section by one person on one day, as one."""
    last: Event | None = None
    for event in events:
        if last and _go_together(last, event):
            last = replace(event, data={**event.data, "changes": _merged(last.data["changes"], event.data["changes"])})
            continue
        if last:
            yield last
        last = event
    if last:
        yield last


def _go_together(first: Event, second: Event) -> bool:
    return first.kind is second.kind is EventKind.SAVED and (
        first.actor_id,
        first.happened_on,
        first.data["section"],
    ) == (second.actor_id, second.happened_on, second.data["section"])


def _merged(first: Mapping[str, Any], second: Mapping[str, Any]) -> dict[str, Any]:
    return {**first, **{code: [first.get(code, change)[0], change[1]] for code, change in second.items()}}


def _entry(event: Event, shown: Shown, people: _People, names: Names) -> Entry:
    dossier, data = shown.dossier, event.data
    files = (data["attachment"],) if data.get("attachment") in shown.attachments else ()
    return Entry(
        sequence=event.sequence,
        kind=event.kind,
        title=title(event, dossier, names),
        who=people.who(event),
        why=data.get("reason") or data.get("note") or data.get("answer") or "",
        happened_on=event.happened_on,
        recorded_at=event.recorded_at,
        values=tuple(_values(event, dossier)),
        files=files,
        voiding=_voiding(event, dossier, people),
        is_lapsed=event.sequence in dossier.state.lapsed,
    )


def _values(event: Event, dossier: Dossier) -> Iterator[Value]:
    """Yield the answers an event brought; those of the opening come from the registry and aren't told."""
    fields = dossier.catalog.fields
    for code, (was, value) in event.data.get("changes", {}).items():
        if not same(was, value):
            yield Value(fields[code], was, value, is_change=True)
    if event.kind is not EventKind.OPENED:
        for code, value in event.data.get("answers", {}).items():
            if not is_empty(value):
                yield Value(fields[code], None, value, is_change=False)


def _voiding(event: Event, dossier: Dossier, people: _People) -> Voiding | None:
    voids = (
        other for other in dossier.events if other.kind is EventKind.CORRECTED and other.data["voids"] == event.sequence
    )
    return next((Voiding(other.data["reason"], people.who(other), other.happened_on) for other in voids), None)
