"""Whether answers are right: a message for each kind of question, what is required when, and pairs of dates."""

from decimal import Decimal
from typing import Any

import pytest

from app.domain.bilingual import Text
from app.domain.process.answers import (
    Problem,
    day_from,
    form_hash,
    is_empty,
    is_required,
    problems_in,
    same,
    wrong_value,
)
from app.domain.process.catalog import Choice, Field, FieldType, Moment, Section
from app.domain.ruc import WRONG_RUC
from tests.domain import seeds

COLOURS = (Choice("red", Text("Rojo", "Red")), Choice("blue", Text("Azul", "Blue")), Choice("green", Text("V", "G")))


def a_field(kind: FieldType, **given: Any) -> Field:
    return Field("code", "A1", kind, Text("Pregunta", "Question"), **given)


RIGHT: list[tuple[Field, Any]] = [
    (a_field(FieldType.TEXT, max_length=5), "Ñuñoa"),
    (a_field(FieldType.LONG_TEXT), "Dos\nlíneas"),
    (a_field(FieldType.INTEGER, min=Decimal(1), max=Decimal(9)), 9),
    (a_field(FieldType.INTEGER, min=Decimal(-50)), "-50"),
    (a_field(FieldType.DECIMAL, decimals=2), "1234.50"),
    (a_field(FieldType.DECIMAL, decimals=2), "1234.500"),
    (a_field(FieldType.DECIMAL), 12),
    (a_field(FieldType.YEAR), 2026),
    (a_field(FieldType.DATE), "2028-02-29"),
    (a_field(FieldType.EMAIL), "mesa.departes@municusco.gob.pe"),
    (a_field(FieldType.PHONE), "+51 (84) 201234"),
    (a_field(FieldType.URL), "https://www.gob.pe/municusco?x=1"),
    (a_field(FieldType.YES_NO), False),
    (a_field(FieldType.DECLARATION), True),
    (a_field(FieldType.CHOICE, choices=COLOURS), "red"),
    (a_field(FieldType.LEVEL, choices=COLOURS), "blue"),
    (a_field(FieldType.CHOICES, choices=COLOURS, max_choices=2), ["red", "blue"]),
    (a_field(FieldType.RUC), "20131312955"),
]
WRONG: list[tuple[Field, Any, str]] = [
    (a_field(FieldType.TEXT), 7, "Escriba un texto."),
    (a_field(FieldType.TEXT, max_length=4), "Ñuñoa", "Escriba como máximo 4 caracteres; hay 5."),
    (a_field(FieldType.INTEGER), "muchos", "Escriba un número, por ejemplo 1234."),
    (a_field(FieldType.INTEGER), True, "Escriba un número, por ejemplo 1234."),
    (a_field(FieldType.DECIMAL), "NaN", "Escriba un número, por ejemplo 1234."),
    (a_field(FieldType.DECIMAL), "Infinity", "Escriba un número, por ejemplo 1234."),
    (a_field(FieldType.DECIMAL), "1_000", "Escriba un número, por ejemplo 1234."),
    (a_field(FieldType.DECIMAL), ["1"], "Escriba un número, por ejemplo 1234."),
    (a_field(FieldType.INTEGER), "1.5", "Escriba un número entero, sin decimales."),
    (a_field(FieldType.DECIMAL, decimals=2), "1.005", "Escriba como máximo 2 decimales."),
    (a_field(FieldType.YEAR, min=Decimal(1990)), 1989, "Escriba 1990 o más."),
    (a_field(FieldType.INTEGER, max=Decimal(9)), 10, "Escriba 9 o menos."),
    (a_field(FieldType.CHOICE, choices=COLOURS), "pink", "Elija una de las opciones."),
    (a_field(FieldType.LEVEL, choices=COLOURS), 2, "Elija una de las opciones."),
    (a_field(FieldType.CHOICES, choices=COLOURS), "red", "Elija una de las opciones."),
    (a_field(FieldType.CHOICES, choices=COLOURS), ["red", ["blue"]], "Elija una de las opciones."),
    (a_field(FieldType.CHOICES, choices=COLOURS, max_choices=2), ["red", "blue", "green"], "Elija como máximo 2."),
    (a_field(FieldType.DATE), "2026-02-29", "Escriba una fecha que exista."),
    (a_field(FieldType.DATE), "20260228", "Escriba una fecha que exista."),
    (a_field(FieldType.DATE), 20260228, "Escriba una fecha que exista."),
    (a_field(FieldType.YES_NO), "sí", "Elija sí o no."),
    (a_field(FieldType.DECLARATION), 1, "Elija sí o no."),
    (a_field(FieldType.EMAIL), "alcaldia", "Escriba un correo completo, por ejemplo alcaldia@example.org."),
    (a_field(FieldType.EMAIL), 5, "Escriba un correo completo, por ejemplo alcaldia@example.org."),
    (a_field(FieldType.EMAIL, max_length=9), "a@example.org", "Escriba como máximo 9 caracteres; hay 13."),
    (a_field(FieldType.PHONE), "anexo 12", "Escriba un teléfono con cifras, por ejemplo 084 201234."),
    (a_field(FieldType.URL), "www.gob.pe", "Escriba una dirección web completa, que empiece con https://."),
    (a_field(FieldType.URL), "javascript:1", "Escriba una dirección web completa, que empiece con https://."),
    (a_field(FieldType.RUC), "20131312956", WRONG_RUC.es),
    (a_field(FieldType.RUC, max_length=11), "20-13131295-5", WRONG_RUC.es),
]


