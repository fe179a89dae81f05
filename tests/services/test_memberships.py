"""Memberships: recorded by Lima or the Embassy, kept up by the member and its office, corrected and never changed."""

from datetime import date

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session

from app.domain.errors import InputError, NotAllowedError, WrongStepError
from app.domain.progress.actions import Inputs
from app.domain.progress.events import EventKind
from app.domain.vocabulary import MembershipCategory, Role
from app.models.event import EventRow
from app.models.membership import MembershipRow
from app.models.user import User
from app.services import memberships, publications
from app.services.memberships import Recognition
from app.services.occasion import system_occasion
from app.services.organizations import profiles
from config import ROOT
from tests.conftest import NOON
from tests.factories import a_user, an_application, filled, occasion_of

CUSCO = "080101"
"""A member by the source article: recorded by the seeds, category and entry to be confirmed."""
SAID = Recognition(MembershipCategory.FULL, date(2019, 5, 6), "Carta de WeGO del 6 de mayo", 2019, is_confirmed=True)
FEE = Inputs(answers=filled("fee"))
FOLLOW_UP = Inputs(answers=filled("follow_up"))


@pytest.fixture(autouse=True)
def _database(session: Session) -> None:
    """Every test here writes."""


def member() -> User:
    """Return somebody of Cusco's own people."""
    return a_user(Role.PREPARER, organization_code=CUSCO)


def events(session: Session) -> list[EventKind]:
    """Return what the history of Cusco's membership holds."""
    stream = sa.select(EventRow.kind).where(EventRow.stream.like("membership:%")).order_by(EventRow.id)
    return list(session.scalars(stream))[3:]  # The seeds record the three members of the source article.


def test_the_members_of_the_source_article_are_on_the_register_from_the_start() -> None:
    listed = {item.code: item for item in publications.members()}
    assert listed.keys() == {"150101", CUSCO, "081301"}
    for item in listed.values():
        assert (item.category, item.since, item.year) == (MembershipCategory.TO_CONFIRM, None, 2023)
        assert (item.source.en, item.is_confirmed) == ("source article, 2023", False)


def test_seeding_again_records_nobody_twice_and_brings_nobody_back(session: Session) -> None:
    lima = occasion_of(a_user(Role.COORDINATOR))
    assert memberships.correct_record(CUSCO, 1, "No consta en el artículo.", lima) is False
    assert memberships.seed_known(ROOT / "seeds" / "reference", system_occasion(NOON)) == 0
    assert CUSCO not in {item.code for item in publications.members()}
    assert events(session) == [EventKind.CORRECTED]


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.EMBASSY])
def test_lima_and_the_embassy_complete_an_existing_member(role: Role, session: Session) -> None:
    memberships.record_existing(CUSCO, SAID, occasion_of(a_user(role)))
    row = memberships.get(CUSCO, occasion_of(a_user(Role.COORDINATOR))).row
    assert (row.category, row.since, row.source, row.year, row.is_confirmed) == (
        SAID.category,
        SAID.since,
        SAID.source,
        SAID.year,
        True,
    )
    assert events(session) == [EventKind.CATEGORY_CHANGED]


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.COORDINATOR, Role.EMBASSY}])
def test_nobody_else_writes_the_register(role: Role, session: Session) -> None:
    occasion = occasion_of(a_user(role))
    with pytest.raises(NotAllowedError):
        memberships.record_existing(CUSCO, SAID, occasion)
    with pytest.raises(NotAllowedError):
        memberships.recognizable(CUSCO, occasion)
    assert events(session) == []


def test_an_organization_that_was_no_member_becomes_one() -> None:
    lima = occasion_of(a_user(Role.COORDINATOR))
    organization, current = memberships.recognizable("081305", lima)
    assert (organization.code, current) == ("081305", None)
    memberships.record_existing("081305", SAID, lima)
    assert "081305" in {item.code for item in publications.members()}
    _organization, current = memberships.recognizable("081305", lima)
    assert current is not None
    assert current.source == SAID.source


def test_saying_the_same_twice_writes_once(session: Session) -> None:
    lima = occasion_of(a_user(Role.COORDINATOR))
    for _ in range(2):
        memberships.record_existing(CUSCO, SAID, lima)
    assert events(session) == [EventKind.CATEGORY_CHANGED]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"source": "  "}, "source"),
        ({"source": "x" * 201}, "source"),
        ({"year": 2009}, "year"),
        ({"year": 2027}, "year"),
        ({"since": date(2026, 11, 25)}, "since"),
        ({"since": date(2009, 12, 31)}, "since"),
    ],
)
def test_an_entry_that_cannot_be_so_is_refused_at_its_field(changed: dict[str, object], field: str) -> None:
    values = {name: getattr(SAID, name) for name in ("category", "since", "source", "year", "is_confirmed")}
    with pytest.raises(InputError) as refused:
        memberships.record_existing(CUSCO, Recognition(**values | changed), occasion_of(a_user(Role.EMBASSY)))
    assert refused.value.field == field


