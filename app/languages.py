"""Which language a page is in: the one the person chose, Spanish otherwise."""

import secrets
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Flask, has_request_context, session

from app.extensions import babel

CHOSEN = "language"
"""Key of the session under which the page `/idioma` keeps the choice."""


def register(app: Flask) -> None:
    """Have texts, dates and numbers follow the chosen language, and times Lima's clock."""
    compile_catalogues(Path(app.root_path, "translations"))
    babel.init_app(app, locale_selector=lambda: chosen_language(app))
    # As in pyproject.toml: a text may be broken over lines in a template without changing what is translated.
    app.jinja_env.policies["ext.i18n.trimmed"] = True


def chosen_language(app: Flask) -> str:
    """Return the locale of this request; the language of the program outside one."""
    chosen = session.get(CHOSEN) if has_request_context() else None
    default: str = app.config["BABEL_DEFAULT_LOCALE"]
    return "en" if chosen == "en" else default


def compile_catalogues(folder: Path) -> None:
    """Compile each catalogue under `folder` that has no compiled form or a newer source, so that no command is needed.

    The compiled file appears whole: several processes may start at once.
    """
    for source in folder.glob("*/LC_MESSAGES/*.po"):
        compiled = source.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime:
            continue
        draft = compiled.with_name(f"{compiled.name}.{secrets.token_hex(8)}")
        with source.open("rb") as text, draft.open("wb") as binary:
            write_mo(binary, read_po(text))
        draft.replace(compiled)
