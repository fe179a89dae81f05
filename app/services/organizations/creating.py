"""Adding the companies and institutions that the registry doesn't hold."""

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.domain.access import Actor
from app.domain.bilingual import Text
from app.domain.errors import InputError, NotAllowedError
from app.domain.progress.events import EventKind, NewEvent
from app.domain.ruc import WRONG_RUC, is_valid_ruc
from app.domain.text import fold
from app.domain.vocabulary import OrganizationType, Role
from app.models.organization import Organization
from app.services import histories
from app.services.occasion import Occasion
from app.services.organizations.sources import BY_LIMA
from app.services.transaction import transaction

PRIVATE = tuple(kind for kind in OrganizationType if kind.is_private)
"""The kinds of organization that people add; governments come with the reference data."""
LONGEST = 200
TAKEN = Text(
    "Ya hay una organización con ese RUC: búsquela por su número.",
    "There is an organization with that RUC already: search for it by its number.",
)


def may_create(actor: Actor) -> bool:
    """Whether `actor` may add a company or an institution: Lima does (rule 12)."""
    return Role.COORDINATOR in actor.roles


def create(kind: OrganizationType, ruc: str, name: str, address: str, occasion: Occasion) -> str:
    """Add a company or institution, one per RUC, and return its code. Lima does it (rule 12).

    Raises NotAllowedError for anybody else and InputError for a wrong or known RUC (also when somebody else was faster
    by an instant), a name missing or too long, or another type.
    """
    if not may_create(occasion.actor):
        raise NotAllowedError(
            Text("Empresas e instituciones las registra Lima.", "Lima registers companies and institutions.")
        )
    name, address = name.strip(), address.strip()
    _check(kind, ruc, name, address)
    try:
        with transaction() as session:
            organization = _add(session, kind, ruc, name, address)
            told = {"type": kind.value, "ruc": ruc, "name": name, "address": address}
            new = NewEvent(EventKind.CREATED, occasion.today, told)
            histories.append(session, histories.organization_stream(organization.id), new, occasion)
    except IntegrityError as error:
        raise InputError("ruc", TAKEN) from error
    return ruc


def _check(kind: OrganizationType, ruc: str, name: str, address: str) -> None:
    if kind not in PRIVATE:
        raise InputError("kind", Text("Elija empresa o institución.", "Choose company or institution."))
    if not is_valid_ruc(ruc):
        raise InputError("ruc", WRONG_RUC)
    if not name:
        raise InputError("name", Text("Escriba el nombre.", "Write the name."))
    for field, value in (("name", name), ("address", address)):
        if len(value) > LONGEST:
            words = Text("Escriba como máximo {n} caracteres.", "Write at most {n} characters.")
            raise InputError(field, words.format(n=LONGEST))


def _add(session: Session, kind: OrganizationType, ruc: str, name: str, address: str) -> Organization:
    taken = sa.or_(Organization.code == ruc, Organization.ruc == ruc)
    if session.scalar(sa.select(Organization.id).where(taken)) is not None:
        raise InputError("ruc", TAKEN)
    organization = Organization(
        code=ruc,
        type=kind,
        name=name,
        address=address or None,
        ruc=ruc,
        search_text=fold(name),
        source=BY_LIMA.es,
    )
    session.add(organization)
    session.flush()
    return organization
