"""Opening an application: by whom, once per organization, under a number without gaps, with what the registry knows."""

from collections import Counter
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import IntegrityError, NoResultFound
from sqlalchemy.orm import Session

from app.domain.errors import NotAllowedError, WrongStepError
from app.domain.process.answers import wrong_value
from app.domain.progress.actions import ActionKind
from app.domain.vocabulary import OrganizationType, Role, Status
from app.extensions import db
from app.models.application import Application, ApplicationCounter, ApplicationStep, SectionAnswers
from app.models.event import EventRow
from app.models.organization import Organization
from app.services import organizations
from app.services.applications import opening, reading
from app.services.occasion import Occasion, system_occasion
from tests.factories import NOON, a_user, an_application, form, occasion_of
from tests.services.conftest import AtOnce

DISTRICT = "081304"
"""Machupicchu, which the office in Cusco serves."""
OTHERS = ("081303", "081302", "081305", "081306", "081307", "080901", "080902", "080903")
"""More district municipalities of Cusco's office."""


@pytest.fixture
def lima(session: Session) -> Occasion:
    """Give an occasion of Lima's coordination, which may open anybody's."""
    return occasion_of(a_user(Role.COORDINATOR))


def row_of(number: str) -> Application:
    return db.session.scalars(sa.select(Application).where(Application.number == number)).one()


@pytest.mark.parametrize(
    ("role", "scope", "may"),
    [
        (Role.PREPARER, {"organization_code": DISTRICT}, True),
        (Role.SIGNATORY, {"organization_code": DISTRICT}, True),
        (Role.ANALYST, {"office_code": "ODE-CUS"}, True),
        (Role.HEAD, {"office_code": "ODE-CUS"}, True),
        (Role.COORDINATOR, {}, True),
        (Role.PREPARER, {"organization_code": "081303"}, False),
        (Role.ANALYST, {"office_code": "ODE-PUN"}, False),
        (Role.EMBASSY, {}, False),
        (Role.ADMINISTRATOR, {}, False),
        (None, {}, False),
    ],
)
def test_its_own_people_the_office_that_serves_it_and_lima_open_an_application(
    session: Session, role: Role | None, scope: dict[str, Any], may: bool
) -> None:
    occasion = occasion_of(a_user(role, **scope))
    if may:
        assert row_of(opening.open_application(DISTRICT, occasion)).organization.code == DISTRICT
        return
    with pytest.raises(NotAllowedError, match="la oficina que la atiende o Lima"):
        opening.open_application(DISTRICT, occasion)
    assert session.scalar(sa.select(sa.func.count()).select_from(Application)) == 0


def test_an_unknown_organization_is_not_found(lima: Occasion) -> None:
    with pytest.raises(NoResultFound):
        opening.open_application("999999", lima)


def test_a_new_application_is_a_draft_that_waits_for_its_first_steps(lima: Occasion) -> None:
    row = row_of(opening.open_application(DISTRICT, lima))
    assert (row.status, row.milestone, row.is_open, row.is_sent, row.sequence) == (
        *(Status.DRAFT, Status.DRAFT),
        *(True, False, 1),
    )
    assert (row.opened_on, row.since, row.office.code) == (date(2026, 11, 23), date(2026, 11, 23), "ODE-CUS")
    waiting = {step.key for step in row.steps if step.status == "in_progress"}
    assert waiting == {"outreach", "interest", "opening"}
    assert len(row.steps) == 17


def test_what_the_registry_knows_is_filled_in_and_what_it_does_not_is_left_out(lima: Occasion) -> None:
    sections = {item.section: item.answers for item in row_of(opening.open_application(DISTRICT, lima)).sections}
    government = sections["government"]
    assert government["ubigeo"] == DISTRICT
    assert government["official_name"] == "Municipalidad Distrital de Machupicchu"
    place = [government[level] for level in ("department", "province", "district")]
    assert place == ["Cusco", "Urubamba", "Machupicchu"]
    assert "ruc" not in government
    assert (sections["profile"]["altitude"], sections["profile"]["area"]) == (2092, "271.44")
    assert {code for answers in sections.values() for code, value in answers.items() if value in {None, ""}} == set()


