"""Saving a page of the form: drafts, mistakes, forged posts, what a change takes back, and saving while one types."""

from io import BytesIO
from typing import Any

import pytest
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from app.domain.process.answers import is_empty
from app.domain.process.catalog import FieldType
from app.domain.progress.actions import ActionKind
from tests.conftest import SignIn
from tests.factories import DISTRICT, Journey, an_application, form
from tests.views.form_pages import address, events, kept, page_of, said_in, sent, summary, value_of, version_of, words

AUTOSAVE = {"X-Autosave": "1"}


@pytest.fixture
def journey(session: Session) -> Journey:
    """Give an application in preparation."""
    return an_application(DISTRICT, at="preparing")


def test_a_draft_is_saved_incomplete_and_goes_on_to_the_next_page(sign_in: SignIn, journey: Journey) -> None:
    browser = sign_in(journey.preparer)
    data = {"version": "0", "authority_name": " Rosa  Quispe ", "authority_term_from": "1/1/2023"}
    response = browser.post(address(journey, "authority"), data=data)
    assert response.status_code == 303
    assert response.location == address(journey, "focal_points")
    assert kept(journey, "authority") == {"authority_name": "Rosa Quispe", "authority_term_from": "2023-01-01"}
    assert "Se guardó «Autoridad»." in words(browser.get(response.location))


def test_one_may_go_back_to_the_list_and_ends_at_all_the_answers(sign_in: SignIn, journey: Journey) -> None:
    browser = sign_in(journey.preparer)
    to_list = browser.post(address(journey, "authority"), data=sent(journey, "authority", then="list"))
    assert to_list.location == address(journey)
    last = browser.post(address(journey, "commitment"), data=sent(journey, "commitment", truth="y"))
    assert last.location == address(journey, "revisar")


def test_sending_a_page_twice_writes_once(sign_in: SignIn, journey: Journey) -> None:
    browser = sign_in(journey.preparer)
    data = sent(journey, "authority", authority_name="Rosa Quispe")
    for _ in range(2):
        assert browser.post(address(journey, "authority"), data=data).status_code == 303
    assert version_of(journey, "authority") == 1


def test_opening_and_sending_back_a_page_changes_nothing(sign_in: SignIn, journey: Journey) -> None:
    before = events(journey)
    for section in form().form_sections:
        response = sign_in(journey.preparer).post(address(journey, section.key), data=sent(journey, section.key))
        assert response.status_code == 303
    assert events(journey) == before


BAD: dict[FieldType, Any] = {
    FieldType.TEXT: "x" * 5000,
    FieldType.LONG_TEXT: "línea\n" * 2000,
    FieldType.INTEGER: "-99999999",
    FieldType.DECIMAL: "mucho",
    FieldType.YEAR: "3000",
    FieldType.DATE: "31/02/2026",
    FieldType.EMAIL: "sin arroba",
    FieldType.PHONE: "llámeme",
    FieldType.URL: "javascript:alert(1)",
    FieldType.RUC: "20147421542",
    FieldType.YES_NO: "tal vez",
    FieldType.CHOICE: "forjado",
    FieldType.LEVEL: "9",
    FieldType.CHOICES: ["forjado"],
}


def test_every_page_says_each_mistake_at_its_box_and_on_top_and_loses_nothing(
    sign_in: SignIn, journey: Journey
) -> None:
    browser, before = sign_in(journey.preparer), events(journey)
    for section in form().form_sections:
        data = {field.code: BAD[field.type] for field in section.fields if field.type in BAD} | {"version": "0"}
        response = browser.post(address(journey, section.key), data=data)
        assert response.status_code == 422
        page, told = page_of(response), dict(summary(response))
        assert said_in(page, "title").startswith("Error: ")
        for field in section.fields:
            if field.type not in BAD:
                continue
            targets = {f"#{field.code}", f"#{field.code}-0"} & told.keys()
            assert len(targets) == 1, field.code
            assert told[targets.pop()].startswith(f"{field.number} ")
            assert page.select_one(f"#{field.code}-error"), field.code
            if isinstance(BAD[field.type], str) and not (field.choices or field.type is FieldType.YES_NO):
                assert value_of(response, field.code).strip() == BAD[field.type].strip(), field.code
    assert events(journey) == before


