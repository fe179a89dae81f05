"""Taking an action on an application: one decision, its events, and everything that follows, or nothing."""

from dataclasses import dataclass, replace

from app.domain.progress.actions import Action, Inputs, Request
from app.domain.progress.state import State
from app.services.applications import writing
from app.services.applications.dossier import read
from app.services.files import Upload, attach
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

    Raises NoResultFound where the application isn't the actor's to see, and the DomainError that forbids the action or
    names the input, a file among them, that is missing or can't be taken; then nothing was written.
    """
    with transaction() as session:
        dossier = read(session, number, occasion, to_write=True)
        for upload in uploads:
            dossier, said = attach(session, dossier, upload, occasion)
            inputs = replace(inputs, **said)
        dossier = writing.take(session, dossier, Request(occasion.actor, action, inputs), occasion)
    return Taken(number, dossier.state)
