"""What a resubmission did with a round: asked and changed, asked and not changed, changed though nobody asked."""

from dataclasses import dataclass
from typing import Any

from app.domain.process import anchors
from app.domain.process.answers import same
from app.domain.process.catalog import Catalog
from app.domain.process.definition import Definition
from app.domain.progress.events import Event, EventKind
from app.domain.progress.papers import step_of_slot
from app.domain.progress.state import Observation, Round, State


@dataclass(frozen=True, slots=True)
class Change:
    """One field or paper that differs: `place` as an anchor; old and new value, or for a paper how often it changed."""

    place: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Comparison:
    """The three lists an officer reads after a resubmission."""

    asked_changed: tuple[tuple[Observation, tuple[Change, ...]], ...]
    asked_unchanged: tuple[Observation, ...]
    unasked: tuple[Change, ...]


def compare(state: State, item: Round, catalog: Catalog) -> Comparison:
    """Compare the application when round `item` was issued with how it came back, or stands now if it hasn't."""
    end = item.resubmitted_at or state.sequence + 1
    during = [event for event in state.effective if item.sequence < event.sequence < end]
    changes = (*_answers_changed(during), *_papers_changed(during))
    touched = {
        observation.key: tuple(
            change for change in changes if is_about(observation.anchor, change.place, state, catalog)
        )
        for observation in item.observations
    }
    asked = {change for found in touched.values() for change in _places(found)}
    return Comparison(
        tuple((observation, touched[observation.key]) for observation in item.observations if touched[observation.key]),
        tuple(observation for observation in item.observations if not touched[observation.key]),
        tuple(change for change in changes if change.place not in asked),
    )


def _places(changes: tuple[Change, ...]) -> set[str]:
    return {change.place for change in changes}


def _answers_changed(events: list[Event]) -> list[Change]:
    """Return each field whose value at the end isn't the one at the beginning."""
    spans: dict[str, tuple[Any, Any]] = {}
    for event in events:
        if event.kind is EventKind.SAVED:
            for code, (before, after) in event.data["changes"].items():
                spans[code] = (spans[code][0] if code in spans else before, after)
    return [Change(anchors.of_field(code), *span) for code, span in spans.items() if not same(*span)]


def _papers_changed(events: list[Event]) -> list[Change]:
    """Return each slot with how many papers were taken away and added; one that came and went again doesn't count."""
    added: dict[str, set[int]] = {}
    removed: dict[str, set[int]] = {}
    for event in events:
        if event.kind is EventKind.UPLOADED:
            added.setdefault(event.data["slot"], set()).add(event.data["attachment"])
        elif event.kind is EventKind.REMOVED:
            slot, attachment = event.data["slot"], event.data["attachment"]
            came = added.get(slot, set())
            (came.discard if attachment in came else removed.setdefault(slot, set()).add)(attachment)
    counts = {slot: (len(removed.get(slot, ())), len(added.get(slot, ()))) for slot in [*added, *removed]}
    return [Change(slot, *count) for slot, count in counts.items() if any(count)]


def anchor_exists(anchor: str, definition: Definition, catalog: Catalog) -> bool:
    """Whether an observation can be anchored there: a field or section of the form, a document, a step."""
    kind, name = anchors.split(anchor)
    if kind == anchors.FIELD:
        return name in catalog.fields
    return name in catalog.by_key if kind == anchors.SECTION else step_of_slot(definition, catalog, anchor) is not None


def is_about(anchor: str, place: str, state: State, catalog: Catalog) -> bool:
    """Whether a change at `place` answers an observation at `anchor`: the same place, or one inside it."""
    if anchor == place:
        return True
    (kind, key), (changed, code) = anchors.split(anchor), anchors.split(place)
    if kind == anchors.SECTION and changed == anchors.FIELD and code in catalog.section_of:
        return catalog.section_of[code].key == key
    if kind == anchors.STEP:
        step = step_of_slot(state.definition, catalog, place)
        return step is not None and step.key == key
    return False
