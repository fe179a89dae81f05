"""The page on which the office reads an application and drafts: who finds what, and what bad input meets."""

import brotli
import pytest
from sqlalchemy.orm import Session

from app.domain.progress.actions import ActionKind
from app.domain.vocabulary import OrganizationType, Role, Status
from app.services import organizations
from app.services.applications import opening, reviews
from tests.conftest import Browser, SignIn
from tests.factories import a_user, an_application, occasion_of
from tests.views.review_pages import OTHER_CITY, SECRET, draft, found, parsed, path, words


def test_the_whole_application_is_read_on_one_page(session: Session, sign_in: SignIn) -> None:
    journey = an_application(at="in_review")
    page = parsed(sign_in(journey.officer).get(path(journey)))
    titles = [words(heading) for heading in page.select("h2[id^=section-]")]
    assert [title[0] for title in titles] == ["A", "B", "C", "D", "D", "E", "F"]
    assert words(found(page, "#field-official_name dt")).startswith("A2 Nombre oficial")
    assert "Municipalidad Distrital de Maras" in words(found(page, "#field-official_name"))
    report = found(page, "#field-technical_report_file")
    attachment = next(iter(journey.shown(journey.officer).dossier.state.files_at("field:technical_report_file")))
    assert found(report, "a")["href"] == f"/archivos/{attachment}"
    sha256 = journey.shown(journey.officer).attachments[attachment].file.sha256
    assert f"SHA-256 {sha256[:12]}" in words(report)
    assert sha256 not in words(report)


def test_choices_and_figures_are_read_in_words(session: Session, sign_in: SignIn) -> None:
    journey = an_application(at="in_review")
    page = parsed(sign_in(journey.officer).get(path(journey)))
    assert "Municipalidad distrital" in words(found(page, "#field-organization_type"))
    assert "1 de enero de 2023" in words(found(page, "#field-authority_term_from"))
    assert "1,000 habitantes" in words(found(page, "#field-population"))


def test_each_question_section_and_paper_can_be_observed_without_javascript(session: Session, sign_in: SignIn) -> None:
    journey = an_application(at="in_review")
    page = parsed(sign_in(journey.officer).get(path(journey)))
    anchors = [field["value"] for field in page.select("details.observe form[method=post] input[name=anchor]")]
    assert {"field:reasons_es", "section:profile", "field:technical_report_file"} <= set(anchors)
    assert len(anchors) == len(set(anchors))
    ids = {str(element["id"]) for element in page.find_all(id=True)}
    assert {anchor.replace(":", "-") for anchor in map(str, anchors)} <= ids
    assert {str(label["for"]) for label in page.find_all("label")} <= ids


def test_a_saved_draft_stands_beside_its_place_and_in_the_list(session: Session, sign_in: SignIn) -> None:
    journey = an_application(at="in_review")
    browser = sign_in(journey.officer)
    given = {"anchor": "field:reasons_es", "text": "Diga para qué.", "kind": "formal"}
    response = browser.post(path(journey, "/observaciones"), data=given)
    assert (response.status_code, response.location) == (303, path(journey) + "#field-reasons_es")
    page = parsed(browser.get(response.location))
    for place in ("#field-reasons_es .draft", ".office .draft"):
        assert "Diga para qué." in words(found(page, place))
        assert "Ana Flores · solo de forma" in words(found(page, place))
    assert "Solo su oficina ve estos borradores" in words(found(page, ".office"))


WRONG = (
    ("", "substantive", "Escriba la observación."),
    (" \r\n ", "formal", "Escriba la observación."),
    ("\u200b", "formal", "Escriba la observación."),
    ("x" * 2001, "formal", "Escriba como máximo 2000 caracteres."),
    ("Falta algo.", "forged", "válida"),
)


def test_a_wrong_observation_comes_back_open_at_its_place_with_what_was_typed(
    session: Session, sign_in: SignIn
) -> None:
    journey = an_application(at="in_review")
    browser = sign_in(journey.officer)
    for text, kind, error in WRONG:
        given = {"anchor": "field:authority_name", "text": text, "kind": kind}
        response = browser.post(path(journey, "/observaciones"), data=given)
        assert response.status_code == 422
        page = parsed(response)
        (opened,) = page.select("details.observe[open]")
        assert found(opened, "[name=anchor]")["value"] == "field:authority_name"
        assert found(opened, "textarea").get_text().strip() == text.strip()
        assert error in words(found(page, ".error-summary"))
        assert error in words(found(opened, ".field-error"))
        assert found(opened, str(found(page, ".error-summary a")["href"]))
        assert found(page, "title").get_text().startswith("Error")
    assert reviews.drafts(journey.number, occasion_of(journey.officer)) == []


def test_a_forged_place_is_refused_and_writes_nothing(session: Session, sign_in: SignIn) -> None:
    journey = an_application(at="in_review")
    browser = sign_in(journey.officer)
    for anchor in ("", "field:none_of_ours", "section:signature", "step:sending", "<script>", "x" * 5000):
        for text in ("Falta algo.", ""):
            response = browser.post(path(journey, "/observaciones"), data={"anchor": anchor, "text": text})
            assert response.status_code == 422, anchor
            assert "Elija qué se observa." in words(parsed(response))
    assert reviews.drafts(journey.number, occasion_of(journey.officer)) == []


