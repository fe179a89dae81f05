"""What the tests of the review's pages share: reading a page, and applications with drafts and rounds."""

from bs4 import BeautifulSoup, Tag
from werkzeug.test import TestResponse

from app.domain.progress.actions import ActionKind
from app.services.applications import reviews
from tests.conftest import Browser
from tests.factories import Journey, an_application, occasion_of

SECRET = "Este borrador es solo de la oficina"
OTHER_CITY = "081302"


def parsed(response: TestResponse) -> BeautifulSoup:
    """Return the page of an answer."""
    return BeautifulSoup(response.text, "html.parser")


def found(page: BeautifulSoup | Tag, selector: str) -> Tag:
    """Return the one element that `selector` means."""
    element = page.select_one(selector)
    assert element is not None, selector
    return element


def words(element: BeautifulSoup | Tag) -> str:
    """Return what an element says, its spaces counted once."""
    return " ".join(element.get_text(" ").split())


def path(journey: Journey, rest: str = "") -> str:
    """Return the address of the review or of something under it."""
    return f"/expedientes/{journey.number}/revision{rest}"


def draft(journey: Journey, anchor: str = "field:reasons_es", text: str = SECRET, *, formal: bool = False) -> None:
    """Have the officer write a draft down."""
    reviews.observe(journey.number, anchor, text, occasion_of(journey.officer), is_formal=formal)


def returned() -> Journey:
    """Return an application that came back from a first round, one question changed as asked, one unasked."""
    journey = an_application(at="in_review")
    draft(journey, text="Diga para qué.")
    draft(journey, "field:authority_name", "Complete el nombre.")
    reviews.issue_round(journey.number, "", occasion_of(journey.officer))
    journey.fill("motivation", reasons_es="Para ordenar las visitas.")
    journey.fill("government", address="Plaza de Armas 100")
    for key in ("1.1", "1.2"):
        journey.take(journey.preparer, ActionKind.ANSWER, key, text=f"Respuesta a la {key}")
    journey.take(journey.signatory, ActionKind.RESUBMIT)
    return journey


def confirmed(browser: Browser, journey: Journey, rest: str, **given: str) -> TestResponse:
    """Open the page that asks, and press its button."""
    seen = found(parsed(browser.get(path(journey, rest))), "[name=seen]")["value"]
    return browser.post(path(journey, rest), data={"seen": seen, **given})
