"""The page of invitations: where the actor may invite to, and what they invited to that nobody has accepted yet."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from app.domain.errors import NotAllowedError
from app.domain.vocabulary import Role
from app.extensions import db
from app.models.user import Invitation
from app.services.invitations.places import (
    NOT_YOURS,
    Place,
    departments_served,
    find_place,
    may_give,
    own_places,
    visible_to,
)
from app.services.occasion import Occasion
from app.services.organizations import Found, search

SHOWN_FOR = timedelta(days=60)
MOST_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Pending:
    """An invitation nobody has accepted: whom it is for, the place it keeps, until when, whether it has expired."""

    id: int
    email: str
    name: str
    role: Role
    place: str
    expires_at: datetime
    is_expired: bool


@dataclass(frozen=True, slots=True)
class Desk:
    """What the page of invitations shows.

    `chosen` is the place invited to, with `roles` as far as they are the actor's to give; without it `places` and, for
    governments, a search (`may_search`, `found`) lead to one.
    """

    chosen: Place | None
    roles: tuple[Role, ...]
    places: tuple[Place, ...]
    may_search: bool
    found: tuple[Found, ...]
    pending: tuple[Pending, ...]


def desk(organization_code: str, office_code: str, words: str, occasion: Occasion) -> Desk:
    """Return the page for a chosen place, the only one there is, or the choice of one.

    Raises NoResultFound for an unknown code, and NotAllowedError for a place where nothing is the actor's to give.
    """
    session, actor = db.session, occasion.actor
    places = tuple(own_places(session, occasion))
    departments = departments_served(session, occasion)
    may_search = departments is None or bool(departments)
    chosen = places[0] if len(places) == 1 and not may_search else None
    if organization_code or office_code:
        is_administration = office_code == ADMINISTRATION
        chosen = find_place(session, organization_code, "" if is_administration else office_code, occasion.today)
    roles = tuple(role for role in chosen.roles if may_give(actor, role, chosen)) if chosen else ()
    if not (roles if chosen else places or may_search):
        raise NotAllowedError(NOT_YOURS)
    found = tuple(search(words, departments=departments)) if may_search and not chosen else ()
    return Desk(chosen, roles, places, may_search, found, tuple(_pending(occasion)))


ADMINISTRATION = "administracion"
"""What stands for the program's administration where an office's code is asked."""


def _pending(occasion: Occasion) -> list[Pending]:
    query = (
        sa.select(Invitation)
        .where(
            Invitation.accepted_at.is_(None),
            Invitation.token_hash.is_not(None),
            Invitation.created_at > occasion.now - SHOWN_FOR,
            visible_to(occasion.actor),
        )
        .order_by(Invitation.id.desc())
        .limit(MOST_SHOWN)
        .options(joinedload(Invitation.organization), joinedload(Invitation.office))
    )
    return [
        Pending(
            row.id,
            row.email,
            row.name,
            row.role,
            _name(row),
            row.expires_at,
            row.expires_at <= occasion.now,
        )
        for row in db.session.scalars(query)
    ]


def _name(row: Invitation) -> str:
    if row.organization is not None:
        return row.organization.name
    return row.office.name if row.office is not None else ""
