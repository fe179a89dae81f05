"""What comes in with a request is taken or refused, and nothing of it stays open."""

import tempfile
from io import BytesIO
from typing import Any

import pytest
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from tests.conftest import SignIn
from tests.factories import a_pdf, an_application

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
