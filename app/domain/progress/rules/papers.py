"""The rules of uploading and taking away papers."""

from app.domain.bilingual import Text
from app.domain.errors import NotAllowedError, WrongStepError
from app.domain.process import anchors
from app.domain.process.definition import OUTSIDE, Act, Step
from app.domain.progress.actions import ActionKind
from app.domain.progress.certifying import signers_term_ended
from app.domain.progress.papers import RATIFIED, SHEET, may_upload, removable, step_of_slot
from app.domain.progress.rules.case import Case
from app.domain.progress.rules.words import FORM_IN_REVIEW, NOT_SENT, NOT_YOURS, Refusal

NO_PLACE = Text("Ese lugar para archivos no existe.", "There is no such place for files.")
SETTLED = Text(
    "El paso «{step}» ya terminó; para cambiar sus archivos, corrija primero el registro.",
    "The step “{step}” is finished; to change its files, correct its record first.",
)
SHEET_HOLDS = Text(
    "La hoja firmada sostiene la certificación y no se quita; si hace falta, suba otra.",
    "The signed sheet supports the certification and is not removed; upload another if needed.",
)
NOTHING_TO_RATIFY = Text(
    "Solo se ratifica lo que firmó alguien cuyo mandato ya terminó.",
    "Only what was signed by somebody whose term has ended is ratified.",
)
NOTHING_YOURS = Text("No hay aquí un archivo que usted pueda quitar.", "There is no file here that you can remove.")


def upload(case: Case) -> Refusal:
    """Add a paper to a step that isn't finished; during a round also to those the review rests on (rule 5)."""
    step = step_of_slot(case.state.definition, case.around.catalog, case.action.target)
    if step is None:
        return WrongStepError(NO_PLACE)
    if not may_upload(step, case.roles):
        return NotAllowedError(NOT_YOURS)
    if step.holder in OUTSIDE and not case.state.is_sent:
        return WrongStepError(NOT_SENT)
    if case.action.target == RATIFIED and case.action.kind is ActionKind.UPLOAD:
        return _ratify(case)
    return None if _is_observed(case, step) else _settled(case, step)


def _ratify(case: Case) -> Refusal:
    """Take a ratification once there is something to ratify, also after the form was sent."""
    former = case.state.is_signed and signers_term_ended(case.state, case.around.today)
    return None if former else WrongStepError(NOTHING_TO_RATIFY)


def _is_observed(case: Case, step: Step) -> bool:
    """Whether the open round lets papers of `step` be replaced: all the review rests on can be edited."""
    review = case.state.definition.acting(Act.REVIEW)
    observed = case.state.definition.leading_to(review.key) if review and case.state.open_round else frozenset()
    return step.key in observed


def _settled(case: Case, step: Step) -> Refusal:
    """Refuse what is finished; the form's own step takes the sheet and other papers until the signature."""
    state = case.state
    if step.act is not Act.SUBMIT:
        return WrongStepError(SETTLED.format(step=step.title)) if state.steps[step.key].is_settled else None
    if state.is_signed:
        return WrongStepError(SETTLED.format(step=step.title))
    in_form = anchors.split(case.action.target)[0] == anchors.FIELD and case.action.target != SHEET
    return WrongStepError(FORM_IN_REVIEW) if state.is_in_review and in_form else None


def remove(case: Case) -> Refusal:
    """Take a paper away: where one could be added, and as far as it is the actor's to take."""
    if refused := upload(case):
        return refused
    state, slot = case.state, case.action.target
    step = step_of_slot(state.definition, case.around.catalog, slot)
    if step is None or not removable(state, step, slot, case.actor.user_id, case.roles):
        return WrongStepError(NOTHING_YOURS)
    holds = state.certification is not None and state.certification.sheet and slot == SHEET
    return WrongStepError(SHEET_HOLDS) if holds else None
