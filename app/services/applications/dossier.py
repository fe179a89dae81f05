"""Everything a decision on one application rests on, read together: row, history, state, form, calendar."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from app.domain.access import Subject, roles_on
from app.domain.process.catalog import Catalog
from app.domain.process.definition import Definition
from app.domain.progress.actions import Surroundings
from app.domain.progress.category import category, shown_status
from app.domain.progress.events import Event
from app.domain.progress.replay import replay
from app.domain.progress.state import State
from app.domain.terms import Holidays
from app.domain.vocabulary import MembershipCategory, Role, Status
from app.models.application import Application
from app.models.organization import Organization
from app.models.user import Mandate
from app.services import histories, processes
from app.services.calendars import calendar
from app.services.occasion import Occasion
from app.services.scope import visible_to


@dataclass(frozen=True, slots=True)
class Dossier:
    """One application as `occasion`'s actor finds it."""

    row: Application
    events: tuple[Event, ...]
    definition: Definition
    catalog: Catalog
    state: State
    around: Surroundings
    holidays: Holidays
    roles: frozenset[Role]

    @property
    def organization(self) -> Organization:
        """Whose application it is."""
        return self.row.organization

    @property
    def shown_status(self) -> Status | MembershipCategory:
        """The status as pages and papers show it: once WeGO has confirmed, the category it gave."""
        return shown_status(self.state.status, category(self.state))


def read(session: Session, number: str, occasion: Occasion, *, to_write: bool = False) -> Dossier:
    """Return the application `number`; raises NoResultFound where it doesn't exist for the actor.

    With `to_write` the row is locked first, so that two people decide one after the other.
    """
    query = sa.select(Application).where(Application.number == number, visible_to(occasion.actor)).options(*WITH)
    if to_write:
        query = query.with_for_update(of=Application)
    return of_row(session, session.scalars(query).one(), occasion)


WITH = (
    joinedload(Application.organization).joinedload(Organization.department),
    joinedload(Application.office),
    joinedload(Application.definition),
)
"""What is read with an application."""


def of_row(session: Session, row: Application, occasion: Occasion) -> Dossier:
    """Return the dossier of an application already loaded (and, where it matters, checked to be visible)."""
    events = tuple(histories.load(session, histories.application_stream(row.id)))
    definition, catalog = processes.typed(row.definition, row.organization.type)
    state = replay(definition, events)
    subject = Subject(row.organization_id, state.office_id, state.is_sent)
    certifying = signatories(session, row.organization_id, occasion.today)
    another = state.is_closed and has_another(session, row)
    known = registered(row.organization)
    around = Surroundings(catalog, subject, occasion.today, occasion.today_in_seoul, certifying, another, known)
    holidays = place_calendar(session, row.organization, state.opened_on, occasion.today)
    return Dossier(row, events, definition, catalog, state, around, holidays, roles_on(occasion.actor, subject))


def registered(organization: Organization) -> dict[str, str | None]:
    """Return what the registry knows an organization by, by the names the form's fields ask for (IDENTITY)."""
    return {"code": organization.code, "type": organization.type.value, "ruc": organization.ruc}


def after(dossier: Dossier, new: Iterable[Event], occasion: Occasion) -> Dossier:
    """Return the dossier with the events `new` at the end of its history, nothing read again."""
    events = (*dossier.events, *new)
    state = replay(dossier.definition, events)
    subject = Subject(dossier.row.organization_id, state.office_id, state.is_sent)
    around = replace(dossier.around, subject=subject)
    return replace(dossier, events=events, state=state, around=around, roles=roles_on(occasion.actor, subject))


def has_another(session: Session, row: Application) -> bool:
    """Whether the organization of an application has another one open."""
    others = sa.select(Application.id).where(
        Application.organization_id == row.organization_id, Application.is_open, Application.id != row.id
    )
    return session.scalar(others.limit(1)) is not None


def signatories(session: Session, organization_id: int, today: date) -> frozenset[int]:
    """Return the users who hold the signatory's role in the organization today."""
    return frozenset(session.scalars(SIGNATORIES, {"organization_id": organization_id, "today": today}))


SIGNATORIES = sa.select(Mandate.user_id).where(
    Mandate.organization_id == sa.bindparam("organization_id"),
    Mandate.role == Role.SIGNATORY,
    Mandate.valid_from <= sa.bindparam("today"),
    sa.or_(Mandate.valid_to.is_(None), Mandate.valid_to >= sa.bindparam("today")),
)


def place_calendar(session: Session, organization: Organization, first: date, today: date) -> Holidays:
    """Return the days without work for terms of this organization, from `first` to the end of next year."""
    next_year = today.replace(year=today.year + 1, day=1)
    return calendar(session, first, next_year, organization.department_code, organization.district_code)
