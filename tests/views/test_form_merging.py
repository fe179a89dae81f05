"""Two people on the same page of the form: what doesn't overlap is merged, what does is asked, and nothing is lost."""

from typing import Any

import pytest
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests.conftest import Browser, SignIn
from tests.factories import DISTRICT, Journey, an_application
from tests.views.form_pages import address, carried_by, events, kept, page_of, said_in, sent, version_of, words


@pytest.fixture
def journey(session: Session) -> Journey:
    """Give an application in preparation."""
    return an_application(DISTRICT, at="preparing")


def save(browser: Browser, journey: Journey, data: dict[str, Any]) -> TestResponse:
    """Send the page of the government's profile."""
    return browser.post(address(journey, "profile"), data=data)


def collide(sign_in: SignIn, journey: Journey) -> tuple[Browser, TestResponse]:
    """Have two people change the staff and the plan to different values, and other answers apart."""
    first, second = sign_in(journey.signatory), sign_in(journey.preparer)
    theirs = sent(journey, "profile", staff="40", digital_plan="approved", population="1,000", altitude="")
    mine = sent(journey, "profile", staff="45", digital_plan="none", economic_activities_es="Sal\ny maíz")
    mine["online_services"] = ["payment", "tracking"]
    assert save(first, journey, theirs).status_code == 303
    return second, save(second, journey, mine)


def test_changes_to_different_questions_are_both_kept(sign_in: SignIn, journey: Journey) -> None:
    first, second = sign_in(journey.signatory), sign_in(journey.preparer)
    theirs = sent(journey, "profile", staff="40")
    mine = sent(journey, "profile", population="1 000")
    assert save(first, journey, theirs).status_code == 303
    assert save(second, journey, mine).status_code == 303
    answers = kept(journey, "profile")
    assert (answers["staff"], answers["population"]) == (40, 1000)


def test_the_same_answer_typed_in_two_ways_is_no_conflict(sign_in: SignIn, journey: Journey) -> None:
    first, second = sign_in(journey.signatory), sign_in(journey.preparer)
    theirs = sent(journey, "profile", budget_pim="8,450,000")
    mine = sent(journey, "profile", budget_pim="8450000.00", area="3,131.850")
    assert save(first, journey, theirs).status_code == 303
    assert save(second, journey, mine).status_code == 303
    assert kept(journey, "profile")["budget_pim"] == "8450000.00"


def test_overlapping_changes_stand_side_by_side_and_nothing_is_saved_yet(sign_in: SignIn, journey: Journey) -> None:
    _, response = collide(sign_in, journey)
    assert response.status_code == 409
    fieldsets = page_of(response).select("fieldset.versus")
    told = [" ".join(one.get_text(" ").split()) for one in fieldsets]
    assert len(told) == 2
    assert told[0].startswith("D10 Personas que trabajan en el gobierno Dejar lo que ya está guardado 40 personas")
    assert "Guardado por Rosa Quispe, 23 de noviembre de 2026, 12:00" in told[0]
    assert told[0].endswith("Guardar lo mío 45 personas")
    assert "Aprobado" in told[1]
    assert "No tiene" in told[1]
    assert version_of(journey, "profile") == 1
    assert kept(journey, "profile")["staff"] == 40


def test_the_page_carries_all_that_was_typed_and_all_that_was_saved_meanwhile(
    sign_in: SignIn, journey: Journey
) -> None:
    _, response = collide(sign_in, journey)
    hidden = carried_by(response)
    assert hidden["version"] == ["1"]
    assert hidden["staff"] == ["45"]
    assert hidden["economic_activities_es"] == ["Sal\ny maíz"]
    assert hidden["online_services"] == ["payment", "tracking"]
    assert hidden["population"] == ["1000"], "what the other person saved and I hadn't touched"
    assert hidden["altitude"] == [""]


