"""The rules of certification and review."""

from app.domain.access import CITY_ROLES, OFFICE_ROLES, Actor
from app.domain.bilingual import Text, joined
from app.domain.errors import WrongStepError
from app.domain.process.definition import Act
from app.domain.progress.actions import Action, Surroundings
from app.domain.progress.certifying import certifying_refused, incomplete_sections
from app.domain.progress.roles_needed import NOT_IN_REVIEW, NOT_OPEN, Refusal, needs
from app.domain.progress.state import State
from app.domain.vocabulary import StepStatus

WAITING_FOR_CITY = Text(
    "Hay una ronda de observaciones abierta; espere la subsanación.",
    "A round of observations is open; wait for the corrections.",
)


def submit(state: State, action: Action, actor: Actor, around: Surroundings) -> Refusal:
    """Certify and hand over for review: the form whole, the reports in, and somebody who may certify (rules 2, 3)."""
    step = state.definition.acting(Act.SUBMIT)
    if step is None or state.steps[step.key].status is not StepStatus.IN_PROGRESS:
        title = step.title if step else Text("Solicitud", "Form")
        return WrongStepError(NOT_OPEN.format(step=title))
    if refused := needs(actor, around, CITY_ROLES):
        return refused
    reviewing = state.definition.acting(Act.REVIEW)
    others = [state.definition[key] for key in reviewing.needs if key != step.key] if reviewing else []
    if missing := [other.title for other in others if not state.steps[other.key].is_settled]:
        return WrongStepError(
            Text("Antes falta terminar: {steps}.", "To be finished first: {steps}.").format(steps=joined(missing))
        )
    return incomplete_sections(state, step.sections, around) or certifying_refused(state, actor, around)


def _in_review(state: State, actor: Actor, around: Surroundings) -> Refusal:
    if refused := needs(actor, around, OFFICE_ROLES):
        return refused
    if not state.is_in_review:
        return WrongStepError(NOT_IN_REVIEW)
    return WrongStepError(WAITING_FOR_CITY) if state.open_round else None


def review(state: State, action: Action, actor: Actor, around: Surroundings) -> Refusal:
    """Observe, issue a round, endorse: the office, while the form lies with it."""
    return _in_review(state, actor, around)


def answer(state: State, action: Action, actor: Actor, around: Surroundings) -> Refusal:
    """Answer one observation of the open round."""
    if refused := needs(actor, around, CITY_ROLES):
        return refused
    current = state.open_round
    if current is None or action.target not in {item.key for item in current.observations}:
        return WrongStepError(Text("Esa observación no está abierta.", "That observation is not open."))
    return None


def resubmit(state: State, action: Action, actor: Actor, around: Surroundings) -> Refusal:
    """Hand a corrected form back: every observation answered, and certified anew."""
    if refused := needs(actor, around, CITY_ROLES):
        return refused
    if state.open_round is None:
        return WrongStepError(Text("No hay observaciones abiertas.", "There are no open observations."))
    if left := sum(not item.answer for item in state.open_round.observations):
        return WrongStepError(
            Text(
                "Falta responder {left} observación(es) de la ronda.", "{left} observation(s) still need an answer."
            ).format(left=left)
        )
    step = state.definition.acting(Act.SUBMIT)
    return incomplete_sections(state, step.sections if step else (), around) or certifying_refused(state, actor, around)


def proceed(state: State, action: Action, actor: Actor, around: Surroundings) -> Refusal:
    """Go on without the endorsement, which is advice (rule 1); what changed since is certified with it."""
    if refused := needs(actor, around, CITY_ROLES):
        return refused
    if not state.is_in_review:
        return WrongStepError(NOT_IN_REVIEW)
    step = state.definition.acting(Act.SUBMIT)
    return incomplete_sections(state, step.sections if step else (), around) or certifying_refused(state, actor, around)
