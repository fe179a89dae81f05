"""`flask serve` starts everything, says where it is, and leaves nothing behind however it ends."""

import gc
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import click
import pytest
from flask import Flask

from app import create_app
from app.cli.serve import answers, refuse_taken_port, wait_until_it_answers
from app.cli.supervision import Supervisor
from app.cli.web import WebServer
from config import ROOT, TestConfig
from tests.servers import free_port

PATIENCE = 60.0  # seconds
SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
OBSTINATE = """
import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("ready", flush=True)
time.sleep(60)
"""


def eventually(holds: Callable[[], bool]) -> bool:
    """Say whether `holds` becomes true in time."""
    limit = time.monotonic() + PATIENCE
    while not holds():
        if time.monotonic() > limit:
            return False
        time.sleep(0.05)
    return True


def is_running(pid: int) -> bool:
    """Say whether there is a process `pid` that has not ended; one that waits to be buried has."""
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout
    return bool(state.strip()) and not state.startswith("Z")


def children(pid: int) -> list[int]:
    """Return the processes that `pid` started."""
    rows = subprocess.run(["ps", "-A", "-o", "ppid=,pid="], capture_output=True, text=True, check=True).stdout
    return [int(child) for parent, child in (row.split() for row in rows.splitlines()) if parent == str(pid)]


def parts(pid: int) -> dict[str, int]:
    """Return the number of the web server, which has workers, and of the consumer, which has none."""
    return {"gunicorn" if children(child) else "consumer": child for child in children(pid)}


@pytest.fixture
def small(tmp_path: Path) -> Flask:
    """Give the program without a database."""
    return create_app(TestConfig("sqlite://", str(tmp_path)))


@pytest.fixture(scope="module")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of a database that each start finds as the one before left it."""
    return tmp_path_factory.mktemp("instance")


class Served:
    """A `flask serve` that runs, with a production database so that no invented world is loaded."""

    def __init__(self, process: "subprocess.Popen[str]", port: int, lines: list[str]) -> None:
        """Keep what is known of it."""
        self.process, self.port, self.lines = process, port, lines
        self.parts = parts(process.pid)

    def status(self) -> int:
        """Ask for the first page and return its status."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request("GET", "/", headers={"Host": "localhost"})
        status = connection.getresponse().status
        connection.close()
        return status


def start(instance: Path, port: int, **environment: str) -> "subprocess.Popen[str]":
    """Start `flask serve`."""
    ours = {
        "RUTA_MODE": "production",
        "RUTA_INSTANCE_PATH": str(instance),
        "RUTA_SECRET_KEY": "x" * 40,
        "RUTA_PASSWORD_SALT": "x" * 40,
        "RUTA_SERVER_NAME": "localhost",
        **environment,
    }
    command = [sys.executable, "-m", "flask", "--app", "app", "serve", "--port", str(port), "--workers", "1"]
    others = {name: value for name, value in os.environ.items() if not name.startswith("RUTA_")}
    return subprocess.Popen(
        command, cwd=ROOT, env={**others, **ours}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


@contextmanager
def serving(instance: Path) -> Iterator[Served]:
    """Serve until the block ends, and check that nothing is left running."""
    port = free_port()
    process = start(instance, port)
    assert process.stdout is not None
    lines: list[str] = []
    for line in process.stdout:
        lines.append(line)
        if line.startswith("Ruta WeGO: "):
            break
    served = Served(process, port, lines)
    try:
        assert set(served.parts) == {"gunicorn", "consumer"}, "".join(lines)
        yield served
        process.wait(PATIENCE)
        assert eventually(lambda: not any(is_running(pid) for pid in served.parts.values())), served.parts
        refuse_taken_port("127.0.0.1", port)
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def test_it_serves_until_asked_to_stop_and_stops_everything(instance: Path) -> None:
    for how in (signal.SIGINT, signal.SIGTERM):
        with serving(instance) as served:
            assert served.status() < 500
            assert served.lines[-1].startswith(f"Ruta WeGO: http://localhost:{served.port}")
            served.process.send_signal(how)
        assert served.process.returncode == 0


def test_the_other_mode_is_turned_away(instance: Path) -> None:
    with serving(instance) as served:
        served.process.terminate()
    refused = start(instance, free_port(), RUTA_MODE="demo")
    told, _ = refused.communicate(timeout=PATIENCE)
    assert refused.returncode == 1
    assert "es del modo «production»" in told


@pytest.mark.parametrize("part", ["gunicorn", "consumer"])
def test_when_one_part_dies_everything_stops_and_says_so(instance: Path, part: str) -> None:
    with serving(instance) as served:
        os.kill(served.parts[part], signal.SIGKILL)
        served.process.wait(PATIENCE)
        assert served.process.stdout is not None
        assert "ended by itself" in served.process.stdout.read()
    assert served.process.returncode == 1


def test_when_it_is_killed_its_parts_end_too(instance: Path) -> None:
    with serving(instance) as served:
        served.process.kill()


def test_a_taken_port_is_told_before_anything_is_done(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(click.ClickException, match="Elija otro puerto"):
            refuse_taken_port("127.0.0.1", port)
        process = start(tmp_path, port)
        told, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 1
    assert f"PORT={port + 1}" in told
    assert not (tmp_path / "ruta.sqlite3").exists()


def test_a_part_that_does_not_start_is_named(small: Flask) -> None:
    class Ended(Supervisor):
        def ended(self) -> str | None:
            return "gunicorn"

    supervisor = Ended()
    with small.app_context(), pytest.raises(click.ClickException, match="gunicorn could not start"):
        wait_until_it_answers(supervisor, "127.0.0.1", free_port())


def test_a_server_that_never_answers_is_told(small: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["app.cli.serve"], "START_LIMIT", 0.0)
    with small.app_context(), pytest.raises(click.ClickException, match="does not answer"):
        wait_until_it_answers(Supervisor(), "127.0.0.1", free_port())


def test_a_first_page_with_an_error_stops_the_start(small: Flask) -> None:
    class Broken(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_error(500)

        def log_message(self, *_: object) -> None:
            return

    with HTTPServer(("127.0.0.1", 0), Broken) as server, small.app_context():
        Thread(target=server.handle_request).start()
        with pytest.raises(click.ClickException, match="answers 500"):
            answers("127.0.0.1", server.server_port)


def test_gunicorn_gets_our_settings_and_the_program_as_it_is(small: Flask) -> None:
    server = WebServer(small, "::1", 8000, 3)
    assert server.wsgi() is small
    assert server.cfg.address == [("::1", 8000)]
    assert (server.cfg.workers, server.cfg.worker_class_str) == (3, "sync")
    before = gc.get_threshold()
    try:
        server.cfg.post_fork(None, None)
        assert gc.get_threshold()[0] == 50_000
    finally:
        gc.set_threshold(*before)
