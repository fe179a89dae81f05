"""What suspending, closing and taking up again do to the running total."""

from dataclasses import replace

from app.domain.progress.events import Event
from app.domain.progress.folding.total import Fold
from app.domain.progress.state import Side
from app.domain.terms import Pause
from app.domain.vocabulary import Status


def suspended(fold: Fold, event: Event) -> bool:
    """Suspend: every term stands still."""
    if fold.side:
        return False
    fold.side = _side(Status.SUSPENDED, event)
    fold.pauses = (*fold.pauses, Pause(event.happened_on))
    return True


def resumed(fold: Fold, event: Event) -> bool:
    """Take a suspended application up again."""
    if fold.side is None or fold.side.status is not Status.SUSPENDED:
        return False
    _go_on(fold, event)
    return True


def closed(fold: Fold, event: Event) -> bool:
    """Withdraw, archive or record a refusal; one that was suspended stays stopped since then."""
    if fold.side and fold.side.status is not Status.SUSPENDED:
        return False
    if not fold.side:
        fold.pauses = (*fold.pauses, Pause(event.happened_on))
    fold.side = _side(Status(event.kind.value), event)
    return True


def reopened(fold: Fold, event: Event) -> bool:
    """Take a closed application up again."""
    if fold.side is None or fold.side.status is Status.SUSPENDED:
        return False
    _go_on(fold, event)
    return True


def _go_on(fold: Fold, event: Event) -> None:
    fold.side = None
    fold.pauses = (*fold.pauses[:-1], replace(fold.pauses[-1], end=event.happened_on))


def _side(status: Status, event: Event) -> Side:
    return Side(status, event.happened_on, event.actor_id, event.data.get("reason", ""), event.sequence)