def test_the_size_is_that_of_what_it_governs(lima: Occasion) -> None:
    """A provincial municipality bears the code of its capital's district and governs the whole province."""
    for code, area, altitude in (("080901", "30061.82", 1086), ("08", "71986.5", 3439), (DISTRICT, "271.44", 2092)):
        sections = {item.section: item.answers for item in row_of(opening.open_application(code, lima)).sections}
        assert (sections["profile"]["area"], sections["profile"]["altitude"]) == (area, altitude), code


def test_what_is_filled_in_is_a_right_answer_for_every_government_of_the_country(session: Session) -> None:
    fields = form().fields
    wrong = [
        (organization.code, code, value)
        for organization in session.scalars(sa.select(Organization).options(sa.orm.joinedload("*")))
        for answers in opening.prefilled(organization, form()).values()
        for code, value in answers.items()
        if wrong_value(fields[code], value) is not None
    ]
    assert wrong == []


def test_one_open_application_per_organization_and_a_closed_one_makes_room(session: Session, lima: Occasion) -> None:
    journey = an_application(DISTRICT)
    with pytest.raises(WrongStepError, match="ya tiene un expediente abierto"):
        opening.open_application(DISTRICT, lima)
    journey.take(journey.preparer, ActionKind.SUSPEND, reason="Vacaciones.")
    with pytest.raises(WrongStepError, match="ya tiene un expediente abierto"):
        opening.open_application(DISTRICT, lima)
    journey.take(journey.signatory, ActionKind.WITHDRAW, reason="Otra prioridad.")
    assert opening.open_application(DISTRICT, lima) != journey.number
    states = session.scalars(sa.select(Application.is_open).order_by(Application.id)).all()
    assert states == [False, True]


def test_a_closed_application_is_not_reopened_beside_another_that_is_open(session: Session, lima: Occasion) -> None:
    journey = an_application(DISTRICT, at=Status.WITHDRAWN)
    opening.open_application(DISTRICT, lima)
    with pytest.raises(WrongStepError, match="ya tiene un expediente abierto"):
        journey.take(journey.signatory, ActionKind.REOPEN, reason="Volvemos.")
    assert row_of(journey.number).status is Status.WITHDRAWN


@pytest.mark.parametrize("code", ["150101", "080101", "081301"])
def test_a_member_is_completed_and_does_not_apply_again(lima: Occasion, code: str) -> None:
    with pytest.raises(WrongStepError, match="ya figura como miembro"):
        opening.open_application(code, lima)


def test_the_database_itself_refuses_a_second_open_one(
    session: Session, lima: Occasion, monkeypatch: pytest.MonkeyPatch
) -> None:
    opening.open_application(DISTRICT, lima)
    monkeypatch.setattr(opening, "_refuse_repeated", lambda *_: None)
    with pytest.raises(WrongStepError, match="ya tiene un expediente abierto"):
        opening.open_application(DISTRICT, lima)
    assert opening.open_application("081303", lima) == "2026-CUS-0002", "the number of the one refused is given again"


def test_another_refusal_of_the_database_is_not_taken_for_that_one(
    session: Session, lima: Occasion, monkeypatch: pytest.MonkeyPatch
) -> None:
    opening.open_application(DISTRICT, lima)
    monkeypatch.setattr(opening, "_next_number", lambda *_: "2026-CUS-0001")
    with pytest.raises(IntegrityError):
        opening.open_application("081303", lima)


