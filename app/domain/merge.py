"""Two people change the same section: what doesn't overlap is merged, what does is shown to whoever came second."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.process.answers import same
from app.domain.progress.events import Event, EventKind


@dataclass(frozen=True, slots=True)
class Conflict:
    """Both changed the same field, to different values."""

    code: str
    theirs: Any
    mine: Any


@dataclass(frozen=True, slots=True)
class Merged:
    """The values to keep, and the fields on which a person must decide; then nothing is kept yet."""

    values: Mapping[str, Any]
    conflicts: tuple[Conflict, ...]


def merge(base: Mapping[str, Any], theirs: Mapping[str, Any], mine: Mapping[str, Any]) -> Merged:
    """Join `mine`, made from `base`, with `theirs`, saved meanwhile; keys absent from `mine` weren't on the page."""
    values = dict(theirs)
    conflicts = []
    for code, value in mine.items():
        if same(value, base.get(code)):
            continue
        if not same(theirs.get(code), base.get(code)) and not same(theirs.get(code), value):
            conflicts.append(Conflict(code, theirs.get(code), value))
        else:
            values[code] = value
    return Merged(values, tuple(conflicts))


def section_at(events: Iterable[Event], section: str, version: int) -> dict[str, Any]:
    """Return the answers of `section` after its first `version` saves: what a page that old had started from."""
    values: dict[str, Any] = {}
    saves = 0
    for event in events:
        if event.kind is EventKind.OPENED:
            values |= event.data.get("answers", {}).get(section, {})
        elif event.kind is EventKind.SAVED and event.data["section"] == section and saves < version:
            values |= {code: change[1] for code, change in event.data["changes"].items()}
            saves += 1
    return values
