"""Building the demo world: its people, then each application along its way."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.access import ANONYMOUS, Actor
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
from app.services.demo.drive import Cast, Drive
from app.services.demo.people import Somebody, invent
from app.services.occasion import LIMA, Occasion
from app.services.transaction import all_or_nothing, transaction

COMPANY = "Empresa de Demostración Andina S.A.C."


class WorldExistsError(RuntimeError):
    """There are applications already; the demo world is only made in a database without any."""


@dataclass(frozen=True, slots=True)
class Making:
    """What the world is made from: its day, the password of its accounts (hashed), and chance."""

    today: date
    password_hash: str
    chance: Random

    def on(self, day: date, actor: Actor = ANONYMOUS) -> Occasion:
        """Return an occasion at nine in the morning of a day in Lima; nobody's, unless told."""
        return Occasion(actor, datetime.combine(day, time(9), LIMA).astimezone(UTC), self.chance.randbytes)


def is_empty() -> bool:
    """Whether the database has no application yet."""
    return db.session.scalar(sa.select(Application.id).limit(1)) is None


def build(today: date, password_hash: str) -> int:
    """Make the demo world as of `today` and return how many applications it has; the same day gives the same world.

    Every account gets the password behind `password_hash`. Raises WorldExistsError if there are applications already.
    Whatever stops it leaves nothing behind.
    """
    if not is_empty():
        raise WorldExistsError("ya hay expedientes en esta base de datos / there are applications already")
    making = Making(today, password_hash, Random(today.isoformat()))  # noqa: S311  # Repeatable on purpose, not secret.
    with all_or_nothing():
        staff = _staff(making)
        with transaction() as session:
            planned = plan.plans(session, today, making.chance)
        planned.append(_company(staff, making))
        for item in sorted(planned, key=lambda item: (item.moves[0][1], item.code)):
            _lead(item, staff, making)
    return len(planned)


Staff = Mapping[tuple[str, Role], Actor]
"""Who works where: by the code of the organization or office, and the role."""


def _staff(making: Making) -> Staff:
    """Make the accounts anybody may try, and an analyst and a head for every office that has none of them."""
    who = making.on(making.today - timedelta(days=900))
    found: dict[tuple[str, Role], Actor] = {}
    with transaction() as session:
        for account in ACCOUNTS:
            scope = account.organization_code or account.office_code or ""
            person = Person(account.email, account.name, making.password_hash, is_demo=True)
            found[scope, account.role] = _hire(session, person, account.role, scope, who)
        accompanying = sa.select(Office).where(Office.active, Office.kind != OfficeKind.EMBASSY).order_by(Office.code)
        for office in session.scalars(accompanying).all():
            for role in (Role.ANALYST, Role.HEAD):
                if (office.code, role) not in found:
                    somebody = invent(making.chance, f"{role.value}.{office.code}".lower())
                    person = Person(somebody.email, somebody.name, making.password_hash, is_demo=True)
                    found[office.code, role] = _hire(session, person, role, office.code, who)
    return found


def _hire(session: Session, person: Person, role: Role, scope: str, who: Occasion) -> Actor:
    """Add an account with one role in the organization or office of code `scope`."""
    user = accounts.add_user(session, person, who)
    office_id = session.scalar(sa.select(Office.id).where(Office.code == scope))
    organization_id = session.scalar(sa.select(Organization.id).where(Organization.code == scope))
    accounts.grant(session, user, role, who.today, organization_id, office_id)
    return accounts.actor_of(user.id, who.today)


def _lead(item: plan.Plan, staff: Staff, making: Making) -> None:
    """Open one application and lead it along its moves."""
    organization = organizations.get(item.code)
    first_move, first = item.moves[0]
    authority, focal = _people(item.code, making.chance)
    cast = _cast(organization, (authority, focal), first, staff, making)
    author = Author(organization, authority, focal, _term(item.moves), first.year - 1, making.chance)
    drive = Drive(organization, cast, author, making.chance)
    opener = Role.ANALYST if first_move == "outreach" else Role.PREPARER
    if offices.is_private(organization):
        opener = Role.COORDINATOR
    drive.number = opening.open_application(item.code, drive.on(first, opener), is_demo=True)
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
    organization: Organization, people: tuple[Somebody, Somebody], first: date, staff: Staff, making: Making
) -> Cast:
    """Return who acts, making the accounts of the government's two `people` where they don't exist yet."""
    who = making.on(first - timedelta(days=20))
    city = {}
    with transaction() as session:
        office = offices.serving(session, organization, first)
        for role, somebody in zip((Role.SIGNATORY, Role.PREPARER), people, strict=True):
            person = Person(somebody.email, somebody.name, making.password_hash, is_demo=True)
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


def _company(staff: Staff, making: Making) -> plan.Plan:
    """Add the demo's company and return its plan."""
    ruc = invented_ruc(making.chance)
    item = plan.private_plan(ruc, making.today, making.chance)
    who = making.on(item.moves[0][1], staff["LIMA", Role.COORDINATOR])
    organizations.create(OrganizationType.COMPANY, ruc, COMPANY, "Av. Inventada 123, Lima", who)
    return item
