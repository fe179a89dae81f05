"""Every text of the screen has its English, with the same places for values, and no English is left over."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from config import ROOT

ENGLISH = ROOT / "app" / "translations" / "en" / "LC_MESSAGES" / "messages.po"
PLACES = re.compile(r"%\(\w+\)[sd]|{\w*}")


def read(path: Path) -> Catalog:
    """Read a catalogue."""
    with path.open("rb") as file:
        return read_po(file)


def messages(catalog: Catalog) -> dict[tuple[str | None, str | tuple[str, ...]], Message]:
    """Return the texts of a catalogue, its header left out."""
    return {(message.context, as_key(message.id)): message for message in catalog if message.id}


def as_key(text: str | list[str] | tuple[str, ...]) -> str | tuple[str, ...]:
    """Return what a text is found by: singular and plural together."""
    return text if isinstance(text, str) else tuple(text)


def words(message: Message) -> list[str]:
    """Return the English of a message: two texts where it has a plural."""
    return [message.string] if isinstance(message.string, str) else list(message.string or ("",))


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """Give what code and templates ask to be translated, as `make translations` collects it."""
    target = tmp_path_factory.mktemp("catalogue") / "messages.pot"
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    options = re.findall(r"^EXTRACT := (.*)$", makefile, re.MULTILINE)[0].split()
    command = [sys.executable, "-m", "babel.messages.frontend", "--quiet", *options, "--output-file", str(target), "."]
    subprocess.run(command, cwd=ROOT, check=True)
    return read(target)


def test_every_text_has_its_english(asked: Catalog) -> None:
    english = messages(read(ENGLISH))
    wanted = messages(asked)
    assert wanted.keys() - english.keys() == set(), "make translations adds them; then write the English"
    assert [key for key in wanted if english[key].fuzzy or "" in words(english[key])] == []


def test_no_english_is_left_over(asked: Catalog) -> None:
    catalog = read(ENGLISH)
    assert messages(catalog).keys() - messages(asked).keys() == set()
    assert list(catalog.obsolete) == []


def test_the_english_has_the_same_places_for_values(asked: Catalog) -> None:
    english = messages(read(ENGLISH))
    for key, message in messages(asked).items():
        spanish = [message.id] if isinstance(message.id, str) else list(message.id)
        for text in words(english[key]):
            assert set(PLACES.findall(text)) in [set(PLACES.findall(original)) for original in spanish], text
