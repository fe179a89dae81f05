"""What the tests of an application's pages share: addresses, and what a page says."""

from io import BytesIO

from bs4 import BeautifulSoup
from werkzeug.test import TestResponse

from app.domain.vocabulary import StepStatus
from tests.factories import Journey, a_pdf


def address(journey: Journey, page: str = "") -> str:
    """Return the address of an application or of one of its pages."""
    return f"/expedientes/{journey.number}{'/' if page else ''}{page}"


def soup(response: TestResponse) -> BeautifulSoup:
    """Return the page to look into."""
    return BeautifulSoup(response.text, "html.parser")


def words(response: TestResponse, part: str = "main") -> str:
    """Return what a part of the page says, on one line."""
    return " ".join(" ".join(found.get_text(" ").split()) for found in soup(response).select(part))


def primary(response: TestResponse) -> list[str]:
    """Return the addresses of the links drawn as the page's one primary action."""
    return [str(link["href"]) for link in soup(response).select("a.primary")]


def links(response: TestResponse, part: str = "main") -> set[str]:
    """Return the addresses that a part of the page leads to."""
    return {str(link["href"]) for link in soup(response).select(f"{part} a[href]")}


def errors(response: TestResponse) -> dict[str, str]:
    """Return what the summary on top says, by the id of the field it leads to ("" for the form as a whole)."""
    found = {}
    for item in soup(response).select(".error-summary li"):
        link = item.find("a")
        found[str(link["href"]).lstrip("#") if link else ""] = " ".join(item.get_text(" ").split())
    return found


def flashed(response: TestResponse) -> str:
    """Return what the page says was just done."""
    return words(response, ".notice[role]")


def status_of(journey: Journey, step: str) -> StepStatus:
    """Return where a step stands now."""
    return journey.shown(journey.coordinator).dossier.state.steps[step].status


def a_file(words: str = "acuerdo", name: str = "acuerdo.pdf") -> tuple[BytesIO, str]:
    """Return a file as a browser sends it."""
    return BytesIO(a_pdf(words)), name
