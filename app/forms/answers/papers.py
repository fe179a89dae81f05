"""The papers of group G: where each is asked, and whether it is there."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.process import anchors
from app.domain.process.catalog import Field
from app.domain.process.definition import Step
from app.domain.vocabulary import StepStatus
from app.models.file import Attachment
from app.services.applications.reading import Shown


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper, the step it is uploaded at, how that step stands, and the files that are there."""

    field: Field
    step: Step
    status: StepStatus
    files: tuple[Attachment, ...]


def papers(shown: Shown) -> Iterator[Paper]:
    """Yield the papers of the form in the order of their numbers."""
    state = shown.dossier.state
    steps = {step.key: step for step in shown.dossier.definition.application_steps}
    for field in shown.dossier.catalog.documents:
        if field.step in steps:
            status = state.steps[field.step].status
            yield Paper(field, steps[field.step], status, files_at(shown, anchors.of_field(field.code)))


def files_at(shown: Shown, slot: str) -> tuple[Attachment, ...]:
    """Return the files at a slot, oldest first."""
    found = (shown.attachments.get(number) for number in shown.dossier.state.files_at(slot))
    return tuple(row for row in found if row is not None)
