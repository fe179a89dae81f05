"""Building the demo world: its people, then each application along its way."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from random import Random

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.vocabulary import OfficeKind, OrganizationType, Role
from app.extensions import db
from app.models.application import Application
from app.models.office import Office
from app.models.organization import Organization
from app.services import accounts, offices, organizations
from app.services.accounts import Person
from app.services.applications import opening
from app.services.demo import plan
from app.services.demo.accounts import ACCOUNTS, CITY
from app.services.demo.answers import Author, invented_ruc
from app.services.demo.drive import Cast, Drive, occasion
from app.services.demo.people import Somebody, invent
from app.services.occasion import LIMA, Occasion
from app.services.transaction import transaction

COMPANY = "Empresa de Demostración Andina S.A.C."


class WorldExistsError(RuntimeError):
    """There are applications already; the demo world is only made in a database without any."""


def is_empty() -> bool:
    """Whether the database has no application yet."""
    return db.session.scalar(sa.select(Application.id).limit(1)) is None


def build(today: date, password_hash: str) -> int:
    """Make the demo world as of `today` and return how many applications it has; the same day gives the same world.

    Every account gets the password behind `password_hash`. Raises WorldExistsError if there are applications already.
    """
    if not is_empty():
        raise WorldExistsError("ya hay expedientes en esta base de datos / there are applications already")
    chance = Random(today.isoformat())  # noqa: S311  # Repeatable on purpose; nothing here is secret.
    staff = _staff(today, password_hash, chance)
    with transaction() as session:
        planned = plan.plans(session, today, chance)
    for item in planned:
        _lead(item, staff, password_hash, chance)
    _lead(_company(today, staff, chance), staff, password_hash, chance)
    return len(planned) + 1


Staff = Mapping[tuple[str, Role], int]


def _staff(today: date, password_hash: str, chance: Random) -> Staff:
    """Make the accounts anybody may try, and an analyst and a head for every office that has none of them."""
    long_ago = today - timedelta(days=900)
    found: dict[tuple[str, Role], int] = {}
    with transaction() as session:
        who = Occasion(accounts.Actor(), occasion_start(long_ago), chance.randbytes)
        for account in ACCOUNTS:
            person = Person(account.email, account.name, password_hash, is_demo=True)
            scope = account.organization_code or account.office_code or ""
            found[scope, account.role] = _hire(session, person, account.role, scope, who)
        for office in session.scalars(sa.select(Office).where(Office.active).order_by(Office.code)):
            if office.kind is OfficeKind.EMBASSY:
                continue
            for role in (Role.ANALYST, Role.HEAD):
                if (office.code, role) not in found:
                    somebody = invent(chance, f"{role.value}.{office.code}".lower())
                    person = Person(somebody.email, somebody.name, password_hash, is_demo=True)
                    found[office.code, role] = _hire(session, person, role, office.code, who)
    return found


def occasion_start(day: date) -> datetime:
    """Return eight in the morning, Lima's time, of a day."""
    return datetime.combine(day, time(8), LIMA).astimezone(UTC)


def _hire(session: Session, person: Person, role: Role, scope: str, who: Occasion) -> int:
    """Add an account with one role in the organization or office of code `scope`."""
    user = accounts.add_user(session, person, who)
    office_id = session.scalar(sa.select(Office.id).where(Office.code == scope))
    organization_id = session.scalar(sa.select(Organization.id).where(Organization.code == scope))
    accounts.grant(session, user, role, who.today, organization_id, office_id)
    return user.id


def _lead(item: plan.Plan, staff: Staff, password_hash: str, chance: Random) -> None:
    """Open one application and lead it along its moves."""
    organization = organizations.get(item.code)
    first = item.moves[0][1]
    authority, focal = _people(item.code, chance)
    cast = _cast(organization, authority, focal, first, staff, password_hash, chance)
    by_office = item.moves[0][0] == "outreach"
    private = offices.is_private(organization)
    opener = cast.users[Role.COORDINATOR if private else Role.ANALYST if by_office else Role.PREPARER]
    number = opening.open_application(item.code, occasion(opener, first, chance), is_demo=True)
    author = Author(organization, authority, focal, _term(item.moves), chance)
    drive = Drive(number, organization, cast, author, chance)
    for name, day in item.moves:
        drive.move(name, day)


def _people(code: str, chance: Random) -> tuple[Somebody, Somebody]:
    """Return the invented authority and focal point of a government; the demo accounts' own city has theirs."""
    if code == CITY:
        named = {account.role: account for account in ACCOUNTS if account.organization_code == CITY}
        signatory, preparer = named[Role.SIGNATORY], named[Role.PREPARER]
        return Somebody(signatory.name, False, signatory.email), Somebody(preparer.name, True, preparer.email)
    return invent(chance, f"a{code}"), invent(chance, f"f{code}")


def _cast(
    organization: Organization,
    authority: Somebody,
    focal: Somebody,
    first: date,
    staff: Staff,
    password_hash: str,
    chance: Random,
) -> Cast:
    """Return who acts, making the government's accounts where they don't exist yet."""
    with transaction() as session:
        office = offices.serving(session, organization, first)
        who = Occasion(accounts.Actor(), occasion_start(first - timedelta(days=20)), chance.randbytes)
        city = {}
        for role, somebody in ((Role.SIGNATORY, authority), (Role.PREPARER, focal)):
            person = Person(somebody.email, somebody.name, password_hash, is_demo=True)
            known = staff.get((organization.code, role))
            city[role] = known or _hire(session, person, role, organization.code, who)
        return Cast(
            {
                **city,
                Role.ANALYST: staff[office.code, Role.ANALYST],
                Role.HEAD: staff[office.code, Role.HEAD],
                Role.COORDINATOR: staff["LIMA", Role.COORDINATOR],
                Role.EMBASSY: staff["EMB-SEL", Role.EMBASSY],
            }
        )


def _term(moves: tuple[tuple[str, date], ...]) -> tuple[date, date]:
    """Return the four-year term of office that holds the signature, or the last move."""
    day = dict(moves).get("signature", moves[-1][1])
    begins = day.year - (day.year - 2023) % 4
    return date(begins, 1, 1), date(begins + 3, 12, 31)


def _company(today: date, staff: Staff, chance: Random) -> plan.Plan:
    """Add the demo's company and return its plan."""
    moves = plan.private_moves(today, chance)
    ruc = invented_ruc(chance)
    who = occasion(staff["LIMA", Role.COORDINATOR], moves[0][1], chance)
    organizations.create(OrganizationType.COMPANY, ruc, COMPANY, "Av. Inventada 123, Lima", who)
    return plan.Plan(ruc, moves)