def test_a_draft_is_discarded_and_a_forged_one_is_not_found(session: Session, sign_in: SignIn) -> None:
    journey, other = an_application(at="in_review"), an_application(OTHER_CITY, at="in_review")
    draft(journey)
    (row,) = reviews.drafts(journey.number, occasion_of(journey.officer))
    browser = sign_in(journey.head)
    for number in (row.id + 99, 0, 10**12, 10**30):
        assert browser.post(path(journey, f"/observaciones/{number}/descartar")).status_code == 404
    assert browser.post(path(other, f"/observaciones/{row.id}/descartar")).status_code == 404
    response = browser.post(path(journey, f"/observaciones/{row.id}/descartar"))
    assert (response.status_code, response.location) == (303, path(journey) + "#field-reasons_es")
    assert browser.post(path(journey, f"/observaciones/{row.id}/descartar")).status_code == 404
    assert SECRET not in browser.get(path(journey)).text


def test_nobody_else_reads_a_draft_on_any_page(session: Session, sign_in: SignIn) -> None:
    journey = an_application(at="in_review")
    draft(journey)
    assert SECRET in sign_in(journey.officer).get(path(journey)).text
    assert SECRET in sign_in(journey.head).get(path(journey, "/ronda")).text
    rest = ["", "/revision", "/observaciones", "/solicitud", "/pasos/office_review", "/pasos/correction"]
    for person in (journey.preparer, journey.signatory, journey.coordinator, journey.embassy):
        browser = sign_in(person)
        for page in (f"/expedientes/{journey.number}{end}" for end in rest):
            response = browser.get(page)
            assert response.status_code in {200, 303, 403}, page
            assert SECRET not in response.text, page
            assert "borrador" not in response.text.lower(), page


def test_the_page_offers_the_office_what_it_can_do_and_others_nothing(session: Session, sign_in: SignIn) -> None:
    journey = an_application(at="in_review")
    offered = {
        *(path(journey, "/conformidad"), f"/expedientes/{journey.number}/pasos/office_review/ampliar"),
        f"/expedientes/{journey.number}/acciones/register",
    }
    page = parsed(sign_in(journey.officer).get(path(journey)))
    assert {str(link["href"]) for link in page.select(".office .actions a")} == offered
    for person in (journey.preparer, journey.coordinator):
        page = parsed(sign_in(person).get(path(journey)))
        assert page.select(".office") == []
        assert page.select("main form") == []
        assert "La oficina está revisando la solicitud" in words(page)


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (Status.PREPARING, "Todavía no está en revisión"),
        (Status.NOT_ENDORSED, "Sin conformidad desde el 23 de noviembre de 2026"),
        (Status.SENT, "Con conformidad desde el 23 de noviembre de 2026"),
    ],
)
def test_outside_the_review_the_page_says_where_it_is(
    session: Session, sign_in: SignIn, status: Status, said: str
) -> None:
    journey = an_application(at=status)
    page = parsed(sign_in(journey.officer).get(path(journey)))
    assert said in words(page)
    assert words(found(page, "h1")) == "Leer la solicitud completa"
    assert page.select("main form") == []


def test_the_embassy_is_told_why_it_cannot_read_yet(session: Session, sign_in: SignIn) -> None:
    journey = an_application(at="observed")
    browser = sign_in(journey.embassy)
    for page in (path(journey), f"/expedientes/{journey.number}/observaciones"):
        response = browser.get(page)
        assert response.status_code == 403
        assert "La Embajada ve el contenido desde que" in words(parsed(response))
        assert "Diga qué problema resuelve." not in response.text
    sent = an_application(OTHER_CITY, at="sent")
    assert browser.get(path(sent)).status_code == 200


def test_an_anonymous_visitor_is_sent_to_sign_in(session: Session, browser: Browser) -> None:
    journey = an_application(at="in_review")
    for rest in ("", "/ronda", "/conformidad"):
        response = browser.get(path(journey, rest))
        assert response.status_code == 303
        assert "/ingresar" in response.location


def test_the_page_reads_in_english_too(session: Session, sign_in: SignIn) -> None:
    journey = an_application(at="in_review")
    browser = sign_in(journey.officer)
    browser.post("/idioma", data={"language": "en", "next": "/"})
    page = parsed(browser.get(path(journey)))
    assert words(found(page, "#field-official_name dt")).startswith("A2 Official name")
    assert "District municipality" in words(found(page, "#field-organization_type"))


def test_the_page_stays_light_enough_for_a_slow_line(session: Session, sign_in: SignIn) -> None:
    journey = an_application(at="in_review")
    page = sign_in(journey.officer).get(path(journey))
    assert len(brotli.compress(page.data, quality=4)) < 20_000


def test_while_suspended_the_page_says_since_when_and_why(session: Session, sign_in: SignIn) -> None:
    journey = an_application(at="observed")
    journey.take(journey.head, ActionKind.SUSPEND, reason="El municipio está en emergencia.")
    for rest in ("revision", "observaciones"):
        page = parsed(sign_in(journey.officer).get(f"/expedientes/{journey.number}/{rest}"))
        told = words(found(page, ".notice-warning"))
        assert "Suspendido desde el 23 de noviembre de 2026" in told
        assert "El municipio está en emergencia." in told
        assert page.select("main form") == []


def test_a_process_without_review_is_read_without_talk_of_one(session: Session, sign_in: SignIn) -> None:
    coordinator = a_user(Role.COORDINATOR)
    occasion = occasion_of(coordinator)
    code = organizations.create(OrganizationType.INSTITUTION, "20147421541", "Instituto de Maras", "Maras", occasion)
    number = opening.open_application(code, occasion)
    page = parsed(sign_in(coordinator).get(f"/expedientes/{number}/revision"))
    assert "Instituto de Maras" in words(page)
    assert found(page, "#documentos")
    assert page.select(".notice") == []
    assert page.select("main form") == []
