"""Certifying the form: who may (rule 3), the sheet signed on paper, what was read, and pressing twice."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from app.domain.process.answers import form_hash
from app.domain.progress.actions import ActionKind
from app.models.user import Mandate
from tests.conftest import NOON, Browser, SignIn
from tests.factories import DISTRICT, Journey, a_pdf, an_application
from tests.views.form_pages import address, events, page_of, said_in, sent, summary, value_of, words

SHEET = "field:certification_sheet_file"


def ready(code: str = DISTRICT) -> Journey:
    """Return an application that wants nothing but to be certified: filled in by the preparer, reports in."""
    journey = an_application(code, at="in_review")
    events_before = journey.shown(journey.coordinator).dossier.events
    submitted = next(event for event in events_before if event.kind.value == "submitted")
    journey.take(journey.signatory, ActionKind.CORRECT, str(submitted.sequence), reason="Faltó revisar.")
    return journey


@pytest.fixture
def journey(session: Session) -> Journey:
    """Give an application that wants nothing but to be certified."""
    return ready()


def certify(browser: Browser, journey: Journey, **changes: str) -> TestResponse:
    """Read the page of certification and send it back with the mark set."""
    page = browser.get(address(journey, "certificar"))
    data = {"form_hash": value_of(page, "form_hash"), "certified": "y"} | changes
    return browser.post(address(journey, "certificar"), data=data)


def status(journey: Journey) -> str:
    """Return where the application stands."""
    return journey.shown(journey.coordinator).dossier.state.status.value


def test_a_second_person_certifies_and_finds_the_receipt(sign_in: SignIn, journey: Journey) -> None:
    browser = sign_in(journey.signatory)
    response = certify(browser, journey)
    assert (response.status_code, response.location) == (303, f"/expedientes/{journey.number}")
    after = page_of(browser.get(response.location))
    assert "La solicitud quedó certificada." in said_in(after, ".notice")
    assert after.select(f'.notice a[href="/expedientes/{journey.number}/cargo.pdf"]')
    assert status(journey) == "in_review"
    certification = journey.shown(journey.signatory).dossier.state.certification
    assert certification is not None
    assert (certification.actor_id, certification.sheet) == (journey.signatory.id, False)
    told = browser.get(address(journey, "certificar"))
    assert "La solicitud se certificó el 23 de noviembre de 2026." in words(told)
    receipt = page_of(told).select_one(f'a[href="/expedientes/{journey.number}/cargo.pdf"]')
    assert receipt is not None


def test_the_page_says_what_it_means_and_who_may(sign_in: SignIn, journey: Journey) -> None:
    said = words(sign_in(journey.signatory).get(address(journey, "certificar")))
    for expected in (
        "Certificar aquí no es la firma legal de la solicitud.",
        "que no sea la única que llenó la solicitud",
        "Tienen hoy ese cargo: Rosa Quispe.",
        "Revisé las respuestas de las secciones A a F",
        "Si nadie más puede certificar",
    ):
        assert expected in said


def test_without_the_mark_nothing_is_certified(sign_in: SignIn, journey: Journey) -> None:
    browser = sign_in(journey.signatory)
    read = value_of(browser.get(address(journey, "certificar")), "form_hash")
    response = browser.post(address(journey, "certificar"), data={"form_hash": read})
    assert response.status_code == 422
    assert [target for target, _ in summary(response)] == ["#certified"]
    assert status(journey) == "preparing"


def test_what_was_changed_after_reading_is_not_certified_unread(sign_in: SignIn, journey: Journey) -> None:
    browser = sign_in(journey.signatory)
    read = value_of(browser.get(address(journey, "certificar")), "form_hash")
    journey.fill("profile", staff=77)
    response = browser.post(address(journey, "certificar"), data={"form_hash": read, "certified": "y"})
    assert response.status_code == 409
    assert "La solicitud cambió mientras usted la leía." in words(response)
    assert value_of(response, "form_hash") != read
    assert not page_of(response).select("#certified[checked]")
    assert status(journey) == "preparing"
    for forged in ("", "0" * 64):
        assert certify(browser, journey, form_hash=forged).status_code == 409
    assert browser.post(address(journey, "certificar"), data={"certified": "y"}).status_code == 409
    assert certify(browser, journey).status_code == 303


def test_pressing_twice_certifies_once(sign_in: SignIn, journey: Journey) -> None:
    browser = sign_in(journey.signatory)
    data = {"form_hash": value_of(browser.get(address(journey, "certificar")), "form_hash"), "certified": "y"}
    assert browser.post(address(journey, "certificar"), data=data).status_code == 303
    assert browser.post(address(journey, "certificar"), data=data).status_code == 409
    assert events(journey)[-1] == "submitted"


def test_an_incomplete_form_is_not_certified_and_the_page_leads_to_what_is_missing(
    sign_in: SignIn, journey: Journey
) -> None:
    journey.fill("motivation", reasons_es="")
    browser = sign_in(journey.signatory)
    page = browser.get(address(journey, "certificar"))
    assert "Todavía no puede certificar" in words(page)
    assert page_of(page).select_one(f'a[href="{address(journey, "motivation")}"]') is not None
    assert not page_of(page).select("[name=certified]")
    data = {"form_hash": "x", "certified": "y"}
    assert browser.post(address(journey, "certificar"), data=data).status_code in {409, 422}
    assert status(journey) == "preparing"


def test_the_steps_before_are_named(sign_in: SignIn, session: Session) -> None:
    early = an_application("080801", at="preparing")
    page = sign_in(early.signatory).get(address(early, "certificar"))
    said = words(page)
    assert "Antes hay que terminar:" in said
    assert "Antes falta terminar" not in said
    for number in (4, 5, 6, 7):
        assert f"Paso {number}:" in said


def test_a_preparer_is_told_to_ask_the_signatory(sign_in: SignIn, journey: Journey) -> None:
    browser = sign_in(journey.preparer)
    page = browser.get(address(journey, "certificar"))
    assert "Certifica la persona firmante" in words(page)
    assert not page_of(page).select("[name=certified], [name=file]")
    data = {"form_hash": now_hash(journey), "certified": "y"}
    assert browser.post(address(journey, "certificar"), data=data).status_code == 403
    assert status(journey) == "preparing"


def now_hash(journey: Journey) -> str:
    """Return the hash of the answers as they are."""
    dossier = journey.shown(journey.coordinator).dossier
    return form_hash(dossier.catalog, dossier.state.answers)


def test_others_certify_nothing(sign_in: SignIn, journey: Journey) -> None:
    for person in (journey.officer, journey.coordinator):
        page = sign_in(person).get(address(journey, "certificar"))
        assert page.status_code == 200
        assert not page_of(page).select("[name=certified]")
        data = {"form_hash": now_hash(journey), "certified": "y"}
        assert sign_in(person).post(address(journey, "certificar"), data=data).status_code == 403


def without_signatory(session: Session, journey: Journey) -> None:
    """End the signatory's mandate: nobody but the preparer is left."""
    yesterday = NOON.date() - timedelta(days=1)
    session.execute(sa.update(Mandate).where(Mandate.user_id == journey.signatory.id).values(valid_to=yesterday))


