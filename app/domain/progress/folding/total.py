"""The running total of a history while its events are read, oldest first, and the steps it comes to."""

from datetime import date
from typing import Any

from app.domain.process.definition import Act, Definition, Step
from app.domain.progress.events import Event
from app.domain.progress.state import Certification, Endorsement, Round, Side, StepState
from app.domain.terms import Pause
from app.domain.vocabulary import StepStatus

NO_ROUND = "no_round"
"""Why the correction step isn't applicable: nothing was observed."""


class Fold:
    """What the events read so far add up to."""

    def __init__(self, definition: Definition, opened: Event) -> None:
        """Begin with the event that opened the application."""
        self.definition = definition
        self.opened_on: date = opened.happened_on
        self.office_id: int = opened.data["office_id"]
        self.answers: dict[str, dict[str, Any]] = {}
        self.saves: dict[str, int] = {}
        self.files: dict[str, tuple[int, ...]] = {}
        self.finished: dict[str, Event] = {}
        self.skipped: dict[str, Event] = {}
        self.taken_back: dict[str, date] = {}
        self.editors: frozenset[int] = frozenset()
        self.rounds: tuple[Round, ...] = ()
        self.certification: Certification | None = None
        self.endorsement: Endorsement | None = None
        self.registry_number = ""
        self.extensions: dict[str, int] = {}
        self.pauses: tuple[Pause, ...] = ()
        self.side: Side | None = None

    @property
    def open_round(self) -> Round | None:
        """The round that waits for the city."""
        return self.rounds[-1] if self.rounds and self.rounds[-1].is_open else None

    @property
    def is_under_review(self) -> bool:
        """Whether a certified form waits for the office or came back from it."""
        return self.certification is not None and self.endorsement is None

    def is_settled(self, step: Step) -> bool:
        """Whether what needs `step` may go on."""
        if step.act is Act.REVIEW:
            return self.endorsement is not None
        return step.key in self.finished or step.key in self.skipped

    def are_settled(self, keys: tuple[str, ...]) -> bool:
        """Whether all the steps `keys` are settled."""
        return all(self.is_settled(self.definition[key]) for key in keys)

    def is_waiting(self, step: Step) -> bool:
        """Whether an ordinary `step` has its turn and can be finished or skipped."""
        return self.are_settled(step.needs) and not self.is_settled(step)

    def is_open(self, step: Step) -> bool:
        """Whether somebody has the turn at `step`, review and correction included."""
        match step.act:
            case Act.REVIEW:
                return self.is_under_review
            case Act.RESUBMIT:
                return self.open_round is not None
            case _:
                return self.is_waiting(step)

    def step_state(self, step: Step) -> StepState:
        """Return where `step` stands, since when and by which event."""
        if step.act is Act.REVIEW:
            return self._review(step)
        if step.act is Act.RESUBMIT:
            return self._correction()
        if event := self.finished.get(step.key):
            answers = event.data.get("answers") or None
            day = event.happened_on
            return StepState(StepStatus.DONE, self._open_on(step), day, event.sequence, answers=answers)
        if event := self.skipped.get(step.key):
            day, reason = event.happened_on, event.data["reason"]
            return StepState(StepStatus.NOT_APPLICABLE, self._open_on(step), day, event.sequence, reason)
        if not self.are_settled(step.needs):
            return StepState(StepStatus.PENDING)
        return StepState(StepStatus.IN_PROGRESS, self._open_on(step))

    def _review(self, step: Step) -> StepState:
        if self.certification is None:
            return StepState(StepStatus.PENDING)
        begun = self._open_on(step)
        if ended := self.endorsement:
            return StepState(StepStatus.DONE, begun, ended.on, ended.sequence, ended.reason)
        return StepState(StepStatus.OBSERVED if self.open_round else StepStatus.UNDER_REVIEW, begun)

    def _correction(self) -> StepState:
        if not self.rounds:
            return StepState(StepStatus.NOT_APPLICABLE, reason=NO_ROUND)
        last = self.rounds[-1]
        if last.is_open:
            return StepState(StepStatus.IN_PROGRESS, last.issued_on)
        return StepState(StepStatus.DONE, last.issued_on, last.resubmitted_on, last.resubmitted_at)

    def _open_on(self, step: Step) -> date:
        """Return the day the turn came to `step`: the last of its needs settled, or the day it was taken back."""
        days = [self._settled_on(self.definition[key]) for key in step.needs]
        return max([self.opened_on, *days, *filter(None, [self.taken_back.get(step.key)])])

    def _settled_on(self, step: Step) -> date:
        """Return the day from which what needs `step` could go on; a paper dated earlier begins no term in the past."""
        opened = self._open_on(step)
        if step.act is Act.REVIEW:
            return max(self.endorsement.on, opened) if self.endorsement else opened
        event = self.finished.get(step.key) or self.skipped.get(step.key)
        return max(event.happened_on, opened) if event else opened
