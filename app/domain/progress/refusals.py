"""Why an action can't be taken now: one rule per kind of action, each answering with words or with nothing.

The same answer serves the page (which offers what isn't refused), the service (which enforces it) and the message the
person reads. Rules as the project's field notes number them under "Rules of the process".
"""

from collections.abc import Callable, Mapping

from app.domain.access import CITY_ROLES, OFFICE_ROLES, Actor, roles_on
from app.domain.bilingual import Text
from app.domain.errors import NotAllowedError, WrongStepError
from app.domain.process.definition import Act, Step
from app.domain.progress.actions import Action, ActionKind, Surroundings
from app.domain.progress.certifying import incomplete_sections
from app.domain.progress.events import CORRECTABLE, REVIEW_ACTS, Event, EventKind
from app.domain.progress.papers import may_upload, step_of_slot
from app.domain.progress.review_refusals import answer, proceed, resubmit, review, submit
from app.domain.progress.roles_needed import NOT_IN_REVIEW, NOT_OPEN, NOT_YOURS, Refusal, needs
from app.domain.progress.state import State
from app.domain.vocabulary import Party, Role, Status, StepStatus

SUSPENDED = Text("El expediente está suspendido; primero reanúdelo.", "The application is suspended; resume it first.")
CLOSED = Text("El expediente ya terminó; primero reábralo.", "The application has ended; reopen it first.")


def refusal(state: State, action: Action, actor: Actor, around: Surroundings) -> Refusal:
    """Return the rule that forbids `actor` to take `action` now, or None where nothing does."""
    roles = roles_on(actor, around.subject)
    if not roles:
        return NotAllowedError(NOT_YOURS)
    if action.kind not in {ActionKind.CORRECT, ActionKind.RESUME, ActionKind.REOPEN} and (
        ended := _ended(state, action)
    ):
        return ended
    return RULES[action.kind](state, action, actor, around)


def _ended(state: State, action: Action) -> Refusal:
    if state.side and state.side.status is Status.SUSPENDED:
        closing = {ActionKind.WITHDRAW, ActionKind.ARCHIVE, ActionKind.TRANSFER}
        return None if action.kind in closing else WrongStepError(SUSPENDED)
    return WrongStepError(CLOSED) if state.is_closed else None


def _step(state: State, key: str) -> Step | None:
    return next((step for step in state.definition.application_steps if step.key == key), None)


def _open_step(state: State, action: Action) -> tuple[Step | None, Refusal]:
    step = _step(state, action.target)
    if step is None:
        return None, WrongStepError(Text("Ese paso no existe en este proceso.", "This process has no such step."))
    if state.steps[step.key].status is not StepStatus.IN_PROGRESS:
        return step, WrongStepError(NOT_OPEN.format(step=step.title))
    return step, None


def _save(state: State, action: Action, actor: Actor, around: Surroundings) -> Refusal:
    section = around.catalog.by_key.get(action.target)
    if section is None or not section.is_form:
        return WrongStepError(Text("Esa sección no existe.", "There is no such section."))
    if refused := needs(actor, around, CITY_ROLES):
        return refused
    if state.is_sent:
        return WrongStepError(
            Text(
                "La solicitud ya fue enviada a WeGO y no se modifica.",
                "The form was already sent to WeGO and can no longer be changed.",
            )
        )
    if state.status is Status.IN_REVIEW:
        return WrongStepError(
            Text(
                "La solicitud está en revisión; podrá modificarla si la oficina la observa.",
                "The form is in review; you can change it if the office makes observations.",
            )
        )
    return None


def _upload(state: State, action: Action, actor: Actor, around: Surroundings) -> Refusal:
    step = step_of_slot(state.definition, around.catalog, action.target)
    if step is None:
        return WrongStepError(Text("Ese lugar para archivos no existe.", "There is no such place for files."))
    if not may_upload(step, roles_on(actor, around.subject)):
        return NotAllowedError(NOT_YOURS)
    settled = state.is_signed if step.act is Act.SUBMIT else state.steps[step.key].is_settled
    if settled:
        return WrongStepError(
            Text(
                "El paso «{step}» ya terminó; para cambiar sus archivos, corrija primero el registro.",
                "The step “{step}” is finished; to change its files, correct its record first.",
            ).format(step=step.title)
        )
    return None


def _complete(state: State, action: Action, actor: Actor, around: Surroundings) -> Refusal:
    step, refused = _open_step(state, action)
    if step is None or step.act in {Act.SUBMIT, Act.REVIEW, Act.RESUBMIT}:
        return refused or WrongStepError(
            Text("Este paso termina con su propia acción.", "This step is finished by an action of its own.")
        )
    if forbidden := needs(actor, around, step.recorded_by):
        return forbidden
    return refused or incomplete_sections(state, step.sections, around)


def _skip(state: State, action: Action, actor: Actor, around: Surroundings) -> Refusal:
    step, refused = _open_step(state, action)
    if step is None or refused:
        return refused
    if not step.may_skip:
        return WrongStepError(
            Text("El paso «{step}» no puede omitirse.", "The step “{step}” cannot be skipped.").format(step=step.title)
        )
    return needs(actor, around, step.recorded_by)


