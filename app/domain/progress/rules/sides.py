"""The rules of leaving the way and coming back to it, and of changing the office (rules 10 and 13)."""

from app.domain.access import CITY_ROLES, OFFICE_ROLES
from app.domain.bilingual import Text
from app.domain.errors import NotAllowedError, WrongStepError
from app.domain.progress.rules.case import Case
from app.domain.progress.rules.words import ANOTHER_OPEN, NOT_SENT, Refusal
from app.domain.progress.state import Side
from app.domain.vocabulary import Party, Role, Status

OTHER_STATE = Text("El expediente no está en ese estado.", "The application is not in that state.")
NOT_THE_CLOSER = Text("Solo quien lo cerró, o Lima, puede hacerlo.", "Only whoever closed it, or Lima, can do this.")
CITY_UNDOES = frozenset({Status.SUSPENDED, Status.ARCHIVED})
"""What the city can always undo, whoever did it: its office accompanies, it doesn't decide (rule 1)."""
LEAVERS = {
    Status.SUSPENDED: OFFICE_ROLES | {Role.PREPARER},
    Status.WITHDRAWN: frozenset({Role.SIGNATORY}),
    Status.ARCHIVED: frozenset({Role.HEAD, Role.COORDINATOR}),
    Status.NOT_ACCEPTED: frozenset({Role.EMBASSY, Role.COORDINATOR}),
}
"""Who may leave the way, by how; of those who did, one with the same power may come back."""


def party_of(roles: frozenset[Role]) -> Party:
    """Return for whom somebody with these roles acts; an office's Lima staff act for their office."""
    if roles & CITY_ROLES:
        return Party.ORGANIZATION
    if roles & OFFICE_ROLES:
        return Party.OFFICE
    return Party.EMBASSY if Role.EMBASSY in roles else Party.LIMA


def suspend(case: Case) -> Refusal:
    """Suspend: preparer or office."""
    return case.needs(LEAVERS[Status.SUSPENDED])


def withdraw(case: Case) -> Refusal:
    """Withdraw: the signatory."""
    return case.needs(LEAVERS[Status.WITHDRAWN])


def archive(case: Case) -> Refusal:
    """Archive: the head of the office, or Lima."""
    return case.needs(LEAVERS[Status.ARCHIVED])


def not_accept(case: Case) -> Refusal:
    """Record that WeGO doesn't accept: the Embassy, or Lima in its place, once it was sent (rules 10 and 11)."""
    if refused := case.needs(LEAVERS[Status.NOT_ACCEPTED]):
        return refused
    return None if case.state.is_sent else WrongStepError(NOT_SENT)


def transfer(case: Case) -> Refusal:
    """Hand over to another office: Lima."""
    return case.needs(frozenset({Role.COORDINATOR}))


def resume(case: Case) -> Refusal:
    """Take up again what was suspended: whoever suspended it, the city, or Lima."""
    side = case.state.side
    return _back(case, side) if side and side.status is Status.SUSPENDED else WrongStepError(OTHER_STATE)


def reopen(case: Case) -> Refusal:
    """Take up again what was closed: whoever closed it, or Lima; what was archived, also the city.

    Not beside a later application: an organization has one open.
    """
    side = case.state.side
    if side is None or side.status is Status.SUSPENDED:
        return WrongStepError(OTHER_STATE)
    return _back(case, side) or (WrongStepError(ANOTHER_OPEN) if case.around.has_another else None)


def _back(case: Case, side: Side) -> Refusal:
    if Role.COORDINATOR in case.roles:
        return None
    left = next(event for event in case.state.effective if event.sequence == side.sequence)
    is_closer = party_of(case.roles) == left.data["party"] and bool(case.roles & LEAVERS[side.status])
    undoes = side.status in CITY_UNDOES and bool(case.roles & CITY_ROLES)
    return None if is_closer or undoes else NotAllowedError(NOT_THE_CLOSER)
