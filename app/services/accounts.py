"""Accounts and the mandates that give them power: who somebody is today, and how accounts come to be."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.access import Actor
from app.domain.access import Mandate as Held
from app.domain.vocabulary import Role
from app.extensions import db
from app.models.user import Mandate, User
from app.services.occasion import Occasion


def actor_of(user_id: int, today: date) -> Actor:
    """Return the person with the mandates in force on `today`, both days of each included."""
    query = sa.select(Mandate.role, Mandate.organization_id, Mandate.office_id).where(
        Mandate.user_id == user_id,
        Mandate.valid_from <= today,
        sa.or_(Mandate.valid_to.is_(None), Mandate.valid_to >= today),
    )
    rows = db.session.execute(query.order_by(Mandate.id))
    return Actor(user_id, tuple(Held(row.role, row.organization_id, row.office_id) for row in rows))


@dataclass(frozen=True, slots=True)
class Person:
    """Who an account is for; the password comes hashed."""

    email: str
    name: str
    password_hash: str
    post: str = ""
    is_demo: bool = False


def add_user(session: Session, person: Person, occasion: Occasion) -> User:
    """Add an account, in the caller's transaction."""
    row = User(
        email=person.email.lower(),
        name=person.name,
        post=person.post,
        password=person.password_hash,
        active=True,
        fs_uniquifier=occasion.entropy(32).hex(),
        created_at=occasion.now,
        confirmed_at=occasion.now,
        is_demo=person.is_demo,
        language="es",
    )
    session.add(row)
    session.flush()
    return row


def grant(  # noqa: PLR0917  # a mandate's own columns, in their order
    session: Session, user: User, role: Role, valid_from: date, organization_id: int | None, office_id: int | None
) -> None:
    """Give `user` a role from a day on, in the caller's transaction; nothing if they hold it already."""
    held = sa.select(Mandate.id).where(
        Mandate.user_id == user.id,
        Mandate.role == role,
        Mandate.organization_id == organization_id if organization_id else Mandate.organization_id.is_(None),
        Mandate.office_id == office_id if office_id else Mandate.office_id.is_(None),
        Mandate.valid_to.is_(None),
    )
    if session.scalar(held) is None:
        session.add(
            Mandate(
                user_id=user.id,
                role=role,
                organization_id=organization_id,
                office_id=office_id,
                valid_from=valid_from,
            )
        )
        session.flush()
