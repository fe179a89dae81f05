"""A membership as its page shows it: the register's entry for everybody, the rest for who has to do with it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session, joinedload

from app.domain.bilingual import Text
from app.domain.errors import NotAllowedError, WrongStepError
from app.domain.membership import Membership, correct, may_record, replay_membership
from app.domain.process.answers import day_from
from app.domain.process.catalog import Catalog, Section
from app.domain.process.definition import Definition, Step
from app.domain.progress.events import Event
from app.domain.progress.rules.words import NOT_YOURS
from app.domain.turns import Turn, turns
from app.domain.vocabulary import Role
from app.extensions import db
from app.models.application import Application, SectionAnswers
from app.models.file import Attachment
from app.models.membership import MembershipRow
from app.models.office import Office
from app.models.organization import Organization
from app.models.user import User
from app.services import histories, offices, processes
from app.services.applications.dossier import place_calendar
from app.services.memberships.recognizing import may_recognize
from app.services.memberships.recording import the_record
from app.services.memberships.roles import roles_towards
from app.services.occasion import Occasion
from app.services.organizations import place_of
from app.services.organizations.sources import in_both_languages, translations


@dataclass(frozen=True, slots=True)
class Happening:
    """One event of the membership: what was recorded, by whom ("" by the program itself), with which paper.

    `source` is who says what an entry of the register says.
    """

    event: Event
    source: Text | None
    step: Step | None
    section: Section | None
    who: str
    attachment: Attachment | None
    is_voided: bool
    may_correct: bool


@dataclass(frozen=True, slots=True)
class Member:
    """One member: the register's row and, for who has to do with it (`is_inside`), its turns and its history.

    `recordable` are the steps the actor may record, `skippable` those of them that may not apply; `may_recognize` says
    whether they may mend the register's entry.
    """

    organization: Organization
    place: str
    row: MembershipRow
    source: Text
    office: Office
    is_inside: bool
    turns: tuple[Turn, ...]
    recordable: tuple[Step, ...]
    skippable: tuple[Step, ...]
    may_recognize: bool
    history: tuple[Happening, ...]


@dataclass(frozen=True, slots=True)
class StepPage:
    """A step of a membership about to be recorded: whose, which, and the questions asked at it."""

    organization: Organization
    step: Step
    section: Section | None


@dataclass(frozen=True, slots=True)
class _Whole:
    """Everything read of one member."""

    row: MembershipRow
    office: Office
    roles: frozenset[Role]
    events: list[Event]
    membership: Membership
    definition: Definition
    catalog: Catalog


def _read(session: Session, code: str, occasion: Occasion) -> _Whole:
    place = joinedload(MembershipRow.organization)
    query = (
        sa.select(MembershipRow)
        .join(MembershipRow.organization)
        .where(Organization.code == code)
        .options(
            place.joinedload(Organization.department),
            place.joinedload(Organization.province),
            place.joinedload(Organization.district),
        )
    )
    row = session.scalars(query).one()
    office = offices.serving(session, row.organization, occasion.today)
    definition, catalog = processes.typed_for(session, row.organization.type)
    events = histories.load(session, histories.membership_stream(row.organization_id))
    roles = roles_towards(occasion.actor, row.organization, office)
    return _Whole(row, office, roles, events, replay_membership(events), definition, catalog)


def get(code: str, occasion: Occasion) -> Member:
    """Return the member with this organization code; raises NoResultFound for who isn't on the register."""
    session = db.session
    whole = _read(session, code, occasion)
    recordable = tuple(step for step in whole.definition.membership_steps if may_record(step, whole.roles))
    return Member(
        whole.row.organization,
        place_of(whole.row.organization),
        whole.row,
        in_both_languages(whole.row.source, translations(session)),
        whole.office,
        bool(whole.roles),
        _turns(session, whole, occasion) if whole.roles else (),
        recordable,
        tuple(step for step in recordable if step.may_skip),
        may_recognize(whole.membership.current, occasion.actor),
        _history(session, whole, occasion) if whole.roles else (),
    )


