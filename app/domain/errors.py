"""The rules that can forbid something, each an exception that says in both languages what to do instead."""

from app.domain.bilingual import Text


class DomainError(Exception):
    """A rule forbids it; `because` is what the person reads."""

    def __init__(self, because: Text) -> None:
        """Keep the reason in both languages."""
        super().__init__(because.es)
        self.because = because


class NotFoundError(DomainError):
    """There is no such thing, or not for this actor."""


class NotAllowedError(DomainError):
    """The actor's role or territory doesn't reach so far."""


class WrongStepError(DomainError):
    """The application doesn't stand where this could be done."""


class InputError(DomainError):
    """Something asked for is missing or can't be so; `field` names the input."""

    def __init__(self, field: str, because: Text) -> None:
        """Keep the input's name, so that the page can show the message beside it."""
        super().__init__(because)
        self.field = field


class IncompleteError(DomainError):
    """Sections of the form aren't complete; `missing` are their problems by section key."""

    def __init__(self, because: Text, missing: tuple[str, ...]) -> None:
        """Keep the sections to be completed."""
        super().__init__(because)
        self.missing = missing
