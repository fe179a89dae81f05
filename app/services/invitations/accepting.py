"""Accepting an invitation: the place is taken, and an account made where there is none."""

import re
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from app.domain.bilingual import Text
from app.domain.errors import InputError, WrongStepError
from app.extensions import db
from app.models.user import Invitation, User
from app.services.accounts import Person, add_user, grant
from app.services.invitations.links import GONE, hashed, is_open
from app.services.occasion import Occasion
from app.services.transaction import transaction

SHORTEST_PASSWORD, LONGEST_PASSWORD = 12, 200
FEWEST_CHARACTERS = 5
"""How many different letters and digits a password has at least."""
ROWS = ("0123456789" * 3, "abcdefghijklmnopqrstuvwxyz" * 2, "qwertyuiopasdfghjklñzxcvbnm")
"""What fingers type without thinking."""
LONGEST_NAME = 200
SOMEBODY_ELSE = Text(
    "La invitación es para otro correo: salga de su cuenta y vuelva a abrir el enlace.",
    "The invitation is for another e-mail address: sign out and open the link again.",
)


@dataclass(frozen=True, slots=True)
class Accepted:
    """Whose the place is now; `is_new` where the account was made for it, so that its owner just chose the password."""

    user_id: int
    is_new: bool


@dataclass(frozen=True, slots=True)
class Opened:
    """A link that works: its invitation, the account its address signs in with (None: one is made), and who looks.

    `is_somebody_else` where another account is signed in.
    """

    invitation: Invitation
    account_id: int | None
    is_somebody_else: bool


def opened(token: str, occasion: Occasion) -> Opened | None:
    """Return what a link leads to, or None when it was used, has expired or never was. Changes nothing."""
    query = (
        sa.select(Invitation)
        .where(Invitation.token_hash == hashed(token))
        .options(joinedload(Invitation.organization), joinedload(Invitation.office))
    )
    row = db.session.scalar(query)
    if row is None or not is_open(row, occasion.now):
        return None
    account_id = db.session.scalar(sa.select(User.id).where(User.email == row.email))
    return Opened(row, account_id, occasion.actor.user_id not in {None, account_id})


def accept(token: str, name: str, post: str, password_hash: str | None, occasion: Occasion) -> Accepted:
    """Take the place an invitation keeps; the account is made if there is none.

    Raises WrongStepError for a link that was used or expired or while somebody else is signed in, InputError without a
    name or, for a new account, a password.
    """
    with transaction() as session:
        query = sa.select(Invitation).where(Invitation.token_hash == hashed(token)).with_for_update()
        row = session.scalar(query)
        if row is None or not is_open(row, occasion.now):
            raise WrongStepError(GONE)
        user = session.scalar(sa.select(User).where(User.email == row.email))
        if occasion.actor.user_id not in {None, user.id if user else None}:
            raise WrongStepError(SOMEBODY_ELSE)
        is_new = user is None
        user = user or _new_user(session, Person(row.email, name.strip(), password_hash or "", post.strip()), occasion)
        grant(session, user, row.role, occasion.today, row.organization_id, row.office_id)
        row.accepted_at, row.accepted_by_id, row.token_hash = occasion.now, user.id, None
        return Accepted(user.id, is_new)


def _new_user(session: Session, person: Person, occasion: Occasion) -> User:
    if not person.name:
        raise InputError("name", Text("Escriba su nombre.", "Write your name."))
    if not person.password_hash:
        raise InputError("password", Text("Elija una contraseña.", "Choose a password."))
    for field, value in (("name", person.name), ("post", person.post)):
        if len(value) > LONGEST_NAME:
            raise InputError(field, Text("Escriba como máximo 200 caracteres.", "Write at most 200 characters."))
    return add_user(session, person, occasion)


def weak_password(password: str, email: str) -> Text | None:
    """Return what is wrong with a chosen password, or None. Length beats tricks; only the obvious is refused."""
    if len(password) < SHORTEST_PASSWORD:
        return Text("Use {n} caracteres o más.", "Use {n} characters or more.").format(n=SHORTEST_PASSWORD)
    if len(password) > LONGEST_PASSWORD:
        return Text("Use {n} caracteres o menos.", "Use {n} characters or fewer.").format(n=LONGEST_PASSWORD)
    plain = re.sub(r"[\W_]", "", password.casefold())
    is_row = any(plain in row for row in ROWS)
    name = email.partition("@")[0].casefold()
    if is_row or len(set(plain)) < FEWEST_CHARACTERS or _is_mostly(name, password.casefold()):
        return Text(
            "Elija otra: no repita pocos caracteres, no siga el orden del teclado ni use su correo.",
            "Choose another: do not repeat a few characters, follow the keyboard or use your e-mail address.",
        )
    return None


def _is_mostly(name: str, password: str) -> bool:
    """Whether the password is little more than the name before the @; short names may occur in it by chance."""
    return name in password and len(password) - len(name) < SHORTEST_PASSWORD // 2
