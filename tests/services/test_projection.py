"""What pages query is what the history adds up to, wherever people take an application."""

from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session

from app.domain.progress.actions import Action, ActionKind
from app.domain.ruc import is_valid_ruc
from app.domain.vocabulary import OrganizationType, Role, Status
from app.models.application import Application
from app.models.organization import Organization
from app.models.user import User
from app.services import organizations
from tests.factories import NOON, Journey, a_user, an_application, occasion_of
from tests.services.walking import check_application, take_rightly

STARTS = (Status.PREPARING, Status.IN_REVIEW, Status.OBSERVED, Status.SIGNED, Status.ASSOCIATE)
FORWARD = frozenset({
    ActionKind.COMPLETE, ActionKind.SKIP, ActionKind.SUBMIT, ActionKind.ISSUE_ROUND, ActionKind.ANSWER,
    ActionKind.RESUBMIT, ActionKind.ENDORSE, ActionKind.PROCEED, ActionKind.RESUME, ActionKind.REOPEN,
    ActionKind.CORRECT, ActionKind.SUSPEND, ActionKind.EXTEND,
})  # fmt: skip
WALKS = settings(
    max_examples=3,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
)


def fresh(session: Session) -> str:
    """Return the code of a government that nobody has opened an application for."""
    taken = sa.select(Application.organization_id)
    query = sa.select(Organization.code).where(
        Organization.id.not_in(taken),
        Organization.department_code == "08",
        Organization.type == OrganizationType.DISTRICT_MUNICIPALITY,
    )
    return session.scalars(query.order_by(Organization.code)).first() or ""


def offered(journey: Journey, user: User, now: datetime) -> tuple[Action, ...]:
    """Return what the page offers `user`: nothing where another office has the application now."""
    try:
        return journey.shown(user, now).actions
    except NoResultFound:
        return ()


def walk(session: Session, journey: Journey, data: st.DataObject, steps: int) -> None:
    """Take some of the actions offered, days passing between, and check the rows after each."""
    now = NOON
    people = [journey.preparer, journey.signatory, journey.officer, journey.head, journey.coordinator, journey.embassy]
    for _ in range(steps):
        now += timedelta(days=data.draw(st.integers(0, 9)), minutes=1)
        user = data.draw(st.sampled_from(people))
        actions = offered(journey, user, now)
        forward = [action for action in actions if action.kind in FORWARD]
        if actions:
            onward = bool(forward) and data.draw(st.booleans())
            action = data.draw(st.sampled_from(forward if onward else list(actions)))
            take_rightly(journey, user, action, now)
            check_application(session, journey.number)


@pytest.mark.parametrize("start", STARTS)
@WALKS
@given(data=st.data())
def test_the_rows_follow_the_history_wherever_a_city_goes(session: Session, start: Status, data: st.DataObject) -> None:
    journey = an_application(fresh(session), at=start)
    check_application(session, journey.number)
    walk(session, journey, data, steps=6)


@WALKS
@given(data=st.data())
def test_the_rows_follow_the_history_wherever_a_company_goes(session: Session, data: st.DataObject) -> None:
    number = session.scalar(sa.select(sa.func.count()).select_from(Organization).where(Organization.ruc.is_not(None)))
    ruc = next(f"2060000{number:03d}{last}" for last in range(10) if is_valid_ruc(f"2060000{number:03d}{last}"))
    lima = occasion_of(a_user(Role.COORDINATOR))
    organizations.create(OrganizationType.COMPANY, ruc, f"Empresa {number} S.A.C.", "", lima)
    journey = an_application(ruc, at=data.draw(st.sampled_from([Status.PREPARING, Status.SENT])))
    check_application(session, journey.number)
    walk(session, journey, data, steps=6)
