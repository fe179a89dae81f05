"""The register follows the applications: *associate* and *full* write it, and a correction takes it back."""

import threading
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from app.domain.progress.actions import Action, ActionKind, Inputs
from app.domain.progress.events import EventKind
from app.domain.vocabulary import MembershipCategory, OrganizationType, Role, Status
from app.extensions import db
from app.models.membership import MembershipRow
from app.models.organization import Organization
from app.services import histories, memberships, organizations
from app.services.applications import acting
from app.services.files import Upload
from app.services.memberships import Recognition
from app.services.memberships.roles import locked_member
from app.services.transaction import transaction
from tests.factories import DISTRICT, Journey, a_pdf, a_user, an_application, filled, occasion_of
from tests.services.walking import check_membership


def entry(journey: Journey) -> MembershipRow | None:
    db.session.expire_all()
    query = sa.select(MembershipRow).join(MembershipRow.organization).where(Organization.code == journey.code)
    return db.session.scalar(query)


def kinds(journey: Journey) -> list[EventKind]:
    """Return what the history of the membership says, and check that the register agrees."""
    organization_id = journey.shown(journey.coordinator).dossier.row.organization_id
    check_membership(db.session, organization_id)
    return [event.kind for event in histories.load(db.session, histories.membership_stream(organization_id))]


def last(journey: Journey, kind: EventKind) -> str:
    """Return the number of the application's last event of a kind."""
    events = journey.shown(journey.coordinator).dossier.events
    return str(max(event.sequence for event in events if event.kind is kind))


def decide(journey: Journey, step: str, day: date, answers: dict[str, Any]) -> None:
    """Have the Embassy record WeGO's answer, dated `day`."""
    paper = (Upload(f"step:{step}", "carta.pdf", a_pdf(f"{step} {day}")),)
    inputs = Inputs(answers=answers, happened_on=day)
    acting.take(journey.number, Action(ActionKind.COMPLETE, step), inputs, occasion_of(journey.embassy), paper)


def test_nobody_is_on_the_register_before_the_secretariat_accepts(session: Session) -> None:
    journey = an_application(at=Status.SENT)
    assert entry(journey) is None
    assert kinds(journey) == []


def test_the_acceptance_makes_an_associate_member_since_its_own_day(session: Session) -> None:
    journey = an_application(at=Status.SENT)
    decide(journey, "acceptance", date(2026, 11, 24), filled("acceptance"))  # Already the 24th in Seoul.
    row = entry(journey)
    assert row is not None
    assert (row.category, row.since, row.year) == (MembershipCategory.ASSOCIATE, date(2026, 11, 24), 2026)
    assert (row.source, row.is_confirmed, row.is_demo) == (f"Expediente {journey.number}", True, False)
    assert kinds(journey) == [EventKind.RECOGNIZED]


def test_excoms_decision_makes_a_full_member_and_the_history_keeps_both(session: Session) -> None:
    journey = an_application(at=Status.FULL)
    row = entry(journey)
    assert row is not None
    assert row.category is MembershipCategory.FULL
    assert kinds(journey) == [EventKind.RECOGNIZED, EventKind.CATEGORY_CHANGED]


def test_correcting_excoms_decision_leaves_an_associate_member(session: Session) -> None:
    journey = an_application(at=Status.FULL)
    journey.take(journey.embassy, ActionKind.CORRECT, last(journey, EventKind.CONFIRMED), reason="Era otra ciudad.")
    row = entry(journey)
    assert row is not None
    assert row.category is MembershipCategory.ASSOCIATE
    assert kinds(journey) == [EventKind.RECOGNIZED, EventKind.CATEGORY_CHANGED, EventKind.CORRECTED]


def test_correcting_the_acceptance_takes_everything_back_and_a_new_one_begins_anew(session: Session) -> None:
    journey = an_application(at=Status.FULL)
    journey.take(journey.coordinator, ActionKind.CORRECT, last(journey, EventKind.ASSOCIATED), reason="Era otra carta.")
    assert entry(journey) is None
    assert kinds(journey)[2:] == [EventKind.CORRECTED, EventKind.CORRECTED]
    decide(journey, "acceptance", date(2026, 11, 23), filled("acceptance"))
    row = entry(journey)
    assert row is not None
    assert row.category is MembershipCategory.ASSOCIATE
    assert kinds(journey)[4:] == [EventKind.RECOGNIZED]


def test_correcting_what_the_acceptance_rests_on_takes_the_membership_back_too(session: Session) -> None:
    journey = an_application(at=Status.ASSOCIATE)
    journey.take(journey.coordinator, ActionKind.CORRECT, last(journey, EventKind.SENT), reason="No se envió.")
    assert journey.shown(journey.coordinator).dossier.row.status is Status.SIGNED
    assert entry(journey) is None


COMPANY, INSTITUTION = "20131312955", "20100066603"
CHOICES = (
    *((DISTRICT, "full"), (DISTRICT, "to_confirm")),
    *((COMPANY, "corporate"), (COMPANY, "friendship"), (COMPANY, "full"), (COMPANY, "to_confirm")),
    *((INSTITUTION, "corporate"), (INSTITUTION, "friendship"), (INSTITUTION, "full"), (INSTITUTION, "to_confirm")),
)
"""Every applicant with every category its form offers, written by hand."""


