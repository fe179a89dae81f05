"""`flask seed`: as often as one likes; a bad row or file stops it with what is wrong."""

import shutil
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import Result
from flask import Flask

from app.extensions import db
from app.models.base import RootBase
from config import ROOT
from tests.conftest import World
from tests.factories import an_application
from tests.services.conftest import apart  # noqa: F401  # a fixture


@pytest.fixture
def seeds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Have the command read a copy of the seeds, and give it."""
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    monkeypatch.setattr(import_module("app.cli.seed"), "ROOT", tmp_path)  # The package has the command by that name.
    return tmp_path / "seeds"


def run(app: Flask) -> Result:
    return app.test_cli_runner().invoke(args=["seed"])


def everything() -> dict[str, list[str]]:
    """Return all that the database holds."""
    db.session.rollback()
    tables = RootBase.metadata.sorted_tables
    return {table.name: sorted(map(repr, db.session.execute(sa.select(table)))) for table in tables}


def test_seeding_again_changes_nothing_at_all(apart: Flask) -> None:  # noqa: F811
    before = everything()
    assert len(before["organization"]) == 1917
    assert len(before["process_definition"]) == 3
    assert len(before["membership"]) == 3
    result = run(apart)
    assert (result.exit_code, result.output) == (0, "")
    assert everything() == before


def test_a_bad_row_is_said_with_its_file_and_line(apart: Flask, seeds: Path) -> None:  # noqa: F811
    holidays = seeds / "reference" / "holidays.csv"
    holidays.write_text(holidays.read_text("utf-8").replace("2026-01-02", "2026-01-32"), encoding="utf-8")
    before = everything()
    result = run(apart)
    assert result.exit_code == 1
    assert "holidays.csv" in result.output
    assert "2" in result.output
    assert everything() == before


def test_a_process_that_is_not_sound_is_not_published(apart: Flask, seeds: Path) -> None:  # noqa: F811
    process = seeds / "process" / "company.yaml"
    process.write_text(process.read_text("utf-8").replace("version: 1", "version: 2\nsurprise: yes", 1), "utf-8")
    result = run(apart)
    assert result.exit_code == 1
    assert "company.yaml: ValueError: company: unknown surprise" in result.output


def test_a_published_process_that_was_changed_is_refused(
    apart: Flask,  # noqa: F811
    seeds: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    process = seeds / "process" / "company.yaml"
    process.write_text(process.read_text("utf-8").replace("days: 5", "days: 6", 1), "utf-8")
    result = run(apart)
    assert result.exit_code == 1
    assert "company 1: published already with other contents; raise its version" in result.output
    assert f"borre la carpeta {apart.instance_path} y repita" in result.output
    monkeypatch.setattr("app.services.mode.check", lambda _: None)
    monkeypatch.setitem(apart.config, "MODE", "production")
    told = run(apart).output
    assert "company 1: published already" in told
    assert "borre" not in told


def test_a_database_without_tables_is_said_to_need_them(world: World, database: str) -> None:
    app = world.empty(database)
    result = run(app)
    assert result.exit_code == 1
    assert "flask --app app db upgrade" in result.output
    with app.app_context():
        db.engine.dispose()


def test_a_new_day_without_work_moves_the_terms_that_run(apart: Flask, seeds: Path) -> None:  # noqa: F811
    journey = an_application(at="in_review")
    holidays = seeds / "reference" / "holidays.csv"
    row = "2026-11-30,Día no laborable,Non-working day,decree,,,DS 001-2026-PCM,B\n"
    holidays.write_text(holidays.read_text("utf-8") + row, encoding="utf-8")
    db.session.rollback()
    assert run(apart).exit_code == 0
    db.session.rollback()
    assert journey.shown(journey.officer).dossier.row.due_on == date(2026, 12, 3)
