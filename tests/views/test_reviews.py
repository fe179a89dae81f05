"""The pages of the office's review: reading, drafting, issuing, endorsing; what each person finds and is told."""

import pytest
from bs4 import BeautifulSoup, Tag
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from app.domain.progress.actions import ActionKind
from app.domain.vocabulary import Role, Status
from app.services.applications import reviews
from tests.conftest import Browser, Clock, SignIn
from tests.factories import Journey, a_user, an_application, occasion_of

SECRET = "Este borrador es solo de la oficina"
OTHER_CITY = "081302"


def parsed(response: TestResponse) -> BeautifulSoup:
    """Return the page of an answer."""
    return BeautifulSoup(response.text, "html.parser")


def found(page: BeautifulSoup | Tag, selector: str) -> Tag:
    """Return the one element that `selector` means."""
    element = page.select_one(selector)
    assert element is not None, selector
    return element


def words(element: BeautifulSoup | Tag) -> str:
    """Return what an element says, its spaces counted once."""
    return " ".join(element.get_text(" ").split())


def path(journey: Journey, rest: str = "") -> str:
    """Return the address of the review or of something under it."""
    return f"/expedientes/{journey.number}/revision{rest}"


def draft(journey: Journey, anchor: str = "field:reasons_es", text: str = SECRET, *, formal: bool = False) -> None:
    """Have the officer write a draft down."""
    reviews.observe(journey.number, anchor, text, occasion_of(journey.officer), is_formal=formal)


def returned() -> Journey:
    """Return an application that came back from a first round, one question changed as asked, one unasked."""
    journey = an_application(at="in_review")
    draft(journey, text="Diga para qué.")
    draft(journey, "field:authority_name", "Complete el nombre.")
    reviews.issue_round(journey.number, "", occasion_of(journey.officer))
    journey.fill("motivation", reasons_es="Para ordenar las visitas.")
    journey.fill("government", address="Plaza de Armas 100")
    for key in ("1.1", "1.2"):
        journey.take(journey.preparer, ActionKind.ANSWER, key, text=f"Respuesta a la {key}")
    journey.take(journey.signatory, ActionKind.RESUBMIT)
    return journey


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
    assert len(page.select("[id^='field-']")) + len(page.select("[id^='step-']")) + 7 == len(anchors)
    for label in page.select("details.observe label"):
        found(page, f"[id='{label['for']}']")


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


@pytest.mark.parametrize(
    ("text", "kind", "error"),
    [
        ("", "substantive", "Escriba la observación."),
        (" \r\n ", "formal", "Escriba la observación."),
        ("x" * 2001, "formal", "Escriba como máximo 2000 caracteres."),
        ("Falta algo.", "forged", "válida"),
    ],
)
def test_a_wrong_observation_comes_back_open_at_its_place_with_what_was_typed(
    session: Session, sign_in: SignIn, text: str, kind: str, error: str
) -> None:
    journey = an_application(at="in_review")
    given = {"anchor": "field:authority_name", "text": text, "kind": kind}
    response = sign_in(journey.officer).post(path(journey, "/observaciones"), data=given)
    assert response.status_code == 422
    page = parsed(response)
    (opened,) = page.select("details.observe[open]")
    assert found(opened, "[name=anchor]")["value"] == "field:authority_name"
    assert found(opened, "textarea").get_text().strip() == text.strip()
    assert error in words(found(page, ".error-summary"))
    assert error in words(found(opened, ".field-error"))
    target = str(found(page, ".error-summary a")["href"])
    assert found(opened, target)
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


def test_before_issuing_one_reads_every_draft_and_what_follows(session: Session, sign_in: SignIn, clock: Clock) -> None:
    journey = an_application(at="in_review")
    draft(journey, text="Diga para qué.")
    draft(journey, "field:technical_report_file", "Falta la firma.", formal=True)
    clock.advance(days=2)
    page = parsed(sign_in(journey.officer).get(path(journey, "/ronda")))
    assert words(found(page, "h1")) == "Emitir la ronda 1 de observaciones"
    assert [words(item) for item in page.select(".observation .text")] == ["Diga para qué.", "Falta la firma."]
    told = words(found(page, ".confirm"))
    assert "le quedarán 5 días hábiles" in told
    assert "10 días hábiles, hasta el 11 de diciembre de 2026" in told
    assert page.select("textarea") == [], "a first round needs no reason"


def test_formal_observations_alone_announce_the_short_term(session: Session, sign_in: SignIn) -> None:
    journey = an_application(at="in_review")
    draft(journey, formal=True)
    page = parsed(sign_in(journey.officer).get(path(journey, "/ronda")))
    assert "2 días hábiles, hasta el 25 de noviembre de 2026" in words(found(page, ".confirm"))


