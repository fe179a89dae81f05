"""Invitations: who may give which place to whom, who sees them, and taking them back."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session

from app.domain.errors import InputError, NotAllowedError, WrongStepError
from app.domain.vocabulary import Role
from app.models.outbox import OutboxRow
from app.models.user import Invitation, Mandate, User
from app.services import invitations
from app.services.invitations import Guest
from app.services.occasion import Occasion, system_occasion
from tests.conftest import NOON, Clock
from tests.factories import DISTRICT, a_user, occasion_of
from tests.invited import a_guest, last_token

OTHER = "080101"
HASH = "a hash, as good as any"


@pytest.fixture(autouse=True)
def _database(session: Session) -> None:
    """Every test here writes."""


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
        Guest("ana@example.org", "Ana", Role.ANALYST, office_code="ODE-ZZZ"),
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
