"""`flask serve` starts everything, says where it is, and leaves nothing behind however it ends."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

import click
import pytest

from app.cli.serve import refuse_taken_port
from app.cli.supervision import DESCRIPTOR, Supervisor, end_with_supervisor
from config import ROOT

PATIENCE = 60.0  # seconds
pytestmark = pytest.mark.xdist_group("supervisor")  # One database is served again and again.
SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
OBSTINATE = """
import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("ready", flush=True)
time.sleep(60)
"""


def free_port() -> int:
    """Return a port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


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


def children(pid: int) -> dict[str, int]:
    """Return the processes that `pid` started: word of their command -> their number."""
    rows = subprocess.run(["ps", "-A", "-o", "ppid=,pid=,args="], capture_output=True, text=True, check=True).stdout
    mine = [row.split(None, 2) for row in rows.splitlines() if row.split(None, 1)[0] == str(pid)]
    return {"gunicorn" if "gunicorn" in args else args.split()[-1]: int(number) for _, number, args in mine}


@pytest.fixture(scope="module")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of a database that each start finds as the one before left it."""
    return tmp_path_factory.mktemp("instance")


class Served:
    """A `flask serve` that runs, with a production database so that no invented world is loaded."""

    def __init__(self, process: "subprocess.Popen[str]", port: int, lines: list[str]) -> None:
        """Keep what is known of it."""
        self.process, self.port, self.lines = process, port, lines
        self.parts = children(process.pid)

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
        assert set(served.parts) == {"gunicorn", "consume"}, "".join(lines)
        yield served
        process.wait(PATIENCE)
        assert eventually(lambda: not any(is_running(pid) for pid in served.parts.values()))
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


@pytest.mark.parametrize("part", ["gunicorn", "consume"])
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


def test_a_part_that_does_not_start_is_named(instance: Path) -> None:
    process = start(instance, free_port(), RUTA_REDIS_URL="redis://127.0.0.1:1/0", GUNICORN_CMD_ARGS="--no-such-option")
    told, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 1
    assert "could not start" in told


def test_the_supervisor_tells_which_process_ended() -> None:
    with Supervisor() as supervisor:
        supervisor.start("sleeper", SLEEP, os.environ)
        supervisor.start("brief", [sys.executable, "-c", ""], os.environ)
        assert supervisor.wait() == "brief"
        assert supervisor.ended() == "brief"
        sleeper = supervisor.processes["sleeper"]
    assert sleeper.returncode == -signal.SIGTERM


def test_the_supervisor_kills_who_does_not_listen(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("app.cli.supervision.PATIENCE", 0.2)
    with Supervisor() as supervisor:
        supervisor.start("obstinate", [sys.executable, "-c", OBSTINATE], os.environ)
        assert eventually(lambda: "ready" in capfd.readouterr().out)
        process = supervisor.processes["obstinate"]
    assert process.returncode == -signal.SIGKILL


def test_the_supervisor_gives_the_signals_back() -> None:
    before = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]
    with Supervisor() as supervisor:
        os.kill(os.getpid(), signal.SIGTERM)
        assert supervisor.wait() is None
        assert supervisor.asked_to_stop
    assert [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)] == before


def test_a_process_without_supervisor_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(DESCRIPTOR, raising=False)
    end_with_supervisor()


def test_a_supervised_process_asks_itself_to_stop_when_the_pipe_closes(monkeypatch: pytest.MonkeyPatch) -> None:
    reads, writes = os.pipe()
    monkeypatch.setenv(DESCRIPTOR, str(reads))
    with Supervisor() as listening:  # Only to catch the signal.
        end_with_supervisor()
        os.close(writes)
        assert listening.wait() is None
    os.close(reads)
