"""What saving, uploading, finishing, extending and correcting write."""

from typing import Any

from app.domain.bilingual import Text
from app.domain.errors import InputError
from app.domain.process.answers import is_empty, same
from app.domain.process.catalog import Moment, Section
from app.domain.process.definition import Step
from app.domain.progress.events import EventKind, NewEvent
from app.domain.progress.outcomes.days import event_day
from app.domain.progress.outcomes.finishing import finishing
from app.domain.progress.papers import removable, step_of_slot
from app.domain.progress.rules.case import Case
from app.domain.progress.state import State

NO_FILE = Text("Elija un archivo.", "Choose a file.")
GONE = Text("Ese archivo ya no está aquí.", "That file is no longer here.")
NUMBER = Text(
    "Escriba el número de registro, de hasta {n} caracteres.", "Write the registry number, up to {n} characters."
)
LONGEST_NUMBER = 60


def today_event(kind: EventKind, case: Case, **data: Any) -> tuple[NewEvent, ...]:
    """Return one event of today, as the decisions do."""
    return (NewEvent(kind, case.around.today, data),)


def save(case: Case) -> tuple[NewEvent, ...]:
    """Keep the answers that changed; a change of what was certified takes the endorsement and signature back."""
    section = case.around.catalog[case.action.target]
    before = case.state.answers.get(section.key, {})
    changes = {
        code: [before.get(code), value]
        for code, value in case.inputs.answers.items()
        if code in section.by_code and not same(before.get(code), value)
    }
    if not changes:
        return ()
    saved = today_event(EventKind.SAVED, case, section=section.key, changes=changes)
    if not _takes_back(case.state, section, changes):
        return saved
    return (*saved, *today_event(EventKind.ENDORSEMENT_WITHDRAWN, case, section=section.key))


def _takes_back(state: State, section: Section, changes: dict[str, list[Any]]) -> bool:
    """Whether the changes touch what was certified (rule 5).

    English texts may wait until the signature (rule 2): one that was empty and is filled in before it says in English
    what was certified in Spanish, and takes nothing back.
    """
    if state.certification is None or state.is_in_review:
        return False
    return state.is_signed or not all(
        section.by_code[code].required_for is Moment.SIGNED and is_empty(before)
        for code, (before, _) in changes.items()
    )


def upload(case: Case) -> tuple[NewEvent, ...]:
    """Attach a paper, named by its attachment and the hash of its bytes."""
    attachment, sha256 = case.inputs.attachment, case.inputs.sha256
    if attachment is None:
        raise InputError("file", NO_FILE)
    return today_event(EventKind.UPLOADED, case, slot=case.action.target, attachment=attachment, sha256=sha256)


def remove(case: Case) -> tuple[NewEvent, ...]:
    """Take a paper away; the history keeps that it was there."""
    slot, attachment = case.action.target, case.inputs.attachment
    step = step_of_slot(case.state.definition, case.around.catalog, slot)
    if step is None or attachment not in removable(case.state, step, slot, case.actor.user_id, case.roles):
        raise InputError("attachment", GONE)
    return today_event(EventKind.REMOVED, case, slot=slot, attachment=attachment)


def complete(case: Case) -> tuple[NewEvent, ...]:
    """Finish a step on the day it happened."""
    return (finishing(case, named_step(case), event_day(case)),)


def named_step(case: Case) -> Step:
    """Return the step the action names, which its rule has found to exist."""
    return case.state.definition[case.action.target]


def skip(case: Case) -> tuple[NewEvent, ...]:
    """Say that a step isn't applicable, and why."""
    return today_event(EventKind.SKIPPED, case, step=case.action.target, reason=case.reason)


def extend(case: Case) -> tuple[NewEvent, ...]:
    """Give a term its extension, once."""
    term = named_step(case).term
    days = term.extension if term else 0
    return today_event(EventKind.EXTENDED, case, step=case.action.target, days=days, reason=case.reason)


def register(case: Case) -> tuple[NewEvent, ...]:
    """Note the number under which the ministry's registry received the application (rule 14)."""
    if not case.text or len(case.text) > LONGEST_NUMBER:
        raise InputError("number", NUMBER.format(n=LONGEST_NUMBER))
    return today_event(EventKind.REGISTERED, case, number=case.text)


def correct(case: Case) -> tuple[NewEvent, ...]:
    """Void a record."""
    return today_event(EventKind.CORRECTED, case, voids=int(case.action.target), reason=case.reason)
