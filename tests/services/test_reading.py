"""Applications as pages show them: each person's own scope, what waits longest first, and nothing more than asked."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session

from app.domain.access import Actor, Mandate, Subject, may_see
from app.domain.progress.actions import ActionKind
from app.domain.vocabulary import MembershipCategory, OrganizationType, Party, Role, Status
from app.models.application import Application
from app.models.office import Office
from app.models.user import User
from app.services import organizations
from app.services.applications import opening, reading
from app.services.applications.reading import Filters
from app.services.occasion import Occasion
from app.services.scope import visible_to
from tests.factories import NOON, a_user, an_application, occasion_of

MARAS, HUAYLLABAMBA, PUNO, CALLAO, REGION = "081305", "081303", "210101", "070101", "08"
COMPANY = "20131312955"
EVERYTHING = Filters()


def ids_of_offices(session: Session) -> dict[str, int]:
    return {row.code: row.id for row in session.execute(sa.select(Office.code, Office.id))}


def numbers(occasion: Occasion, filters: Filters = EVERYTHING) -> list[str]:
    return [line.number for line in reading.list_for(occasion, filters).lines]


@pytest.fixture
def applications(session: Session) -> dict[str, str]:
    """Give some applications of several organizations, offices and states: number by a name for it."""
    lima = a_user(Role.COORDINATOR)
    who = occasion_of(lima)
    organizations.create(OrganizationType.COMPANY, COMPANY, "Datos Andinos S.A.C.", "", who)
    moved = an_application(HUAYLLABAMBA)
    puno = ids_of_offices(session)["ODE-PUN"]
    moved.take(moved.coordinator, ActionKind.TRANSFER, reason="Cercanía.", office_id=puno)
    return {
        "sent": an_application(MARAS, at=Status.SENT).number,
        "moved": moved.number,
        "region": opening.open_application(REGION, who),
        "puno": opening.open_application(PUNO, who),
        "callao": opening.open_application(CALLAO, who),
        "company": opening.open_application(COMPANY, who),
    }


ALL = {"sent", "moved", "region", "puno", "callao", "company"}
SEEN: tuple[tuple[str, list[dict[str, Any]], set[str]], ...] = (
    ("Maras", [{"role": Role.PREPARER, "organization": MARAS}], {"sent"}),
    ("Maras signs", [{"role": Role.SIGNATORY, "organization": MARAS}], {"sent"}),
    ("the region", [{"role": Role.PREPARER, "organization": REGION}], {"region"}),
    ("the company", [{"role": Role.SIGNATORY, "organization": COMPANY}], {"company"}),
    ("Urubamba", [{"role": Role.PREPARER, "organization": "081301"}], set()),
    ("an analyst in Cusco", [{"role": Role.ANALYST, "office": "ODE-CUS"}], {"sent", "region"}),
    ("the head in Cusco", [{"role": Role.HEAD, "office": "ODE-CUS"}], {"sent", "region"}),
    ("an analyst in Puno", [{"role": Role.ANALYST, "office": "ODE-PUN"}], {"moved", "puno"}),
    ("an analyst in Lima", [{"role": Role.ANALYST, "office": "LIMA"}], {"callao", "company"}),
    ("an analyst in Tacna", [{"role": Role.ANALYST, "office": "ODE-TAC"}], set()),
    ("Lima's coordination", [{"role": Role.COORDINATOR, "office": "LIMA"}], ALL),
    ("the Embassy", [{"role": Role.EMBASSY, "office": "EMB-SEL"}], ALL),
    ("administration", [{"role": Role.ADMINISTRATOR}], set()),
    ("nobody", [], set()),
    (
        "who works in two places",
        [{"role": Role.PREPARER, "organization": MARAS}, {"role": Role.ANALYST, "office": "ODE-PUN"}],
        {"sent", "moved", "puno"},
    ),
)
"""Who sees which applications, written by hand."""


def actor_with(session: Session, mandates: list[dict[str, Any]]) -> Actor:
    offices = ids_of_offices(session)
    held = [
        Mandate(
            item["role"],
            organizations.get(item["organization"]).id if "organization" in item else None,
            offices[item["office"]] if "office" in item else None,
        )
        for item in mandates
    ]
    return Actor(1, tuple(held))


def test_each_person_sees_their_own_and_the_query_agrees_with_the_rule(
    session: Session, applications: dict[str, str]
) -> None:
    rows = {row.number: row for row in session.scalars(sa.select(Application))}
    assert set(rows) == set(applications.values())
    for name, mandates, expected in SEEN:
        actor = actor_with(session, mandates)
        found = set(session.scalars(sa.select(Application.number).where(visible_to(actor))))
        assert found == {applications[key] for key in expected}, name
        subjects = {number: Subject(row.organization_id, row.office_id, row.is_sent) for number, row in rows.items()}
        assert found == {number for number, subject in subjects.items() if may_see(actor, subject).allowed}, name
        occasion = Occasion(actor, NOON)
        assert set(numbers(occasion)) == found, name
        for number in rows:
            if number in found:
                assert reading.show(number, occasion).seen.allowed
            else:
                with pytest.raises(NoResultFound):
                    reading.show(number, occasion)


def test_the_embassy_sees_contents_only_of_what_was_sent(session: Session, applications: dict[str, str]) -> None:
    embassy = occasion_of(a_user(Role.EMBASSY))
    shown = {key: reading.show(number, embassy).contents.allowed for key, number in applications.items()}
    assert shown == {key: key == "sent" for key in applications}


def test_a_line_says_who_where_and_in_whose_hands(session: Session, applications: dict[str, str]) -> None:
    lima = occasion_of(a_user(Role.COORDINATOR))
    lines = {line.number: line for line in reading.list_for(lima).lines}
    line = lines[applications["sent"]]
    assert (line.organization, line.code, line.place) == (
        *("Municipalidad Distrital de Maras", MARAS),
        "Maras, Urubamba, Cusco",
    )
    assert (line.office, line.status, line.holder) == (
        *("Oficina Desconcentrada en Cusco", Status.SENT),
        Party.SECRETARIAT,
    )
    assert (line.step_key, line.since, line.due_on) == ("acceptance", NOON.date(), None)
    assert (line.type, line.process, line.is_demo) == (
        OrganizationType.DISTRICT_MUNICIPALITY,
        "local-government",
        False,
    )
    assert lines[applications["company"]].place == ""


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(words="  MARÁS "), {"sent"}),
        (Filters(words="urubamba cusco"), {"sent", "moved"}),
        (Filters(words="andinos"), {"company"}),
        (Filters(words="maras puno"), set()),
        (Filters(words="%"), ALL),
        (Filters(words="_"), ALL),
        (Filters(words="' OR 1=1 --"), set()),
        (Filters(statuses=(Status.SENT, Status.PREPARING)), {"sent", "moved"}),
        (Filters(holders=(Party.SECRETARIAT,)), {"sent"}),
        (Filters(only_overdue=True), set()),
    ],
)
def test_a_list_is_narrowed_by_what_people_type(
    applications: dict[str, str], filters: Filters, expected: set[str]
) -> None:
    lima = occasion_of(a_user(Role.COORDINATOR))
    assert set(numbers(lima, filters)) == {applications[key] for key in expected}


def test_a_list_is_narrowed_to_an_office_and_to_a_number(session: Session, applications: dict[str, str]) -> None:
    lima = occasion_of(a_user(Role.COORDINATOR))
    office_id = ids_of_offices(session)["ODE-PUN"]
    assert set(numbers(lima, Filters(office_id=office_id))) == {applications["moved"], applications["puno"]}
    assert numbers(lima, Filters(words=applications["puno"].lower())) == [applications["puno"]]


def test_no_filter_shows_what_is_out_of_scope(applications: dict[str, str]) -> None:
    maras = occasion_of(a_user(Role.PREPARER, organization_code=MARAS))
    for filters in (Filters(words="puno"), Filters(statuses=(Status.DRAFT,)), Filters(office_id=1)):
        assert set(numbers(maras, filters)) <= {applications["sent"]}


def test_what_is_overdue_comes_first_then_what_waits_longest_and_what_has_ended_last(session: Session) -> None:
    lima = a_user(Role.COORDINATOR)
    opened = [
        (code, opening.open_application(code, occasion_of(lima, NOON - timedelta(days=days))))
        for code, days in ((PUNO, 40), (CALLAO, 5), (REGION, 20), ("15", 3))
    ]
    by_code = dict(opened)
    closed = an_application(MARAS, at=Status.ARCHIVED, now=NOON - timedelta(days=60))
    page = reading.list_for(occasion_of(lima))
    assert [line.number for line in page.lines] == [
        *(by_code[PUNO], by_code[REGION], by_code[CALLAO], by_code["15"]),
        closed.number,
    ]
    assert [line.is_overdue(NOON.date()) for line in page.lines] == [True, True, False, False, False]
    assert numbers(occasion_of(lima), Filters(only_overdue=True)) == [by_code[PUNO], by_code[REGION]]


def test_a_list_comes_in_pages_and_one_that_is_not_there_is_the_nearest(
    session: Session, applications: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "PAGE_SIZE", 4)
    lima = occasion_of(a_user(Role.COORDINATOR))
    first, second = reading.list_for(lima, page=1), reading.list_for(lima, page=2)
    assert (first.total, first.pages, len(first.lines), len(second.lines)) == (6, 2, 4, 2)
    assert {line.number for page in (first, second) for line in page.lines} == set(applications.values())
    for wrong, nearest in ((0, first), (-7, first), (3, second), (10**30, second)):
        assert reading.list_for(lima, page=wrong) == nearest
    nothing = reading.list_for(occasion_of(a_user(None)), page=5)
    assert (nothing.lines, nothing.total, nothing.pages, nothing.number) == ((), 0, 1, 1)


def test_a_page_of_the_list_costs_the_same_however_long_it_is(session: Session, applications: dict[str, str]) -> None:
    def queries(user: User) -> int:
        counted: list[object] = []
        bind = session.get_bind()

        def count(*_: object) -> None:
            counted.append(None)

        occasion = occasion_of(user)
        sa.event.listen(bind, "before_cursor_execute", count)
        try:
            reading.list_for(occasion)
        finally:
            sa.event.remove(bind, "before_cursor_execute", count)
        return len(counted)

    assert queries(a_user(Role.PREPARER, organization_code=MARAS)) == queries(a_user(Role.COORDINATOR)) == 2


def test_a_city_finds_its_own_newest_first_and_a_stranger_none(session: Session) -> None:
    first = an_application(MARAS, at=Status.WITHDRAWN)
    second = opening.open_application(MARAS, occasion_of(first.preparer))
    own = reading.own(occasion_of(first.preparer))
    assert [row.number for row in own] == [second, first.number]
    assert reading.own(occasion_of(first.officer)) == []
    assert reading.latest_number(MARAS, occasion_of(first.officer)) == second
    assert reading.latest_number(MARAS, occasion_of(a_user(Role.ANALYST, office_code="ODE-PUN"))) is None
    assert reading.latest_number("999999", occasion_of(first.officer)) is None


def test_a_list_shows_the_category_only_at_the_end_of_the_way(session: Session) -> None:
    journey = an_application(MARAS, at=Status.ASSOCIATE)
    journey.take(journey.preparer, ActionKind.SUSPEND, reason="Vacaciones.")
    (line,) = reading.list_for(occasion_of(journey.preparer), EVERYTHING).lines
    assert (line.category, line.shown_status) == (MembershipCategory.ASSOCIATE, Status.SUSPENDED)
