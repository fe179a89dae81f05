"""The term of each step: when it began, what stopped it, and its last day."""

from dataclasses import dataclass
from datetime import date

from app.domain.process.definition import Act, Step
from app.domain.progress.state import State
from app.domain.terms import Due, Holidays, Pause, due


@dataclass(frozen=True, slots=True)
class Clock:
    """The term of one step: from the day after `start`, `business_days` long (extension included), and its count."""

    step: Step
    start: date
    business_days: int
    extension: int
    due: Due
    ended_on: date | None

    def is_overdue(self, today: date) -> bool:
        """Whether the last day has passed and the step still isn't done; expiry changes nothing else (rule 4)."""
        return self.ended_on is None and self.due.on is not None and today > self.due.on

    @property
    def is_stopped(self) -> bool:
        """Whether the term stands still."""
        return self.ended_on is None and self.due.on is None


def clock(state: State, step: Step, holidays: Holidays) -> Clock | None:
    """Return the term of `step`, or None where it has none or its turn hasn't come.

    The office's term begins at certification, stands still during a round and then runs on; the city's begins with the
    round and is the short one when every observation is formal (rule 4). A suspension stops every term.
    """
    progress = state.steps[step.key]
    if step.term is None or progress.open_on is None:
        return None
    extension = state.extensions.get(step.key, 0)
    days = step.term.days + extension
    if step.act is Act.RESUBMIT and state.rounds[-1].is_formal and step.term.formal_days:
        days = step.term.formal_days + extension
    count = due(progress.open_on, days, holidays, _pauses(state, step))
    return Clock(step, progress.open_on, days, extension, count, progress.done_on)


def _pauses(state: State, step: Step) -> tuple[Pause, ...]:
    rounds: tuple[Pause, ...] = ()
    if step.act is Act.REVIEW:
        rounds = tuple(Pause(item.issued_on, item.resubmitted_on) for item in state.rounds)
    ended = state.steps[step.key].done_on
    return rounds + tuple(pause for pause in state.pauses if ended is None or pause.start < ended)
