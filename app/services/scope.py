"""What a person may see, as conditions on queries: the second ring. What isn't visible doesn't exist (404)."""

import sqlalchemy as sa

from app.domain.access import OFFICE_ROLES, Actor
from app.domain.vocabulary import Role
from app.models.application import Application


def visible_to(actor: Actor) -> sa.ColumnElement[bool]:
    """Return the condition on `Application` that `app.domain.access.may_see` states for one application."""
    if actor.roles & {Role.COORDINATOR, Role.EMBASSY}:
        return sa.true()
    return sa.or_(
        Application.organization_id.in_(actor.organizations()),
        Application.office_id.in_(actor.offices(OFFICE_ROLES)),
    )
