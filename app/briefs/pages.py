"""Fills a template of `templates/briefs` in one language, without a request.

The template sees what it is given and nothing else: no session, no request, no context processors. So a paper made by a
background task, a command or a page is the same paper. Characters that the face can't draw are replaced in all of it,
and the paper says so (`lacks_glyphs`).
"""

from typing import Any

from flask import current_app
from flask_babel import force_locale

from app.briefs.formats import Formats
from app.briefs.glyphs import STAND_IN, drawable


def page(template: str, language: str, **values: Any) -> str:
    """Return `briefs/<template>` as HTML in `language` ("es" or "en"), with `fmt` and `language` beside `values`."""
    found = current_app.jinja_env.get_template(f"briefs/{template}")
    given = {"fmt": Formats(language), "language": language, **values}
    with force_locale(language):
        html = drawable(found.render(lacks_glyphs=False, **given))
        return drawable(found.render(lacks_glyphs=True, **given)) if STAND_IN in html else html
