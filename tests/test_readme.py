"""The README says what is: its picture of the process, its commands, its settings and its map of the house."""

import re
import shlex
from pathlib import Path

from click import Group
from flask import Flask

from app import create_app
from app.cli.process import diagram
from config import ROOT, VARIABLES, TestConfig

README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    """Return the fenced blocks of one language."""
    return re.findall(rf"```{language}\n(.*?)```", README, flags=re.DOTALL)


def program(tmp_path: Path) -> Flask:
    """Return the program with a database nobody opens."""
    return create_app(TestConfig("sqlite://", str(tmp_path)))


def test_the_picture_of_the_process_is_the_one_the_program_draws(tmp_path: Path) -> None:
    result = program(tmp_path).test_cli_runner().invoke(diagram, [])
    assert result.exit_code == 0, result.output
    assert blocks("mermaid") == [result.output]


def test_every_command_named_exists_with_the_options_it_is_given(tmp_path: Path) -> None:
    cli = program(tmp_path).cli
    lines = [line.split("#")[0] for block in blocks("sh") for line in block.splitlines() if line.startswith("flask ")]
    assert len(lines) >= 7
    for line in lines:
        words = shlex.split(line)[3:]
        command = cli.get_command(None, words.pop(0))  # type: ignore[arg-type]  # Flask's group needs no context.
        while isinstance(command, Group):
            command = command.commands[words.pop(0)]
        assert command is not None, line
        options = {option for parameter in command.params for option in parameter.opts}
        assert {word for word in words if word.startswith("-")} <= options, line


def test_every_make_target_named_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = set(re.findall(r"make (run|test|check|bench|demo|lint|format|help)\b", README))
    assert named >= {"run", "test", "check", "help"}
    assert all(f"\n{target}:" in makefile for target in named)


def test_every_setting_is_listed_and_no_other() -> None:
    assert set(re.findall(r"^\| `(RUTA_\w+)`", README, flags=re.MULTILINE)) == set(VARIABLES)


def test_the_map_names_what_stands_there() -> None:
    (tour,) = blocks("text")
    places = [line.split()[0] for line in tour.splitlines() if not line.startswith(" ")]
    assert len(places) == 11
    assert all((ROOT / place).exists() for place in places)


def test_the_screenshot_is_there() -> None:
    (picture,) = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README)
    assert (ROOT / picture).read_bytes().startswith(b"\x89PNG")
