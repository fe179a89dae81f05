"""The pages of invitations: whom to invite, what was sent, and taking the place."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.domain.vocabulary import Role
from app.services import invitations
from app.services.accounts import actor_of
from tests.conftest import NOON, Browser, Clock, SignIn
from tests.factories import DISTRICT, a_user, occasion_of
from tests.invited import a_guest, last_token

NEW = {"name": "Nueva Persona", "email": "nueva@example.org", "role": "preparer"}
ACCOUNT = {
    "name": "Nueva Persona",
    "post": "Cooperación",
    "password": "llama cordillera quinua",
    "repeated": "llama cordillera quinua",
}


@pytest.fixture
def city(sign_in: SignIn) -> Browser:
    """Open a browser in which a city's preparer is signed in."""
    return sign_in(a_user(Role.PREPARER))


@pytest.fixture
def link(session: Session) -> str:
    """Invite somebody and give the address they find in their mail."""
    invitations.invite(a_guest(), occasion_of(a_user(Role.ANALYST)))
    return f"/invitacion/{last_token(session)}"


def test_a_city_invites_a_colleague(city: Browser) -> None:
    page = city.get("/invitaciones").text
    assert "Invitar a una persona: Municipalidad Distrital de Maras" in page
    assert "Analista" not in page
    sent = city.post(f"/invitaciones?gobierno={DISTRICT}", data=NEW)
    assert sent.status_code == 303
    page = city.get(sent.headers["Location"]).text
    assert "La invitación va en camino a nueva@example.org." in page
    assert "30 de noviembre de 2026" in page


def test_the_form_comes_back_with_what_was_typed(city: Browser) -> None:
    answer = city.post("/invitaciones", data={"name": "", "email": "mal", "role": "preparer"})
    assert answer.status_code == 422
    assert '<a href="#name">Escriba el nombre de la persona.</a>' in answer.text
    answer = city.post("/invitaciones", data={"name": "Ana", "email": "mal", "role": "preparer"})
    assert answer.status_code == 422
    assert '<a href="#email">Escriba un correo completo' in answer.text
    assert 'value="mal"' in answer.text
    assert 'value="Ana"' in answer.text


@pytest.mark.parametrize(
    "changed",
    [
        {"email": ""},
        {"role": ""},
        {"role": "administrator"},
        {"role": "head"},
        {"name": "x" * 201},
        {"email": "x" * 300},
    ],
)
def test_bad_input_is_refused_in_words(changed: dict[str, str], city: Browser) -> None:
    answer = city.post("/invitaciones", data=NEW | changed)
    assert answer.status_code == 422
    assert "Revise lo siguiente" in answer.text


def test_pressing_twice_invites_once(city: Browser) -> None:
    assert city.post("/invitaciones", data=NEW).status_code == 303
    again = city.post("/invitaciones", data=NEW)
    assert again.status_code == 422
    assert "puede reenviarla" in again.text


def test_whoever_may_invite_to_several_places_chooses_one_first(sign_in: SignIn, session: Session) -> None:
    answer = sign_in(a_user(Role.ANALYST)).post("/invitaciones", data=NEW)
    assert answer.status_code == 422
    assert "Primero elija de dónde es la persona." in answer.text


@pytest.mark.parametrize("query", ["gobierno=080101", "oficina=ODE-CUS", "oficina=administracion"])
def test_a_place_that_is_not_theirs_is_refused(query: str, city: Browser) -> None:
    assert city.get(f"/invitaciones?{query}").status_code == 403
    assert city.post(f"/invitaciones?{query}", data=NEW).status_code == 403


@pytest.mark.parametrize("query", ["gobierno=999999", "oficina=ODE-ZZZ", "gobierno=%00", "gobierno=" + "9" * 500])
def test_an_unknown_place_is_not_found(query: str, city: Browser) -> None:
    assert city.get(f"/invitaciones?{query}").status_code == 404


def test_an_office_finds_the_government_first(sign_in: SignIn) -> None:
    officer = sign_in(a_user(Role.ANALYST))
    page = officer.get("/invitaciones?q=maras").text
    assert f"/invitaciones?gobierno={DISTRICT}" in page
    assert "No se encontró" in officer.get("/invitaciones?q=trujillo").text
    assert officer.get(f"/invitaciones?gobierno={DISTRICT}").status_code == 200


def test_lima_invites_to_any_office(sign_in: SignIn) -> None:
    lima = sign_in(a_user(Role.COORDINATOR))
    page = lima.get("/invitaciones").text
    assert "Oficina Desconcentrada en Puno" in page
    assert "Administración del programa" not in page
    sent = lima.post("/invitaciones?oficina=EMB-SEL", data=NEW | {"role": "embassy"})
    assert sent.headers["Location"] == "/invitaciones?oficina=EMB-SEL"


def test_an_administrator_invites_another(sign_in: SignIn) -> None:
    browser = sign_in(a_user(Role.ADMINISTRATOR))
    sent = browser.post("/invitaciones?oficina=administracion", data=NEW | {"role": "administrator"})
    assert sent.status_code == 303


def test_the_embassy_invites_nobody(sign_in: SignIn) -> None:
    assert sign_in(a_user(Role.EMBASSY)).get("/invitaciones").status_code == 403


