"""Signing in and out: one answer for every pair that opens nothing, and nowhere to be sent but here."""

import re
import unicodedata
from typing import Literal
from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.domain.vocabulary import Role
from app.models.user import User
from config import PRODUCTION
from tests.conftest import Browser, SignIn
from tests.factories import PASSWORD, a_user

GENERIC = "El correo o la contraseña no son correctos."


def signed_in(browser: Browser) -> bool:
    """Say whether the browser gets past the door."""
    return browser.get("/gobiernos").status_code == 200


def enter(browser: Browser, email: str, password: str = PASSWORD, **more: str) -> tuple[int, str, str]:
    """Send the form; return the status, where it leads and the page."""
    response = browser.post("/ingresar", data={"email": email, "password": password, **more})
    return response.status_code, response.headers.get("Location", ""), response.text


@pytest.fixture
def ana(browser: Browser) -> User:
    """Make an account with a password."""
    return a_user(Role.PREPARER, email="ana@example.org", password=PASSWORD)


@pytest.mark.parametrize("email", ["ana@example.org", " ANA@Example.org "])
def test_the_right_pair_opens_the_home(email: str, browser: Browser, ana: User) -> None:
    assert enter(browser, email)[:2] == (302, "/inicio")
    assert signed_in(browser)


@pytest.mark.parametrize("way", ["NFC", "NFD"])
def test_accents_may_be_typed_in_either_way(way: Literal["NFC", "NFD"], browser: Browser) -> None:
    words = "contraseña Ñandú sube"
    a_user(Role.PREPARER, email="tilde@example.org", password=words)
    assert enter(browser, "tilde@example.org", unicodedata.normalize(way, words))[0] == 302


def close(user: User, session: Session) -> None:
    """Close an account."""
    session.get_one(User, user.id).active = False
    session.commit()


def test_every_pair_that_opens_nothing_gets_the_same_answer(browser: Browser, ana: User, session: Session) -> None:
    close(a_user(Role.PREPARER, email="cerrada@example.org", password=PASSWORD), session)
    without = a_user(Role.PREPARER, email="sin@example.org")
    session.get_one(User, without.id).password = None
    session.commit()
    pairs = [
        ("ana@example.org", "otra"),
        ("nadie@example.org", PASSWORD),
        ("cerrada@example.org", PASSWORD),
        ("sin@example.org", PASSWORD),
        ("no es un correo", PASSWORD),
        ("x" * 300, PASSWORD),
    ]
    pages = []
    for email, password in pairs:
        status, _, page = enter(browser, email, password)
        assert status == 422
        assert page.count(GENERIC) == 1
        pages.append(re.sub(r'name="csrf_token"[^>]*', "", page).replace(email, ""))  # The token tells the second.
    assert len(set(pages)) == 1
    assert not signed_in(browser)


def test_what_is_left_empty_is_named_at_its_field(browser: Browser) -> None:
    status, _, page = enter(browser, "", "")
    assert status == 422
    assert '<a href="#email">Escriba su correo electrónico.</a>' in page
    assert '<a href="#password">Escriba su contraseña.</a>' in page
    assert GENERIC not in page
    status, _, page = enter(browser, "ana@example.org", "")
    assert "Escriba su contraseña." in page
    assert "Escriba su correo" not in page
    assert 'value="ana@example.org"' in page


def test_the_answers_come_in_english_too(browser: Browser, ana: User) -> None:
    browser.post("/idioma", data={"language": "en", "next": "/ingresar"})
    page = enter(browser, "ana@example.org", "wrong")[2]
    assert GENERIC not in page
    assert '<html lang="en">' in page


@pytest.mark.parametrize("where", ["/gobiernos?q=maras", "/miembros/080101"])
def test_who_was_asked_to_sign_in_goes_on_to_where_they_were(where: str, browser: Browser, ana: User) -> None:
    asked = browser.get(where)
    assert asked.status_code == 303
    page = browser.get(asked.headers["Location"])
    assert f'name="next" type="hidden" value="{where}"' in page.text
    assert enter(browser, "ana@example.org", next=where)[1] == where


@pytest.mark.parametrize(
    "where", ["https://example.org/", "//example.org", "/\\example.org", "javascript:alert(1)", "\\\\example.org", ""]
)
def test_nobody_is_sent_to_another_site(where: str, browser: Browser, ana: User) -> None:
    status, location, _ = enter(browser, "ana@example.org", next=where)
    assert status == 302
    assert urlsplit(urljoin("http://localhost/ingresar", location)).netloc == "localhost"
    assert "\\" not in location


def test_signing_out_takes_a_post(sign_in: SignIn) -> None:
    browser = sign_in(a_user(Role.PREPARER))
    assert browser.get("/salir").status_code == 405
    assert signed_in(browser)
    assert browser.post("/salir").headers["Location"] == "/"
    assert not signed_in(browser)


def test_signing_out_takes_the_token(app: Flask, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = sign_in(a_user(Role.PREPARER))
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    refused = browser.post("/salir")
    assert refused.status_code == 400
    assert "quedó abierta desde antes" in refused.text
    assert "corrija lo indicado" not in refused.text, "nothing is indicated"
    assert signed_in(browser)


def test_a_closed_account_is_out_at_once(sign_in: SignIn, session: Session) -> None:
    user = a_user(Role.PREPARER)
    browser = sign_in(user)
    assert signed_in(browser)
    close(user, session)
    assert not signed_in(browser)


def a_demo_analyst(session: Session) -> None:
    """Make one of the demo's accounts."""
    user = a_user(Role.ANALYST, email="analista@example.org")
    session.get_one(User, user.id).is_demo = True
    session.commit()


def test_the_demo_shows_accounts_only_where_they_exist(browser: Browser, session: Session) -> None:
    assert "Cuentas de demostración" not in browser.get("/ingresar").text
    a_demo_analyst(session)
    page = browser.get("/ingresar").text
    assert "analista@example.org" in page
    assert "Analista de oficina" in page
    assert "demostracion-wego-2026" in page


def test_production_shows_no_accounts(
    app: Flask, browser: Browser, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_demo_analyst(session)
    monkeypatch.setitem(app.config, "MODE", PRODUCTION)
    page = browser.get("/ingresar").text
    assert "analista@example.org" not in page
    assert "demostracion-wego-2026" not in page


@pytest.mark.parametrize("path", ["/verify", "/login", "/logout", "/register", "/reset", "/change", "/fs-static/x.js"])
def test_no_page_of_the_library_stands_beside_ours(path: str, browser: Browser) -> None:
    assert browser.get(path).status_code == 404
