"""The office's review: private drafts of observations, the round they are issued in together, and the endorsement."""

import unicodedata
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from app.domain.bilingual import Text
from app.domain.canonical import canonical
from app.domain.digest import sha256
from app.domain.errors import InputError, WrongStepError
from app.domain.progress.actions import Action, ActionKind, Inputs, Request
from app.domain.progress.refusals import refusal
from app.domain.text import trimmed
from app.extensions import db
from app.models.observation import DraftObservation
from app.services.applications import writing
from app.services.applications.dossier import Dossier, read
from app.services.applications.places import observable
from app.services.occasion import Occasion
from app.services.transaction import transaction

LONGEST = 2000
"""Most characters of an observation, of a note and of an answer."""
OBSERVE = Action(ActionKind.OBSERVE)
EMPTY = Text("Escriba la observación.", "Write the observation.")
NO_PLACE = Text("Elija qué se observa.", "Choose what is observed.")
TOO_LONG = Text("Escriba como máximo {n} caracteres; hay {found}.", "Write at most {n} characters; there are {found}.")
CHANGED = Text(
    "El expediente o las observaciones cambiaron mientras usted leía. Revise cómo están ahora y confirme otra vez.",
    "The application or the observations changed while you were reading. Check how they are now and confirm again.",
)
DRAFTS_LEFT = Text(
    "Hay observaciones en borrador. Emítalas en una ronda o descártelas antes de dar la conformidad.",
    "There are draft observations. Issue them in a round or discard them before giving the endorsement.",
)


def drafts(number: str, occasion: Occasion) -> Sequence[DraftObservation]:
    """Return the drafts of the application's review; none for anybody but the office that reviews it."""
    return drafts_of(db.session, read(db.session, number, occasion), occasion)


def drafts_of(session: Session, dossier: Dossier, occasion: Occasion) -> Sequence[DraftObservation]:
    """Return the drafts in the order of the form; none for anybody but the office while the form lies with it."""
    if refusal(dossier.state, OBSERVE, occasion.actor, dossier.around):
        return ()
    query = (
        sa.select(DraftObservation)
        .where(DraftObservation.application_id == dossier.row.id)
        .options(joinedload(DraftObservation.author))
    )
    order = {place.anchor: n for n, place in enumerate(observable(dossier))}
    return sorted(session.scalars(query), key=lambda draft: (order.get(draft.anchor, len(order)), draft.id))


def mark(dossier: Dossier, rows: Sequence[DraftObservation]) -> str:
    """Return what stands for the form as certified and the drafts as written: another mark, something changed."""
    certified = dossier.state.certification.sequence if dossier.state.certification else 0
    said = [[row.anchor, row.text, row.is_formal] for row in rows]
    return sha256(canonical([certified, said]))


def tidy(name: str, text: str) -> str:
    """Return `text` as it is kept: without control characters or space around it, its lines ended alike.

    Raises InputError for the input `name` when it is longer than `LONGEST`.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    words = trimmed("".join(sign for sign in lines if sign in "\n\t" or unicodedata.category(sign) != "Cc"))
    if len(words) > LONGEST:
        raise InputError(name, TOO_LONG.format(n=LONGEST, found=len(words)))
    return words


def observe(number: str, anchor: str, text: str, occasion: Occasion, *, is_formal: bool) -> None:
    """Write down a draft observation on a question, section, document or step.

    Raises InputError for an empty or too long one, or where nothing can be observed there.
    """
    with transaction() as session:
        dossier = _reviewed(session, number, occasion)
        words = tidy("text", text)
        if not words:
            raise InputError("text", EMPTY)
        if anchor not in {place.anchor for place in observable(dossier)}:
            raise InputError("anchor", NO_PLACE)
        session.add(
            DraftObservation(
                application_id=dossier.row.id,
                anchor=anchor,
                text=words,
                is_formal=is_formal,
                author_id=occasion.actor.user_id,
                created_at=occasion.now,
            )
        )


def _reviewed(session: Session, number: str, occasion: Occasion) -> Dossier:
    dossier = read(session, number, occasion, to_write=True)
    if refused := refusal(dossier.state, OBSERVE, occasion.actor, dossier.around):
        raise refused
    return dossier


def discard(number: str, draft_id: int, occasion: Occasion) -> str:
    """Throw a draft away and return its anchor. Raises NoResultFound if it isn't there any more."""
    with transaction() as session:
        dossier = _reviewed(session, number, occasion)
        query = sa.select(DraftObservation).where(
            DraftObservation.id == draft_id, DraftObservation.application_id == dossier.row.id
        )
        draft = session.scalars(query).one()
        session.delete(draft)
        return draft.anchor


def issue_round(number: str, reason: str, occasion: Occasion, *, seen: str | None = None) -> int:
    """Issue every draft together as one numbered round and return its number; the drafts are gone then.

    `seen` is the `mark` of what the person read before confirming. Raises InputError without drafts, for a further
    round without a reason, and when what was read has changed.
    """
    with transaction() as session:
        dossier = _reviewed(session, number, occasion)
        rows = drafts_of(session, dossier, occasion)
        _check_seen(dossier, rows, seen)
        round_number = len(dossier.state.rounds) + 1
        observations = tuple(
            {"key": f"{round_number}.{n}", "anchor": row.anchor, "text": row.text, "is_formal": row.is_formal}
            for n, row in enumerate(rows, start=1)
        )
        inputs = Inputs(reason=tidy("reason", reason), observations=observations)
        writing.take(session, dossier, Request(occasion.actor, Action(ActionKind.ISSUE_ROUND), inputs), occasion)
        for row in rows:
            session.delete(row)
    return round_number


def endorse(number: str, note: str, occasion: Occasion, *, seen: str | None = None) -> None:
    """Give the office's endorsement, with a note or without one.

    Raises WrongStepError while there are drafts, which would be lost, and InputError for a note that is too long or
    when what was read (`seen`, as in `issue_round`) has changed.
    """
    with transaction() as session:
        dossier = _reviewed(session, number, occasion)
        rows = drafts_of(session, dossier, occasion)
        if rows:
            raise WrongStepError(DRAFTS_LEFT)
        _check_seen(dossier, rows, seen)
        inputs = Inputs(text=tidy("note", note))
        writing.take(session, dossier, Request(occasion.actor, Action(ActionKind.ENDORSE), inputs), occasion)


def _check_seen(dossier: Dossier, rows: Sequence[DraftObservation], seen: str | None) -> None:
    if seen is not None and seen != mark(dossier, rows):
        raise InputError("seen", CHANGED)
