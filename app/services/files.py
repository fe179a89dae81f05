"""Uploaded papers: sniffed, kept once, attached to their place, and given back to whoever may read them."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.exc import IntegrityError, NoResultFound
from sqlalchemy.orm import Session, joinedload

from app.domain.access import may_see_contents
from app.domain.bilingual import Text
from app.domain.errors import InputError, NotAllowedError
from app.domain.files import is_whole, kind_of, safe_name
from app.domain.progress.actions import Action, ActionKind, Inputs, Request
from app.domain.progress.refusals import refusal
from app.domain.vocabulary import FileKind, Role
from app.extensions import db
from app.models.application import Application
from app.models.file import Attachment, StoredFile
from app.models.organization import Organization
from app.services import offices, storage
from app.services.applications import writing
from app.services.applications.dossier import Dossier, of_row, read
from app.services.occasion import Occasion
from app.services.scope import visible_to
from app.services.transaction import transaction

__all__ = [
    "ANSWER_SLOT",
    "Download",
    "Upload",
    "attach",
    "download",
    "remove",
    "safe_name",
    "sniffed",
    "stored",
    "upload",
]

MEDIA_TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.JPEG: "image/jpeg",
    FileKind.PNG: "image/png",
}
ANSWER_SLOT = "answer:not_accepted"
"""The place of WeGO's refusal, which goes with the event that records it and not with a step."""

NO_FILE = Text("Elija un archivo que no esté vacío.", "Choose a file that is not empty.")
TOO_LARGE = Text(
    "El archivo pesa más de {n} MB: redúzcalo o divídalo.", "The file is larger than {n} MB: reduce or split it."
)
OTHER_KIND = Text(
    "Suba un archivo PDF, JPG o PNG; este no lo es por dentro, aunque su nombre lo diga.",
    "Upload a PDF, JPG or PNG file; inside, this one is not, whatever its name says.",
)
CUT_SHORT = Text(
    "El archivo está incompleto: ábralo en su equipo, guárdelo otra vez y súbalo de nuevo.",
    "The file is incomplete: open it on your computer, save it again and upload it once more.",
)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as the browser sent it: the name is only shown, the kind is told from the bytes."""

    slot: str
    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Download:
    """A file to hand out: a safe name, its media type and its bytes."""

    name: str
    media_type: str
    content: bytes


def upload(number: str, given: Upload, occasion: Occasion) -> None:
    """Attach a file to a slot of the application `number`.

    Raises InputError for a file that is empty, too large, cut short, or not a PDF, JPEG or PNG inside, and what
    `acting.take` raises for a slot that isn't the actor's.
    """
    with transaction() as session:
        attach(session, read(session, number, occasion, to_write=True), given, occasion)


def attach(session: Session, dossier: Dossier, given: Upload, occasion: Occasion) -> tuple[Dossier, dict[str, Any]]:
    """Keep the file, attach it and write the event, in the caller's transaction.

    Returns the dossier as it is then, and what `Inputs` says of the file. The same bytes already in the same place are
    left as they are: pressing twice attaches once. WeGO's refusal gets no event of its own: it goes with another's.
    """
    answers = given.slot == ANSWER_SLOT
    action = Action(ActionKind.NOT_ACCEPT) if answers else Action(ActionKind.UPLOAD, given.slot)
    # Nothing is kept of somebody who may not: the bytes of a refused file would stay behind.
    if refused := refusal(dossier.state, action, occasion.actor, dossier.around):
        raise refused
    file = stored(session, given, occasion)
    present = _attached(session, dossier, given.slot, file)
    if present is not None:
        return dossier, {"attachment": present, "sha256": file.sha256}
    attachment = Attachment(
        file=file,
        application_id=dossier.row.id,
        slot=given.slot,
        name=safe_name(given.name, file.kind),
        uploaded_by_id=occasion.actor.user_id,
        uploaded_at=occasion.now,
    )
    session.add(attachment)
    session.flush()
    said: dict[str, Any] = {"attachment": attachment.id, "sha256": file.sha256}
    if not answers:
        dossier = writing.take(session, dossier, Request(occasion.actor, action, Inputs(**said)), occasion)
    return dossier, said


def _attached(session: Session, dossier: Dossier, slot: str, file: StoredFile) -> int | None:
    present = dossier.state.files_at(slot)
    query = sa.select(Attachment.id).where(Attachment.id.in_(present), Attachment.file_id == file.id).limit(1)
    return session.scalar(query) if present else None


def stored(session: Session, given: Upload, occasion: Occasion) -> StoredFile:
    """Keep the bytes of a file and return their row, in the caller's transaction; the same bytes have one row.

    Raises InputError as `sniffed`.
    """
    kind = sniffed(given)
    sha256 = storage.keep(given.content)
    same_bytes = sa.select(StoredFile).where(StoredFile.sha256 == sha256)
    if row := session.scalar(same_bytes):
        return row
    try:
        with session.begin_nested():
            row = StoredFile(sha256=sha256, size=len(given.content), kind=kind, stored_at=occasion.now)
            session.add(row)
    except IntegrityError:  # Somebody else kept the same bytes at the same instant.
        return session.scalars(same_bytes).one()
    return row


def sniffed(given: Upload) -> FileKind:
    """Return the kind of file told from its content; raises InputError with what to do for any other."""
    limit = current_app.config["MAX_FILE_SIZE"]
    if not given.content:
        raise InputError("file", NO_FILE)
    if len(given.content) > limit:
        raise InputError("file", TOO_LARGE.format(n=limit // 1024 // 1024))
    kind = kind_of(given.content)
    if kind is None:
        raise InputError("file", OTHER_KIND)
    if not is_whole(given.content, kind):
        raise InputError("file", CUT_SHORT)
    return kind


def remove(number: str, slot: str, attachment_id: int, occasion: Occasion) -> None:
    """Take a paper off its slot; the history keeps that it was there. Raises as `acting.take`."""
    with transaction() as session:
        dossier = read(session, number, occasion, to_write=True)
        action = Action(ActionKind.REMOVE, slot)
        writing.take(session, dossier, Request(occasion.actor, action, Inputs(attachment=attachment_id)), occasion)


def download(attachment_id: int, occasion: Occasion) -> Download:
    """Return an attached file to somebody who may read it.

    Raises NoResultFound for what the actor can't see, and NotAllowedError where only the status is theirs (rule 11).
    """
    query = sa.select(Attachment).where(Attachment.id == attachment_id).options(joinedload(Attachment.file))
    row = db.session.scalars(query).one()
    if row.application_id is None:
        _check_membership(row, occasion)
    else:
        visible = sa.select(Application).where(Application.id == row.application_id, visible_to(occasion.actor))
        dossier = of_row(db.session, db.session.scalars(visible).one(), occasion)
        decision = may_see_contents(occasion.actor, dossier.around.subject)
        if not decision.allowed:
            raise NotAllowedError(decision.because)
    return Download(row.name, MEDIA_TYPES[row.file.kind], storage.fetch(row.file.sha256))


def _check_membership(row: Attachment, occasion: Occasion) -> None:
    """Papers of a membership are read by the member, the staff of the office that serves it, Lima and the Embassy."""
    actor = occasion.actor
    if row.organization_id in actor.organizations() or actor.roles & {Role.COORDINATOR, Role.EMBASSY}:
        return
    organization = db.session.get_one(Organization, row.organization_id)
    if offices.serving(db.session, organization, occasion.today).id not in actor.offices():
        raise NoResultFound
