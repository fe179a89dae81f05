"""Every page of the form, in every bad way: empty, too long, of the wrong kind, out of range, forged."""

from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from flask import Flask

from app.domain.process.answers import is_empty
from app.domain.process.catalog import Field, FieldType, Section
from app.forms.answers.fields import NUMBERS, as_number, typed
from app.forms.answers.sections import posted_version, section_form
from tests.factories import filled
from tests.factories import form as catalogue
from tests.forms.conftest import Sent

CATALOGUES = ("membership-form", "organization-form")
PAGES = [(key, section.key) for key in CATALOGUES for section in catalogue(key).form_sections]
TEXTS = {FieldType.TEXT, FieldType.LONG_TEXT}
PATTERNS = {FieldType.EMAIL, FieldType.PHONE, FieldType.URL, FieldType.RUC}
CHOICES = {FieldType.CHOICE, FieldType.CHOICES, FieldType.LEVEL, FieldType.YES_NO}
pages = pytest.mark.parametrize(("catalog", "key"), PAGES, ids=[f"{catalog}-{key}" for catalog, key in PAGES])


def asked(*kinds: FieldType) -> list[Any]:
    """Give each question of these kinds, with its catalogue and section."""
    return [
        pytest.param(catalog, key, field, id=f"{catalog}-{field.code}")
        for catalog, key in PAGES
        for field in catalogue(catalog)[key].fields
        if field.type in kinds
    ]


def as_typed(section: Section, answers: dict[str, object]) -> dict[str, list[str]]:
    """Return what a browser sends for these answers."""
    return {field.code: typed(field, answers.get(field.code)) for field in section.fields}


@pages
def test_right_answers_come_through_as_they_are(sent: Sent, catalog: str, key: str) -> None:
    section, answers = catalogue(catalog)[key], filled(key, catalog=catalog)
    with sent(key, as_typed(section, answers), catalog=catalog) as form:
        assert form.errors == {}
        given = {code: value for code, value in form.answers().items() if not is_empty(value)}
        assert given.keys() == answers.keys()
        for code, value in given.items():
            is_number = section.by_code[code].type in NUMBERS
            assert as_number(value) == as_number(answers[code]) if is_number else value == answers[code]


@pages
def test_what_is_shown_and_sent_back_changes_nothing(program: Flask, catalog: str, key: str) -> None:
    section, answers = catalogue(catalog)[key], filled(key, catalog=catalog)
    with program.test_request_context():
        shown = section_form(section, answers, 3)
        data = {field.name: typed(section.by_code[field.name], field.data) for field in shown.asked()}
    with program.test_request_context(method="POST", data=data | {"version": "3"}):
        form = section_form(section, answers, 3)
        assert form.validate(), form.errors
        assert form.started_from == 3
        assert {code: value for code, value in form.answers().items() if not is_empty(value)} == answers


@pages
def test_a_page_can_be_saved_empty(sent: Sent, catalog: str, key: str) -> None:
    section = catalogue(catalog)[key]
    blanks = {field.code: "" for field in section.fields if field.type is not FieldType.CHOICES}
    with sent(key, blanks, filled(key, catalog=catalog), catalog) as form:
        assert form.errors == {}
        assert set(form.answers()) == {field.code for field in section.fields}
        assert all(is_empty(value) for value in form.answers().values())


@pages
def test_boxes_that_were_not_on_the_page_leave_their_answers(sent: Sent, catalog: str, key: str) -> None:
    boxes = {field.code for field in catalogue(catalog)[key].fields} - {
        field.code
        for field in catalogue(catalog)[key].fields
        if field.type in {FieldType.CHOICES, FieldType.DECLARATION}
    }
    with sent(key, {}, filled(key, catalog=catalog), catalog) as form:
        assert form.errors == {}
        assert set(form.answers()) & boxes == set()


