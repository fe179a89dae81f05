"""The office's review: private drafts of observations, and the round they are issued in together."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from app.domain.bilingual import Text
from app.domain.errors import InputError
from app.domain.progress.actions import Action, ActionKind, Inputs, Request
from app.domain.progress.papers import step_of_slot
from app.domain.progress.refusals import refusal
from app.extensions import db
from app.models.observation import DraftObservation
from app.services.applications import writing
from app.services.applications.dossier import Dossier, read
from app.services.occasion import Occasion
from app.services.transaction import transaction

LONGEST = 2000
OBSERVE = Action(ActionKind.OBSERVE)


def drafts(number: str, occasion: Occasion) -> Sequence[DraftObservation]:
    """Return the drafts of the application's review; none for anybody but the office that reviews it."""
    dossier = read(db.session, number, occasion)
    if refusal(dossier.state, OBSERVE, occasion.actor, dossier.around):
        return ()
    return _drafts(db.session, dossier)


def _drafts(session: Session, dossier: Dossier) -> Sequence[DraftObservation]:
    query = (
        sa.select(DraftObservation)
        .where(DraftObservation.application_id == dossier.row.id)
        .order_by(DraftObservation.id)
        .options(joinedload(DraftObservation.author))
    )
    return session.scalars(query).all()


def observe(number: str, anchor: str, text: str, occasion: Occasion, *, is_formal: bool) -> None:
    """Write down a draft observation on a field, section or document. Raises InputError for an empty or lost one."""
    with transaction() as session:
        dossier = _reviewed(session, number, occasion)
        words = text.strip()
        if not words:
            raise InputError("text", Text("Escriba la observación.", "Write the observation."))
        if len(words) > LONGEST:
            raise InputError(
                "text", Text("Escriba como máximo {n} caracteres.", "Write at most {n} characters.").format(n=LONGEST)
            )
        if not anchor_exists(dossier, anchor):
            raise InputError("anchor", Text("Elija qué se observa.", "Choose what is observed."))
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


def anchor_exists(dossier: Dossier, anchor: str) -> bool:
    """Whether an observation can be anchored there: a field or section of the form, a document, a step."""
    kind, _, name = anchor.partition(":")
    if kind == "field":
        return name in dossier.catalog.fields
    if kind == "section":
        return name in dossier.catalog.by_key
    return step_of_slot(dossier.definition, dossier.catalog, anchor) is not None


def discard(number: str, draft_id: int, occasion: Occasion) -> None:
    """Throw a draft away. Raises NoResultFound if it isn't there any more."""
    with transaction() as session:
        dossier = _reviewed(session, number, occasion)
        query = sa.select(DraftObservation).where(
            DraftObservation.id == draft_id, DraftObservation.application_id == dossier.row.id
        )
        session.delete(session.scalars(query).one())


def issue_round(number: str, reason: str, occasion: Occasion) -> int:
    """Issue every draft together as one numbered round and return its number; the drafts are gone then.

    Raises InputError without drafts, or for a further round without a reason.
    """
    with transaction() as session:
        dossier = _reviewed(session, number, occasion)
        rows = _drafts(session, dossier)
        round_number = len(dossier.state.rounds) + 1
        observations = tuple(
            {"key": f"{round_number}.{n}", "anchor": row.anchor, "text": row.text, "is_formal": row.is_formal}
            for n, row in enumerate(rows, start=1)
        )
        request = Request(
            occasion.actor, Action(ActionKind.ISSUE_ROUND), Inputs(reason=reason, observations=observations)
        )
        writing.take(session, dossier, request, occasion)
        for row in rows:
            session.delete(row)
    return round_number