def test_right_answers_beside_wrong_ones_come_back_too(sign_in: SignIn, journey: Journey) -> None:
    data = {"version": "0", "population": "mil", "staff": "1 045", "online_services": ["payment", "tracking"]}
    data |= {"economic_activities_es": "Maíz\r\ny sal", "has_ict_unit": "no", "digital_plan": "approved"}
    response = sign_in(journey.preparer).post(address(journey, "profile"), data=data)
    assert response.status_code == 422
    assert value_of(response, "staff") == "1 045"
    assert value_of(response, "economic_activities_es") == "Maíz\r\ny sal"
    checked = {(box["name"], box["value"]) for box in page_of(response).select("input[checked]")}
    assert checked == {
        ("online_services", "payment"),
        ("online_services", "tracking"),
        ("has_ict_unit", "no"),
        ("digital_plan", "approved"),
    }


def test_empty_forged_and_strange_posts_break_nothing(sign_in: SignIn, journey: Journey) -> None:
    browser = sign_in(journey.preparer)
    posts: list[dict[str, Any]] = [
        {},
        {"version": "-1"},
        {"version": "99999999999999999999"},
        {"version": "0", "number": "otro", "section": "B", "is_demo": "1", "no_such_code": "x"},
        {"version": "0", "official_name": (BytesIO(b"%PDF"), "nombre.pdf")},
        {"version": "0", "official_name": ["uno", "dos"], "conflicts": "official_name nada version"},
        {"version": "0", "official_name": "a\x00b\x07c", "conflicts": "", "then": "//malo.example"},
    ]
    for post in posts:
        response = browser.post(address(journey, "government"), data=post, content_type="multipart/form-data")
        assert response.status_code in {303, 409, 422}, post
        assert not response.location or response.location.startswith("/expedientes/")
    assert kept(journey, "government")["official_name"] == "abc"


def test_a_post_larger_than_the_program_reads_is_refused_with_words(sign_in: SignIn, journey: Journey) -> None:
    data = sent(journey, "motivation", reasons_es="x" * 11 * 1024 * 1024)
    response = sign_in(journey.preparer).post(address(journey, "motivation"), data=data)
    assert response.status_code == 413
    assert version_of(journey, "motivation") == 0


def test_everything_can_be_emptied_again(sign_in: SignIn, journey: Journey) -> None:
    journey.fill("motivation")
    data = {field.code: "" for field in form()["motivation"].fields if field.type is not FieldType.CHOICES}
    response = sign_in(journey.preparer).post(address(journey, "motivation"), data=data | {"version": "1"})
    assert response.status_code == 303
    assert all(is_empty(value) for value in kept(journey, "motivation").values())


def test_who_may_not_save_gets_what_they_typed_and_the_reason(sign_in: SignIn, session: Session) -> None:
    journey = an_application(DISTRICT, at="in_review")
    before = events(journey)
    for person, status, reason in (
        (journey.preparer, 409, "La solicitud está en revisión"),
        (journey.officer, 403, "Su cargo no permite esta acción"),
    ):
        data = sent(journey, "authority", authority_name="Otra Persona")
        response = sign_in(person).post(address(journey, "authority"), data=data)
        assert response.status_code == status
        assert reason in said_in(page_of(response), ".error-summary")
        assert value_of(response, "authority_name") == "Otra Persona"
        assert not page_of(response).select("main form button")
    assert events(journey) == before


def change(sign_in: SignIn, journey: Journey, **typed: Any) -> TestResponse:
    """Have the preparer change the name of the authority."""
    data = sent(journey, "authority", authority_name="Otra Persona", **typed)
    return sign_in(journey.preparer).post(address(journey, "authority"), data=data)