def test_an_invitation_is_sent_again_and_taken_back(sign_in: SignIn, session: Session) -> None:
    inviter = a_user(Role.ANALYST)
    number = invitations.invite(a_guest(), occasion_of(inviter))
    first, browser = last_token(session), sign_in(inviter)
    assert browser.post(f"/invitaciones/{number}/reenviar").status_code == 303
    second = last_token(session)
    assert browser.get(f"/invitacion/{first}").status_code == 404
    assert browser.get(f"/invitacion/{second}").status_code == 200
    assert browser.post(f"/invitaciones/{number}/anular").status_code == 303
    assert browser.get(f"/invitacion/{second}").status_code == 404
    assert browser.post(f"/invitaciones/{number}/reenviar").status_code == 409


@pytest.mark.parametrize("what", ["reenviar", "anular"])
def test_an_invitation_of_others_does_not_exist(what: str, sign_in: SignIn) -> None:
    number = invitations.invite(a_guest(), occasion_of(a_user(Role.ANALYST)))
    stranger = sign_in(a_user(Role.PREPARER, organization_code="080101"))
    assert stranger.post(f"/invitaciones/{number}/{what}").status_code == 404
    assert stranger.post(f"/invitaciones/999999/{what}").status_code == 404
    assert stranger.get(f"/invitaciones/{number}/{what}").status_code == 405


def test_reading_the_link_changes_nothing(browser: Browser, link: str) -> None:
    for _ in range(3):
        page = browser.get(link)
        assert page.status_code == 200
    assert "Nueva Persona, nueva.persona@example.org" in page.text
    assert "Responsable de la postulación" in page.text
    assert "Municipalidad Distrital de Maras" in page.text


def test_accepting_makes_the_account_and_signs_in(browser: Browser, link: str, session: Session) -> None:
    done = browser.post(link, data=ACCOUNT)
    assert (done.status_code, done.headers["Location"]) == (303, "/inicio")
    assert browser.get("/gobiernos").status_code == 200
    assert browser.get(link).status_code == 404
    assert browser.post(link, data=ACCOUNT).status_code == 404
    browser.post("/salir")
    entered = browser.post("/ingresar", data={"email": "nueva.persona@example.org", "password": ACCOUNT["password"]})
    assert entered.headers["Location"] == "/inicio"


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"name": ""}, "#name"),
        ({"name": "x" * 201}, "#name"),
        ({"post": "x" * 201}, "#post"),
        ({"password": ""}, "#password"),
        ({"password": "corta", "repeated": "corta"}, "Use 12 caracteres o más."),
        ({"password": "x" * 201, "repeated": "x" * 201}, "Use 200 caracteres o menos."),
        ({"password": "aaaaaaaaaaaa", "repeated": "aaaaaaaaaaaa"}, "Elija otra"),
        ({"repeated": "llama cordillera maíz"}, "#repeated"),
        ({"repeated": ""}, "#repeated"),
    ],
)
def test_an_account_needs_a_name_and_a_password_typed_twice(
    changed: dict[str, str], words: str, browser: Browser, link: str
) -> None:
    answer = browser.post(link, data=ACCOUNT | changed)
    assert answer.status_code == 422
    assert words in answer.text
    if "post" not in changed:
        assert 'value="Cooperación"' in answer.text
    assert "cordillera" not in answer.text
    assert browser.get(link).status_code == 200
    assert browser.get("/gobiernos").status_code == 303


@pytest.mark.parametrize("token", ["x", "x" * 43, "x" * 3000, "ñ"])
def test_a_link_that_leads_nowhere_says_what_to_do(token: str, browser: Browser) -> None:
    for answer in (browser.get(f"/invitacion/{token}"), browser.post(f"/invitacion/{token}", data=ACCOUNT)):
        assert answer.status_code == 404
        assert "Este enlace ya no sirve" in answer.text


def test_a_link_that_expired_says_what_to_do(browser: Browser, link: str, clock: Clock) -> None:
    clock.advance(days=7)
    answer = browser.get(link)
    assert answer.status_code == 404
    assert "pida una invitación nueva" in answer.text


def test_who_has_an_account_accepts_with_a_button_and_signs_in_as_ever(browser: Browser, link: str) -> None:
    user = a_user(Role.PREPARER, organization_code="080101", email="nueva.persona@example.org")
    page = browser.get(link).text
    assert "Ya tiene una cuenta con este correo." in page
    assert "Contraseña" not in page
    done = browser.post(link)
    assert (done.status_code, done.headers["Location"]) == (303, "/ingresar")
    assert browser.get("/gobiernos").status_code == 303  # A forwarded mail opens nobody's account.
    assert len(actor_of(user.id, NOON.date()).mandates) == 2


def test_who_is_signed_in_already_goes_home(sign_in: SignIn, link: str) -> None:
    browser = sign_in(a_user(Role.PREPARER, organization_code="080101", email="nueva.persona@example.org"))
    assert browser.post(link).headers["Location"] == "/inicio"


def test_somebody_else_is_asked_to_sign_out_first(sign_in: SignIn, link: str) -> None:
    browser = sign_in(a_user(Role.HEAD))
    assert "Usted ingresó con otra cuenta" in browser.get(link).text
    assert browser.post(link, data=ACCOUNT).status_code == 409
    out = browser.post("/salir", data={"next": link})
    assert out.headers["Location"] == link
    assert browser.post(out.headers["Location"], data=ACCOUNT).status_code == 303


def test_accepting_takes_the_token(app: Flask, browser: Browser, link: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    assert browser.post(link, data=ACCOUNT).status_code == 400
    assert browser.get(link).status_code == 200


def test_nobody_invites_without_signing_in(browser: Browser) -> None:
    assert browser.get("/invitaciones").headers["Location"] == "/ingresar?next=/invitaciones"
    assert browser.post("/invitaciones", data=NEW).headers["Location"] == "/ingresar"
