"""What the tests of downloaded papers share: fetching them, and what they say."""

import io

from pypdf import PdfReader
from werkzeug.test import TestResponse

from tests.conftest import Browser
from tests.factories import DISTRICT, Journey


def words(response: TestResponse) -> str:
    """Return the text of a PDF answer, its lines joined."""
    assert response.status_code == 200
    assert response.mimetype == "application/pdf"
    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(response.data)).pages)
    return " ".join(text.split())


def brief_of(browser: Browser, code: str = DISTRICT, language: str = "es") -> str:
    """Download the brief of a government and return its text."""
    return words(browser.get(f"/gobiernos/{code}/ficha.pdf?idioma={language}"))


def receipt_of(journey: Journey, browser: Browser, query: str = "") -> TestResponse:
    """Download the receipt of an application."""
    return browser.get(f"/expedientes/{journey.number}/cargo.pdf?{query}")
