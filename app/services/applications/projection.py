"""Writing the rows that pages query from the state the events add up to: the only place that does."""

from datetime import date, datetime

from sqlalchemy.exc import IntegrityError

from app.domain.process.definition import Act
from app.domain.progress.clocks import Clock, clock
from app.domain.progress.state import State
from app.domain.terms import Holidays
from app.models.application import Application, ApplicationStep, SectionAnswers


def project(row: Application, state: State, holidays: Holidays, now: datetime) -> None:
    """Make `row`, its steps and its sections say what `state` says."""
    clocks = {step.key: clock(state, step, holidays) for step in state.definition.application_steps}
    current = state.current
    row.office_id = state.office_id
    row.opened_on = state.opened_on
    row.status = state.status
    row.milestone = state.milestone
    row.holder = state.holder
    row.step_key = current.key if current else None
    row.since = since(state)
    row.due_on = due_on(clocks[current.key]) if current else None
    row.registry_number = state.registry_number
    row.is_open = not state.is_closed
    row.is_sent = state.is_sent
    row.sequence = state.sequence
    row.updated_at = now
    _project_steps(row, state, clocks)
    _project_sections(row, state)


def since(state: State) -> date:
    """Return the day the application came where it stands, as `standing` says it in words."""
    if state.side:
        return state.side.on
    if state.current:
        return state.held_since(state.current)
    return state.finished_on(Act.CONFIRM)


def due_on(term: Clock | None) -> date | None:
    """Return the last day of a running term; None without one, or while it stands still."""
    return term.due.on if term and term.ended_on is None else None


def _project_steps(row: Application, state: State, clocks: dict[str, Clock | None]) -> None:
    present = {step.key: step for step in row.steps}
    for step in state.definition.application_steps:
        progress = state.steps[step.key]
        target = present.get(step.key)
        if target is None:
            target = ApplicationStep(key=step.key, number=step.number)
            row.steps.append(target)
        target.status = progress.status
        target.open_on = progress.open_on
        target.done_on = progress.done_on
        target.due_on = due_on(clocks[step.key])


def _project_sections(row: Application, state: State) -> None:
    present = {section.section: section for section in row.sections}
    for key, answers in state.answers.items():
        target = present.get(key)
        if target is None:
            target = SectionAnswers(section=key, version=0, answers={})
            row.sections.append(target)
        target.version = state.saves.get(key, 0)
        target.answers = dict(answers)


def is_second_open(error: IntegrityError) -> bool:
    """Whether the database refused a row because the organization has another application open."""
    return any(name in str(error.orig) for name in ONE_OPEN)


ONE_OPEN = ("one_open_per_organization", "application.organization_id")
"""How PostgreSQL and SQLite name the index that lets an organization have one open application."""
