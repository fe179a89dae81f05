"""The city's page for a round: every observation with its place, its box and its term, and nothing typed is lost."""

from bs4 import BeautifulSoup
from sqlalchemy.orm import Session

from app.domain.progress.actions import ActionKind
from app.domain.vocabulary import Role
from app.services.applications import reviews
from tests.conftest import Browser, Clock, SignIn
from tests.factories import Journey, a_user, an_application, occasion_of
from tests.views.review_pages import draft, found, parsed, returned, words


def observed() -> Journey:
    """Return an application with a round of three observations: a section, a question and a report."""
    journey = an_application(at="in_review")
    draft(journey, "section:government", "Revise que coincida con el registro.")
    draft(journey, "field:reasons_es", "Diga para qué.")
    draft(journey, "field:technical_report_file", "Falta la firma.", formal=True)
    reviews.issue_round(journey.number, "", occasion_of(journey.officer))
    return journey


def path(journey: Journey, rest: str = "") -> str:
    """Return the address of the answers or of one of them."""
    return f"/expedientes/{journey.number}/observaciones{rest}"


def typed(page: BeautifulSoup, **texts: str) -> dict[str, str]:
    """Return what the page's one form sends, with `texts` in the boxes that they number (`n1`)."""
    form = found(page, "main form[data-unsaved]")
    sent = {str(field["name"]): str(field.get("value", "")) for field in form.select("input")}
    for number, box in enumerate(form.select("textarea"), start=1):
        sent[str(box["name"])] = texts.get(f"n{number}", box.get_text().strip())
    return sent


def boxes(page: BeautifulSoup) -> list[str]:
    """Return what stands in the boxes."""
    return [box.get_text().strip() for box in page.select("main textarea")]


def given(journey: Journey) -> list[str | None]:
    """Return the answers of the last round."""
    return [item.answer for item in journey.shown(journey.preparer).dossier.state.rounds[-1].observations]


def test_the_round_says_its_number_its_term_and_how_far_one_is(session: Session, sign_in: SignIn, clock: Clock) -> None:
    journey = observed()
    clock.advance(days=1)
    page = parsed(sign_in(journey.preparer).get(path(journey)))
    assert "Ronda 1, del 23 de noviembre de 2026" in words(page)
    facts = words(found(page, ".facts"))
    assert "Hasta el 7 de diciembre de 2026" in facts
    assert "0 de 3" in facts
    assert found(page, ".facts a")["href"] == f"/expedientes/{journey.number}/plazos/correction"
    assert "Ana Flores emitió 3 observaciones." in words(page)


def test_each_observation_leads_to_where_it_is_mended(session: Session, sign_in: SignIn) -> None:
    journey = observed()
    page = parsed(sign_in(journey.preparer).get(path(journey)))
    start = f"/expedientes/{journey.number}"
    assert [str(link["href"]) for link in page.select(".observation a")] == [
        f"{start}/solicitud/government",
        f"{start}/solicitud/motivation#reasons_es",
        f"{start}/pasos/technical_report",
    ]
    assert [str(button["formaction"]) for button in page.select(".observation button")] == [
        path(journey, f"/1.{number}") for number in (1, 2, 3)
    ]


def test_an_answer_is_saved_and_one_comes_back_to_its_place(session: Session, sign_in: SignIn) -> None:
    journey = observed()
    browser = sign_in(journey.preparer)
    sent = typed(parsed(browser.get(path(journey))), n2="Se agregó el problema.")
    response = browser.post(path(journey, "/1.2"), data=sent)
    assert (response.status_code, response.location) == (303, path(journey) + "#observacion-1.2")
    page = parsed(browser.get(response.location))
    assert "Falta responder 2 observaciones." in words(found(page, ".notice-success"))
    assert boxes(page) == ["", "Se agregó el problema.", ""]
    assert "Respondida" in words(found(page, "[id='observacion-1.2'] .box"))
    assert "Por responder" in words(found(page, "[id='observacion-1.1'] .box"))
    assert "1 de 3" in words(found(page, ".facts"))


