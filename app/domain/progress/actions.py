"""What can be done with an application: kinds of action, what each asks for, and the surroundings it depends on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from app.domain.access import Actor, Subject
from app.domain.process.answers import Known
from app.domain.process.catalog import Catalog


class ActionKind(StrEnum):
    """Something a person may do; the value is the word in addresses and forms."""

    SAVE = "save"
    UPLOAD = "upload"
    REMOVE = "remove"
    COMPLETE = "complete"
    SKIP = "skip"
    SUBMIT = "submit"
    OBSERVE = "observe"
    ISSUE_ROUND = "issue_round"
    ANSWER = "answer"
    RESUBMIT = "resubmit"
    ENDORSE = "endorse"
    PROCEED = "proceed"
    EXTEND = "extend"
    REGISTER = "register"
    SUSPEND = "suspend"
    RESUME = "resume"
    WITHDRAW = "withdraw"
    ARCHIVE = "archive"
    NOT_ACCEPT = "not_accept"
    REOPEN = "reopen"
    TRANSFER = "transfer"
    CORRECT = "correct"


REASONED = frozenset({
    ActionKind.SKIP,
    ActionKind.PROCEED,
    ActionKind.EXTEND,
    ActionKind.SUSPEND,
    ActionKind.RESUME,
    ActionKind.WITHDRAW,
    ActionKind.ARCHIVE,
    ActionKind.NOT_ACCEPT,
    ActionKind.REOPEN,
    ActionKind.TRANSFER,
    ActionKind.CORRECT,
})  # fmt: skip
"""Actions that are only taken with a written reason."""


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do: its kind and what it's done to (key of a step, section or observation, number of an event)."""

    kind: ActionKind
    target: str = ""

    @property
    def needs_reason(self) -> bool:
        """Whether a written reason goes with it whatever the circumstances."""
        return self.kind in REASONED


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a decision depends on besides the history: the form, the dates, whose application it is, who could certify.

    `today` is the day in Lima and `today_in_seoul` the one there; `signatories` are the users who hold the signatory's
    role in the organization today; `has_another` says that a later application of the organization is open;
    `registry` is what the registry knows the organization by.
    """

    catalog: Catalog
    subject: Subject
    today: date
    today_in_seoul: date
    signatories: frozenset[int] = frozenset()
    has_another: bool = False
    registry: Mapping[str, Any] = field(default_factory=dict)

    @property
    def known(self) -> Known:
        """What answers are held against."""
        return Known(self.today, self.registry)


@dataclass(frozen=True, slots=True)
class Inputs:
    """What the person gave with an action; each action reads what it asks for.

    `form_hash` is that of the form as they read it before certifying; None where nobody showed it to them.
    """

    reason: str = ""
    happened_on: date | None = None
    answers: Mapping[str, Any] = field(default_factory=dict)
    observations: tuple[Mapping[str, Any], ...] = ()
    text: str = ""
    office_id: int | None = None
    attachment: int | None = None
    sha256: str = ""
    form_hash: str | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """Somebody asks for an action on an application as it stands."""

    actor: Actor
    action: Action
    inputs: Inputs = field(default_factory=Inputs)
