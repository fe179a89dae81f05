"""What the person can do now with an application: the one thing to do first, then the rest."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _

from app.domain.process.definition import Act, Step
from app.domain.progress.actions import Action, ActionKind
from app.domain.progress.papers import slots_of
from app.labels import label, text
from app.services.applications.reading import Shown

REVIEWING = frozenset({ActionKind.OBSERVE, ActionKind.ISSUE_ROUND, ActionKind.ENDORSE})
BACK = (ActionKind.RESUME, ActionKind.REOPEN)
ASIDE = (
    ActionKind.PROCEED,
    ActionKind.REGISTER,
    ActionKind.NOT_ACCEPT,
    ActionKind.TRANSFER,
    ActionKind.SUSPEND,
    ActionKind.WITHDRAW,
    ActionKind.ARCHIVE,
)
"""What is done beside the way, in the order in which a page lists it."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Something to do: the words of the link to the page that asks for what it needs."""

    label: str
    url: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Offers:
    """The thing to do first (None where nothing is the person's), what else moves the way, and the rest."""

    primary: Offer | None
    others: tuple[Offer, ...]
    aside: tuple[Offer, ...]


def offers(shown: Shown) -> Offers:
    """Return what the actor may do, the step where the application stands first."""
    ways = list(dict.fromkeys(_ways(shown)))
    taken = {action.kind for action in shown.actions}
    number = shown.dossier.row.number
    aside = tuple(Offer(label(kind), action_url(number, kind)) for kind in ASIDE if kind in taken)
    return Offers(ways[0] if ways else None, tuple(ways[1:]), aside)


def action_url(number: str, kind: ActionKind) -> str:
    """Return the page that asks for what an action needs."""
    return url_for("actions.take", number=number, kind=kind.value)


def _ways(shown: Shown) -> Iterator[Offer]:
    number, actions = shown.dossier.row.number, set(shown.actions)
    taken = {action.kind for action in actions}
    yield from (Offer(label(kind), action_url(number, kind)) for kind in BACK if kind in taken)
    standing = shown.standing.step
    steps = shown.dossier.state.open_steps
    for step in sorted(steps, key=lambda step: step is not standing):
        yield from _at(step, shown, actions)
    if ActionKind.SAVE in taken:
        yield Offer(_("Llenar la solicitud"), url_for("form.index", number=number))


def _at(step: Step, shown: Shown, actions: set[Action]) -> Iterator[Offer]:
    """Yield what can be done at one open step."""
    number, kinds = shown.dossier.row.number, {action.kind for action in actions}
    if step.act is Act.REVIEW:
        if kinds & REVIEWING:
            yield Offer(_("Revisar la solicitud"), url_for("reviews.show", number=number))
    elif step.act is Act.RESUBMIT:
        yield from _correcting(number, kinds)
    elif step.act is Act.SUBMIT:
        yield from _certifying(number, kinds)
    elif Action(ActionKind.COMPLETE, step.key) in actions:
        yield Offer(_("Registrar el paso %(n)s", n=step.number), step_url(number, step), text(step.title))
    elif wanting(step) and ActionKind.SAVE in kinds:
        yield Offer(_("Llenar la solicitud"), url_for("form.index", number=number))
    elif any(Action(ActionKind.UPLOAD, slot) in actions for slot in slots_of(step, shown.dossier.catalog)):
        yield Offer(_("Subir documentos al paso %(n)s", n=step.number), step_url(number, step), text(step.title))


def _correcting(number: str, kinds: set[ActionKind]) -> Iterator[Offer]:
    if ActionKind.RESUBMIT in kinds:
        yield Offer(_("Volver a entregar la solicitud"), url_for("form.certify", number=number))
    if ActionKind.ANSWER in kinds:
        yield Offer(_("Responder las observaciones"), url_for("reviews.answers", number=number))


def _certifying(number: str, kinds: set[ActionKind]) -> Iterator[Offer]:
    if ActionKind.SUBMIT in kinds:
        yield Offer(_("Certificar y entregar la solicitud"), url_for("form.certify", number=number))
    if ActionKind.SAVE in kinds:
        yield Offer(_("Llenar la solicitud"), url_for("form.index", number=number))


def wanting(step: Step) -> bool:
    """Whether the step waits for the form: sections of it, or its English before the signature."""
    return bool(step.sections) or step.act is Act.SIGN


def step_url(number: str, step: Step) -> str:
    """Return the page of a step."""
    return url_for("steps.show", number=number, step=step.key)
