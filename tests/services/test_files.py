"""Uploaded papers: only whole PDF, JPEG and PNG files, each kept once, in its place, for whoever may read it."""

import hashlib
import zlib
from functools import partial
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask, current_app
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session

from app.domain.errors import DomainError, InputError, NotAllowedError, WrongStepError
from app.domain.progress.actions import Action, ActionKind, Inputs
from app.domain.progress.events import EventKind
from app.domain.vocabulary import FileKind, Role
from app.extensions import db
from app.models.file import Attachment, StoredFile
from app.services import files
from app.services.applications import acting
from app.services.files import Upload
from tests.factories import Journey, a_pdf, a_png, a_user, an_application, occasion_of
from tests.services.conftest import AtOnce
from tests.services.uploading import MEGABYTES, REPORT, a_jpeg, give, kept_files, papers, prepared, rows


@pytest.fixture
def journey(session: Session) -> Journey:
    """Give an application that waits for its technical report."""
    return prepared()


@pytest.mark.parametrize(
    ("content", "kind", "name"),
    [
        (a_pdf(), FileKind.PDF, "informe.pdf"),
        (a_png(), FileKind.PNG, "informe.png"),
        (a_jpeg(), FileKind.JPEG, "informe.jpg"),
    ],
)
def test_a_file_is_what_its_bytes_say_and_gets_that_ending(
    session: Session, journey: Journey, content: bytes, kind: FileKind, name: str
) -> None:
    give(journey, journey.preparer, content, "C:\\Mis documentos\\informe.exe")
    (attachment,) = session.scalars(sa.select(Attachment).where(Attachment.id.in_(papers(journey))))
    assert (attachment.name, attachment.file.kind, attachment.file.size) == (name, kind, len(content))
    assert attachment.file.sha256 == hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "no esté vacío"),
        (b"MZ\x90\x00" + bytes(200), "no lo es por dentro"),
        (b"<!doctype html><script>alert(1)</script>", "no lo es por dentro"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "no lo es por dentro"),
        (b"GIF89a" + bytes(50), "no lo es por dentro"),
        (b"PK\x03\x04" + bytes(50), "no lo es por dentro"),
        (b"\n" + a_pdf(), "no lo es por dentro"),
        (zlib.compress(a_pdf()), "no lo es por dentro"),
        (a_pdf()[:-8], "está incompleto"),
        (b"%PDF-1.7", "está incompleto"),
        (a_png()[:-5], "está incompleto"),
        (a_jpeg()[:-2], "está incompleto"),
        (a_pdf() + bytes(10 * MEGABYTES), "pesa más de 10 MB"),
    ],
)
def test_anything_else_is_refused_with_what_to_do_and_leaves_nothing(
    session: Session, journey: Journey, content: bytes, told: str
) -> None:
    stored, kept = rows(session, StoredFile), kept_files()
    for name in ("informe.pdf", "foto.png"):
        with pytest.raises(InputError, match=told) as caught:
            give(journey, journey.preparer, content, name)
        assert caught.value.field == "file"
        assert caught.value.because.en
    assert (rows(session, StoredFile), kept_files(), papers(journey)) == (stored, kept, ())


def test_a_file_of_ten_megabytes_to_the_byte_is_taken(journey: Journey) -> None:
    end = b"%%EOF\n"
    content = a_pdf().ljust(10 * MEGABYTES - len(end), b"\n") + end
    assert len(content) == current_app.config["MAX_FILE_SIZE"]
    give(journey, journey.preparer, content)
    assert len(papers(journey)) == 1


def test_pressing_twice_attaches_once(session: Session, journey: Journey) -> None:
    before = journey.shown(journey.preparer).dossier.row.sequence
    for name in ("informe.pdf", "otro nombre.pdf"):
        give(journey, journey.preparer, a_pdf("igual"), name)
    assert journey.shown(journey.preparer).dossier.row.sequence == before + 1
    assert len(papers(journey)) == rows(session, Attachment) == 1


def test_the_same_bytes_in_two_places_are_kept_once_and_attached_twice(session: Session, journey: Journey) -> None:
    stored, kept = rows(session, StoredFile), len(kept_files())
    give(journey, journey.preparer, a_pdf("dos lugares"))
    give(journey, journey.preparer, a_pdf("dos lugares"), slot="step:technical_report")
    assert (rows(session, StoredFile), len(kept_files())) == (stored + 1, kept + 1)
    assert len({*papers(journey), *papers(journey, "step:technical_report")}) == 2


def test_a_paper_taken_away_stays_in_the_history_and_can_be_brought_back(session: Session, journey: Journey) -> None:
    give(journey, journey.preparer, a_pdf("uno"))
    (first,) = papers(journey)
    files.remove(journey.number, REPORT, first, occasion_of(journey.signatory))
    assert papers(journey) == ()
    *_, uploaded, removed = journey.shown(journey.preparer).dossier.events
    assert (uploaded.kind, removed.kind) == (EventKind.UPLOADED, EventKind.REMOVED)
    assert uploaded.data["attachment"] == removed.data["attachment"] == first
    assert files.download(first, occasion_of(journey.officer)).content == a_pdf("uno")
    give(journey, journey.preparer, a_pdf("uno"))
    (second,) = papers(journey)
    assert second != first


