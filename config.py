"""Settings: read once from the environment variables that begin with `RUTA_`, never afterwards.

The README lists the variables; `VARIABLES` is the list that a start checks names against, so that a misspelt one stops
the start instead of being ignored.
"""

import os
import secrets
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar

from click import ClickException

ROOT = Path(__file__).resolve().parent
PREFIX = "RUTA_"
DEMO, PRODUCTION = "demo", "production"
MEGABYTE = 1024 * 1024
SHORTEST_SECRET = 32

VARIABLES = {
    "RUTA_MODE": "demo (por defecto) o production",
    "RUTA_INSTANCE_PATH": "carpeta de los datos locales; por defecto instance/",
    "RUTA_DATABASE_URL": "base de datos; por defecto SQLite en la carpeta de datos",
    "RUTA_FILES_URL": "almacén de archivos (fsspec); por defecto file://…/instance/files",
    "RUTA_REDIS_URL": "cola de tareas en Redis; sin ella, un archivo SQLite en la carpeta de datos",
    "RUTA_MAIL_URL": "servidor de correo; sin ella, los mensajes solo se ven en la página de correo saliente",
    "RUTA_SERVER_NAME": "nombre público del servicio, con puerto si no es el habitual",
    "RUTA_HOSTS": "otros nombres por los que se permite entrar, separados por comas",
    "RUTA_PROXIES": "número de proxies de confianza delante del programa; por defecto 0",
    "RUTA_SECRET_KEY": "secreto que firma las sesiones; obligatorio en production",
    "RUTA_PASSWORD_SALT": "secreto que se mezcla con las contraseñas; obligatorio en production",
}


class ConfigurationError(ClickException):
    """The environment does not describe a program that may start; the command line shows the message alone."""


def utc_now() -> datetime:
    """Return this instant in UTC: the only place where the program reads the clock; tests put another in `CLOCK`."""
    return datetime.now(UTC)


class Config:
    """Values shared by every mode, and those read from `environment` (defaults to the process's own)."""

    MODE: ClassVar[str]
    TESTING = False
    BABEL_DEFAULT_LOCALE = "es_PE"
    BABEL_DEFAULT_TIMEZONE = "America/Lima"
    LANGUAGES = ("es", "en")
    # One file of 10 MB, plus the other fields of the form it came with.
    MAX_FILE_SIZE = 10 * MEGABYTE
    MAX_CONTENT_LENGTH = MAX_FILE_SIZE + MEGABYTE // 2
    MAX_FORM_MEMORY_SIZE = MEGABYTE
    SESSION_COOKIE_HTTPONLY = True
    SESSION_COOKIE_SAMESITE = "Lax"
    SESSION_COOKIE_SECURE = True
    REMEMBER_COOKIE_HTTPONLY = True
    REMEMBER_COOKIE_SAMESITE = "Lax"
    REMEMBER_COOKIE_SECURE = True
    PERMANENT_SESSION_LIFETIME = timedelta(hours=12)
    PREFERRED_URL_SCHEME = "https"
    # The session already limits a token's life; a clerk may leave a form open over lunch.
    WTF_CSRF_TIME_LIMIT: int | None = None
    HUEY_IMMEDIATE = False
    CLOCK: Callable[[], datetime] = staticmethod(utc_now)

    def __init__(self, environment: Mapping[str, str] | None = None) -> None:
        """Read the settings. Raises `ConfigurationError` naming every variable that is unknown, missing or wrong."""
        values = os.environ if environment is None else environment
        refuse_unknown(values)
        self.INSTANCE_PATH = str(Path(values.get("RUTA_INSTANCE_PATH") or ROOT / "instance").absolute())
        folder = Path(self.INSTANCE_PATH)
        url = values.get("RUTA_DATABASE_URL") or f"sqlite:///{folder / 'ruta.sqlite3'}"
        self.SQLALCHEMY_ENGINES: dict[str, Any] = {
            "default": {"url": url, "pool_pre_ping": not url.startswith("sqlite")}
        }
        self.ALEMBIC = {"script_location": str(ROOT / "migrations"), "truncate_slug_length": "60"}
        self.FILES_URL = values.get("RUTA_FILES_URL") or f"file://{folder / 'files'}"
        self.REDIS_URL = values.get("RUTA_REDIS_URL") or None
        self.MAIL_URL = values.get("RUTA_MAIL_URL") or None
        self.NAMED = bool(values.get("RUTA_SERVER_NAME"))
        self.SERVER_NAME = values.get("RUTA_SERVER_NAME") or f"localhost:{values.get('PORT') or 8000}"
        self.TRUSTED_HOSTS = self.hosts(values.get("RUTA_HOSTS", ""))
        self.PROXIES = whole_number("RUTA_PROXIES", values.get("RUTA_PROXIES") or "0")
        self.SECRET_KEY = values.get("RUTA_SECRET_KEY", "")
        self.SECURITY_PASSWORD_SALT = values.get("RUTA_PASSWORD_SALT", "")

    def hosts(self, others: str) -> list[str]:
        """Return the host names that a request may ask for, without port: a forged Host header is refused with 400."""
        names = [self.SERVER_NAME, *others.split(",")]
        return [name.strip().rsplit(":", 1)[0] for name in names if name.strip()]


