"""The list of applications, opening one, the page of one, and the terms of its steps."""

import re
from datetime import timedelta
from itertools import count

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from app.domain.progress.actions import ActionKind
from app.domain.vocabulary import OrganizationType, Role, Status
from app.extensions import db
from app.services import organizations
from tests.conftest import SignIn
from tests.factories import NOON, Journey, a_user, an_application, occasion_of
from tests.views.application_pages import address, errors, flashed, links, primary, soup, words


def numbers(page_text: str) -> list[str]:
    """Return the application numbers a page names, in order."""
    return re.findall(r"20\d\d-[A-Z]{3}-\d{4}", page_text)


def test_the_list_shows_each_officer_their_own(sign_in: SignIn, session: Session) -> None:
    cusco = an_application("081305", at=Status.DRAFT)
    trujillo = an_application("130101", at=Status.DRAFT)
    assert numbers(words(sign_in(cusco.officer).get("/expedientes"), "table")) == [cusco.number]
    assert numbers(words(sign_in(trujillo.officer).get("/expedientes"), "table")) == [trujillo.number]
    assert len(numbers(words(sign_in(cusco.embassy).get("/expedientes"), "table"))) == 2
    assert numbers(words(sign_in(cusco.preparer).get("/expedientes"), "table")) == [cusco.number]


def test_the_list_is_narrowed_by_words_status_holder_office_and_overdue(sign_in: SignIn, session: Session) -> None:
    late = an_application("081305", at=Status.DRAFT, now=NOON - timedelta(days=30))
    reviewed = an_application("130101", at=Status.IN_REVIEW)
    lima = sign_in(late.coordinator)

    def found(query: str) -> list[str]:
        return numbers(words(lima.get(f"/expedientes?{query}"), "table"))

    assert found("") == [late.number, reviewed.number]  # The overdue one first.
    assert found("q=MARAS urubamba") == [late.number]
    assert found(f"q={reviewed.number}") == [reviewed.number]
    assert found("estado=in_review") == [reviewed.number]
    assert found("turno=office") == [reviewed.number]
    assert found("vencidos=y") == [late.number]
    offices = {
        option.get_text(): option["value"] for option in soup(lima.get("/expedientes")).select("#oficina option")
    }
    assert found(f"oficina={offices['Oficina Desconcentrada en Trujillo']}") == [reviewed.number]
    for odd in ("estado=nonsense", "oficina=999999", "turno=nobody", "pagina=abc", "pagina=-3", "pagina=0"):
        assert len(found(odd)) == 2


def test_an_empty_list_says_what_to_do(sign_in: SignIn, session: Session) -> None:
    officer = sign_in(a_user(Role.ANALYST, office_code="ODE-PUN"))
    assert "Todavía no hay expedientes a su alcance." in words(officer.get("/expedientes"))
    narrowed = officer.get("/expedientes?q=nadie")
    assert "Ningún expediente cumple con lo que pidió." in words(narrowed)
    assert "/expedientes" in links(narrowed)


