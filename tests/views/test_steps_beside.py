"""Steps that can't be recorded now or by this person, that don't apply, and those that get more days."""

from sqlalchemy.orm import Session

from app.domain.vocabulary import Status, StepStatus
from tests.conftest import SignIn
from tests.factories import an_application
from tests.views.application_pages import a_file, address, errors, links, primary, soup, status_of, words

STEP = "pasos/council_resolution"


def test_a_step_that_waits_for_the_form_names_the_sections(sign_in: SignIn, session: Session) -> None:
    journey = an_application(at=Status.PREPARING)
    city = sign_in(journey.preparer)
    page = city.get(address(journey, "pasos/city_profile"))
    assert {address(journey, "solicitud/profile"), address(journey, "solicitud/self_assessment")} <= links(page)
    sent = city.post(address(journey, "pasos/city_profile"), data={})
    assert sent.status_code == 422
    assert "Complete estas secciones: Perfil; Autoevaluación." in errors(sent)[""]
    assert status_of(journey, "city_profile") is StepStatus.IN_PROGRESS


def test_a_paper_at_the_steps_own_place_proves_it_as_well(sign_in: SignIn, session: Session) -> None:
    journey = an_application(at=Status.ENDORSED)
    given = {"resolution_number": "034-2026", "happened_on": "20/11/2026", "file_step_council_resolution": a_file()}
    assert sign_in(journey.preparer).post(address(journey, STEP), data=given).status_code == 303
    assert status_of(journey, "council_resolution") is StepStatus.DONE


def test_examples_stand_where_a_step_has_one_place_and_names_where_it_has_several(
    sign_in: SignIn, session: Session
) -> None:
    city = sign_in((journey := an_application(at=Status.PREPARING)).preparer)
    alone = soup(city.get(address(journey, "pasos/city_profile"))).select_one("#file_step_city_profile-hint")
    assert alone is not None
    assert "Por ejemplo: Perfil de ciudad; Autoevaluación de 24 preguntas." in alone.text
    several = soup(city.get(address(journey, "pasos/technical_report"))).select("form input[type=file]")
    assert [box["name"] for box in several] == ["file_field_technical_report_file", "file_step_technical_report"]
    assert "Por ejemplo" not in words(city.get(address(journey, "pasos/technical_report")), "form"), (
        "it isn't asked twice"
    )


def test_a_letter_alone_proves_no_signature_and_all_that_is_missing_is_told_at_once(
    sign_in: SignIn, session: Session
) -> None:
    journey = an_application(at=Status.RESOLVED)
    given = {"file_field_letter_of_intent_en_file": a_file("letter", "letter.pdf")}
    bare = sign_in(journey.preparer).post(address(journey, "pasos/signature"), data=given)
    assert bare.status_code == 422
    assert {"file_field_signed_form_file", "happened_on"} <= set(errors(bare))


def test_a_step_whose_turn_has_not_come_says_so_and_is_refused(sign_in: SignIn, session: Session) -> None:
    journey = an_application(at=Status.PREPARING)
    city = sign_in(journey.preparer)
    assert "Todavía no llega el turno de este paso." in words(city.get(address(journey, STEP)))
    assert city.post(address(journey, STEP), data={"resolution_number": "1"}).status_code == 409
    assert status_of(journey, "council_resolution") is StepStatus.PENDING


def test_steps_with_pages_of_their_own_lead_there(sign_in: SignIn, session: Session) -> None:
    journey = an_application(at=Status.OBSERVED)
    city, office = sign_in(journey.preparer), sign_in(journey.officer)
    assert primary(city.get(address(journey, "pasos/correction"))) == [address(journey, "observaciones")]
    assert primary(office.get(address(journey, "pasos/office_review"))) == [address(journey, "revision")]
    assert address(journey, "solicitud") in links(city.get(address(journey, "pasos/membership_form")))
    assert city.post(address(journey, "pasos/correction"), data={}).status_code == 409


def test_only_who_records_a_step_may_and_others_see_why_not(sign_in: SignIn, session: Session) -> None:
    journey = an_application(at=Status.SENT)
    city = sign_in(journey.preparer)
    page = city.get(address(journey, "pasos/acceptance"))
    assert "Su cargo no permite esta acción" in words(page, ".notice")
    assert soup(page).select("#happened_on") == []
    passed_on = city.post(
        address(journey, "pasos/acceptance"),
        data={"file_step_acceptance": a_file("carta", "carta.pdf"), "do": "upload"},
    )
    assert passed_on.status_code == 303
    assert city.post(address(journey, "pasos/acceptance"), data={}).status_code == 403
    embassy = sign_in(journey.embassy)
    assert "carta.pdf" in words(embassy.get(address(journey, "pasos/acceptance")), ".files")
    confirmed = embassy.post(address(journey, "pasos/acceptance"), data={"happened_on": "23/11/2026"})
    assert confirmed.status_code == 303
    assert status_of(journey, "acceptance") is StepStatus.DONE


