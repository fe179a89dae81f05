"""Where an observation can be anchored, and what each place is called: a question, a section, a document, a step."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.access import CITY_ROLES
from app.domain.bilingual import Text
from app.domain.process import anchors
from app.domain.process.catalog import Catalog, Field
from app.domain.process.definition import Act, Definition, Evidence, Step
from app.domain.progress.papers import may_upload, slots_of, step_of_slot
from app.services.applications.dossier import Dossier

UNKNOWN = Text("Dato que ya no se pide", "A detail no longer asked")


@dataclass(frozen=True, slots=True)
class Place:
    """One place: its anchor (`field:code`, `section:key`, `step:key`), printed number ("" without) and words.

    `section` and `step` are the keys of the form's page or of the step where the applicant mends it; one is empty.
    """

    anchor: str
    number: str
    label: Text
    section: str = ""
    step: str = ""
    field: Field | None = None

    @property
    def slug(self) -> str:
        """The anchor as an HTML id."""
        return slug(self.anchor)


def slug(anchor: str) -> str:
    """Return an anchor as an HTML id."""
    return anchor.replace(":", "-")


def place_at(anchor: str, definition: Definition, catalog: Catalog) -> Place:
    """Return the place an anchor means, whether or not it can be observed now."""
    kind, name = anchors.split(anchor)
    if kind == anchors.SECTION and name in catalog.by_key:
        section = catalog[name]
        return Place(anchor, section.group, section.title, section=name)
    step = step_of_slot(definition, catalog, anchor)
    field = catalog.fields.get(name) if kind == anchors.FIELD else None
    if field:
        section_key = "" if step else catalog.section_of[name].key
        return Place(anchor, field.number, field.label, section_key, step.key if step else "", field)
    return Place(anchor, "", step.title, step=step.key) if step else Place(anchor, "", UNKNOWN)


def observable(dossier: Dossier) -> tuple[Place, ...]:
    """Return every place the office may observe, in the order of the form: what the applicant can mend in a round."""
    return tuple(place_at(anchor, dossier.definition, dossier.catalog) for anchor in _anchors(dossier))


def _anchors(dossier: Dossier) -> Iterator[str]:
    for section in dossier.catalog.form_sections:
        yield anchors.of_section(section.key)
        yield from (anchors.of_field(field.code) for field in section.fields)
    for step in reported(dossier):
        yield from paper_slots(dossier, step)


def reported(dossier: Dossier) -> tuple[Step, ...]:
    """Return the applicant's steps with papers the review rests on, by number; all where the process has no review."""
    review = dossier.definition.acting(Act.REVIEW)
    steps = dossier.definition.application_steps
    before = dossier.definition.leading_to(review.key) if review else {step.key for step in steps}
    return tuple(
        step
        for step in steps
        if step.key in before and step.evidence is not Evidence.NONE and may_upload(step, CITY_ROLES)
    )


def paper_slots(dossier: Dossier, step: Step) -> tuple[str, ...]:
    """Return the slots of `step` to read: its documents, and its own where it holds papers or has no other."""
    own = anchors.of_step(step.key)
    slots = slots_of(step, dossier.catalog)
    return slots if dossier.state.files_at(own) or slots == (own,) else slots[:-1]
