"""Mail as it leaves: from the command or the page, through the real queue and its consumer, to a real mail server."""

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from app.domain.vocabulary import Role
from app.extensions import db, huey
from app.models.outbox import OutboxRow
from app.services import invitations
from app.services.invitations import Guest
from app.services.occasion import system_occasion
from config import ROOT
from tests.conftest import NOON, World
from tests.factories import DISTRICT
from tests.mail_server import Mailbox, mail_server

GUEST = Guest("nueva@example.org", "María Ñuñoa", Role.PREPARER, DISTRICT)
PATIENCE = 60.0  # seconds; a machine that runs everything at once is slow


@pytest.fixture
def mailbox(app: Flask, session: Session, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mailbox]:
    """Run a mail server on loopback and have the program use it."""
    with mail_server() as box:
        monkeypatch.setitem(app.config, "MAIL_URL", box.url)
        yield box


def the_row(session: Session) -> OutboxRow:
    """Return the only piece of work there is, as the database has it now."""
    session.expire_all()
    return session.scalars(sa.select(OutboxRow)).one()


def test_a_real_mail_server_receives_the_letter(mailbox: Mailbox, session: Session) -> None:
    token = invitations.invite_by_command(GUEST, system_occasion(NOON))
    mail = mailbox.mails[0]
    assert (mail["To"], mail["Subject"]) == ("nueva@example.org", "Invitación a Ruta WeGO")
    assert mail["From"] == "Ruta WeGO <no-responder@localhost>"
    assert mail["Date"] == "Mon, 23 Nov 2026 17:00:00 +0000"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Message-ID"] == f"<ruta-{the_row(session).id}@ruta-wego>"
    assert "María Ñuñoa" in mail.get_content()
    assert token in mail.get_content()
    assert (the_row(session).done_at, the_row(session).error) == (NOON, None)


def test_a_password_is_never_sent_in_the_clear(mailbox: Mailbox, app: Flask, session: Session) -> None:
    app.config["MAIL_URL"] = app.config["MAIL_URL"].replace("smtp://", "smtp://ruta:secreto%40@")
    invitations.invite_by_command(GUEST, system_occasion(NOON))
    assert "STARTTLS" in str(the_row(session).error)
    assert mailbox.mails == []


def test_a_server_without_tls_gets_nothing_over_smtps(mailbox: Mailbox, app: Flask, session: Session) -> None:
    app.config["MAIL_URL"] = app.config["MAIL_URL"].replace("smtp://", "smtps://")
    invitations.invite_by_command(GUEST, system_occasion(NOON))
    assert "SSL" in str(the_row(session).error)
    assert mailbox.mails == []


def test_the_command_prints_the_link_that_the_consumer_mails(world: World, mail_box: Mailbox) -> None:
    app = world.empty("sqlite")
    app.config["HUEY_IMMEDIATE"] = False
    huey.init_app(app)
    runner = app.test_cli_runner()
    assert runner.invoke(args=["db", "upgrade"]).exit_code == 0
    invited = runner.invoke(args=["invite", "primera@example.org", "--name", "Primera", "--role", "administrator"])
    assert invited.exit_code == 0, invited.output
    link = invited.output.split()[-1]
    with app.app_context():
        db.engine.dispose()
    consumer = subprocess.Popen(
        [sys.executable, "-m", "flask", "--app", "app", "consume"], cwd=ROOT, env=environment_of(app, mail_box.url)
    )
    try:
        mail_box.wait_for(1, PATIENCE)
    finally:
        consumer.terminate()
        consumer.wait(PATIENCE)
    assert link in mail_box.mails[0].get_content()
    assert link.startswith("http://localhost/invitacion/")
    with app.app_context():
        row = db.session.scalars(sa.select(OutboxRow)).one()
        assert row.done_at is not None
        db.session.close()
        db.engine.dispose()


@pytest.fixture
def mail_box() -> Iterator[Mailbox]:
    """Run a mail server on loopback, for a program of its own."""
    with mail_server() as box:
        yield box


def environment_of(app: Flask, mail_url: str) -> dict[str, str]:
    """Return the environment in which another process is the same program."""
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("RUTA_")},
        "RUTA_INSTANCE_PATH": app.instance_path,
        "RUTA_DATABASE_URL": app.config["SQLALCHEMY_ENGINES"]["default"]["url"],
        "RUTA_SERVER_NAME": app.config["SERVER_NAME"],
        "RUTA_SECRET_KEY": app.config["SECRET_KEY"],
        "RUTA_PASSWORD_SALT": app.config["SECURITY_PASSWORD_SALT"],
        "RUTA_MAIL_URL": mail_url,
    }


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["mal", "--role", "administrator"], "correo completo"),
        (["a@example.org", "--role", "preparer"], "Elija la organización"),
        (["a@example.org", "--role", "preparer", "--organization", "999999"], "ese código"),
        (["a@example.org", "--role", "head", "--office", "ODE-ANC"], "ese código"),
        (["a@example.org", "--role", "alcalde"], "alcalde"),
    ],
)
def test_the_command_says_what_is_wrong_and_invites_nobody(
    arguments: list[str], words: str, app: Flask, session: Session
) -> None:
    invited = app.test_cli_runner().invoke(args=["invite", *arguments, "--name", "Ana"])
    assert invited.exit_code != 0
    assert words in invited.output
    assert session.scalar(sa.select(OutboxRow)) is None
