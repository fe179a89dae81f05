"""What certifying and reviewing write."""

from typing import Any

from app.domain.bilingual import Text
from app.domain.errors import InputError
from app.domain.process.answers import form_hash
from app.domain.progress.certifying import certifies_by_sheet
from app.domain.progress.events import EventKind, NewEvent
from app.domain.progress.outcomes.steps import today_event
from app.domain.progress.rounds import anchor_exists
from app.domain.progress.rules.case import Case
from app.domain.text import trimmed

NONE_WRITTEN = Text("Anote al menos una observación.", "Write down at least one observation.")
LOST_ANCHOR = Text(
    "Una observación no dice qué se observa o está vacía: revísela.",
    "An observation does not say what is observed or is empty: check it.",
)
WHY_AGAIN = Text(
    "Ya hubo una ronda: explique por qué hace falta otra.",
    "There has been a round already: explain why another is needed.",
)
NO_ANSWER = Text("Escriba qué hizo con esta observación.", "Write what you did about this observation.")


CHANGED = Text(
    "La solicitud cambió mientras usted la leía. Revísela otra vez y certifique.",
    "The form changed while you were reading it. Check it again and certify.",
)


def _certified(case: Case) -> dict[str, Any]:
    """Return what certifying keeps; raises InputError where the form isn't the one that was read."""
    form = form_hash(case.around.catalog, case.state.answers)
    if case.inputs.form_hash not in {None, form}:
        raise InputError("form_hash", CHANGED)
    return {
        "form_hash": form,
        "sheet": certifies_by_sheet(case.state, case.actor, case.around),
    }


def submit(case: Case) -> tuple[NewEvent, ...]:
    """Certify the form and hand it over."""
    return today_event(EventKind.SUBMITTED, case, **_certified(case))


def resubmit(case: Case) -> tuple[NewEvent, ...]:
    """Certify the corrected form and hand it back."""
    return today_event(EventKind.RESUBMITTED, case, round=len(case.state.rounds), **_certified(case))


def proceed(case: Case) -> tuple[NewEvent, ...]:
    """Go on without endorsement, for the reason given."""
    return today_event(EventKind.PROCEEDED_WITHOUT_ENDORSEMENT, case, reason=case.reason, **_certified(case))


def endorse(case: Case) -> tuple[NewEvent, ...]:
    """Endorse the form as it stands."""
    form = form_hash(case.around.catalog, case.state.answers)
    return today_event(EventKind.ENDORSED, case, form_hash=form, note=case.text)


def observe(case: Case) -> tuple[NewEvent, ...]:
    """Write nothing: a draft observation, checked, is the office's own until the round is issued."""
    _check(case)
    return ()


def issue_round(case: Case) -> tuple[NewEvent, ...]:
    """Issue one consolidated round; the law speaks of one (TUO 27444 art. 137.2, C), so a further one says why."""
    given = case.inputs.observations
    if not given:
        raise InputError("observations", NONE_WRITTEN)
    _check(case)
    if case.state.rounds and not case.reason:
        raise InputError("reason", WHY_AGAIN)
    return today_event(
        EventKind.ROUND_ISSUED,
        case,
        round=len(case.state.rounds) + 1,
        observations=[dict(item) for item in given],
        reason=case.reason,
    )


def _check(case: Case) -> None:
    """Hold each observation to a key of its own, something observed that exists, and words."""
    given = case.inputs.observations
    sound = all(
        trimmed(item["text"]) and anchor_exists(item["anchor"], case.state.definition, case.around.catalog)
        for item in given
    )
    if not sound or len({item["key"] for item in given}) < len(given):
        raise InputError("observations", LOST_ANCHOR)


def answer(case: Case) -> tuple[NewEvent, ...]:
    """Answer one observation."""
    if not case.text:
        raise InputError("answer", NO_ANSWER)
    return today_event(EventKind.ANSWERED, case, observation=case.action.target, answer=case.text)
