"""The page of one step: what it asks, keeping its papers, recording it."""

from io import BytesIO
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.domain.vocabulary import Status, StepStatus
from tests.conftest import SignIn
from tests.factories import a_pdf, an_application
from tests.views.application_pages import a_file, address, errors, flashed, links, soup, status_of, words


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
NO_DAY = "Escriba la fecha en que ocurrió; no puede quedar vacía."


def test_a_step_says_what_to_do_who_with_what_until_when_and_by_which_source(sign_in: SignIn, session: Session) -> None:
    journey = an_application(at=Status.ENDORSED)
    page = sign_in(journey.preparer).get(address(journey, STEP))
    said = words(page)
    assert "Lleve la solicitud y los informes a Secretaría General" in said
    for fact in ("Quién lo hace Concejo Municipal", "Dictamen de comisión", "Vence el 16 de diciembre de 2026"):
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
        "happened_on": NO_DAY,
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


def test_the_day_of_what_happens_outside_is_required_and_nothing_typed_is_lost(
    sign_in: SignIn, session: Session
) -> None:
    journey = an_application(at=Status.ENDORSED)
    city = sign_in(journey.preparer)
    page = city.get(address(journey, STEP))
    assert "Fecha en que ocurrió" in words(page, "label[for=happened_on]")
    assert "opcional" not in words(page, "label[for=happened_on]")
    assert "Si fue hoy" not in words(page, "#happened_on-hint")
    response = city.post(address(journey, STEP), data=resolution(happened_on="  "))
    assert (response.status_code, errors(response)) == (422, {"happened_on": NO_DAY})
    assert NO_DAY in words(response, ".error-summary")
    assert soup(response).select_one("#resolution_number")["value"] == "034-2026-MDM-CM"  # type: ignore[index]
    assert "acuerdo.pdf" in words(response, ".files")
    assert status_of(journey, "council_resolution") is StepStatus.IN_PROGRESS


def test_the_day_of_what_is_done_here_stays_optional(sign_in: SignIn, session: Session) -> None:
    journey = an_application(at=Status.SENT)
    office = sign_in(journey.officer)
    assert "(opcional)" in words(office.get(address(journey, "pasos/notice")), "label[for=happened_on]")
    assert office.post(address(journey, "pasos/notice"), data={}).status_code == 303


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
    response = sign_in(journey.preparer).post(address(journey, "pasos/opening"), data=given)
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
    response = city.post(page, data={**given, "do": "upload"})
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
        "happened_on": "23/11/2026",
    }
    delegated = city.post(address(journey, "pasos/signature"), data=given)
    assert delegated.status_code == 422
    letter = "file_field_letter_of_intent_en_file"
    assert set(errors(delegated)) == {"signer_name", "signer_title", "delegation_document", letter}
    early = city.post(
        address(journey, "pasos/signature"),
        data={"signature_kind": "paper", "signer_is_authority": "yes", "happened_on": "22/11/2026", letter: a_file()},
    )
    assert early.status_code == 422
    assert "no puede ser anterior a la de «Adoptar el acuerdo de concejo»" in errors(early)["happened_on"]
    today = {"happened_on": "23/11/2026"}
    forged = city.post(
        address(journey, "pasos/signature"),
        data={"signature_kind": "telepathy", "signer_is_authority": "perhaps", **today},
    )
    assert forged.status_code == 422
    assert set(errors(forged)) == {"signature_kind-0", "signer_is_authority-0"}
    signed = city.post(
        address(journey, "pasos/signature"), data={"signature_kind": "paper", "signer_is_authority": "yes", **today}
    )
    assert signed.status_code == 303
    assert status_of(journey, "signature") is StepStatus.DONE
