"""What the pages of the membership form ask beside the application itself: the empty form, and who could certify."""

import sqlalchemy as sa

from app.domain.process.catalog import Catalog
from app.domain.process.definition import Definition
from app.domain.vocabulary import OrganizationType
from app.extensions import db
from app.models.user import User
from app.services import processes
from app.services.applications.dossier import read
from app.services.occasion import Occasion


def published(kind: OrganizationType) -> tuple[Definition, Catalog]:
    """Return the newest process and form for this kind of organization; raises LookupError where none is published."""
    return processes.typed(processes.latest_for(db.session, kind))


def signatories(number: str, occasion: Occasion) -> tuple[str, ...]:
    """Return the names of those who hold the signatory's role in the application's organization today, by name.

    Raises NoResultFound where the application doesn't exist for the actor.
    """
    ids = read(db.session, number, occasion).around.signatories
    return tuple(db.session.scalars(sa.select(User.name).where(User.id.in_(ids)).order_by(User.name)))
