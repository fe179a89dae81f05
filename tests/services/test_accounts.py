"""Accounts and mandates: who somebody is on a day."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.domain.access import Actor
from app.domain.vocabulary import Role
from app.models.user import Mandate, User
from app.services import organizations
from app.services.accounts import Person, actor_of, add_user, grant
from app.services.occasion import system_occasion
from app.services.transaction import transaction
from tests.conftest import NOON
from tests.factories import DISTRICT, a_user, office_id

TODAY = NOON.date()


@pytest.fixture(autouse=True)
def _database(session: Session) -> None:
    """Every test here writes."""


def test_somebody_without_a_mandate_is_nobody_in_particular() -> None:
    user = a_user(None)
    assert actor_of(user.id, TODAY) == Actor(user.id, ())


@pytest.mark.parametrize(
    ("begins", "ends", "holds"),
    [(0, 0, True), (-1, None, True), (0, None, True), (1, None, False), (-9, -1, False), (-9, 0, True)],
)
def test_a_mandate_holds_from_its_first_day_to_its_last(
    begins: int, ends: int | None, holds: bool, session: Session
) -> None:
    user = a_user(Role.ANALYST)
    mandate = session.scalars(sa.select(Mandate).where(Mandate.user_id == user.id)).one()
    mandate.valid_from = TODAY + timedelta(days=begins)
    mandate.valid_to = None if ends is None else TODAY + timedelta(days=ends)
    session.commit()
    assert (actor_of(user.id, TODAY).roles == {Role.ANALYST}) is holds


def test_roles_in_several_places_are_kept_apart() -> None:
    user = a_user(Role.PREPARER)
    cusco = organizations.get("080101").id
    with transaction() as session:
        grant(session, session.get_one(User, user.id), Role.SIGNATORY, TODAY, cusco, None)
        grant(session, session.get_one(User, user.id), Role.ANALYST, TODAY, None, office_id("ODE-PUN"))
    actor = actor_of(user.id, TODAY)
    assert actor.roles == {Role.PREPARER, Role.SIGNATORY, Role.ANALYST}
    assert actor.organizations(frozenset({Role.SIGNATORY})) == {cusco}
    assert actor.offices() == {office_id("ODE-PUN")}


def test_a_role_held_already_is_not_given_twice_and_one_that_ended_is(session: Session) -> None:
    user = a_user(Role.PREPARER)
    here = organizations.get(DISTRICT).id
    for _ in range(2):
        with transaction() as open_session:
            grant(open_session, open_session.get_one(User, user.id), Role.PREPARER, TODAY, here, None)
    mandates = session.scalars(sa.select(Mandate).where(Mandate.user_id == user.id)).all()
    assert len(mandates) == 1
    mandates[0].valid_to = TODAY - timedelta(days=1)
    session.commit()
    with transaction() as open_session:
        grant(open_session, open_session.get_one(User, user.id), Role.PREPARER, TODAY, here, None)
    assert actor_of(user.id, TODAY).roles == {Role.PREPARER}


def test_an_address_has_one_account_in_any_case(session: Session) -> None:
    user = a_user(None, email="Ana.Quispe@Example.org")
    assert session.get_one(User, user.id).email == "ana.quispe@example.org"

    def again() -> None:
        with transaction() as open_session:
            add_user(open_session, Person("ANA.QUISPE@example.org", "Otra", "!"), system_occasion(NOON))

    with pytest.raises(IntegrityError):
        again()


@pytest.mark.parametrize(
    ("role", "organization", "office"),
    [
        (Role.PREPARER, None, "ODE-CUS"),
        (Role.ANALYST, DISTRICT, None),
        (Role.HEAD, None, None),
        (Role.SIGNATORY, None, None),
    ],
)
def test_a_role_outside_its_kind_of_place_is_refused_by_the_database(
    role: Role, organization: str | None, office: str | None
) -> None:
    user = a_user(None)
    where = organizations.get(organization).id if organization else None
    office_number = office_id(office) if office else None

    def give() -> None:
        with transaction() as session:
            grant(session, session.get_one(User, user.id), role, date(2026, 1, 1), where, office_number)

    with pytest.raises(IntegrityError):
        give()