class DemoConfig(Config):
    """A world of invented people on the person's own machine: plain HTTP, and secrets made once on the spot."""

    MODE = DEMO
    SESSION_COOKIE_SECURE = False
    REMEMBER_COOKIE_SECURE = False
    PREFERRED_URL_SCHEME = "http"

    def __init__(self, environment: Mapping[str, str] | None = None) -> None:
        """Read the settings, and make the secrets that were not given. Raises `ConfigurationError`."""
        super().__init__(environment)
        self.SECRET_KEY = self.SECRET_KEY or kept_secret(Path(self.INSTANCE_PATH, "secret_key"))
        self.SECURITY_PASSWORD_SALT = self.SECURITY_PASSWORD_SALT or kept_secret(
            Path(self.INSTANCE_PATH, "password_salt")
        )

    def hosts(self, others: str) -> list[str]:
        """Return the names of this machine as well: a demo is opened by name or by number."""
        return [*super().hosts(others), "localhost", "127.0.0.1"]


class ProductionConfig(Config):
    """The real thing: it refuses to start without its secrets and its public name."""

    MODE = PRODUCTION
    REQUIRED = ("RUTA_SECRET_KEY", "RUTA_PASSWORD_SALT", "RUTA_SERVER_NAME")

    def __init__(self, environment: Mapping[str, str] | None = None) -> None:
        """Read the settings. Raises `ConfigurationError` with all that is missing in one message."""
        values = os.environ if environment is None else environment
        missing = [name for name in self.REQUIRED if not values.get(name)]
        short = [
            name
            for name in ("RUTA_SECRET_KEY", "RUTA_PASSWORD_SALT")
            if 0 < len(values.get(name, "")) < SHORTEST_SECRET
        ]
        if missing or short:
            raise ConfigurationError(_refusal(missing, short))
        super().__init__(environment)


class TestConfig(DemoConfig):
    """Settings of the tests: nothing is read from the environment, tasks run at once, passwords are cheap to hash."""

    __test__ = False  # pytest would take the name for a class of tests.
    TESTING = True
    HUEY_IMMEDIATE = True
    WTF_CSRF_ENABLED = False
    # The real cost (64 MiB, 3 rounds) would take a third of the suite's time and says nothing about our code.
    SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS: ClassVar[dict[str, int]] = {
        "argon2__time_cost": 1,
        "argon2__memory_cost": 8,
        "argon2__parallelism": 1,
    }

    def __init__(self, database_url: str, instance_path: str, mode: str = DEMO) -> None:
        """Describe a program that keeps all it writes in `database_url` and under `instance_path`."""
        super().__init__(
            {
                "RUTA_DATABASE_URL": database_url,
                "RUTA_INSTANCE_PATH": instance_path,
                "RUTA_SERVER_NAME": "localhost",
                "RUTA_SECRET_KEY": "a secret that only the tests know, long enough",
                "RUTA_PASSWORD_SALT": "a salt that only the tests know, long enough",
            }
        )
        self.MODE = mode  # type: ignore[misc]  # One class serves both modes in tests.


def from_environment(environment: Mapping[str, str] | None = None) -> Config:
    """Return the settings of the mode that `RUTA_MODE` names: demo unless it says production."""
    values = os.environ if environment is None else environment
    mode = values.get("RUTA_MODE") or DEMO
    if mode == PRODUCTION:
        return ProductionConfig(environment)
    if mode == DEMO:
        return DemoConfig(environment)
    raise ConfigurationError(
        f"RUTA_MODE={mode!r}: escriba demo o production. / RUTA_MODE={mode!r}: write demo or production."
    )


def refuse_unknown(values: Mapping[str, str]) -> None:
    """Raise `ConfigurationError` if a variable has our prefix but no meaning, as a misspelt one has."""
    unknown = sorted(name for name in values if name.startswith(PREFIX) and name not in VARIABLES)
    if unknown:
        names = ", ".join(unknown)
        raise ConfigurationError(
            f"No se conocen estas variables: {names}. / Unknown variables: {names}. "
            f"Se conocen / known: {', '.join(VARIABLES)}."
        )


def whole_number(name: str, text: str) -> int:
    """Return `text` as a number of 0 or more. Raises `ConfigurationError` naming the variable."""
    if not text.isascii() or not text.isdigit():
        raise ConfigurationError(f"{name}={text!r}: debe ser un número entero. / must be a whole number.")
    return int(text)


def kept_secret(path: Path) -> str:
    """Return the secret kept in `path`, made at the first call and readable by its owner only."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
        # A link appears whole or not at all: of two processes that start together, both read the first one's secret.
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text(encoding="ascii")


def _refusal(missing: list[str], short: list[str]) -> str:
    """Word the one message that names everything a production start lacks."""
    lines = ["El programa no arranca en modo production. / The program does not start in production mode."]
    lines += [f"  {name}: falta / is missing ({VARIABLES[name]})" for name in missing]
    lines += [
        f"  {name}: debe tener {SHORTEST_SECRET} caracteres o más / needs {SHORTEST_SECRET} characters or more"
        for name in short
    ]
    lines.append('Para hacer un secreto / to make one: python3 -c "import secrets; print(secrets.token_urlsafe(48))"')
    return "\n".join(lines)
