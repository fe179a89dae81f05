"""The page of one step: what it asks, keeping its papers, recording it, skipping it and giving it more days."""

from io import BytesIO
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.domain.vocabulary import Status, StepStatus
from tests.conftest import SignIn
from tests.factories import Journey, a_pdf, an_application
from tests.views.application_pages import address, errors, flashed, links, posted, primary, soup, words


def status_of(journey: Journey, step: str) -> StepStatus:
    """Return where a step stands now."""
    return journey.shown(journey.coordinator).dossier.state.steps[step].status


def a_file(words: str = "acuerdo", name: str = "acuerdo.pdf") -> tuple[BytesIO, str]:
    """Return a file as a browser sends it."""
    return BytesIO(a_pdf(words)), name


def resolution(**changes: Any) -> dict[str, Any]:
    """Return what a browser sends to record the council's resolution."""
    given = {
        "file_field_council_resolution_file": a_file(),
        "resolution_number": "034-2026-MDM-CM",
        "happened_on": "20/11/2026",
        "note": "Por unanimidad.",
    }
    return {name: value for name, value in (given | changes).items() if value is not None}


STEP = "pasos/council_resolution"


def test_a_step_says_what_to_do_who_with_what_until_when_and_by_which_source(sign_in: SignIn, session: Session) -> None:
    journey = an_application(at=Status.ENDORSED)
    page = sign_in(journey.preparer).get(address(journey, STEP))
    said = words(page)
    assert "Lleve la solicitud y los informes a Secretaría General" in said
    for fact in ("Concejo Municipal o Consejo Regional", "Dictamen de comisión", "Vence el 16 de diciembre de 2026"):
        assert fact in words(page, "aside")
    assert "Ley 27972, Ley Orgánica de Municipalidades, art. 41" in words(page, "aside")
    assert "Leído en un texto oficial" in words(page, "aside .certainty")
    assert "PDF, JPG o PNG, de 10 MB como máximo." in words(page, "#file_field_council_resolution_file-limit")
    assert "B5 Número del acuerdo" in said
    assert address(journey, "plazos/council_resolution") in links(page)


def test_a_step_is_recorded_with_its_paper_answers_day_and_note(sign_in: SignIn, session: Session) -> None:
    journey = an_application(at=Status.ENDORSED)
    city = sign_in(journey.preparer)
    response = city.post(address(journey, STEP), data=resolution())
    assert response.status_code == 303
    page = city.get(response.location)
    assert "El paso 11 quedó registrado." in flashed(page)
    state = journey.shown(journey.preparer).dossier.state
    done = state.steps["council_resolution"]
    assert (done.status, str(done.done_on)) == (StepStatus.DONE, "2026-11-20")
    assert done.answers == {"resolution_number": "034-2026-MDM-CM"}
    assert len(state.files_at("field:council_resolution_file")) == 1
    assert "Por unanimidad." in words(page, ".timeline")
    recorded = city.get(address(journey, STEP))
    assert "Hecho el 20 de noviembre de 2026." in words(recorded)
    assert "034-2026-MDM-CM" in words(recorded, ".summary")
    assert "acuerdo.pdf" in words(recorded, ".files")
    assert soup(recorded).select("main form") == []


def test_pressing_twice_and_going_back_say_that_it_is_done(sign_in: SignIn, session: Session) -> None:
    journey = an_application(at=Status.ENDORSED)
    city = sign_in(journey.preparer)
    city.post(address(journey, STEP), data=resolution())
    before = journey.shown(journey.preparer).dossier.state.sequence
    again = city.post(address(journey, STEP), data=resolution())
    assert again.status_code == 409
    assert "El paso «Adoptar el acuerdo de concejo» no está abierto ahora." in words(again)
    assert "Vuelva a abrir el expediente" in words(again)
    assert journey.shown(journey.preparer).dossier.state.sequence == before