def test_saving_one_answer_keeps_what_stands_in_the_other_boxes(session: Session, sign_in: SignIn) -> None:
    journey = observed()
    browser = sign_in(journey.preparer)
    sent = typed(parsed(browser.get(path(journey))), n1="Primera.", n3="Tercera.")
    assert browser.post(path(journey, "/1.1"), data=sent).status_code == 303
    assert given(journey) == ["Primera.", None, "Tercera."]


def test_a_wrong_answer_comes_back_with_everything_that_was_typed(session: Session, sign_in: SignIn) -> None:
    journey = observed()
    browser = sign_in(journey.preparer)
    for wrong, error in (("", "Escriba qué hizo"), ("   ", "Escriba qué hizo"), ("x" * 2001, "como máximo 2000")):
        sent = typed(parsed(browser.get(path(journey))), n1="Primera.", n2=wrong)
        response = browser.post(path(journey, "/1.2"), data=sent)
        assert response.status_code == 422
        page = parsed(response)
        assert boxes(page) == ["Primera.", wrong.strip(), ""]
        assert error in words(found(page, "#answers-1-text-error"))
        assert found(page, ".error-summary a")["href"] == "#answers-1-text"
        assert found(page, "title").get_text().startswith("Error")
    assert given(journey) == [None, None, None]


def test_what_a_colleague_answered_meanwhile_is_shown_before_it_is_replaced(session: Session, sign_in: SignIn) -> None:
    journey = observed()
    browser = sign_in(journey.preparer)
    sent = typed(parsed(browser.get(path(journey))), n1="La mía.", n3="Tercera.")
    journey.take(journey.signatory, ActionKind.ANSWER, "1.1", text="La del colega.")
    response = browser.post(path(journey, "/1.1"), data=sent)
    assert response.status_code == 422
    page = parsed(response)
    assert "La del colega." in words(found(page, ".error-summary"))
    assert boxes(page) == ["La mía.", "", "Tercera."]
    assert browser.post(path(journey, "/1.1"), data=typed(page)).status_code == 303
    assert given(journey) == ["La mía.", None, "Tercera."]


def test_forged_and_broken_answers_are_refused_without_writing(session: Session, sign_in: SignIn) -> None:
    journey = observed()
    browser = sign_in(journey.preparer)
    sent = typed(parsed(browser.get(path(journey))), n1="Primera.")
    for key in ("1.4", "2.1", "1", "x", "%20", "1.1%27"):
        assert browser.post(path(journey, f"/{key}"), data=sent).status_code == 409, key
    forged = {"answers-0-key": "9.9", "answers-0-text": "Hola", "answers-x-text": "Hola", "answers-7-key": ["1.1"]}
    for data in ({}, forged, {"answers-0-key": "1.1", "answers-0-text": "Hola", "answers-0-before": "forged"}):
        assert browser.post(path(journey, "/1.1"), data=data).status_code == 422
    assert given(journey) == [None, None, None]


def test_once_all_is_answered_the_way_leads_back_to_the_office(session: Session, sign_in: SignIn) -> None:
    journey = observed()
    certify = f"/expedientes/{journey.number}/solicitud/certificar"
    page = parsed(sign_in(journey.signatory).get(path(journey)))
    assert "Falta responder 3 observaciones." in words(found(page, "[aria-labelledby=entregar]"))
    assert certify not in str(page)
    for key in ("1.1", "1.2", "1.3"):
        journey.take(journey.preparer, ActionKind.ANSWER, key, text="Hecho.")
    page = parsed(sign_in(journey.signatory).get(path(journey)))
    assert found(page, "[aria-labelledby=entregar] a.primary")["href"] == certify
    page = parsed(sign_in(journey.preparer).get(path(journey)))
    still = words(found(page, "[aria-labelledby=entregar]"))
    assert "Ya respondió todas las observaciones. Certifica la persona firmante" in still


