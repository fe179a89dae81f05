"""What the program reads by name is asked where it looks for it."""

from collections.abc import Callable
from typing import Any

import pytest

from app.domain.process.catalog import catalog_from
from app.domain.process.definition_file import definition_from
from app.domain.process.matching import misfits
from tests.domain import seeds

Spoil = Callable[[dict[str, Any]], None]


def told(spoil: Spoil, file: str = "catalog/membership-form") -> list[str]:
    """Return what doesn't fit once a file of the local governments was spoilt."""
    data = {name: seeds.raw(name) for name in ("process/local-government", "catalog/membership-form")}
    spoil(data[file])
    return list(
        misfits(definition_from(data["process/local-government"]), catalog_from(data["catalog/membership-form"]))
    )


def field(data: dict[str, Any], code: str) -> dict[str, Any]:
    return next(field for section in data["sections"] for field in section["fields"] if field["code"] == code)


def step(data: dict[str, Any], key: str) -> dict[str, Any]:
    return next(step for step in data["steps"] if step["key"] == key)


@pytest.mark.parametrize("key", seeds.PROCESSES)
def test_the_seeds_fit(key: str) -> None:
    assert list(misfits(seeds.definition(key), seeds.catalog(key))) == []


@pytest.mark.parametrize("change", [{"code": "other"}, {"required_for": "none"}])
def test_wegos_decision_must_give_a_category(change: dict[str, str]) -> None:
    said = ["excom: must ask for decision_category, from which the register takes the category"]
    assert told(lambda data: field(data, "decision_category").update(change)) == said


def test_the_category_is_asked_at_the_decision_and_no_other_step() -> None:
    said = told(lambda data: step(data, "excom").update(asks="acceptance"), "process/local-government")
    assert said[0].startswith("excom: must ask for decision_category")


def test_a_category_that_does_not_exist_is_told() -> None:
    choice = {"value": "gold", "es": "Oro", "en": "Gold"}
    said = told(lambda data: field(data, "decision_category")["choices"].append(choice))
    assert said == ["decision_category: no such category: gold"]


def test_a_process_without_a_decision_is_for_others_to_complain_of() -> None:
    def without(data: dict[str, Any]) -> None:
        data["steps"] = [step for step in data["steps"] if step["key"] != "excom"]

    assert told(without, "process/local-government") == []


@pytest.mark.parametrize("change", [{"code": "other"}, {"required_for": "none"}, {"type": "text"}])
def test_what_settles_a_step_is_a_yes_or_no_it_must_ask(change: dict[str, str]) -> None:
    said = ["fee: must ask fee_paid, by which it is settled, to be answered yes or no"]
    assert told(lambda data: field(data, "fee_paid").update(change)) == said


def test_what_tells_the_years_apart_is_asked() -> None:
    said = ["fee: doesn't ask fee_year, for each of which it comes"]
    assert told(lambda data: field(data, "fee_year").update(code="other")) == said


def test_a_step_that_asks_nothing_is_settled_by_no_answer() -> None:
    assert told(lambda data: step(data, "authority_change").update(asks=None), "process/local-government") == [
        "authority_change: must ask new_authority_ratifies, by which it is settled, to be answered yes or no"
    ]


@pytest.mark.parametrize("change", [{"code": "other"}, {"step": "signature"}])
def test_what_a_former_authority_signed_can_be_ratified_at_the_sending(change: dict[str, str]) -> None:
    said = ["sending: has no document ratification_file, by which a new authority ratifies what was signed"]
    assert told(lambda data: field(data, "ratification_file").update(change)) == said


def test_a_process_that_sends_nothing_needs_no_ratification() -> None:
    assert told(lambda data: step(data, "sending").update(act="complete"), "process/local-government") == []