@pytest.mark.parametrize(("catalog", "key", "field"), asked(*TEXTS, FieldType.EMAIL, FieldType.URL))
def test_a_text_too_long_is_said_at_its_box_and_kept(sent: Sent, catalog: str, key: str, field: Field) -> None:
    assert field.max_length
    start = {FieldType.EMAIL: "a@example.org", FieldType.URL: "https://example.org/"}.get(field.type, "")
    text = start + "ñ" * (field.max_length + 1 - len(start))
    with sent(key, {field.code: text}, catalog=catalog) as form:
        (error,) = form[field.code].errors
        assert str(field.max_length) in error
        assert str(field.max_length + 1) in error
        assert text in str(form[field.code]())
    with sent(key, {field.code: text[:-1]}, catalog=catalog) as form:
        assert form.errors == {}


@pytest.mark.parametrize("text", ["doce mil", "1.2.3", "1e3", "--5", "9" * 21, "9" * 5000, "1,23,4"])
@pytest.mark.parametrize(("catalog", "key", "field"), asked(*NUMBERS))
def test_what_is_no_number_is_said_and_kept(sent: Sent, catalog: str, key: str, field: Field, text: str) -> None:
    with sent(key, {field.code: text}, catalog=catalog) as form:
        assert form[field.code].errors == ["Escriba un número, por ejemplo 1234 o 1,234.50."]
        assert f'value="{text}"' in str(form[field.code]())


@pytest.mark.parametrize(("catalog", "key", "field"), asked(*NUMBERS))
def test_a_number_out_of_range_is_said(sent: Sent, catalog: str, key: str, field: Field) -> None:
    assert field.min is not None
    assert field.max is not None
    for number, words in ((field.min - 1, "o más"), (field.max + 1, "o menos")):
        with sent(key, {field.code: str(number)}, catalog=catalog) as form:
            assert [words in error for error in form[field.code].errors] == [True]
    with sent(key, {field.code: "9" * 20}, catalog=catalog) as form:
        assert len(form[field.code].errors) == 1
    for number in (field.min, field.max):
        with sent(key, {field.code: str(number)}, catalog=catalog) as form:
            assert form.errors == {}


def test_whole_numbers_have_no_decimals_and_money_two(sent: Sent) -> None:
    with sent("profile", {"population": "11.250", "budget_pim": "8,450,000.125", "area": "153.7"}) as form:
        assert form["population"].errors == ["Escriba un número entero, sin decimales."]
        assert form["budget_pim"].errors == ["Escriba como máximo 2 decimales."]
        assert form["area"].data == "153.70"
    with sent("profile", {"population": "11,250", "staff": "1 045", "budget_pim": "8,450,000.5"}) as form:
        assert (form["population"].data, form["staff"].data, form["budget_pim"].data) == (11250, 1045, "8450000.50")


def test_a_number_typed_in_another_way_is_no_change(sent: Sent) -> None:
    with sent("profile", {"area": "1,131.9", "population": "11 250"}, {"area": "1131.90", "population": 11250}) as form:
        assert form.answers()["area"] == "1131.90"
        assert form.answers()["population"] == 11250
    with sent("profile", {"area": "200.00"}, {"area": "200.0"}) as form:
        assert form.answers()["area"] == "200.0", "as the registry wrote it"


@pytest.mark.parametrize("text", ["31/02/2026", "ayer", "1/1/23", "2026"])
def test_a_day_that_is_none_is_said_and_kept(sent: Sent, text: str) -> None:
    with sent("authority", {"authority_term_from": text}) as form:
        assert "31/12/2026" in form["authority_term_from"].errors[0]
        assert f'value="{text}"' in str(form["authority_term_from"]())


def test_days_are_kept_in_one_way_and_shown_in_another(sent: Sent) -> None:
    with sent("authority", {"authority_term_to": "31 de diciembre de 2026"}) as form:
        assert form.answers()["authority_term_to"] == "2026-12-31"
    with sent("authority", {}, {"authority_term_to": "2026-12-31"}) as form:
        assert 'value="31/12/2026"' in str(form["authority_term_to"]())


def test_a_term_cannot_end_before_it_begins(sent: Sent) -> None:
    with sent("authority", {"authority_term_from": "1/1/2027", "authority_term_to": "31/12/2026"}) as form:
        assert list(form.errors) == ["authority_term_to"]


