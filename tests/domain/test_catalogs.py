"""The forms as the seeds write them are sound, and what would make one unusable is found."""

from collections.abc import Callable
from typing import Any

import pytest

from app.domain.process.catalog import CatalogError, FieldType, Moment, catalog_from
from tests.domain import seeds

FORMS = ("membership-form", "organization-form")


@pytest.mark.parametrize("form", FORMS)
def test_the_forms_of_the_seeds_are_sound(form: str) -> None:
    catalog = catalog_from(seeds.raw(f"catalog/{form}"))
    assert {section.group for section in catalog.form_sections} == set("ABCDEF")
    assert [section.key for section in catalog.sections if section.is_uploads] == ["attachments"]
    assert catalog["attachments"].fields == catalog.documents
    assert all(catalog.section_of[code].by_code[code] is field for code, field in catalog.fields.items())


def test_every_english_text_waits_for_the_signature_and_its_spanish_one_for_the_certification() -> None:
    for section in seeds.catalog().form_sections:
        for field in section.fields:
            if field.english_of:
                assert field.required_for is Moment.SIGNED
                assert section.by_code[field.english_of].required_for is Moment.SUBMITTED


def test_the_self_assessment_asks_24_questions_of_four_levels_each_with_its_evidence() -> None:
    section = seeds.catalog()["self_assessment"]
    questions = [field for field in section.fields if field.type is FieldType.LEVEL]
    evidence = {field.evidence_of for field in section.fields if field.evidence_of}
    assert len(questions) == 24
    assert all([choice.value for choice in field.choices] == ["0", "1", "2", "3"] for field in questions)
    assert evidence == {field.code for field in questions}
    assert [len(area.questions) for area in section.areas] == [4] * 6


def test_at_most_three_priorities_are_asked() -> None:
    assert seeds.catalog().fields["priorities"].max_choices == 3


def _field(data: Any, code: str) -> dict[str, Any]:
    found: dict[str, Any] = next(f for section in data["sections"] for f in section["fields"] if f["code"] == code)
    return found


def _twice(data: Any) -> None:
    _field(data, "address")["code"] = "ruc"


def _number_twice(data: Any) -> None:
    _field(data, "address")["number"] = _field(data, "ruc")["number"]


def _section_twice(data: Any) -> None:
    data["sections"][1]["key"] = "government"


def _no_choices(data: Any) -> None:
    del _field(data, "digital_plan")["choices"]


def _lost_document(data: Any) -> None:
    del _field(data, "logo_file")["step"]


def _certified_document(data: Any) -> None:
    _field(data, "logo_file")["required_for"] = "submitted"


def _stray_english(data: Any) -> None:
    _field(data, "reasons_en")["english_of"] = "official_name"


def _stray_condition(data: Any) -> None:
    _field(data, "ict_unit")["shown_if"] = {"has_project": True}


def _stray_currency(data: Any) -> None:
    _field(data, "budget_pim")["currency"] = "fee_currency"


def _stray_letter(data: Any) -> None:
    _field(data, "letter_of_intent_en_file")["accompanies"] = "acceptance"


def _stray_area(data: Any) -> None:
    section = next(section for section in data["sections"] if section["key"] == "self_assessment")
    section["areas"][0]["questions"].append(section["areas"][1]["questions"][0])


PROBLEMS: list[tuple[Callable[[Any], None], str]] = [
    (_twice, "code used twice: ruc"),
    (_number_twice, "number used twice: A8"),
    (_section_twice, "section used twice: government"),
    (_no_choices, "digital_plan: no choices"),
    (_lost_document, "logo_file: a document belongs to a step, and is required for it or not at all"),
    (_certified_document, "logo_file: a document belongs to a step, and is required for it or not at all"),
    (_stray_english, "reasons_en: official_name is not in its section"),
    (_stray_condition, "ict_unit: has_project is not in its section"),
    (_stray_currency, "budget_pim: fee_currency is not in its section"),
    (_stray_letter, "letter_of_intent_en_file: acceptance is not in its section"),
    (_stray_area, "self_assessment: its areas don't hold each question exactly once"),
]


@pytest.mark.parametrize(("spoil", "problem"), PROBLEMS, ids=[problem for _, problem in PROBLEMS])
def test_each_way_to_spoil_a_form_is_found(spoil: Callable[[Any], None], problem: str) -> None:
    data = seeds.raw("catalog/membership-form")
    spoil(data)
    with pytest.raises(CatalogError) as caught:
        catalog_from(data)
    assert problem in caught.value.problems


def _unknown_key(data: Any) -> None:
    _field(data, "ruc")["colour"] = "red"


def _unknown_type(data: Any) -> None:
    _field(data, "ruc")["type"] = "number"


def _no_label(data: Any) -> None:
    del _field(data, "ruc")["label"]


def _odd_bound(data: Any) -> None:
    _field(data, "staff")["min"] = "some"


@pytest.mark.parametrize(
    ("spoil", "problem"),
    [
        (_unknown_key, "ValueError: ruc: unknown colour"),
        (_unknown_type, "ValueError: 'number' is not a valid FieldType"),
        (_no_label, "KeyError: 'label'"),
        (_odd_bound, "InvalidOperation: [<class 'decimal.ConversionSyntax'>]"),
    ],
)
def test_a_file_of_the_wrong_shape_says_where(spoil: Callable[[Any], None], problem: str) -> None:
    data = seeds.raw("catalog/membership-form")
    spoil(data)
    with pytest.raises(CatalogError) as caught:
        catalog_from(data)
    assert caught.value.problems == [problem]