def test_a_long_list_has_pages_that_keep_the_filters(
    sign_in: SignIn, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.services.applications.reading.PAGE_SIZE", 2)
    monkeypatch.setattr("app.views.presenters.lists.PAGE_SIZE", 2)
    made = [an_application(code, at=Status.DRAFT) for code in ("081305", "081302", "081303")]
    lima = sign_in(made[0].coordinator)
    first = lima.get("/expedientes?estado=draft")
    assert "Del 1 al 2 de 3" in words(first, ".pages")
    assert links(first, ".pages") == {"/expedientes?estado=draft&pagina=2"}
    second = lima.get("/expedientes?estado=draft&pagina=2")
    assert numbers(words(second, "table")) == [made[2].number]
    beyond = lima.get("/expedientes?estado=draft&pagina=99999999999999999999")
    assert numbers(words(beyond, "table")) == [made[2].number]


def test_the_list_asks_as_many_queries_for_three_as_for_one(sign_in: SignIn, session: Session) -> None:
    journey = an_application("081305", at=Status.DRAFT)
    lima = sign_in(journey.coordinator)
    queries = count()
    event.listen(db.engine, "before_cursor_execute", lambda *_: next(queries))

    def asked(path: str) -> int:
        before = next(queries)
        assert lima.get(path).status_code == 200
        return next(queries) - before

    alone = {path: asked(path) for path in ("/expedientes", "/inicio", "/expedientes/nuevo?q=chinchero")}
    an_application("081302", at=Status.DRAFT)
    an_application("130101", at=Status.DRAFT)
    assert {path: asked(path) for path in alone} == alone


def test_searching_ignores_accents_and_tells_place_and_office(sign_in: SignIn, session: Session) -> None:
    page = sign_in(a_user(Role.COORDINATOR)).get("/expedientes/nuevo?q=NUNOA")
    assert "Municipalidad Distrital de Nuñoa" in words(page, ".choice")
    assert "Nuñoa, Melgar, Puno · La acompañará: Oficina Desconcentrada en Puno" in words(page, ".choice .hint")
    assert links(page, "[data-results]") == {"/expedientes/nuevo?q=NUNOA&codigo=210806"}


def test_searching_for_nothing_known_says_what_to_try(sign_in: SignIn, session: Session) -> None:
    page = sign_in(a_user(Role.COORDINATOR)).get("/expedientes/nuevo?q=atlantis")
    assert page.status_code == 200
    assert "No se encontró ninguna organización." in words(page)


def test_a_city_opens_its_application_once(sign_in: SignIn, session: Session) -> None:
    city = sign_in(a_user(Role.PREPARER))
    page = city.get("/expedientes/nuevo")
    assert soup(page).select_one('input[name="code"][checked]')["value"] == "081305"  # type: ignore[index]
    opened = city.post("/expedientes/nuevo", data={"code": "081305"})
    assert opened.status_code == 303
    shown = city.get(opened.location)
    assert re.search(r"El expediente quedó abierto con el número 2026-CUS-\d{4}\.", flashed(shown))
    again = city.post("/expedientes/nuevo", data={"code": "081305"})
    assert again.status_code == 409
    assert errors(again) == {"code-0": "Esta organización ya tiene un expediente abierto: continúe con él."}
    assert opened.location in links(again)


def test_what_is_in_the_way_of_opening_is_said_on_the_page(sign_in: SignIn, session: Session) -> None:
    city = sign_in(a_user(Role.PREPARER))
    other = city.post("/expedientes/nuevo", data={"code": "130101"})
    assert other.status_code == 403
    assert "la propia organización, la oficina que la atiende o Lima" in errors(other)["code-0"]
    lima = sign_in(a_user(Role.COORDINATOR))
    member = lima.post("/expedientes/nuevo", data={"code": "080101"})
    assert member.status_code == 409
    assert "ya figura como miembro de WeGO" in errors(member)["code-0"]
    assert "/miembros/080101" in links(member)


def test_opening_for_nobody_or_for_a_forged_code_changes_nothing(sign_in: SignIn, session: Session) -> None:
    lima = sign_in(a_user(Role.COORDINATOR))
    nobody = lima.post("/expedientes/nuevo", data={})
    assert nobody.status_code == 422
    assert errors(nobody) == {"code-0": "Elija una organización."}
    for forged in ("999999", "x" * 300, "9999\x0099", "☃"):
        assert lima.post("/expedientes/nuevo", data={"code": forged}).status_code == 404


@pytest.mark.parametrize("role", [Role.EMBASSY, Role.ADMINISTRATOR])
def test_who_opens_no_applications_is_told_who_does(sign_in: SignIn, session: Session, role: Role) -> None:
    page = sign_in(a_user(role)).get("/expedientes/nuevo")
    assert page.status_code == 403
    assert "Abre el expediente la propia organización" in words(page)


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


def test_a_company_goes_its_shorter_way_with_lima(sign_in: SignIn, session: Session) -> None:
    lima = a_user(Role.COORDINATOR)
    code = organizations.create(OrganizationType.COMPANY, "20147421541", "Sal de Maras", "Cusco", occasion_of(lima))
    journey = an_application(code, at=Status.SENT)
    page = sign_in(lima).get(address(journey))
    assert "la empresa" not in words(page, ".sentence")
    assert "Sede central (Cancillería)" in words(page, "aside")
    assert "La oficina dio su conformidad" not in words(page, ".timeline")
    assert len(soup(page).select(".road-step")) < 17
    answer = address(journey, "pasos/secretariat_answer")
    assert primary(page) == [answer]
    assert sign_in(journey.preparer).get(answer).status_code == 200