@pytest.mark.parametrize(("catalog", "key", "field"), asked(*PATTERNS))
def test_what_has_not_the_right_shape_is_said_and_kept(sent: Sent, catalog: str, key: str, field: Field) -> None:
    with sent(key, {field.code: "<b>no & no</b>"}, catalog=catalog) as form:
        assert len(form[field.code].errors) == 1
        assert "&lt;b&gt;no &amp; no&lt;/b&gt;" in str(form[field.code]())


def test_a_taxpayer_number_is_read_without_its_spaces_and_checked_by_its_last_digit(sent: Sent) -> None:
    with sent("government", {"ruc": "20 147 421 541"}) as form:
        assert (form.errors, form.answers()["ruc"]) == ({}, "20147421541")
    with sent("government", {"ruc": "20147421542"}) as form:
        assert "RUC" in form["ruc"].errors[0]


@pytest.mark.parametrize(("catalog", "key", "field"), asked(*CHOICES))
def test_an_option_that_was_not_offered_is_refused(sent: Sent, catalog: str, key: str, field: Field) -> None:
    with sent(key, {field.code: ["forjado"]}, catalog=catalog) as form:
        assert len(form[field.code].errors) == 1
        assert "Elija" in form[field.code].errors[0]


def test_at_most_three_priorities_each_once_and_in_order(sent: Sent) -> None:
    with sent("motivation", {"priorities": ["energy", "mobility", "energy", "safety"]}) as form:
        assert (form.errors, form.answers()["priorities"]) == ({}, ["mobility", "safety", "energy"])
    with sent("motivation", {"priorities": ["energy", "mobility", "welfare", "safety"]}) as form:
        assert form["priorities"].errors == ["Elija como máximo 3."]
        assert str(form["priorities"]()).count("checked") == 4, "all four come back, to choose again"


def test_none_of_them_stands_alone(sent: Sent) -> None:
    with sent("profile", {"online_services": ["payment", "none"]}) as form:
        assert len(form["online_services"].errors) == 1
    with sent("profile", {"online_services": ["none"]}) as form:
        assert form.errors == {}


def test_yes_and_no_are_answers_and_a_question_may_stay_open(sent: Sent) -> None:
    with sent("commitment", {"fee_planned": "no", "image_permission": "", "truth": "y", "scope": "y"}) as form:
        assert form.answers()["fee_planned"] is False
        assert form.answers()["image_permission"] is None
        assert form.answers()["truth"] is True
        assert form.answers()["participation"] is None, "not ticked, nothing was declared"


def test_the_other_halves_of_a_pair_say_their_language(sent: Sent) -> None:
    with sent("motivation", {}) as form:
        assert 'lang="es"' in str(form["reasons_es"]())
        assert 'lang="en"' in str(form["reasons_en"]())
        assert "lang=" not in str(form["project_partners"]())


@pytest.mark.parametrize(
    ("given", "version"), [("3", 3), ("", 0), ("-1", 0), ("tres", 0), ("1" * 40, 0), ("1.5", 0), ("٣", 0)]
)
def test_a_forged_version_compares_with_the_first_answers(given: str, version: int) -> None:
    assert posted_version(given) == version


@pages
def test_a_file_sent_for_a_text_is_no_text(program: Flask, catalog: str, key: str) -> None:
    section = catalogue(catalog)[key]
    code = next(field.code for field in section.fields if field.type not in {FieldType.CHOICES, FieldType.DECLARATION})
    with program.test_request_context(method="POST", data={code: (BytesIO(b"x"), "texto.txt")}):
        form = section_form(section, {}, 0)
        form.validate()
        assert form[code].errors or is_empty(form.answers().get(code))


def test_decimals_are_written_out_to_their_last_place(sent: Sent) -> None:
    with sent("profile", {"budget_pim": "0"}) as form:
        assert Decimal(form.answers()["budget_pim"]) == 0
        assert form.answers()["budget_pim"] == "0.00"


def test_a_number_takes_the_place_of_something_that_is_none(sent: Sent) -> None:
    with sent("profile", {"budget_pim": "12"}, {"budget_pim": "[dato retirado]"}) as form:
        assert form.answers()["budget_pim"] == "12.00"
