"""What people type by mistake, and what a page must then say: at the field, on top, and with nothing typed lost."""

from collections.abc import Iterator, Mapping
from typing import Any

from bs4 import BeautifulSoup, Tag
from werkzeug.test import TestResponse

from app.domain.process.catalog import Field, FieldType, Section

WRONG: dict[FieldType, tuple[str, ...]] = {
    FieldType.INTEGER: ("doce", "1.5", "-999999999", "9" * 25, "1e3", "١٢"),
    FieldType.DECIMAL: ("mucho", "1.2.3", "-999999999999", "9" * 25, "1,2,3"),
    FieldType.YEAR: ("veinte", "26", "2026.5", "99999"),
    FieldType.DATE: ("31/02/2026", "ayer", "12/31/2026", "31/12/26", "0001-01-01"),
    FieldType.EMAIL: ("alcaldia", "a@b", "a b@example.org", "x" * 201 + "@example.org"),
    FieldType.PHONE: ("llámeme", "12", "1" * 31),
    FieldType.URL: ("maras", "ftp://example.org", "javascript:alert(1)", "https://" + "x" * 3000),
    FieldType.RUC: ("20147421540", "10147421541", "2014742154", "veinte"),
    FieldType.YES_NO: ("quizás", "true"),
    FieldType.CHOICE: ("otra", "<script>"),
    FieldType.LEVEL: ("4", "-1"),
    FieldType.CHOICES: ("otra",),
}
"""Wrong answers by kind of question; too long a text is made to measure, and a statement can only be ticked."""


def wrongs(section: Section) -> Iterator[dict[str, str]]:
    """Yield wrong answers to all of `section`, until each kind of question has had every one that is known."""
    kinds = {question.type for question in section.fields if not question.shown_if}
    for which in range(max([1, *(len(WRONG.get(kind, ())) for kind in kinds)])):
        yield wrong_answers(section, which)


def wrong_answers(section: Section, which: int) -> dict[str, str]:
    """Return one wrong answer to every question of `section` that can be answered wrongly, the `which`-th of its kind.

    A question that hangs on another isn't answered: the other one is wrong, so it isn't asked.
    """
    found = {}
    for question in section.fields:
        if not question.shown_if and (wrong := wrong_answer(question, which)) is not None:
            found[question.code] = wrong
    return found


def wrong_answer(question: Field, which: int) -> str | None:
    """Return a wrong answer to one question; None where nothing is wrong."""
    if question.type in {FieldType.TEXT, FieldType.LONG_TEXT}:
        return "ñ" * (question.max_length + 1) if question.max_length else None
    kinds = WRONG.get(question.type, ())
    return kinds[which % len(kinds)] if kinds else None


def page_of(response: TestResponse) -> BeautifulSoup:
    """Return the page to look into."""
    return BeautifulSoup(response.text, "html.parser")


def errors_on(page: BeautifulSoup) -> dict[str, str]:
    """Return what the summary says, by the name of the field it leads to ("" where it leads to none).

    Each link must lead to a control of the page, at which the same words stand and are told to a screen reader.
    """
    found = {}
    for item in page.select(".error-summary li"):
        words, link = text_of(item), item.find("a")
        if link is None:
            found[""] = words
            continue
        control = page.find(id=str(link["href"]).removeprefix("#"))
        assert isinstance(control, Tag), f"the summary leads nowhere: {link}"
        name = str(control.get("name"))
        said = said_at(page, control).removeprefix("Error: ")
        assert words in said or words.endswith(said), (words, said)  # On top it may say as well which question it is.
        found[name] = words
    return found


def said_at(page: BeautifulSoup, control: Tag) -> str:
    """Return the error that describes a control, found as a screen reader finds it: by the control or its group."""
    group = control.find_parent("fieldset") if control.get("type") in {"radio", "checkbox"} else None
    described = [str(element.get("aria-describedby", "")) for element in (control, group) if element]
    ids = [name for names in described for name in names.split() if name.endswith("-error")]
    assert ids, f"nothing describes {control.get('name')}"
    return " ".join(text_of(page.find(id=name)) for name in ids)


def typed_on(page: BeautifulSoup) -> dict[str, list[str]]:
    """Return what stands in the controls of the page by their names: their text, or the values ticked and chosen."""
    found: dict[str, list[str]] = {}
    for control in page.select("main [name]"):
        values = found.setdefault(str(control["name"]), [])
        if control.name == "textarea":
            # A browser drops the line end that a box of several lines begins with.
            values.append(control.get_text().removeprefix("\r").removeprefix("\n"))
        elif control.name == "select":
            values += [str(option["value"]) for option in control.select("option[selected]")]
        elif control.get("type") not in {"radio", "checkbox"}:
            values.append(str(control.get("value", "")))
        elif control.has_attr("checked"):
            values.append(str(control["value"]))
    return found


def text_of(element: Any) -> str:
    """Return the words of an element on one line."""
    return " ".join(element.get_text(" ").split()) if element else ""


def refused(response: TestResponse, typed: Mapping[str, str], *fields: str) -> None:
    """Hold a page to its duty: status 422, an error at each of `fields` and nowhere else, what was typed kept."""
    assert response.status_code == 422, response.status
    page = page_of(response)
    assert set(errors_on(page)) == set(fields)
    kept = typed_on(page)
    assert {name: kept[name] for name, value in typed.items() if value not in kept[name]} == {}
    assert text_of(page.title).startswith("Error: ")
