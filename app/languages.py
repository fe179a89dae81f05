"""Which language a page is in: the one the person chose, Spanish otherwise."""

from flask import Flask, has_request_context, session

from app.extensions import babel

CHOSEN = "language"
"""Key of the session under which the page `/idioma` keeps the choice."""


def register(app: Flask) -> None:
    """Have texts, dates and numbers follow the chosen language, and times Lima's clock."""
    babel.init_app(app, locale_selector=lambda: chosen_language(app))
    # As in pyproject.toml: a text may be broken over lines in a template without changing what is translated.
    app.jinja_env.policies["ext.i18n.trimmed"] = True


def chosen_language(app: Flask) -> str:
    """Return the locale of this request; the language of the program outside one."""
    chosen = session.get(CHOSEN) if has_request_context() else None
    default: str = app.config["BABEL_DEFAULT_LOCALE"]
    return "en" if chosen == "en" else default
