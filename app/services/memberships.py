"""The register of members, and what goes on while a membership lasts: fee, yearly follow-up, change of authorities."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from app.domain.access import Actor
from app.domain.bilingual import Text
from app.domain.errors import InputError, NotAllowedError, WrongStepError
from app.domain.membership import Membership, Turn, correct, may_record, record, replay_membership, turns
from app.domain.process.answers import day_from
from app.domain.process.catalog import Catalog
from app.domain.process.definition import Definition, Step
from app.domain.progress.actions import Inputs
from app.domain.progress.events import Event, EventKind, NewEvent
from app.domain.vocabulary import MembershipCategory, Role
from app.models.application import Application, SectionAnswers
from app.models.membership import MembershipRow
from app.models.organization import Organization
from app.extensions import db
from app.services import histories, offices, processes
from app.services.applications.dossier import place_calendar
from app.services.applications.register import project_membership
from app.services.occasion import Occasion
from app.services.seeding import read_members
from app.services.transaction import transaction


@dataclass(frozen=True, slots=True)
class Member:
    """One member as its page shows it: the register's row, its history, and what is to be done now and by whom."""

    row: MembershipRow
    membership: Membership
    events: tuple[Event, ...]
    definition: Definition
    catalog: Catalog
    turns: tuple[Turn, ...]
    recordable: tuple[Step, ...]
    correctable: frozenset[int]


def register() -> Sequence[MembershipRow]:
    """Return the members with their organizations, by name; the register is public."""
    query = (
        sa.select(MembershipRow)
        .join(MembershipRow.organization)
        .order_by(Organization.name)
        .options(joinedload(MembershipRow.organization).joinedload(Organization.department))
    )
    return db.session.scalars(query).all()


def get(code: str, occasion: Occasion) -> Member:
    """Return the member with this organization code; raises NoResultFound for who isn't on the register."""
    session = db.session
    row = session.scalars(
        sa.select(MembershipRow).join(MembershipRow.organization).where(Organization.code == code)
    ).one()
    organization = row.organization
    events = tuple(histories.load(session, histories.membership_stream(organization.id)))
    membership = replay_membership(events)
    definition, catalog = processes.typed(processes.latest_for(session, organization.type))
    roles = roles_towards(session, occasion.actor, organization, occasion.today)
    holidays = place_calendar(session, organization, row.since or occasion.today, occasion.today)
    return Member(
        row,
        membership,
        events,
        definition,
        catalog,
        turns(membership, definition, _term_ends(session, organization.id), occasion.today, holidays),
        tuple(step for step in definition.membership_steps if may_record(step, roles)),
        frozenset(event.sequence for event in events if _may_correct(membership, event, roles, occasion.actor)),
    )


def roles_towards(session: Session, actor: Actor, organization: Organization, today: date) -> frozenset[Role]:
    """Return the roles `actor` has towards a member: its own people, its office, Lima, the Embassy."""
    office = offices.serving(session, organization, today)
    here = {
        mandate.role
        for mandate in actor.mandates
        if mandate.organization_id == organization.id or mandate.office_id == office.id
    }
    return frozenset(here | (actor.roles & {Role.COORDINATOR, Role.EMBASSY}))


def _term_ends(session: Session, organization_id: int) -> date | None:
    """Return when the authority of the latest application leaves office, as its form says."""
    query = (
        sa.select(SectionAnswers.answers)
        .join(Application)
        .where(Application.organization_id == organization_id, SectionAnswers.section == "authority")
        .order_by(Application.id.desc())
        .limit(1)
    )
    answers = session.scalar(query) or {}
    return day_from(answers.get("authority_term_to"))


def _may_correct(membership: Membership, event: Event, roles: frozenset[Role], actor: Actor) -> bool:
    try:
        correct(membership, event, roles, actor.user_id, "-")
    except (WrongStepError, NotAllowedError):
        return False
    return True


@dataclass(frozen=True, slots=True)
class Recognition:
    """An existing member as Lima or the Embassy records it: category, since, by which source of which year."""

    category: MembershipCategory
    since: date | None
    source: str
    year: int
    is_confirmed: bool