def test_a_step_posted_empty_says_at_each_field_what_is_missing(sign_in: SignIn, session: Session) -> None:
    journey = an_application(at=Status.ENDORSED)
    city = sign_in(journey.preparer)
    response = city.post(address(journey, STEP), data={})
    assert response.status_code == 422
    assert errors(response) == {
        "file_field_council_resolution_file": "Suba el documento que lo prueba; sin él no se puede dar por hecho.",
        "resolution_number": "Complete «Número del acuerdo».",
    }
    paperless = city.post(address(journey, STEP), data=resolution(file_field_council_resolution_file=None))
    assert paperless.status_code == 422
    assert errors(paperless) == {
        "file_field_council_resolution_file": ("Suba el documento que lo prueba; sin él no se puede dar por hecho.")
    }
    assert soup(paperless).select_one("#resolution_number")["value"] == "034-2026-MDM-CM"  # type: ignore[index]
    assert soup(paperless).select_one("#happened_on")["value"] == "20/11/2026"  # type: ignore[index]
    assert soup(paperless).select_one("#note").get_text().strip() == "Por unanimidad."  # type: ignore[union-attr]
    assert status_of(journey, "council_resolution") is StepStatus.IN_PROGRESS


WRONG = {
    "31/02/2026": "Escriba una fecha que exista",
    "mañana": "Escriba una fecha que exista",
    "24/11/2026": "La fecha no puede ser posterior a hoy.",
    "20/11/1026": "Escriba una fecha que exista",
    "20/11/2009": "WeGO existe desde 2010",
}


def test_a_day_that_cannot_be_is_refused_and_the_papers_are_kept(sign_in: SignIn, session: Session) -> None:
    journey = an_application(at=Status.ENDORSED)
    city = sign_in(journey.preparer)
    for typed, said in WRONG.items():
        response = city.post(address(journey, STEP), data=resolution(happened_on=typed))
        assert response.status_code == 422, typed
        assert said in errors(response)["happened_on"]
        assert soup(response).select_one("#happened_on")["value"] == typed  # type: ignore[index]
        assert "acuerdo.pdf" in words(response, ".files")
    assert len(journey.shown(journey.preparer).dossier.state.files_at("field:council_resolution_file")) == 1


def test_too_long_texts_are_refused_with_their_limit(sign_in: SignIn, session: Session) -> None:
    journey = an_application(at=Status.ENDORSED)
    response = sign_in(journey.preparer).post(
        address(journey, STEP), data=resolution(note="n" * 4001, resolution_number="9" * 81)
    )
    assert response.status_code == 422
    assert errors(response) == {
        "note": "Escriba como máximo 4000 caracteres.",
        "resolution_number": "Escriba como máximo 80 caracteres; hay 81.",
    }


