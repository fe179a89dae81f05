"""Applications as pages show them: lists by column, one application whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from app.domain.access import Decision, may_see, may_see_contents
from app.domain.progress.actions import Action
from app.domain.progress.category import shown_status
from app.domain.progress.clocks import Clock, clock
from app.domain.progress.offers import actions
from app.domain.progress.standing import Standing, standing
from app.domain.text import fold
from app.domain.vocabulary import MembershipCategory, OrganizationType, Party, Status
from app.extensions import db
from app.models.application import Application
from app.models.file import Attachment
from app.models.membership import MembershipRow
from app.models.office import Office
from app.models.organization import Organization
from app.models.process import ProcessDefinition
from app.models.territory import Department, District, Province
from app.models.user import User
from app.services.applications.dossier import Dossier, read
from app.services.occasion import Occasion
from app.services.organizations import place
from app.services.scope import visible_to

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class Line:
    """One application in a list; `category` is what the register says of its organization, if it's there."""

    number: str
    organization: str
    code: str
    type: OrganizationType
    place: str
    office: str
    status: Status
    holder: Party
    step_key: str | None
    since: date
    due_on: date | None
    is_demo: bool
    process: str
    category: MembershipCategory | None

    @property
    def shown_status(self) -> Status | MembershipCategory:
        """The status as a page shows it: after WeGO's decision, the category on the register."""
        return shown_status(self.status, self.category)

    def is_overdue(self, today: date) -> bool:
        """Whether its current term has passed."""
        return self.due_on is not None and self.due_on < today


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list: its lines, how many there are in all, and which page this is (from 1)."""

    lines: tuple[Line, ...]
    total: int
    number: int

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.total // PAGE_SIZE))


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to; an empty one narrows nothing."""

    words: str = ""
    statuses: tuple[Status, ...] = ()
    holders: tuple[Party, ...] = ()
    office_id: int | None = None
    only_overdue: bool = False


def list_for(occasion: Occasion, filters: Filters = Filters(), page: int = 1) -> Page:
    """Return one page of the applications the actor may see, overdue and oldest turn first.

    A page that isn't there is taken for the nearest one that is.
    """
    conditions = [visible_to(occasion.actor), *_conditions(filters, occasion.today)]
    base = sa.select(Application).join(Organization, Organization.id == Application.organization_id).where(*conditions)
    total = db.session.scalar(base.with_only_columns(sa.func.count()).order_by(None)) or 0
    page = max(1, min(page, Page((), total, 1).pages))
    lines = tuple(_line(row) for row in db.session.execute(_columns(base, occasion.today, page)))
    return Page(lines, total, page)


def _columns(base: sa.Select[Any], today: date, page: int) -> sa.Select[*tuple[Any, ...]]:
    """Select one page of `base`: only what a line shows, what is past its term first, then the oldest turn."""
    return (
        base.join(Office, Office.id == Application.office_id)
        .join(ProcessDefinition, ProcessDefinition.id == Application.definition_id)
        .outerjoin(MembershipRow, MembershipRow.organization_id == Organization.id)
        .outerjoin(District, District.code == Organization.district_code)
        .outerjoin(Province, Province.code == Organization.province_code)
        .outerjoin(Department, Department.code == Organization.department_code)
        .with_only_columns(
            Application.number,
            Organization.name.label("organization"),
            Organization.code,
            Organization.type,
            District.name.label("district"),
            Province.name.label("province"),
            Department.name.label("department"),
            Office.name.label("office"),
            Application.status,
            Application.holder,
            Application.step_key,
            Application.since,
            Application.due_on,
            Application.is_demo,
            ProcessDefinition.key.label("process"),
            MembershipRow.category,
        )
        .order_by(
            sa.not_(Application.is_open),
            sa.case((Application.due_on < today, 0), else_=1),
            Application.since,
            Application.number,
        )
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
    )


def _line(row: sa.Row[Any]) -> Line:
    told = dict(row._mapping)  # noqa: SLF001  # SQLAlchemy's documented way to a row's names.
    parts = (told.pop("district"), told.pop("province"), told.pop("department"))
    return Line(place=place(*parts), **told)


def _conditions(filters: Filters, today: date) -> list[sa.ColumnElement[bool]]:
    found: list[sa.ColumnElement[bool]] = []
    for token in fold(filters.words).split()[:8]:
        number = Application.number.contains(token.upper(), autoescape=True)
        found.append(sa.or_(Organization.search_text.contains(token, autoescape=True), number))
    if filters.statuses:
        found.append(Application.status.in_(filters.statuses))
    if filters.holders:
        found.append(Application.holder.in_(filters.holders))
    if filters.office_id:
        found.append(Application.office_id == filters.office_id)
    if filters.only_overdue:
        found.append(sa.and_(Application.is_open, Application.due_on < today))
    return found


@dataclass(frozen=True, slots=True)
class Shown:
    """One application whole, for its pages: the dossier, where it stands, what the actor may do, and the papers."""

    dossier: Dossier
    standing: Standing
    actions: tuple[Action, ...]
    clocks: Mapping[str, Clock]
    seen: Decision
    contents: Decision
    attachments: Mapping[int, Attachment]
    people: Mapping[int, str]


def show(number: str, occasion: Occasion) -> Shown:
    """Return the application `number` for its page; raises NoResultFound where it doesn't exist for the actor."""
    dossier = read(db.session, number, occasion)
    state, around = dossier.state, dossier.around
    steps = state.definition.application_steps
    clocks = {step.key: found for step in steps if (found := clock(state, step, dossier.holidays))}
    return Shown(
        dossier,
        standing(state, around, dossier.holidays, dossier.row.office.name),
        tuple(actions(state, occasion.actor, around)),
        clocks,
        may_see(occasion.actor, around.subject),
        may_see_contents(occasion.actor, around.subject),
        _attachments(dossier),
        _people(dossier),
    )


def _attachments(dossier: Dossier) -> dict[int, Attachment]:
    query = (
        sa.select(Attachment)
        .where(Attachment.application_id == dossier.row.id)
        .options(joinedload(Attachment.file), joinedload(Attachment.uploaded_by))
    )
    return {row.id: row for row in db.session.scalars(query)}


def _people(dossier: Dossier) -> dict[int, str]:
    ids = {event.actor_id for event in dossier.events if event.actor_id is not None}
    query = sa.select(User.id, User.name).where(User.id.in_(ids))
    return {row.id: row.name for row in db.session.execute(query)}


def own(occasion: Occasion) -> Sequence[Application]:
    """Return the applications of the actor's own organizations, newest first."""
    query = (
        sa.select(Application)
        .where(Application.organization_id.in_(occasion.actor.organizations()))
        .order_by(Application.id.desc())
        .options(joinedload(Application.organization), joinedload(Application.office))
    )
    return db.session.scalars(query).all()


def latest_number(code: str, occasion: Occasion) -> str | None:
    """Return the number of the organization's latest application that the actor may see, or None."""
    query = (
        sa.select(Application.number)
        .join(Organization, Organization.id == Application.organization_id)
        .where(Organization.code == code, visible_to(occasion.actor))
        .order_by(Application.is_open.desc(), Application.id.desc())
        .limit(1)
    )
    return db.session.scalar(query)
