"""Uploaded papers: sniffed, kept once, attached to their place, and given back to whoever may read them."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

import puremagic
import sqlalchemy as sa
from flask import current_app
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session, joinedload

from app.domain.access import may_see_contents
from app.domain.bilingual import Text
from app.domain.errors import InputError, NotAllowedError
from app.domain.progress.actions import Action, ActionKind, Inputs, Request
from app.domain.vocabulary import FileKind, Role
from app.extensions import db
from app.models.application import Application
from app.models.file import Attachment, StoredFile
from app.services import storage
from app.services.applications import writing
from app.services.applications.dossier import Dossier, of_row, read
from app.services.occasion import Occasion
from app.services.scope import visible_to
from app.services.transaction import transaction

MEDIA_TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.JPEG: "image/jpeg",
    FileKind.PNG: "image/png",
}
ENDINGS = {FileKind.PDF: ".pdf", FileKind.JPEG: ".jpg", FileKind.PNG: ".png"}
LONGEST_NAME = 120


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

    Raises InputError for a file that is empty, too large, or not a PDF, JPEG or PNG inside, and what `acting.take`
    raises for a slot that isn't the actor's.
    """
    with transaction() as session:
        attach(session, read(session, number, occasion, to_write=True), given, occasion)


def attach(
    session: Session, dossier: Dossier, given: Upload, occasion: Occasion, *, recorded: bool = True
) -> dict[str, Any]:
    """Keep the file, attach it and write the event, in the caller's transaction; returns what `Inputs` says of it.

    The same bytes already in the same place are left as they are: pressing twice attaches once. A file that goes with
    another event (`recorded` false) gets none of its own.
    """
    kind = sniffed(given)
    sha256 = storage.keep(given.content)
    present = _attached(session, dossier, given.slot, sha256)
    if present is not None:
        return {"attachment": present, "sha256": sha256}
    attachment = Attachment(
        file=_stored(session, sha256, kind, len(given.content), occasion),
        application_id=dossier.row.id,
        slot=given.slot,
        name=safe_name(given.name, kind),
        uploaded_by_id=occasion.actor.user_id,
        uploaded_at=occasion.now,
    )
    session.add(attachment)
    session.flush()
    said = {"attachment": attachment.id, "sha256": sha256}
    if recorded:
        writing.take(
            session, dossier, Request(occasion.actor, Action(ActionKind.UPLOAD, given.slot), Inputs(**said)), occasion
        )
    return said


ANSWER_SLOT = "answer:not_accepted"
"""The place of WeGO's refusal, which goes with the event that records it and not with a step."""


def _attached(session: Session, dossier: Dossier, slot: str, sha256: str) -> int | None:
    present = dossier.state.files_at(slot)
    query = (
        sa.select(Attachment.id)
        .join(StoredFile)
        .where(Attachment.id.in_(present), StoredFile.sha256 == sha256, Attachment.slot == slot)
    )
    return session.scalar(query)


def _stored(session: Session, sha256: str, kind: FileKind, size: int, occasion: Occasion) -> StoredFile:
    row = session.scalar(sa.select(StoredFile).where(StoredFile.sha256 == sha256))
    return row or StoredFile(sha256=sha256, size=size, kind=kind, stored_at=occasion.now)


def sniffed(given: Upload) -> FileKind:
    """Return the kind of file told from its content; raises InputError with what to do for any other."""
    limit = current_app.config["MAX_FILE_SIZE"]
    if not given.content:
        raise InputError("file", Text("Elija un archivo que no esté vacío.", "Choose a file that is not empty."))
    if len(given.content) > limit:
        raise InputError(
            "file",
            Text(
                "El archivo pesa más de {n} MB: redúzcalo o divídalo.",
                "The file is larger than {n} MB: reduce or split it.",
            ).format(n=limit // 1024 // 1024),
        )
    try:
        endings = {match.extension for match in puremagic.magic_string(given.content)[:3]}
    except (puremagic.PureError, ValueError):
        endings = set()
    for kind, names in ((FileKind.PDF, {".pdf"}), (FileKind.JPEG, {".jpg", ".jpeg", ".jfif"}), (FileKind.PNG, {".png"})):
        if endings & names and given.content.startswith(SIGNATURES[kind]):
            return kind
    raise InputError(
        "file",
        Text(
            "Suba un archivo PDF, JPG o PNG; este no lo es por dentro, aunque su nombre lo diga.",
            "Upload a PDF, JPG or PNG file; inside, this one is not, whatever its name says.",
        ),
    )


SIGNATURES = {FileKind.PDF: b"%PDF-", FileKind.JPEG: b"\xff\xd8\xff", FileKind.PNG: b"\x89PNG\r\n\x1a\n"}


def safe_name(name: str, kind: FileKind) -> str:
    """Return a name fit for a disk and a header: no path, no control or reserved characters, the kind's own ending."""
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    stem = re.sub(r"\.[A-Za-z0-9]{1,5}$", "", last)
    clean = "".join(
        "_" if char in '<>:"|?*' or unicodedata.category(char).startswith("C") else char for char in stem
    ).strip(" ._")
    return f"{clean[:LONGEST_NAME] or 'documento'}{ENDINGS[kind]}"


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
    """Papers of a membership are read by the member, by its office's staff, Lima and the Embassy."""
    actor = occasion.actor
    if row.organization_id in actor.organizations() or actor.roles & {Role.COORDINATOR, Role.EMBASSY}:
        return
    if actor.offices():
        return
    raise NoResultFound
