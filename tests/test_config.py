"""Settings come from the environment once; what is missing, unknown or wrong stops the start in one message."""

import stat
from pathlib import Path
from threading import Thread

import pytest
from click.testing import CliRunner
from flask.cli import FlaskGroup

from app import create_app
from config import VARIABLES, ConfigurationError, DemoConfig, ProductionConfig, from_environment, kept_secret

SECRET = "x" * 40
PRODUCTION = {
    "RUTA_MODE": "production",
    "RUTA_SECRET_KEY": SECRET,
    "RUTA_PASSWORD_SALT": SECRET,
    "RUTA_SERVER_NAME": "ruta.example.org",
}


def test_without_settings_it_is_a_demo_that_keeps_everything_in_the_instance_folder(tmp_path: Path) -> None:
    config = from_environment({"RUTA_INSTANCE_PATH": str(tmp_path)})
    assert isinstance(config, DemoConfig)
    assert config.SQLALCHEMY_ENGINES["default"]["url"] == f"sqlite:///{tmp_path}/ruta.sqlite3"
    stores = [config.FILES_URL, config.REDIS_URL, config.MAIL_URL]
    assert stores == [f"file://{tmp_path}/files", None, None]
    assert config.SERVER_NAME == "localhost:8000"
    assert not config.SESSION_COOKIE_SECURE


def test_each_setting_is_read(tmp_path: Path) -> None:
    given = {
        **PRODUCTION,
        "RUTA_INSTANCE_PATH": str(tmp_path),
        "RUTA_DATABASE_URL": "postgresql+psycopg://ruta@db/ruta",
        "RUTA_FILES_URL": "s3://ruta",
        "RUTA_REDIS_URL": "redis://cache/0",
        "RUTA_MAIL_URL": "smtp://mail:25",
        "RUTA_HOSTS": "ruta.example.com, intranet:8443",
        "RUTA_PROXIES": "1",
    }
    assert set(given) == set(VARIABLES)
    config = from_environment(given)
    assert isinstance(config, ProductionConfig)
    assert config.SQLALCHEMY_ENGINES["default"] == {"url": given["RUTA_DATABASE_URL"], "pool_pre_ping": True}
    assert (config.FILES_URL, config.REDIS_URL, config.MAIL_URL) == ("s3://ruta", "redis://cache/0", "smtp://mail:25")
    assert config.TRUSTED_HOSTS == ["ruta.example.org", "ruta.example.com", "intranet"]
    assert config.PROXIES == 1
    assert (config.SECRET_KEY, config.SECURITY_PASSWORD_SALT) == (SECRET, SECRET)
    assert config.SESSION_COOKIE_SECURE
    assert list(tmp_path.iterdir()) == []


def test_production_names_everything_it_lacks_in_one_message() -> None:
    with pytest.raises(ConfigurationError) as refusal:
        from_environment({"RUTA_MODE": "production", "RUTA_PASSWORD_SALT": "short"})
    message = refusal.value.message
    assert "RUTA_SECRET_KEY: falta / is missing" in message
    assert "RUTA_SERVER_NAME: falta / is missing" in message
    assert "RUTA_PASSWORD_SALT: debe tener 32 caracteres" in message


def test_a_refused_start_shows_the_message_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RUTA_MODE", "production")
    monkeypatch.delenv("RUTA_SECRET_KEY", raising=False)
    result = CliRunner().invoke(FlaskGroup(create_app=create_app), ["db", "upgrade"])
    assert result.exit_code == 1
    assert result.output.startswith("Error: El programa no arranca")
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"RUTA_MODE": "test"}, "RUTA_MODE='test'"),
        ({"RUTA_DATABSE_URL": "sqlite://"}, "RUTA_DATABSE_URL"),
        ({"RUTA_PROXIES": "two"}, "RUTA_PROXIES='two'"),
        ({"RUTA_PROXIES": "²"}, "RUTA_PROXIES='²'"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path: Path, given: dict[str, str], told: str) -> None:
    with pytest.raises(ConfigurationError, match=told):
        from_environment({"RUTA_INSTANCE_PATH": str(tmp_path), **given})


def test_the_demos_secrets_are_made_once_and_for_their_owner_only(tmp_path: Path) -> None:
    first = from_environment({"RUTA_INSTANCE_PATH": str(tmp_path / "new")})
    second = from_environment({"RUTA_INSTANCE_PATH": str(tmp_path / "new")})
    assert first.SECRET_KEY == second.SECRET_KEY
    assert first.SECRET_KEY != first.SECURITY_PASSWORD_SALT
    files = sorted((tmp_path / "new").iterdir())
    assert [file.name for file in files] == ["password_salt", "secret_key"]
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


def test_two_that_start_together_read_the_same_secret(tmp_path: Path) -> None:
    read: list[str] = []
    threads = [Thread(target=lambda: read.append(kept_secret(tmp_path / "secret"))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(read) == 8
    assert len(set(read)) == 1