def test_tomorrow_in_lima_can_be_today_in_seoul() -> None:
    tomorrow = Recognition(MembershipCategory.FULL, date(2026, 11, 24), "Carta", 2026, is_confirmed=True)
    memberships.record_existing(CUSCO, tomorrow, occasion_of(a_user(Role.EMBASSY)))
    with pytest.raises(InputError):
        memberships.record_existing("081305", tomorrow, occasion_of(a_user(Role.COORDINATOR)))


def test_who_is_not_on_the_register_is_not_found() -> None:
    lima = occasion_of(a_user(Role.COORDINATOR))
    for call in (
        lambda: memberships.get("081305", lima),
        lambda: memberships.get("999999", lima),
        lambda: memberships.recognizable("999999", lima),
        lambda: memberships.step_page("081305", "follow_up", lima),
        lambda: memberships.step_page(CUSCO, "no_such_step", lima),
        lambda: memberships.record_step("081305", "follow_up", FOLLOW_UP, lima),
        lambda: memberships.record_step(CUSCO, "sending", FOLLOW_UP, lima),
        lambda: memberships.correct_record(CUSCO, 99, "-", lima),
        lambda: memberships.correction_page(CUSCO, 99, lima),
    ):
        with pytest.raises(NoResultFound):
            call()


# Written by hand: which steps of Cusco's membership each may record, and whether they read its history.
SEEN = {
    (Role.PREPARER, CUSCO): ({"fee", "follow_up", "authority_change"}, True),
    (Role.SIGNATORY, CUSCO): ({"fee", "follow_up", "authority_change"}, True),
    (Role.PREPARER, "081305"): (set(), False),
    (Role.ANALYST, "ODE-CUS"): ({"follow_up", "authority_change"}, True),
    (Role.HEAD, "ODE-CUS"): ({"follow_up", "authority_change"}, True),
    (Role.ANALYST, "ODE-PUN"): (set(), False),
    (Role.COORDINATOR, "LIMA"): ({"follow_up", "authority_change"}, True),
    (Role.EMBASSY, "EMB-SEL"): (set(), True),
    (Role.ADMINISTRATOR, ""): (set(), False),
}


@pytest.mark.parametrize(("role", "where"), SEEN)
def test_everybody_sees_the_entry_and_only_those_concerned_the_rest(role: Role, where: str) -> None:
    city = role in {Role.PREPARER, Role.SIGNATORY}
    user = a_user(role, organization_code=where if city else None, office_code=where if where and not city else None)
    page = memberships.get(CUSCO, occasion_of(user))
    steps, is_inside = SEEN[role, where]
    assert page.row.year == 2023
    assert ({step.key for step in page.recordable}, page.is_inside) == (steps, is_inside)
    assert (len(page.history), [turn.step.key for turn in page.turns]) == ((1, ["fee"]) if is_inside else (0, []))
    for key in {"fee", "follow_up", "authority_change"} - steps:
        with pytest.raises(NotAllowedError):
            memberships.step_page(CUSCO, key, occasion_of(user))
        with pytest.raises(NotAllowedError):
            memberships.record_step(CUSCO, key, Inputs(answers=filled(key)), occasion_of(user))


def test_what_an_application_wrote_is_corrected_in_the_application() -> None:
    journey = an_application("081305", at="associate")
    lima = occasion_of(journey.coordinator)
    page = memberships.get("081305", lima)
    assert (page.row.category, page.source.en) == (MembershipCategory.ASSOCIATE, f"Application {journey.number}")
    assert not page.history[0].may_correct
    assert not page.may_recognize
    assert not profiles.show("081305", lima).may_recognize
    said = Recognition(MembershipCategory.FULL, None, "Carta de la Secretaría", 2026, is_confirmed=True)
    for attempt in (
        lambda: memberships.correct_record("081305", 1, "No.", lima),
        lambda: memberships.record_existing("081305", said, lima),
        lambda: memberships.recognizable("081305", lima),
    ):
        with pytest.raises(WrongStepError):
            attempt()


def test_taking_the_last_entry_back_takes_it_off_the_register(session: Session) -> None:
    lima = occasion_of(a_user(Role.COORDINATOR))
    memberships.record_existing("081305", SAID, lima)
    assert memberships.correct_record("081305", 1, "Otra ciudad.", lima) is False
    assert session.scalar(sa.select(sa.func.count()).select_from(MembershipRow)) == 3
    memberships.record_existing("081305", SAID, lima)
    assert session.scalar(sa.select(sa.func.count()).select_from(MembershipRow)) == 4
