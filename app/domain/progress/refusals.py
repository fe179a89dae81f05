"""Why an action can't be taken now: one rule per kind of action, each answering with words or with nothing.

The same answer serves the page (which offers what isn't refused), the service (which enforces it) and the message the
person reads. Rules as the project's field notes number them under "Rules of the process".
"""

from collections.abc import Callable, Mapping

from app.domain.access import CITY_ROLES, OFFICE_ROLES, Actor
from app.domain.bilingual import Text
from app.domain.errors import NotAllowedError, WrongStepError
from app.domain.process.definition import Act
from app.domain.progress.actions import Action, ActionKind, Surroundings
from app.domain.progress.certifying import incomplete_english, incomplete_sections
from app.domain.progress.rules.case import Case
from app.domain.progress.rules.corrections import correct
from app.domain.progress.rules.papers import remove, upload
from app.domain.progress.rules.reviews import answer, proceed, resubmit, review, submit
from app.domain.progress.rules.sides import archive, not_accept, reopen, resume, suspend, transfer, withdraw
from app.domain.progress.rules.words import FORM_IN_REVIEW, NOT_IN_REVIEW, NOT_OPEN, NOT_YOURS, Refusal
from app.domain.progress.state import State
from app.domain.vocabulary import Party, Status, StepStatus

SUSPENDED = Text("El expediente está suspendido; primero reanúdelo.", "The application is suspended; resume it first.")
CLOSED = Text("El expediente ya terminó; primero reábralo.", "The application has ended; reopen it first.")
NO_STEP = Text("Ese paso no existe en este proceso.", "This process has no such step.")
NO_SECTION = Text("Esa sección no existe.", "There is no such section.")
SENT = Text(
    "La solicitud ya fue enviada a WeGO y no se modifica.",
    "The form was already sent to WeGO and can no longer be changed.",
)
OWN_ACTION = Text("Este paso termina con su propia acción.", "This step is finished by an action of its own.")
NOT_SKIPPED = Text("El paso «{step}» no puede omitirse.", "The step “{step}” cannot be skipped.")
NO_EXTENSION = Text("Ese plazo no se amplía.", "That term cannot be extended.")
EXTENDED_ONCE = Text("El plazo ya se amplió una vez.", "The term was already extended once.")

IN_ANY_STATE = frozenset({ActionKind.CORRECT, ActionKind.RESUME, ActionKind.REOPEN})
WHILE_SUSPENDED = frozenset({ActionKind.WITHDRAW, ActionKind.ARCHIVE, ActionKind.TRANSFER})


def refusal(state: State, action: Action, actor: Actor, around: Surroundings) -> Refusal:
    """Return the rule that forbids `actor` to take `action` now, or None where nothing does."""
    case = Case(state, action, actor, around)
    if not case.roles:
        return NotAllowedError(NOT_YOURS)
    return _ended(case) or RULES[action.kind](case)


def _ended(case: Case) -> Refusal:
    kind, side = case.action.kind, case.state.side
    if kind in IN_ANY_STATE:
        return None
    if side and side.status is Status.SUSPENDED:
        return None if kind in WHILE_SUSPENDED else WrongStepError(SUSPENDED)
    return WrongStepError(CLOSED) if case.state.is_closed else None


def _save(case: Case) -> Refusal:
    section = case.around.catalog.by_key.get(case.action.target)
    if section is None or not section.is_form:
        return WrongStepError(NO_SECTION)
    if refused := case.needs(CITY_ROLES):
        return refused
    if case.state.is_sent:
        return WrongStepError(SENT)
    return WrongStepError(FORM_IN_REVIEW) if case.state.status is Status.IN_REVIEW else None


def _complete(case: Case) -> Refusal:
    step = case.step
    if step is None:
        return WrongStepError(NO_STEP)
    if step.act in {Act.SUBMIT, Act.REVIEW, Act.RESUBMIT}:
        return WrongStepError(OWN_ACTION)
    if refused := case.needs(step.recorded_by):
        return refused
    if case.state.steps[step.key].status is not StepStatus.IN_PROGRESS:
        return WrongStepError(NOT_OPEN.format(step=step.title))
    english = incomplete_english(case.state, case.around) if step.act is Act.SIGN else None
    return english or incomplete_sections(case.state, step.sections, case.around)


def _skip(case: Case) -> Refusal:
    step = case.step
    if step is None:
        return WrongStepError(NO_STEP)
    if not step.may_skip:
        return WrongStepError(NOT_SKIPPED.format(step=step.title))
    if case.state.steps[step.key].status is not StepStatus.IN_PROGRESS:
        return WrongStepError(NOT_OPEN.format(step=step.title))
    return case.needs(step.recorded_by)


def _extend(case: Case) -> Refusal:
    step = case.step
    if step is None or step.term is None or not step.term.extension:
        return WrongStepError(NO_EXTENSION)
    if refused := case.needs(OFFICE_ROLES if step.holder is Party.OFFICE else CITY_ROLES):
        return refused
    if not case.state.steps[step.key].is_open:
        return WrongStepError(NOT_OPEN.format(step=step.title))
    return WrongStepError(EXTENDED_ONCE) if step.key in case.state.extensions else None


def _register(case: Case) -> Refusal:
    if refused := case.needs(OFFICE_ROLES):
        return refused
    return None if case.state.certification else WrongStepError(NOT_IN_REVIEW)


RULES: Mapping[ActionKind, Callable[[Case], Refusal]] = {
    ActionKind.SAVE: _save,
    ActionKind.UPLOAD: upload,
    ActionKind.REMOVE: remove,
    ActionKind.COMPLETE: _complete,
    ActionKind.SKIP: _skip,
    ActionKind.SUBMIT: submit,
    ActionKind.OBSERVE: review,
    ActionKind.ISSUE_ROUND: review,
    ActionKind.ANSWER: answer,
    ActionKind.RESUBMIT: resubmit,
    ActionKind.ENDORSE: review,
    ActionKind.PROCEED: proceed,
    ActionKind.EXTEND: _extend,
    ActionKind.REGISTER: _register,
    ActionKind.SUSPEND: suspend,
    ActionKind.RESUME: resume,
    ActionKind.WITHDRAW: withdraw,
    ActionKind.ARCHIVE: archive,
    ActionKind.NOT_ACCEPT: not_accept,
    ActionKind.REOPEN: reopen,
    ActionKind.TRANSFER: transfer,
    ActionKind.CORRECT: correct,
}
"""Every kind of action has its rule."""