@pytest.mark.parametrize(("staff", "plan"), [("mine", "theirs"), ("theirs", "mine")])
def test_each_answer_is_decided_by_itself(sign_in: SignIn, journey: Journey, staff: str, plan: str) -> None:
    browser, response = collide(sign_in, journey)
    data: dict[str, Any] = carried_by(response) | {"choose_staff": staff, "choose_digital_plan": plan, "then": "list"}
    saved = save(browser, journey, data)
    assert (saved.status_code, saved.location) == (303, address(journey))
    answers = kept(journey, "profile")
    assert answers["staff"] == (45 if staff == "mine" else 40)
    assert answers["digital_plan"] == ("none" if plan == "mine" else "approved")
    assert answers["economic_activities_es"] == "Sal\ny maíz"
    assert answers["online_services"] == ["payment", "tracking"]
    assert answers["population"] == 1000
    assert version_of(journey, "profile") == 2


@pytest.mark.parametrize("choice", [{}, {"choose_staff": "mine"}, {"choose_staff": "x", "choose_digital_plan": "mine"}])
def test_without_a_decision_it_is_asked_again_and_nothing_is_lost(
    sign_in: SignIn, journey: Journey, choice: dict[str, str]
) -> None:
    browser, response = collide(sign_in, journey)
    before, carried = events(journey), carried_by(response)
    again = save(browser, journey, carried | choice)
    assert again.status_code == 409
    assert "Elija cuál vale en «" in said_in(page_of(again), ".error-summary")
    assert carried_by(again) == carried
    assert events(journey) == before


def test_a_third_person_in_between_is_asked_about_too(sign_in: SignIn, journey: Journey) -> None:
    browser, response = collide(sign_in, journey)
    data: dict[str, Any] = carried_by(response) | {"choose_staff": "mine", "choose_digital_plan": "mine"}
    assert save(sign_in(journey.signatory), journey, sent(journey, "profile", staff="50")).status_code == 303
    again = save(browser, journey, data)
    assert again.status_code == 409
    assert "50 personas" in words(again)
    assert "45 personas" in words(again)
    assert carried_by(again)["version"] == ["2"]
    assert carried_by(again)["economic_activities_es"] == ["Sal\ny maíz"]


def test_an_emptied_answer_and_a_changed_one_are_a_conflict_as_well(sign_in: SignIn, journey: Journey) -> None:
    journey.fill("profile")
    first, second = sign_in(journey.signatory), sign_in(journey.preparer)
    theirs, mine = sent(journey, "profile", other_networks=""), sent(journey, "profile", other_networks="Mercociudades")
    assert save(first, journey, theirs).status_code == 303
    response = save(second, journey, mine)
    assert response.status_code == 409
    assert "Sin respuesta" in words(response)
    assert "Mercociudades" in words(response)


def test_a_page_opened_before_all_saves_meets_its_own_changes_as_another_s(sign_in: SignIn, journey: Journey) -> None:
    browser = sign_in(journey.preparer)
    opened = sent(journey, "profile")
    assert save(browser, journey, opened | {"staff": "40"}).status_code == 303
    response = save(browser, journey, opened | {"staff": "41"})
    assert response.status_code == 409
    assert "Guardado por Julio Mamani" in words(response)


def test_what_a_change_takes_back_is_accepted_before_choosing_and_stays_accepted(
    sign_in: SignIn, session: Session
) -> None:
    journey = an_application(DISTRICT, at="endorsed")
    theirs = sent(journey, "profile", staff="40", understood="y")
    mine = sent(journey, "profile", staff="45", population="77")
    assert save(sign_in(journey.signatory), journey, theirs).status_code == 303
    browser = sign_in(journey.preparer)
    response = save(browser, journey, mine)
    assert response.status_code == 409, "nothing is certified any more"
    data: dict[str, Any] = carried_by(response) | {"choose_staff": "mine"}
    assert save(browser, journey, data).status_code == 303
    assert kept(journey, "profile")["staff"] == 45
