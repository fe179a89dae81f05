"""The supervisor ends its processes whatever happens to it, and says which one ended by itself."""

import os
import signal
import subprocess
import sys
import textwrap

import pytest

from app.cli.supervision import STOPPING, Supervisor, end_at_close
from config import ROOT

PATIENCE = 60.0  # seconds
SCRIPT = """
import atexit, os, signal, time
from app.cli import supervision
from app.cli.supervision import Supervisor
"""


def run(script: str, *, number: signal.Signals | None = None) -> "subprocess.CompletedProcess[str]":
    """Run a script with a `supervisor` in a Python of its own, signalled once it has said that it waits."""
    code = f"{SCRIPT}\nwith Supervisor() as supervisor:\n{textwrap.indent(textwrap.dedent(script), '    ')}"
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        first = process.stdout.readline() if number is not None else ""
        if number is not None:
            process.send_signal(number)
        rest, told = process.communicate(timeout=PATIENCE)
    return subprocess.CompletedProcess(process.args, process.returncode, first + rest, told)


def test_the_supervisor_tells_which_process_ended_and_stops_the_other() -> None:
    done = run("""
        supervisor.start("sleeper", lambda: time.sleep(60))
        supervisor.start("brief", lambda: None)
        print(supervisor.wait(), supervisor.ended(), supervisor.asked_to_stop)
        atexit.register(lambda: print(supervisor.processes["sleeper"].exitcode))
    """)
    assert done.stdout.split() == ["brief", "brief", "False", str(-signal.SIGTERM)], done.stderr


def test_an_end_is_noticed_though_what_the_process_started_lives_on() -> None:
    done = run("""
        supervisor.start("master", lambda: os.fork() or time.sleep(60))
        print(supervisor.wait())
    """)
    assert done.stdout.split() == ["master"], done.stderr


def test_waiting_looks_now_and_then_and_not_all_the_time() -> None:
    done = run("""
        looks, ended = [], supervisor.ended
        supervisor.ended = lambda: looks.append(0) or ended()
        supervisor.start("brief", lambda: time.sleep(3 * supervision.WAKE))
        print(supervisor.wait(), len(looks) < 50)
    """)
    assert done.stdout.split() == ["brief", "True"], done.stderr


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_supervisor_stops_waiting_when_asked_to(number: signal.Signals) -> None:
    done = run(
        """
        supervisor.start("sleeper", lambda: time.sleep(60))
        print("waits", flush=True)
        print(supervisor.wait(), supervisor.asked_to_stop)
        """,
        number=number,
    )
    assert done.stdout.split() == ["waits", "None", "True"], done.stderr
    assert done.returncode == 0


def test_the_supervisor_kills_who_does_not_listen() -> None:
    done = run("""
        supervision.PATIENCE = 0.5
        deaf = lambda: (signal.signal(signal.SIGTERM, signal.SIG_IGN), os.write(writes, b"x"), time.sleep(60))
        reads, writes = os.pipe()
        supervisor.start("deaf", deaf)
        os.read(reads, 1)
        atexit.register(lambda: print(supervisor.processes["deaf"].exitcode))
    """)
    assert done.stdout.split() == [str(-signal.SIGKILL)], done.stderr


def test_who_has_hardly_begun_is_asked_to_stop_too() -> None:
    done = run("""
        begin = os.setsid
        os.setsid = lambda: (time.sleep(1), begin())
        supervisor.start("sleeper", lambda: time.sleep(60))
        atexit.register(lambda: print(supervisor.processes["sleeper"].exitcode))
    """)
    assert done.stdout.split() == [str(-signal.SIGTERM)], done.stderr


def test_the_supervisor_gives_the_signals_back() -> None:
    before = [signal.getsignal(number) for number in STOPPING]
    with Supervisor() as supervisor:
        os.kill(os.getpid(), signal.SIGTERM)
        assert supervisor.wait() is None
    assert [signal.getsignal(number) for number in STOPPING] == before


def test_a_process_asks_itself_to_stop_when_the_pipe_closes() -> None:
    reads, writes = os.pipe()
    with Supervisor() as listening:  # Only to catch the signal.
        os.close(writes)
        end_at_close(reads)
        assert listening.wait() is None
    os.close(reads)
