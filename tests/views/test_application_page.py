"""The page of one application, and the terms of its steps."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from app.domain.progress.actions import ActionKind
from app.domain.vocabulary import OrganizationType, Role, Status
from app.services import organizations
from tests.conftest import Clock, SignIn
from tests.factories import NOON, Journey, a_user, an_application, filled, occasion_of
from tests.views.application_pages import address, links, primary, soup, words


def test_an_application_out_of_scope_does_not_exist(sign_in: SignIn, session: Session) -> None:
    journey = an_application(at=Status.DRAFT)
    strangers = [
        a_user(Role.PREPARER, organization_code="130101"),
        a_user(Role.ANALYST, office_code="ODE-PUN"),
        a_user(Role.ADMINISTRATOR),
        a_user(None),
    ]
    pages = ("", "plazos/opening", "pasos/opening", "acciones/suspend", "registros/1/corregir")
    for browser in map(sign_in, strangers):
        assert {browser.get(address(journey, page)).status_code for page in pages} == {404}
    assert sign_in(journey.preparer).get("/expedientes/2026-CUS-9999").status_code == 404


def test_the_page_says_where_it_stands_in_both_languages(sign_in: SignIn, session: Session) -> None:
    journey = an_application(at=Status.PREPARING)
    city = sign_in(journey.preparer)
    assert words(city.get(address(journey)), ".sentence").startswith("Está en el paso 4, «Completar el perfil")
    city.post("/idioma", data={"language": "en", "next": "/"})
    english = city.get(address(journey))
    assert words(english, ".sentence").startswith("It is at step 4, “Complete the city profile")
    assert soup(english).html["lang"] == "en"  # type: ignore[index]


WAYS = {
    Status.DRAFT: ("preparer", "solicitud"),
    Status.IN_REVIEW: ("officer", "revision"),
    Status.OBSERVED: ("preparer", "observaciones"),
    Status.ENDORSED: ("preparer", "pasos/council_resolution"),
    Status.SENT: ("embassy", "pasos/acceptance"),
    Status.SUSPENDED: ("preparer", "acciones/resume"),
}
"""Who has the turn in each state, and where the page's one primary action leads them."""


@pytest.mark.parametrize("at", WAYS)
def test_the_primary_action_is_the_turn_of_whoever_has_it(sign_in: SignIn, session: Session, at: Status) -> None:
    journey = an_application(at=at)
    person, page = WAYS[at]
    assert primary(sign_in(getattr(journey, person)).get(address(journey))) == [address(journey, page)]


def test_who_has_nothing_to_do_is_told_so(sign_in: SignIn, session: Session) -> None:
    journey = an_application(at=Status.PREPARING)
    page = sign_in(journey.head).get(address(journey))
    assert primary(page) == []
    assert "Por ahora no le toca nada a usted" in words(page, ".standing")
    assert address(journey, "acciones/archive") in links(page)


def test_the_page_links_to_everything_that_exists_about_it(sign_in: SignIn, session: Session) -> None:
    journey = an_application(at=Status.OBSERVED)
    found = links(sign_in(journey.preparer).get(address(journey)))
    pages = ("solicitud", "revision", "observaciones", "cargo.pdf")
    assert {address(journey, page) for page in pages} | {"/gobiernos/081305/ficha.pdf", "/gobiernos/081305"} <= found


def test_the_embassy_sees_only_the_status_before_it_is_sent(sign_in: SignIn, session: Session) -> None:
    journey = an_application(at=Status.NOT_ENDORSED)
    page = sign_in(journey.embassy).get(address(journey))
    said = words(page)
    assert "La Embajada ve el contenido desde que el expediente se envía a WeGO" in said
    assert "El concejo sesiona mañana" not in said
    assert "documento.pdf" not in said
    assert "Rosa Quispe" not in said
    assert "Se continuó sin la conformidad de la oficina" in said
    assert not {address(journey, page) for page in ("solicitud", "revision", "cargo.pdf")} & links(page)


