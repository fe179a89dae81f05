"""Deciding: a request on an application as it stands becomes the events to write, or the rule that forbids it."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from app.domain.access import roles_on
from app.domain.bilingual import Text
from app.domain.errors import InputError
from app.domain.process.answers import form_hash
from app.domain.progress.actions import ActionKind, Inputs, Request, Surroundings
from app.domain.progress.certifying import certifies_by_sheet
from app.domain.progress.events import EventKind, NewEvent
from app.domain.progress.finishing import finishing
from app.domain.progress.refusals import party_of, refusal
from app.domain.progress.state import State
from app.domain.vocabulary import Role

REASON_MISSING = Text("Escriba el motivo; quedará en el historial.", "Write the reason; it stays in the history.")
LONGEST_REASON = 2000


def decide(state: State, request: Request, around: Surroundings) -> tuple[NewEvent, ...]:
    """Return the events that `request` means, in order; none where it changes nothing.

    Raises NotAllowedError, WrongStepError or IncompleteError where a rule forbids it, and InputError where something
    that goes with it is missing or can't be so.
    """
    if refused := refusal(state, request.action, request.actor, around):
        raise refused
    inputs = request.inputs
    if request.action.needs_reason and not inputs.reason.strip():
        raise InputError("reason", REASON_MISSING)
    if len(inputs.reason) > LONGEST_REASON:
        raise InputError(
            "reason",
            Text("Escriba como máximo {n} caracteres.", "Write at most {n} characters.").format(n=LONGEST_REASON),
        )
    return DECISIONS[request.action.kind](state, request, around)


def event_date(inputs: Inputs, request: Request, around: Surroundings) -> date:
    """Return the day it happened: the one given, today without; raises InputError for a day still to come.

    The Embassy's dates are checked in Seoul, where the day begins fourteen hours before Lima's (rule 9).
    """
    embassy = Role.EMBASSY in roles_on(request.actor, around.subject)
    today = around.today_in_seoul if embassy else around.today
    day = inputs.happened_on or today
    if day > today:
        raise InputError(
            "happened_on",
            Text("La fecha no puede ser posterior a hoy.", "The date cannot be later than today."),
        )
    return day


def _event(kind: EventKind, around: Surroundings, **data: Any) -> tuple[NewEvent, ...]:
    return (NewEvent(kind, around.today, data),)


def _save(state: State, request: Request, around: Surroundings) -> tuple[NewEvent, ...]:
    section = request.action.target
    before = state.answers.get(section, {})
    known = around.catalog[section].by_code
    changes = {
        code: [before.get(code), value]
        for code, value in request.inputs.answers.items()
        if code in known and before.get(code) != value
    }
    if not changes:
        return ()
    saved = _event(EventKind.SAVED, around, section=section, changes=changes)
    if state.certification is None or state.is_in_review:
        return saved
    return (*saved, *_event(EventKind.ENDORSEMENT_WITHDRAWN, around, section=section))


def _upload(state: State, request: Request, around: Surroundings) -> tuple[NewEvent, ...]:
    inputs = request.inputs
    return _event(
        EventKind.UPLOADED,
        around,
        slot=request.action.target,
        attachment=inputs.attachment,
        sha256=inputs.sha256,
    )


def _remove(state: State, request: Request, around: Surroundings) -> tuple[NewEvent, ...]:
    slot, attachment = request.action.target, request.inputs.attachment
    if attachment not in state.files_at(slot):
        raise InputError("attachment", Text("Ese archivo ya no está aquí.", "That file is no longer here."))
    return _event(EventKind.REMOVED, around, slot=slot, attachment=attachment)


def _complete(state: State, request: Request, around: Surroundings) -> tuple[NewEvent, ...]:
    return (finishing(state, request, around, event_date(request.inputs, request, around)),)


def _skip(state: State, request: Request, around: Surroundings) -> tuple[NewEvent, ...]:
    return _event(EventKind.SKIPPED, around, step=request.action.target, reason=request.inputs.reason.strip())


def _certified(state: State, request: Request, around: Surroundings) -> dict[str, Any]:
    return {
        "form_hash": form_hash(around.catalog, state.answers),
        "sheet": certifies_by_sheet(state, request.actor, around),
    }


def _submit(state: State, request: Request, around: Surroundings) -> tuple[NewEvent, ...]:
    return _event(EventKind.SUBMITTED, around, **_certified(state, request, around))


def _resubmit(state: State, request: Request, around: Surroundings) -> tuple[NewEvent, ...]:
    return _event(EventKind.RESUBMITTED, around, round=len(state.rounds), **_certified(state, request, around))


def _proceed(state: State, request: Request, around: Surroundings) -> tuple[NewEvent, ...]:
    reason = request.inputs.reason.strip()
    certified = _certified(state, request, around)
    return _event(EventKind.PROCEEDED_WITHOUT_ENDORSEMENT, around, reason=reason, **certified)


def _issue_round(state: State, request: Request, around: Surroundings) -> tuple[NewEvent, ...]:
    """Issue one consolidated round; the law speaks of one (TUO 27444 art. 137.2, C), so a further one says why."""
    inputs = request.inputs
    if not inputs.observations:
        raise InputError(
            "observations", Text("Anote al menos una observación.", "Write down at least one observation.")
        )
    if state.rounds and not inputs.reason.strip():
        raise InputError(
            "reason",
            Text(
                "Ya hubo una ronda: explique por qué hace falta otra.",
                "There has been a round already: explain why another is needed.",
            ),
        )
    observations = [dict(item) for item in inputs.observations]
    return _event(
        EventKind.ROUND_ISSUED,
        around,
        round=len(state.rounds) + 1,
        observations=observations,
        reason=inputs.reason.strip(),
    )


def _answer(state: State, request: Request, around: Surroundings) -> tuple[NewEvent, ...]:
    answer = request.inputs.text.strip()
    if not answer:
        raise InputError(
            "answer", Text("Escriba qué hizo con esta observación.", "Write what you did about this observation.")
        )
    return _event(EventKind.ANSWERED, around, observation=request.action.target, answer=answer)


def _endorse(state: State, request: Request, around: Surroundings) -> tuple[NewEvent, ...]:
    return _event(
        EventKind.ENDORSED,
        around,
        form_hash=form_hash(around.catalog, state.answers),
        note=request.inputs.text.strip(),
    )


def _extend(state: State, request: Request, around: Surroundings) -> tuple[NewEvent, ...]:
    step = state.definition[request.action.target]
    days = step.term.extension if step.term else 0
    return _event(EventKind.EXTENDED, around, step=step.key, days=days, reason=request.inputs.reason.strip())


def _register(state: State, request: Request, around: Surroundings) -> tuple[NewEvent, ...]:
    number = request.inputs.text.strip()
    if not number or len(number) > 60:
        raise InputError(
            "number",
            Text(
                "Escriba el número de registro, de hasta 60 caracteres.",
                "Write the registry number, up to 60 characters.",
            ),
        )
    return _event(EventKind.REGISTERED, around, number=number)


def _transfer(state: State, request: Request, around: Surroundings) -> tuple[NewEvent, ...]:
    office = request.inputs.office_id
    if office is None or office == state.office_id:
        raise InputError("office_id", Text("Elija otra oficina.", "Choose another office."))
    reason = request.inputs.reason.strip()
    return _event(EventKind.TRANSFERRED, around, office_id=office, previous=state.office_id, reason=reason)


def _sided(kind: EventKind) -> Callable[[State, Request, Surroundings], tuple[NewEvent, ...]]:
    """Return the decision that enters or leaves a side state by an event of `kind`."""

    def decision(state: State, request: Request, around: Surroundings) -> tuple[NewEvent, ...]:
        party = party_of(roles_on(request.actor, around.subject)).value
        reason = request.inputs.reason.strip()
        return (NewEvent(kind, around.today, {"reason": reason, "party": party}),)

    return decision


def _not_accept(state: State, request: Request, around: Surroundings) -> tuple[NewEvent, ...]:
    day = event_date(request.inputs, request, around)
    if request.inputs.attachment is None:
        raise InputError("file", Text("Suba la respuesta recibida de WeGO.", "Upload the answer received from WeGO."))
    party = party_of(roles_on(request.actor, around.subject)).value
    data = {
        "reason": request.inputs.reason.strip(),
        "party": party,
        "attachment": request.inputs.attachment,
        "sha256": request.inputs.sha256,
    }
    return (NewEvent(EventKind.NOT_ACCEPTED, day, data),)


def _correct(state: State, request: Request, around: Surroundings) -> tuple[NewEvent, ...]:
    return _event(EventKind.CORRECTED, around, voids=int(request.action.target), reason=request.inputs.reason.strip())


def _observe(state: State, request: Request, around: Surroundings) -> tuple[NewEvent, ...]:
    """Write nothing: a draft observation is the office's own until the round is issued."""
    return ()


