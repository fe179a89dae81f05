"""One function per kind of event: what it changes, or that it has no effect where it stands.

An event has no effect when what it rests on was voided: a signature after its council resolution was corrected away, an
endorsement after its submission. The fold then leaves it out, and the step it finished is open again.
"""

from collections.abc import Callable, Mapping

from app.domain.progress.events import CLOSING, FINISHING, Event, EventKind
from app.domain.progress.folding.reviews import (
    answered,
    endorsed,
    proceeded,
    resubmitted,
    round_issued,
    submitted,
    withdrawn,
)
from app.domain.progress.folding.sides import closed, reopened, resumed, suspended
from app.domain.progress.folding.total import Fold


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
    step = fold.definition[event.data["step"]]
    if not fold.is_waiting(step):
        return False
    fold.finished[step.key] = event
    return True


def _skipped(fold: Fold, event: Event) -> bool:
    step = fold.definition[event.data["step"]]
    if not fold.is_waiting(step):
        return False
    fold.skipped[step.key] = event
    return True


def _extended(fold: Fold, event: Event) -> bool:
    step = fold.definition[event.data["step"]]
    if not fold.is_open(step) or step.key in fold.extensions:
        return False
    fold.extensions[step.key] = event.data["days"]
    return True


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
    EventKind.SUBMITTED: submitted,
    EventKind.ROUND_ISSUED: round_issued,
    EventKind.ANSWERED: answered,
    EventKind.RESUBMITTED: resubmitted,
    EventKind.ENDORSED: endorsed,
    EventKind.PROCEEDED_WITHOUT_ENDORSEMENT: proceeded,
    EventKind.ENDORSEMENT_WITHDRAWN: withdrawn,
    EventKind.SUSPENDED: suspended,
    EventKind.RESUMED: resumed,
    **dict.fromkeys(CLOSING, closed),
    EventKind.REOPENED: reopened,
}
"""Every kind of event of an application but `corrected`, which the replay reads first."""