BAD_FILES = {
    "empty.pdf": (b"", "no esté vacío"),
    "notes.pdf": (b"just text", "Suba un archivo PDF, JPG o PNG"),
    "page.png": (b"<html><script>alert(1)</script></html>", "Suba un archivo PDF, JPG o PNG"),
    "huge.pdf": (b"%PDF-1.4\n" + b"0" * (10 * 1024 * 1024), "pesa más de 10 MB"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_file_that_cannot_be_taken_is_refused_at_its_place(sign_in: SignIn, session: Session, name: str) -> None:
    content, said = BAD_FILES[name]
    journey = an_application(at=Status.DRAFT)
    given = {"file_step_opening": (BytesIO(content), name), "do": "upload"}
    response = posted(sign_in(journey.preparer), address(journey, "pasos/opening"), given)
    assert response.status_code == 422
    assert said in errors(response)["file_step_opening"]
    assert journey.shown(journey.preparer).dossier.state.files == {}


def test_several_papers_are_kept_at_their_places_with_one_button(sign_in: SignIn, session: Session) -> None:
    journey = an_application(at=Status.RESOLVED)
    for section in journey.shown(journey.preparer).dossier.catalog.form_sections:
        journey.fill(section.key)
    city = sign_in(journey.preparer)
    page = address(journey, "pasos/signature")
    places = [str(box["name"]) for box in soup(city.get(page)).select("input[type=file]")]
    assert places == [
        "file_field_signed_form_file",
        "file_field_letter_of_intent_en_file",
        "file_field_letter_of_intent_es_file",
        "file_step_signature",
    ]
    large = b"0" * (4 * 1024 * 1024)  # Three of them are more than one request may otherwise carry.
    given = {place: (BytesIO(a_pdf(place)[:-6] + large + b"%%EOF\n"), f"{place}.pdf") for place in places[:3]}
    response = posted(city, page, {**given, "do": "upload"})
    assert (response.status_code, response.location) == (303, page)
    shown = city.get(page)
    assert "Se guardaron 3 archivos." in flashed(shown)
    assert "Ya subido: Solicitud firmada" in words(shown, "h2")
    state = journey.shown(journey.preparer).dossier.state
    assert [len(state.files_at(f"field:{code}_file")) for code in ("signed_form", "letter_of_intent_en")] == [1, 1]
    assert status_of(journey, "signature") is StepStatus.IN_PROGRESS


def test_keeping_the_files_keeps_what_was_typed_too(sign_in: SignIn, session: Session) -> None:
    journey = an_application(at=Status.ENDORSED)
    city = sign_in(journey.preparer)
    response = city.post(address(journey, STEP), data=resolution(do="upload"))
    assert response.status_code == 200
    assert soup(response).select_one("#resolution_number")["value"] == "034-2026-MDM-CM"  # type: ignore[index]
    assert "acuerdo.pdf" in words(response, ".files")
    assert "Se guardó 1 archivo." in flashed(response)
    nothing = city.post(address(journey, STEP), data={"do": "upload"})
    assert nothing.status_code == 422
    assert errors(nothing) == {"file_field_council_resolution_file": "Elija al menos un archivo."}


def test_the_signature_is_held_to_order_term_and_delegation(sign_in: SignIn, session: Session) -> None:
    journey = an_application(at=Status.RESOLVED)
    for section in journey.shown(journey.preparer).dossier.catalog.form_sections:
        journey.fill(section.key)
    city = sign_in(journey.preparer)
    given = {
        "file_field_signed_form_file": a_file("firmada", "firmada.pdf"),
        "signature_kind": "paper",
        "signer_is_authority": "no",
    }
    delegated = city.post(address(journey, "pasos/signature"), data=given)
    assert delegated.status_code == 422
    assert set(errors(delegated)) == {"signer_name", "signer_title", "delegation_document"}
    early = city.post(
        address(journey, "pasos/signature"),
        data={"signature_kind": "paper", "signer_is_authority": "yes", "happened_on": "22/11/2026"},
    )
    assert early.status_code == 422
    assert "no puede ser anterior a la de «Adoptar el acuerdo de concejo»" in errors(early)["happened_on"]
    forged = city.post(
        address(journey, "pasos/signature"), data={"signature_kind": "telepathy", "signer_is_authority": "perhaps"}
    )
    assert forged.status_code == 422
    assert set(errors(forged)) == {"signature_kind-0", "signer_is_authority-0"}
    signed = city.post(
        address(journey, "pasos/signature"), data={"signature_kind": "paper", "signer_is_authority": "yes"}
    )
    assert signed.status_code == 303
    assert status_of(journey, "signature") is StepStatus.DONE


def test_a_step_that_waits_for_the_form_names_the_sections(sign_in: SignIn, session: Session) -> None:
    journey = an_application(at=Status.PREPARING)
    city = sign_in(journey.preparer)
    page = city.get(address(journey, "pasos/city_profile"))
    assert {address(journey, "solicitud/profile"), address(journey, "solicitud/self_assessment")} <= links(page)
    posted = city.post(address(journey, "pasos/city_profile"), data={})
    assert posted.status_code == 422
    assert "Complete estas secciones: Perfil; Autoevaluación." in errors(posted)[""]
    assert status_of(journey, "city_profile") is StepStatus.IN_PROGRESS


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
