"""What the tests of the form's pages share: addresses, what a browser sends, what a page says."""

from typing import Any

from bs4 import BeautifulSoup, Tag
from werkzeug.test import TestResponse

from app.forms.answers.fields import typed
from tests.factories import Journey


def address(journey: Journey, page: str = "") -> str:
    """Return the address of a page of the form."""
    return f"/expedientes/{journey.number}/solicitud{'/' if page else ''}{page}"


def version_of(journey: Journey, section: str) -> int:
    """Return how often a section was saved."""
    return journey.shown(journey.preparer).dossier.state.saves.get(section, 0)


def kept(journey: Journey, section: str) -> dict[str, Any]:
    """Return the answers of a section as they are kept."""
    return dict(journey.shown(journey.coordinator).dossier.state.answers.get(section, {}))


def sent(journey: Journey, section: str, version: int | None = None, **changes: Any) -> dict[str, Any]:
    """Return what a browser sends of a page opened at `version`, now by default, with some boxes typed over."""
    dossier = journey.shown(journey.coordinator).dossier
    answers = dossier.state.answers.get(section, {})
    fields = dossier.catalog[section].fields
    boxes = {field.code: typed(field, answers.get(field.code)) for field in fields}
    if version is None:
        version = dossier.state.saves.get(section, 0)
    return boxes | {"version": str(version), "then": "next"} | changes


def events(journey: Journey) -> list[str]:
    """Return the kinds of what has happened, oldest first."""
    return [event.kind.value for event in journey.shown(journey.coordinator).dossier.events]


def page_of(response: TestResponse) -> BeautifulSoup:
    """Return the page to look into."""
    return BeautifulSoup(response.text, "html.parser")


def said_in(element: BeautifulSoup | Tag, selector: str) -> str:
    """Return what the first element found by `selector` says, on one line."""
    found = element.select_one(selector)
    assert found is not None, selector
    return " ".join(found.get_text(" ").split())


def words(response: TestResponse) -> str:
    """Return what a page says, on one line."""
    return said_in(page_of(response), "main")


def summary(response: TestResponse) -> list[tuple[str, str]]:
    """Return the errors on top: where each leads and what it says."""
    links = page_of(response).select(".error-summary li a")
    return [(str(link["href"]), " ".join(link.get_text().split())) for link in links]


def value_of(response: TestResponse, name: str) -> str:
    """Return what stands in a box of the page."""
    box = page_of(response).select_one(f'[name="{name}"]')
    assert box is not None, name
    return box.get_text().removeprefix("\r\n") if box.name == "textarea" else str(box.get("value", ""))


def carried_by(response: TestResponse) -> dict[str, list[str]]:
    """Return the hidden boxes of a page's form and what they carry."""
    boxes = page_of(response).select("main form input[type=hidden]")
    found: dict[str, list[str]] = {}
    for box in boxes:
        found.setdefault(str(box["name"]), []).append(str(box.get("value", "")))
    return found
