"""Inviting a person to a role, sending the mail again, taking an invitation back."""

from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa
from email_validator import EmailNotValidError, validate_email
from sqlalchemy.orm import Session

from app.domain.access import CITY_ROLES
from app.domain.bilingual import Text
from app.domain.errors import InputError, WrongStepError
from app.domain.vocabulary import Role
from app.models.user import Invitation, Mandate, User
from app.services.invitations import links
from app.services.invitations.places import Place, check_may_give, find_place, place_of, visible_to
from app.services.occasion import Occasion
from app.services.transaction import transaction

LASTS = timedelta(days=7)
LONGEST_EMAIL, LONGEST_NAME = 254, 200
WEGO = ("we-gov.org",)
"""The domains of WeGO, to which the program never writes: a government applies by itself (rule 11)."""


@dataclass(frozen=True, slots=True)
class Guest:
    """Who is invited to which role, in an organization or an office (by code)."""

    email: str
    name: str
    role: Role
    organization_code: str | None = None
    office_code: str | None = None


def invite(guest: Guest, occasion: Occasion) -> int:
    """Keep the place and put the mail in the outbox, together; returns the invitation's id.

    Raises NotAllowedError where the place isn't the actor's to give, InputError for a wrong address, name or scope, or
    for somebody who holds the role or has been invited to it, NoResultFound for an unknown code.
    """
    with transaction() as session:
        place = _place(session, guest, occasion)
        check_may_give(occasion.actor, guest.role, place)
        return _invite(session, guest, place, occasion)[0]


def invite_by_command(guest: Guest, occasion: Occasion) -> str:
    """Invite as whoever runs the program, to any role, and return the link's token. Raises InputError as `invite`."""
    with transaction() as session:
        return _invite(session, guest, _place(session, guest, occasion), occasion)[1]


def _place(session: Session, guest: Guest, occasion: Occasion) -> Place:
    if guest.role in CITY_ROLES and not guest.organization_code:
        raise InputError("organization", Text("Elija la organización.", "Choose the organization."))
    if guest.role not in CITY_ROLES | {Role.ADMINISTRATOR} and not guest.office_code:
        raise InputError("office", Text("Elija la oficina.", "Choose the office."))
    place = find_place(session, guest.organization_code, guest.office_code, occasion.today)
    if guest.role not in place.roles:
        raise InputError("role", Text("Ese cargo no existe ahí.", "There is no such role there."))
    return place


def _invite(session: Session, guest: Guest, place: Place, occasion: Occasion) -> tuple[int, str]:
    email, name = guest.email.strip().lower(), guest.name.strip()
    _check(email, name)
    _refuse_repeated(session, email, guest.role, place, occasion)
    row = Invitation(
        email=email,
        name=name,
        role=guest.role,
        organization_id=place.organization_id,
        office_id=place.office_id,
        invited_by_id=occasion.actor.user_id,
        created_at=occasion.now,
        expires_at=occasion.now + LASTS,
    )
    session.add(row)
    session.flush()
    return row.id, links.mail(session, row, occasion.now)


def _check(email: str, name: str) -> None:
    if not is_address(email):
        raise InputError(
            "email",
            Text(
                "Escriba un correo completo y sin tildes, por ejemplo nombre@example.org.",
                "Write a complete e-mail address without accents, for example name@example.org.",
            ),
        )
    if email.rpartition("@")[2] in WEGO or email.endswith(tuple(f".{domain}" for domain in WEGO)):
        raise InputError(
            "email",
            Text(
                "El programa no escribe a WeGO: elija otro correo.",
                "The program does not write to WeGO: choose another.",
            ),
        )
    if not name:
        raise InputError("name", Text("Escriba el nombre de la persona.", "Write the person's name."))
    if len(name) > LONGEST_NAME:
        raise InputError("name", Text("Escriba como máximo 200 caracteres.", "Write at most 200 characters."))


def is_address(email: str) -> bool:
    """Whether a mail server could be told this address: one mailbox, in plain letters, at a full domain."""
    try:
        validate_email(email, check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        return False
    return len(email) <= LONGEST_EMAIL


def _refuse_repeated(session: Session, email: str, role: Role, place: Place, occasion: Occasion) -> None:
    """Refuse whom the place was given or offered to already: pressing the button twice invites once."""
    held = sa.select(Mandate.id).join(User, User.id == Mandate.user_id)
    held = held.where(User.email == email, Mandate.role == role, Mandate.valid_to.is_(None), *_at(Mandate, place))
    if session.scalar(held.limit(1)) is not None:
        raise InputError("email", Text("Esa persona ya tiene ese cargo.", "That person already holds that role."))
    offered = sa.select(Invitation.id).where(
        Invitation.email == email,
        Invitation.role == role,
        Invitation.accepted_at.is_(None),
        Invitation.expires_at > occasion.now,
        *_at(Invitation, place),
    )
    if session.scalar(offered.limit(1)) is not None:
        raise InputError(
            "email",
            Text(
                "Esa persona ya tiene una invitación pendiente a ese cargo: puede reenviarla.",
                "That person already has a pending invitation to that role: you can send it again.",
            ),
        )


def _at(table: type[Mandate | Invitation], place: Place) -> tuple[sa.ColumnElement[bool], ...]:
    """Return the condition that a row of `table` belongs to `place`."""
    return (
        table.organization_id.is_not_distinct_from(place.organization_id),
        table.office_id.is_not_distinct_from(place.office_id),
    )


def resend(invitation_id: int, occasion: Occasion) -> str:
    """Send the mail again with a new link and a new time limit; the link before it stops working. Returns the address.

    Raises NoResultFound where the invitation isn't the actor's to see, WrongStepError once it was accepted or taken
    back, and NotAllowedError where the place isn't theirs to give any more.
    """
    with transaction() as session:
        row = _mine(session, invitation_id, occasion)
        check_may_give(occasion.actor, row.role, place_of(session, row, occasion.today))
        row.expires_at = occasion.now + LASTS
        links.mail(session, row, occasion.now)
        return row.email


def withdraw(invitation_id: int, occasion: Occasion) -> str:
    """Take an invitation back: its link stops working at once. Returns the address. Raises as `resend`."""
    with transaction() as session:
        row = _mine(session, invitation_id, occasion)
        check_may_give(occasion.actor, row.role, place_of(session, row, occasion.today))
        row.expires_at, row.token_hash = occasion.now, None
        return row.email


def _mine(session: Session, invitation_id: int, occasion: Occasion) -> Invitation:
    query = sa.select(Invitation).where(Invitation.id == invitation_id, visible_to(occasion.actor)).with_for_update()
    row = session.scalars(query).one()
    if row.accepted_at is not None:
        raise WrongStepError(Text("Esa invitación ya se aceptó.", "That invitation was accepted already."))
    if row.token_hash is None:
        raise WrongStepError(Text("Esa invitación se anuló.", "That invitation was taken back."))
    return row