def test_a_change_that_takes_back_the_signature_is_warned_of_and_must_be_accepted(
    sign_in: SignIn, session: Session
) -> None:
    journey = an_application(DISTRICT, at="signed")
    opened = words(sign_in(journey.preparer).get(address(journey, "authority")))
    for lost in ("la certificación:", "la conformidad de la oficina:", "la firma:"):
        assert lost in opened
    refused = change(sign_in, journey)
    assert refused.status_code == 422
    assert [target for target, _ in summary(refused)] == ["#understood"]
    assert value_of(refused, "authority_name") == "Otra Persona"
    assert journey.shown(journey.preparer).dossier.state.is_signed
    accepted = change(sign_in, journey, understood="y")
    assert accepted.status_code == 303
    state = journey.shown(journey.preparer).dossier.state
    assert (state.is_signed, state.endorsement, state.certification) == (False, None, None)


def test_no_change_and_a_missing_english_text_take_nothing_back(sign_in: SignIn, session: Session) -> None:
    journey = an_application(DISTRICT, at="observed")
    journey.fill("motivation", reasons_en="")
    for key in ("1.1", "1.2"):
        journey.take(journey.preparer, ActionKind.ANSWER, key, text="Hecho.")
    journey.take(journey.signatory, ActionKind.RESUBMIT)
    journey.take(journey.officer, ActionKind.ENDORSE)
    browser = sign_in(journey.preparer)
    same = browser.post(address(journey, "authority"), data=sent(journey, "authority"))
    assert same.status_code == 303
    english = sent(journey, "motivation", reasons_en="To learn.")
    assert browser.post(address(journey, "motivation"), data=english).status_code == 303
    state = journey.shown(journey.preparer).dossier.state
    assert state.endorsement is not None
    assert kept(journey, "motivation")["reasons_en"] == "To learn."


def test_what_is_typed_is_saved_on_the_way(sign_in: SignIn, journey: Journey) -> None:
    browser = sign_in(journey.preparer)
    assert page_of(browser.get(address(journey, "authority"))).select("form[data-autosave]")
    data = sent(journey, "authority", authority_name="Rosa")
    response = browser.post(address(journey, "authority"), data=data, headers=AUTOSAVE)
    assert (response.status_code, response.json) == (200, {"version": 1})
    data |= {"version": "1", "authority_name": "Rosa Quispe"}
    assert browser.post(address(journey, "authority"), data=data, headers=AUTOSAVE).json == {"version": 2}
    assert kept(journey, "authority")["authority_name"] == "Rosa Quispe"


def test_saving_on_the_way_leaves_mistakes_and_others_changes_to_the_button(sign_in: SignIn, journey: Journey) -> None:
    browser = sign_in(journey.preparer)
    wrong = sent(journey, "authority", authority_term_from="ayer")
    assert browser.post(address(journey, "authority"), data=wrong, headers=AUTOSAVE).status_code == 409
    stale = sent(journey, "authority", authority_name="Rosa")
    journey.fill("authority")
    answer = browser.post(address(journey, "authority"), data=stale, headers=AUTOSAVE)
    assert (answer.status_code, answer.json) == (409, {"version": 1})
    assert kept(journey, "authority")["authority_name"] == "Rosa Quispe Huamán"
    assert browser.get(address(journey, "authority"), headers=AUTOSAVE).status_code == 200, "only a post saves"


def test_nothing_certified_is_ever_saved_on_the_way(sign_in: SignIn, session: Session) -> None:
    journey = an_application(DISTRICT, at="endorsed")
    browser = sign_in(journey.preparer)
    assert not page_of(browser.get(address(journey, "authority"))).select("form[data-autosave]")
    data = sent(journey, "authority", authority_name="Otra", understood="y")
    assert browser.post(address(journey, "authority"), data=data, headers=AUTOSAVE).status_code == 409
    assert journey.shown(journey.preparer).dossier.state.endorsement is not None
