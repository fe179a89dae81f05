"""The process as data: stages and steps of one kind of applicant, as `seeds/process/*.yaml` write them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from app.domain.bilingual import Text
from app.domain.vocabulary import Certainty, OrganizationType, Party, Role, Status

OUTSIDE = frozenset({Party.SECRETARIAT, Party.EXCOM})
"""Parties without accounts: anyone here may pass their answer on, and the step's recorders confirm it with evidence."""


class Act(StrEnum):
    """What finishing a step means to the program; most steps are simply completed."""

    COMPLETE = "complete"
    SUBMIT = "submit"
    REVIEW = "review"
    RESUBMIT = "resubmit"
    RESOLVE = "resolve"
    SIGN = "sign"
    SEND = "send"
    ASSOCIATE = "associate"
    CONFIRM = "confirm"


class Evidence(StrEnum):
    """Whether a step can be finished without an uploaded paper."""

    NONE = "none"
    OPTIONAL = "optional"
    REQUIRED = "required"


class Stream(StrEnum):
    """Whose history a step belongs to: one application's, or the membership that follows it."""

    APPLICATION = "application"
    MEMBERSHIP = "membership"


class Repeats(StrEnum):
    """When a finished step of a membership comes round again."""

    NONE = "none"
    YEARLY = "yearly"
    ON_AUTHORITY_CHANGE = "on_authority_change"


@dataclass(frozen=True, slots=True)
class Term:
    """Business days a holder has; `extension` more may be given once; `formal_days` when only forms are at fault."""

    days: int
    extension: int = 0
    formal_days: int | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Where a step's rule comes from, when, and how far it can be relied on."""

    text: Text
    date: str | None
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Settlement:
    """What settles a step of a membership: a yes to the question `answer`; after a no the step keeps its turn.

    Where a step comes for one thing after another, as a fee for its year, `each` is the question that tells them apart.
    `open` says how it stands after a no, and `then` what to do about it.
    """

    answer: str
    each: str | None
    open: Text
    then: Text


@dataclass(frozen=True, slots=True)
class Stage:
    """A group of steps with a title of its own."""

    key: str
    title: Text


@dataclass(frozen=True, slots=True)
class Step:
    """One step: who acts, who writes it down, what it needs first, by when, and what it leads to.

    `is_dated`: the day it happened must be given, since it happened outside and is only recorded here.
    `general_term_ends` is the last day in office of every authority of this kind of applicant, used where the
    authority's own isn't known; its source is the step's.
    """

    key: str
    number: int
    stage: str
    stream: Stream
    title: Text
    guidance: Text
    holder: Party
    doer: Text
    recorded_by: frozenset[Role]
    documents: tuple[Text, ...]
    evidence: Evidence
    is_dated: bool
    term: Term | None
    is_external: bool
    typical: Text
    needs: tuple[str, ...]
    within: str | None
    may_skip: bool
    act: Act
    sections: tuple[str, ...]
    asks: str | None
    milestone: Status | None
    repeats: Repeats
    source: Source
    settled_by: Settlement | None = None
    general_term_ends: date | None = None


@dataclass(frozen=True)
class Definition:
    """One version of the process of one kind of applicant."""

    key: str
    version: int
    title: Text
    applies_to: frozenset[OrganizationType]
    stages: tuple[Stage, ...]
    steps: tuple[Step, ...]

    @cached_property
    def by_key(self) -> Mapping[str, Step]:
        """The steps by their key."""
        return {step.key: step for step in self.steps}

    @cached_property
    def application_steps(self) -> tuple[Step, ...]:
        """The steps of an application, in the order of their numbers."""
        return tuple(step for step in self.steps if step.stream is Stream.APPLICATION)

    @cached_property
    def membership_steps(self) -> tuple[Step, ...]:
        """The steps of the membership that follows, in the order of their numbers."""
        return tuple(step for step in self.steps if step.stream is Stream.MEMBERSHIP)

    def __getitem__(self, key: str) -> Step:
        """Return the step called `key`; raises KeyError when this version has none."""
        return self.by_key[key]

    def acting(self, act: Act) -> Step | None:
        """Return the application's step that `act` finishes, or None where this process has none."""
        return next((step for step in self.application_steps if step.act is act), None)

    def leading_to(self, key: str) -> frozenset[str]:
        """Return the steps that must be settled, one after another, before `key` can be; a circle is walked once."""
        found: set[str] = set()
        left = list(self[key].needs)
        while left:
            need = left.pop()
            if need not in found and need in self.by_key:
                found.add(need)
                left += self[need].needs
        return frozenset(found)

    def resting_on(self, key: str) -> tuple[Step, ...]:
        """Return the application's steps that `key` leads to, near and far."""
        return tuple(step for step in self.application_steps if key in self.leading_to(step.key))

    @property
    def blocking(self) -> frozenset[str]:
        """Steps the way to the end passes through: those another needs, and those that give a milestone."""
        needed = {key for step in self.application_steps for key in step.needs}
        return frozenset(needed | {step.key for step in self.application_steps if step.milestone})
