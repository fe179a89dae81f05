"""The program on a port of its own, as a browser meets it: compressed, with its tokens and its clock in our hands."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from socketserver import ThreadingMixIn
from threading import Thread
from typing import Any, TypeVar
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

from flask import Flask

from app import create_app, static_files
from app.extensions import db
from config import TestConfig
from tests.conftest import Clock, World

STOP_LIMIT = 30.0  # seconds

T = TypeVar("T")


class ServedConfig(TestConfig):
    """As the tests' settings, but what a browser meets is real: tokens are asked for, and an error is a page."""

    TESTING = False
    WTF_CSRF_ENABLED = True


class Server(ThreadingMixIn, WSGIServer):
    """The standard library's server, a thread for each request: unlike Werkzeug's it closes what a page left behind."""

    request_queue_size = 64


class Quiet(WSGIRequestHandler):
    """Answers without writing a line for each request: what goes wrong is seen in the browser, which fails the test."""

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # The library calls it so.
        """Say nothing."""


@dataclass(frozen=True, slots=True)
class Site:
    """One running program: its address, its clock, and the application for what a test prepares by services."""

    app: Flask
    clock: Clock
    address: str

    def do(self, work: Callable[[], T]) -> T:
        """Do `work` inside the application, as a service would be called, and return what it returns."""

        def inside() -> T:
            with self.app.app_context():
                return work()

        return apart(inside)

    def session_of(self, account: str) -> str:
        """Return the cookie of somebody who signed in a moment ago: signing in itself is what the journeys try."""

        def made() -> str:
            client = self.app.test_client()
            with client.session_transaction() as session:
                session["_user_id"], session["_fresh"] = account, True
            cookie = client.get_cookie("session")
            assert cookie is not None
            return cookie.value

        return self.do(made)


def apart(work: Callable[[], T]) -> T:
    """Do `work` in a thread of its own: Playwright keeps an event loop in ours, where Flask's context can't be left."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(work).result()


@contextmanager
def serving(world: World, folder: Path, clock: Clock) -> Iterator[Site]:
    """Serve a program of its own until the block ends: seeded, with nobody and nothing in it yet."""
    app = apart(lambda: a_copy(world.app("sqlite"), folder))
    app.config["CLOCK"] = clock
    server = Server(("127.0.0.1", 0), Quiet)
    server.set_app(app)
    # Links in letters are written outside of any request; the page's own are relative.
    app.config["SERVER_NAME"] = f"localhost:{server.server_port}"
    thread = Thread(target=server.serve_forever, name="site")
    thread.start()
    site = Site(app, clock, f"http://localhost:{server.server_port}")
    try:
        yield site
    finally:
        server.shutdown()
        thread.join(STOP_LIMIT)
        server.server_close()
        site.do(lambda: db.engine.dispose())  # noqa: PLW0108  # There is no engine outside the application.


def a_copy(seeded: Flask, folder: Path) -> Flask:
    """Return a program on a copy of the database of `seeded` and of its compressed style sheets, scripts and fonts."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / "ruta.sqlite3"
    with closing(sqlite3.connect(database_of(seeded))) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
    built = static_files.build(seeded)
    shutil.copytree(built, folder / built.relative_to(seeded.instance_path))
    return create_app(ServedConfig(f"sqlite:///{target}", str(folder)))


def database_of(app: Flask) -> str:
    """Return the path of a program's SQLite file."""
    engines: dict[str, Any] = app.config["SQLALCHEMY_ENGINES"]
    return str(engines["default"]["url"]).removeprefix("sqlite:///")
