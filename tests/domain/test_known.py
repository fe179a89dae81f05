"""Answers held against the registry, the day and one another: identity, years that have begun, "none" beside others."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from app.domain.errors import IncompleteError, InputError
from app.domain.process.answers import Known, problems_in
from app.domain.process.catalog import CatalogError, Moment, catalog_from
from app.domain.progress.actions import Action, ActionKind, Inputs, Request
from app.domain.progress.decisions import decide
from tests.domain import seeds
from tests.domain.stories import ANALYST, PREPARER, SIGNATORY, Story

TODAY = date(2026, 11, 23)
MARAS = {"code": "081305", "type": "district_municipality", "ruc": None}
COMPANY = {"code": "20131312955", "type": "company", "ruc": "20131312955"}


def said(section: str, answers: dict[str, Any], registry: dict[str, Any], form: str = "local-government") -> list[str]:
    """Return what is wrong with answers of which only these differ from right ones."""
    found = seeds.catalog(form)[section]
    given = seeds.right_answers(found) | answers
    moment = Moment.SIGNED if found.is_form else Moment.DONE
    return [problem.because.es for problem in problems_in(found, given, moment, Known(TODAY, registry))]


@pytest.mark.parametrize(
    ("code", "value", "because"),
    [
        ("ubigeo", "zz", "Debe ser lo que figura en el registro: 081305."),
        ("ubigeo", "080101", "Debe ser lo que figura en el registro: 081305."),
        ("organization_type", "regional_government", "Debe ser lo que figura en el registro: Municipalidad distrital."),
    ],
)
def test_who_applies_is_who_the_registry_says(code: str, value: str, because: str) -> None:
    right = {"ubigeo": "081305", "organization_type": "district_municipality"}
    assert said("government", right, MARAS) == []
    assert said("government", right | {code: value}, MARAS) == [because]


def test_a_company_is_known_by_its_taxpayer_number() -> None:
    right = {"ruc": "20131312955", "organization_type": "company"}
    assert said("organization", right, COMPANY, "company") == []
    assert said("organization", right | {"ruc": "20100066603"}, COMPANY, "company") == [
        "Debe ser lo que figura en el registro: 20131312955."
    ]


def test_where_the_registry_knows_nothing_nothing_is_held_against_it() -> None:
    assert said("government", {"ubigeo": "zz"}, {}) == []


def test_what_the_registry_only_fills_in_may_be_corrected() -> None:
    right = {"ubigeo": "081305", "organization_type": "district_municipality"}
    assert said("government", right | {"ruc": "20131312955"}, MARAS | {"ruc": "20100066603"}) == []


def test_without_a_day_no_year_is_held_against_it() -> None:
    section = seeds.catalog()["profile"]
    given = seeds.right_answers(section) | {"budget_year": 2100}
    assert problems_in(section, given, Moment.SUBMITTED) == ()


PAST = [
    ("local-government", "profile", "population_year"),
    ("local-government", "profile", "budget_year"),
    ("local-government", "follow_up", "follow_up_year"),
    ("company", "profile", "founded_year"),
    ("company", "follow_up", "follow_up_year"),
]


@pytest.mark.parametrize(("form", "section", "code"), PAST)
def test_a_year_that_speaks_of_what_was_is_this_one_or_earlier(form: str, section: str, code: str) -> None:
    assert said(section, {code: 2026}, {}, form) == []
    assert said(section, {code: 2027}, {}, form) == ["Escriba 2026 o un año anterior."]
    years = {field.code for field in seeds.catalog(form).fields.values() if field.is_past}
    assert years == {code for other, _, code in PAST if other == form}


@pytest.mark.parametrize(("section", "code"), [("commitment", "fee_planned_year"), ("fee", "fee_year")])
def test_a_year_that_is_planned_may_come(section: str, code: str) -> None:
    assert said(section, {code: 2027}, {}) == []


def test_none_stands_alone_among_the_choices() -> None:
    for alone in (["none"], ["none", "none"]):
        assert said("profile", {"online_services": alone}, {}) == []
    assert said("profile", {"online_services": ["payment", "none"]}, {}) == [
        "Si ninguna opción corresponde, deje marcada solo esa respuesta."
    ]


def test_nobody_certifies_for_another_organization_or_of_a_year_to_come() -> None:
    story = Story(registry=dict(MARAS)).prepared()
    error = story.refused(SIGNATORY, ActionKind.SUBMIT)
    assert isinstance(error, IncompleteError)
    assert error.missing == ("government",)
    story.save(PREPARER, "government", ubigeo="081305", organization_type="district_municipality")
    story.save(PREPARER, "profile", budget_year=story.today.year + 1)
    error = story.refused(SIGNATORY, ActionKind.SUBMIT)
    assert isinstance(error, IncompleteError)
    assert error.missing == ("profile",)
    story.save(PREPARER, "profile", budget_year=story.today.year)
    assert story.take(SIGNATORY, ActionKind.SUBMIT).state.certification is not None


def test_what_is_asked_at_a_step_is_held_against_the_day_too() -> None:
    data = seeds.raw("catalog/membership-form")
    resolution = next(section for section in data["sections"] if section["key"] == "resolution")
    asked = {"code": "session_year", "number": "B99", "type": "year", "label": {"es": "Año", "en": "Year"}}
    resolution["fields"].append({**asked, "required_for": "done", "past": True})
    story = Story().submitted().take(ANALYST, ActionKind.ENDORSE).paper(PREPARER, "field:council_resolution_file")
    around = replace(story.around, catalog=catalog_from(data))
    answers = seeds.right_answers(around.catalog["resolution"]) | {"session_year": story.today.year + 1}
    given = Inputs(answers=answers, happened_on=story.today)
    with pytest.raises(InputError) as caught:
        decide(story.state, Request(PREPARER, Action(ActionKind.COMPLETE, "council_resolution"), given), around)
    assert caught.value.field == "session_year"


@pytest.mark.parametrize(
    ("code", "key", "problem"),
    [
        ("address", "identity", "address: the registry knows no organization by address"),
        ("staff", "past", "staff: only a year is past"),
    ],
)
def test_only_what_the_registry_has_is_identity_and_only_a_year_is_past(code: str, key: str, problem: str) -> None:
    data = seeds.raw("catalog/membership-form")
    fields = {field["code"]: field for section in data["sections"] for field in section["fields"]}
    fields[code][key] = True
    with pytest.raises(CatalogError) as caught:
        catalog_from(data)
    assert caught.value.problems == [problem]