def waiting_for_excom(code: str) -> Journey:
    """Take an applicant to where EXCOM decides."""
    lima = occasion_of(a_user(Role.COORDINATOR))
    if code == COMPANY:
        organizations.create(OrganizationType.COMPANY, code, "Empresa Andina", "", lima)
    if code == INSTITUTION:
        organizations.create(OrganizationType.INSTITUTION, code, "Instituto Andino", "", lima)
    journey = an_application(code, at=Status.ASSOCIATE if code == DISTRICT else Status.SENT)
    if code != DISTRICT:
        decide(journey, "secretariat_answer", date(2026, 11, 23), filled("acceptance", catalog="organization-form"))
    return journey


@pytest.mark.parametrize(("code", "value"), CHOICES)
def test_the_register_takes_the_category_that_was_answered(session: Session, code: str, value: str) -> None:
    journey = waiting_for_excom(code)
    form = journey.dossier(journey.embassy).catalog.key
    answers = filled("excom_decision", catalog=form, decision_category=value)
    decide(journey, "excom", date(2026, 11, 24), answers)
    row = entry(journey)
    assert row is not None
    assert (row.category.value, row.is_confirmed) == (value, value != "to_confirm")
    assert journey.dossier(journey.embassy).row.status is Status.FULL
    kinds(journey)


def test_a_decision_recorded_anew_with_its_category_confirms_it(session: Session) -> None:
    journey = waiting_for_excom(DISTRICT)
    decide(journey, "excom", date(2026, 11, 24), filled("excom_decision", decision_category="to_confirm"))
    journey.take(journey.embassy, ActionKind.CORRECT, last(journey, EventKind.CONFIRMED), reason="Sí la dice.")
    decide(journey, "excom", date(2026, 11, 24), filled("excom_decision", decision_category="full"))
    row = entry(journey)
    assert row is not None
    assert (row.category, row.is_confirmed) == (MembershipCategory.FULL, True)
    assert kinds(journey)[1:] == [EventKind.CATEGORY_CHANGED, EventKind.CORRECTED, EventKind.CATEGORY_CHANGED]


def test_a_member_recorded_meanwhile_changes_category_by_its_application(session: Session) -> None:
    journey = an_application(at=Status.SENT)
    said = Recognition(MembershipCategory.TO_CONFIRM, None, "Lista de WeGO", 2020, is_confirmed=False)
    memberships.record_existing(journey.code, said, occasion_of(journey.coordinator))
    decide(journey, "acceptance", date(2026, 11, 23), filled("acceptance"))
    assert kinds(journey) == [EventKind.RECOGNIZED, EventKind.CATEGORY_CHANGED]
    journey.take(journey.coordinator, ActionKind.CORRECT, last(journey, EventKind.ASSOCIATED), reason="Error.")
    row = entry(journey)
    assert row is not None
    assert (row.category, row.source) == (MembershipCategory.TO_CONFIRM, "Lista de WeGO")


def test_an_action_that_earns_nothing_leaves_the_membership_alone(session: Session) -> None:
    journey = an_application(at=Status.ASSOCIATE)
    before = kinds(journey)
    journey.take(journey.preparer, ActionKind.SUSPEND, reason="Vacaciones.")
    journey.take(journey.preparer, ActionKind.RESUME, reason="Volvimos.")
    journey.take(journey.signatory, ActionKind.WITHDRAW, reason="Otra prioridad.")
    assert kinds(journey) == before
    row = entry(journey)
    assert row is not None, "who withdraws the application before EXCOM decides is still an associate"


def is_waited_for(session: Session) -> bool:
    """Say whether somebody waits for a row that `session` has locked; on SQLite they wait before they read any."""
    if session.get_bind().dialect.name == "sqlite":
        return True
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    with db.engine.connect() as another:  # One transaction sees one state of the server for as long as it lasts.
        return bool(another.scalar(sa.text(waiting)))


def test_a_category_waits_for_whoever_is_writing_into_the_same_membership(apart: Flask) -> None:
    journey = an_application(at=Status.ASSOCIATE)
    embassy, preparer = occasion_of(journey.embassy), occasion_of(journey.preparer)
    journey.upload(journey.embassy, "step:excom")
    decision = Inputs(answers=filled("excom_decision"), happened_on=embassy.today)
    done: list[object] = []

    def confirm() -> None:
        with apart.app_context():
            done.append(acting.take(journey.number, Action(ActionKind.COMPLETE, "excom"), decision, embassy))
            db.session.close()

    thread = threading.Thread(target=confirm)
    with transaction() as session:
        locked_member(session, journey.code)
        thread.start()
        while thread.is_alive() and not is_waited_for(session):
            thread.join(0.1)
        assert done == [], "the membership is somebody else's for as long as they write"
    thread.join(30)
    assert len(done) == 1
    memberships.record_step(journey.code, "fee", Inputs(answers=filled("fee")), preparer)
    assert kinds(journey) == [EventKind.RECOGNIZED, EventKind.CATEGORY_CHANGED, EventKind.COMPLETED]
