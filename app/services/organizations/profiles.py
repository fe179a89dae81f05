"""An organization's page: what the registry knows of it, who serves it, where it stands with WeGO, what can be done."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.access import may_invite
from app.domain.bilingual import Text
from app.domain.progress.category import shown_status
from app.domain.vocabulary import Certainty, MembershipCategory, Role, Status
from app.extensions import db
from app.models.application import Application
from app.models.membership import MembershipRow
from app.models.office import Office
from app.models.organization import Organization
from app.services import offices
from app.services.applications.candidates import Candidate, candidate
from app.services.memberships.recognizing import current, may_recognize
from app.services.occasion import Occasion
from app.services.organizations import registry
from app.services.organizations.finding import get, place_of
from app.services.organizations.sources import in_both_languages, translations
from app.services.scope import visible_to


@dataclass(frozen=True, slots=True)
class Received:
    """Something the organization received from WeGO, and who says so."""

    title: Text
    year: int
    source: Text
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Line:
    """One of its applications, as far as the actor may see them; its status is the one pages show."""

    number: str
    status: Status | MembershipCategory
    opened_on: date
    office: str


@dataclass(frozen=True, slots=True)
class Profile:
    """One organization as its page shows it.

    `office` accompanies it today; `is_provisional` says that which department it serves isn't confirmed. `opening` says
    whether an application can be opened and, if not, why; `may_invite` and `may_recognize` are what else the actor may.
    """

    organization: Organization
    place: str
    source: Text
    office: Office
    is_provisional: bool
    membership: MembershipRow | None
    membership_source: Text | None
    received: tuple[Received, ...]
    applications: tuple[Line, ...]
    opening: Candidate
    may_invite: bool
    may_recognize: bool


def show(code: str, occasion: Occasion) -> Profile:
    """Return an organization for its page; raises NoResultFound for an unknown code. The registry is open to all."""
    session, actor = db.session, occasion.actor
    organization = get(code)
    office = offices.serving(session, organization, occasion.today)
    known = translations(session)
    membership = registry.membership(organization.id)
    return Profile(
        organization,
        place_of(organization),
        in_both_languages(organization.source, known),
        office,
        _is_provisional(organization, office),
        membership,
        in_both_languages(membership.source, known) if membership else None,
        _received(organization, known),
        tuple(_applications(session, organization, membership, occasion)),
        candidate(code, occasion),
        may_invite(actor, Role.PREPARER, organization.id, None, office.id),
        may_recognize(current(session, organization.id) if membership else None, actor),
    )


def _is_provisional(organization: Organization, office: Office) -> bool:
    """Whether it is our proposal that this office serves the department; that Lima accompanies companies is a rule."""
    certainty = office.territory_certainty
    return bool(organization.department_code) and not (certainty and certainty.is_established)


def _received(organization: Organization, known: Mapping[str, str]) -> tuple[Received, ...]:
    return tuple(
        Received(Text(row.title_es, row.title_en), row.year, in_both_languages(row.source, known), row.certainty)
        for row in registry.cooperation(organization.id)
    )


def _applications(
    session: Session, organization: Organization, membership: MembershipRow | None, occasion: Occasion
) -> Iterator[Line]:
    category = membership.category if membership else None
    query = (
        sa.select(Application.number, Application.status, Application.opened_on, Office.name)
        .join(Office, Office.id == Application.office_id)
        .where(Application.organization_id == organization.id, visible_to(occasion.actor))
        .order_by(Application.is_open.desc(), Application.id.desc())
    )
    for row in session.execute(query):
        yield Line(row.number, shown_status(row.status, category), row.opened_on, row.name)
