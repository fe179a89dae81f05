"""The pages of the membership form: the list, one section, all the answers, the printed forms, and who sees what."""

import pytest
from sqlalchemy.orm import Session

from app.domain.progress.actions import ActionKind
from app.domain.vocabulary import OrganizationType, Role
from app.services import organizations
from tests.conftest import Browser, SignIn
from tests.factories import DISTRICT, Journey, a_user, an_application, form, occasion_of
from tests.views.form_pages import address, page_of, said_in, words

PAGES = ("", "government", "revisar", "certificar", "hoja")


@pytest.fixture
def journey(session: Session) -> Journey:
    """Give an application in preparation: one section is complete, nothing else was touched."""
    return an_application(DISTRICT, at="preparing")


def test_nobody_reads_the_form_without_signing_in(browser: Browser, journey: Journey) -> None:
    for page in PAGES:
        response = browser.get(address(journey, page))
        assert response.status_code == 303
        assert "/ingresar" in response.location


def test_what_is_not_mine_does_not_exist(sign_in: SignIn, journey: Journey) -> None:
    stranger = sign_in(a_user(Role.PREPARER, organization_code="080801"))
    other_office = sign_in(a_user(Role.ANALYST, office_code="ODE-PUN"))
    for page in PAGES:
        assert stranger.get(address(journey, page)).status_code == 404
        assert stranger.post(address(journey, page), data={"version": "0"}).status_code in {404, 405}
        assert other_office.get(address(journey, page)).status_code == 404


def test_a_number_that_nobody_gave_leads_nowhere(sign_in: SignIn, journey: Journey) -> None:
    browser = sign_in(journey.preparer)
    for number in ("2026-CUS-9999", "0", "' OR 1=1", "%00"):
        for page in ("", "/government", "/revisar", "/certificar", "/hoja"):
            assert browser.get(f"/expedientes/{number}/solicitud{page}").status_code == 404


def test_the_embassy_reads_it_once_it_is_sent(sign_in: SignIn, session: Session) -> None:
    before, after = an_application("080801", at="in_review"), an_application("080901", at="sent")
    early, late = sign_in(before.embassy), sign_in(after.embassy)
    for page in PAGES:
        response = early.get(address(before, page))
        assert response.status_code == 403
        assert "desde que el expediente se envía" in words(response)
        assert "Rosa Quispe Huamán" not in response.text
        assert late.get(address(after, page)).status_code == 200


def test_a_section_that_is_no_page_of_the_form_does_not_exist(sign_in: SignIn, journey: Journey) -> None:
    preparer = sign_in(journey.preparer)
    for key in ("nada", "attachments", "resolution", "sending", "A", "government/"):
        assert preparer.get(address(journey, key)).status_code == 404
        assert preparer.post(address(journey, key), data={"version": "0"}).status_code == 404


def test_the_list_says_how_far_each_section_is(sign_in: SignIn, journey: Journey) -> None:
    journey.fill("authority", authority_term_to="2020-01-01")
    journey.fill("motivation", reasons_es="", reasons_en="")
    tasks = page_of(sign_in(journey.preparer).get(address(journey))).select(".tasks")[0].select(".task")
    states = {str(task.select("a")[0]["href"]).rsplit("/", 1)[1]: said_in(task, ".tag") for task in tasks}
    assert states == {
        "government": "Sin empezar",
        "authority": "Con error",
        "focal_points": "Completa",
        "profile": "Sin empezar",
        "self_assessment": "Sin empezar",
        "motivation": "En curso",
        "commitment": "Sin empezar",
    }


def test_the_list_names_what_is_missing_and_the_next_thing_to_do(sign_in: SignIn, journey: Journey) -> None:
    journey.fill("motivation", reasons_es="", reasons_en="")
    response = sign_in(journey.preparer).get(address(journey))
    said = words(response)
    assert "1 de 7 secciones completas" in said
    assert "Ya tiene datos del registro: revíselos. Falta: RUC; Correo institucional; Teléfono institucional." in said
    assert "Falta: Por qué desea ser miembro. Hasta la firma falta 1 texto en inglés." in said
    first = page_of(response).select_one(".actions a.primary")
    assert first is not None
    assert first["href"] == address(journey, "government")


def test_the_list_says_where_each_paper_is_asked(sign_in: SignIn, session: Session) -> None:
    journey = an_application(DISTRICT, at="in_review")
    page = page_of(sign_in(journey.preparer).get(address(journey)))
    papers = {
        said_in(task, "a"): " ".join(task.get_text(" ").split()) for task in page.select(".tasks")[1].select("li")
    }
    assert "Se sube en el paso 5" in papers["G1 Informe técnico"]
    assert papers["G1 Informe técnico"].endswith("Subido")
    assert "Se sube en el paso 12" in papers["G9 Solicitud firmada"]
    assert papers["G9 Solicitud firmada"].endswith("Todavía no toca")
    assert papers["G6 Logo"].endswith("No se subió")


def test_a_paper_whose_step_is_open_waits_to_be_uploaded(sign_in: SignIn, journey: Journey) -> None:
    journey.fill("profile")
    journey.fill("self_assessment")
    journey.take(journey.preparer, ActionKind.COMPLETE, "city_profile")
    page = page_of(sign_in(journey.preparer).get(address(journey)))
    papers = {said_in(task, "a"): said_in(task, ".tag") for task in page.select(".tasks")[1].select("li")}
    assert papers["G1 Informe técnico"] == "Por subir"
    assert papers["G6 Logo"] == "Opcional"
    assert papers["G8 Acuerdo de concejo"] == "Todavía no toca"


