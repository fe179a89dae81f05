"""What the city brief says: plain, frozen values, already worded in the brief's language.

Whoever makes a `CityBrief` has looked up names, labels and sentences for `language`; the brief only sets them. A value
that isn't known is None and reads "No informado" on paper. Figures come with year and source because sources disagree.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from app.domain.vocabulary import Certainty


class MilestoneState(StrEnum):
    """Where one milestone of the road is: behind, under the city's feet, ahead, or not on this city's way."""

    DONE = "done"
    CURRENT = "current"
    AHEAD = "ahead"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Organization:
    """Whom the brief is about. `type_title` is worded ("Municipalidad provincial"); `domain` has no scheme.

    Companies and institutions are no governments: no office reviews what they hand in (rule 12).
    """

    code: str
    name: str
    type_title: str
    name_en: str | None = None
    department: str | None = None
    province: str | None = None
    district: str | None = None
    address: str | None = None
    domain: str | None = None
    ruc: str | None = None
    is_government: bool = True

    @property
    def place(self) -> str:
        """District, province and department, as 99 district names repeat."""
        return ", ".join(part for part in (self.district, self.province, self.department) if part)


@dataclass(frozen=True, slots=True)
class Figures:
    """The government's size: people, square kilometres, metres above sea level."""

    population: int | None = None
    population_year: int | None = None
    population_source: str | None = None
    area_km2: Decimal | None = None
    altitude_m: int | None = None


@dataclass(frozen=True, slots=True)
class Membership:
    """What is known of its membership of WeGO; `category` is worded, `since` the day, `year` the year of the source.

    `is_confirmed`: the Secretariat said so in writing.
    """

    category: str
    source: str
    is_confirmed: bool
    since: date | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where its application stands. `sentence` says it whole; the rest are its parts, for who reads in a hurry.

    `proceeded_without_endorsement` is the city's choice to go on without the office's *conformidad*, which is advice
    and never a gate; `reason` is what it wrote. `side_state` is worded (suspended, withdrawn, archived, not accepted).
    """

    sentence: str
    status: str
    holder: str
    since: date | None = None
    missing: tuple[str, ...] = ()
    due_on: date | None = None
    is_overdue: bool = False
    proceeded_without_endorsement: bool = False
    reason: str | None = None
    side_state: str | None = None


@dataclass(frozen=True, slots=True)
class NextStep:
    """What comes next: the step's number and title, what to do, and its term in words."""

    number: int
    title: str
    guidance: str
    term: str | None = None


@dataclass(frozen=True, slots=True)
class Milestone:
    """One mark of the road; `happened_on` once it is behind, or where it was done before its turn."""

    title: str
    state: MilestoneState
    happened_on: date | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of the form as the city typed it; `language` ("es", "en") when it isn't the brief's."""

    label: str
    value: str | None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One event: the day it happened, the day it was recorded, what, who and why. A voided one stays, marked."""

    happened_on: date
    recorded_on: date
    title: str
    who: str
    why: str | None = None
    is_voided: bool = False


@dataclass(frozen=True, slots=True)
class Cooperation:
    """Something the government received from WeGO."""

    title: str
    source: str
    certainty: Certainty
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure or statement about WeGO, never shown without its source."""

    label: str
    value: str
    source: str
    certainty: Certainty
    year: int | None = None


@dataclass(frozen=True, slots=True)
class CityBrief:
    """Everything a city brief says.

    `figures` is None for companies and institutions, which have neither people nor square kilometres. `cut_off` is
    aware; `department_code` (2 digits) marks the map when there is one. `timeline` may come in any order. A draft says
    on each page that it has no official value.
    """

    language: str
    organization: Organization
    cut_off: datetime
    figures: Figures | None = None
    membership: Membership | None = None
    number: str | None = None
    standing: Standing | None = None
    next_step: NextStep | None = None
    milestones: tuple[Milestone, ...] = ()
    answers: tuple[Answer, ...] = ()
    timeline: tuple[TimelineEntry, ...] = ()
    cooperation: tuple[Cooperation, ...] = ()
    facts: tuple[Fact, ...] = ()
    sources: tuple[str, ...] = ()
    department_code: str | None = None
    is_demo: bool = False
    is_draft: bool = True