def step_page(code: str, key: str, occasion: Occasion) -> StepPage:
    """Return the page of a step; raises NoResultFound for no such member or step, NotAllowedError for who may not."""
    whole = _read(db.session, code, occasion)
    step = {step.key: step for step in whole.definition.membership_steps}.get(key)
    if step is None:
        raise NoResultFound
    if not may_record(step, whole.roles):
        raise NotAllowedError(NOT_YOURS)
    return StepPage(whole.row.organization, step, whole.catalog[step.asks] if step.asks else None)


def correction_page(code: str, sequence: int, occasion: Occasion) -> tuple[Organization, Happening]:
    """Return the record about to be voided; raises NoResultFound for none such, and the DomainError that forbids it."""
    whole = _read(db.session, code, occasion)
    event = the_record(whole.events, sequence)
    correct(whole.membership, event, whole.roles, occasion.actor.user_id, "-")
    found = next(item for item in _history(db.session, whole, occasion) if item.event is event)
    return whole.row.organization, found


def _turns(session: Session, whole: _Whole, occasion: Occasion) -> tuple[Turn, ...]:
    term_ends = _term_ends(session, whole.row.organization_id)
    general = (step.general_term_ends for step in whole.definition.membership_steps)
    days = [whole.membership.began_on, term_ends, *general, *(record.on for record in whole.membership.records)]
    first = min((day for day in days if day), default=occasion.today)
    holidays = place_calendar(session, whole.row.organization, min(first, occasion.today), occasion.today)
    return turns(whole.membership, whole.definition, term_ends, occasion.today, holidays)


def _term_ends(session: Session, organization_id: int) -> date | None:
    """Return the last day in office of the authority of the latest application, as its form says."""
    query = (
        sa.select(SectionAnswers.answers)
        .join(Application, Application.id == SectionAnswers.application_id)
        .where(Application.organization_id == organization_id, SectionAnswers.section == "authority")
        .order_by(Application.id.desc())
        .limit(1)
    )
    answers: Mapping[str, Any] = session.scalar(query) or {}
    return day_from(answers.get("authority_term_to"))


def _history(session: Session, whole: _Whole, occasion: Occasion) -> tuple[Happening, ...]:
    """Return what happened, newest first."""
    names = _names(session, whole.events)
    papers = _papers(session, whole.events, whole.row.organization_id)
    steps = {step.key: step for step in whole.definition.membership_steps}
    known = translations(session)

    def told(event: Event) -> Happening:
        step = steps.get(event.data.get("step", ""))
        source = event.data.get("source")
        return Happening(
            event,
            in_both_languages(source, known) if source else None,
            step,
            whole.catalog[step.asks] if step and step.asks else None,
            names.get(event.actor_id, ""),
            papers.get(event.data.get("attachment")),
            event.sequence in whole.membership.voided,
            _may_correct(whole, event, occasion),
        )

    return tuple(told(event) for event in reversed(whole.events))


def _may_correct(whole: _Whole, event: Event, occasion: Occasion) -> bool:
    try:
        correct(whole.membership, event, whole.roles, occasion.actor.user_id, "-")
    except (WrongStepError, NotAllowedError):
        return False
    return True


def _names(session: Session, events: Iterable[Event]) -> dict[int | None, str]:
    ids = {event.actor_id for event in events if event.actor_id is not None}
    return {row.id: row.name for row in session.execute(sa.select(User.id, User.name).where(User.id.in_(ids)))}


def _papers(session: Session, events: Iterable[Event], organization_id: int) -> dict[int | None, Attachment]:
    ids = {event.data["attachment"] for event in events if event.data.get("attachment") is not None}
    query = (
        sa.select(Attachment)
        .where(Attachment.id.in_(ids), Attachment.organization_id == organization_id)
        .options(joinedload(Attachment.file))
    )
    return {row.id: row for row in session.scalars(query)}
