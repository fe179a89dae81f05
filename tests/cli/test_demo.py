"""`flask demo`: once, in demo mode only, dated as asked; what it makes is tested with the demo world itself."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy.orm import Session

from app.domain.vocabulary import Role
from app.services import demo
from app.services.applications import opening
from tests.conftest import Clock
from tests.factories import a_user, occasion_of


@pytest.fixture
def days(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[date]]:
    """Give the days of which worlds were asked for, without making any."""
    asked: list[date] = []

    def build(today: date, password_hash: str) -> int:
        assert password_hash.startswith("$argon2")
        asked.append(today)
        return 7

    monkeypatch.setattr(demo, "build", build)
    return asked  # type: ignore[return-value]


def run(app: Flask, *options: str) -> Result:
    return app.test_cli_runner().invoke(args=["demo", *options])


def test_the_world_is_made_as_of_the_day_given(app: Flask, session: Session, days: list[date]) -> None:
    result = run(app, "--today", "2026-02-28")
    assert result.exit_code == 0
    assert days == [date(2026, 2, 28)]
    assert "7 expedientes al 28/02/2026" in result.output


def test_the_world_is_made_as_of_today_in_lima_without_one(
    app: Flask, session: Session, clock: Clock, days: list[date]
) -> None:
    clock.set(datetime(2027, 1, 1, 4, 30, tzinfo=UTC))  # Still the 31st in Lima.
    assert run(app).exit_code == 0
    assert days == [date(2026, 12, 31)]


@pytest.mark.parametrize("day", ["2026-02-30", "23/11/2026", "mañana"])
def test_a_day_that_does_not_exist_is_refused(app: Flask, session: Session, days: list[date], day: str) -> None:
    assert run(app, "--today", day).exit_code == 2
    assert days == []


def test_a_database_with_applications_is_left_alone(app: Flask, session: Session, days: list[date]) -> None:
    opening.open_application("081303", occasion_of(a_user(Role.COORDINATOR)))
    refused = run(app)
    assert (refused.exit_code, days) == (1, [])
    assert "Ya hay expedientes" in refused.output
    passed = run(app, "--if-empty")
    assert (passed.exit_code, days) == (0, [])
    assert "Cuentas de demostración" in passed.output


def test_an_empty_database_is_filled_when_the_program_starts(app: Flask, session: Session, days: list[date]) -> None:
    assert run(app, "--if-empty").exit_code == 0
    assert days == [date(2026, 11, 23)]


def test_there_is_no_demo_world_in_production(
    app: Flask, session: Session, days: list[date], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.services.mode.check", lambda _: None)
    monkeypatch.setitem(app.config, "MODE", "production")
    result = run(app)
    assert (result.exit_code, days) == (1, [])
    assert "Solo en RUTA_MODE=demo" in result.output


def test_a_database_of_the_other_mode_is_refused(
    app: Flask, session: Session, days: list[date], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "MODE", "production")
    result = run(app)
    assert (result.exit_code, days) == (1, [])
    assert "es del modo «demo»" in result.output
