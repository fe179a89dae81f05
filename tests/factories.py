"""People, papers and applications to test with, made by the services alone: never a raw row.

`a_user(Role.ANALYST, office_code="ODE-CUS")` gives an account; `an_application("081304", at="in_review")` one that has
come so far, with everybody who had a hand in it; `filled("profile")` right answers to a section of the form.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import sqlalchemy as sa

from app.auth import hashed_password
from app.domain.access import CITY_ROLES
from app.domain.process.definition import Act, Evidence, Step
from app.domain.progress.actions import Action, ActionKind, Inputs
from app.domain.progress.papers import lacking, slots_of
from app.domain.vocabulary import Role, Status
from app.extensions import db
from app.models.office import Office
from app.models.user import User
from app.services import files, offices, organizations
from app.services.accounts import Person, actor_of, add_user, grant
from app.services.applications import acting, dossier, opening, reading, reviews, sections
from app.services.applications.dossier import Dossier
from app.services.files import Upload
from app.services.occasion import LIMA, Occasion, system_occasion
from app.services.transaction import transaction
from tests.filling import DISTRICT, a_pdf, a_png, filled, form
from tests.shelf import next_number, on_the_shelf

__all__ = [
    "DISTRICT",
    "NOON",
    "PASSWORD",
    "Journey",
    "a_pdf",
    "a_png",
    "a_user",
    "an_application",
    "filled",
    "form",
    "occasion_of",
    "office_id",
    "walk",
]

NOON = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)
"""Noon in Lima of the Monday on which the tests' clock stands."""
PASSWORD = "llama-cordillera-quinua"
OFFICES = {Role.ANALYST: "ODE-CUS", Role.HEAD: "ODE-CUS", Role.COORDINATOR: "LIMA", Role.EMBASSY: "EMB-SEL"}
"""Where an official works unless told otherwise."""
numbers = count(1)


def a_user(
    role: Role | str | None,
    *,
    organization_code: str | None = None,
    office_code: str | None = None,
    name: str = "",
    email: str = "",
    password: str = "",
    since: datetime = NOON - timedelta(days=400),
) -> User:
    """Make an account with a mandate since over a year; with `role` None it has none. Hashing a password takes time."""
    role = Role(role) if role else None
    return user_of(_user(role, organization_code, office_code, (name, email, password), since))


def user_of(user_id: int) -> User:
    """Return an account by its id."""
    return db.session.get_one(User, user_id)


@on_the_shelf
def _user(role: Role | None, code: str | None, office: str | None, who: tuple[str, str, str], since: datetime) -> int:
    name, email, password = who
    number = next_number(numbers)
    occasion = system_occasion(since)
    with transaction() as session:
        hashed = hashed_password(password) if password else "!"
        person = Person(email or f"persona{number}@example.org", name or f"Persona {number}", hashed, "Especialista")
        user = add_user(session, person, occasion)
        if role in CITY_ROLES:
            organization = organizations.get(code or DISTRICT)
            grant(session, user, role, occasion.today, organization.id, None)
        elif role is Role.ADMINISTRATOR:
            grant(session, user, role, occasion.today, None, None)
        elif role:
            grant(session, user, role, occasion.today, None, office_id(office or OFFICES[role]))
    return user.id


def office_id(code: str) -> int:
    """Return the id of the office with this code."""
    return db.session.scalars(sa.select(Office.id).where(Office.code == code)).one()


def occasion_of(user: User, now: datetime = NOON) -> Occasion:
    """Return the occasion on which `user` acts at `now`."""
    return Occasion(actor_of(user.id, now.astimezone(LIMA).date()), now)


@dataclass(frozen=True, slots=True)
class Journey:
    """An application and everybody around it; `officer` is who reviews it."""

    number: str
    code: str
    preparer: User
    signatory: User
    officer: User
    head: User
    coordinator: User
    embassy: User

    def one_of(self, roles: frozenset[Role]) -> User:
        """Return the person who holds one of `roles`."""
        people = {
            Role.PREPARER: self.preparer,
            Role.SIGNATORY: self.signatory,
            Role.ANALYST: self.officer,
            Role.HEAD: self.head,
            Role.EMBASSY: self.embassy,
            Role.COORDINATOR: self.coordinator,
        }
        return next(person for role, person in people.items() if role in roles)

    def dossier(self, user: User, now: datetime = NOON) -> Dossier:
        """Return what a decision of `user` rests on: quicker than the whole page."""
        return dossier.read(db.session, self.number, occasion_of(user, now))

    def shown(self, user: User, now: datetime = NOON) -> reading.Shown:
        """Return the application as `user` finds it."""
        return reading.show(self.number, occasion_of(user, now))

    def take(self, user: User, kind: ActionKind, target: str = "", now: datetime = NOON, **inputs: Any) -> None:
        """Have `user` take an action."""
        acting.take(self.number, Action(kind, target), Inputs(**inputs), occasion_of(user, now))

    def fill(self, section: str, now: datetime = NOON, **changes: Any) -> None:
        """Have the preparer save right answers to a section, over what is there."""
        found = self.dossier(self.preparer, now)
        answers = filled(section, catalog=found.catalog, registry=found.around.registry, **changes)
        version = found.state.saves.get(section, 0)
        sections.save_section(self.number, section, version, answers, occasion_of(self.preparer, now))

    def upload(self, user: User, slot: str, content: bytes = b"", name: str = "", now: datetime = NOON) -> int:
        """Have `user` upload a paper to a slot and return its attachment."""
        given = Upload(slot, name or "documento.pdf", content or a_pdf(slot))
        files.upload(self.number, given, occasion_of(user, now))
        return self.dossier(user, now).state.files_at(slot)[-1]


