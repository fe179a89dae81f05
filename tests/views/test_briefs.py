"""The brief as people download it: what each reader may see, in which language, of which moment."""

import io
from typing import Any

from pypdf import PdfReader

from app.domain.progress.actions import ActionKind
from app.domain.vocabulary import OrganizationType, Role, Status
from app.services import organizations
from tests.conftest import Browser, SignIn
from tests.factories import DISTRICT, NOON, a_user, an_application, filled, occasion_of
from tests.views.paper_pages import brief_of

REASONS = "ordenar la visita a las salineras"
"""Words of the applicant's own, which only readers of the contents find in its brief."""


def test_a_stranger_is_asked_to_sign_in_first(browser: Browser) -> None:
    for path in (f"/gobiernos/{DISTRICT}/ficha.pdf", "/expedientes/2026-CUS-0001/cargo.pdf"):
        response = browser.get(path)
        assert response.status_code == 303
        assert response.location.startswith("/ingresar?next=")


def test_the_brief_of_ones_own_government_says_where_it_stands_and_what_it_answered(sign_in: SignIn) -> None:
    journey = an_application(at="in_review")
    text = brief_of(sign_in(journey.preparer))
    assert "Municipalidad Distrital de Maras" in text
    assert journey.number in text
    assert "En revisión" in text
    assert REASONS in text
    assert "el plazo vence el 2 de diciembre de 2026" in text


def test_money_is_written_as_in_peru_on_page_and_paper_and_in_both_languages(sign_in: SignIn) -> None:
    journey = an_application()
    journey.fill("profile", budget_pim="8450000.5")
    browser = sign_in(journey.preparer)
    assert "(PIM) S/ 8,450,000.50" in brief_of(browser)
    assert "(PIM) S/ 8,450,000.50" in brief_of(browser, language="en")
    page = browser.get(f"/expedientes/{journey.number}/solicitud/revisar").text
    assert "S/ 8,450,000.50" in page


def test_the_brief_is_in_the_language_asked_for(sign_in: SignIn) -> None:
    journey = an_application(at="in_review")
    text = brief_of(sign_in(journey.preparer), language="en")
    assert "In review" in text
    assert "the accompanying office" in text
    assert "En revisión" not in text


def test_a_language_nobody_speaks_here_gives_the_page_s_own(sign_in: SignIn) -> None:
    journey = an_application()
    assert "Dónde está" in brief_of(sign_in(journey.preparer), language="tlh")


def test_another_city_reads_the_registry_and_nothing_of_the_application(sign_in: SignIn) -> None:
    journey = an_application(at="in_review")
    text = brief_of(sign_in(a_user(Role.PREPARER, organization_code="081302")))
    assert "Municipalidad Distrital de Maras" in text
    assert journey.number not in text
    assert REASONS not in text


def test_another_office_reads_nothing_of_the_application(sign_in: SignIn) -> None:
    journey = an_application(at="in_review")
    assert journey.number not in brief_of(sign_in(a_user(Role.ANALYST, office_code="ODE-PUN")))


def test_the_embassy_reads_the_status_at_first_and_the_answers_once_it_is_sent(sign_in: SignIn) -> None:
    journey = an_application(at="endorsed")
    before = brief_of(sign_in(journey.embassy))
    assert journey.number in before
    assert REASONS not in before
    assert "Rosa Quispe" not in before
    from_sent = an_application("081302", at="sent")
    assert REASONS in brief_of(sign_in(from_sent.embassy), "081302")


def test_a_member_that_never_applied_here_has_a_brief(sign_in: SignIn) -> None:
    text = brief_of(sign_in(a_user(Role.EMBASSY)), "080101")
    assert "Municipalidad Provincial del Cusco" in text
    assert "Categoría por confirmar" in text
    assert "artículo fuente, 2023" in text


def test_a_member_whose_category_is_to_be_confirmed_is_no_full_member_in_its_brief(sign_in: SignIn) -> None:
    journey = an_application(at=Status.ASSOCIATE)
    journey.upload(journey.embassy, "step:excom")
    answers = filled("excom_decision", decision_category="to_confirm")
    journey.take(journey.embassy, ActionKind.COMPLETE, "excom", answers=answers, happened_on=NOON.date())
    text = brief_of(sign_in(journey.preparer))
    assert text.count("Categoría por confirmar") == 4, "the entry, the status, the road and its table"
    assert "iembro pleno" not in text


def test_lima_s_brief_tells_the_study_it_received(sign_in: SignIn) -> None:
    assert "Destino turístico inteligente" in brief_of(sign_in(a_user(Role.COORDINATOR)), "150101")


def test_going_on_without_the_endorsement_is_said_plainly(sign_in: SignIn) -> None:
    journey = an_application(at="not_endorsed")
    text = brief_of(sign_in(journey.head))
    assert "En preparación 23 nov. 2026 Sin conformidad 23 nov. 2026 Con acuerdo" in text
    assert "El concejo sesiona mañana" in text


def test_an_unknown_government_has_no_brief(sign_in: SignIn) -> None:
    assert sign_in(a_user(Role.COORDINATOR)).get("/gobiernos/999999/ficha.pdf").status_code == 404


