"""A membership: the register's entry, and the steps that go on as long as it lasts.

It is a stream of events of its own, begun by *associate* or by Lima or the Embassy recording an existing member
(rule 8). Fee, yearly follow-up and change of authorities belong to it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.domain.bilingual import Text
from app.domain.errors import InputError, NotAllowedError, WrongStepError
from app.domain.process.answers import Known, day_from, problems_in
from app.domain.process.catalog import Catalog, Moment
from app.domain.process.definition import Evidence, Step
from app.domain.progress.actions import Inputs
from app.domain.progress.events import Event, EventKind, NewEvent
from app.domain.progress.outcomes.days import checked_day
from app.domain.progress.rules.words import NOT_YOURS
from app.domain.text import trimmed
from app.domain.vocabulary import MembershipCategory, Role

NO_REASON = Text("Escriba el motivo.", "Write the reason.")


@dataclass(frozen=True, slots=True)
class Entry:
    """One category held: since when (None where no source says it), by which source of which year.

    `recorded_on` is the day it was written down, `application_id` and `application_sequence` the application and its
    event behind it, if any.
    """

    category: MembershipCategory
    since: date | None
    recorded_on: date
    source: str
    year: int
    is_confirmed: bool
    application_id: int | None
    application_sequence: int | None
    sequence: int


@dataclass(frozen=True, slots=True)
class Record:
    """One finished step of the membership, or with a `reason` one that doesn't apply."""

    step: str
    on: date
    answers: Mapping[str, Any]
    sequence: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Membership:
    """Where a membership stands; without entries there is none (all were voided)."""

    entries: tuple[Entry, ...]
    records: tuple[Record, ...]
    sequence: int
    voided: frozenset[int]

    @property
    def current(self) -> Entry | None:
        """The category held now."""
        return self.entries[-1] if self.entries else None

    @property
    def began_on(self) -> date | None:
        """The first day it is known to have been a member, or the day that was written down where none is known."""
        return self.known_since or (self.entries[0].recorded_on if self.entries else None)

    @property
    def known_since(self) -> date | None:
        """The first day it is known to have been a member; None where no source says one."""
        return min((entry.since for entry in self.entries if entry.since), default=None)

    def last(self, step: str) -> Record | None:
        """Return the latest record of `step`."""
        return next((record for record in reversed(self.records) if record.step == step), None)


def replay_membership(events: Sequence[Event]) -> Membership:
    """Fold the events of a membership, oldest first."""
    voided = frozenset(event.data["voids"] for event in events if event.kind is EventKind.CORRECTED)
    entries: list[Entry] = []
    records: list[Record] = []
    for event in events:
        if event.sequence in voided:
            continue
        if event.kind in {EventKind.RECOGNIZED, EventKind.CATEGORY_CHANGED}:
            entries.append(_entry(event))
        elif event.kind in {EventKind.COMPLETED, EventKind.SKIPPED}:
            records.append(_record(event))
    return Membership(tuple(entries), tuple(records), events[-1].sequence if events else 0, voided)


def _entry(event: Event) -> Entry:
    data = event.data
    return Entry(
        MembershipCategory(data["category"]),
        day_from(data.get("since")),
        event.happened_on,
        data["source"],
        data["year"],
        data["is_confirmed"],
        data.get("application_id"),
        data.get("application_sequence"),
        event.sequence,
    )


def _record(event: Event) -> Record:
    data = event.data
    answers, reason = data.get("answers", {}), data.get("reason", "")
    return Record(data["step"], event.happened_on, answers, event.sequence, reason)


def may_record(step: Step, roles: frozenset[Role]) -> bool:
    """Whether these roles towards the member may record `step`."""
    return bool(step.recorded_by & roles)


def _check_turn(membership: Membership, step: Step, roles: frozenset[Role]) -> None:
    if membership.current is None:
        raise WrongStepError(Text("No figura como miembro.", "It is not on the register of members."))
    if not may_record(step, roles):
        raise NotAllowedError(NOT_YOURS)


def record(  # noqa: PLR0917  # everything a decision rests on, in the order of the application's own
    membership: Membership, step: Step, roles: frozenset[Role], inputs: Inputs, catalog: Catalog, today: date
) -> NewEvent:
    """Return the event that records a step of the membership; raises the rule or input that forbids it."""
    _check_turn(membership, step, roles)
    day = checked_day(inputs.happened_on, today)
    section = catalog[step.asks] if step.asks else None
    answers = {code: value for code, value in inputs.answers.items() if section and code in section.by_code}
    for problem in problems_in(section, answers, Moment.DONE, Known(today)) if section else ():
        raise InputError(problem.code, problem.because)
    if step.evidence is Evidence.REQUIRED and inputs.attachment is None:
        raise InputError("file", Text("Suba el documento que lo prueba.", "Upload the document that proves it."))
    data: dict[str, Any] = {"step": step.key, "answers": answers, "note": trimmed(inputs.text)}
    if inputs.attachment is not None:
        data |= {"attachment": inputs.attachment, "sha256": inputs.sha256}
    return NewEvent(EventKind.COMPLETED, day, data)


def skip(membership: Membership, step: Step, roles: frozenset[Role], reason: str, today: date) -> NewEvent:
    """Return the event that says a step doesn't apply (no fee is charged, say); raises what forbids it."""
    _check_turn(membership, step, roles)
    if not step.may_skip:
        raise WrongStepError(
            Text("El paso «{step}» no puede omitirse.", "The step “{step}” cannot be skipped.").format(step=step.title)
        )
    if not trimmed(reason):
        raise InputError("reason", NO_REASON)
    return NewEvent(EventKind.SKIPPED, today, {"step": step.key, "reason": trimmed(reason)})


def correct(
    membership: Membership, event: Event, roles: frozenset[Role], actor_id: int | None, reason: str
) -> NewEvent:
    """Return the event that voids a record of the membership (rule 10); raises what forbids it.

    What an application wrote into the register is corrected in the application, and the register follows.
    """
    linked = event.kind in {EventKind.RECOGNIZED, EventKind.CATEGORY_CHANGED} and event.data.get("application_id")
    if event.sequence in membership.voided or event.kind is EventKind.CORRECTED or linked:
        raise WrongStepError(Text("Ese registro no se corrige aquí.", "That record is not corrected here."))
    if event.actor_id != actor_id and Role.COORDINATOR not in roles:
        raise NotAllowedError(
            Text("Corrige quien hizo el registro, o Lima.", "Whoever made the record, or Lima, corrects it.")
        )
    if not trimmed(reason):
        raise InputError("reason", NO_REASON)
    return NewEvent(EventKind.CORRECTED, event.happened_on, {"voids": event.sequence, "reason": trimmed(reason)})
