"""The register follows the application: *associate* and *full* write it, and a correction takes it back (rules 8, 10)."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.membership import Entry, replay_membership
from app.domain.process.definition import Act
from app.domain.progress.events import EventKind, NewEvent
from app.domain.progress.state import State
from app.domain.vocabulary import MembershipCategory, OrganizationType, StepStatus
from app.models.membership import MembershipRow
from app.services import histories
from app.services.applications.dossier import Dossier
from app.services.occasion import Occasion

WHEN_CONFIRMED = {
    OrganizationType.COMPANY: MembershipCategory.CORPORATE,
    OrganizationType.INSTITUTION: MembershipCategory.INSTITUTIONAL,
}
"""What EXCOM's decision makes of an applicant; a government becomes a full member."""



def follow(session: Session, dossier: Dossier, state: State, occasion: Occasion) -> None:
    """Make the membership stream say of this application what its state says now."""
    organization_id = dossier.row.organization_id
    stream = histories.membership_stream(organization_id)
    membership = replay_membership(histories.load(session, stream))
    wanted = _wanted(dossier, state)
    mine = {entry.application_sequence: entry for entry in membership.entries if entry.application_id == dossier.row.id}
    stale = [entry for sequence, entry in mine.items() if sequence not in wanted]
    missing = {sequence: said for sequence, said in wanted.items() if sequence not in mine}
    held = len(membership.entries) - len(stale)
    new = [NewEvent(EventKind.CORRECTED, occasion.today, _voiding(entry, dossier)) for entry in stale]
    for sequence, (category, day) in missing.items():
        kind = EventKind.CATEGORY_CHANGED if held else EventKind.RECOGNIZED
        new.append(NewEvent(kind, day, _recognition(dossier, category, day, sequence)))
        held += 1
    for event in new:
        histories.append(session, stream, event, occasion)
    if new:
        project_membership(session, organization_id, is_demo=dossier.row.is_demo)


def _wanted(dossier: Dossier, state: State) -> dict[int, tuple[MembershipCategory, date]]:
    """Return the categories the application has earned, by the event that recorded each."""
    full = WHEN_CONFIRMED.get(dossier.organization.type, MembershipCategory.FULL)
    wanted = {}
    for act, category in ((Act.ASSOCIATE, MembershipCategory.ASSOCIATE), (Act.CONFIRM, full)):
        step = state.definition.acting(act)
        progress = state.steps[step.key] if step else None
        if progress and progress.status is StepStatus.DONE and progress.sequence and progress.done_on:
            wanted[progress.sequence] = (category, progress.done_on)
    return wanted


def _recognition(dossier: Dossier, category: MembershipCategory, day: date, sequence: int) -> dict[str, Any]:
    return {
        "category": category.value,
        "since": day.isoformat(),
        "source": f"Expediente {dossier.row.number}",
        "year": day.year,
        "is_confirmed": True,
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
