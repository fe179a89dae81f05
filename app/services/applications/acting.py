"""Taking an action on an application: one decision, its events, and everything that follows, or nothing."""

from dataclasses import dataclass, replace

from app.domain.progress.actions import Action, Inputs, Request
from app.domain.progress.state import State
from app.services.applications import writing
from app.services.applications.dossier import read
from app.services.files import ANSWER_SLOT, Upload, attach
from app.services.occasion import Occasion
from app.services.transaction import transaction


@dataclass(frozen=True, slots=True)
class Taken:
    """What an action led to."""

    number: str
    state: State


def take(
    number: str, action: Action, inputs: Inputs, occasion: Occasion, uploads: tuple[Upload, ...] = ()
) -> Taken:
    """Take `action` on the application `number`, attaching the `uploads` given with it first.

    Raises NoResultFound where the application isn't the actor's to see, the DomainError that forbids the action or
    names the input that is missing, and RefusedFileError for a file that can't be taken; then nothing was written.
    """
    with transaction() as session:
        dossier = read(session, number, occasion, to_write=True)
        for upload in uploads:
            recorded = upload.slot != ANSWER_SLOT
            inputs = replace(inputs, **attach(session, dossier, upload, occasion, recorded=recorded))
            dossier = read(session, number, occasion)
        state = writing.take(session, dossier, Request(occasion.actor, action, inputs), occasion)
    return Taken(number, state)
