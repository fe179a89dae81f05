"""The applicant's answers to the observations of the open round, saved as they are written."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.bilingual import Text
from app.domain.canonical import canonical
from app.domain.digest import sha256
from app.domain.errors import InputError
from app.domain.progress.actions import Action, ActionKind, Inputs, Request
from app.domain.progress.refusals import refusal
from app.domain.progress.state import Observation
from app.services.applications import writing
from app.services.applications.dossier import of_row, read
from app.services.applications.reviews import tidy
from app.services.occasion import Occasion
from app.services.transaction import transaction

NOTHING_WRITTEN = Text("Escriba qué hizo con esta observación.", "Write what you did about this observation.")
MEANWHILE = Text(
    "Mientras usted escribía, otra persona respondió: «{answer}». Corrija su texto y guarde otra vez: quedará el suyo.",
    "While you were writing, somebody else answered: “{answer}”. Edit your text and save again: yours will stand.",
)


OTHER = Text(
    "La observación cambió mientras usted escribía. Léala otra vez, corrija su texto y guarde.",
    "The observation changed while you were writing. Read it again, edit your text and save.",
)


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in one answer's box, and the `mark` with which the page was opened."""

    text: str
    before: str


def mark(item: Observation, answer: str) -> str:
    """Return what stands for an observation with `answer` in its box: another mark, something changed."""
    return sha256(canonical([item.text, answer]))


def answer(number: str, key: str, written: Mapping[str, Written], occasion: Occasion) -> int:
    """Save the answer to observation `key`, and any other in `written` that was changed on the page, or none.

    Returns how many observations of the round still wait for one. Raises InputError named as the observation for an
    answer that is empty, too long, or given by somebody else meanwhile; and what forbids answering `key`.
    """
    with transaction() as session:
        dossier = read(session, number, occasion, to_write=True)
        if refused := refusal(dossier.state, Action(ActionKind.ANSWER, key), occasion.actor, dossier.around):
            raise refused
        current = dossier.state.open_round
        for item in current.observations if current else ():
            text = _changed(item, written.get(item.key), is_asked=item.key == key)
            if text is not None:
                request = Request(occasion.actor, Action(ActionKind.ANSWER, item.key), Inputs(text=text))
                writing.take(session, dossier, request, occasion)
                dossier = of_row(session, dossier.row, occasion)
        left = dossier.state.open_round.observations if dossier.state.open_round else ()
    return sum(not item.answer for item in left)


def _changed(item: Observation, written: Written | None, *, is_asked: bool) -> str | None:
    """Return the new answer to write, or None where the box was left as it was."""
    text = tidy(item.key, written.text) if written else ""
    stands = item.answer or ""
    if is_asked and not text:
        raise InputError(item.key, NOTHING_WRITTEN)
    if written is None or text == stands or (not is_asked and mark(item, text) == written.before):
        return None
    if not text:
        raise InputError(item.key, NOTHING_WRITTEN)
    if mark(item, stands) != written.before:
        raise InputError(item.key, MEANWHILE.format(answer=stands) if stands else OTHER)
    return text