SIDE_STATES = {
    Status.SUSPENDED: (Status.PREPARING, ActionKind.SUSPEND, CITY_ROLES),
    Status.WITHDRAWN: (Status.PREPARING, ActionKind.WITHDRAW, frozenset({Role.SIGNATORY})),
    Status.ARCHIVED: (Status.PREPARING, ActionKind.ARCHIVE, frozenset({Role.HEAD})),
}
"""From where an application of the tests enters a side state, and who takes it there."""


def an_application(code: str = DISTRICT, at: Status | str = Status.PREPARING, now: datetime = NOON) -> Journey:
    """Open an application for the organization `code` and take it to where `at` says; everything happens at `now`.

    On its way everything is recorded that can be, optional steps included; each paper is a PDF of its own.
    """
    number, *people = _application(code, Status(at), now)
    return Journey(number, code, *map(user_of, people))


@on_the_shelf
def _application(code: str, at: Status, now: datetime) -> tuple[str, int, int, int, int, int, int]:
    organization = organizations.get(code)
    office = offices.serving(db.session, organization, now.astimezone(LIMA).date()).code
    preparer = a_user(Role.PREPARER, organization_code=code, name="Julio Mamani")
    journey = Journey(
        number=opening.open_application(code, occasion_of(preparer, now)),
        code=code,
        preparer=preparer,
        signatory=a_user(Role.SIGNATORY, organization_code=code, name="Rosa Quispe"),
        officer=a_user(Role.ANALYST, office_code=office, name="Ana Flores"),
        head=a_user(Role.HEAD, office_code=office, name="Luis Rojas"),
        coordinator=a_user(Role.COORDINATOR, name="Carmen Vega"),
        embassy=a_user(Role.EMBASSY, name="Minho Park"),
    )
    walk(journey, SIDE_STATES[at][0] if at in SIDE_STATES else at, now)
    if at in SIDE_STATES:
        _, kind, roles = SIDE_STATES[at]
        journey.take(journey.one_of(roles), kind, now=now, reason="Se decidió esperar al nuevo presupuesto.")
    people = (
        *(journey.preparer.id, journey.signatory.id, journey.officer.id),
        *(journey.head.id, journey.coordinator.id, journey.embassy.id),
    )
    return (journey.number, *people)


def walk(journey: Journey, until: Status | str, now: datetime = NOON) -> None:
    """Finish one step after another until the application's status is `until`."""
    goal = Status(until)
    not_accepted = goal is Status.NOT_ACCEPTED
    goal = Status.SENT if not_accepted else goal
    while (state := journey.dossier(journey.coordinator, now).state).status is not goal:
        step = next(step for step in state.open_steps if step.act is not Act.RESUBMIT)
        _finish(journey, step, goal, now)
    if not_accepted:
        answer = Upload(files.ANSWER_SLOT, "respuesta.pdf", a_pdf("respuesta"))
        inputs = Inputs(reason="WeGO pide postular el próximo año.", happened_on=now.astimezone(LIMA).date())
        action = Action(ActionKind.NOT_ACCEPT)
        acting.take(journey.number, action, inputs, occasion_of(journey.embassy, now), (answer,))


def _finish(journey: Journey, step: Step, goal: Status, now: datetime) -> None:
    for section in step.sections:
        journey.fill(section, now)
    if step.act is Act.REVIEW:
        _review(journey, goal, now)
    elif step.act is Act.SUBMIT:
        journey.take(journey.signatory, ActionKind.SUBMIT, now=now)
    else:
        person = journey.one_of(step.recorded_by)
        found = journey.dossier(person, now)
        if step.act is Act.SIGN:
            for page in found.catalog.form_sections:
                journey.fill(page.key, now)
        if step.evidence is Evidence.REQUIRED:
            journey.upload(person, slots_of(step, found.catalog)[0], now=now)
            for field in lacking(journey.dossier(person, now).state, step, found.catalog):
                journey.upload(person, f"field:{field.code}", now=now)
        answers = filled(step.asks, catalog=found.catalog.key) if step.asks else {}
        day = now.astimezone(LIMA).date() if step.is_dated else None
        journey.take(person, ActionKind.COMPLETE, step.key, now, answers=answers, happened_on=day)


def _review(journey: Journey, goal: Status, now: datetime) -> None:
    if goal is Status.OBSERVED:
        occasion = occasion_of(journey.officer, now)
        reviews.observe(journey.number, "field:reasons_es", "Diga qué problema resuelve.", occasion, is_formal=False)
        reviews.observe(journey.number, "field:technical_report_file", "Falta la firma.", occasion, is_formal=True)
        reviews.issue_round(journey.number, "", occasion)
    elif goal is Status.NOT_ENDORSED:
        reason = "El concejo sesiona mañana y no puede esperar."
        journey.take(journey.signatory, ActionKind.PROCEED, now=now, reason=reason)
    else:
        journey.take(journey.officer, ActionKind.ENDORSE, now=now)
