"""Inviting a person: a place with a role, a mailed link that works once and for a time, an account at the end."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from app.domain.access import CITY_ROLES, may_invite
from app.domain.bilingual import Text
from app.domain.errors import InputError, NotAllowedError, WrongStepError
from app.domain.process.answers import EMAIL
from app.domain.vocabulary import Role
from app.extensions import db
from app.models.office import Office
from app.models.organization import Organization
from app.models.outbox import OutboxKind
from app.models.user import Invitation, User
from app.services import offices, outbox
from app.services.accounts import Person, add_user, grant
from app.services.occasion import Occasion
from app.services.transaction import transaction

LASTS = timedelta(days=7)
SHORTEST_PASSWORD = 12
GONE = Text(
    "El enlace ya se usó o venció. Pida una invitación nueva a quien lo invitó.",
    "The link was already used or has expired. Ask whoever invited you for a new one.",
)


@dataclass(frozen=True, slots=True)
class Guest:
    """Who is invited to which role, in an organization or an office (by code)."""

    email: str
    name: str
    role: Role
    organization_code: str | None = None
    office_code: str | None = None


def invite(guest: Guest, occasion: Occasion, *, by_command: bool = False) -> int:
    """Keep the place and put the mail in the outbox, together; returns the invitation's id.

    Raises NotAllowedError where the place isn't the actor's to give (a command run on the machine may give any),
    InputError for a wrong address, name or scope, NoResultFound for an unknown code.
    """
    email = guest.email.strip().lower()
    if not EMAIL.fullmatch(email) or len(email) > 254:
        raise InputError("email", Text("Escriba un correo completo.", "Write a complete e-mail address."))
    if not guest.name.strip():
        raise InputError("name", Text("Escriba el nombre de la persona.", "Write the person's name."))
    with transaction() as session:
        organization, office = _scope(session, guest)
        serving = offices.serving(session, organization, occasion.today).id if organization else None
        scope = (organization.id if organization else None, office.id if office else None)
        if not by_command and not may_invite(occasion.actor, guest.role, *scope, serving):
            raise NotAllowedError(
                Text("No le corresponde invitar a ese cargo.", "It is not yours to invite somebody to that role.")
            )
        row = Invitation(
            email=email,
            name=guest.name.strip(),
            role=guest.role,
            organization_id=scope[0],
            office_id=scope[1],
            invited_by_id=occasion.actor.user_id,
            created_at=occasion.now,
            expires_at=occasion.now + LASTS,
        )
        session.add(row)
        session.flush()
        outbox.put(session, OutboxKind.INVITATION, {"invitation": row.id}, occasion.now)
        return row.id


def _scope(session: Session, guest: Guest) -> tuple[Organization | None, Office | None]:
    """Return the organization or office a role belongs to; raises InputError where it doesn't fit the role."""
    if guest.role in CITY_ROLES:
        if not guest.organization_code:
            raise InputError("organization", Text("Elija la organización.", "Choose the organization."))
        query = sa.select(Organization).where(Organization.code == guest.organization_code)
        return session.scalars(query).one(), None
    if guest.role is Role.ADMINISTRATOR:
        return None, None
    if not guest.office_code:
        raise InputError("office", Text("Elija la oficina.", "Choose the office."))
    return None, session.scalars(sa.select(Office).where(Office.code == guest.office_code)).one()


def hashed(token: str) -> str:
    """Return the hash under which a token is kept."""
    return hashlib.sha256(token.encode()).hexdigest()


def find(token: str, occasion: Occasion) -> Invitation | None:
    """Return the invitation a link leads to, or None when it was used, has expired or never was. Changes nothing."""
    query = (
        sa.select(Invitation)
        .where(
            Invitation.token_hash == hashed(token),
            Invitation.accepted_at.is_(None),
            Invitation.expires_at > occasion.now,
        )
        .options(joinedload(Invitation.organization), joinedload(Invitation.office))
    )
    return db.session.scalar(query)


def has_account(email: str) -> bool:
    """Whether the invited address already signs in here, so that no new password is asked."""
    return db.session.scalar(sa.select(User.id).where(User.email == email.lower())) is not None


def accept(token: str, name: str, post: str, password_hash: str | None, occasion: Occasion) -> int:
    """Take the place an invitation keeps and return the user's id; the account is made if there is none.

    Raises WrongStepError for a link that was used or expired, InputError without a name or, for a new account, a
    password.
    """
    with transaction() as session:
        query = sa.select(Invitation).where(Invitation.token_hash == hashed(token)).with_for_update()
        row = session.scalar(query)
        if row is None or row.accepted_at is not None or row.expires_at <= occasion.now:
            raise WrongStepError(GONE)
        user = session.scalar(sa.select(User).where(User.email == row.email))
        if user is None:
            if not name.strip():
                raise InputError("name", Text("Escriba su nombre.", "Write your name."))
            if password_hash is None:
                raise InputError("password", Text("Elija una contraseña.", "Choose a password."))
            user = add_user(session, Person(row.email, name.strip(), password_hash, post.strip()), occasion)
        grant(session, user, row.role, occasion.today, row.organization_id, row.office_id)
        row.accepted_at, row.accepted_by_id, row.token_hash = occasion.now, user.id, None
        return user.id


def pending(occasion: Occasion) -> Sequence[Invitation]:
    """Return the invitations the actor sent that nobody has accepted yet, newest first; the administration sees all."""
    query = (
        sa.select(Invitation)
        .where(Invitation.accepted_at.is_(None))
        .order_by(Invitation.id.desc())
        .limit(100)
        .options(joinedload(Invitation.organization), joinedload(Invitation.office))
    )
    if Role.ADMINISTRATOR not in occasion.actor.roles:
        query = query.where(Invitation.invited_by_id == occasion.actor.user_id)
    return db.session.scalars(query).all()


def weak_password(password: str, email: str) -> Text | None:
    """Return what is wrong with a chosen password, or None. Length beats tricks; only the obvious is refused."""
    if len(password) < SHORTEST_PASSWORD:
        return Text("Use {n} caracteres o más.", "Use {n} characters or more.").format(n=SHORTEST_PASSWORD)
    if len(password) > 200:
        return Text("Use 200 caracteres o menos.", "Use 200 characters or fewer.")
    plain = re.sub(r"[^a-z0-9]", "", password.lower())
    if len(set(plain)) < 5 or email.partition("@")[0] in password.lower():
        return Text(
            "Elija otra: no repita pocos caracteres ni use su correo.",
            "Choose another: do not repeat a few characters or use your e-mail address.",
        )
    return None
