"""The review as its pages show it: the application as one page, with the drafts, the rounds and both terms."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from app.domain.access import may_see_contents
from app.domain.bilingual import Text
from app.domain.errors import InputError, NotAllowedError
from app.domain.process import anchors
from app.domain.process.catalog import Area, Section
from app.domain.process.definition import Act, Step, Term
from app.domain.progress.actions import Action, ActionKind
from app.domain.progress.clocks import Clock, clock
from app.domain.progress.refusals import refusal
from app.domain.progress.state import Observation, State
from app.domain.terms import Due, due
from app.extensions import db
from app.models.file import Attachment
from app.models.observation import DraftObservation
from app.services.applications.dossier import Dossier, read
from app.services.applications.places import Place, observable, paper_slots, place_at, reported
from app.services.applications.reviewing.rounds import Told, rounds
from app.services.applications.reviews import NO_PLACE, drafts_of, mark
from app.services.occasion import Occasion


@dataclass(frozen=True, slots=True)
class Entry:
    """One place as the office reads it: the answer or the papers there, and what is or was observed."""

    place: Place
    value: Any
    papers: tuple[Attachment, ...]
    drafts: tuple[DraftObservation, ...]
    observations: tuple[Observation, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A page of the form, or a step with papers: what it is, itself as a place, and what it holds."""

    source: Section | Step
    whole: Entry | None
    entries: tuple[Entry, ...]

    @property
    def groups(self) -> tuple[tuple[Area | None, tuple[Entry, ...]], ...]:
        """The entries by area where the page of the form has areas, otherwise all together."""
        areas = self.source.areas if isinstance(self.source, Section) else ()
        if not areas:
            return ((None, self.entries),)
        return tuple((area, tuple(entry for entry in self.entries if _belongs(entry, area))) for area in areas)


def _belongs(entry: Entry, area: Area) -> bool:
    field = entry.place.field
    return field is not None and (field.evidence_of or field.code) in area.questions


@dataclass(frozen=True, slots=True)
class Review:
    """Everything the pages of the review show, as far as it is the actor's to see.

    `rounds` are the newest first; `office_term` and `city_term` the clocks of review and correction; `mark` stands for
    what is read here (see `reviews.mark`); `refused` says why the form can't be handed back, or gone on with, yet.
    """

    dossier: Dossier
    actions: tuple[Action, ...]
    parts: tuple[Part, ...]
    papers: tuple[Part, ...]
    drafts: Sequence[DraftObservation]
    rounds: tuple[Told, ...]
    office_term: Clock | None
    city_term: Clock | None
    endorsement_note: str
    mark: str
    refused: Mapping[ActionKind, Text]

    @property
    def state(self) -> State:
        """Where the application stands."""
        return self.dossier.state

    @property
    def offers(self) -> frozenset[ActionKind]:
        """What the actor may do here now."""
        return frozenset(action.kind for action in self.actions)

    @property
    def current(self) -> Told | None:
        """The round that waits for the applicant."""
        return self.rounds[0] if self.rounds and self.rounds[0].round.is_open else None

    @property
    def office_step(self) -> Step | None:
        """The step that is the office's review; None in a process without one."""
        return self.dossier.definition.acting(Act.REVIEW)

    @property
    def office_days_left(self) -> int:
        """How many business days of the office's term are still to come."""
        today = self.dossier.around.today
        days = self.office_term.due.days if self.office_term else ()
        return sum(day.number is not None and day.on > today for day in days)

    @property
    def reply(self) -> Due | None:
        """The term the applicant would have if the drafts were issued today; None without drafts or without a term."""
        term = self.reply_terms
        if not self.drafts or term is None:
            return None
        formal = all(draft.is_formal for draft in self.drafts)
        days = term.formal_days if formal and term.formal_days else term.days
        return due(self.dossier.around.today, days, self.dossier.holidays)

    @property
    def reply_terms(self) -> Term | None:
        """The business days the applicant has for a round, and for one where everything observed is formal."""
        step = self.dossier.definition.acting(Act.RESUBMIT)
        return step.term if step else None

    def place(self, anchor: str) -> Place:
        """Return what an anchor means."""
        return place_at(anchor, self.dossier.definition, self.dossier.catalog)


