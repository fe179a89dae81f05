"""Whose turn it is in a membership: the fee until it is paid, the yearly follow-up, the change of authorities."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from app.domain.membership import Membership, Record
from app.domain.process.answers import day_from
from app.domain.process.definition import Definition, Repeats, Step
from app.domain.terms import Due, Holidays, due


@dataclass(frozen=True, slots=True)
class Turn:
    """A step of the membership that is due or open: since when and, where it has a term, until when.

    `is_unsettled` says that it was recorded and is still open: the fee isn't paid, the change not ratified.
    """

    step: Step
    since: date
    due: Due | None
    is_unsettled: bool


def turns(
    membership: Membership, definition: Definition, term_ends: date | None, today: date, holidays: Holidays
) -> tuple[Turn, ...]:
    """Return what a member has to do now; `term_ends` is the last day in office of the authority who signed."""
    begins = {step: _begins(membership, step, term_ends) for step in definition.membership_steps}
    return tuple(
        Turn(step, day, due(day, step.term.days, holidays) if step.term else None, bool(unsettled(membership, step)))
        for step, day in begins.items()
        if day and day <= today
    )


def is_unsettled(step: Step, answers: Mapping[str, Any]) -> bool:
    """Whether a record with these answers leaves `step` open: the fee is not paid, the change not ratified."""
    return step.settled_by is not None and answers.get(step.settled_by.answer) is False


def unsettled(membership: Membership, step: Step) -> tuple[Record, ...]:
    """Return the records after which `step` keeps its turn, the first for each year of a fee.

    A record that settles it takes those of its year away; that no fee is charged, all of them.
    """
    each = step.settled_by.each if step.settled_by else None
    found: dict[Any, Record] = {}
    for record in _records(membership, step):
        which = record.answers.get(each) if each else None
        if record.reason:
            found.clear()
        elif is_unsettled(step, record.answers):
            found.setdefault(which, record)
        else:
            found.pop(which, None)
    return tuple(found.values())


def _records(membership: Membership, step: Step) -> list[Record]:
    return [record for record in membership.records if record.step == step.key]


def _begins(membership: Membership, step: Step, term_ends: date | None) -> date | None:
    """Return the day the turn of `step` comes, or None where it doesn't; an authority's change is the day after."""
    began, last = membership.began_on, membership.last(step.key)
    if began is None:
        return None
    match step.repeats:
        case Repeats.YEARLY:
            return _year_after(last.on if last else began)
        case Repeats.ON_AUTHORITY_CHANGE:
            return _after_term(membership, step, term_ends)
        case _:
            return min((record.on for record in unsettled(membership, step)), default=None if last else began)


def _after_term(membership: Membership, step: Step, term_ends: date | None) -> date | None:
    """Return the day after the term in office ends, or that of a change that the new authority hasn't ratified.

    The term is that of the authority of the last change that was ratified; before any, `term_ends`, or else the end of
    all terms that the process knows.
    """
    settled = [record for record in _records(membership, step) if not is_unsettled(step, record.answers)]
    if settled:
        ends = day_from(settled[-1].answers.get("new_authority_term_to"))
    else:
        ends = term_ends or _general_end(membership, step)
    days = [record.on for record in unsettled(membership, step)]
    return min([*days, ends + timedelta(days=1)] if ends else days, default=None)


def _general_end(membership: Membership, step: Step) -> date | None:
    """Return the day on which all terms end; None for who is known to have become a member under their successors."""
    ends, began = step.general_term_ends, membership.known_since
    return None if ends and began and began > ends else ends


def _year_after(day: date) -> date:
    """Return the same day a year later; 28 February for a 29th."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)
