"""Fills a template of `templates/briefs` in one language, without a request.

The template sees what it is given and nothing else: no session, no request, no context processors. So a paper made by a
background task, a command or a page is the same paper. Characters that can't be printed are left out of all of it.
"""

from typing import Any

from flask import current_app
from flask_babel import force_locale

from app.briefs.formats import Formats, printable


def page(template: str, language: str, **values: Any) -> str:
    """Return `briefs/<template>` as HTML in `language` ("es" or "en"), with `fmt` and `language` beside `values`."""
    found = current_app.jinja_env.get_template(f"briefs/{template}")
    with force_locale(language):
        return printable(found.render(fmt=Formats(language), language=language, **values))