def test_going_on_without_the_endorsement_is_shown_plainly(sign_in: SignIn, session: Session) -> None:
    journey = an_application(at=Status.NOT_ENDORSED)
    for person in (journey.preparer, journey.officer):
        page = sign_in(person).get(address(journey))
        assert "Sin conformidad" in words(page, ".standing h2")
        assert "El gobierno continuó sin la conformidad de la oficina." in words(page, ".notice-warning")
        assert "Sin conformidad" in words(page, "#paso-9")


def test_the_road_tells_what_is_done_open_and_still_to_come(sign_in: SignIn, session: Session) -> None:
    journey = an_application(at=Status.OBSERVED)
    page = soup(sign_in(journey.preparer).get(address(journey)))
    assert [step["id"] for step in page.select(".road-step.is-open")] == ["paso-10"]
    assert len(page.select(".road-step")) == 17
    assert {step["id"] for step in page.select(".road-step.is-done")} == {f"paso-{n}" for n in range(1, 9)}
    assert page.select_one("#paso-9.is-observed")
    assert {step["id"] for step in page.select(".road-step.is-pending")} == {f"paso-{n}" for n in range(11, 18)}


def test_the_history_tells_who_what_and_why_and_strikes_what_was_voided(sign_in: SignIn, session: Session) -> None:
    journey = an_application(at=Status.RESOLVED)
    sequence = journey.shown(journey.preparer).dossier.state.steps["council_resolution"].sequence
    page = sign_in(journey.preparer).get(address(journey))
    assert address(journey, f"registros/{sequence}/corregir") in links(page, ".timeline")
    assert "Se certificó la solicitud y se entregó a revisión" in words(page, ".what")
    assert "Ana Flores, Oficina Desconcentrada en Cusco" in words(page, ".who")
    assert "Número del acuerdo: 034-2026-MDM-CM" in words(page, ".event details")
    journey.take(journey.preparer, ActionKind.CORRECT, str(sequence), reason="El acuerdo lleva otro número.")
    after = sign_in(journey.officer).get(address(journey))
    struck = words(after, ".event.is-voided")
    assert "Se registró el acuerdo" in struck
    assert "Anulado por Julio Mamani, Municipalidad Distrital de Maras" in struck
    assert "El acuerdo lleva otro número." in struck
    assert "Se anuló un registro: «Se registró el acuerdo»" in words(after, ".event:not(.is-voided) .what")


def test_saving_a_section_twice_is_one_line_that_tells_what_changed(sign_in: SignIn, session: Session) -> None:
    journey = an_application(at=Status.PREPARING)
    journey.fill("authority", authority_name="Rosa Quispe")
    journey.fill("authority", authority_name="Rosa Quispe Huamán")
    page = sign_in(journey.officer).get(address(journey))
    assert words(page, ".what").count("Se guardó «Autoridad»") == 1
    told = words(page, ".event:first-child details")
    assert "No informado → Rosa Quispe Huamán" in told
    assert "31 de diciembre de 2026" in told
    assert "Alcalde" in told


def test_the_term_of_a_step_tells_each_day_that_does_not_count_and_why(sign_in: SignIn, session: Session) -> None:
    journey = an_application(at=Status.IN_REVIEW, now=NOON + timedelta(days=10))  # Thursday 3 December 2026.
    page = sign_in(journey.officer).get(address(journey, "plazos/office_review"))
    assert "martes 8 No cuenta: Inmaculada Concepción" in words(page, ".days")
    assert "miércoles 9 No cuenta: Batalla de Ayacucho" in words(page, ".days")
    assert "sábado 5 No cuenta: fin de semana" in words(page, ".days")
    assert "viernes 4 Día hábil 1" in words(page, ".days")
    assert "miércoles 16 Día hábil 7 · vence" in words(page, ".days")
    assert address(journey, "pasos/office_review/ampliar") in links(page)


