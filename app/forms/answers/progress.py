"""How far the membership form has come: the state of each page, what it lacks, and who may change it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from app.domain.access import CITY_ROLES
from app.domain.bilingual import Text
from app.domain.merge import Merged, merge, section_at
from app.domain.process import anchors
from app.domain.process.answers import Problem, is_empty, problems_in
from app.domain.process.catalog import Field, FieldType, Moment, Section
from app.domain.progress.actions import Action, ActionKind, Inputs, Request
from app.domain.progress.decisions import decide
from app.domain.progress.events import EventKind
from app.domain.progress.refusals import refusal
from app.domain.progress.state import Observation
from app.services.applications.reading import Shown
from app.services.occasion import Occasion


class SectionState(StrEnum):
    """How far one page has come."""

    NOT_STARTED = "not_started"
    STARTED = "started"
    COMPLETE = "complete"
    WRONG = "wrong"


STATE_WORDS: Mapping[SectionState, LazyString] = {
    SectionState.NOT_STARTED: _l("Sin empezar"),
    SectionState.STARTED: _l("En curso"),
    SectionState.COMPLETE: _l("Completa"),
    SectionState.WRONG: _l("Con error"),
}


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the form as it stands: its answers after `version` saves, what it lacks, and why it can't be changed.

    `missing` are questions that certification needs an answer to, `wrong` the answers that can't be so, `english` the
    texts that can wait until the signature. `refused` is None where the reader may save; `is_own` says whether they
    belong to the applicant.
    """

    section: Section
    answers: Mapping[str, Any]
    version: int
    missing: tuple[Field, ...]
    wrong: tuple[Problem, ...]
    english: tuple[Field, ...]
    refused: Text | None
    is_own: bool

    @property
    def state(self) -> SectionState:
        """How far the page has come."""
        if self.wrong:
            return SectionState.WRONG
        if not self.missing:
            return SectionState.COMPLETE
        return SectionState.STARTED if self.version else SectionState.NOT_STARTED

    @property
    def words(self) -> str:
        """The state in words."""
        return str(STATE_WORDS[self.state])

    @property
    def is_prefilled(self) -> bool:
        """Whether it holds what the registry knew, and nobody has looked at it yet."""
        return not self.version and bool(self.answers)

    @property
    def asked(self) -> tuple[Field, ...]:
        """The questions that apply, given the answers."""
        return tuple(field for field in self.section.fields if field.applies(self.answers))


@dataclass(frozen=True, slots=True)
class Filled:
    """The whole form: its pages in order."""

    pages: tuple[Page, ...]

    @property
    def is_own(self) -> bool:
        """Whether the reader belongs to the applicant."""
        return self.pages[0].is_own

    @property
    def complete(self) -> int:
        """How many pages are complete."""
        return sum(page.state is SectionState.COMPLETE for page in self.pages)

    @property
    def is_complete(self) -> bool:
        """Whether everything certification needs is there."""
        return self.complete == len(self.pages)

    @property
    def to_do(self) -> Page | None:
        """The first page that isn't complete."""
        return next((page for page in self.pages if page.state is not SectionState.COMPLETE), None)

    @property
    def refused(self) -> Text | None:
        """Why nothing can be changed; None where something can."""
        return self.pages[0].refused if all(page.refused for page in self.pages) else None

    def after(self, section: Section) -> Page | None:
        """Return the page that follows `section`; None after the last."""
        keys = [page.section.key for page in self.pages]
        place = keys.index(section.key) + 1
        return self.pages[place] if place < len(keys) else None


def filled(shown: Shown, occasion: Occasion) -> Filled:
    """Return the form of an application as the person of `occasion` finds it."""
    sections = shown.dossier.catalog.form_sections
    return Filled(tuple(page_of(shown, section, occasion) for section in sections))


def page_of(shown: Shown, section: Section, occasion: Occasion) -> Page:
    """Return one page of the form as the person of `occasion` finds it."""
    state, around = shown.dossier.state, shown.dossier.around
    answers = state.answers.get(section.key, {})
    problems = problems_in(section, answers, Moment.SUBMITTED, around.known)
    missing = [problem.code for problem in problems if _is_missing(section.by_code[problem.code], answers)]
    at_signature = {problem.code for problem in problems_in(section, answers, Moment.SIGNED, around.known)}
    now = {problem.code for problem in problems}
    error = refusal(state, Action(ActionKind.SAVE, section.key), occasion.actor, around)
    return Page(
        section,
        answers,
        state.saves.get(section.key, 0),
        tuple(section.by_code[code] for code in missing),
        tuple(problem for problem in problems if problem.code not in missing),
        tuple(field for field in section.fields if field.code in at_signature - now),
        error.because if error else None,
        bool(shown.dossier.roles & CITY_ROLES),
    )


def _is_missing(field: Field, answers: Mapping[str, Any]) -> bool:
    return is_empty(answers.get(field.code)) or field.type is FieldType.DECLARATION


def merged(shown: Shown, section: Section, version: int, given: Mapping[str, Any]) -> Merged:
    """Return what saving `given`, made from `version`, would come to, and where somebody must decide."""
    state = shown.dossier.state
    return merge(started_from(shown, section, version), state.answers.get(section.key, {}), given)


def started_from(shown: Shown, section: Section, version: int) -> dict[str, Any]:
    """Return the answers that a page of `version` was filled with."""
    return section_at(shown.dossier.state.effective, section.key, version)


def takes_back(shown: Shown, section: Section, values: Mapping[str, Any], occasion: Occasion) -> bool:
    """Whether saving `values` would take back certification, endorsement and signature. Raises what forbids saving."""
    dossier = shown.dossier
    request = Request(occasion.actor, Action(ActionKind.SAVE, section.key), Inputs(answers=values))
    events = decide(dossier.state, request, dossier.around)
    return any(event.kind is EventKind.ENDORSEMENT_WITHDRAWN for event in events)


def may_take_back(shown: Shown) -> bool:
    """Whether what has been certified stands to be lost by a change."""
    state = shown.dossier.state
    return state.certification is not None and not state.is_in_review


def observations_on(shown: Shown, section: Section) -> tuple[Observation, ...]:
    """Return what the office asks to be mended on a page, while the round is open."""
    places = {anchors.of_section(section.key), *(anchors.of_field(code) for code in section.by_code)}
    current = shown.dossier.state.open_round
    return tuple(item for item in current.observations if item.anchor in places) if current else ()
