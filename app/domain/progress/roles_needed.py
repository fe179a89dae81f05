"""What every rule begins with: whether one of the roles it asks for is held towards this application."""

from typing import TypeAlias

from app.domain.access import Actor, roles_on
from app.domain.bilingual import Text
from app.domain.errors import DomainError, NotAllowedError
from app.domain.progress.actions import Surroundings
from app.domain.vocabulary import Role

NOT_YOURS = Text(
    "Su cargo no permite esta acción en este expediente.", "Your role does not allow this action on this application."
)
NOT_OPEN = Text("El paso «{step}» no está abierto ahora.", "The step “{step}” is not open now.")
NOT_IN_REVIEW = Text("El expediente no está en revisión.", "The application is not in review.")
Refusal: TypeAlias = DomainError | None


def needs(actor: Actor, around: Surroundings, allowed: frozenset[Role]) -> Refusal:
    """Return the refusal unless `actor` holds one of the `allowed` roles here."""
    return None if roles_on(actor, around.subject) & allowed else NotAllowedError(NOT_YOURS)