def _extend(state: State, action: Action, actor: Actor, around: Surroundings) -> Refusal:
    step = _step(state, action.target)
    if step is None or step.term is None or not step.term.extension:
        return WrongStepError(Text("Ese plazo no se amplía.", "That term cannot be extended."))
    holders = OFFICE_ROLES if step.holder is Party.OFFICE else CITY_ROLES
    if refused := needs(actor, around, holders):
        return refused
    if not state.steps[step.key].is_open:
        return WrongStepError(NOT_OPEN.format(step=step.title))
    if step.key in state.extensions:
        return WrongStepError(Text("El plazo ya se amplió una vez.", "The term was already extended once."))
    return None


def _register(state: State, action: Action, actor: Actor, around: Surroundings) -> Refusal:
    if refused := needs(actor, around, OFFICE_ROLES):
        return refused
    return None if state.certification else WrongStepError(NOT_IN_REVIEW)


def _suspend(state: State, action: Action, actor: Actor, around: Surroundings) -> Refusal:
    return needs(actor, around, CITY_ROLES | OFFICE_ROLES)


def _withdraw(state: State, action: Action, actor: Actor, around: Surroundings) -> Refusal:
    return needs(actor, around, frozenset({Role.SIGNATORY}))


def _archive(state: State, action: Action, actor: Actor, around: Surroundings) -> Refusal:
    return needs(actor, around, frozenset({Role.HEAD, Role.COORDINATOR}))


def _not_accept(state: State, action: Action, actor: Actor, around: Surroundings) -> Refusal:
    if refused := needs(actor, around, frozenset({Role.EMBASSY, Role.COORDINATOR})):
        return refused
    return (
        None
        if state.is_sent
        else WrongStepError(
            Text("El expediente aún no se envía a WeGO.", "The application has not been sent to WeGO yet.")
        )
    )


def _transfer(state: State, action: Action, actor: Actor, around: Surroundings) -> Refusal:
    return needs(actor, around, frozenset({Role.COORDINATOR}))


def party_of(roles: frozenset[Role]) -> Party:
    """Return for whom somebody with these roles acts; an office's Lima staff act for their office."""
    if roles & CITY_ROLES:
        return Party.ORGANIZATION
    if roles & OFFICE_ROLES:
        return Party.OFFICE
    return Party.EMBASSY if Role.EMBASSY in roles else Party.LIMA


def _reopen(state: State, action: Action, actor: Actor, around: Surroundings) -> Refusal:
    """Whoever closed it, or Lima; what was archived, also the city (rules 1 and 10)."""
    if state.side is None or (state.side.status is Status.SUSPENDED) is not (action.kind is ActionKind.RESUME):
        return WrongStepError(Text("El expediente no está en ese estado.", "The application is not in that state."))
    roles = roles_on(actor, around.subject)
    closed = next(event for event in state.effective if event.sequence == state.side.sequence)
    archived_city = state.side.status is Status.ARCHIVED and roles & CITY_ROLES
    if Role.COORDINATOR in roles or archived_city or party_of(roles) == closed.data["party"]:
        return None
    return NotAllowedError(
        Text("Solo quien lo cerró, o Lima, puede hacerlo.", "Only whoever closed it, or Lima, can do this.")
    )


def _correct(state: State, action: Action, actor: Actor, around: Surroundings) -> Refusal:
    event = next((event for event in state.effective if str(event.sequence) == action.target), None)
    if event is None or event.kind not in CORRECTABLE or not _is_last_move(state, event):
        return WrongStepError(
            Text(
                "Ese registro no se corrige así; registre lo que corresponda.",
                "That record is not corrected this way; record what is right instead.",
            )
        )
    if event.actor_id == actor.user_id or Role.COORDINATOR in roles_on(actor, around.subject):
        return None
    return NotAllowedError(
        Text("Corrige quien hizo el registro, o Lima.", "Whoever made the record, or Lima, corrects it.")
    )


def _is_last_move(state: State, event: Event) -> bool:
    """Whether a move of the review is the last one and what ended the review hasn't been built on by a new round."""
    if event.kind not in REVIEW_ACTS:
        return True
    moves = [e.sequence for e in state.effective if e.kind in REVIEW_ACTS | {EventKind.ENDORSEMENT_WITHDRAWN}]
    return event.sequence == moves[-1]


RULES: Mapping[ActionKind, Callable[[State, Action, Actor, Surroundings], Refusal]] = {
    ActionKind.SAVE: _save,
    ActionKind.UPLOAD: _upload,
    ActionKind.REMOVE: _upload,
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
    ActionKind.SUSPEND: _suspend,
    ActionKind.RESUME: _reopen,
    ActionKind.WITHDRAW: _withdraw,
    ActionKind.ARCHIVE: _archive,
    ActionKind.NOT_ACCEPT: _not_accept,
    ActionKind.REOPEN: _reopen,
    ActionKind.TRANSFER: _transfer,
    ActionKind.CORRECT: _correct,
}
"""Every kind of action has its rule."""
