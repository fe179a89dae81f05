"""The little that papers need of the program: its templates and its translations, no database and no session."""

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Flask
from flask_babel import Babel
from jinja2 import StrictUndefined

from config import ROOT

CATALOGUES = sorted((ROOT / "app").glob("**/translations/en/LC_MESSAGES/messages.po"))


def a_program(translations: Path) -> Flask:
    """Return a program that can make papers; compiled translations go to the folder `translations`."""
    compile_catalogue(translations)
    program = Flask("papers", root_path=str(ROOT / "app"), template_folder=str(ROOT / "templates"))
    program.jinja_options = {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    program.config["BABEL_TRANSLATION_DIRECTORIES"] = str(translations)
    Babel(program, default_locale="es_PE")
    return program


def english() -> Catalog:
    """Return every English text of the program."""
    merged = Catalog(locale="en", fuzzy=False)
    for path in CATALOGUES:
        with path.open("rb") as file:
            for message in read_po(file, locale="en"):
                if message.id and message.string:
                    merged.add(message.id, message.string, flags=message.flags)
    return merged


def compile_catalogue(translations: Path) -> None:
    """Write the English texts as gettext reads them."""
    folder = translations / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "messages.mo").open("wb") as file:
        write_mo(file, english())
