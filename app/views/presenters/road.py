"""The road of an application: its steps by stage, the one where it stands spread out."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from app.domain.process.definition import Act, Step
from app.domain.progress.clocks import Clock
from app.domain.progress.folding.total import NO_ROUND
from app.domain.progress.missing import missing
from app.domain.progress.state import State
from app.domain.vocabulary import StepStatus
from app.labels import text
from app.services.applications.reading import Shown
from app.views.filters import day
from app.views.presenters.offers import step_url


@dataclass(frozen=True, slots=True)
class Mark:
    """One step as `road` of components/progress.html takes it; the one where the application stands is open."""

    key: str
    number: int
    title: str
    status: StepStatus
    facts: tuple[str, ...]
    is_open: bool
    is_within: bool
    url: str
    guidance: str
    doer: str
    missing: tuple[str, ...]
    clock: Clock | None
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class Stretch:
    """One stage with its steps."""

    title: str
    steps: tuple[Mark, ...]


def road(shown: Shown) -> list[Stretch]:
    """Return the stages that have steps of the application, each with its steps in order."""
    definition = shown.dossier.definition
    found = [
        Stretch(
            text(stage.title),
            tuple(_mark(step, shown) for step in definition.application_steps if step.stage == stage.key),
        )
        for stage in definition.stages
    ]
    return [stretch for stretch in found if stretch.steps]


def _mark(step: Step, shown: Shown) -> Mark:
    dossier = shown.dossier
    progress = dossier.state.steps[step.key]
    is_open = step is shown.standing.step and step in dossier.state.open_steps
    clock = shown.clocks.get(step.key)
    return Mark(
        key=step.key,
        number=step.number,
        title=text(step.title),
        status=StepStatus.PENDING if is_left(step, dossier.state) else progress.status,
        facts=tuple(_facts(step, shown)),
        is_open=is_open,
        is_within=step.within is not None,
        url=step_url(dossier.row.number, step),
        guidance=text(step.guidance),
        doer=text(step.doer),
        missing=tuple(text(item) for item in missing(dossier.state, step, dossier.around)) if is_open else (),
        clock=clock,
        is_overdue=clock is not None and clock.is_overdue(dossier.around.today),
    )


def _facts(step: Step, shown: Shown) -> Iterator[str]:
    """Yield when it was done, why not, since when and until when it is open."""
    state = shown.dossier.state
    progress = state.steps[step.key]
    if step.act is Act.REVIEW and is_unendorsed(state):
        yield _("Sin conformidad")
    if progress.status is StepStatus.NOT_APPLICABLE:
        yield from _why_not(progress.reason, shown)
    elif is_left(step, state):
        yield text(step.doer)
    elif progress.done_on:
        yield day(progress.done_on)
    elif progress.is_open:
        yield from _open_facts(step, shown)
    else:
        yield text(step.doer)


def is_left(step: Step, state: State) -> bool:
    """Whether a step was under way when the application ended: nobody is at it any more."""
    return state.is_closed and state.steps[step.key].is_open


def is_unendorsed(state: State) -> bool:
    """Whether the applicant went on without the office's endorsement."""
    return state.endorsement is not None and not state.endorsement.is_given


def _why_not(reason: str, shown: Shown) -> Iterator[str]:
    if reason == NO_ROUND:
        ended = shown.dossier.state.endorsement is not None
        yield _("No hubo observaciones") if ended else _("Solo si la oficina hace observaciones")
    elif shown.contents.allowed:
        yield reason


def _open_facts(step: Step, shown: Shown) -> Iterator[str]:
    yield _("Desde el %(date)s", date=day(shown.dossier.state.held_since(step)))
    clock = shown.clocks.get(step.key)
    if clock and clock.due.on:
        is_overdue = clock.is_overdue(shown.dossier.around.today)
        words = _("Venció el %(date)s") if is_overdue else _("Vence el %(date)s")
        yield words % {"date": day(clock.due.on)}
    elif clock:
        yield ngettext(
            "Plazo detenido: queda %(num)s día hábil",
            "Plazo detenido: quedan %(num)s días hábiles",
            clock.due.remaining,
        )