def test_every_question_is_on_its_page_with_number_words_and_hint(sign_in: SignIn, journey: Journey) -> None:
    browser = sign_in(journey.preparer)
    for section in form().form_sections:
        response = browser.get(address(journey, section.key))
        page, said = page_of(response), words(response)
        for field in section.fields:
            assert page.select(f'[name="{field.code}"]'), field.code
            assert f"{field.number} {field.label.es}" in said, field.code
            assert not field.hint or field.hint.es in said
            assert not field.unit or field.unit.es in said
        ids = [element["id"] for element in page.select("[id]")]
        assert len(set(ids)) == len(ids)


def test_questions_under_a_condition_say_it_and_are_there_without_a_script(sign_in: SignIn, journey: Journey) -> None:
    response = sign_in(journey.preparer).get(address(journey, "motivation"))
    assert "Responda lo que sigue solo si en E6 marcó «Sí»." in words(response)
    under = page_of(response).select_one(".asks .depends")
    assert under is not None
    assert under.select_one('[name="project_cost"]') is not None
    closing = [box["value"] for box in page_of(response).select("[data-closes]")]
    assert closing == ["no"]


def test_the_self_assessment_stands_in_its_six_areas(sign_in: SignIn, journey: Journey) -> None:
    page = page_of(sign_in(journey.preparer).get(address(journey, "self_assessment")))
    areas = page.select("section.area")
    assert [len(area.select("fieldset")) for area in areas] == [4] * 6
    assert said_in(areas[0], "h2") == "S1 Marco institucional"
    assert len(page.select('input[type="radio"]')) == 24 * 4


def test_all_answers_are_on_one_page_with_what_is_missing(sign_in: SignIn, journey: Journey) -> None:
    journey.fill("profile", has_ict_unit=False)
    response = sign_in(journey.preparer).get(address(journey, "revisar"))
    page, said = page_of(response), words(response)
    assert "Qué falta para certificar" in said
    assert "C1 Nombre (titular) Julio Mamani Ccori" in said
    assert "131.85 km²" in said
    assert "D12" not in said, "the question doesn't apply"
    links = {str(link["href"]) for link in page.select(".lacks a")}
    assert f"{address(journey, 'government')}#ruc" in links
    assert f"{address(journey, 'authority')}#authority_name" in links
    assert page.select(".summary .change")


def test_others_read_the_form_and_change_nothing(sign_in: SignIn, session: Session) -> None:
    journey = an_application(DISTRICT, at="in_review")
    for person in (journey.officer, journey.head, journey.coordinator):
        browser = sign_in(person)
        for page in ("", "profile", "revisar"):
            response = browser.get(address(journey, page))
            assert response.status_code == 200
            assert "Guardar" not in words(response)
            assert "Cambiar" not in words(response)
    assert "131.85 km²" in words(browser.get(address(journey, "profile")))


def test_in_review_the_city_reads_the_reason(sign_in: SignIn, session: Session) -> None:
    journey = an_application(DISTRICT, at="in_review")
    for page in ("", "profile", "revisar"):
        response = sign_in(journey.preparer).get(address(journey, page))
        assert "La solicitud está en revisión; podrá modificarla si la oficina la observa." in words(response)
        assert not page_of(response).select("main form")


def test_during_a_round_the_page_shows_what_the_office_asks(sign_in: SignIn, session: Session) -> None:
    journey = an_application(DISTRICT, at="observed")
    preparer = sign_in(journey.preparer)
    assert "Diga qué problema resuelve." in words(preparer.get(address(journey, "motivation")))
    assert "Diga qué problema resuelve." not in words(preparer.get(address(journey, "profile")))


def test_the_sheet_has_every_answer_the_hash_and_a_place_to_sign(sign_in: SignIn, session: Session) -> None:
    journey = an_application(DISTRICT, at="in_review")
    response = sign_in(journey.preparer).get(address(journey, "hoja"))
    said = words(response)
    certified = next(e for e in journey.shown(journey.preparer).dossier.events if e.kind.value == "submitted")
    assert certified.data["form_hash"] in said
    for expected in ("Rosa Quispe Huamán", "Firma y sello", "F9", "S6.4", "Lugar y fecha"):
        assert expected in said
    assert "Cambiar" not in said


def test_the_page_speaks_english_when_asked(sign_in: SignIn, journey: Journey) -> None:
    browser = sign_in(journey.preparer)
    browser.post("/idioma", data={"language": "en", "next": "/"})
    response = browser.get(address(journey, "motivation"))
    assert page_of(response).select("html")[0]["lang"] == "en"
    assert "E1 Why you wish to become a member" in words(response)


def test_a_company_has_a_form_of_its_own_that_no_office_reviews(sign_in: SignIn, session: Session) -> None:
    coordinator = occasion_of(a_user(Role.COORDINATOR))
    code = organizations.create(OrganizationType.COMPANY, "20147421541", "Andes Datos S.A.C.", "Lima", coordinator)
    company = an_application(code, at="preparing")
    browser = sign_in(company.preparer)
    for page in ("", "organization", "motivation", "revisar", "hoja"):
        assert browser.get(address(company, page)).status_code == 200
    said = words(browser.get(address(company, "certificar")))
    assert "las respuestas de las secciones A a F son verdaderas" in said
    assert "pasa a revisión" not in said
    assert browser.get(address(company, "government")).status_code == 404
    links = [str(link["href"]) for link in page_of(browser.get(address(company))).select("main a")]
    assert "/solicitud-en-blanco?tipo=empresa" in links
