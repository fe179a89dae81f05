"""Opening an application: once per organization, with what the registry knows already filled in."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.domain.access import CITY_ROLES, OFFICE_ROLES
from app.domain.bilingual import Text
from app.domain.errors import NotAllowedError, WrongStepError
from app.domain.process.catalog import Catalog
from app.domain.process.definition import Definition
from app.domain.progress.events import EventKind, NewEvent
from app.domain.progress.replay import replay
from app.domain.progress.rules.words import ANOTHER_OPEN
from app.domain.vocabulary import Role, Status
from app.models.application import Application, ApplicationCounter
from app.models.membership import MembershipRow
from app.models.office import Office
from app.models.organization import Organization
from app.services import histories, offices, processes
from app.services.applications.dossier import place_calendar, registered
from app.services.applications.projection import is_second_open, project
from app.services.applications.writing import personal_paths
from app.services.occasion import Occasion
from app.services.transaction import transaction

ALREADY_MEMBER = Text(
    "Esta organización ya figura como miembro de WeGO: complete sus datos en el registro, sin volver a postular.",
    "This organization is already on the register of WeGO members: complete its entry instead of applying again.",
)
NOT_YOURS = Text(
    "Abre el expediente la propia organización, la oficina que la atiende o Lima.",
    "An application is opened by the organization itself, the office that serves it, or Lima.",
)


def open_application(code: str, occasion: Occasion, *, is_demo: bool = False) -> str:
    """Open an application for the organization `code` and return its number.

    Raises NoResultFound for an unknown organization, NotAllowedError where it isn't the actor's to open, and
    WrongStepError where one is open already (also when somebody else was faster by an instant) or it is a member.
    """
    try:
        with transaction() as session:
            return _open(session, code, occasion, is_demo=is_demo)
    except IntegrityError as error:
        if is_second_open(error):
            raise WrongStepError(ANOTHER_OPEN) from error
        raise


def _open(session: Session, code: str, occasion: Occasion, *, is_demo: bool) -> str:
    organization = session.scalars(sa.select(Organization).where(Organization.code == code)).one()
    office = offices.serving(session, organization, occasion.today)
    if not _may_open(organization, office, occasion):
        raise NotAllowedError(NOT_YOURS)
    # Locked while a number is given: whoever comes second sees the first's application, and numbers have no gaps.
    session.execute(sa.select(Office.id).where(Office.id == office.id).with_for_update())
    _refuse_repeated(session, organization)
    version = processes.latest_for(session, organization.type)
    definition, catalog = processes.typed(version, organization.type)
    row = Application(
        number=_next_number(session, office, occasion.today),
        organization=organization,
        office=office,
        definition=version,
        opened_on=occasion.today,
        is_demo=is_demo,
        is_open=True,
        is_sent=False,
        status=Status.DRAFT,
        milestone=Status.DRAFT,
        holder=definition.application_steps[0].holder,
        since=occasion.today,
        registry_number="",
        sequence=1,
        updated_at=occasion.now,
    )
    session.add(row)
    session.flush()
    _begin(session, row, definition, catalog, occasion)
    return row.number


def _begin(session: Session, row: Application, definition: Definition, catalog: Catalog, occasion: Occasion) -> None:
    """Write the first event of the application, and bring its rows to what it says."""
    said = {
        "organization": row.organization.code,
        "office_id": row.office_id,
        "process": f"{definition.key} {definition.version}",
        "answers": prefilled(row.organization, catalog),
    }
    opened = NewEvent(EventKind.OPENED, occasion.today, said)
    stream = histories.application_stream(row.id)
    event = histories.append(session, stream, opened, occasion, personal_paths(opened, catalog))
    holidays = place_calendar(session, row.organization, occasion.today, occasion.today)
    project(row, replay(definition, [event]), holidays, occasion.now)


def _may_open(organization: Organization, office: Office, occasion: Occasion) -> bool:
    actor = occasion.actor
    return (
        organization.id in actor.organizations(CITY_ROLES)
        or office.id in actor.offices(OFFICE_ROLES)
        or Role.COORDINATOR in actor.roles
    )


def _refuse_repeated(session: Session, organization: Organization) -> None:
    open_now = sa.select(Application.id).where(Application.organization_id == organization.id, Application.is_open)
    if session.scalar(open_now.limit(1)) is not None:
        raise WrongStepError(ANOTHER_OPEN)
    if session.scalar(sa.select(MembershipRow.id).where(MembershipRow.organization_id == organization.id)) is not None:
        raise WrongStepError(ALREADY_MEMBER)


def _next_number(session: Session, office: Office, today: date) -> str:
    counter = session.scalar(
        sa.select(ApplicationCounter).where(
            ApplicationCounter.office_id == office.id, ApplicationCounter.year == today.year
        )
    )
    if counter is None:
        counter = ApplicationCounter(office_id=office.id, year=today.year, last=0)
        session.add(counter)
    counter.last += 1
    letters = office.code.rpartition("-")[2][:3]
    return f"{today.year}-{letters}-{counter.last:04d}"


def prefilled(organization: Organization, catalog: Catalog) -> dict[str, dict[str, Any]]:
    """Return the answers the registry already gives, by section and code; what it doesn't know is left out."""
    known = registry_values(organization)
    found: dict[str, dict[str, Any]] = {}
    for section in catalog.form_sections:
        answers = {
            field.code: known[field.prefill]
            for field in section.fields
            if field.prefill and known.get(field.prefill) not in {None, ""}
        }
        if answers:
            found[section.key] = answers
    return found


def registry_values(organization: Organization) -> dict[str, Any]:
    """Return what the registry says of an organization, by the names the form's fields ask for."""
    department, province, district = organization.department, organization.province, organization.district
    place = organization.territory
    area = str(place.area_km2) if place is not None and place.area_km2 is not None else None
    population = department if province is None else None
    return {
        **registered(organization),
        "population": population.population if population else None,
        "population_year": population.population_year if population else None,
        "population_source": population.population_source if population else None,
        "name": organization.name,
        "name_en": organization.name_en,
        "department": department.name if department else None,
        "province": province.name if province else None,
        "district": district.name if district else None,
        "address": organization.address,
        "domain": organization.domain,
        "area": area,
        "altitude": place.altitude_m if place is not None else None,
    }
