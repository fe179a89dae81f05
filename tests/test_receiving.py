"""What comes in with a request is taken or refused, and nothing of it stays open."""

import tempfile
from io import BytesIO
from typing import Any

import pytest
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from app.domain.progress.papers import slots_of
from app.domain.vocabulary import Role, Status
from app.receiving import MOST_FILES
from tests.bad_values import page_of, refused
from tests.conftest import SignIn
from tests.domain import seeds
from tests.factories import a_pdf, a_user, an_application
from tests.views.application_pages import address

TOO_LARGE = b"%PDF-" + b"0" * (12 * 1024 * 1024)
LARGE = 600_000  # bytes, from which on Werkzeug receives a file on the disk


@pytest.mark.parametrize(("size", "status"), [(10, 404), (2_000_000, 413)])
def test_files_are_closed_whether_the_rest_is_taken_or_not(
    sign_in: SignIn, session: Session, monkeypatch: pytest.MonkeyPatch, size: int, status: int
) -> None:
    opened: list[Any] = []
    begin = tempfile.SpooledTemporaryFile.__init__

    def heard(file: Any, *args: Any, **kwargs: Any) -> None:
        begin(file, *args, **kwargs)
        opened.append(file)

    monkeypatch.setattr(tempfile.SpooledTemporaryFile, "__init__", heard)
    journey = an_application()
    paper = FileStorage(BytesIO(a_pdf().ljust(LARGE)), "informe.pdf")
    boundary, body = encode_multipart({"file": paper, "slot": "x" * size})
    kind = f"multipart/form-data; boundary={boundary}"
    answer = sign_in(journey.preparer).post(f"/expedientes/{journey.number}/archivos", data=body, content_type=kind)
    assert answer.status_code == status
    assert [file.closed for file in opened] == [True]


@pytest.mark.parametrize("path", ["/miembros/%00", "/?q=a%00b"])
def test_an_address_with_nul_leads_nowhere(sign_in: SignIn, session: Session, path: str) -> None:
    assert sign_in(an_application().preparer).get(path).status_code == 404


def test_a_file_where_a_text_is_asked_is_refused(sign_in: SignIn, session: Session) -> None:
    journey = an_application()
    data = {"reason": (BytesIO(b"x"), "motivo.txt")}
    answer = sign_in(journey.preparer).post(f"/expedientes/{journey.number}/acciones/suspend", data=data)
    assert answer.status_code == 422


def test_a_file_too_large_loses_nothing_of_what_was_typed_beside_it(session: Session, sign_in: SignIn) -> None:
    embassy = sign_in(a_user(Role.EMBASSY))
    sent_to_wego = an_application(at=Status.SENT)
    member = an_application("081304", at=Status.FULL).code
    reason = {"reason": "La carta lo dice.", "happened_on": "20/11/2026"}
    data = {**reason, "file": (BytesIO(TOO_LARGE), "carta.pdf")}
    refused(embassy.post(address(sent_to_wego, "acciones/not_accept"), data=data), reason, "file")
    note = {"note": "El informe va por correo."}
    answers = {"follow_up_year": "2026", "follow_up_summary_es": "Una capacitación en Seúl."}
    data = {**answers, **note, "file_step_follow_up": (BytesIO(TOO_LARGE), "informe.pdf")}
    response = sign_in(a_user(Role.COORDINATOR)).post(f"/miembros/{member}/pasos/follow_up", data=data)
    refused(response, {**answers, **note}, "file_step_follow_up")


@pytest.mark.parametrize("key", seeds.PROCESSES)
def test_a_request_carries_a_paper_for_each_place_of_a_step_and_one_to_spare(key: str) -> None:
    places = [len(slots_of(step, seeds.catalog(key))) for step in seeds.definition(key).steps]
    assert max(places) > 1
    assert max(places) + 1 <= MOST_FILES


def test_a_request_larger_than_any_form_is_told_so(session: Session, sign_in: SignIn) -> None:
    journey = an_application(at=Status.DRAFT)
    data = {"slot": "step:opening", "file": (BytesIO(TOO_LARGE), "grande.pdf")}
    browser = sign_in(journey.preparer)
    # A paper alone is refused at its place; a form that has none reads no more than one file's worth at all.
    assert browser.post(address(journey, "archivos"), data=data).status_code == 422
    response = browser.post(address(journey, "solicitud/motivation"), data={"reasons_es": "x" * len(TOO_LARGE)})
    assert response.status_code == 413
    assert "10 MB" in page_of(response).get_text()