def record_existing(code: str, said: Recognition, occasion: Occasion) -> None:
    """Record that an organization already is a member, or mend what the register says of it (rule 8).

    Raises NotAllowedError for anybody but Lima and the Embassy, InputError without a source or for a day to come.
    """
    if not occasion.actor.roles & {Role.COORDINATOR, Role.EMBASSY}:
        raise NotAllowedError(
            Text("Lo registra Lima o la Embajada en Seúl.", "Lima or the Embassy in Seoul records this.")
        )
    if not said.source.strip():
        raise InputError("source", Text("Diga de qué fuente lo sabe.", "Say from which source you know it."))
    if said.since and said.since > occasion.today_in_seoul:
        raise InputError("since", Text("La fecha no puede ser posterior a hoy.", "The date cannot be later than today."))
    with transaction() as session:
        organization = session.scalars(sa.select(Organization).where(Organization.code == code)).one()
        recognize(session, organization.id, said, occasion)


def recognize(session: Session, organization_id: int, said: Recognition, occasion: Occasion, *, is_demo: bool = False) -> None:
    """Write a recognition into the membership's stream, in the caller's transaction; nothing if it says so already."""
    stream = histories.membership_stream(organization_id)
    current = replay_membership(histories.load(session, stream)).current
    if current and (current.category, current.since, current.source) == (said.category, said.since, said.source):
        return
    kind = EventKind.CATEGORY_CHANGED if current else EventKind.RECOGNIZED
    data = {
        "category": said.category.value,
        "since": said.since.isoformat() if said.since else None,
        "source": said.source.strip(),
        "year": said.year,
        "is_confirmed": said.is_confirmed,
    }
    histories.append(session, stream, NewEvent(kind, occasion.today, data), occasion)
    project_membership(session, organization_id, is_demo=is_demo)


def seed_known(folder: Path, occasion: Occasion) -> int:
    """Record the members the seeds know of who aren't on the register yet, and return how many that was.

    The source gives its own year and no day of entry, so none is recorded.
    """
    with transaction() as session:
        known = session.scalars(sa.select(MembershipRow.organization_id)).all()
        new = 0
        for member in read_members(folder):
            query = sa.select(Organization.id).where(Organization.code == member.organization_code)
            organization_id = session.scalars(query).one()
            if organization_id in known:
                continue
            said = Recognition(member.category, None, member.source, member.year, is_confirmed=False)
            recognize(session, organization_id, said, occasion)
            new += 1
    return new


def record_step(code: str, step: str, inputs: Inputs, occasion: Occasion) -> None:
    """Record a step of the membership (18 fee, 19 follow-up, 20 change of authorities).

    Raises NoResultFound for who isn't a member, and the DomainError that forbids it or names what is missing.
    """
    with transaction() as session:
        organization = _member(session, code)
        stream = histories.membership_stream(organization.id)
        membership = replay_membership(histories.load(session, stream))
        definition, catalog = processes.typed(processes.latest_for(session, organization.type))
        found = next((item for item in definition.membership_steps if item.key == step), None)
        if found is None:
            raise WrongStepError(Text("Ese paso no existe.", "There is no such step."))
        roles = roles_towards(session, occasion.actor, organization, occasion.today)
        event = record(membership, found, roles, inputs, catalog, occasion.today)
        histories.append(session, stream, event, occasion, _personal(event.data, catalog))
        project_membership(session, organization.id, is_demo=False)


def _member(session: Session, code: str) -> Organization:
    query = sa.select(Organization).join(MembershipRow).where(Organization.code == code).with_for_update()
    return session.scalars(query).one()


def _personal(data: Mapping[str, Any], catalog: Catalog) -> list[tuple[str, ...]]:
    return [("answers", code) for code in data.get("answers", {}) if catalog.fields[code].is_personal]


def correct_record(code: str, sequence: int, reason: str, occasion: Occasion) -> None:
    """Void a record of the membership. Raises the DomainError that forbids it, NoResultFound for no such record."""
    with transaction() as session:
        organization = _member(session, code)
        stream = histories.membership_stream(organization.id)
        events = histories.load(session, stream)
        membership = replay_membership(events)
        event = next((event for event in events if event.sequence == sequence), None)
        if event is None:
            raise WrongStepError(Text("Ese registro no existe.", "There is no such record."))
        roles = roles_towards(session, occasion.actor, organization, occasion.today)
        voided = correct(membership, event, roles, occasion.actor.user_id, reason)
        histories.append(session, stream, voided, occasion)
        project_membership(session, organization.id, is_demo=False)
