"""Demo and production never share a database."""

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from app.extensions import db
from app.models.setting import Setting
from app.services import mode
from app.services.transaction import transaction
from tests.conftest import World


def test_a_database_is_its_own_modes(session: Session) -> None:
    mode.check("demo")
    mode.check_before_upgrade("demo")
    mode.claim("demo")


@pytest.mark.parametrize("use", [mode.check, mode.check_before_upgrade, mode.claim])
def test_the_other_mode_is_turned_away_in_both_languages(session: Session, use: object) -> None:
    assert callable(use)
    with pytest.raises(mode.ModeError, match=r"es del modo «demo».*belongs to mode 'demo'"):
        use("production")


def test_a_production_database_turns_a_demo_away(session: Session) -> None:
    with transaction() as writing:
        writing.execute(sa.update(Setting).where(Setting.key == mode.KEY).values(value="production"))
    with pytest.raises(mode.ModeError, match="es del modo «production»"):
        mode.check("demo")


def test_a_database_without_stamp_is_not_ready(session: Session) -> None:
    with transaction() as writing:
        writing.execute(sa.delete(Setting).where(Setting.key == mode.KEY))
    mode.check_before_upgrade("demo")
    with pytest.raises(mode.ModeError, match="db upgrade"):
        mode.check("demo")


def test_a_new_database_is_claimed_by_its_first_upgrade(world: World, database: str) -> None:
    app: Flask = world.empty(database)
    run = app.test_cli_runner().invoke
    assert "db upgrade" in run(args=["seed"]).output
    with app.app_context():
        mode.claim("demo")  # There is no place for the stamp yet, and nothing to protect.
    assert run(args=["db", "upgrade"]).exit_code == 0
    app.config["MODE"] = "production"
    refused = run(args=["db", "upgrade"])
    assert refused.exit_code == 1
    assert "cambie RUTA_MODE" in refused.output
    with app.app_context():
        assert db.session.get_one(Setting, mode.KEY).value == "demo"
        db.session.close()
        db.engine.dispose()