def review(number: str, occasion: Occasion) -> Review:
    """Return the review of the application `number`.

    Raises NoResultFound where it doesn't exist for the actor, and NotAllowedError where only its status is theirs.
    """
    dossier = read(db.session, number, occasion)
    readable = may_see_contents(occasion.actor, dossier.around.subject)
    if not readable.allowed:
        raise NotAllowedError(readable.because)
    drafts = drafts_of(db.session, dossier, occasion)
    attachments = _attachments(dossier)
    return Review(
        dossier,
        _actions(dossier, occasion),
        tuple(_part(dossier, section, drafts, attachments) for section in dossier.catalog.form_sections),
        tuple(_papers(dossier, step, drafts, attachments) for step in reported(dossier)),
        drafts,
        rounds(dossier),
        _clock(dossier, Act.REVIEW),
        _clock(dossier, Act.RESUBMIT),
        _note(dossier),
        mark(dossier, drafts),
        _refused(dossier, occasion),
    )


def confirming(number: str, kind: ActionKind, occasion: Occasion) -> Review:
    """Return the review for the page that confirms `kind`; raises also what forbids it."""
    found = review(number, occasion)
    if refused := refusal(found.state, Action(kind), occasion.actor, found.dossier.around):
        raise refused
    return found


def observing(number: str, anchor: str, occasion: Occasion) -> Review:
    """Return the review for the page on which an observation at `anchor` is mended.

    Raises what forbids observing, and InputError where the page has no such place.
    """
    found = confirming(number, ActionKind.OBSERVE, occasion)
    if anchor not in {place.anchor for place in observable(found.dossier)}:
        raise InputError("anchor", NO_PLACE)
    return found


def _actions(dossier: Dossier, occasion: Occasion) -> tuple[Action, ...]:
    """Return what the pages of the review offer and the actor may do now."""
    step, current = dossier.definition.acting(Act.REVIEW), dossier.state.open_round
    kinds = (
        *(ActionKind.OBSERVE, ActionKind.ISSUE_ROUND, ActionKind.ENDORSE, ActionKind.REGISTER),
        *(ActionKind.RESUBMIT, ActionKind.PROCEED),
    )
    possible = [
        *(Action(kind) for kind in kinds),
        *([Action(ActionKind.EXTEND, step.key)] if step else []),
        *(Action(ActionKind.ANSWER, item.key) for item in (current.observations if current else ())),
    ]
    return tuple(a for a in possible if refusal(dossier.state, a, occasion.actor, dossier.around) is None)


def _refused(dossier: Dossier, occasion: Occasion) -> dict[ActionKind, Text]:
    """Return what the applicant can't do yet with an open round, and why."""
    kinds = (ActionKind.RESUBMIT, ActionKind.PROCEED)
    found = {kind: refusal(dossier.state, Action(kind), occasion.actor, dossier.around) for kind in kinds}
    return {kind: refused.because for kind, refused in found.items() if refused}


def _attachments(dossier: Dossier) -> dict[int, Attachment]:
    query = (
        sa.select(Attachment)
        .where(Attachment.application_id == dossier.row.id)
        .options(joinedload(Attachment.file), joinedload(Attachment.uploaded_by))
    )
    return {row.id: row for row in db.session.scalars(query)}


def _part(
    dossier: Dossier, section: Section, drafts: Sequence[DraftObservation], attachments: Mapping[int, Attachment]
) -> Part:
    answers = dossier.state.answers.get(section.key, {})
    asked = [field for field in section.fields if field.applies(answers) or answers.get(field.code)]
    entries = (_entry(dossier, anchors.of_field(field.code), drafts, attachments) for field in asked)
    return Part(section, _entry(dossier, anchors.of_section(section.key), drafts, attachments), tuple(entries))


def _papers(
    dossier: Dossier, step: Step, drafts: Sequence[DraftObservation], attachments: Mapping[int, Attachment]
) -> Part:
    slots = paper_slots(dossier, step)
    return Part(step, None, tuple(_entry(dossier, slot, drafts, attachments) for slot in slots))


def _entry(
    dossier: Dossier, anchor: str, drafts: Sequence[DraftObservation], attachments: Mapping[int, Attachment]
) -> Entry:
    state = dossier.state
    place = place_at(anchor, dossier.definition, dossier.catalog)
    answers = state.answers.get(place.section, {})
    return Entry(
        place,
        answers.get(place.field.code) if place.field else None,
        tuple(attachments[number] for number in state.files_at(anchor)),
        tuple(draft for draft in drafts if draft.anchor == anchor),
        tuple(item for told in state.rounds for item in told.observations if item.anchor == anchor),
    )


def _clock(dossier: Dossier, act: Act) -> Clock | None:
    step = dossier.definition.acting(act)
    return clock(dossier.state, step, dossier.holidays) if step else None


def _note(dossier: Dossier) -> str:
    """Return what the office wrote with its endorsement."""
    ended = dossier.state.endorsement.sequence if dossier.state.endorsement else 0
    return next((event.data.get("note", "") for event in dossier.events if event.sequence == ended), "")
