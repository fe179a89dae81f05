"""Gathering what a *cargo* says: one certification, and the form and papers as they stood at that moment."""

from datetime import date

from flask_babel import force_locale, gettext, ngettext

from app.briefs.gathering.city import named
from app.briefs.receipt_data import CertifiedBy, Receipt, ReceiptDocument, ReceiptSection
from app.domain.bilingual import Text
from app.domain.errors import NotAllowedError, NotFoundError
from app.domain.process.answers import is_empty
from app.domain.process.definition import Act
from app.domain.progress.clocks import Clock
from app.domain.progress.events import Event, EventKind
from app.domain.progress.papers import step_of_slot
from app.domain.progress.replay import replay
from app.domain.progress.state import State
from app.services.applications import reading
from app.services.applications.reading import Shown
from app.services.occasion import Occasion

CERTIFYING = frozenset({EventKind.SUBMITTED, EventKind.RESUBMITTED})
NOT_CERTIFIED = Text(
    "Esa certificación no existe o ya no vale.", "There is no such certification, or it no longer holds."
)


def receive(number: str, language: str, occasion: Occasion, *, is_demo: bool, sequence: int | None = None) -> Receipt:
    """Return the receipt of the last certification of application `number`, or of the one that event `sequence` is.

    Raises NoResultFound where the application doesn't exist for the actor, NotFoundError where the certification
    doesn't, NotAllowedError where only the status may be seen.
    """
    shown = reading.show(number, occasion)
    if not shown.contents.allowed:
        raise NotAllowedError(shown.contents.because)
    event = _certification(shown, sequence)
    until = [item for item in shown.dossier.events if item.sequence <= event.sequence]
    state = replay(shown.dossier.definition, until)
    with force_locale(language):
        return Receipt(
            language=language,
            number=number,
            organization=named(shown.dossier.organization),
            certified_by=shown.people.get(event.actor_id or 0, gettext("No informado")),
            certified_how=CertifiedBy.SIGNED_SHEET if event.data.get("sheet") else CertifiedBy.SIGNATORY,
            certified_at=event.recorded_at,
            form_sha256=event.data["form_hash"],
            sections=_sections(shown, state, language),
            office=shown.dossier.row.office.name,
            documents=_documents(shown, state, language),
            term=_term(shown),
            due_on=_due_on(shown, event),
            registry_number=shown.dossier.state.registry_number or None,
            round_number=event.data.get("round", 0),
            is_demo=is_demo,
        )


def _certification(shown: Shown, sequence: int | None) -> Event:
    """Return the certification asked for; raises NotFoundError when there is none that stands."""
    found = [event for event in shown.dossier.state.effective if event.kind in CERTIFYING]
    chosen = [event for event in found if sequence in {None, event.sequence}]
    if not chosen:
        raise NotFoundError(NOT_CERTIFIED)
    return chosen[-1]


def _sections(shown: Shown, state: State, language: str) -> tuple[ReceiptSection, ...]:
    found = []
    for section in shown.dossier.catalog.form_sections:
        values = state.answers.get(section.key, {})
        asked = [field for field in section.fields if field.applies(values)]
        answered = sum(not is_empty(values.get(field.code)) for field in asked)
        found.append(ReceiptSection(section.title.in_language(language), answered, len(asked)))
    return tuple(found)


def _documents(shown: Shown, state: State, language: str) -> tuple[ReceiptDocument, ...]:
    found = []
    for slot, ids in sorted(state.files.items()):
        for attachment in (shown.attachments[number] for number in ids):
            title = _slot_title(shown, slot, language)
            found.append(ReceiptDocument(title, attachment.name, attachment.file.size, attachment.file.sha256))
    return tuple(found)


def _slot_title(shown: Shown, slot: str, language: str) -> str:
    field = shown.dossier.catalog.fields.get(slot.partition(":")[2])
    if slot.startswith("field:") and field:
        return field.label.in_language(language)
    step = step_of_slot(shown.dossier.definition, shown.dossier.catalog, slot)
    return step.title.in_language(language) if step else slot


def _review_clock(shown: Shown) -> Clock | None:
    review = shown.dossier.definition.acting(Act.REVIEW)
    return shown.clocks.get(review.key) if review else None


def _term(shown: Shown) -> str | None:
    clock = _review_clock(shown)
    if clock is None:
        return None
    days = clock.business_days
    return str(ngettext("%(num)d día hábil", "%(num)d días hábiles", days))


def _due_on(shown: Shown, event: Event) -> date | None:
    """Return the office's last day, told only on the receipt of the certification that is the latest."""
    clock = _review_clock(shown)
    latest = shown.dossier.state.certification
    return clock.due.on if clock and latest and latest.sequence == event.sequence else None
