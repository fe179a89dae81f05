"""The demo world: the same for the same date, whole, invented, and nothing in it later than its day."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask_security import verify_password

from app.domain.progress.events import EventKind
from app.domain.vocabulary import OfficeKind, Role, Status
from app.extensions import db
from app.models.application import Application
from app.models.event import EventRow
from app.models.file import Attachment
from app.models.membership import MembershipRow
from app.models.office import Office
from app.models.organization import Organization
from app.models.user import Mandate, User
from app.services import demo, storage
from app.services.calendars import national
from app.services.demo.accounts import ACCOUNTS, CITY, PASSWORD
from app.services.demo.drive import Drive
from app.services.demo.papers import paper
from app.services.occasion import LIMA
from tests.conftest import World
from tests.services.demo_worlds import DAYS, MONDAY, Worlds, contents
from tests.services.walking import check_application


@pytest.fixture(scope="module")
def worlds(world: World) -> Iterator[Worlds]:
    """Keep the worlds of this file."""
    made = Worlds(world)
    yield made
    for app in made.built.values():
        with app.app_context():
            db.engine.dispose()


@pytest.fixture
def whole(worlds: Worlds, database: str) -> Iterator[Flask]:
    """Give the program with the demo world of an ordinary Monday."""
    with worlds.at(database, MONDAY).app_context():
        yield worlds.at(database, MONDAY)
        db.session.close()


@pytest.fixture(params=[MONDAY, *(pytest.param(day, marks=pytest.mark.no_cover) for day in DAYS)], ids=str)
def any_day(worlds: Worlds, request: pytest.FixtureRequest) -> Iterator[date]:
    """Open the demo world of each day; one kind of database will do."""
    with worlds.at("sqlite", request.param).app_context():
        yield request.param
        db.session.close()


def applications() -> list[Application]:
    return list(db.session.scalars(sa.select(Application).order_by(Application.id)))


def test_there_is_an_application_in_every_state(any_day: date) -> None:
    states = Counter(db.session.scalars(sa.select(Application.status)))
    assert set(Status) - set(states) == set()
    assert sum(states.values()) == 42


@pytest.mark.no_cover
def test_the_same_day_gives_the_same_world_on_any_database(worlds: Worlds) -> None:
    made = []
    for kind in ("sqlite", "postgresql"):
        with worlds.at(kind, MONDAY).app_context():
            made.append(contents())
            db.session.close()
    assert made[0].keys() == made[1].keys()
    assert [name for name, rows in made[0].items() if rows != made[1][name]] == []
    assert len(made[0]["event"]) > 800


@pytest.mark.no_cover
def test_another_day_gives_another_world(worlds: Worlds) -> None:
    governments = []
    for day in (MONDAY, DAYS[0]):
        with worlds.at("sqlite", day).app_context():
            governments.append({row.organization.code for row in applications()})
            db.session.close()
    assert CITY in governments[0] & governments[1]
    assert governments[0] != governments[1]


def test_every_office_that_accompanies_any_has_four_and_the_announced_one_none(any_day: date) -> None:
    counted = dict(
        db.session.execute(sa.select(Office.code, sa.func.count()).join(Application).group_by(Office.code)).all()
    )
    serving = sa.select(Office.code).where(Office.active, Office.kind != OfficeKind.EMBASSY)
    assert set(counted) == set(db.session.scalars(serving))
    assert "ODE-ANC" not in counted
    assert min(counted.values()) == 4


def test_the_rows_say_what_the_history_adds_up_to(whole: Flask) -> None:
    for row in applications():
        check_application(db.session, row.number)


def test_nothing_happens_after_the_worlds_day_or_before_what_came_first(any_day: date) -> None:
    streams: dict[str, EventRow] = {}
    query = sa.select(EventRow).where(EventRow.actor_id.is_not(None)).order_by(EventRow.stream, EventRow.sequence)
    rows = list(db.session.scalars(query))
    for row in rows:
        before = streams.get(row.stream)
        recorded = row.recorded_at.astimezone(LIMA)
        assert row.happened_on <= recorded.date() < any_day, (row.stream, row.sequence)
        assert 9 <= recorded.hour < 18, (row.stream, row.sequence, recorded)
        if before:
            assert row.recorded_at >= before.recorded_at, (row.stream, row.sequence)
            assert row.happened_on >= before.happened_on, (row.stream, row.sequence)
        streams[row.stream] = row
    assert len(streams) > 42


def test_people_work_on_working_days(any_day: date) -> None:
    days = set(db.session.scalars(sa.select(EventRow.happened_on).where(EventRow.actor_id.is_not(None))))
    free = {day for year in {day.year for day in days} for day, _ in national(year)}
    assert [day for day in sorted(days) if day.weekday() >= 5 or day in free] == []
    assert max(days) >= any_day - timedelta(days=14), "something has just happened"


def test_everybody_is_invented_and_marked_and_reads_mail_at_example_org(any_day: date) -> None:
    users = db.session.scalars(sa.select(User)).all()
    assert len(users) > 80
    assert [user.email for user in users if not user.is_demo or not user.email.endswith("@example.org")] == []
    assert len({user.email for user in users}) == len(users)
    assert {row.is_demo for row in applications()} == {True}
    members = db.session.execute(sa.select(MembershipRow.is_demo, MembershipRow.source)).all()
    assert {source for is_demo, source in members if not is_demo} == {"artículo fuente, 2023"}
    assert all(source.startswith("Expediente ") for is_demo, source in members if is_demo)
    assert sum(is_demo for is_demo, _ in members) >= 2


def test_the_command_says_what_it_made_and_shows_the_accounts(worlds: Worlds) -> None:
    worlds.at("sqlite", MONDAY)
    lines = worlds.told["sqlite", MONDAY].splitlines()
    assert lines[0] == "Mundo de demostración: 42 expedientes al 23/11/2026. / Demo world: 42 applications."
    assert PASSWORD in lines[1]
    assert [line.split()[0] for line in lines[2:]] == [account.email for account in ACCOUNTS]
    assert lines[2].split(maxsplit=1)[1] == "Responsable de la postulación"


def test_anybody_can_sign_in_with_the_password_shown(whole: Flask) -> None:
    user = db.session.scalars(sa.select(User).where(User.email == "responsable@example.org")).one()
    with whole.test_request_context():
        assert verify_password(PASSWORD, user.password or "")


def test_one_account_of_each_role_is_there_to_try(whole: Flask) -> None:
    held = {
        email: role
        for email, role in db.session.execute(sa.select(User.email, Mandate.role).join(Mandate.user))
        if email in {account.email for account in ACCOUNTS}
    }
    assert sorted(held.values()) == sorted(Role)
    assert {account.email for account in demo.accounts.present()} == set(held)


def test_the_city_of_the_demo_accounts_is_in_the_middle_of_its_preparation(any_day: date) -> None:
    row = db.session.scalars(
        sa.select(Application).join(Application.organization).where(Organization.code == CITY)
    ).one()
    assert (row.status, row.office.code) == (Status.PREPARING, "ODE-CUS")
    assert row.step_key in {"budget_report", "legal_opinion", "membership_form"}


def test_numbers_of_an_office_and_year_follow_the_days_of_opening_without_gaps(any_day: date) -> None:
    series: dict[str, list[tuple[date, int]]] = {}
    for row in applications():
        prefix, _, number = row.number.rpartition("-")
        assert prefix.startswith(str(row.opened_on.year))
        series.setdefault(prefix, []).append((row.opened_on, int(number)))
    for found in series.values():
        assert [number for _, number in found] == list(range(1, len(found) + 1))
        assert [day for day, _ in found] == sorted(day for day, _ in found)


def test_a_full_member_has_gone_on_living_as_one(any_day: date) -> None:
    skipped = (EventRow.kind == EventKind.SKIPPED) & EventRow.stream.startswith("membership:")
    said = db.session.scalars(sa.select(EventRow.data).where(skipped)).all()
    assert {data["step"] for data in said} == {"fee"}


def test_the_demo_accounts_of_the_office_find_something_to_do(any_day: date) -> None:
    here = {row.status for row in applications() if row.number.split("-")[1] == "CUS"}
    assert here >= {Status.PREPARING, Status.IN_REVIEW, Status.OBSERVED, Status.FULL}


def test_members_are_never_made_to_apply(any_day: date) -> None:
    codes = {row.organization.code for row in applications()}
    assert codes & {"150101", "080101", "081301"} == set()


def test_a_round_shows_what_was_changed_and_what_was_not(whole: Flask) -> None:
    resubmitted = sa.select(EventRow.data).where(EventRow.kind == EventKind.RESUBMITTED)
    assert len(db.session.scalars(resubmitted).all()) >= 3
    issued = db.session.scalars(sa.select(EventRow.data).where(EventRow.kind == EventKind.ROUND_ISSUED)).all()
    assert {len(data["observations"]) for data in issued} == {3}


def test_every_paper_is_kept_and_says_that_it_is_invented(whole: Flask) -> None:
    attachments = db.session.scalars(sa.select(Attachment)).all()
    assert len(attachments) > 150
    invented = "Documento inventado".encode("cp1252").hex().encode()
    for attachment in attachments[::20]:
        assert invented in storage.fetch(attachment.file.sha256)


def test_a_paper_is_a_whole_pdf_and_the_same_for_the_same_words() -> None:
    made = paper("Informe técnico", "Ñuñoa · 2026-PUN-0001")
    paper.cache_clear()
    assert made == paper("Informe técnico", "Ñuñoa · 2026-PUN-0001")
    assert made != paper("Informe técnico", "Ñuñoa · 2026-PUN-0002")
    assert "Informe técnico".encode("cp1252").hex().encode() in made


def test_a_second_world_is_refused_and_changes_nothing(whole: Flask) -> None:
    before = db.session.scalar(sa.select(sa.func.count()).select_from(EventRow))
    with pytest.raises(demo.WorldExistsError, match="there are applications already"):
        demo.build(MONDAY, "hash")
    assert db.session.scalar(sa.select(sa.func.count()).select_from(EventRow)) == before


def test_a_world_that_is_interrupted_leaves_nothing_so_that_the_next_try_works(
    apart: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = iter(range(10**6))
    real = Drive.move

    def interrupted(drive: Any, name: str, day: date) -> None:
        if next(calls) == 12:
            raise KeyboardInterrupt
        real(drive, name, day)

    monkeypatch.setattr(Drive, "move", interrupted)
    with pytest.raises(KeyboardInterrupt):
        demo.build(MONDAY, "hash")
    assert demo.is_empty()
    for table in (User, EventRow, Application, Attachment):
        rows = db.session.scalars(sa.select(table)).all()
        assert [row for row in rows if not (isinstance(row, EventRow) and row.actor_id is None)] == []
