"""Deciding: a request on an application as it stands becomes the events to write, or the rule that forbids it."""

from collections.abc import Callable, Mapping

from app.domain.bilingual import Text
from app.domain.errors import InputError
from app.domain.progress.actions import ActionKind, Request, Surroundings
from app.domain.progress.events import EventKind, NewEvent
from app.domain.progress.outcomes.reviews import answer, endorse, issue_round, observe, proceed, resubmit, submit
from app.domain.progress.outcomes.sides import not_accept, sided, transfer
from app.domain.progress.outcomes.steps import complete, correct, extend, register, remove, save, skip, upload
from app.domain.progress.refusals import refusal
from app.domain.progress.rules.case import Case
from app.domain.progress.state import State

REASON_MISSING = Text("Escriba el motivo; quedará en el historial.", "Write the reason; it stays in the history.")
TOO_LONG = Text("Escriba como máximo {n} caracteres.", "Write at most {n} characters.")
LONGEST_REASON = 2000
LONGEST_TEXT = 4000
TEXT_FIELDS = {ActionKind.ANSWER: "answer", ActionKind.REGISTER: "number"}
"""What the free text of an action is called on its form; a note where nothing else is said."""


def decide(state: State, request: Request, around: Surroundings) -> tuple[NewEvent, ...]:
    """Return the events that `request` means, in order; none where it changes nothing.

    Raises NotAllowedError, WrongStepError or IncompleteError where a rule forbids it, and InputError where something
    that goes with it is missing or can't be so.
    """
    if refused := refusal(state, request.action, request.actor, around):
        raise refused
    case = Case(state, request.action, request.actor, around, request.inputs)
    if request.action.needs_reason and not case.reason:
        raise InputError("reason", REASON_MISSING)
    if len(case.reason) > LONGEST_REASON:
        raise InputError("reason", TOO_LONG.format(n=LONGEST_REASON))
    if len(case.text) > LONGEST_TEXT:
        raise InputError(TEXT_FIELDS.get(request.action.kind, "note"), TOO_LONG.format(n=LONGEST_TEXT))
    return DECISIONS[request.action.kind](case)


DECISIONS: Mapping[ActionKind, Callable[[Case], tuple[NewEvent, ...]]] = {
    ActionKind.SAVE: save,
    ActionKind.UPLOAD: upload,
    ActionKind.REMOVE: remove,
    ActionKind.COMPLETE: complete,
    ActionKind.SKIP: skip,
    ActionKind.SUBMIT: submit,
    ActionKind.OBSERVE: observe,
    ActionKind.ISSUE_ROUND: issue_round,
    ActionKind.ANSWER: answer,
    ActionKind.RESUBMIT: resubmit,
    ActionKind.ENDORSE: endorse,
    ActionKind.PROCEED: proceed,
    ActionKind.EXTEND: extend,
    ActionKind.REGISTER: register,
    ActionKind.SUSPEND: sided(EventKind.SUSPENDED),
    ActionKind.RESUME: sided(EventKind.RESUMED),
    ActionKind.WITHDRAW: sided(EventKind.WITHDRAWN),
    ActionKind.ARCHIVE: sided(EventKind.ARCHIVED),
    ActionKind.NOT_ACCEPT: not_accept,
    ActionKind.REOPEN: sided(EventKind.REOPENED),
    ActionKind.TRANSFER: transfer,
    ActionKind.CORRECT: correct,
}
"""Every kind of action has its decision."""