def confirmed(browser: Browser, journey: Journey, rest: str, **given: str) -> TestResponse:
    """Open the page that asks, and press its button."""
    seen = found(parsed(browser.get(path(journey, rest))), "[name=seen]")["value"]
    return browser.post(path(journey, rest), data={"seen": seen, **given})


def test_issuing_stops_the_office_and_shows_the_round(session: Session, sign_in: SignIn) -> None:
    journey = an_application(at="in_review")
    draft(journey)
    browser = sign_in(journey.officer)
    response = confirmed(browser, journey, "/ronda")
    assert (response.status_code, response.location) == (303, path(journey))
    page = parsed(browser.get(path(journey)))
    assert "Observado" in words(found(page, ".facts"))
    assert "Detenido: quedan 7 días hábiles" in words(found(page, ".facts"))
    assert "Hasta el 9 de diciembre de 2026" in words(found(page, ".facts"))
    assert "respondió 0 de 1 observaciones" in words(found(page, ".notice-warning"))
    assert page.select("details.observe") == []
    assert {str(link["href"]) for link in page.select(".facts a")} == {
        f"/expedientes/{journey.number}/plazos/{step}" for step in ("office_review", "correction")
    }


def test_a_round_without_drafts_offers_the_way_to_the_first(session: Session, sign_in: SignIn) -> None:
    journey = an_application(at="in_review")
    browser = sign_in(journey.officer)
    page = parsed(browser.get(path(journey, "/ronda")))
    assert "Todavía no hay observaciones" in words(found(page, ".empty"))
    response = browser.post(path(journey, "/ronda"))
    assert response.status_code == 422
    assert journey.shown(journey.officer).dossier.state.rounds == ()


def test_a_second_round_asks_why_and_keeps_what_was_typed(session: Session, sign_in: SignIn) -> None:
    journey = returned()
    draft(journey, "field:ubigeo", "No coincide.")
    browser = sign_in(journey.officer)
    for reason, error in (("", "explique por qué hace falta otra"), ("x" * 2001, "como máximo 2000")):
        response = confirmed(browser, journey, "/ronda", reason=reason)
        assert response.status_code == 422
        page = parsed(response)
        assert found(page, ".error-summary a")["href"] == "#reason"
        assert error in words(found(page, "#reason-error"))
        assert found(page, "#reason").get_text().strip() == reason
    assert confirmed(browser, journey, "/ronda", reason="Apareció después.").status_code == 303
    page = parsed(browser.get(f"/expedientes/{journey.number}/observaciones"))
    assert "Apareció después." in words(page)
    assert "Ronda 1" in words(found(page, "details.wide summary"))


def test_a_draft_written_by_a_colleague_meanwhile_is_shown_before_it_is_issued(
    session: Session, sign_in: SignIn
) -> None:
    journey = an_application(at="in_review")
    draft(journey)
    browser = sign_in(journey.officer)
    seen = found(parsed(browser.get(path(journey, "/ronda"))), "[name=seen]")["value"]
    reviews.observe(journey.number, "field:ubigeo", "De un colega.", occasion_of(journey.head), is_formal=False)
    response = browser.post(path(journey, "/ronda"), data={"seen": seen})
    assert response.status_code == 422
    page = parsed(response)
    assert "cambiaron mientras usted leía" in words(found(page, ".error-summary"))
    assert "De un colega." in words(page)
    again = browser.post(path(journey, "/ronda"), data={"seen": found(page, "[name=seen]")["value"]})
    assert again.status_code == 303
    assert len(journey.shown(journey.officer).dossier.state.rounds[0].observations) == 2


def test_issuing_or_endorsing_after_a_colleague_issued_says_so(session: Session, sign_in: SignIn) -> None:
    journey = an_application(at="in_review")
    draft(journey)
    browser = sign_in(journey.head)
    seen = found(parsed(browser.get(path(journey, "/ronda"))), "[name=seen]")["value"]
    reviews.issue_round(journey.number, "", occasion_of(journey.officer))
    for rest in ("/ronda", "/conformidad"):
        for response in (browser.post(path(journey, rest), data={"seen": seen}), browser.get(path(journey, rest))):
            assert response.status_code == 409
            assert "Hay una ronda de observaciones abierta" in words(parsed(response))
    late = browser.post(path(journey, "/observaciones"), data={"anchor": "field:ubigeo", "text": "Tarde."})
    assert late.status_code == 409


def test_the_endorsement_is_told_to_be_an_opinion_and_is_given(session: Session, sign_in: SignIn) -> None:
    journey = an_application(at="in_review")
    browser = sign_in(journey.officer)
    page = parsed(browser.get(path(journey, "/conformidad")))
    assert "Es una opinión, no una aprobación" in words(page)
    response = confirmed(browser, journey, "/conformidad", note="Cuiden la carta.")
    assert response.status_code == 303
    for person in (journey.officer, journey.preparer):
        page = parsed(sign_in(person).get(path(journey)))
        assert "Con conformidad desde el 23 de noviembre de 2026" in words(found(page, ".notice-success"))
        assert "Cuiden la carta." in words(found(page, ".notice-success"))


