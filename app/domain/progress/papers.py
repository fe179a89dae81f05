"""Where an uploaded paper belongs: its slot is a document of the form (`field:code`) or a step (`step:key`)."""

from collections.abc import Iterable

from app.domain.access import CITY_ROLES, OFFICE_ROLES
from app.domain.process import anchors
from app.domain.process.catalog import Catalog, Moment
from app.domain.process.definition import OUTSIDE, Act, Definition, Step
from app.domain.process.fields import CERTIFICATION_SHEET, RATIFICATION, Field
from app.domain.progress.changes import AUTHORITY, last_change
from app.domain.progress.events import EventKind
from app.domain.progress.state import State
from app.domain.vocabulary import Party, Role

SHEET = anchors.of_field(CERTIFICATION_SHEET)
"""The slot of the sheet the authority signs where nobody else can certify (rule 3)."""
RATIFIED = anchors.of_field(RATIFICATION)
"""The slot of the paper by which a new authority ratifies what one whose term has ended signed."""


def step_of_slot(definition: Definition, catalog: Catalog, slot: str) -> Step | None:
    """Return the application's step that the papers at `slot` belong to, or None for a slot that doesn't exist."""
    kind, name = anchors.split(slot)
    field = catalog.fields.get(name) if kind == anchors.FIELD else None
    key = field.step if field else name if kind == anchors.STEP else None
    return next((step for step in definition.application_steps if step.key == key), None)


def documents_of(step: Step, catalog: Catalog) -> tuple[Field, ...]:
    """Return the documents the form asks for at `step`, in its order."""
    return tuple(field for field in catalog.documents if field.step == step.key)


def slots_of(step: Step, catalog: Catalog) -> tuple[str, ...]:
    """Return the slots of `step`: the form's documents asked at it, and its own for any other paper."""
    return _slots(documents_of(step, catalog), step)


def proof_slots(step: Step, catalog: Catalog) -> tuple[str, ...]:
    """Return the slots whose papers prove `step`: the documents it can't be done without, and its own.

    A document that merely goes with it, as the letter of intent with the signed form, proves nothing alone.
    """
    documents = documents_of(step, catalog)
    return _slots((field for field in documents if field.required_for is Moment.DONE and not field.accompanies), step)


def _slots(documents: Iterable[Field], step: Step) -> tuple[str, ...]:
    return (*(anchors.of_field(field.code) for field in documents), anchors.of_step(step.key))


def evidence(state: State, step: Step, catalog: Catalog) -> tuple[int, ...]:
    """Return the attachments that prove `step`, in the order of its slots."""
    return tuple(attachment for slot in proof_slots(step, catalog) for attachment in state.files_at(slot))


def lacking(state: State, step: Step, catalog: Catalog) -> tuple[Field, ...]:
    """Return the form's documents that `step` can't be done without and that aren't there, in their order.

    A paper at the step's own place stands in for the document that proves it, not for one that goes with it; that one
    counts if it came after the last change of who signs.
    """
    is_proven = bool(evidence(state, step, catalog))
    named = last_change(state, AUTHORITY)
    return tuple(
        field
        for field in documents_of(step, catalog)
        if field.required_for is Moment.DONE
        and not (_is_since(state, anchors.of_field(field.code), named) if field.accompanies else is_proven)
    )


def uploads(state: State, slots: tuple[str, ...]) -> dict[int, tuple[int, int | None]]:
    """Return the attachments now at `slots`, each with the number of the event that brought it and who uploaded it."""
    return {
        event.data["attachment"]: (event.sequence, event.actor_id)
        for event in state.effective
        if event.kind is EventKind.UPLOADED
        and event.data["slot"] in slots
        and event.data["attachment"] in state.files_at(event.data["slot"])
    }


def is_ratified(state: State) -> bool:
    """Whether the new authority's ratification came after the signature as it stands."""
    sign = state.definition.acting(Act.SIGN)
    signed = state.steps[sign.key].sequence if sign else None
    return _is_since(state, RATIFIED, signed or 0)


def _is_since(state: State, slot: str, sequence: int) -> bool:
    """Whether a paper now at `slot` was uploaded after the event with this number."""
    return any(uploaded > sequence for uploaded, _ in uploads(state, (slot,)).values())


def may_upload(step: Step, roles: frozenset[Role]) -> bool:
    """Whether these roles may add papers to `step`: who records it, its holder, and for an outside answer anyone here.

    Rule 11: city, office or Lima may upload the Secretariat's answer; the Embassy, or Lima in its place, confirms it.
    """
    allowed = set(step.recorded_by)
    if step.holder in OUTSIDE | {Party.ORGANIZATION}:
        allowed |= CITY_ROLES
    if step.holder in OUTSIDE | {Party.OFFICE}:
        allowed |= OFFICE_ROLES
    if step.holder in OUTSIDE | {Party.LIMA}:
        allowed.add(Role.COORDINATOR)
    return bool(roles & allowed)


def removable(state: State, step: Step, slot: str, actor_id: int | None, roles: frozenset[Role]) -> frozenset[int]:
    """Return the attachments at `slot` that somebody may take away again.

    Whoever records the step may any; who only passed an outside answer on, their own.
    """
    if step.holder not in OUTSIDE or roles & step.recorded_by:
        return frozenset(state.files_at(slot))
    return frozenset(number for number, (_, by) in uploads(state, (slot,)).items() if by == actor_id)
