"""Recording the steps of a membership: fee, yearly follow-up, change of authorities; and correcting a record."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session

from app.domain.membership import Membership, correct, record, replay_membership, skip
from app.domain.process.catalog import Catalog
from app.domain.process.definition import Step
from app.domain.progress.actions import Inputs
from app.domain.progress.events import Event, NewEvent
from app.domain.vocabulary import Role
from app.models.file import Attachment, StoredFile
from app.models.organization import Organization
from app.services import histories, offices, processes, storage
from app.services.applications.register import project_membership
from app.services.files import Upload, safe_name, sniffed
from app.services.memberships.roles import locked_member, roles_towards
from app.services.occasion import Occasion
from app.services.transaction import transaction


def record_step(code: str, step: str, inputs: Inputs, occasion: Occasion, upload: Upload | None = None) -> None:
    """Record a step of the membership (18 fee, 19 follow-up, 20 change of authorities), with its paper if there is one.

    Raises NoResultFound for who isn't a member or a step there isn't, and the DomainError that forbids it or names what
    is missing or wrong; then nothing was written.
    """
    with transaction() as session:
        organization = locked_member(session, code)
        found, catalog = _step(session, organization, step)
        roles = _roles(session, organization, occasion)
        if upload:
            inputs = replace(inputs, **_attach(session, organization, upload, occasion))
        new = record(_membership(session, organization), found, roles, inputs, catalog, occasion.today)
        _append(session, organization, new, occasion, catalog)


def skip_step(code: str, step: str, reason: str, occasion: Occasion) -> None:
    """Record that a step doesn't apply, as when no fee is charged. Raises as `record_step`."""
    with transaction() as session:
        organization = locked_member(session, code)
        found, catalog = _step(session, organization, step)
        roles = _roles(session, organization, occasion)
        new = skip(_membership(session, organization), found, roles, reason, occasion.today)
        _append(session, organization, new, occasion, catalog)


def correct_record(code: str, sequence: int, reason: str, occasion: Occasion) -> bool:
    """Void a record of the membership, and return whether the organization still is on the register.

    Raises NoResultFound for who isn't a member or no such record, and the DomainError that forbids it.
    """
    with transaction() as session:
        organization = locked_member(session, code)
        events = histories.load(session, histories.membership_stream(organization.id))
        event = the_record(events, sequence)
        membership = replay_membership(events)
        roles = _roles(session, organization, occasion)
        new = correct(membership, event, roles, occasion.actor.user_id, reason)
        _, catalog = processes.typed_for(session, organization.type)
        _append(session, organization, new, occasion, catalog)
        return _membership(session, organization).current is not None


def the_record(events: list[Event], sequence: int) -> Event:
    """Return the event with this number; raises NoResultFound where there is none."""
    for event in events:
        if event.sequence == sequence:
            return event
    raise NoResultFound


def _step(session: Session, organization: Organization, key: str) -> tuple[Step, Catalog]:
    definition, catalog = processes.typed_for(session, organization.type)
    for step in definition.membership_steps:
        if step.key == key:
            return step, catalog
    raise NoResultFound


def _roles(session: Session, organization: Organization, occasion: Occasion) -> frozenset[Role]:
    office = offices.serving(session, organization, occasion.today)
    return roles_towards(occasion.actor, organization, office)


def _membership(session: Session, organization: Organization) -> Membership:
    return replay_membership(histories.load(session, histories.membership_stream(organization.id)))


def _append(session: Session, organization: Organization, new: NewEvent, occasion: Occasion, catalog: Catalog) -> None:
    stream = histories.membership_stream(organization.id)
    histories.append(session, stream, new, occasion, _personal(new.data, catalog))
    project_membership(session, organization.id, is_demo=False)


def _personal(data: Mapping[str, Any], catalog: Catalog) -> list[tuple[str, ...]]:
    return [("answers", code) for code in data.get("answers", {}) if catalog.fields[code].is_personal]


def _attach(session: Session, organization: Organization, given: Upload, occasion: Occasion) -> dict[str, Any]:
    """Keep a paper of the membership and return what `Inputs` says of it. Raises InputError as `files.sniffed`."""
    kind = sniffed(given)
    sha256 = storage.keep(given.content)
    stored = session.scalar(sa.select(StoredFile).where(StoredFile.sha256 == sha256))
    attachment = Attachment(
        file=stored or StoredFile(sha256=sha256, size=len(given.content), kind=kind, stored_at=occasion.now),
        organization_id=organization.id,
        slot=given.slot,
        name=safe_name(given.name, kind),
        uploaded_by_id=occasion.actor.user_id,
        uploaded_at=occasion.now,
    )
    session.add(attachment)
    session.flush()
    return {"attachment": attachment.id, "sha256": sha256}