def test_the_endorsement_waits_while_there_are_drafts(session: Session, sign_in: SignIn) -> None:
    journey = an_application(at="in_review")
    draft(journey)
    browser = sign_in(journey.officer)
    assert "/conformidad" not in browser.get(path(journey)).text
    page = parsed(browser.get(path(journey, "/conformidad")))
    assert "Con la conformidad se perderían" in words(found(page, ".notice-warning"))
    assert page.select("main form") == []
    response = browser.post(path(journey, "/conformidad"), data={"note": ""})
    assert response.status_code == 409
    assert "borrador" in words(parsed(response))
    assert len(reviews.drafts(journey.number, occasion_of(journey.officer))) == 1


def test_a_note_that_is_too_long_comes_back(session: Session, sign_in: SignIn) -> None:
    journey = an_application(at="in_review")
    response = confirmed(sign_in(journey.officer), journey, "/conformidad", note="y" * 2001)
    assert response.status_code == 422
    page = parsed(response)
    assert found(page, "#note").get_text().strip() == "y" * 2001
    assert found(page, ".error-summary a")["href"] == "#note"


def test_after_the_resubmission_three_lists_tell_what_became_of_the_round(session: Session, sign_in: SignIn) -> None:
    journey = returned()
    page = parsed(sign_in(journey.officer).get(path(journey)))
    compared = found(page, "section[aria-labelledby=comparacion]")
    assert [words(title) for title in compared.select("h3")] == [
        "Pedido y cambiado (1)",
        "Pedido y no cambiado (1)",
        "Cambiado sin que se pidiera (1)",
    ]
    changed, left = compared.select(".observations")
    assert "Diga para qué." in words(changed)
    assert words(found(changed, "ins")) == "Para ordenar las visitas."
    assert "Respuesta a la" in words(changed)
    assert "Complete el nombre." in words(left)
    unasked = compared.select(".changes")[-1]
    assert "Dirección" in words(unasked)
    assert words(found(unasked, "ins")) == "Plaza de Armas 100"
    place = found(page, "#field-reasons_es .asked")
    assert "Diga para qué." in words(place)
    assert str(found(place, "a")["href"]).startswith(f"/expedientes/{journey.number}/observaciones#observacion-1.")


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


def test_who_may_not_act_is_refused_and_nothing_is_written(session: Session, sign_in: SignIn) -> None:
    journey = an_application(at="in_review")
    draft(journey)
    given = {"anchor": "field:ubigeo", "text": "Hola", "kind": "formal", "seen": "x", "note": "", "reason": ""}
    (row,) = reviews.drafts(journey.number, occasion_of(journey.officer))
    posts = ("/observaciones", f"/observaciones/{row.id}/descartar", "/ronda", "/conformidad")
    for person in (journey.preparer, journey.signatory, journey.coordinator, journey.embassy):
        browser = sign_in(person)
        for rest in posts:
            assert browser.post(path(journey, rest), data=given).status_code == 403, rest
        for rest in ("/ronda", "/conformidad"):
            assert browser.get(path(journey, rest)).status_code == 403, rest
    stranger = sign_in(a_user(Role.HEAD, office_code="ODE-PIU"))
    for rest in posts:
        assert stranger.post(path(journey, rest), data=given).status_code == 404, rest
    for rest in ("", "/ronda", "/conformidad"):
        assert stranger.get(path(journey, rest)).status_code == 404, rest
    state = journey.shown(journey.officer).dossier.state
    assert (state.status, len(reviews.drafts(journey.number, occasion_of(journey.officer)))) == (Status.IN_REVIEW, 1)


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


def test_an_overdue_office_is_told_so_and_can_still_act(session: Session, sign_in: SignIn, clock: Clock) -> None:
    journey = an_application(at="in_review")
    clock.advance(days=40)
    browser = sign_in(journey.officer)
    page = parsed(browser.get(path(journey)))
    assert "Vencido" in words(found(page, ".facts"))
    draft(journey)
    assert confirmed(browser, journey, "/ronda").status_code == 303


def test_the_page_reads_in_english_too(session: Session, sign_in: SignIn) -> None:
    journey = an_application(at="in_review")
    browser = sign_in(journey.officer)
    browser.post("/idioma", data={"language": "en", "next": "/"})
    page = parsed(browser.get(path(journey)))
    assert words(found(page, "#field-official_name dt")).startswith("A2 Official name")
    assert "District municipality" in words(found(page, "#field-organization_type"))


def test_the_page_stays_light_enough_for_a_slow_line(session: Session, sign_in: SignIn) -> None:
    journey = an_application(at="in_review")
    response = sign_in(journey.officer).get(path(journey), headers={"Accept-Encoding": "br, gzip"})
    assert int(response.headers["Content-Length"]) < 25_000
