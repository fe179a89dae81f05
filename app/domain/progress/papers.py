"""Where an uploaded paper belongs: its slot is a document of the form (`field:code`) or a step (`step:key`)."""

from app.domain.access import CITY_ROLES, OFFICE_ROLES
from app.domain.process.catalog import Catalog
from app.domain.process.definition import Definition, Step
from app.domain.progress.state import State
from app.domain.vocabulary import Party, Role


def step_of_slot(definition: Definition, catalog: Catalog, slot: str) -> Step | None:
    """Return the application's step that the papers at `slot` belong to, or None for a slot that doesn't exist."""
    place, _, name = slot.partition(":")
    field = catalog.fields.get(name) if place == "field" else None
    key = field.step if field else name if place == "step" else None
    return next((step for step in definition.application_steps if step.key == key), None)


def slots_of(step: Step, catalog: Catalog) -> tuple[str, ...]:
    """Return the slots of `step`: the form's documents asked at it, and its own for any other paper."""
    return (*(f"field:{field.code}" for field in catalog.documents if field.step == step.key), f"step:{step.key}")


def evidence(state: State, step: Step, catalog: Catalog) -> tuple[int, ...]:
    """Return the attachments uploaded for `step`, in the order of its slots."""
    return tuple(attachment for slot in slots_of(step, catalog) for attachment in state.files_at(slot))


def may_upload(step: Step, roles: frozenset[Role]) -> bool:
    """Whether these roles may add papers to `step`: who records it, its holder, and for an outside answer anyone here.

    Rule 11: city, office or Lima may upload the Secretariat's answer; the Embassy, or Lima in its place, confirms it.
    """
    allowed = set(step.recorded_by)
    if step.holder in {Party.ORGANIZATION, Party.SECRETARIAT, Party.EXCOM}:
        allowed |= CITY_ROLES
    if step.holder in {Party.OFFICE, Party.SECRETARIAT, Party.EXCOM}:
        allowed |= OFFICE_ROLES
    if step.holder in {Party.LIMA, Party.SECRETARIAT, Party.EXCOM}:
        allowed.add(Role.COORDINATOR)
    return bool(roles & allowed)
