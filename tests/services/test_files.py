"""Uploaded papers: only whole PDF, JPEG and PNG files, each kept once, in its place, for whoever may read it."""

import hashlib
import zlib
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask, current_app
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session

from app.domain.errors import DomainError, InputError, NotAllowedError, WrongStepError
from app.domain.progress.actions import Action, ActionKind, Inputs
from app.domain.progress.events import EventKind
from app.domain.vocabulary import FileKind, MembershipCategory, Role, Status
from app.extensions import db
from app.models.file import Attachment, StoredFile
from app.models.user import User
from app.services import files, memberships
from app.services.applications import acting
from app.services.files import Upload
from app.services.memberships import Recognition
from tests.factories import DISTRICT, Journey, a_pdf, a_png, a_user, an_application, filled, occasion_of
from tests.services.conftest import AtOnce

REPORT = "field:technical_report_file"
MEGABYTES = 1024 * 1024


def a_jpeg() -> bytes:
    """Return the smallest thing that is built like a photograph, its preview included."""
    preview = b"\xff\xe1\x00\x08\xff\xd8\xff\xd9\x00\x00"
    return b"\xff\xd8" + preview + b"\xff\xdb\x00\x03\x00\xff\xda\x00\x03\x00pixels\xff\xd9"


def kept_files() -> list[str]:
    folder = Path(current_app.config["FILES_URL"].removeprefix("file://"))
    return [path.name for path in folder.rglob("*") if path.is_file()]


def rows(session: Session, table: Any) -> int:
    return session.scalar(sa.select(sa.func.count()).select_from(table)) or 0


@pytest.fixture
def journey(session: Session) -> Journey:
    """Give an application that waits for its technical report."""
    return prepared()


def prepared() -> Journey:
    journey = an_application(DISTRICT)
    for section in ("profile", "self_assessment"):
        journey.fill(section)
    journey.take(journey.preparer, ActionKind.COMPLETE, "city_profile")
    return journey


def give(journey: Journey, user: User, content: bytes, name: str = "informe.pdf", slot: str = REPORT) -> None:
    files.upload(journey.number, Upload(slot, name, content), occasion_of(user))


def papers(journey: Journey, slot: str = REPORT) -> tuple[int, ...]:
    return journey.shown(journey.coordinator).dossier.state.files_at(slot)


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


SCOPE = {
    # who asks: before it is sent, once it is sent
    "preparer": ("file", "file"),
    "signatory": ("file", "file"),
    "officer": ("file", "file"),
    "head": ("file", "file"),
    "coordinator": ("file", "file"),
    "embassy": ("status only", "file"),
    "another city's preparer": ("nothing", "nothing"),
    "another city's signatory": ("nothing", "nothing"),
    "another office's analyst": ("nothing", "nothing"),
    "another office's head": ("nothing", "nothing"),
    "an analyst in Lima": ("nothing", "nothing"),
    "administrator": ("nothing", "nothing"),
    "somebody without a mandate": ("nothing", "nothing"),
}
"""Who gets a paper of an application (rule 11), written by hand."""

STRANGERS: dict[str, dict[str, Any]] = {
    "another city's preparer": {"role": Role.PREPARER, "organization_code": "081303"},
    "another city's signatory": {"role": Role.SIGNATORY, "organization_code": "08"},
    "another office's analyst": {"role": Role.ANALYST, "office_code": "ODE-PUN"},
    "another office's head": {"role": Role.HEAD, "office_code": "ODE-ARE"},
    "an analyst in Lima": {"role": Role.ANALYST, "office_code": "LIMA"},
    "administrator": {"role": Role.ADMINISTRATOR},
    "somebody without a mandate": {"role": None},
}


@pytest.mark.parametrize(("at", "column"), [(Status.IN_REVIEW, 0), (Status.SENT, 1)])
def test_who_gets_a_paper_of_an_application(session: Session, at: Status, column: int) -> None:
    journey = an_application(DISTRICT, at=at)
    (paper,) = papers(journey, REPORT)
    found = {}
    for who in SCOPE:
        user = a_user(**STRANGERS[who]) if who in STRANGERS else getattr(journey, who)
        try:
            given = files.download(paper, occasion_of(user))
        except NoResultFound:
            found[who] = "nothing"
        except NotAllowedError as error:
            found[who] = "status only" if "ve su estado" in error.because.es else error.because.es
        else:
            assert (given.name, given.media_type) == ("documento.pdf", "application/pdf")
            assert given.content == a_pdf(REPORT)
            found[who] = "file"
    assert found == {who: outcomes[column] for who, outcomes in SCOPE.items()}


def test_a_paper_follows_its_application_to_another_office(session: Session) -> None:
    journey = an_application(DISTRICT, at=Status.IN_REVIEW)
    (paper,) = papers(journey, REPORT)
    puno = a_user(Role.ANALYST, office_code="ODE-PUN")
    office_id = occasion_of(puno).actor.mandates[0].office_id
    journey.take(journey.coordinator, ActionKind.TRANSFER, reason="Cercanía.", office_id=office_id)
    assert files.download(paper, occasion_of(puno)).content == a_pdf(REPORT)
    with pytest.raises(NoResultFound):
        files.download(paper, occasion_of(journey.officer))


def test_a_paper_there_is_not_is_not_found(session: Session) -> None:
    with pytest.raises(NoResultFound):
        files.download(10**6, occasion_of(a_user(Role.COORDINATOR)))


MEMBERSHIP_SCOPE = {
    "preparer": True,
    "signatory": True,
    "officer": True,
    "head": True,
    "coordinator": True,
    "embassy": True,
    "another city's preparer": False,
    "another city's signatory": False,
    "another office's analyst": False,
    "another office's head": False,
    "an analyst in Lima": False,
    "administrator": False,
    "somebody without a mandate": False,
}
"""Who gets a paper of a membership: the member, the office that serves it, Lima and the Embassy. Written by hand."""


def test_who_gets_a_paper_of_a_membership(session: Session) -> None:
    people = {
        "preparer": a_user(Role.PREPARER, organization_code=DISTRICT),
        "signatory": a_user(Role.SIGNATORY, organization_code=DISTRICT),
        "officer": a_user(Role.ANALYST),
        "head": a_user(Role.HEAD),
        "coordinator": a_user(Role.COORDINATOR),
        "embassy": a_user(Role.EMBASSY),
    }
    said = Recognition(MembershipCategory.FULL, None, "Carta de WeGO", 2025, is_confirmed=True)
    memberships.record_existing(DISTRICT, said, occasion_of(people["coordinator"]))
    invoice = Upload("step:fee", "factura.pdf", a_pdf("factura"))
    memberships.record_step(
        DISTRICT, "fee", Inputs(answers=filled("fee")), occasion_of(people["preparer"]), upload=invoice
    )
    paper = session.scalars(sa.select(Attachment.id)).one()
    found = {}
    for who in MEMBERSHIP_SCOPE:
        user = people.get(who) or a_user(**STRANGERS[who])
        try:
            found[who] = files.download(paper, occasion_of(user)).content == a_pdf("factura")
        except NoResultFound:
            found[who] = False
    assert found == MEMBERSHIP_SCOPE


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
