"""People to invite, and the link they find in their mail."""

import re

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.vocabulary import Role
from app.models.outbox import Mail
from app.services.invitations import Guest
from tests.factories import DISTRICT


def a_guest(role: Role = Role.PREPARER, organization: str | None = DISTRICT, office: str | None = None) -> Guest:
    """Return somebody to invite."""
    return Guest("Nueva.Persona@example.org", "Nueva Persona", role, organization, office)


def last_token(session: Session) -> str:
    """Return the token of the last mail, as the person invited reads it."""
    body = session.scalars(sa.select(Mail.body).order_by(Mail.id.desc()).limit(1)).one()
    found = re.search(r"/invitacion/([\w-]+)", body)
    assert found
    return found[1]
