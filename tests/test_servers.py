"""The servers of the tests are real, fail loudly, and end with the tests, even with killed ones."""

import shutil
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from config import ROOT
from tests import servers

STARTS_ONE = """
import time
from tests import servers
with servers.redis() as url:
    print(url, flush=True)
    time.sleep(60)
"""


def test_a_missing_program_is_named() -> None:
    with pytest.raises(servers.ServerError, match="no-such-server is not installed"):
        servers.program("no-such-server")


def test_a_server_that_does_not_start_says_why(tmp_path: Path) -> None:
    def is_ready() -> None:
        raise psycopg.OperationalError("nobody there")

    command = ["sh", "-c", "echo out of luck; exit 3"]
    with pytest.raises(servers.ServerError, match="out of luck"), servers.running(command, None, tmp_path, is_ready):
        raise AssertionError("never reached")


def test_a_server_ends_when_the_tests_are_killed() -> None:
    with subprocess.Popen([sys.executable, "-c", STARTS_ONE], cwd=ROOT, stdout=subprocess.PIPE, text=True) as tests:
        assert tests.stdout is not None
        url = tests.stdout.readline().strip()
        servers.ping(url)
        tests.kill()
    limit = time.monotonic() + servers.START_LIMIT
    while servers.failure(lambda: servers.ping(url)) is None:
        assert time.monotonic() < limit
        time.sleep(0.05)
    shutil.rmtree(Path(url.removeprefix("unix://")).parent)


def test_each_worker_gets_databases_of_its_own() -> None:
    with servers.postgres() as server:
        one, other = (servers.new_database(server, name) for name in ("one", "other"))
        assert one != other
        with psycopg.connect(one.replace("+psycopg", "")) as connection:
            assert connection.execute("SELECT current_database(), current_user").fetchone() == ("one", "ruta")