def test_a_paper_that_is_not_there_is_not_taken_away(journey: Journey) -> None:
    give(journey, journey.preparer, a_pdf("uno"))
    with pytest.raises(InputError, match="ya no está aquí"):
        files.remove(journey.number, REPORT, 10**6, occasion_of(journey.preparer))
    assert len(papers(journey)) == 1


@pytest.mark.parametrize(
    ("who", "slot", "error"),
    [
        ("preparer", "field:no_such_document", WrongStepError),
        ("preparer", "step:no_such_step", WrongStepError),
        ("preparer", "nonsense", WrongStepError),
        ("preparer", "step:acceptance", WrongStepError),
        ("preparer", "answer:not_accepted", NotAllowedError),
        ("embassy", "answer:not_accepted", WrongStepError),
        ("officer", REPORT, NotAllowedError),
        ("embassy", REPORT, NotAllowedError),
        ("coordinator", REPORT, NotAllowedError),
        ("stranger", REPORT, NoResultFound),
    ],
)
def test_a_file_for_a_place_that_is_not_ones_own_is_refused_and_its_bytes_are_not_kept(
    session: Session, journey: Journey, who: str, slot: str, error: type[Exception]
) -> None:
    user = a_user(Role.PREPARER, organization_code="081303") if who == "stranger" else getattr(journey, who)
    kept = kept_files()
    with pytest.raises(error):
        give(journey, user, a_pdf("nunca"), slot=slot)
    assert kept_files() == kept
    assert rows(session, Attachment) == 0


def test_a_file_that_comes_with_an_action_that_fails_is_not_attached(session: Session, journey: Journey) -> None:
    given = (Upload(REPORT, "informe.pdf", a_pdf("uno")), Upload(REPORT, "otro.pdf", b"no"))
    before = journey.shown(journey.preparer).dossier.row.sequence
    with pytest.raises(DomainError):
        acting.take(
            journey.number,
            Action(ActionKind.COMPLETE, "technical_report"),
            Inputs(),
            occasion_of(journey.preparer),
            given,
        )
    assert rows(session, Attachment) == 0
    assert journey.shown(journey.preparer).dossier.row.sequence == before


def test_a_step_is_finished_with_the_file_that_comes_with_it(journey: Journey) -> None:
    given = (Upload(REPORT, "informe.pdf", a_pdf("uno")),)
    action = Action(ActionKind.COMPLETE, "technical_report")
    taken = acting.take(journey.number, action, Inputs(), occasion_of(journey.preparer), given)
    assert taken.state.steps["technical_report"].status == "done"
    assert len(taken.state.files_at(REPORT)) == 1


@pytest.mark.parametrize("kind", [ActionKind.SUSPEND, ActionKind.COMPLETE])
def test_wegos_refusal_is_not_slipped_in_with_another_action(
    session: Session, journey: Journey, kind: ActionKind
) -> None:
    given = (Upload(files.ANSWER_SLOT, "respuesta.pdf", a_pdf("uno")),)
    with pytest.raises(NotAllowedError):
        acting.take(journey.number, Action(kind), Inputs(reason="x"), occasion_of(journey.preparer), given)
    assert rows(session, Attachment) == 0


def test_a_lost_file_is_an_error_and_not_an_empty_paper(app: Flask, journey: Journey) -> None:
    give(journey, journey.preparer, a_pdf("se pierde"))
    sha256 = hashlib.sha256(a_pdf("se pierde")).hexdigest()
    folder = Path(app.config["FILES_URL"].removeprefix("file://"))
    (folder / sha256[:2] / sha256).unlink()
    with pytest.raises(FileNotFoundError):
        files.download(papers(journey)[0], occasion_of(journey.preparer))


def test_two_cities_that_upload_the_same_new_bytes_at_once_both_get_them(apart: Flask, at_once: AtOnce) -> None:
    journeys = [an_application(code) for code in ("081303", "081302")]
    letter = Upload("step:city_profile", "oficio.pdf", a_pdf("modelo de oficio"))
    people = [(item.number, occasion_of(item.preparer)) for item in journeys]
    outcomes = at_once(*(partial(files.upload, number, letter, occasion) for number, occasion in people))
    assert outcomes == [None, None]
    sha256 = hashlib.sha256(letter.content).hexdigest()
    (file,) = db.session.scalars(sa.select(StoredFile).where(StoredFile.sha256 == sha256))
    attached = db.session.scalars(sa.select(Attachment.application_id).where(Attachment.file_id == file.id)).all()
    assert len(set(attached)) == 2