def test_numbers_go_on_per_office_and_begin_anew_each_year_of_lima(session: Session) -> None:
    lima = a_user(Role.COORDINATOR)
    new_years_eve = datetime(2027, 1, 1, 4, 59, tzinfo=UTC)  # 31 December in Lima, one minute before midnight
    new_year = datetime(2027, 1, 1, 5, 0, tzinfo=UTC)
    numbers = [
        opening.open_application(code, occasion_of(lima, now))
        for code, now in (
            ("081303", NOON),
            ("210101", NOON),
            ("081302", NOON),
            ("150102", NOON),
            ("15", new_years_eve),
            ("081304", new_years_eve),
            ("081305", new_year),
        )
    ]
    assert numbers == [
        *("2026-CUS-0001", "2026-PUN-0001", "2026-CUS-0002", "2026-LIM-0001", "2026-LIM-0002", "2026-CUS-0003"),
        "2027-CUS-0001",
    ]


@pytest.mark.parametrize(("code", "office"), [("020101", "ODE-TRU"), ("070101", "LIMA"), ("21", "ODE-PUN")])
def test_the_office_is_the_one_that_serves_the_department_else_lima(lima: Occasion, code: str, office: str) -> None:
    assert row_of(opening.open_application(code, lima)).office.code == office


def test_a_company_is_accompanied_by_lima_on_its_own_process(lima: Occasion) -> None:
    organizations.create(OrganizationType.COMPANY, "20131312955", "Datos Andinos S.A.C.", "Av. Uno 1, Lima", lima)
    row = row_of(opening.open_application("20131312955", lima))
    assert (row.office.code, row.definition.key, row.number) == ("LIMA", "company", "2026-LIM-0001")
    answers = {item.section: item.answers for item in row.sections}
    assert answers["organization"]["official_name"] == "Datos Andinos S.A.C."


@pytest.mark.parametrize("broken", ["project", "place_calendar"])
def test_nothing_is_left_of_an_opening_that_fails_half_way(
    session: Session, lima: Occasion, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(opening, broken, fail)
    with pytest.raises(ZeroDivisionError):
        opening.open_application(DISTRICT, lima)
    monkeypatch.undo()
    for table in (Application, ApplicationStep, SectionAnswers, ApplicationCounter):
        assert session.scalar(sa.select(sa.func.count()).select_from(table)) == 0
    assert session.scalars(sa.select(EventRow.stream).where(EventRow.stream.startswith("application:"))).all() == []
    assert opening.open_application(DISTRICT, lima) == "2026-CUS-0001"


def test_of_two_who_press_at_the_same_instant_one_opens_it_and_the_other_is_told(apart: Flask, at_once: AtOnce) -> None:
    people = [
        occasion_of(a_user(role, organization_code=code))
        for code in (DISTRICT, *OTHERS[:2])
        for role in (Role.PREPARER, Role.SIGNATORY)
    ]
    for code, (one, other) in zip((DISTRICT, *OTHERS[:2]), zip(people[::2], people[1::2], strict=True), strict=True):
        outcomes = at_once(
            partial(opening.open_application, code, one),
            partial(opening.open_application, code, other),
        )
        (opened,) = (item for item in outcomes if isinstance(item, str))
        (refused,) = (item for item in outcomes if not isinstance(item, str))
        assert isinstance(refused, WrongStepError), refused
        assert "ya tiene un expediente abierto" in refused.because.es
        assert reading.show(opened, one).dossier.row.organization.code == code
    assert sorted(db.session.scalars(sa.select(Application.number))) == [f"2026-CUS-000{n}" for n in (1, 2, 3)]


def test_numbers_given_at_the_same_instant_have_no_gaps_or_repeats(apart: Flask, at_once: AtOnce) -> None:
    lima = occasion_of(a_user(Role.COORDINATOR))
    rivals = [code for code in OTHERS for _ in range(2)]
    outcomes = at_once(*(partial(opening.open_application, code, lima) for code in rivals))
    assert Counter(type(item) for item in outcomes) == {str: len(OTHERS), WrongStepError: len(OTHERS)}
    opened = sorted(item for item in outcomes if isinstance(item, str))
    assert opened == [f"2026-CUS-{n:04d}" for n in range(1, len(OTHERS) + 1)]


def test_nobody_signed_in_opens_nothing(session: Session) -> None:
    with pytest.raises(NotAllowedError):
        opening.open_application(DISTRICT, system_occasion(NOON))
