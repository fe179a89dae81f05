"""The brief and the receipt as people download them: what each reader may see, in which language, of which moment."""

import io

import pytest
from pypdf import PdfReader
from werkzeug.test import TestResponse

from app.domain.progress.actions import ActionKind
from app.domain.vocabulary import Role, Status
from tests.conftest import Browser, SignIn
from tests.factories import DISTRICT, Journey, a_user, an_application, filled

REASONS = "ordenar la visita a las salineras"
"""Words of the applicant's own, which only readers of the contents find in its brief."""


def words(response: TestResponse) -> str:
    """Return the text of a PDF answer, its lines joined."""
    assert response.status_code == 200
    assert response.mimetype == "application/pdf"
    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(response.data)).pages)
    return " ".join(text.split())


def brief_of(browser: Browser, code: str = DISTRICT, language: str = "es") -> str:
    """Download the brief of a government and return its text."""
    return words(browser.get(f"/gobiernos/{code}/ficha.pdf?idioma={language}"))


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
    journey.take(journey.embassy, ActionKind.COMPLETE, "excom", answers=answers)
    text = brief_of(sign_in(journey.preparer))
    assert text.count("Categoría por confirmar") == 4, "the entry, the status, the road and its table"
    assert "iembro pleno" not in text


def test_lima_s_brief_tells_the_study_it_received(sign_in: SignIn) -> None:
    assert "Destino turístico inteligente" in brief_of(sign_in(a_user(Role.COORDINATOR)), "150101")


def test_going_on_without_the_endorsement_is_said_plainly(sign_in: SignIn) -> None:
    journey = an_application(at="not_endorsed")
    text = brief_of(sign_in(journey.head))
    assert "Sin conformidad" in text
    assert "El concejo sesiona mañana" in text


def test_an_unknown_government_has_no_brief(sign_in: SignIn) -> None:
    assert sign_in(a_user(Role.COORDINATOR)).get("/gobiernos/999999/ficha.pdf").status_code == 404


def receipt_of(journey: Journey, browser: Browser, query: str = "") -> TestResponse:
    """Download the receipt of an application."""
    return browser.get(f"/expedientes/{journey.number}/cargo.pdf?{query}")


def test_the_receipt_says_what_was_handed_in_by_whom_and_until_when(sign_in: SignIn) -> None:
    journey = an_application(at="in_review")
    text = words(receipt_of(journey, sign_in(journey.preparer)))
    assert "Constancia de registro en Ruta WeGO; no reemplaza el cargo de la mesa de partes" in text
    assert journey.number in text
    assert "Rosa Quispe" in text
    assert "7 días hábiles" in text
    assert "2 de diciembre de 2026" in text
    certification = journey.shown(journey.preparer).dossier.state.certification
    event = next(e for e in journey.shown(journey.preparer).dossier.events if e.sequence == certification.sequence)  # type: ignore[union-attr]
    assert event.data["form_hash"] in text.replace(" ", "")


def test_nothing_handed_in_no_receipt(sign_in: SignIn) -> None:
    journey = an_application()
    assert receipt_of(journey, sign_in(journey.preparer)).status_code == 404


def test_a_receipt_of_an_event_that_certified_nothing_does_not_exist(sign_in: SignIn) -> None:
    journey = an_application(at="in_review")
    assert receipt_of(journey, sign_in(journey.preparer), "registro=1").status_code == 404


@pytest.mark.parametrize(("role", "status"), [(Role.PREPARER, 404), (Role.EMBASSY, 403)])
def test_a_receipt_is_for_those_who_may_read_the_contents(sign_in: SignIn, role: Role, status: int) -> None:
    journey = an_application(at="in_review")
    other = {Role.PREPARER: a_user(Role.PREPARER, organization_code="081302"), Role.EMBASSY: journey.embassy}
    assert receipt_of(journey, sign_in(other[role])).status_code == status


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
