"""The register follows the application: *associate*, *full* write it, a correction takes it back (rules 8, 10)."""

from collections.abc import Iterator
from datetime import date
from typing import Any, TypeAlias

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.membership import Entry, Membership, replay_membership
from app.domain.process.definition import Act
from app.domain.progress.category import category
from app.domain.progress.events import EventKind, NewEvent
from app.domain.vocabulary import MembershipCategory, StepStatus
from app.models.membership import MembershipRow
from app.models.organization import Organization
from app.services import histories
from app.services.applications.dossier import Dossier
from app.services.occasion import Occasion

Earned: TypeAlias = dict[int, tuple[MembershipCategory, date]]
"""The categories an application has earned and the day of each, by the event that recorded it."""


def follow(session: Session, before: Dossier, written: Dossier, occasion: Occasion) -> None:
    """Make the membership stream say of an application what it says now, `written`, where that isn't as `before`.

    Locks the organization first: its people may be writing into the same stream.
    """
    wanted = _wanted(written)
    if wanted == _wanted(before):
        return
    organization_id = written.row.organization_id
    session.execute(sa.select(Organization.id).where(Organization.id == organization_id).with_for_update())
    stream = histories.membership_stream(organization_id)
    for event in _new(replay_membership(histories.load(session, stream)), wanted, written, occasion.today):
        histories.append(session, stream, event, occasion)
    project_membership(session, organization_id, is_demo=written.row.is_demo)


def _new(membership: Membership, wanted: Earned, dossier: Dossier, today: date) -> Iterator[NewEvent]:
    """Yield the events that take back what the application no longer gives, and then add what it gives now."""
    mine = {entry.application_sequence: entry for entry in membership.entries if entry.application_id == dossier.row.id}
    stale = [entry for sequence, entry in mine.items() if sequence not in wanted]
    yield from (NewEvent(EventKind.CORRECTED, today, _voiding(entry, dossier)) for entry in stale)
    held = len(membership.entries) - len(stale)
    for sequence, (earned, day) in wanted.items():
        if sequence not in mine:
            kind = EventKind.CATEGORY_CHANGED if held else EventKind.RECOGNIZED
            yield NewEvent(kind, day, _recognition(dossier, earned, day, sequence))
            held += 1


def _wanted(dossier: Dossier) -> Earned:
    """Return the categories the application has earned by where it stands."""
    wanted = {}
    for act, earned in ((Act.ASSOCIATE, MembershipCategory.ASSOCIATE), (Act.CONFIRM, category(dossier.state))):
        step = dossier.definition.acting(act)
        progress = dossier.state.steps[step.key] if step else None
        done = progress is not None and progress.status is StepStatus.DONE
        if progress and done and earned and progress.sequence and progress.done_on:
            wanted[progress.sequence] = (earned, progress.done_on)
    return wanted


def _recognition(dossier: Dossier, earned: MembershipCategory, day: date, sequence: int) -> dict[str, Any]:
    return {
        "category": earned.value,
        "since": day.isoformat(),
        "source": f"Expediente {dossier.row.number}",
        "year": day.year,
        "is_confirmed": earned is not MembershipCategory.TO_CONFIRM,
        "application_id": dossier.row.id,
        "application_sequence": sequence,
    }


def _voiding(entry: Entry, dossier: Dossier) -> dict[str, Any]:
    return {"voids": entry.sequence, "reason": f"Expediente {dossier.row.number}: registro corregido"}


def project_membership(session: Session, organization_id: int, *, is_demo: bool) -> None:
    """Make the register's row say what the organization's membership stream adds up to; no entry, no row."""
    membership = replay_membership(histories.load(session, histories.membership_stream(organization_id)))
    row = session.scalar(sa.select(MembershipRow).where(MembershipRow.organization_id == organization_id))
    current = membership.current
    if current is None:
        if row is not None:
            session.delete(row)
        return
    if row is None:
        row = MembershipRow(organization_id=organization_id, is_demo=is_demo)
        session.add(row)
    row.category = current.category
    row.since = current.since
    row.source = current.source
    row.year = current.year
    row.is_confirmed = current.is_confirmed
    row.sequence = membership.sequence
