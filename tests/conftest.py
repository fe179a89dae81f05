"""What tests share: a database of each kind, a session whose work is undone, a pinned clock and a strict browser."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import html5lib
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from app import create_app, static_files
from app.extensions import db, huey
from app.extensions.database import WRITES
from app.models.user import User
from config import TestConfig
from tests.servers import new_database, postgres
from tests.shelf import shelf_of

DATABASES = ("sqlite", "postgresql")
NOON = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)  # Monday 23 November 2026, noon in Lima


class Clock:
    """A clock that stands still until a test moves it."""

    def __init__(self) -> None:
        """Start at `NOON`."""
        self.now = NOON

    def __call__(self) -> datetime:
        """Return the instant, as the program asks for it."""
        return self.now

    def set(self, now: datetime) -> None:
        """Jump to `now`, which needs a time zone."""
        assert now.tzinfo is not None
        self.now = now

    def advance(self, **duration: float) -> None:
        """Let time pass: `advance(days=3)`."""
        self.now += timedelta(**duration)


class Browser(FlaskClient):
    """A test client with a fresh context for each request, as in production. It checks every page's HTML."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Make a request, and fail if the answer is a page that is not valid HTML."""
        with self.application.app_context():
            # Read whole and closed at once, as a browser does; an open file would warn in a later test.
            response = super().open(*args, **{"buffered": True, **kwargs})
            # What the client wrote a long form to, which it forgets to close itself.
            response.request.environ["wsgi.input"].close()
        if response.mimetype == "text/html":
            html5lib.HTMLParser(strict=True).parse(response.text)
        return response


SignIn = Callable[[User], Browser]


class World:
    """The program on each kind of database, made when first asked for: migrated, with the reference data."""

    def __init__(self, folder: Path, servers: ExitStack) -> None:
        """Keep everything in `folder`; `servers` stops at the end what was started."""
        self.folder = folder
        self.servers = servers
        self.apps: dict[str, Flask] = {}
        self.numbers = count()

    def app(self, kind: str) -> Flask:
        """Return the program on a database of `kind`, with the queue of tasks bound to it."""
        if kind not in self.apps:
            self.apps[kind] = self._prepared(kind)
        huey.init_app(self.apps[kind])
        return self.apps[kind]

    def empty(self, kind: str) -> Flask:
        """Return the program on a new, empty database: for tests of migrations and of real concurrency."""
        name = f"database_{next(self.numbers)}"
        instance = self.folder / name
        instance.mkdir()
        url = f"sqlite:///{instance / 'ruta.sqlite3'}" if kind == "sqlite" else new_database(self.server(), name)
        app = create_app(TestConfig(url, str(instance)))
        app.test_client_class = Browser
        return app

    def server(self) -> str:
        """Return the address of this worker's PostgreSQL, started at the first call."""
        if not hasattr(self, "_server"):
            self._server = self.servers.enter_context(postgres())
        return self._server

    def _prepared(self, kind: str) -> Flask:
        """Make, migrate and seed."""
        app = self.empty(kind)
        static_files.build(app)
        for command in (["db", "upgrade"], ["seed"]):
            result = app.test_cli_runner().invoke(args=command)
            assert result.exit_code == 0, result.output
        return app


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Everything that is made once per worker: each has databases of its own."""
    with ExitStack() as servers:
        world = World(tmp_path_factory.mktemp("world"), servers)
        yield world
        for app in world.apps.values():
            with app.app_context():
                db.engine.dispose()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.no_cover)])
def database(request: pytest.FixtureRequest) -> str:
    """Name the kind of database: a test that uses one runs on both, and on one where lines are counted too.

    Counting takes as long again as the test itself.
    """
    kind: str = request.param
    return kind


@pytest.fixture
def clock() -> Clock:
    """Give the program's clock, which stands at noon of Monday 23 November 2026 in Lima."""
    return Clock()


@pytest.fixture
def app(world: World, database: str, clock: Clock) -> Flask:
    """Give the program, with its clock pinned."""
    app = world.app(database)
    app.config["CLOCK"] = clock
    app.test_client_class = Browser
    return app


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    """Give a database session whose work, commits included, is undone after the test."""
    with undone_in_the_end(app) as session:
        yield session


@contextmanager
def undone_in_the_end(app: Flask) -> Iterator[Session]:
    """Give a session on the database of `app` and undo what it did, commits included."""
    with app.app_context(), db.engine.connect() as connection:
        connection.execution_options(**{WRITES: True})
        with connection.begin() as outer:
            db.sessionmaker.configure(bind=connection, join_transaction_mode="create_savepoint")
            try:
                with shelf_of(connection):
                    yield db.session
                db.session.close()
            finally:
                db.sessionmaker.configure(bind=db.engine, join_transaction_mode="conditional_savepoint")
                outer.rollback()


@pytest.fixture
def browser(app: Flask, session: Session) -> Browser:
    """Give a browser in which nobody is signed in."""
    client = app.test_client()
    assert isinstance(client, Browser)
    return client


@pytest.fixture
def sign_in(app: Flask, session: Session) -> SignIn:
    """Give the function that opens a browser in which a person is signed in."""

    def open_signed_in(user: User) -> Browser:
        client = app.test_client()
        assert isinstance(client, Browser)
        with client.session_transaction() as cookie:
            cookie["_user_id"], cookie["_fresh"] = user.fs_uniquifier, True
        return client

    return open_signed_in
