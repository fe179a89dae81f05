"""The day something happened: not in the future, not before there was a WeGO, not before what it rests on."""

from datetime import date

from app.domain.bilingual import Text
from app.domain.dates import long_date
from app.domain.errors import InputError
from app.domain.process.definition import OUTSIDE, Step
from app.domain.progress.actions import ActionKind
from app.domain.progress.rules.case import Case
from app.domain.progress.state import State
from app.domain.vocabulary import Role

FOUNDED = date(2010, 1, 1)
"""WeGO was founded in 2010 (certainty A): an earlier day is a slip of the pen."""

IN_FUTURE = Text("La fecha no puede ser posterior a hoy.", "The date cannot be later than today.")
NO_DAY = Text(
    "Escriba la fecha en que ocurrió; no puede quedar vacía.",
    "Write the date it happened; it cannot be left empty.",
)
TOO_EARLY = Text("Revise el año: WeGO existe desde 2010.", "Check the year: WeGO has existed since 2010.")
BEFORE = Text(
    "La fecha no puede ser anterior a la de «{step}» ({day}).",
    "The date cannot be earlier than that of “{step}” ({day}).",
)


def checked_day(given: date | None, today: date) -> date:
    """Return the day given, `today` without; raises InputError for one still to come or long before WeGO."""
    day = given or today
    if day > today:
        raise InputError("happened_on", IN_FUTURE)
    if day < FOUNDED:
        raise InputError("happened_on", TOO_EARLY)
    return day


def event_day(case: Case) -> date:
    """Return the day the person says it happened, checked; today where they say none and may leave it out.

    The Embassy's days, and those of WeGO's answers whoever records them, are checked in Seoul, where the day begins
    fourteen hours before Lima's (rule 9).
    """
    answer = case.action.kind is ActionKind.NOT_ACCEPT or (case.step is not None and case.step.holder in OUTSIDE)
    if case.inputs.happened_on is None and _must_be_dated(case):
        raise InputError("happened_on", NO_DAY)
    today = case.around.today_in_seoul if answer or Role.EMBASSY in case.roles else case.around.today
    return checked_day(case.inputs.happened_on, today)


def _must_be_dated(case: Case) -> bool:
    """Whether the day must be given, because it is that of an act outside or stands on the paper that was signed."""
    return case.action.kind is ActionKind.NOT_ACCEPT or (case.step is not None and case.step.is_dated)


def checked_order(state: State, before: Step | None, day: date) -> None:
    """Raise InputError where `day` is earlier than the day the step `before`, if there is one, was done."""
    done = state.steps[before.key].done_on if before else None
    if before and done and day < done:
        raise InputError("happened_on", BEFORE.format(step=before.title, day=long_date(done)))
