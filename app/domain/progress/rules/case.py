"""One question put to the rules: may this person take this action on this application, and with what result."""

from dataclasses import dataclass, field
from functools import cached_property

from app.domain.access import Actor, roles_on
from app.domain.errors import NotAllowedError
from app.domain.process.definition import Step
from app.domain.progress.actions import Action, Inputs, Surroundings
from app.domain.progress.rules.words import NOT_YOURS, Refusal
from app.domain.progress.state import State
from app.domain.text import trimmed
from app.domain.vocabulary import Role


@dataclass(frozen=True)
class Case:
    """Everything a rule may look at; `inputs` are what the person gave, nothing while a page only asks."""

    state: State
    action: Action
    actor: Actor
    around: Surroundings
    inputs: Inputs = field(default_factory=Inputs)

    @cached_property
    def roles(self) -> frozenset[Role]:
        """The roles the actor has towards this application."""
        return roles_on(self.actor, self.around.subject)

    @property
    def step(self) -> Step | None:
        """The application's step the action names, or None where there is none of that name."""
        return next((step for step in self.state.definition.application_steps if step.key == self.action.target), None)

    @property
    def reason(self) -> str:
        """The reason given, without space around it."""
        return trimmed(self.inputs.reason)

    @property
    def text(self) -> str:
        """The text given, without space around it."""
        return trimmed(self.inputs.text)

    def needs(self, allowed: frozenset[Role]) -> Refusal:
        """Return the refusal unless the actor holds one of the `allowed` roles here."""
        return None if self.roles & allowed else NotAllowedError(NOT_YOURS)
