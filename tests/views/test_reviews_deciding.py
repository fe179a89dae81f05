"""Issuing a round and giving the endorsement: what one is told before, who may, and what a colleague may have done."""

from sqlalchemy.orm import Session

from app.domain.vocabulary import Role, Status
from app.services.applications import reviews
from tests.conftest import Clock, SignIn
from tests.factories import a_user, an_application, occasion_of
from tests.views.review_pages import confirmed, draft, found, parsed, path, returned, words


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


def test_issuing_stops_the_office_and_shows_the_round(session: Session, sign_in: SignIn) -> None:
    journey = an_application(at="in_review")
    draft(journey)
    browser = sign_in(journey.officer)
    response = confirmed(browser, journey, "/ronda")
    assert (response.status_code, response.location) == (303, path(journey))
    page = parsed(browser.get(path(journey)))
    assert "Observado" in words(found(page, ".facts"))
    assert "Detenido: quedan 7 días hábiles" in words(found(page, ".facts"))
    assert "Hasta el 7 de diciembre de 2026" in words(found(page, ".facts"))
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


def test_an_overdue_office_is_told_so_and_can_still_act(session: Session, sign_in: SignIn, clock: Clock) -> None:
    journey = an_application(at="in_review")
    clock.advance(days=40)
    browser = sign_in(journey.officer)
    page = parsed(browser.get(path(journey)))
    assert "Vencido" in words(found(page, ".facts"))
    draft(journey)
    assert confirmed(browser, journey, "/ronda").status_code == 303
