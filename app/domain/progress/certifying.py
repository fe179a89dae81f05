"""Certifying groups A-F: is everything there, and may this person do it (rules 2 and 3)."""

from datetime import date

from app.domain.access import Actor, roles_on
from app.domain.bilingual import Text, joined
from app.domain.errors import IncompleteError, NotAllowedError
from app.domain.process.answers import day_from, problems_in
from app.domain.process.catalog import Moment, Section
from app.domain.progress.actions import Surroundings
from app.domain.progress.changes import AUTHORITY, last_change
from app.domain.progress.papers import SHEET, uploads
from app.domain.progress.state import State
from app.domain.vocabulary import Role

COMPLETE = Text("Complete estas secciones: {sections}.", "Complete these sections: {sections}.")
ENGLISH = Text(
    "Lo que se firma va en inglés: complete los textos en inglés de {sections}.",
    "What is signed is in English: complete the English texts of {sections}.",
)
SIGNATORY_CERTIFIES = Text(
    "Certifica la persona firmante, que no puede ser la única que llenó la solicitud. Pídale que ingrese.",
    "The signatory certifies, and cannot be the only one who filled in the form. Ask them to sign in.",
)
SHEET_NEEDED = Text(
    "Nadie más puede certificar en su organización: imprima la hoja de certificación, hágala firmar por la autoridad y "
    "súbala; si después cambia la solicitud, suba una nueva.",
    "Nobody else can certify in your organization: print the certification sheet, have the authority sign it and "
    "upload it; if you change the form afterwards, upload a new one.",
)


def sections_wanting(state: State, keys: tuple[str, ...], around: Surroundings, moment: Moment) -> tuple[Section, ...]:
    """Return those of the sections `keys` whose answers aren't what they must be by `moment`."""
    sections = (around.catalog[key] for key in keys)

    def wrong(section: Section) -> bool:
        return bool(problems_in(section, state.answers.get(section.key, {}), moment, around.known))

    return tuple(section for section in sections if wrong(section))


def certified_sections(around: Surroundings) -> tuple[str, ...]:
    """Return the sections a certification speaks of: all of groups A-F, those of earlier steps included."""
    return tuple(section.key for section in around.catalog.form_sections)


def incomplete_sections(state: State, keys: tuple[str, ...], around: Surroundings) -> IncompleteError | None:
    """Return what is missing from the sections `keys`, as they must be at certification; None when they are whole."""
    return _incomplete(COMPLETE, sections_wanting(state, keys, around, Moment.SUBMITTED))


def incomplete_english(state: State, around: Surroundings) -> IncompleteError | None:
    """Return what the form still lacks to be signed, English texts included; None when it is whole (rule 2)."""
    return _incomplete(ENGLISH, sections_wanting(state, certified_sections(around), around, Moment.SIGNED))


def _incomplete(words: Text, missing: tuple[Section, ...]) -> IncompleteError | None:
    if not missing:
        return None
    titles = joined([section.title for section in missing])
    return IncompleteError(words.format(sections=titles), tuple(section.key for section in missing))


def certifies_by_sheet(state: State, actor: Actor, around: Surroundings) -> bool:
    """Whether `actor` certifies by uploading the mayor's signed sheet instead of as a second person."""
    return not _is_second_signatory(state, actor, around)


def _is_second_signatory(state: State, actor: Actor, around: Surroundings) -> bool:
    return Role.SIGNATORY in roles_on(actor, around.subject) and state.editors != {actor.user_id}


def certifying_refused(state: State, actor: Actor, around: Surroundings) -> NotAllowedError | None:
    """Return why `actor` can't certify now, or None.

    Who certifies holds the signatory's role and isn't the only editor since the last certification. Where nobody else
    can, whoever prepares the form certifies by uploading the sheet the mayor signed.
    """
    if _is_second_signatory(state, actor, around):
        return None
    if any(state.editors != {signatory} for signatory in around.signatories - {actor.user_id}):
        return NotAllowedError(SIGNATORY_CERTIFIES)
    return None if has_current_sheet(state) else NotAllowedError(SHEET_NEEDED)


def signers_term(state: State) -> tuple[date | None, date | None]:
    """Return the first and last day in office of the authority that signs, as the form says; None where it doesn't."""
    answers = state.answers.get(AUTHORITY, {})
    return day_from(answers.get("authority_term_from")), day_from(answers.get("authority_term_to"))


def signers_term_ended(state: State, day: date) -> date | None:
    """Return the last day in office of the authority that signs where that is before `day`, else None."""
    _, last = signers_term(state)
    return last if last and last < day else None


def has_current_sheet(state: State) -> bool:
    """Whether a signed sheet was uploaded after the last change to the answers, so that it covers what it certifies."""
    return any(sequence > last_change(state) for sequence, _ in uploads(state, (SHEET,)).values())
