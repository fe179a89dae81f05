"""Where one application stands: what the fold of its events comes to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.domain.process.catalog import Answers
from app.domain.process.definition import Act, Definition, Step
from app.domain.progress.events import Event
from app.domain.terms import Pause
from app.domain.vocabulary import Party, Status, StepStatus

OPEN_STATUSES = frozenset({StepStatus.IN_PROGRESS, StepStatus.UNDER_REVIEW, StepStatus.OBSERVED})
SETTLED_STATUSES = frozenset({StepStatus.DONE, StepStatus.NOT_APPLICABLE})
SIDE_STATUSES = frozenset({Status.SUSPENDED, Status.WITHDRAWN, Status.ARCHIVED, Status.NOT_ACCEPTED})
CLOSED_STATUSES = SIDE_STATUSES - {Status.SUSPENDED} | {Status.FULL}


@dataclass(frozen=True, slots=True)
class StepState:
    """One step: its status, the day its turn came, and, once settled, when, by which event and why."""

    status: StepStatus
    open_on: date | None = None
    done_on: date | None = None
    sequence: int | None = None
    reason: str = ""
    answers: Mapping[str, Any] | None = None

    @property
    def is_settled(self) -> bool:
        """Whether what depends on the step may go on."""
        return self.status in SETTLED_STATUSES

    @property
    def is_open(self) -> bool:
        """Whether somebody has the turn at this step."""
        return self.status in OPEN_STATUSES


@dataclass(frozen=True, slots=True)
class Observation:
    """One thing the office asks to be mended, anchored to `field:code`, `section:key` or `step:key`."""

    key: str
    anchor: str
    text: str
    is_formal: bool
    answer: str | None = None


@dataclass(frozen=True, slots=True)
class Round:
    """One consolidated set of observations, from its issue to the resubmission that ends it."""

    number: int
    issued_on: date
    sequence: int
    observations: tuple[Observation, ...]
    reason: str = ""
    resubmitted_on: date | None = None
    resubmitted_at: int | None = None

    @property
    def is_open(self) -> bool:
        """Whether the round waits for the city."""
        return self.resubmitted_on is None

    @property
    def is_formal(self) -> bool:
        """Whether only forms are at fault, which shortens the city's term."""
        return all(observation.is_formal for observation in self.observations)


@dataclass(frozen=True, slots=True)
class Certification:
    """Who certified groups A-F, when, by which event; `sheet` says that the mayor's signed sheet stood in."""

    sequence: int
    actor_id: int | None
    on: date
    sheet: bool


@dataclass(frozen=True, slots=True)
class Endorsement:
    """How the review ended: with the office's endorsement (and the form's hash) or without it (and why)."""

    sequence: int
    on: date
    form_hash: str | None
    reason: str = ""

    @property
    def is_given(self) -> bool:
        """Whether the office gave its endorsement; False when the city went on without."""
        return self.form_hash is not None


@dataclass(frozen=True, slots=True)
class Side:
    """A side state: which, since when, by whom, why, and the event that brought it."""

    status: Status
    on: date
    actor_id: int | None
    reason: str
    sequence: int


@dataclass(frozen=True, slots=True)
class State:
    """Everything that follows from an application's events; compare two for equality to compare two histories."""

    definition: Definition
    opened_on: date
    office_id: int
    sequence: int
    steps: Mapping[str, StepState]
    answers: Answers
    saves: Mapping[str, int]
    files: Mapping[str, tuple[int, ...]]
    editors: frozenset[int]
    rounds: tuple[Round, ...]
    certification: Certification | None
    endorsement: Endorsement | None
    registry_number: str
    extensions: Mapping[str, int]
    pauses: tuple[Pause, ...]
    side: Side | None
    voided: frozenset[int]
    lapsed: frozenset[int]
    effective: tuple[Event, ...]

    @property
    def open_round(self) -> Round | None:
        """The round that waits for the city, if any."""
        return self.rounds[-1] if self.rounds and self.rounds[-1].is_open else None

    @property
    def is_in_review(self) -> bool:
        """Whether the form lies with the office, or came back from it with observations."""
        review = self.definition.acting(Act.REVIEW)
        return review is not None and self.steps[review.key].is_open

    @property
    def is_sent(self) -> bool:
        """Whether the application has gone to WeGO."""
        return self._is_done(Act.SEND)

    @property
    def is_signed(self) -> bool:
        """Whether the signed form and letter are in."""
        return self._is_done(Act.SIGN)

    def _is_done(self, act: Act) -> bool:
        step = self.definition.acting(act)
        return step is not None and self.steps[step.key].status is StepStatus.DONE

    @property
    def milestone(self) -> Status:
        """The last milestone whose way is still whole: its step and all that leads to it are settled."""
        reached = Status.DRAFT
        for step in self.definition.application_steps:
            if step.act is Act.REVIEW and self.steps[step.key].is_settled and self.endorsement:
                reached = Status.ENDORSED if self.endorsement.is_given else Status.NOT_ENDORSED
            elif step.milestone and self.steps[step.key].status is StepStatus.DONE and self._leads(step):
                reached = step.milestone
        return reached

    def _leads(self, step: Step) -> bool:
        return all(self.steps[key].is_settled and self._leads(self.definition[key]) for key in step.needs)

    @property
    def status(self) -> Status:
        """The side state, else in review / observed while the review is open, else the last milestone (rule 6)."""
        if self.side:
            return self.side.status
        if self.is_in_review:
            return Status.OBSERVED if self.open_round else Status.IN_REVIEW
        return self.milestone

    @property
    def is_closed(self) -> bool:
        """Whether the application has ended: full member, withdrawn, archived or not accepted."""
        return self.status in CLOSED_STATUSES

    @property
    def open_steps(self) -> tuple[Step, ...]:
        """Steps whose turn it is, by number; none in a side state or at the end."""
        if self.side or self.is_closed:
            return ()
        return tuple(step for step in self.definition.application_steps if self.steps[step.key].is_open)

    @property
    def current(self) -> Step | None:
        """The step somebody has to act at now; None in a side state and at the end."""
        return None if self.side or self.is_closed else self.stands_at

    @property
    def stands_at(self) -> Step | None:
        """The step it stands on, suspended or not: the city's correction, else the first open one others wait for."""
        if self.open_round:
            return self.definition.acting(Act.RESUBMIT)
        steps = [step for step in self.definition.application_steps if self.steps[step.key].is_open]
        blocking = self.definition.blocking
        return next((step for step in steps if step.key in blocking), steps[0] if steps else None)

    def held_since(self, step: Step) -> date:
        """Return the day since which `step` has waited for its holder: for a review, the last resubmission."""
        opened = self.steps[step.key].open_on or self.opened_on
        if step.act is Act.REVIEW and self.rounds and self.rounds[-1].resubmitted_on:
            return max(opened, self.rounds[-1].resubmitted_on)
        return opened

    def finished_on(self, act: Act) -> date:
        """Return the day the step that `act` finishes was done; the day of opening where it isn't."""
        step = self.definition.acting(act)
        return (self.steps[step.key].done_on if step else None) or self.opened_on

    @property
    def holder(self) -> Party:
        """Who must act now."""
        if self.side and self.side.status is Status.SUSPENDED:
            return Party.NOBODY
        return self.current.holder if self.current else Party.NOBODY

    def files_at(self, slot: str) -> tuple[int, ...]:
        """Return the attachments at `step:key` or `field:code`, oldest first."""
        return self.files.get(slot, ())
