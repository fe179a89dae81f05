"""The areas of a section: questions that belong together under a title."""

from typing import Any

import pytest

from app.domain.process.catalog import CatalogError, catalog_from

WORDS = {"es": "x", "en": "x"}


def section(questions: list[str]) -> dict[str, Any]:
    """Return a form of one section with two questions, one with its proof, and one area that holds `questions`."""
    field = {"type": "text", "label": WORDS}
    fields = [{**field, "code": code, "number": code} for code in ("first", "second")]
    fields.append({**field, "code": "proof", "number": "proof", "type": "url", "evidence_of": "first"})
    area = {"key": "only", "number": "S1", "title": dict(WORDS), "questions": questions}
    page = {"key": "page", "group": "D", "title": WORDS, "asked_at": "form", "areas": [area], "fields": fields}
    return {"key": "made-up", "version": 1, "sections": [page]}


def test_areas_are_read_with_their_questions() -> None:
    (area,) = catalog_from(section(["first", "second"]))["page"].areas
    assert (area.key, area.number, area.title.en, area.questions) == ("only", "S1", "x", ("first", "second"))


@pytest.mark.parametrize("questions", [["first"], ["first", "second", "second"], ["first", "second", "third"]])
def test_each_question_stands_in_one_area(questions: list[str]) -> None:
    with pytest.raises(CatalogError, match="areas"):
        catalog_from(section(questions))


def test_an_area_needs_its_words() -> None:
    data = section(["first", "second"])
    del data["sections"][0]["areas"][0]["title"]["en"]
    with pytest.raises(CatalogError):
        catalog_from(data)
