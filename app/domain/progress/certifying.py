"""Certifying groups A-F: is everything there, and may this person do it (rules 2 and 3)."""

from app.domain.access import Actor, roles_on
from app.domain.bilingual import Text, joined
from app.domain.errors import IncompleteError, NotAllowedError
from app.domain.process.answers import problems_in
from app.domain.process.catalog import Moment
from app.domain.process.definition import Act
from app.domain.progress.actions import Surroundings
from app.domain.progress.events import EventKind
from app.domain.progress.state import State
from app.domain.vocabulary import Role


def incomplete_sections(state: State, keys: tuple[str, ...], around: Surroundings) -> IncompleteError | None:
    """Return what is missing from the sections `keys`, as they must be at certification; None when they are whole."""
    sections = [around.catalog[key] for key in keys]
    missing = [
        section for section in sections if problems_in(section, state.answers.get(section.key, {}), Moment.SUBMITTED)
    ]
    if not missing:
        return None
    return IncompleteError(
        Text("Complete estas secciones: {sections}.", "Complete these sections: {sections}.").format(
            sections=joined([section.title for section in missing])
        ),
        tuple(section.key for section in missing),
    )


def certifies_by_sheet(state: State, actor: Actor, around: Surroundings) -> bool:
    """Whether `actor` certifies by uploading the mayor's signed sheet instead of as a second person."""
    return not _is_second_signatory(state, actor, around)


def _is_second_signatory(state: State, actor: Actor, around: Surroundings) -> bool:
    return Role.SIGNATORY in roles_on(actor, around.subject) and state.editors != {actor.user_id}


def certifying_refused(state: State, actor: Actor, around: Surroundings) -> NotAllowedError | None:
    """Return why `actor` can't certify now, or None.

    Who certifies holds the signatory's role and isn't the only editor since the last certification. Where nobody else
    can, a preparer certifies by uploading the sheet the mayor signed.
    """
    if _is_second_signatory(state, actor, around):
        return None
    if around.signatories - {actor.user_id}:
        return NotAllowedError(
            Text(
                "Certifica la persona firmante, que no puede ser la única que llenó la solicitud. Pídale que ingrese.",
                "The signatory certifies, and cannot be the only one who filled in the form. Ask them to sign in.",
            )
        )
    if has_current_sheet(state):
        return None
    return NotAllowedError(
        Text(
            "Nadie más puede certificar en su organización: imprima la hoja de certificación, hágala "
            "firmar por la autoridad y súbala; si después cambia la solicitud, suba una nueva.",
            "Nobody else can certify in your organization: print the certification sheet, have the authority sign it "
            "and upload it; if you change the form afterwards, upload a new one.",
        )
    )


def has_current_sheet(state: State) -> bool:
    """Whether a signed sheet was uploaded after the last change to the answers, so that it covers what it certifies."""
    submit = state.definition.acting(Act.SUBMIT)
    slot = f"step:{submit.key}" if submit else ""
    changed = max((e.sequence for e in state.effective if e.kind is EventKind.SAVED), default=0)
    return any(
        event.kind is EventKind.UPLOADED
        and event.data["slot"] == slot
        and event.sequence > changed
        and event.data["attachment"] in state.files_at(slot)
        for event in state.effective
    )
