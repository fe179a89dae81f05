"""`flask process`: what is wrong in seeds/ is said and ends with 1; a sound process is counted and drawn."""

import shutil
from importlib import import_module
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from app import create_app
from config import ROOT, TestConfig


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    """Give the program without a database: these commands need none."""
    return create_app(TestConfig("sqlite://", str(tmp_path / "instance")))


@pytest.fixture
def seeds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Have the commands read a copy of the seeds, and give it."""
    for name in ("process", "catalog"):
        shutil.copytree(ROOT / "seeds" / name, tmp_path / "seeds" / name)
    monkeypatch.setattr(import_module("app.cli.process"), "ROOT", tmp_path)  # The package has the command by that name.
    return tmp_path / "seeds"


def run(app: Flask, *words: str) -> Result:
    return app.test_cli_runner().invoke(args=["process", *words])


def test_sound_processes_are_counted(app: Flask) -> None:
    result = run(app, "check")
    assert result.exit_code == 0
    assert result.output.splitlines() == [
        "company 1: 11 pasos / steps",
        "institution 1: 11 pasos / steps",
        "local-government 1: 20 pasos / steps",
    ]


def test_every_problem_is_told_with_its_file_and_the_command_ends_with_1(app: Flask, seeds: Path) -> None:
    government = seeds / "process" / "local-government.yaml"
    text = government.read_text(encoding="utf-8")
    spoilt = text.replace("needs: [council_resolution]", "needs: [nowhere]", 1).replace("stage: review", "stage: x", 1)
    government.write_text(spoilt, encoding="utf-8")
    (seeds / "process" / "company.yaml").write_text("", encoding="utf-8")
    result = run(app, "check")
    assert result.exit_code == 1
    for told in (
        "local-government.yaml: signature: needs an unknown step nowhere",
        "local-government.yaml: office_review: unknown stage x",
        "company.yaml: names no form",
    ):
        assert told in result.output


def test_a_process_that_is_not_sound_is_not_drawn(app: Flask, seeds: Path) -> None:
    (seeds / "catalog" / "organization-form.yaml").unlink()
    result = run(app, "diagram")
    assert result.exit_code == 1
    assert "organization-form.yaml" in result.output


@pytest.mark.parametrize(("language", "title"), [("es", "1. Difundir WeGO"), ("en", "1. Present WeGO")])
def test_a_process_is_drawn_in_either_language(app: Flask, language: str, title: str) -> None:
    drawn = run(app, "diagram", "local-government", "--lang", language).output
    assert drawn.startswith("flowchart TD\n")
    assert title in drawn
    assert "signature --> sending" in drawn


def test_a_process_there_is_not_is_said_with_those_there_are(app: Flask) -> None:
    result = run(app, "diagram", "ngo")
    assert result.exit_code == 1
    assert "ngo: no hay tal proceso" in result.output
    assert "company, institution, local-government" in result.output
