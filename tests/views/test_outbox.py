"""The demo's outbox: mails with their links, and the work that waits."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app import tasks
from app.domain.vocabulary import Role
from app.services import invitations
from app.services.occasion import system_occasion
from config import PRODUCTION
from tests.conftest import NOON, SignIn
from tests.factories import a_user
from tests.invited import a_guest, last_token


def test_an_empty_outbox_says_how_to_fill_it(sign_in: SignIn) -> None:
    page = sign_in(a_user(Role.PREPARER)).get("/correo").text
    assert "Todavía no hay mensajes." in page
    assert "En espera" not in page


def test_a_mail_is_shown_with_a_link_to_follow(sign_in: SignIn, session: Session) -> None:
    invitations.invite_by_command(a_guest(), system_occasion(NOON))
    page = sign_in(a_user(Role.PREPARER)).get("/correo").text
    assert f'<a href="http://localhost/invitacion/{last_token(session)}"' in page
    assert "nueva.persona@example.org" in page


def test_what_failed_is_shown_with_its_reason(sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_given: object) -> bool:
        raise ConnectionRefusedError("nobody <listens>")

    monkeypatch.setattr(tasks, "send", refuse)
    browser = sign_in(a_user(Role.PREPARER))
    invitations.invite_by_command(a_guest(), system_occasion(NOON))
    page = browser.get("/correo").text
    assert "ConnectionRefusedError: nobody &lt;listens&gt;" in page
    assert "23 de noviembre de 2026, 12:01" in page


def test_production_has_no_such_page(app: Flask, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = sign_in(a_user(Role.ADMINISTRATOR))
    monkeypatch.setitem(app.config, "MODE", PRODUCTION)
    assert browser.get("/correo").status_code == 404
