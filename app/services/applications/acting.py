"""Taking an action on an application: one decision, its events, and everything that follows, or nothing."""

from dataclasses import dataclass, replace

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.domain.bilingual import Text
from app.domain.errors import InputError, WrongStepError
from app.domain.progress.actions import Action, Inputs, Request
from app.domain.progress.rules.words import ANOTHER_OPEN
from app.domain.progress.state import State
from app.domain.vocabulary import OfficeKind
from app.models.office import Office
from app.services.applications import writing
from app.services.applications.dossier import read
from app.services.applications.projection import is_second_open
from app.services.files import Upload, attach
from app.services.occasion import Occasion
from app.services.transaction import transaction

NO_OFFICE = Text("Elija una de las oficinas de la lista.", "Choose one of the offices in the list.")


@dataclass(frozen=True, slots=True)
class Taken:
    """What an action led to."""

    number: str
    state: State


def take(number: str, action: Action, inputs: Inputs, occasion: Occasion, uploads: tuple[Upload, ...] = ()) -> Taken:
    """Take `action` on the application `number`, attaching the `uploads` given with it first.

    Raises NoResultFound where the application isn't the actor's to see, and the DomainError that forbids the action or
    names the input, a file among them, that is missing or can't be taken; then nothing was written.
    """
    try:
        with transaction() as session:
            dossier = read(session, number, occasion, to_write=True)
            for upload in uploads:
                dossier, said = attach(session, dossier, upload, occasion)
                inputs = replace(inputs, **said)
            _check_office(session, inputs.office_id)
            dossier = writing.take(session, dossier, Request(occasion.actor, action, inputs), occasion)
    except IntegrityError as error:
        if is_second_open(error):
            raise WrongStepError(ANOTHER_OPEN) from error
        raise
    return Taken(number, dossier.state)


def _check_office(session: Session, office_id: int | None) -> None:
    """Raise InputError for an office that accompanies nobody: the Embassy, an announced one, one that isn't there."""
    accompanies = sa.and_(Office.id == office_id, Office.active, Office.kind != OfficeKind.EMBASSY)
    if office_id is not None and session.scalar(sa.select(Office.id).where(accompanies)) is None:
        raise InputError("office_id", NO_OFFICE)
