"""A second opinion on PDF/UA-1: the independent checker `outloud` reads each paper.

It covers the 31 checkpoints of the Matterhorn Protocol that a machine can judge, calibrated against veraPDF, and adds
checks of meaning: empty headers, unread text, painting order. It runs as a command of its own, so that its libraries'
warnings aren't ours.
"""

import json
import subprocess
import sys
from pathlib import Path

from tests.briefs.papers import PAPERS, made

OUTLOUD = Path(sys.executable).with_name("outloud")


def test_the_checker_finds_nothing_in_any_paper(tmp_path: Path) -> None:
    for name in PAPERS:
        (tmp_path / f"{name}.pdf").write_bytes(made(name).content)
    report = tmp_path / "report.json"
    command = [str(OUTLOUD), str(tmp_path), "--json", str(report), "--fail-on", "never"]
    subprocess.run(command, capture_output=True, text=True, check=True)  # on files of ours
    results = json.loads(report.read_text(encoding="utf-8"))["results"]
    assert len(results) == len(PAPERS)
    assert {Path(result["path"]).stem: (result["verdict"], result["findings"]) for result in results} == {
        name: ("pass", []) for name in PAPERS
    }