@pytest.mark.parametrize(("field", "value"), RIGHT, ids=[f"{f.type} {v}" for f, v in RIGHT])
def test_a_right_value_is_accepted(field: Field, value: Any) -> None:
    assert wrong_value(field, value) is None


@pytest.mark.parametrize(("field", "value", "message"), WRONG, ids=[f"{f.type} {v}" for f, v, _ in WRONG])
def test_a_wrong_value_is_told_what_to_do(field: Field, value: Any, message: str) -> None:
    because = wrong_value(field, value)
    assert because is not None
    assert because.es == message
    assert because.en


@pytest.mark.parametrize(
    ("value", "empty"), [(None, True), ("", True), ([], True), ((), True), (0, False), (False, False)]
)
def test_zero_and_no_are_answers(value: Any, empty: bool) -> None:
    assert is_empty(value) is empty


def test_an_empty_answer_says_the_same_as_none() -> None:
    assert same(None, "")
    assert same([], None)
    assert same(["a"], ["a"])
    assert not same(None, False)


@pytest.mark.parametrize(
    ("required", "moment", "asked"),
    [
        (Moment.SUBMITTED, Moment.SUBMITTED, True),
        (Moment.SUBMITTED, Moment.SIGNED, True),
        (Moment.SIGNED, Moment.SUBMITTED, False),
        (Moment.SIGNED, Moment.SIGNED, True),
        (Moment.DONE, Moment.DONE, True),
        (Moment.DONE, Moment.SIGNED, False),
        (Moment.SUBMITTED, Moment.DONE, False),
        (Moment.NONE, Moment.SIGNED, False),
        (Moment.SUBMITTED, Moment.NONE, False),
    ],
)
def test_what_certification_asks_is_asked_at_the_signature_too(required: Moment, moment: Moment, asked: bool) -> None:
    assert is_required(a_field(FieldType.TEXT, required_for=required), moment) is asked


def a_section(*fields: Field) -> Section:
    return Section("section", "A", Text("Sección", "Section"), None, "form", fields)


def test_a_missing_answer_is_asked_by_its_label() -> None:
    section = a_section(a_field(FieldType.TEXT, required_for=Moment.SUBMITTED))
    assert problems_in(section, {}, Moment.SUBMITTED) == (
        Problem("code", Text("Complete «Pregunta».", "Complete “Question”.")),
    )
    assert problems_in(section, {}, Moment.NONE) == ()


def test_a_declaration_counts_only_when_it_is_made() -> None:
    section = a_section(a_field(FieldType.DECLARATION, required_for=Moment.SUBMITTED))
    assert problems_in(section, {"code": False}, Moment.SUBMITTED) != ()
    assert problems_in(section, {"code": False}, Moment.NONE) == ()


def test_a_question_that_does_not_apply_and_a_document_are_not_asked() -> None:
    hidden = a_field(FieldType.TEXT, required_for=Moment.SUBMITTED, shown_if=(("other", True),))
    document = a_field(FieldType.DOCUMENT, required_for=Moment.DONE, step="opening")
    assert problems_in(a_section(hidden), {"other": False}, Moment.SUBMITTED) == ()
    assert problems_in(a_section(hidden), {"other": True}, Moment.SUBMITTED) != ()
    assert problems_in(a_section(document), {}, Moment.DONE) == ()


def test_a_wrong_answer_is_told_also_where_none_is_required() -> None:
    assert [p.code for p in problems_in(a_section(a_field(FieldType.YEAR)), {"code": "x"}, Moment.NONE)] == ["code"]


def test_a_term_of_office_cannot_end_before_it_begins() -> None:
    authority = seeds.catalog()["authority"]
    answers = seeds.right_answers(authority) | {"authority_term_to": "2022-12-31"}
    problems = problems_in(authority, answers, Moment.SUBMITTED)
    assert [problem.because.es for problem in problems] == ["El fin del periodo no puede ser anterior a su inicio."]
    assert [problem.code for problem in problems] == ["authority_term_to"]


def test_more_than_three_priorities_are_too_many() -> None:
    motivation = seeds.catalog()["motivation"]
    four = [choice.value for choice in motivation.by_code["priorities"].choices[:4]]
    problems = problems_in(motivation, seeds.right_answers(motivation) | {"priorities": four}, Moment.SUBMITTED)
    assert problems == (Problem("priorities", Text("Elija como máximo 3.", "Choose at most 3.")),)


@pytest.mark.parametrize("key", seeds.PROCESSES)
def test_right_answers_leave_no_problem_in_any_section(key: str) -> None:
    for section in seeds.catalog(key).sections:
        moment = Moment.SIGNED if section.asked_at == "form" else Moment.DONE
        assert problems_in(section, seeds.right_answers(section), moment) == ()


def test_a_day_is_read_only_as_it_is_written() -> None:
    assert day_from("2026-W48-1") is None
    assert day_from(None) is None
    assert str(day_from("2026-11-23")) == "2026-11-23"


def test_the_hash_of_the_form_speaks_of_its_answers_and_of_nothing_else() -> None:
    catalog = seeds.catalog()
    answers = {"motivation": {"reasons_es": "Porque sí."}}
    assert form_hash(catalog, answers) == form_hash(catalog, answers | {"resolution": {"resolution_number": "1"}})
    assert form_hash(catalog, answers) == form_hash(catalog, {"motivation": {"reasons_es": "Porque sí.", "x": 1}})
    assert form_hash(catalog, answers) == form_hash(catalog, answers | {"profile": {"staff": None}})
    assert form_hash(catalog, answers) != form_hash(catalog, {"motivation": {"reasons_es": "Porque no."}})
