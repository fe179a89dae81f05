"""The rules of certification and review."""

from app.domain.access import CITY_ROLES, OFFICE_ROLES
from app.domain.bilingual import Text, joined
from app.domain.errors import WrongStepError
from app.domain.process.definition import Act, Evidence
from app.domain.progress.certifying import certified_sections, certifying_refused, incomplete_sections
from app.domain.progress.papers import evidence
from app.domain.progress.rules.case import Case
from app.domain.progress.rules.words import NOT_IN_REVIEW, NOT_OPEN, Refusal
from app.domain.vocabulary import StepStatus

WAITING_FOR_CITY = Text(
    "Hay una ronda de observaciones abierta; espere la subsanación.",
    "A round of observations is open; wait for the corrections.",
)
FORM = Text("Solicitud", "Form")
FINISH_FIRST = Text("Antes falta terminar: {steps}.", "To be finished first: {steps}.")
NO_OBSERVATION = Text("Esa observación no está abierta.", "That observation is not open.")
NO_ROUND = Text("No hay observaciones abiertas.", "There are no open observations.")
UNANSWERED_ONE = Text("Falta responder 1 observación de la ronda.", "1 observation of the round still needs an answer.")
UNANSWERED_MANY = Text(
    "Falta responder {left} observaciones de la ronda.", "{left} observations of the round still need an answer."
)
PAPER_REMOVED = Text("Falta el documento de: {steps}.", "The document is missing of: {steps}.")


def submit(case: Case) -> Refusal:
    """Certify and hand over for review: the form whole, the reports in, and somebody who may certify (rules 2, 3)."""
    step = case.state.definition.acting(Act.SUBMIT)
    if step is None or case.state.steps[step.key].status is not StepStatus.IN_PROGRESS:
        return WrongStepError(NOT_OPEN.format(step=step.title if step else FORM))
    if refused := case.needs(CITY_ROLES):
        return refused
    review = case.state.definition.acting(Act.REVIEW)
    others = [case.state.definition[key] for key in review.needs if key != step.key] if review else []
    if missing := [other.title for other in others if not case.state.steps[other.key].is_settled]:
        return WrongStepError(FINISH_FIRST.format(steps=joined(missing)))
    return _certifying(case)


def _certifying(case: Case) -> Refusal:
    sections = certified_sections(case.around)
    return incomplete_sections(case.state, sections, case.around) or certifying_refused(
        case.state, case.actor, case.around
    )


def review(case: Case) -> Refusal:
    """Observe, issue a round, endorse: the office, while the form lies with it."""
    if refused := case.needs(OFFICE_ROLES):
        return refused
    if not case.state.is_in_review:
        return WrongStepError(NOT_IN_REVIEW)
    return WrongStepError(WAITING_FOR_CITY) if case.state.open_round else None


def answer(case: Case) -> Refusal:
    """Answer one observation of the open round."""
    if refused := case.needs(CITY_ROLES):
        return refused
    current = case.state.open_round
    if current is None or case.action.target not in {item.key for item in current.observations}:
        return WrongStepError(NO_OBSERVATION)
    return None


def resubmit(case: Case) -> Refusal:
    """Hand a corrected form back: every observation answered, and certified anew."""
    if refused := case.needs(CITY_ROLES):
        return refused
    current = case.state.open_round
    if current is None:
        return WrongStepError(NO_ROUND)
    if left := sum(not item.answer for item in current.observations):
        return WrongStepError(UNANSWERED_ONE if left == 1 else UNANSWERED_MANY.format(left=left))
    return _papers_removed(case) or _certifying(case)


def proceed(case: Case) -> Refusal:
    """Go on without the endorsement, which is advice (rule 1); what changed since is certified with it."""
    if refused := case.needs(CITY_ROLES):
        return refused
    if not case.state.is_in_review:
        return WrongStepError(NOT_IN_REVIEW)
    return _papers_removed(case) or _certifying(case)


def _papers_removed(case: Case) -> Refusal:
    """Refuse while a finished step has lost, during the round, the paper that proved it."""
    state = case.state
    missing = [
        step.title
        for step in state.definition.application_steps
        if step.evidence is Evidence.REQUIRED
        and state.steps[step.key].status is StepStatus.DONE
        and not evidence(state, step, case.around.catalog)
    ]
    return WrongStepError(PAPER_REMOVED.format(steps=joined(missing))) if missing else None
