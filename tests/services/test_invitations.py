"""Invitations: who may give which place, one use, a time limit, and an account at the end."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session

from app.domain.errors import InputError, NotAllowedError, WrongStepError
from app.domain.vocabulary import Role
from app.models.outbox import Mail, OutboxRow
from app.models.user import Invitation, Mandate, User
from app.services import invitations, outbox
from app.services.accounts import actor_of
from app.services.invitations import Guest
from app.services.occasion import Occasion, system_occasion
from tests.conftest import NOON, Clock
from tests.factories import DISTRICT, a_user, occasion_of

OTHER = "080101"
HASH = "a hash, as good as any"


@pytest.fixture(autouse=True)
def _database(session: Session) -> None:
    """Every test here writes."""


def a_guest(role: Role = Role.PREPARER, organization: str | None = DISTRICT, office: str | None = None) -> Guest:
    """Return somebody to invite."""
    return Guest("Nueva.Persona@example.org", "Nueva Persona", role, organization, office)


def last_token(session: Session) -> str:
    """Return the token of the last mail, as the person invited reads it."""
    body = session.scalars(sa.select(Mail.body).order_by(Mail.id.desc()).limit(1)).one()
    found = re.search(r"/invitacion/([\w-]+)", body)
    assert found
    return found[1]


def at(**later: float) -> Occasion:
    """Return the occasion of nobody signed in, some time after noon."""
    return system_occasion(NOON + timedelta(**later))


# Written by hand from the roles' table: who (role, where) may invite whom (role, where).
ALLOWED = [
    ((Role.PREPARER, DISTRICT), (Role.PREPARER, DISTRICT)),
    ((Role.PREPARER, DISTRICT), (Role.SIGNATORY, DISTRICT)),
    ((Role.SIGNATORY, DISTRICT), (Role.PREPARER, DISTRICT)),
    ((Role.ANALYST, "ODE-CUS"), (Role.PREPARER, DISTRICT)),
    ((Role.ANALYST, "ODE-CUS"), (Role.SIGNATORY, OTHER)),
    ((Role.HEAD, "ODE-CUS"), (Role.SIGNATORY, DISTRICT)),
    ((Role.HEAD, "ODE-CUS"), (Role.ANALYST, "ODE-CUS")),
    ((Role.HEAD, "ODE-CUS"), (Role.HEAD, "ODE-CUS")),
    ((Role.COORDINATOR, "LIMA"), (Role.PREPARER, DISTRICT)),
    ((Role.COORDINATOR, "LIMA"), (Role.HEAD, "ODE-PUN")),
    ((Role.COORDINATOR, "LIMA"), (Role.COORDINATOR, "LIMA")),
    ((Role.COORDINATOR, "LIMA"), (Role.EMBASSY, "EMB-SEL")),
    ((Role.ADMINISTRATOR, ""), (Role.ADMINISTRATOR, "")),
    ((Role.ADMINISTRATOR, ""), (Role.SIGNATORY, DISTRICT)),
    ((Role.ADMINISTRATOR, ""), (Role.COORDINATOR, "LIMA")),
]
REFUSED = [
    ((Role.PREPARER, DISTRICT), (Role.PREPARER, OTHER)),
    ((Role.PREPARER, DISTRICT), (Role.ANALYST, "ODE-CUS")),
    ((Role.PREPARER, DISTRICT), (Role.ADMINISTRATOR, "")),
    ((Role.ANALYST, "ODE-PUN"), (Role.PREPARER, DISTRICT)),
    ((Role.ANALYST, "ODE-CUS"), (Role.ANALYST, "ODE-CUS")),
    ((Role.HEAD, "ODE-CUS"), (Role.ANALYST, "ODE-PUN")),
    ((Role.HEAD, "ODE-CUS"), (Role.COORDINATOR, "LIMA")),
    ((Role.HEAD, "ODE-CUS"), (Role.EMBASSY, "EMB-SEL")),
    ((Role.COORDINATOR, "LIMA"), (Role.ADMINISTRATOR, "")),
    ((Role.EMBASSY, "EMB-SEL"), (Role.EMBASSY, "EMB-SEL")),
    ((Role.EMBASSY, "EMB-SEL"), (Role.PREPARER, DISTRICT)),
    ((None, ""), (Role.PREPARER, DISTRICT)),
]
Side = tuple[Role | None, str]


def person(side: Side) -> User:
    """Return an account with a role somewhere."""
    role, where = side
    city = role in {Role.PREPARER, Role.SIGNATORY}
    return a_user(role, organization_code=where if city else None, office_code=where if where and not city else None)


def guest_for(side: Side) -> Guest:
    """Return somebody to invite to a role somewhere."""
    role, where = side
    assert role
    city = role in {Role.PREPARER, Role.SIGNATORY}
    return a_guest(role, where if city else None, where if where and not city else None)


@pytest.mark.parametrize(("inviter", "invited"), ALLOWED)
def test_who_may_give_a_place_gives_it(inviter: Side, invited: Side, session: Session) -> None:
    invitation = session.get_one(Invitation, invitations.invite(guest_for(invited), occasion_of(person(inviter))))
    where = invitation.organization or invitation.office
    assert (invitation.email, invitation.role) == ("nueva.persona@example.org", invited[0])
    assert (where.code if where else "") == invited[1]


@pytest.mark.parametrize(("inviter", "invited"), REFUSED)
def test_nobody_gives_a_place_that_is_not_theirs(inviter: Side, invited: Side, session: Session) -> None:
    with pytest.raises(NotAllowedError):
        invitations.invite(guest_for(invited), occasion_of(person(inviter)))
    assert session.scalar(sa.select(sa.func.count()).select_from(Invitation)) == 0
    assert session.scalar(sa.select(sa.func.count()).select_from(OutboxRow)) == 0


def test_a_mandate_that_ended_gives_nothing(session: Session) -> None:
    user = a_user(Role.HEAD)
    mandate = session.scalars(sa.select(Mandate).where(Mandate.user_id == user.id)).one()
    mandate.valid_to = NOON.date() - timedelta(days=1)
    session.commit()
    with pytest.raises(NotAllowedError):
        invitations.invite(a_guest(), occasion_of(user))


@pytest.mark.parametrize(
    ("guest", "field"),
    [
        (Guest("", "Ana", Role.PREPARER, DISTRICT), "email"),
        (Guest("ana", "Ana", Role.PREPARER, DISTRICT), "email"),
        (Guest("ana@localhost", "Ana", Role.PREPARER, DISTRICT), "email"),
        (Guest("ana@example.org, otra@example.org", "Ana", Role.PREPARER, DISTRICT), "email"),
        (Guest("ana@example.org\r\nBcc: x@example.org", "Ana", Role.PREPARER, DISTRICT), "email"),
        (Guest(f"{'a' * 250}@example.org", "Ana", Role.PREPARER, DISTRICT), "email"),
        (Guest("secretariat@we-gov.org", "WeGO", Role.PREPARER, DISTRICT), "email"),
        (Guest("x@mail.we-gov.org", "WeGO", Role.PREPARER, DISTRICT), "email"),
        (Guest("ana@example.org", "  ", Role.PREPARER, DISTRICT), "name"),
        (Guest("ana@example.org", "x" * 201, Role.PREPARER, DISTRICT), "name"),
        (Guest("ana@example.org", "Ana", Role.PREPARER), "organization"),
        (Guest("ana@example.org", "Ana", Role.ANALYST), "office"),
        (Guest("ana@example.org", "Ana", Role.EMBASSY, office_code="ODE-CUS"), "role"),
        (Guest("ana@example.org", "Ana", Role.COORDINATOR, office_code="EMB-SEL"), "role"),
        (Guest("ana@example.org", "Ana", Role.HEAD, office_code="EMB-SEL"), "role"),
    ],
)
def test_what_is_missing_or_wrong_is_said_at_its_field(guest: Guest, field: str) -> None:
    with pytest.raises(InputError) as refused:
        invitations.invite(guest, occasion_of(a_user(Role.ADMINISTRATOR)))
    assert refused.value.field == field


@pytest.mark.parametrize(
    "guest",
    [
        Guest("ana@example.org", "Ana", Role.PREPARER, "999999"),
        Guest("ana@example.org", "Ana", Role.ANALYST, office_code="ODE-XXX"),
        Guest("ana@example.org", "Ana", Role.ANALYST, office_code="ODE-ANC"),  # announced only: not active
    ],
)
def test_a_place_that_does_not_exist_is_not_found(guest: Guest) -> None:
    with pytest.raises(NoResultFound):
        invitations.invite(guest, occasion_of(a_user(Role.ADMINISTRATOR)))


def test_inviting_twice_is_refused_and_says_what_to_do() -> None:
    inviter = occasion_of(a_user(Role.PREPARER))
    invitations.invite(a_guest(), inviter)
    with pytest.raises(InputError, match="reenviarla"):
        invitations.invite(a_guest(), inviter)
    invitations.invite(a_guest(Role.SIGNATORY), inviter)


def test_who_holds_the_role_is_not_invited_to_it() -> None:
    holder = a_user(Role.SIGNATORY)
    with pytest.raises(InputError, match="ya tiene ese cargo"):
        invitations.invite(Guest(holder.email, "X", Role.SIGNATORY, DISTRICT), occasion_of(a_user(Role.PREPARER)))


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
    [(" ", "", HASH, "name"), ("Ana", "", None, "password"), ("x" * 201, "", HASH, "name"), ("Ana", "x" * 201, HASH, "post")],
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


def test_sending_again_makes_a_new_link_and_a_new_limit(session: Session, clock: Clock) -> None:
    inviter = a_user(Role.ANALYST)
    number = invitations.invite(a_guest(), occasion_of(inviter))
    first = last_token(session)
    clock.advance(days=6)
    assert invitations.resend(number, occasion_of(inviter, clock())) == "nueva.persona@example.org"
    second = last_token(session)
    assert second != first
    assert invitations.opened(first, at(days=6)) is None
    assert invitations.opened(second, at(days=12)) is not None


def test_an_invitation_taken_back_opens_nothing_and_is_not_sent_again(session: Session) -> None:
    inviter = a_user(Role.ANALYST)
    number = invitations.invite(a_guest(), occasion_of(inviter))
    token = last_token(session)
    assert invitations.withdraw(number, occasion_of(inviter)) == "nueva.persona@example.org"
    assert invitations.opened(token, at()) is None
    assert invitations.desk("", "", "", occasion_of(inviter)).pending == ()
    for undone in (invitations.resend, invitations.withdraw):
        with pytest.raises(WrongStepError):
            undone(number, occasion_of(inviter))


def test_what_was_accepted_is_not_sent_again(session: Session) -> None:
    inviter = a_user(Role.ANALYST)
    number = invitations.invite(a_guest(), occasion_of(inviter))
    invitations.accept(last_token(session), "Nueva", "", HASH, at(hours=1))
    with pytest.raises(WrongStepError):
        invitations.resend(number, occasion_of(inviter))


def test_everybody_sees_the_invitations_of_their_own_scope() -> None:
    city, colleague = a_user(Role.PREPARER), a_user(Role.SIGNATORY)
    officer, head = a_user(Role.ANALYST), a_user(Role.HEAD)
    invitations.invite(Guest("uno@example.org", "Uno", Role.PREPARER, DISTRICT), occasion_of(officer))
    invitations.invite(Guest("dos@example.org", "Dos", Role.PREPARER, OTHER), occasion_of(officer))
    invitations.invite(Guest("tres@example.org", "Tres", Role.ANALYST, office_code="ODE-CUS"), occasion_of(head))
    administrator = a_user(Role.ADMINISTRATOR)
    invitations.invite(Guest("cuatro@example.org", "Cuatro", Role.ADMINISTRATOR), occasion_of(administrator))
    expected = {
        city: {"uno"},
        colleague: {"uno"},
        a_user(Role.PREPARER, organization_code=OTHER): {"dos"},
        a_user(Role.PREPARER, organization_code="210101"): set(),
        officer: {"uno", "dos"},
        a_user(Role.ANALYST): set(),
        head: {"tres"},
        a_user(Role.HEAD, office_code="ODE-PUN"): set(),
        a_user(Role.COORDINATOR): {"uno", "dos", "tres"},
        administrator: {"uno", "dos", "tres", "cuatro"},
    }
    for user, names in expected.items():
        pending = invitations.desk("", "", "", occasion_of(user)).pending
        assert {item.email.partition("@")[0] for item in pending} == names


def test_an_invitation_outside_the_scope_does_not_exist() -> None:
    number = invitations.invite(a_guest(), occasion_of(a_user(Role.PREPARER)))
    for stranger in (a_user(Role.PREPARER, organization_code=OTHER), a_user(Role.ANALYST, office_code="ODE-PUN")):
        for act in (invitations.resend, invitations.withdraw):
            with pytest.raises(NoResultFound):
                act(number, occasion_of(stranger))


def test_a_city_invites_to_itself_without_choosing() -> None:
    desk = invitations.desk("", "", "", occasion_of(a_user(Role.PREPARER)))
    assert desk.chosen is not None
    assert (desk.chosen.organization_code, desk.roles) == (DISTRICT, (Role.PREPARER, Role.SIGNATORY))
    assert not desk.may_search


def test_an_office_searches_among_those_it_serves() -> None:
    officer = occasion_of(a_user(Role.ANALYST, office_code="ODE-PUN"))
    desk = invitations.desk("", "", "san", officer)
    assert {item.code[:2] for item in desk.found} == {"21"}
    assert desk.places == ()
    assert invitations.desk("210101", "", "", officer).roles == (Role.PREPARER, Role.SIGNATORY)
    with pytest.raises(NotAllowedError):
        invitations.desk(DISTRICT, "", "", officer)


def test_lima_staff_search_the_whole_registry() -> None:
    for role, office in ((Role.ANALYST, "LIMA"), (Role.COORDINATOR, "LIMA"), (Role.ADMINISTRATOR, None)):
        found = invitations.desk("", "", "maras", occasion_of(a_user(role, office_code=office))).found
        assert [item.name for item in found] == ["Municipalidad Distrital de Maras"]


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