def test_going_on_without_the_endorsement_is_explained_as_a_right(session: Session, sign_in: SignIn) -> None:
    journey = observed()
    page = parsed(sign_in(journey.signatory).get(path(journey)))
    right = found(page, "[aria-labelledby=continuar]")
    assert "tiene derecho a seguir" in words(right)
    assert found(right, "a.button")["href"] == f"/expedientes/{journey.number}/acciones/proceed"
    right = found(parsed(sign_in(journey.preparer).get(path(journey))), "[aria-labelledby=continuar]")
    assert right.select("a.button") == []
    assert "Usted no puede hacerlo ahora. Certifica la persona firmante" in words(right)


def test_what_changed_so_far_stands_with_each_observation(session: Session, sign_in: SignIn) -> None:
    journey = observed()
    journey.fill("government", address="Plaza de Armas 100")
    journey.fill("authority", authority_name="Rosa Quispe de Huamán")
    page = parsed(sign_in(journey.preparer).get(path(journey)))
    assert words(found(page, "[id='observacion-1.1'] ins")) == "Plaza de Armas 100"
    assert "Aquí todavía no cambió nada." in words(found(page, "[id='observacion-1.2']"))
    assert "Rosa Quispe de Huamán" in words(page.select(".changes")[-1])


def test_others_read_the_round_and_answer_nothing(session: Session, sign_in: SignIn) -> None:
    journey = observed()
    journey.take(journey.preparer, ActionKind.ANSWER, "1.1", text="Se revisó.")
    for person in (journey.officer, journey.coordinator):
        browser = sign_in(person)
        page = parsed(browser.get(path(journey)))
        assert words(found(page, "h1")) == "Leer las observaciones"
        assert "Respuesta: Se revisó." in words(found(page, "[id='observacion-1.1']"))
        assert "Todavía sin respuesta." in words(found(page, "[id='observacion-1.2']"))
        assert page.select("main form, [aria-labelledby=entregar], [aria-labelledby=continuar]") == []
        sent = {"answers-0-key": "1.1", "answers-0-text": "Hola"}
        assert browser.post(path(journey, "/1.1"), data=sent).status_code == 403
    stranger = sign_in(a_user(Role.PREPARER, organization_code="200101"))
    assert stranger.get(path(journey)).status_code == 404
    assert stranger.post(path(journey, "/1.1"), data={}).status_code == 404


def test_without_a_round_the_page_says_so(session: Session, sign_in: SignIn) -> None:
    journey = an_application(at="preparing")
    page = parsed(sign_in(journey.preparer).get(path(journey)))
    assert "No hay observaciones" in words(found(page, ".empty"))
    assert found(page, ".empty a")["href"] == f"/expedientes/{journey.number}"


def test_a_closed_round_is_read_under_the_earlier_ones(session: Session, sign_in: SignIn) -> None:
    journey = returned()
    browser = sign_in(journey.preparer)
    page = parsed(browser.get(path(journey)))
    assert "No hay observaciones por responder." in words(page)
    earlier = found(page, "details.wide")
    assert "Ronda 1, del 23 de noviembre de 2026" in words(found(earlier, "summary"))
    assert "Rosa Quispe cerró la ronda el 23 de noviembre de 2026." in words(earlier)
    assert "Respuesta: Respuesta a la 1.1" in words(earlier)
    assert browser.post(path(journey, "/1.1"), data={"answers-0-key": "1.1"}).status_code == 409


def test_an_anonymous_visitor_signs_in_first(session: Session, browser: Browser) -> None:
    journey = observed()
    assert "/ingresar" in browser.get(path(journey)).location
    assert "/ingresar" in browser.post(path(journey, "/1.1"), data={}).location
    assert given(journey) == [None, None, None]
