"""`make bench`: how long the program takes to start and to answer, on this machine as it is now.

It only measures; nothing passes or fails by it. Each figure is the smallest, the middle and the largest of its runs.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from app import create_app
from config import ROOT, TestConfig

STARTS, PAGES = 7, 300
START = """
import sys
from app import create_app
from config import TestConfig
create_app(TestConfig("sqlite://", sys.argv[1]))
"""


def main() -> None:
    """Measure, and print one line per figure."""
    with tempfile.TemporaryDirectory() as folder:
        report("import and create_app, new process", [in_new_process(folder) for _ in range(STARTS)])
        app = create_app(TestConfig(f"sqlite:///{folder}/ruta.sqlite3", folder))
        run = app.test_cli_runner().invoke
        report("db upgrade, empty database", [seconds(lambda: run(args=["db", "upgrade"]))])
        report("seed, empty database", [seconds(lambda: run(args=["seed"]))])
        report("seed, nothing to change", [seconds(lambda: run(args=["seed"]))])
        client = app.test_client()
        status = client.get("/", buffered=True).status_code
        report(f"GET / (status {status})", [seconds(lambda: client.get("/", buffered=True)) for _ in range(PAGES)])


def seconds(work: Callable[[], object]) -> float:
    """Return how long `work` takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def in_new_process(folder: str) -> float:
    """Return the seconds that a new Python takes to import the program and put it together."""
    command = [sys.executable, "-c", START, str(Path(folder, "start"))]
    return seconds(lambda: subprocess.run(command, cwd=ROOT, check=True))


def report(what: str, runs: list[float]) -> None:
    """Print one figure, in milliseconds."""
    low, middle, high = (1000 * value for value in (min(runs), statistics.median(runs), max(runs)))
    sys.stdout.write(f"{what:40} {low:9.1f} {middle:9.1f} {high:9.1f} ms  ({len(runs)} runs)\n")


if __name__ == "__main__":
    main()
