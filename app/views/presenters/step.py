"""The page of one step: what it asks, its papers, its form, and why it can't be recorded where it can't."""

from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _

from app.domain.bilingual import Text
from app.domain.errors import IncompleteError
from app.domain.process import anchors
from app.domain.process.catalog import Section
from app.domain.process.definition import Act, Evidence, Step
from app.domain.progress.actions import Action, ActionKind
from app.domain.progress.outcomes.finishing import NO_PAPER, wanted
from app.domain.progress.papers import evidence, lacking, proof_slots
from app.domain.progress.refusals import refusal
from app.domain.progress.state import StepState
from app.forms.answers.layout import Group, groups
from app.forms.steps import Place, StepForm, step_form
from app.labels import text
from app.services.applications import reading
from app.services.applications.reading import Shown
from app.services.occasion import Occasion
from app.views.answer_words import answer_words
from app.views.presenters.offers import Offer
from app.views.presenters.papers import Slot, slots
from app.views.presenters.terms import Term, term_of, the_step

OWN_PAGES = {
    Act.SUBMIT: ("form.index", "form"),
    Act.REVIEW: ("reviews.show", "review"),
    Act.RESUBMIT: ("reviews.answers", "answers"),
}
"""Steps that have pages of their own, and the words of the link to them."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """One answer given with the step, as `summary_list` of components/lists.html takes it."""

    number: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class StepPage:
    """Everything the page of a step shows.

    `why_not` says why it can't be recorded now ("" where it can), `wanting` names the sections of the form in the way.
    """

    shown: Shown
    step: Step
    term: Term
    slots: list[Slot]
    form: StepForm
    groups: tuple[Group, ...]
    recorded: list[Recorded]
    why_not: str
    wanting: list[tuple[str, str]]

    @property
    def progress(self) -> StepState:
        """Where the step stands."""
        return self.shown.dossier.state.steps[self.step.key]

    @property
    def may_record(self) -> bool:
        """Whether the person may finish it now."""
        return Action(ActionKind.COMPLETE, self.step.key) in self.shown.actions

    @property
    def own_page(self) -> Offer | None:
        """The page of a step that has one of its own."""
        return _own_page(self.shown.dossier.row.number, self.step)

    @property
    def skip_url(self) -> str:
        """Where it is said that the step doesn't apply; "" where the person may not."""
        may_skip = Action(ActionKind.SKIP, self.step.key) in self.shown.actions
        return url_for("steps.skip", number=self.shown.dossier.row.number, step=self.step.key) if may_skip else ""


def step_page(number: str, key: str, occasion: Occasion) -> StepPage:
    """Return the page of the step `key`; raises NoResultFound where the application isn't the actor's to see."""
    shown = reading.show(number, occasion)
    step = the_step(shown, key)
    dossier = shown.dossier
    refused = refusal(dossier.state, Action(ActionKind.COMPLETE, key), occasion.actor, dossier.around)
    section = dossier.catalog[step.asks] if step.asks else None
    places = slots(shown, step, occasion.actor.user_id)
    return StepPage(
        shown=shown,
        step=step,
        term=term_of(shown, key),
        slots=places,
        form=step_form(_places(places, step, shown), section, {}, is_recorded=not refused, is_dated=step.is_dated),
        groups=groups(section) if section else (),
        recorded=_recorded(shown, step, section),
        why_not=text(refused.because) if refused else "",
        wanting=_wanting(number, refused, shown),
    )


def _places(found: list[Slot], step: Step, shown: Shown) -> list[Place]:
    """Return the open places: documents that prove the step first, its place for any other paper last."""
    dossier = shown.dossier
    proving, own = proof_slots(step, dossier.catalog), anchors.of_step(step.key)
    order = {slot.slot: (slot.slot == own, slot.slot not in proving) for slot in found}
    opened = sorted((slot for slot in found if slot.is_open), key=lambda slot: order[slot.slot])
    is_recorded = Action(ActionKind.COMPLETE, step.key) in shown.actions
    asks = is_recorded and step.evidence is Evidence.REQUIRED
    wants = _wants([slot.slot for slot in opened], step, shown) if asks else {}
    return [
        Place(
            slot.slot,
            slot.label,
            _examples(step) if len(opened) == 1 else "",
            proves=slot.slot in proving,
            wanted=text(wants[slot.slot]) if slot.slot in wants else "",
        )
        for slot in opened
    ]


def _wants(opened: list[str], step: Step, shown: Shown) -> dict[str, Text]:
    """Return the slots where a paper is still asked for, with why: all that `step` lacks, the first unless proven."""
    state, catalog = shown.dossier.state, shown.dossier.catalog
    lacks = {anchors.of_field(field.code): wanted(state, field) for field in lacking(state, step, catalog)}
    if evidence(state, step, catalog):
        return lacks
    proofs = set(proof_slots(step, catalog)) & {*opened[:1], *lacks}
    return lacks | dict.fromkeys(proofs, NO_PAPER)


def _examples(step: Step) -> str:
    """Return what belongs to `step` by way of example; where it has several places, their names say it."""
    documents = "; ".join(text(document) for document in step.documents)
    return _("Por ejemplo: %(documents)s.", documents=documents) if documents else ""


def _wanting(number: str, refused: Exception | None, shown: Shown) -> list[tuple[str, str]]:
    """Return the sections of the form that are in the way, with their addresses."""
    keys = refused.missing if isinstance(refused, IncompleteError) else ()
    catalog = shown.dossier.catalog
    return [(text(catalog[key].title), url_for("form.section", number=number, section=key)) for key in keys]


def _own_page(number: str, step: Step) -> Offer | None:
    if step.act not in OWN_PAGES:
        return None
    endpoint, name = OWN_PAGES[step.act]
    words = {
        "form": _("Ir a la solicitud"),
        "review": _("Ir a la revisión"),
        "answers": _("Ver las observaciones"),
    }
    return Offer(words[name], url_for(endpoint, number=number))


def _recorded(shown: Shown, step: Step, section: Section | None) -> list[Recorded]:
    """Return what was recorded with the step, as far as it may be read."""
    answers = shown.dossier.state.steps[step.key].answers or {}
    if section is None or not shown.contents.allowed:
        return []
    return [
        Recorded(field.number, text(field.label), answer_words(answers[field.code], field))
        for field in section.fields
        if field.code in answers and field.applies(answers)
    ]
