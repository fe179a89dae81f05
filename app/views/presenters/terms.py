"""The term of one step: since when, how long, until when, and how each day was counted."""

from dataclasses import dataclass
from datetime import date

from flask import abort, url_for
from flask_babel import gettext as _

from app.domain.process.definition import Step
from app.domain.progress.actions import Action, ActionKind
from app.domain.progress.clocks import Clock
from app.labels import text
from app.services.applications.reading import Shown
from app.views.presenters.offers import step_url


@dataclass(frozen=True, slots=True)
class Term:
    """The page of a term; `clock` is None where there is none, and `why_none` says why."""

    step: Step
    title: str
    step_url: str
    clock: Clock | None
    why_none: str
    today: date
    extend_url: str

    @property
    def is_overdue(self) -> bool:
        """Whether the last day has passed and the step isn't done."""
        return self.clock is not None and self.clock.is_overdue(self.today)


def the_step(shown: Shown, key: str) -> Step:
    """Return the application's step called `key`; a page of a step that isn't there doesn't exist (404)."""
    found = next((step for step in shown.dossier.definition.application_steps if step.key == key), None)
    return found or abort(404)


def term_of(shown: Shown, key: str) -> Term:
    """Return the term of the step `key`."""
    step = the_step(shown, key)
    number = shown.dossier.row.number
    may_extend = Action(ActionKind.EXTEND, key) in shown.actions
    return Term(
        step=step,
        title=text(step.title),
        step_url=step_url(number, step),
        clock=shown.clocks.get(key),
        why_none=_why_none(step),
        today=shown.dossier.around.today,
        extend_url=url_for("steps.extend", number=number, step=key) if may_extend else "",
    )


def _why_none(step: Step) -> str:
    if step.is_external:
        return str(_("Este paso depende de una respuesta de fuera: no se conoce un plazo."))
    if step.term is None:
        return str(_("Este paso no tiene plazo."))
    return str(_("El plazo empieza a contarse cuando llegue el turno de este paso."))
