"""Recording that an organization already is a member, and mending what the register says of it."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.access import Actor
from app.domain.bilingual import Text
from app.domain.errors import InputError, NotAllowedError, WrongStepError
from app.domain.membership import Entry, replay_membership
from app.domain.progress.events import EventKind, NewEvent
from app.domain.vocabulary import MembershipCategory, Role
from app.extensions import db
from app.models.event import EventRow
from app.models.organization import Organization
from app.services import histories
from app.services.applications.register import project_membership
from app.services.memberships.roles import RECORDING
from app.services.occasion import Occasion
from app.services.organizations import get as get_organization
from app.services.seeding import read_members
from app.services.transaction import transaction

FOUNDED = 2010
"""The year in which WeGO was founded: nobody was a member before."""
LONGEST_SOURCE = 200
EARNED = Text(
    "Esta membresía viene de un expediente: corrija allí la decisión, y el registro de miembros la sigue.",
    "This membership comes from an application: correct the decision there, and the register follows.",
)
NOT_YOURS = Text("Lo registra Lima o la Embajada en Seúl.", "Lima or the Embassy in Seoul records this.")


@dataclass(frozen=True, slots=True)
class Recognition:
    """An existing member as Lima or the Embassy records it: category, since, by which source of which year."""

    category: MembershipCategory
    since: date | None
    source: str
    year: int
    is_confirmed: bool


def recognizable(code: str, occasion: Occasion) -> tuple[Organization, Entry | None]:
    """Return the organization that the actor may record as a member, and what the register says of it now.

    Raises NoResultFound for an unknown code, and NotAllowedError for anybody but Lima and the Embassy.
    """
    _check_actor(occasion)
    organization = get_organization(code)
    entry = current(db.session, organization.id)
    _check_not_earned(entry)
    return organization, entry


def current(session: Session, organization_id: int) -> Entry | None:
    """Return what the register says of an organization now; None where it isn't on it."""
    return replay_membership(histories.load(session, histories.membership_stream(organization_id))).current


def may_recognize(entry: Entry | None, actor: Actor) -> bool:
    """Whether `actor` may record that who has this entry is a member, or mend it: not what an application wrote."""
    return bool(actor.roles & RECORDING) and not (entry and entry.application_id)


def record_existing(code: str, said: Recognition, occasion: Occasion) -> None:
    """Record that an organization already is a member, or mend what the register says of it (rule 8).

    Raises NoResultFound for an unknown code, NotAllowedError for anybody but Lima and the Embassy, InputError without a
    source, or for a day or year that can't be.
    """
    _check_actor(occasion)
    _check(said, occasion)
    with transaction() as session:
        query = sa.select(Organization).where(Organization.code == code).with_for_update()
        organization = session.scalars(query).one()
        _check_not_earned(current(session, organization.id))
        recognize(session, organization.id, said, occasion)


def _check_actor(occasion: Occasion) -> None:
    if not occasion.actor.roles & RECORDING:
        raise NotAllowedError(NOT_YOURS)


def _check_not_earned(entry: Entry | None) -> None:
    """Leave to the application what it wrote into the register: corrected there, the register follows."""
    if entry and entry.application_id:
        raise WrongStepError(EARNED)


def _check(said: Recognition, occasion: Occasion) -> None:
    today = occasion.today_in_seoul if Role.EMBASSY in occasion.actor.roles else occasion.today
    if not said.source.strip():
        raise InputError("source", Text("Diga de qué fuente lo sabe.", "Say from which source you know it."))
    if len(said.source.strip()) > LONGEST_SOURCE:
        words = Text("Escriba como máximo {n} caracteres.", "Write at most {n} characters.")
        raise InputError("source", words.format(n=LONGEST_SOURCE))
    if not FOUNDED <= said.year <= today.year:
        words = Text("Escriba un año entre {first} y {last}.", "Write a year between {first} and {last}.")
        raise InputError("year", words.format(first=FOUNDED, last=today.year))
    if said.since and said.since > today:
        words = Text("La fecha no puede ser posterior a hoy.", "The date cannot be later than today.")
        raise InputError("since", words)
    if said.since and said.since.year < FOUNDED:
        raise InputError("since", Text("WeGO se fundó en 2010.", "WeGO was founded in 2010."))


def recognize(
    session: Session, organization_id: int, said: Recognition, occasion: Occasion, *, is_demo: bool = False
) -> None:
    """Write a recognition into the membership's stream, in the caller's transaction; nothing if it says so already."""
    stream = histories.membership_stream(organization_id)
    now = current(session, organization_id)
    source = said.source.strip()
    if now and (now.category, now.since, now.source, now.year, now.is_confirmed) == (
        said.category,
        said.since,
        source,
        said.year,
        said.is_confirmed,
    ):
        return
    kind = EventKind.CATEGORY_CHANGED if now else EventKind.RECOGNIZED
    data = {
        "category": said.category.value,
        "since": said.since.isoformat() if said.since else None,
        "source": source,
        "year": said.year,
        "is_confirmed": said.is_confirmed,
    }
    histories.append(session, stream, NewEvent(kind, occasion.today, data), occasion)
    project_membership(session, organization_id, is_demo=is_demo)


def _stream(organization: Organization) -> str:
    return histories.membership_stream(organization.id)


def seed_known(folder: Path, occasion: Occasion) -> int:
    """Record the members the seeds know of of whom nothing was recorded yet, and return how many that was.

    The source gives its own year and no day of entry, so none is recorded. A member that somebody took off the
    register again has a history, and is left alone.
    """
    with transaction() as session:
        new = 0
        for member in read_members(folder):
            query = sa.select(Organization).where(Organization.code == member.organization_code)
            organization = session.scalars(query).one()
            history = sa.select(EventRow.id).where(EventRow.stream == _stream(organization)).limit(1)
            if session.scalar(history) is not None:
                continue
            said = Recognition(member.category, None, member.source, member.year, is_confirmed=False)
            recognize(session, organization.id, said, occasion)
            new += 1
    return new