def test_where_nobody_else_can_the_preparer_certifies_with_the_sheet_the_mayor_signed(
    sign_in: SignIn, session: Session, journey: Journey
) -> None:
    without_signatory(session, journey)
    browser = sign_in(journey.preparer)
    page = browser.get(address(journey, "certificar"))
    assert "Nadie más puede certificar en su organización" in words(page)
    assert "Hoy nadie tiene ese cargo en su organización." in words(page)
    assert page_of(page).select_one(f'a[href="{address(journey, "hoja")}"]') is not None
    form = page_of(page).select(f'form[action="/expedientes/{journey.number}/archivos"]')[0]
    assert form.select_one(f'[name="slot"][value="{SHEET}"]') is not None
    data = {"form_hash": now_hash(journey), "certified": "y"}
    assert browser.post(address(journey, "certificar"), data=data).status_code == 403
    journey.upload(journey.preparer, SHEET)
    assert "Hojas subidas" in words(browser.get(address(journey, "certificar")))
    assert certify(browser, journey).status_code == 303
    certification = journey.shown(journey.preparer).dossier.state.certification
    assert certification is not None
    assert certification.sheet
    assert "Se hizo con la hoja firmada en papel." in words(browser.get(address(journey, "certificar")))


def test_a_change_asks_for_a_new_sheet(sign_in: SignIn, session: Session, journey: Journey) -> None:
    without_signatory(session, journey)
    journey.upload(journey.preparer, SHEET)
    journey.fill("profile", staff=77)
    browser = sign_in(journey.preparer)
    page = browser.get(address(journey, "certificar"))
    assert "Las respuestas cambiaron después de la última hoja" in words(page)
    assert not page_of(page).select("[name=certified]")
    journey.upload(journey.preparer, SHEET, a_pdf("otra hoja"))
    assert certify(browser, journey).status_code == 303


def test_a_signatory_who_filled_everything_in_alone_needs_the_sheet_too(sign_in: SignIn, session: Session) -> None:
    journey = an_application(DISTRICT, at="observed")
    browser = sign_in(journey.signatory)
    for key in ("1.1", "1.2"):
        journey.take(journey.signatory, ActionKind.ANSWER, key, text="Hecho.")
    changed = sent(journey, "profile", staff="77")
    assert browser.post(address(journey, "profile"), data=changed).status_code == 303
    page = browser.get(address(journey, "certificar"))
    assert "Nadie más puede certificar en su organización" in words(page)
    journey.upload(journey.signatory, SHEET)
    assert certify(browser, journey).status_code == 303
    assert events(journey)[-1] == "resubmitted"


def test_a_corrected_form_is_certified_again_once_everything_is_answered(sign_in: SignIn, session: Session) -> None:
    journey = an_application(DISTRICT, at="observed")
    browser = sign_in(journey.signatory)
    waiting = browser.get(address(journey, "certificar"))
    assert page_of(waiting).select_one(f'a[href="/expedientes/{journey.number}/observaciones"]') is not None
    assert not page_of(waiting).select("[name=certified]")
    for key in ("1.1", "1.2"):
        journey.take(journey.preparer, ActionKind.ANSWER, key, text="Hecho.")
    assert "Certificar y volver a entregar" in words(browser.get(address(journey, "certificar")))
    assert certify(browser, journey).status_code == 303
    assert (events(journey)[-1], status(journey)) == ("resubmitted", "in_review")
