"""An application's life told in a test: people act, days pass, and the events pile up as the store would keep them."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, Self

import pytest

from app.domain.access import Actor, Mandate, Subject
from app.domain.errors import DomainError
from app.domain.process.definition import Definition, Evidence
from app.domain.progress.actions import Action, ActionKind, Inputs, Request, Surroundings
from app.domain.progress.decisions import decide
from app.domain.progress.events import Event, EventKind, NewEvent
from app.domain.progress.papers import lacking
from app.domain.progress.refusals import refusal
from app.domain.progress.replay import replay
from app.domain.progress.state import State
from app.domain.vocabulary import Role
from tests.domain import seeds

OURS, OTHERS = 10, 11
CUSCO, LIMA, SEOUL, PUNO = 20, 1, 2, 21

PREPARER = Actor(1, (Mandate(Role.PREPARER, organization_id=OURS),))
SIGNATORY = Actor(2, (Mandate(Role.SIGNATORY, organization_id=OURS),))
ANALYST = Actor(3, (Mandate(Role.ANALYST, office_id=CUSCO),))
HEAD = Actor(4, (Mandate(Role.HEAD, office_id=CUSCO),))
COORDINATOR = Actor(5, (Mandate(Role.COORDINATOR, office_id=LIMA),))
EMBASSY = Actor(6, (Mandate(Role.EMBASSY, office_id=SEOUL),))
COLLEAGUE = Actor(7, (Mandate(Role.PREPARER, organization_id=OURS),))
STRANGER = Actor(8, (Mandate(Role.SIGNATORY, organization_id=OTHERS), Mandate(Role.HEAD, office_id=PUNO)))
ADMINISTRATOR = Actor(9, (Mandate(Role.ADMINISTRATOR),))
EVERYONE = (PREPARER, SIGNATORY, ANALYST, HEAD, COORDINATOR, EMBASSY)

MONDAY = date(2026, 3, 2)


@dataclass
class Story:
    """One application with its events so far; `today` is the day in Lima, `ahead` how many days Seoul is further."""

    key: str = "local-government"
    today: date = MONDAY
    ahead: int = 0
    signatories: frozenset[int] = frozenset({2})
    events: tuple[Event, ...] = ()
    papers: int = 100
    answers: dict[str, Any] = field(default_factory=dict)
    known: State | None = None
    has_another: bool = False
    registry: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Open the application."""
        if not self.events:
            office = CUSCO if self.key == "local-government" else LIMA
            self.write(None, [NewEvent(EventKind.OPENED, self.today, {"office_id": office, "answers": self.answers})])

    @property
    def definition(self) -> Definition:
        """The process it follows."""
        return seeds.definition(self.key)

    @property
    def state(self) -> State:
        """Where it stands now, worked out once for each history."""
        if self.known is None or self.known.sequence != len(self.events):
            self.known = replay(self.definition, self.events)
        return self.known

    @property
    def around(self) -> Surroundings:
        """What decisions depend on besides the history."""
        return self.around_of(self.state)

    def around_of(self, state: State) -> Surroundings:
        """Return the surroundings of `state`, for who has it already."""
        return Surroundings(
            seeds.catalog(self.key),
            Subject(OURS, state.office_id, state.is_sent),
            self.today,
            self.today + timedelta(days=self.ahead),
            self.signatories,
            self.has_another,
            self.registry,
        )

    @property
    def last(self) -> Event:
        """The event written last."""
        return self.events[-1]

    def kinds(self, count: int) -> list[EventKind]:
        """Return the kinds of the last `count` events."""
        return [event.kind for event in self.events[-count:]]

    def on(self, day: date) -> Self:
        """Let the days pass until `day`."""
        self.today = day
        return self

    def copy(self) -> "Story":
        """Return another story with the same past, to try something out."""
        return replace(self)

    def write(self, actor_id: int | None, new: Iterable[NewEvent]) -> None:
        """Keep events as the store does: numbered, timed, with their author."""
        for event in new:
            number = len(self.events) + 1
            at = datetime.combine(self.today, datetime.min.time(), UTC) + timedelta(hours=12, seconds=number)
            kept = Event(number, event.kind, event.data, actor_id, at, event.happened_on)
            self.events = (*self.events, kept)

    def take(self, actor: Actor, kind: ActionKind, target: str = "", **given: Any) -> Self:
        """Take one action; raises what forbids it."""
        request = Request(actor, Action(kind, target), Inputs(**given))
        self.write(actor.user_id, decide(self.state, request, self.around))
        return self

    def refused(self, actor: Actor, kind: ActionKind, target: str = "", **given: Any) -> DomainError:
        """Return the error with which an action is refused; fails where it isn't, or says why in one language only."""
        request = Request(actor, Action(kind, target), Inputs(**given))
        with pytest.raises(DomainError) as caught:
            decide(self.state, request, self.around)
        assert caught.value.because.es
        assert caught.value.because.en
        return caught.value

    def offers(self, actor: Actor, kind: ActionKind, target: str = "") -> bool:
        """Whether a page would offer the action."""
        return refusal(self.state, Action(kind, target), actor, self.around) is None

    def save(self, actor: Actor, section: str, **changes: Any) -> Self:
        """Save some answers of a section."""
        return self.take(actor, ActionKind.SAVE, section, answers=changes)

    def fill(self, actor: Actor, *sections: str) -> Self:
        """Answer the sections rightly; all of the form where none is named."""
        for section in seeds.catalog(self.key).form_sections:
            if not sections or section.key in sections:
                self.take(actor, ActionKind.SAVE, section.key, answers=seeds.right_answers(section))
        return self

    def paper(self, actor: Actor, slot: str) -> Self:
        """Upload a paper of its own number to a slot."""
        self.papers += 1
        return self.take(actor, ActionKind.UPLOAD, slot, attachment=self.papers, sha256=f"{self.papers:064d}")

    def finish(self, actor: Actor, key: str, **given: Any) -> Self:
        """Complete a step with all it asks for: papers and right answers, save those given."""
        step = self.definition[key]
        if step.evidence is Evidence.REQUIRED:
            self.paper(actor, f"step:{key}")
            for field in lacking(self.state, step, seeds.catalog(self.key)):
                self.paper(actor, f"field:{field.code}")
        asked = seeds.right_answers(seeds.catalog(self.key)[step.asks]) if step.asks else {}
        day = self.today if step.is_dated else None
        return self.take(actor, ActionKind.COMPLETE, key, **{"answers": asked, "happened_on": day} | given)

    def prepared(self) -> Self:
        """Go on until the form is whole and the reports are in: the signatory can certify."""
        self.fill(PREPARER)
        for key in ("opening", "city_profile", "technical_report", "budget_report", "legal_opinion", "profile"):
            if key in self.definition.by_key:
                self.finish(PREPARER, key)
        return self

    def submitted(self) -> Self:
        """Go on until the form is certified."""
        return self.prepared().take(SIGNATORY, ActionKind.SUBMIT)

    def observed(self, *anchors: str, is_formal: bool = False, reason: str = "") -> Self:
        """Issue a round with an observation at each anchor."""
        number = len(self.state.rounds) + 1
        observations = tuple(
            {"key": f"{number}.{n}", "anchor": anchor, "text": "Revise esto.", "is_formal": is_formal}
            for n, anchor in enumerate(anchors or ("field:reasons_es",), start=1)
        )
        return self.take(ANALYST, ActionKind.ISSUE_ROUND, observations=observations, reason=reason)

    def answered(self) -> Self:
        """Answer every observation of the open round and hand the form back."""
        for item in self.state.rounds[-1].observations:
            self.take(PREPARER, ActionKind.ANSWER, item.key, text="Corregido.")
        return self.take(SIGNATORY, ActionKind.RESUBMIT)

    def endorsed(self) -> Self:
        """Go on until the office has endorsed."""
        return self.submitted().take(ANALYST, ActionKind.ENDORSE)

    def resolved(self) -> Self:
        """Go on until the council has voted."""
        return self.endorsed().finish(PREPARER, "council_resolution")

    def signed(self) -> Self:
        """Go on until the form is signed, by the way of its process."""
        self.resolved() if self.key == "local-government" else self.submitted()
        return self.finish(PREPARER, "signature")

    def sent(self) -> Self:
        """Go on until it is sent to WeGO."""
        return self.signed().finish(PREPARER, "sending")

    def associate(self) -> Self:
        """Go on until the Secretariat has answered."""
        key = "acceptance" if self.key == "local-government" else "secretariat_answer"
        return self.sent().finish(EMBASSY, key)

    def full(self) -> Self:
        """Go on to the end."""
        return self.associate().finish(EMBASSY, "excom")
