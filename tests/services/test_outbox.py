"""The outbox: written with the change, done once after it, tried again when it fails."""

import re
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from app import tasks
from app.domain.vocabulary import Role
from app.models.outbox import Mail, OutboxKind, OutboxRow
from app.services import invitations, outbox
from app.services.invitations import Guest
from app.services.occasion import system_occasion
from app.services.outbox import Letter
from app.services.transaction import transaction
from config import PRODUCTION
from tests.conftest import NOON, Clock
from tests.factories import DISTRICT, a_user, occasion_of

GUEST = Guest("nueva@example.org", "María Ñuñoa", Role.PREPARER, DISTRICT)


@pytest.fixture(autouse=True)
def _database(session: Session) -> None:
    """Every test here writes."""


class Post:
    """A mail server in a test's hands: it keeps what it is given, and fails as often as it is told to."""

    def __init__(self) -> None:
        """Accept everything."""
        self.sent: list[tuple[str, Letter]] = []
        self.failures = 0

    def __call__(self, message_id: str, letter: Letter) -> bool:
        """Take a letter."""
        if self.failures:
            self.failures -= 1
            raise ConnectionRefusedError("nobody listens")
        self.sent.append((message_id, letter))
        return True

    @property
    def links(self) -> list[str]:
        """The links mailed, in order; each letter has its own once in Spanish and once in English."""
        return [link for _id, letter in self.sent for link in dict.fromkeys(re.findall(r"http\S+", letter.body))]


@pytest.fixture
def post(monkeypatch: pytest.MonkeyPatch) -> Post:
    """Put a mail server of the test's own behind the program."""
    post = Post()
    monkeypatch.setattr(tasks, "send", post)
    return post


def the_row(session: Session) -> OutboxRow:
    """Return the only piece of work there is, as the database has it now."""
    session.expire_all()
    return session.scalars(sa.select(OutboxRow)).one()


def test_an_invitation_is_mailed_after_the_commit(post: Post, session: Session) -> None:
    token = invitations.invite_by_command(GUEST, system_occasion(NOON))
    (message_id, letter), row = post.sent[0], the_row(session)
    assert (letter.recipient, letter.subject) == ("nueva@example.org", "Invitación a Ruta WeGO")
    assert message_id == f"<ruta-{row.id}@ruta-wego>"
    assert post.links == [f"http://localhost/invitacion/{token}"]
    assert (row.done_at, row.error, row.attempts) == (NOON, None, 0)


def test_the_letter_is_in_spanish_and_in_english(post: Post) -> None:
    invitations.invite_by_command(GUEST, system_occasion(NOON))
    spanish, english = post.sent[0][1].body.split("--------")
    assert "Responsable de la postulación, Municipalidad Distrital de Maras" in spanish
    assert "30 de noviembre de 2026" in spanish
    assert "30 November 2026" in english


def test_a_sent_letter_is_not_kept_and_an_unsent_one_is(session: Session, post: Post) -> None:
    invitations.invite_by_command(GUEST, system_occasion(NOON))
    kept = session.scalars(sa.select(Mail)).one()
    assert (kept.was_sent, kept.body) == (True, "")


def test_without_a_mail_server_the_demo_keeps_the_letter(session: Session) -> None:
    token = invitations.invite_by_command(GUEST, system_occasion(NOON))
    kept = session.scalars(sa.select(Mail)).one()
    assert not kept.was_sent
    assert token in kept.body


def test_without_a_mail_server_production_says_so_and_waits(
    app: Flask, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "MODE", PRODUCTION)
    invitations.invite_by_command(GUEST, system_occasion(NOON))
    row = the_row(session)
    assert row.done_at is None
    assert "RUTA_MAIL_URL" in str(row.error)
    assert session.scalar(sa.select(Mail)) is None


def test_work_is_done_once_however_often_it_is_asked_for(post: Post, session: Session) -> None:
    invitations.invite_by_command(GUEST, system_occasion(NOON))
    tasks.deliver.call_local(the_row(session).id)
    tasks.sweep.call_local()
    assert len(post.sent) == 1


def test_work_for_a_row_that_is_not_there_is_left_alone(post: Post) -> None:
    tasks.deliver.call_local(987_654)
    assert post.sent == []


