"""Whatever the paper: accessible, self-contained, sound, and the same in every process."""

import hashlib
import logging
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from config import ROOT
from tests.briefs.papers import PAPERS, made
from tests.briefs.reading import Paper

ANOTHER_PROCESS = """
import hashlib, sys
from pathlib import Path
from tests.briefs.papers import printed
from tests.briefs.program import a_program
with a_program(Path(sys.argv[1])).app_context():
    for name in sys.argv[2:]:
        print(hashlib.sha256(printed(name)).hexdigest())
"""


def test_it_is_tagged_and_says_its_language_and_title(paper: Paper) -> None:
    assert paper.catalog["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in paper.catalog
    assert paper.catalog["/ViewerPreferences"]["/DisplayDocTitle"]
    assert paper.catalog["/Lang"] in {"es", "en"}
    assert paper.title
    assert b"pdfuaid:part" in paper.catalog["/Metadata"].get_object().get_data()


def test_it_has_one_first_heading_and_skips_no_level(paper: Paper) -> None:
    assert paper.headings[0] == 1
    assert paper.headings.count(1) == 1
    assert all(after - before <= 1 for before, after in zip(paper.headings, paper.headings[1:], strict=False))


def test_every_picture_has_words(paper: Paper) -> None:
    assert all(len(alt) > 20 for alt in paper.figures)


def test_tables_have_headers(paper: Paper) -> None:
    roles = [tag.role for tag in paper.tags]
    assert roles.count("/TH") >= roles.count("/Table") > 0


def test_its_fonts_come_along_and_are_ours(paper: Paper) -> None:
    fonts = paper.embedded_fonts()
    assert all(fonts.values())
    assert all("Ruta-Sans" in name for name in fonts)


def test_nothing_of_it_confuses_qpdf(paper: Paper) -> None:
    assert paper.complaints_of_qpdf() == []


def test_running_text_is_no_part_of_what_is_read_aloud(paper: Paper) -> None:
    assert paper.commands().count(b"/Type /Pagination") >= len(paper.pages)


def test_the_map_and_the_road_say_in_words_what_they_show() -> None:
    assert made("city-es").figures == [
        "Mapa del Perú con el departamento de Cusco marcado. Límites referenciales.",
        "Avance: 3 de 9 hitos cumplidos. Ahora: Conformidad.",
    ]
    assert made("city-en").figures[1] == "Progress: 3 of 9 milestones reached. Now: Endorsement."


def test_its_dates_are_those_of_its_data() -> None:
    metadata = made("city-es").reader.metadata
    assert metadata is not None
    assert metadata.creation_date == metadata.modification_date == datetime(2026, 11, 23, 19, 5, tzinfo=UTC)
    assert metadata.author == "Ruta WeGO"


def test_the_engine_has_nothing_to_complain_of(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, logger="weasyprint"):
        made.cache_clear()
        for name in PAPERS:
            made(name)
    assert caplog.records == []


def test_another_process_makes_the_same_bytes_in_another_order(tmp_path: Path) -> None:
    names = sorted(PAPERS)
    command = [sys.executable, "-c", ANOTHER_PROCESS, str(tmp_path), *reversed(names)]
    environment = {**os.environ, "PYTHONHASHSEED": "77", "TZ": "Asia/Seoul", "LANG": "C"}
    result = subprocess.run(  # this very program
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    here = [hashlib.sha256(made(name).content).hexdigest() for name in reversed(names)]
    assert result.stdout.split() == here
