"""Gathering what a *cargo* says: one certification, and the form and papers as they stood at that moment."""

from flask_babel import force_locale, gettext, ngettext

from app.briefs.gathering.identity import named, said_in_form
from app.briefs.receipt_data import CertifiedBy, Follows, NotedLater, Receipt, ReceiptDocument, ReceiptSection
from app.domain.bilingual import Text
from app.domain.errors import NotAllowedError, NotFoundError
from app.domain.process.answers import is_empty
from app.domain.process.definition import Act
from app.domain.progress.clocks import Clock, clock
from app.domain.progress.events import Event, EventKind
from app.domain.progress.replay import replay
from app.domain.progress.state import State
from app.services import offices
from app.services.applications import reading
from app.services.applications.places import place_at
from app.services.applications.reading import Shown
from app.services.occasion import Occasion

CERTIFYING = frozenset({EventKind.SUBMITTED, EventKind.RESUBMITTED, EventKind.PROCEEDED_WITHOUT_ENDORSEMENT})
"""What can certify the form; going on without the endorsement does where it changed since it was certified."""
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
    event, state = _certification(shown, sequence)
    term = _term(shown, state)
    form = said_in_form(shown.dossier.catalog, state.answers)
    with force_locale(language):
        return Receipt(
            language=language,
            number=number,
            organization=named(shown.dossier.organization, form),
            certified_by=shown.people.get(event.actor_id or 0, gettext("No informado")),
            certified_how=CertifiedBy.SIGNED_SHEET if event.data.get("sheet") else CertifiedBy.SIGNATORY,
            certified_at=event.recorded_at,
            form_sha256=event.data["form_hash"],
            sections=_sections(shown, state, language),
            office=offices.name_of(state.office_id),
            follows=_follows(state),
            documents=_documents(shown, state, language),
            term=_days(term) if term else None,
            due_on=term.due.on if term else None,
            registry_number=state.registry_number or None,
            noted_later=_noted_later(shown, event),
            round_number=event.data.get("round", 0),
            is_demo=is_demo,
        )


def _certification(shown: Shown, sequence: int | None) -> tuple[Event, State]:
    """Return the certification asked for, and where the application stood with it, whatever came later.

    Raises NotFoundError when there is none that stands.
    """
    dossier = shown.dossier
    for event in reversed(dossier.state.effective):
        if event.kind in CERTIFYING and sequence in {None, event.sequence}:
            state = replay(dossier.definition, [item for item in dossier.events if item.sequence <= event.sequence])
            if state.certification and state.certification.sequence == event.sequence:
                return event, state
    raise NotFoundError(NOT_CERTIFIED)


def _follows(state: State) -> Follows:
    if state.definition.acting(Act.REVIEW) is None:
        return Follows.NO_REVIEW
    return Follows.REVIEW if state.is_in_review else Follows.NO_ENDORSEMENT


def _noted_later(shown: Shown, event: Event) -> NotedLater | None:
    """Return the registry number that was noted last after the certification, if one was and still holds."""
    later = [item for item in shown.dossier.state.effective if item.sequence > event.sequence]
    noted = [item for item in later if item.kind is EventKind.REGISTERED]
    return NotedLater(noted[-1].data["number"], noted[-1].happened_on) if noted else None


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
            label = place_at(slot, shown.dossier.definition, shown.dossier.catalog).label
            title, file = label.in_language(language), attachment.file
            found.append(ReceiptDocument(title, attachment.name, file.size, file.sha256))
    return tuple(found)


def _term(shown: Shown, state: State) -> Clock | None:
    """Return the office's term as it was at the certification; None where no office reviews."""
    review = state.definition.acting(Act.REVIEW)
    return clock(state, review, shown.dossier.holidays) if review else None


def _days(term: Clock) -> str:
    return str(ngettext("%(num)d día hábil", "%(num)d días hábiles", term.business_days))