def test_the_embassy_cannot_confirm_without_evidence(sign_in: SignIn, session: Session) -> None:
    journey = an_application(at=Status.SENT)
    response = sign_in(journey.embassy).post(address(journey, "pasos/acceptance"), data={"happened_on": "23/11/2026"})
    assert response.status_code == 422
    assert "Suba el documento que lo prueba" in errors(response)["file_step_acceptance"]


def test_an_answer_from_seoul_may_bear_the_day_it_is_there_already(sign_in: SignIn, session: Session) -> None:
    journey = an_application(at=Status.SENT)  # Noon in Lima on 23 November is two in the morning of the 24th in Seoul.
    embassy = sign_in(journey.embassy)
    given = {"file_step_acceptance": a_file("carta", "carta.pdf"), "happened_on": "25/11/2026"}
    tomorrow = embassy.post(address(journey, "pasos/acceptance"), data=given)
    assert (tomorrow.status_code, list(errors(tomorrow))) == (422, ["happened_on"])
    assert embassy.post(address(journey, "pasos/acceptance"), data={"happened_on": "24/11/2026"}).status_code == 303


def test_the_embassy_sees_no_papers_or_answers_before_it_is_sent(sign_in: SignIn, session: Session) -> None:
    journey = an_application(at=Status.RESOLVED)
    page = sign_in(journey.embassy).get(address(journey, STEP))
    assert "034-2026-MDM-CM" not in words(page)
    assert "documento.pdf" not in words(page)
    assert soup(page).select("main form") == []


def test_a_step_is_marked_not_applicable_with_a_reason_where_it_may_be(sign_in: SignIn, session: Session) -> None:
    journey = an_application(at=Status.DRAFT)
    office, page = sign_in(journey.officer), address(journey, "pasos/outreach")
    assert f"{page}/no-aplica" in links(office.get(page))
    empty = office.post(f"{page}/no-aplica", data={"reason": "   "})
    assert (empty.status_code, errors(empty)) == (422, {"reason": "Escriba el motivo; quedará en el historial."})
    done = office.post(f"{page}/no-aplica", data={"reason": "El gobierno llegó por su cuenta."})
    assert (done.status_code, done.location) == (303, page)
    assert "El gobierno llegó por su cuenta." in words(office.get(page), ".notice-info")
    assert status_of(journey, "outreach") is StepStatus.NOT_APPLICABLE
    assert office.post(f"{page}/no-aplica", data={"reason": "Otra vez."}).status_code == 409
    city, opening = sign_in(journey.preparer), address(journey, "pasos/opening")
    assert f"{opening}/no-aplica" not in links(city.get(opening))
    assert city.post(f"{opening}/no-aplica", data={"reason": "No."}).status_code == 409


def test_a_term_is_extended_once_with_a_reason(sign_in: SignIn, session: Session) -> None:
    journey = an_application(at=Status.IN_REVIEW)
    office = sign_in(journey.officer)
    page = address(journey, "pasos/office_review/ampliar")
    asked = office.get(page)
    assert "El plazo se amplía en 3 días hábiles." in words(asked)
    response = office.post(page, data={"reason": "El expediente tiene 300 folios."})
    assert response.location == address(journey, "plazos/office_review")
    term = office.get(response.location)
    assert "10 (3 de ampliación)" in words(term, ".facts")
    assert "Vence 7 de diciembre de 2026" in words(term, ".facts")
    assert office.get(page).status_code == 409
    assert office.post(page, data={"reason": "Otra vez."}).status_code == 409
    assert sign_in(journey.preparer).get(page).status_code == 403


def test_unknown_steps_do_not_exist(sign_in: SignIn, session: Session) -> None:
    journey = an_application(at=Status.DRAFT)
    city = sign_in(journey.preparer)
    for step in ("nothing", "fee", "follow_up", "x" * 500):
        assert city.get(address(journey, f"pasos/{step}")).status_code == 404
        assert city.post(address(journey, f"pasos/{step}"), data={}).status_code == 404
