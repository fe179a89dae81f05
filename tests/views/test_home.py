"""The first page of whoever signed in says what is theirs to do now."""

from datetime import timedelta

from sqlalchemy.orm import Session

from app.domain.progress.actions import ActionKind
from app.domain.vocabulary import Role, Status
from tests.conftest import Browser, SignIn
from tests.factories import NOON, a_user, an_application
from tests.views.application_pages import address, links, primary, words


def test_an_anonymous_visitor_signs_in_first(browser: Browser) -> None:
    response = browser.get("/inicio")
    assert response.status_code == 303
    assert response.location.endswith("/ingresar?next=/inicio")


def test_a_city_without_an_application_is_offered_to_open_one(sign_in: SignIn, session: Session) -> None:
    page = sign_in(a_user(Role.PREPARER)).get("/inicio")
    assert page.status_code == 200
    assert "Su organización no tiene un expediente abierto." in words(page)
    assert primary(page) == ["/expedientes/nuevo?codigo=081305"]


def test_a_city_finds_its_application_its_road_and_what_to_do_first(sign_in: SignIn, session: Session) -> None:
    journey = an_application(at=Status.PREPARING)
    page = sign_in(journey.preparer).get("/inicio")
    assert "Está en el paso 4" in words(page, ".sentence")
    assert primary(page) == [address(journey, "solicitud")]
    assert "Completar la sección «Perfil»" in words(page, ".road-step.is-open")
    assert len(words(page, ".road-step.is-open .road-title").split("Paso")) == 2


def test_a_city_that_is_a_member_goes_to_its_membership(sign_in: SignIn, session: Session) -> None:
    page = sign_in(a_user(Role.PREPARER, organization_code="080101")).get("/inicio")
    assert primary(page) == ["/miembros/080101"]
    assert "/expedientes/nuevo?codigo=080101" not in links(page)


def test_a_city_whose_application_was_archived_may_reopen_it(sign_in: SignIn, session: Session) -> None:
    journey = an_application(at=Status.ARCHIVED)
    page = sign_in(journey.preparer).get("/inicio")
    assert primary(page) == [address(journey, "acciones/reopen")]


def test_an_office_sees_its_turn_what_is_overdue_and_what_waits_for_others(sign_in: SignIn, session: Session) -> None:
    reviewed = an_application("081305", at=Status.IN_REVIEW)
    late = an_application("081302", at=Status.DRAFT, now=NOON - timedelta(days=30))
    elsewhere = an_application("130101", at=Status.DRAFT)
    page = sign_in(reviewed.officer).get("/inicio")
    turn, overdue, waiting = (words(page, f"main > section:nth-of-type({place})") for place in (1, 2, 3))
    assert turn.startswith("Le toca a su oficina (1)")
    assert "Maras" in turn
    assert "Paso 9: Revisar la solicitud" in turn
    assert overdue.startswith("Con el plazo vencido (1)")
    assert "Vencido" in overdue
    assert waiting.startswith("Esperan a otros (1)")
    assert late.number in waiting
    assert elsewhere.number not in words(page)
    assert "/expedientes/nuevo" in links(page)


def test_lima_sees_what_no_office_accompanies_and_how_many_stand_where(sign_in: SignIn, session: Session) -> None:
    lone = an_application("120101", at=Status.IN_REVIEW)  # Huancayo, in Junín, which no office serves.
    served = an_application("081305", at=Status.PREPARING)
    page = sign_in(lone.coordinator).get("/inicio")
    first = words(page, "main > section:nth-of-type(1)")
    assert first.startswith("Le toca a Lima, donde no hay oficina desconcentrada (1)")
    assert lone.number in first
    assert served.number not in first
    assert "/expedientes?estado=preparing" in links(page)
    assert "/expedientes?estado=in_review" in links(page)


def test_the_embassy_sees_only_what_was_sent_and_waits_for_an_answer(sign_in: SignIn, session: Session) -> None:
    sent = an_application("081305", at=Status.SENT)
    preparing = an_application("081302", at=Status.PREPARING)
    page = sign_in(sent.embassy).get("/inicio")
    first = words(page, "main > section:nth-of-type(1)")
    assert first.startswith("Enviados que esperan la respuesta de WeGO (1)")
    assert sent.number in first
    assert preparing.number not in first


def test_an_administrator_is_sent_to_the_invitations(sign_in: SignIn, session: Session) -> None:
    page = sign_in(a_user(Role.ADMINISTRATOR)).get("/inicio")
    assert primary(page) == ["/invitaciones"]


def test_an_account_without_a_role_is_told_whom_to_ask(sign_in: SignIn, session: Session) -> None:
    page = sign_in(a_user(None)).get("/inicio")
    assert "Su cuenta todavía no tiene un cargo." in words(page)


def test_a_suspended_application_offers_to_resume_it_first(sign_in: SignIn, session: Session) -> None:
    journey = an_application(at=Status.SUSPENDED)
    page = sign_in(journey.preparer).get("/inicio")
    assert primary(page) == [address(journey, f"acciones/{ActionKind.RESUME}")]
    assert "Está suspendido" in words(page, ".sentence")
