"""When the answers of a form last changed: papers that were signed before don't cover what stands there now."""

from app.domain.progress.events import EventKind
from app.domain.progress.state import State

AUTHORITY = "authority"
"""The section of every form that says who signs, and until when they are in office."""


def last_change(state: State, section: str = "") -> int:
    """Return the number of the event that last changed an answer, of one section if named; 0 while nobody has."""
    saved = (event for event in state.effective if event.kind is EventKind.SAVED)
    return max((event.sequence for event in saved if section in {"", event.data["section"]}), default=0)