def test_a_brief_in_english_names_its_sources_in_english_and_once(sign_in: SignIn) -> None:
    browser = sign_in(a_user(Role.COORDINATOR))
    said = {code: brief_of(browser, code, "en") for code in ("150101", "080101")}
    for text in said.values():
        assert "Government data: INEI, National Directory" in text
        assert "figure of 2022, source article, 2023" in text
        assert "old official page, secondary source" not in text
    assert "2,615.16 km²" in said["150101"]
    assert "Smart tourism destination, 2022 source article, 2023" in said["150101"]


def test_a_brief_with_little_to_say_takes_one_page(sign_in: SignIn) -> None:
    browser = sign_in(a_user(Role.COORDINATOR))
    for code in ("150101", "080101", "081301"):
        for language in ("es", "en"):
            pages = PdfReader(io.BytesIO(browser.get(f"/gobiernos/{code}/ficha.pdf?idioma={language}").data)).pages
            assert len(pages) == 1, (code, language)


CORRECTED: dict[str, Any] = {
    "official_name": "Municipalidad Distrital de la Villa de Maras",
    "official_name_en": "District Municipality of the Town of Maras",
    "address": "Jirón Jesús 123",
    "web_domain": "munimaras.gob.pe",
}


def test_who_it_is_is_told_as_its_own_form_corrects_the_registry(sign_in: SignIn) -> None:
    journey = an_application()
    journey.fill("government", **CORRECTED)
    browser = sign_in(journey.preparer)
    spanish, english = brief_of(browser), brief_of(browser, language="en")
    for said in ("official_name", "address", "web_domain"):
        assert CORRECTED[said] in spanish
    assert CORRECTED["official_name_en"] in english
    assert "Según la solicitud, todavía sin certificar: Nombre oficial; Nombre oficial, en inglés;" in spanish


def test_a_blank_corrects_the_registry_where_the_form_takes_one(sign_in: SignIn) -> None:
    journey = an_application("081302")
    browser = sign_in(journey.preparer)
    assert "Dominio: munichinchero.gob.pe" in brief_of(browser, "081302")
    journey.fill("government", web_domain="", official_name="")
    text = brief_of(browser, "081302")
    assert "Dominio: No informado" in text
    assert "Municipalidad Distrital de Chinchero" in text, "a name must be given"


def test_the_embassy_reads_the_registry_until_it_is_sent(sign_in: SignIn) -> None:
    journey = an_application(at="signed")
    journey.fill("government", **CORRECTED)
    text = brief_of(sign_in(journey.embassy))
    assert "Municipalidad Distrital de Maras" in text
    assert not any(said in text for said in CORRECTED.values())
    assert "Según la solicitud" not in text


def test_the_brief_says_of_which_form_it_took_who_it_is(sign_in: SignIn) -> None:
    certified, sent = an_application(at="observed"), an_application("081302", at="sent")
    text = brief_of(sign_in(certified.preparer))
    assert (
        "Según la solicitud certificada el 23 de noviembre de 2026: Nombre oficial, en inglés; RUC; Dirección;" in text
    )
    certified.fill("government", address="Jirón Jesús 123")
    assert "Según la solicitud, todavía sin certificar: " in brief_of(sign_in(certified.preparer))
    assert "Según la solicitud firmada el " in brief_of(sign_in(sent.embassy), "081302")


def test_the_road_stands_where_the_status_does_after_a_change_took_the_endorsement_back(sign_in: SignIn) -> None:
    journey = an_application(at="resolved")
    browser = sign_in(journey.preparer)
    assert "Con acuerdo 23 nov. 2026 Firmado" in brief_of(browser)
    journey.fill("motivation", reasons_es="Queremos otra cosa.")
    text = brief_of(browser)
    assert "En preparación 23 nov. 2026 Revisión Con acuerdo ya hecho: 23 nov. 2026 Firmado Enviado" in text


def test_the_road_stands_at_the_review_and_then_at_its_end(sign_in: SignIn) -> None:
    journey = an_application(at="in_review")
    browser = sign_in(journey.preparer)
    assert "En preparación 23 nov. 2026 Revisión ahora Con acuerdo" in brief_of(browser)
    journey.take(journey.officer, ActionKind.ENDORSE)
    assert "En preparación 23 nov. 2026 Con conformidad 23 nov. 2026 Con acuerdo" in brief_of(browser)


def test_the_road_of_an_institution_ends_with_what_wego_confirms(sign_in: SignIn) -> None:
    lima = occasion_of(a_user(Role.COORDINATOR))
    code = organizations.create(OrganizationType.INSTITUTION, "20100066603", "Instituto Andino", "", lima)
    text = brief_of(sign_in(an_application(code, at="signed").preparer), code)
    assert "Enviado Membresía confirmada" in text
    assert "Miembro pleno" not in text


def test_a_company_is_told_as_what_it_is_and_becomes(sign_in: SignIn) -> None:
    lima = occasion_of(a_user(Role.COORDINATOR))
    code = organizations.create(OrganizationType.COMPANY, "20131312955", "Datos Andinos S.A.C.", "Av. Uno 1", lima)
    before = brief_of(sign_in(a_user(Role.COORDINATOR)), code)
    assert "Puede pedir a la Cancillería, en Lima, que abra su expediente" in before
    journey = an_application(code, at="full")
    text = brief_of(sign_in(journey.preparer), code)
    assert "Miembro corporativo" in text
    assert "Miembro pleno" not in text
    assert "La revisión de la Cancillería" not in text
    assert "Datos de la organización: " in text