def test_a_stopped_term_and_one_without_days_are_explained(sign_in: SignIn, session: Session) -> None:
    journey = an_application(at=Status.OBSERVED)
    city = sign_in(journey.preparer)
    assert "Quedan 7 días hábiles" in words(city.get(address(journey, "plazos/office_review")), ".facts")
    assert "Este paso no tiene plazo." in words(city.get(address(journey, "plazos/outreach")))
    assert "no se conoce un plazo" in words(city.get(address(journey, "plazos/acceptance")))
    assert "cuando llegue el turno" in words(city.get(address(journey, "plazos/signature")))
    for unknown in ("nothing", "fee", "x" * 300):
        assert city.get(address(journey, f"plazos/{unknown}")).status_code == 404


def test_a_full_member_page_leads_on_to_the_membership(sign_in: SignIn, session: Session) -> None:
    journey: Journey = an_application(at=Status.FULL)
    page = sign_in(journey.preparer).get(address(journey))
    assert "Terminó: el gobierno postulante es miembro pleno de WeGO" in words(page, ".sentence")
    assert "/miembros/081305" in links(page)
    assert primary(page) == []


def test_a_category_to_be_confirmed_is_told_on_every_page(sign_in: SignIn, session: Session) -> None:
    journey: Journey = an_application(at=Status.ASSOCIATE)
    journey.upload(journey.embassy, "step:excom")
    answers = filled("excom_decision", decision_category="to_confirm")
    journey.take(journey.embassy, ActionKind.COMPLETE, "excom", answers=answers, happened_on=NOON.date())
    city = sign_in(journey.preparer)
    for path in ("/expedientes", f"/gobiernos/{journey.code}"):
        shown = words(city.get(path), "table")
        assert "Categoría por confirmar" in shown
        assert "Miembro pleno" not in shown
    assert "Categoría por confirmar" in words(city.get(address(journey, "revision")), ".facts")
    page = city.get(address(journey))
    assert "el documento no dice la categoría, que queda por confirmar" in words(page, ".sentence")
    assert "Categoría por confirmar" in words(page, ".standing h2")
    assert "Categoría por confirmar" in words(city.get("/inicio"), ".standing h2")
    assert "Por confirmar con la Secretaría de WeGO" in words(city.get(f"/miembros/{journey.code}"))
    (entry,) = [
        row.get_text(" ") for row in soup(city.get("/miembros")).select("tbody tr") if "Maras" in row.get_text()
    ]
    assert "Categoría por confirmar" in entry


def test_a_company_goes_its_shorter_way_with_lima(sign_in: SignIn, session: Session) -> None:
    lima = a_user(Role.COORDINATOR)
    code = organizations.create(OrganizationType.COMPANY, "20147421541", "Sal de Maras", "Cusco", occasion_of(lima))
    journey = an_application(code, at=Status.SENT)
    page = sign_in(lima).get(address(journey))
    assert "la empresa" not in words(page, ".sentence")
    assert "Sede central de la Cancillería" in words(page, "aside")
    assert "La oficina dio su conformidad" not in words(page, ".timeline")
    assert len(soup(page).select(".road-step")) < 17
    answer = address(journey, "pasos/secretariat_answer")
    assert primary(page) == [answer]
    assert sign_in(journey.preparer).get(answer).status_code == 200


def test_a_step_that_was_under_way_at_the_end_waits_for_nobody(sign_in: SignIn, session: Session) -> None:
    page = sign_in(an_application(at=Status.NOT_ACCEPTED).coordinator)
    journey = an_application("081306", at=Status.SENT)
    ended, open_ = (page.get(f"/expedientes/{number}") for number in ("2026-CUS-0001", journey.number))
    assert "En curso" in words(open_, "#paso-16")
    assert "En curso" not in words(ended, "#paso-16")
    assert "Secretaría de WeGO" in words(ended, "#paso-16")


def test_a_term_that_has_passed_is_said_to_have_passed_on_every_step(
    sign_in: SignIn, session: Session, clock: Clock
) -> None:
    journey = an_application(at=Status.SIGNED)
    browser = sign_in(journey.preparer)
    assert "Vence el" in words(browser.get(address(journey)), "#paso-13")
    clock.advance(days=60)
    said = words(browser.get(address(journey)), "#paso-13")
    assert "Venció el" in said
    assert "Vence el" not in said
