"""Counting terms again: a decree or a correction of the calendar moves the last day of terms that already run."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from app.domain.progress.replay import replay
from app.models.application import Application
from app.services import histories, processes
from app.services.applications.dossier import place_calendar
from app.services.applications.projection import project
from app.services.occasion import LIMA
from app.services.transaction import transaction


def recount(now: datetime) -> int:
    """Count the terms of every open application by the calendar as it is now; return how many had another last day.

    Pages count as they are read; this brings lists, which show the day that was counted last, to the same.
    """
    query = (
        sa.select(Application)
        .where(Application.is_open)
        .options(joinedload(Application.organization), joinedload(Application.definition))
        .order_by(Application.id)
        .with_for_update(of=Application)
    )
    with transaction() as session:
        return sum(_recounted(session, row, now) for row in session.scalars(query).all())


def _recounted(session: Session, row: Application, now: datetime) -> bool:
    before = [row.due_on, *(step.due_on for step in row.steps)]
    definition, _ = processes.typed(row.definition, row.organization.type)
    state = replay(definition, histories.load(session, histories.application_stream(row.id)))
    holidays = place_calendar(session, row.organization, state.opened_on, now.astimezone(LIMA).date())
    project(row, state, holidays, row.updated_at)
    return before != [row.due_on, *(step.due_on for step in row.steps)]
