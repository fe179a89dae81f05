"""Accepting an invitation: one use, a time limit, an account at the end, a password that holds."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from app.domain.errors import InputError, WrongStepError
from app.domain.vocabulary import Role
from app.models.outbox import OutboxRow
from app.models.user import Invitation, User
from app.services import invitations, outbox
from app.services.accounts import actor_of
from app.services.occasion import Occasion, system_occasion
from tests.conftest import NOON, Clock
from tests.factories import a_user, occasion_of
from tests.invited import a_guest, last_token

OTHER = "080101"
HASH = "a hash, as good as any"


@pytest.fixture(autouse=True)
def _database(session: Session) -> None:
    """Every test here writes."""


def at(**later: float) -> Occasion:
    """Return the occasion of nobody signed in, some time after noon."""
    return system_occasion(NOON + timedelta(**later))


def test_accepting_makes_an_account_with_the_role_and_nothing_else(session: Session) -> None:
    invitations.invite(a_guest(), occasion_of(a_user(Role.ANALYST)))
    accepted = invitations.accept(last_token(session), " Nueva  Persona ", "Alcaldesa", HASH, at(hours=1))
    user = session.get_one(User, accepted.user_id)
    assert accepted.is_new
    assert (user.email, user.post, user.password) == ("nueva.persona@example.org", "Alcaldesa", HASH)
    mandates = actor_of(user.id, NOON.date()).mandates
    assert [(mandate.role, mandate.office_id) for mandate in mandates] == [(Role.PREPARER, None)]


def test_a_link_works_once(session: Session) -> None:
    invitations.invite(a_guest(), occasion_of(a_user(Role.ANALYST)))
    token = last_token(session)
    invitations.accept(token, "Nueva", "", HASH, at(hours=1))
    assert invitations.opened(token, at(hours=1)) is None
    with pytest.raises(WrongStepError):
        invitations.accept(token, "Otra", "", HASH, at(hours=1))
    assert session.scalar(sa.select(sa.func.count()).select_from(User).where(User.name == "Otra")) == 0


def test_a_link_works_for_seven_days(session: Session) -> None:
    invitations.invite(a_guest(), occasion_of(a_user(Role.ANALYST)))
    token = last_token(session)
    assert invitations.opened(token, at(days=7, seconds=-1)) is not None
    assert invitations.opened(token, at(days=7)) is None
    with pytest.raises(WrongStepError):
        invitations.accept(token, "Nueva", "", HASH, at(days=7))


def test_an_unknown_link_opens_nothing() -> None:
    assert invitations.opened("x" * 43, at()) is None
    with pytest.raises(WrongStepError):
        invitations.accept("", "Nueva", "", HASH, at())


def test_reading_a_link_changes_nothing(session: Session) -> None:
    invitations.invite(a_guest(), occasion_of(a_user(Role.ANALYST)))
    token = last_token(session)
    for _ in range(2):
        found = invitations.opened(token, at(hours=1))
        assert found is not None
        assert (found.account_id, found.is_somebody_else) == (None, False)
    assert not session.dirty


def test_an_account_that_exists_gets_the_role_and_keeps_its_password(session: Session) -> None:
    user = a_user(Role.PREPARER, email="nueva.persona@example.org", organization_code=OTHER)
    invitations.invite(a_guest(), occasion_of(a_user(Role.ANALYST)))
    accepted = invitations.accept(last_token(session), "", "", None, at(hours=1))
    assert (accepted.user_id, accepted.is_new) == (user.id, False)
    assert len(actor_of(user.id, NOON.date()).mandates) == 2
    assert session.get_one(User, user.id).password == "!"


def test_somebody_else_signed_in_does_not_accept(session: Session) -> None:
    invitations.invite(a_guest(), occasion_of(a_user(Role.ANALYST)))
    token, somebody = last_token(session), occasion_of(a_user(Role.PREPARER))
    found = invitations.opened(token, somebody)
    assert found is not None
    assert found.is_somebody_else
    with pytest.raises(WrongStepError, match="otro correo"):
        invitations.accept(token, "Nueva", "", HASH, somebody)
    assert invitations.opened(token, at()) is not None


@pytest.mark.parametrize(
    ("name", "post", "password", "field"),
    [
        (" ", "", HASH, "name"),
        ("Ana", "", None, "password"),
        ("x" * 201, "", HASH, "name"),
        ("Ana", "x" * 201, HASH, "post"),
    ],
)
def test_a_new_account_needs_a_name_and_a_password(
    name: str, post: str, password: str | None, field: str, session: Session
) -> None:
    invitations.invite(a_guest(), occasion_of(a_user(Role.ANALYST)))
    token = last_token(session)
    with pytest.raises(InputError) as refused:
        invitations.accept(token, name, post, password, at(hours=1))
    assert refused.value.field == field
    assert invitations.opened(token, at(hours=1)) is not None


def test_the_command_gives_any_place_and_its_link_is_the_mailed_one(session: Session) -> None:
    token = invitations.invite_by_command(a_guest(Role.ADMINISTRATOR, None), at())
    assert last_token(session) == token
    accepted = invitations.accept(token, "Primera", "", HASH, at(minutes=5))
    assert actor_of(accepted.user_id, NOON.date()).roles == {Role.ADMINISTRATOR}


def test_the_token_is_kept_nowhere_but_in_the_demo_mail(app: Flask, session: Session, clock: Clock) -> None:
    token = invitations.invite_by_command(a_guest(), at())
    row = session.scalars(sa.select(Invitation)).one()
    work = session.scalars(sa.select(OutboxRow)).one()
    assert token not in repr((row.token_hash, work.data, work.error))
    assert len(str(row.token_hash)) == 64
    assert outbox.due(clock()) == []


@pytest.mark.parametrize(
    ("password", "is_weak"),
    [
        ("corta", True),
        ("x" * 12, True),
        ("abababababab", True),
        ("x" * 201, True),
        ("nueva.persona1", True),
        ("nueva.persona sube al cerro", False),
        ("llama cordillera quinua", False),
        ("contraseñaÑandú", False),
        ("123456789012", True),
        ("Qwertyuiopasd", True),
    ],
)
def test_a_password_is_judged_by_its_length_and_by_the_obvious(password: str, is_weak: bool) -> None:
    assert (invitations.weak_password(password, "nueva.persona@example.org") is not None) is is_weak