def test_a_failure_is_kept_and_tried_again_ever_later(post: Post, session: Session, clock: Clock) -> None:
    post.failures = 3
    invitations.invite_by_command(GUEST, system_occasion(NOON))
    waits = []
    for attempt in (1, 2, 3):
        row = the_row(session)
        assert (row.attempts, row.done_at) == (attempt, None)
        assert row.error == "ConnectionRefusedError: nobody listens"
        waits.append(row.due_at - clock())
        clock.set(row.due_at - timedelta(seconds=1))
        tasks.sweep.call_local()
        assert post.sent == []
        clock.set(row.due_at)
        tasks.sweep.call_local()
    assert waits == [timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=4)]
    assert len(post.sent) == 1
    assert (the_row(session).done_at, the_row(session).error) == (clock(), None)


def test_the_wait_has_a_limit(session: Session, clock: Clock, post: Post) -> None:
    invitations.invite_by_command(GUEST, system_occasion(NOON))
    row = the_row(session)
    row.done_at, row.due_at, row.attempts, post.failures = None, NOON, 30, 1
    session.commit()
    tasks.deliver.call_local(row.id)
    assert the_row(session).due_at - clock() == timedelta(hours=6)


def test_two_workers_do_not_send_the_same_letter(session: Session, clock: Clock, post: Post) -> None:
    calls: list[str] = []

    def slow(message_id: str, _letter: Letter) -> bool:
        calls.append(message_id)
        outbox.deliver(the_row(session).id, clock(), tasks.WRITERS, slow)  # Another worker, in the middle of it.
        return True

    post.failures = 1
    invitations.invite_by_command(GUEST, system_occasion(NOON))
    clock.advance(minutes=1)
    outbox.deliver(the_row(session).id, clock(), tasks.WRITERS, slow)
    assert len(calls) == 1


def test_a_worker_that_dies_after_handing_over_leaves_one_letter_twice(
    session: Session, clock: Clock, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_args: Any, **_kwargs: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(outbox, "_finish", die)
        invitations.invite_by_command(GUEST, system_occasion(NOON))
    assert outbox.due(clock()) == []
    clock.advance(minutes=5)
    tasks.sweep.call_local()
    first, second = post.sent
    assert first == second
    token = post.links[0].rpartition("/")[2]
    assert invitations.opened(token, system_occasion(clock())) is not None


def test_an_invitation_taken_back_while_it_waits_is_not_mailed(post: Post, session: Session, clock: Clock) -> None:
    post.failures = 1
    inviter = a_user(Role.ANALYST)
    number = invitations.invite(GUEST, occasion_of(inviter))
    invitations.withdraw(number, occasion_of(inviter))
    clock.advance(hours=1)
    tasks.sweep.call_local()
    assert post.sent == []
    assert the_row(session).done_at == clock()


def test_an_invitation_that_expired_while_it_waited_is_not_mailed(post: Post, session: Session, clock: Clock) -> None:
    post.failures = 1
    invitations.invite_by_command(GUEST, system_occasion(NOON))
    clock.advance(days=8)
    tasks.sweep.call_local()
    assert post.sent == []
    assert the_row(session).done_at == clock()


def test_a_mail_overtaken_by_a_later_one_is_not_sent(post: Post, session: Session, clock: Clock) -> None:
    post.failures = 1
    inviter = a_user(Role.ANALYST)
    number = invitations.invite(GUEST, occasion_of(inviter))
    invitations.resend(number, occasion_of(inviter))
    clock.advance(hours=1)
    tasks.sweep.call_local()
    assert len(post.sent) == 1
    assert invitations.opened(post.links[0].rpartition("/")[2], system_occasion(clock())) is not None


def test_a_change_that_is_rolled_back_mails_nothing(post: Post, session: Session) -> None:
    def write_and_fail() -> None:
        with transaction() as open_session:
            outbox.put(open_session, OutboxKind.INVITATION, {"invitation": 1}, NOON)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        write_and_fail()
    assert session.scalar(sa.select(OutboxRow)) is None
    assert post.sent == []


def test_what_waits_and_what_went_is_listed(post: Post) -> None:
    post.failures = 1
    invitations.invite_by_command(GUEST, system_occasion(NOON))
    invitations.invite_by_command(Guest("otra@example.org", "Otra", Role.SIGNATORY, DISTRICT), system_occasion(NOON))
    assert [mail.recipient for mail in outbox.mails()] == ["otra@example.org"]
    assert [row.attempts for row in outbox.waiting()] == [1]
