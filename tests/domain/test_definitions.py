"""The three processes as the seeds write them are sound, and what would make one unusable is found."""

from collections.abc import Callable
from typing import Any

import pytest

from app.domain.process.catalog import FieldType
from app.domain.process.definition import Act, Definition
from app.domain.process.definition_file import DefinitionError, definition_from, problems_of
from app.domain.vocabulary import OrganizationType, Role, Status
from tests.domain import seeds

NEEDS = {
    "city_profile": {"opening"},
    "technical_report": {"city_profile"},
    "budget_report": {"technical_report"},
    "legal_opinion": {"technical_report"},
    "membership_form": {"city_profile"},
    "office_review": {"technical_report", "budget_report", "legal_opinion", "membership_form"},
    "council_resolution": {"office_review"},
    "signature": {"council_resolution"},
    "publication": {"signature"},
    "sending": {"signature"},
    "notice": {"sending"},
    "acceptance": {"sending"},
    "excom": {"acceptance"},
}
"""Rule 7, written by hand."""
SETTLED = {"answer": "fee_paid", "open": {"es": "Falta", "en": "Open"}, "then": {"es": "Pague", "en": "Pay"}}


def sections(key: str = "local-government") -> frozenset[str]:
    return frozenset(seeds.catalog(key).by_key)


def spoilt(**changes: Any) -> Definition:
    """Return the local governments' process with changes, each named step__field."""
    data = seeds.raw("process/local-government")
    steps = {step["key"]: step for step in data["steps"]}
    for name, value in changes.items():
        step, _, field = name.partition("__")
        steps[step][field] = value
    return definition_from(data)


@pytest.mark.parametrize("key", seeds.PROCESSES)
def test_the_processes_of_the_seeds_are_sound(key: str) -> None:
    assert problems_of(seeds.definition(key), sections(key)) == []


def test_every_kind_of_applicant_has_exactly_one_process() -> None:
    kinds = [kind for key in seeds.PROCESSES for kind in seeds.definition(key).applies_to]
    assert sorted(kinds) == sorted(OrganizationType)


def test_the_twenty_steps_need_what_rule_7_says() -> None:
    definition = seeds.definition()
    assert [step.number for step in definition.steps] == list(range(1, 21))
    assert {step.key: set(step.needs) for step in definition.steps if step.needs} == NEEDS
    assert definition["correction"].within == "office_review"
    assert {step.key for step in definition.membership_steps} == {"fee", "follow_up", "authority_change"}


def test_milestones_come_in_the_order_of_the_field_notes() -> None:
    given = [step.milestone for step in seeds.definition().application_steps if step.milestone]
    assert given == [
        Status.PREPARING,
        Status.RESOLVED,
        Status.SIGNED,
        Status.SENT,
        Status.ASSOCIATE,
        Status.FULL,
    ]


@pytest.mark.parametrize("key", ["company", "institution"])
def test_companies_and_institutions_have_no_review_and_no_associate_milestone(key: str) -> None:
    definition = seeds.definition(key)
    assert definition.acting(Act.REVIEW) is None
    assert definition.acting(Act.RESUBMIT) is None
    assert definition.acting(Act.ASSOCIATE) is None
    assert Status.ASSOCIATE not in {step.milestone for step in definition.steps}
    assert all(Role.ANALYST not in step.recorded_by for step in definition.steps)


@pytest.mark.parametrize("key", seeds.PROCESSES)
def test_every_step_that_asks_and_every_document_finds_its_place_in_the_form(key: str) -> None:
    definition, catalog = seeds.definition(key), seeds.catalog(key)
    assert {step.asks: step.key for step in definition.steps if step.asks} == {
        section.key: section.asked_at for section in catalog.sections if section.asked_at != "form"
    }
    assert all(catalog[section].is_form for step in definition.steps for section in step.sections)
    documents = [field for field in catalog.fields.values() if field.type is FieldType.DOCUMENT]
    assert {field.step for field in documents} <= set(definition.by_key)
    assert catalog.documents == tuple(documents)