DECISIONS: Mapping[ActionKind, Callable[[State, Request, Surroundings], tuple[NewEvent, ...]]] = {
    ActionKind.SAVE: _save,
    ActionKind.UPLOAD: _upload,
    ActionKind.REMOVE: _remove,
    ActionKind.COMPLETE: _complete,
    ActionKind.SKIP: _skip,
    ActionKind.SUBMIT: _submit,
    ActionKind.OBSERVE: _observe,
    ActionKind.ISSUE_ROUND: _issue_round,
    ActionKind.ANSWER: _answer,
    ActionKind.RESUBMIT: _resubmit,
    ActionKind.ENDORSE: _endorse,
    ActionKind.PROCEED: _proceed,
    ActionKind.EXTEND: _extend,
    ActionKind.REGISTER: _register,
    ActionKind.SUSPEND: _sided(EventKind.SUSPENDED),
    ActionKind.RESUME: _sided(EventKind.RESUMED),
    ActionKind.WITHDRAW: _sided(EventKind.WITHDRAWN),
    ActionKind.ARCHIVE: _sided(EventKind.ARCHIVED),
    ActionKind.NOT_ACCEPT: _not_accept,
    ActionKind.REOPEN: _sided(EventKind.REOPENED),
    ActionKind.TRANSFER: _transfer,
    ActionKind.CORRECT: _correct,
}
"""Every kind of action has its decision."""
