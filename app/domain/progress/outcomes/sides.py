"""What leaving the way, coming back to it and changing the office write."""

from collections.abc import Callable
from typing import Any

from app.domain.bilingual import Text
from app.domain.errors import InputError
from app.domain.process.definition import Act
from app.domain.progress.events import EventKind, NewEvent
from app.domain.progress.outcomes.days import checked_order, event_day
from app.domain.progress.outcomes.steps import today_event
from app.domain.progress.rules.case import Case
from app.domain.progress.rules.sides import party_of

OTHER_OFFICE = Text("Elija otra oficina.", "Choose another office.")
NO_ANSWER = Text("Suba la respuesta recibida de WeGO.", "Upload the answer received from WeGO.")


def sided(kind: EventKind) -> Callable[[Case], tuple[NewEvent, ...]]:
    """Return the decision that enters or leaves a side state by an event of `kind`."""

    def decision(case: Case) -> tuple[NewEvent, ...]:
        return today_event(kind, case, **_said(case))

    return decision


def _said(case: Case) -> dict[str, Any]:
    return {"reason": case.reason, "party": party_of(case.roles).value}


def not_accept(case: Case) -> tuple[NewEvent, ...]:
    """Record WeGO's refusal with its paper, on a day not before the sending."""
    day = event_day(case)
    checked_order(case.state, case.state.definition.acting(Act.SEND), day)
    if case.inputs.attachment is None:
        raise InputError("file", NO_ANSWER)
    data = {**_said(case), "attachment": case.inputs.attachment, "sha256": case.inputs.sha256}
    return (NewEvent(EventKind.NOT_ACCEPTED, day, data),)


def transfer(case: Case) -> tuple[NewEvent, ...]:
    """Hand the application over to another office (rule 13)."""
    office = case.inputs.office_id
    if office is None or office == case.state.office_id:
        raise InputError("office_id", OTHER_OFFICE)
    previous = case.state.office_id
    return today_event(EventKind.TRANSFERRED, case, office_id=office, previous=previous, reason=case.reason)