PROBLEMS: list[tuple[dict[str, Any], str]] = [
    ({"notice__stage": "nowhere"}, "notice: unknown stage nowhere"),
    ({"notice__needs": ["nothing"]}, "notice: needs an unknown step nothing"),
    ({"correction__within": "nothing"}, "correction: needs an unknown step nothing"),
    ({"opening__sections": ["nothing"]}, "opening: unknown section nothing"),
    ({"sending__asks": "nothing"}, "sending: unknown section nothing"),
    ({"excom__dated": False}, "excom: what happens outside is recorded with its day"),
    ({"membership_form__dated": True}, "membership_form: its day is not asked"),
    ({"office_review__dated": True}, "office_review: its day is not asked"),
    ({"correction__dated": True}, "correction: its day is not asked"),
    ({"follow_up__dated": True}, "follow_up: its day is not asked"),
    ({"notice__recorded_by": []}, "notice: nobody may record it"),
    ({"notice__recorded_by": ["administrator"]}, "notice: nobody may record it"),
    ({"office_review__recorded_by": ["preparer"]}, "office_review: who must review may not record it"),
    ({"membership_form__recorded_by": ["analyst"]}, "membership_form: who must submit may not record it"),
    ({"signature__evidence": "optional"}, "signature: sign needs evidence"),
    ({"acceptance__evidence": "none"}, "acceptance: associate needs evidence"),
    ({"notice__holder": "secretariat"}, "notice: complete needs evidence"),
    ({"signature__may_skip": True}, "signature: sign cannot be skipped"),
    ({"notice__milestone": "archived"}, "notice: archived is not a milestone"),
    ({"notice__repeats": "yearly"}, "notice: only a step of a membership repeats"),
    ({"notice__settled_by": SETTLED}, "notice: only a step of a membership is settled by an answer"),
    (
        {"fee__general_term_ends": "2026-12-31"},
        "fee: only the change of authorities comes with the end of all terms",
    ),
    ({"fee__needs": ["excom"]}, "fee: a step of a membership is completed, needs nothing and gives no milestone"),
    ({"notice__act": "sign", "notice__evidence": "required"}, "sign finishes more than one step: signature, notice"),
    ({"sending__act": "complete"}, "no step leads to send"),
    ({"correction__act": "complete"}, "a review and the correction of its observations come together"),
    ({"correction__within": "signature"}, "correction: must stand within office_review"),
    ({"office_review__needs": ["technical_report"]}, "office_review: must need membership_form"),
    ({"excom__milestone": "associate"}, "excom: must give the milestone full, with which an application ends"),
    ({"opening__needs": ["city_profile"]}, "a step needs itself in a circle: opening → city_profile → opening"),
    ({"notice__number": 14}, "step number used twice: 14"),
    ({"notice__key": "sending"}, "step key used twice: sending"),
]


@pytest.mark.parametrize(("changes", "problem"), PROBLEMS, ids=[problem for _, problem in PROBLEMS])
def test_each_way_to_spoil_a_process_is_found(changes: dict[str, Any], problem: str) -> None:
    assert problem in problems_of(spoilt(**changes), sections())


@pytest.mark.parametrize(
    ("changes", "stuck"),
    [
        ({"notice__needs": ["fee"]}, ["notice"]),
        ({"council_resolution__needs": ["correction"]}, ["council_resolution", "signature", "excom"]),
        ({"budget_report__needs": ["membership_form"]}, ["budget_report", "membership_form", "office_review"]),
    ],
    ids=["waits for the membership", "waits for a correction nobody may ask", "review and certification wait in turn"],
)
def test_a_step_whose_turn_can_never_come_is_found(changes: dict[str, Any], stuck: list[str]) -> None:
    found = problems_of(spoilt(**changes), sections())
    assert found
    assert {f"its turn can never come: {key}" for key in stuck} <= set(found)


def _without(data: Any) -> None:
    del data["steps"][0]["holder"]


def _unknown_word(data: Any) -> None:
    data["steps"][0]["holder"] = "mayor"


def _unknown_key(data: Any) -> None:
    data["steps"][0]["colour"] = "red"


def _unknown_top(data: Any) -> None:
    data["colour"] = "red"


def _one_language(data: Any) -> None:
    data["title"] = {"es": "Postulación"}


def _empty_words(data: Any) -> None:
    data["title"] = {"es": "Postulación", "en": " "}


def _words_alone(data: Any) -> None:
    data["title"] = "Postulación"


def _nobody(data: Any) -> None:
    data["applies_to"] = []


def _no_days(data: Any) -> None:
    data["steps"][1]["term"] = {"days": 0}


def _odd_term(data: Any) -> None:
    data["steps"][1]["term"] = "soon"


SHAPES: list[tuple[Callable[[Any], None], str]] = [
    (_without, "KeyError: 'holder'"),
    (_unknown_word, "ValueError: 'mayor' is not a valid Party"),
    (_unknown_key, "ValueError: outreach: unknown colour"),
    (_unknown_top, "ValueError: local-government: unknown colour"),
    (_one_language, "ValueError: local-government.title: needs exactly es and en, neither empty"),
    (_empty_words, "ValueError: local-government.title: needs exactly es and en, neither empty"),
    (_words_alone, "ValueError: local-government.title: expected es and en, found 'Postulación'"),
    (_nobody, "ValueError: local-government: applies to nobody"),
    (_no_days, "ValueError: a term has at least one day, an extension none or more"),
    (_odd_term, "ValueError: interest: term 'soon' is neither none, external nor days"),
]


@pytest.mark.parametrize(("spoil", "problem"), SHAPES, ids=[problem for _, problem in SHAPES])
def test_a_file_of_the_wrong_shape_says_where(spoil: Callable[[Any], None], problem: str) -> None:
    data = seeds.raw("process/local-government")
    spoil(data)
    with pytest.raises(DefinitionError) as caught:
        definition_from(data)
    assert caught.value.problems == [problem]
    assert str(caught.value) == problem


def test_a_term_without_optional_parts_is_read() -> None:
    definition = spoilt(interest__term={"days": 4})
    term = definition["interest"].term
    assert term is not None
    assert (term.days, term.extension, term.formal_days) == (4, 0, None)
    assert seeds.definition()["acceptance"].is_external
    assert not seeds.definition()["outreach"].is_external


def test_a_step_that_does_not_exist_is_not_found() -> None:
    with pytest.raises(KeyError):
        seeds.definition()["nothing"]
