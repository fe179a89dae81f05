"""What voiding a record would undo, told before it is done: the history is folded once more as if it had been."""

from dataclasses import dataclass

from app.domain.process.definition import Act, Step
from app.domain.progress.actions import Action, ActionKind
from app.domain.progress.events import Event, EventKind
from app.domain.progress.refusals import refusal
from app.domain.progress.replay import replay
from app.domain.progress.state import State
from app.domain.vocabulary import OrganizationType, Status, StepStatus
from app.extensions import db
from app.services.applications import reading
from app.services.applications.dossier import Dossier, read
from app.services.applications.timeline import Entry, timeline
from app.services.occasion import Occasion


@dataclass(frozen=True, slots=True)
class Consequences:
    """What follows from voiding `entry`: steps that open again, records that lapse, status, review and register.

    `kind` is that of the organization.
    """

    entry: Entry
    reopened: tuple[Step, ...]
    lapsed: tuple[Entry, ...]
    kind: OrganizationType
    before: Status
    after: Status
    leaves_register: bool


def consequences(number: str, sequence: int, occasion: Occasion) -> Consequences:
    """Return what voiding the record `sequence` would undo.

    Raises NoResultFound for an application that isn't the actor's to see or a record that isn't there, and the
    DomainError that forbids correcting it.
    """
    dossier = read(db.session, number, occasion)
    action = Action(ActionKind.CORRECT, str(sequence))
    if refused := refusal(dossier.state, action, occasion.actor, dossier.around):
        raise refused
    told = {entry.sequence: entry for entry in timeline(reading.show(number, occasion))}
    after = replay(dossier.definition, (*dossier.events, _corrected(dossier, sequence, occasion)))
    newly = after.lapsed - dossier.state.lapsed
    return Consequences(
        entry=told[sequence],
        reopened=_reopened(dossier.state, after),
        lapsed=tuple(told[other] for other in sorted(newly) if other in told),
        kind=dossier.organization.type,
        before=dossier.state.status,
        after=after.status,
        leaves_register=_is_member(dossier.state) and not _is_member(after),
    )


def _corrected(dossier: Dossier, sequence: int, occasion: Occasion) -> Event:
    """Return the event that would be written."""
    return Event(
        dossier.state.sequence + 1,
        EventKind.CORRECTED,
        {"voids": sequence, "reason": ""},
        occasion.actor.user_id,
        occasion.now,
        occasion.today,
    )


def _reopened(before: State, after: State) -> tuple[Step, ...]:
    return tuple(
        step
        for step in before.definition.application_steps
        if before.steps[step.key].sequence
        and before.steps[step.key].is_settled
        and not after.steps[step.key].is_settled
    )


def _is_member(state: State) -> bool:
    """Whether the application has put the organization on the register."""
    steps = (state.definition.acting(act) for act in (Act.ASSOCIATE, Act.CONFIRM))
    return any(step is not None and state.steps[step.key].status is StepStatus.DONE for step in steps)
