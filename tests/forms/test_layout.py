"""How questions stand on a page: every one of them once, pairs together, what depends on an answer under it."""

from collections.abc import Iterator

import pytest
from flask import Flask

from app.domain.bilingual import Text
from app.domain.process.catalog import Choice, Field, FieldType, Section
from app.forms.answers.layout import Question, groups
from app.forms.answers.sections import section_form
from tests.factories import form as catalogue

PAGES = [(key, section.key) for key in ("membership-form", "organization-form") for section in catalogue(key).sections]


def codes(questions: tuple[Question, ...]) -> Iterator[str]:
    """Give the codes in the order in which they stand."""
    for item in questions:
        yield from (field.code for field in (item.field, item.english, item.evidence) if field)
        for group in item.dependents:
            yield from codes(group.questions)


@pytest.mark.parametrize(("catalog", "key"), PAGES, ids=[f"{catalog}-{key}" for catalog, key in PAGES])
def test_every_question_stands_once_in_the_order_of_its_number(program: Flask, catalog: str, key: str) -> None:
    section = catalogue(catalog)[key]
    with program.test_request_context():
        laid = [code for group in groups(section) for code in codes(group.questions)]
    assert laid == [field.code for field in section.fields if field.type is not FieldType.DOCUMENT]


def test_areas_have_their_questions_and_links(program: Flask) -> None:
    with program.test_request_context():
        laid = groups(catalogue()["self_assessment"])
    assert [group.area.number for group in laid if group.area] == ["S1", "S2", "S3", "S4", "S5", "S6"]
    assert all(item.evidence and item.evidence.code == f"{item.field.code}_link" for g in laid for item in g.questions)


def test_a_condition_is_told_in_the_words_of_the_answer(program: Flask) -> None:
    with program.test_request_context():
        question = next(q for q in groups(catalogue()["signature"])[0].questions if q.dependents)
        (dependents,) = question.dependents
        assert dependents.condition == "Responda lo que sigue solo si en B7 marcó «No»."
        assert question.closing == {"yes"}


def field(code: str, kind: FieldType = FieldType.TEXT, **rest: object) -> Field:
    """Return a question made up for a test."""
    return Field(code, code.upper(), kind, Text(code, code), **rest)  # type: ignore[arg-type]


def test_questions_may_hang_on_different_answers_and_on_one_another(program: Flask) -> None:
    choices = tuple(Choice(value, Text(value, value)) for value in ("a", "b", "c"))
    section = Section(
        "made_up",
        "A",
        Text("x", "x"),
        None,
        "form",
        (
            field("first", FieldType.CHOICE, choices=choices),
            field("if_a", FieldType.YES_NO, shown_if=(("first", "a"),)),
            field("if_so", shown_if=(("first", "a"), ("if_a", True))),
            field("if_b", shown_if=(("first", "b"),)),
        ),
    )
    with program.test_request_context():
        (group,) = groups(section)
        (question,) = group.questions
        assert [one.values for one in question.dependents] == [("a",), ("b",)]
        assert list(codes(group.questions)) == ["first", "if_a", "if_so", "if_b"]
        assert question.closing == {"c"}
        form = section_form(section, {}, 0)
        assert "data-closes" not in str(form["first"]()), "two groups under one question are never hidden"
        assert "data-closes" in str(form["if_a"]())


def test_a_question_cannot_take_a_name_the_form_needs(program: Flask) -> None:
    section = Section("made_up", "A", Text("x", "x"), None, "form", (field("validate"),))
    with program.test_request_context(), pytest.raises(ValueError, match="validate"):
        section_form(section, {}, 0)
