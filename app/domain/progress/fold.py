"""One function per kind of event: what it changes, or that it has no effect where it stands.

An event has no effect when what it rests on was voided: a signature after its council resolution was corrected away, an
endorsement after its submission. The fold then leaves it out, and the step it finished is open again.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from app.domain.process.definition import Act, Definition, Step
from app.domain.progress.events import CLOSING, FINISHING, Event, EventKind
from app.domain.progress.state import Certification, Endorsement, Observation, Round, Side
from app.domain.terms import Pause
from app.domain.vocabulary import Status


class Fold:
    """The running total while events are read, oldest first."""

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
        self.editors: frozenset[int] = frozenset()
        self.rounds: tuple[Round, ...] = ()
        self.certification: Certification | None = None
        self.endorsement: Endorsement | None = None
        self.registry_number = ""
        self.extensions: dict[str, int] = {}
        self.pauses: tuple[Pause, ...] = ()
        self.side: Side | None = None

    def is_settled(self, step: Step) -> bool:
        """Whether what needs `step` may go on."""
        if step.act is Act.REVIEW:
            return self.endorsement is not None
        return step.key in self.finished or step.key in self.skipped

    def is_ready(self, step: Step) -> bool:
        """Whether everything `step` needs is settled."""
        return all(self.is_settled(self.definition[key]) for key in step.needs)

    @property
    def open_round(self) -> Round | None:
        """The round that waits for the city."""
        return self.rounds[-1] if self.rounds and self.rounds[-1].is_open else None

    @property
    def is_under_review(self) -> bool:
        """Whether a certified form waits for the office or came back from it."""
        return self.certification is not None and self.endorsement is None


def apply(fold: Fold, event: Event) -> bool:
    """Let `event` change `fold`; returns False, and changes nothing, where it has no effect."""
    return HANDLERS[event.kind](fold, event)


def _opened(fold: Fold, event: Event) -> bool:
    fold.answers |= {section: dict(values) for section, values in event.data.get("answers", {}).items()}
    return True


def _transferred(fold: Fold, event: Event) -> bool:
    fold.office_id = event.data["office_id"]
    return True


def _registered(fold: Fold, event: Event) -> bool:
    if fold.certification is None:
        return False
    fold.registry_number = event.data["number"]
    return True


def _saved(fold: Fold, event: Event) -> bool:
    section = event.data["section"]
    values = fold.answers.setdefault(section, {})
    values |= {code: change[1] for code, change in event.data["changes"].items()}
    fold.saves[section] = fold.saves.get(section, 0) + 1
    if event.actor_id is not None:
        fold.editors |= {event.actor_id}
    return True


def _uploaded(fold: Fold, event: Event) -> bool:
    slot = event.data["slot"]
    fold.files[slot] = (*fold.files.get(slot, ()), event.data["attachment"])
    return True


def _removed(fold: Fold, event: Event) -> bool:
    slot, attachment = event.data["slot"], event.data["attachment"]
    fold.files[slot] = tuple(kept for kept in fold.files.get(slot, ()) if kept != attachment)
    return True


def _finished(fold: Fold, event: Event) -> bool:
    step = fold.definition.by_key[event.data["step"]]
    if not fold.is_ready(step) or fold.is_settled(step):
        return False
    fold.finished[step.key] = event
    return True


def _skipped(fold: Fold, event: Event) -> bool:
    step = fold.definition[event.data["step"]]
    if not fold.is_ready(step) or fold.is_settled(step):
        return False
    fold.skipped[step.key] = event
    return True


def _extended(fold: Fold, event: Event) -> bool:
    key = event.data["step"]
    if key in fold.extensions:
        return False
    fold.extensions[key] = event.data["days"]
    return True


def _submitted(fold: Fold, event: Event) -> bool:
    step, review = fold.definition.acting(Act.SUBMIT), fold.definition.acting(Act.REVIEW)
    if step is None or fold.is_settled(step) or not fold.is_ready(step):
        return False
    others = [fold.definition[key] for key in review.needs if key != step.key] if review else []
    if not all(fold.is_settled(other) for other in others):
        return False
    fold.finished[step.key] = event
    fold.certification = Certification(
        event.sequence, event.actor_id, event.happened_on, event.data.get("sheet", False)
    )
    fold.editors = frozenset()
    return True


def _round_issued(fold: Fold, event: Event) -> bool:
    if not fold.is_under_review or fold.open_round:
        return False
    observations = tuple(
        Observation(item["key"], item["anchor"], item["text"], item["is_formal"]) for item in event.data["observations"]
    )
    issued = Round(len(fold.rounds) + 1, event.happened_on, event.sequence, observations, event.data.get("reason", ""))
    fold.rounds = (*fold.rounds, issued)
    return True


def _answered(fold: Fold, event: Event) -> bool:
    current = fold.open_round
    if current is None or all(item.key != event.data["observation"] for item in current.observations):
        return False
    answered = tuple(
        replace(item, answer=event.data["answer"]) if item.key == event.data["observation"] else item
        for item in current.observations
    )
    fold.rounds = (*fold.rounds[:-1], replace(current, observations=answered))
    return True


def _resubmitted(fold: Fold, event: Event) -> bool:
    current = fold.open_round
    if current is None:
        return False
    closed = replace(current, resubmitted_on=event.happened_on, resubmitted_at=event.sequence)
    fold.rounds = (*fold.rounds[:-1], closed)
    fold.certification = Certification(
        event.sequence, event.actor_id, event.happened_on, event.data.get("sheet", False)
    )
    fold.editors = frozenset()
    return True


def _endorsed(fold: Fold, event: Event) -> bool:
    if not fold.is_under_review or fold.open_round:
        return False
    fold.endorsement = Endorsement(event.sequence, event.happened_on, event.data["form_hash"])
    return True


def _proceeded(fold: Fold, event: Event) -> bool:
    if not fold.is_under_review:
        return False
    fold.endorsement = Endorsement(event.sequence, event.happened_on, None, event.data["reason"])
    if fold.editors:
        fold.certification = Certification(
            event.sequence, event.actor_id, event.happened_on, event.data.get("sheet", False)
        )
        fold.editors = frozenset()
    if fold.open_round:
        closed = replace(fold.open_round, resubmitted_on=event.happened_on, resubmitted_at=event.sequence)
        fold.rounds = (*fold.rounds[:-1], closed)
    return True


def _endorsement_withdrawn(fold: Fold, event: Event) -> bool:
    """Take back what rested on the earlier text: endorsement, certification and signature (rule 5)."""
    if fold.certification is None:
        return False
    fold.endorsement = None
    fold.certification = None
    for act in (Act.SUBMIT, Act.SIGN):
        if step := fold.definition.acting(act):
            fold.finished.pop(step.key, None)
    return True


def _paused(fold: Fold, event: Event) -> bool:
    if fold.side:
        return False
    fold.side = _side(Status.SUSPENDED, event)
    fold.pauses = (*fold.pauses, Pause(event.happened_on))
    return True


def _resumed(fold: Fold, event: Event) -> bool:
    if fold.side is None or fold.side.status is not Status.SUSPENDED:
        return False
    fold.side = None
    fold.pauses = (*fold.pauses[:-1], replace(fold.pauses[-1], end=event.happened_on))
    return True


def _closed(fold: Fold, event: Event) -> bool:
    if fold.side and fold.side.status is not Status.SUSPENDED:
        return False
    if not fold.side:
        fold.pauses = (*fold.pauses, Pause(event.happened_on))
    fold.side = _side(Status(event.kind.value), event)
    return True


def _reopened(fold: Fold, event: Event) -> bool:
    if fold.side is None or fold.side.status is Status.SUSPENDED:
        return False
    fold.side = None
    fold.pauses = (*fold.pauses[:-1], replace(fold.pauses[-1], end=event.happened_on))
    return True


def _side(status: Status, event: Event) -> Side:
    return Side(status, event.happened_on, event.actor_id, event.data.get("reason", ""), event.sequence)


HANDLERS: Mapping[EventKind, Callable[[Fold, Event], bool]] = {
    EventKind.OPENED: _opened,
    EventKind.TRANSFERRED: _transferred,
    EventKind.REGISTERED: _registered,
    EventKind.SAVED: _saved,
    EventKind.UPLOADED: _uploaded,
    EventKind.REMOVED: _removed,
    **dict.fromkeys(FINISHING.values(), _finished),
    EventKind.SKIPPED: _skipped,
    EventKind.EXTENDED: _extended,
    EventKind.SUBMITTED: _submitted,
    EventKind.ROUND_ISSUED: _round_issued,
    EventKind.ANSWERED: _answered,
    EventKind.RESUBMITTED: _resubmitted,
    EventKind.ENDORSED: _endorsed,
    EventKind.PROCEEDED_WITHOUT_ENDORSEMENT: _proceeded,
    EventKind.ENDORSEMENT_WITHDRAWN: _endorsement_withdrawn,
    EventKind.SUSPENDED: _paused,
    EventKind.RESUMED: _resumed,
    **dict.fromkeys(CLOSING, _closed),
    EventKind.REOPENED: _reopened,
}
"""Every kind of event of an application but `corrected`, which the replay reads first."""
