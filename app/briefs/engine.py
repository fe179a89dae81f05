"""HTML in, accessible PDF out: the one place that knows WeasyPrint.

The same HTML gives the same bytes in every process: dates come from its `dcterms` metadata, the identifier from its
content. Fonts and parsed stylesheets are shared by all papers of a process, and garbage collection rests during layout
(measured: 30 % faster); one paper is made at a time, as Pango's font maps aren't safe across threads.
"""

import gc
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Any

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError

from app.briefs.assets import STATIC, PackagedAssets
from app.briefs.errors import BriefError
from app.briefs.running_text import as_artifacts

VARIANT = "pdf/ua-1"
STYLESHEETS = ("tokens.css", "brief.css")
# An empty list of the machine's fonts: a paper looks, and is, the same wherever it is made.
NO_FONTS_OF_THE_MACHINE = Path(__file__).with_name("fonts.conf")
_MAKING = Lock()


def render(html: str) -> bytes:
    """Return `html` as a tagged PDF (PDF/UA-1); raises BriefError when it asks for anything that isn't packaged."""
    return render_within((html,), max_pages=None)


def render_within(drafts: Iterable[str], max_pages: int | None) -> bytes:
    """Return the first of `drafts` that takes at most `max_pages`, or the last one when none does.

    Drafts come from the fullest to the shortest telling of the same thing and are made only when needed. Raises
    BriefError when there is none, or when one asks for anything that isn't packaged.
    """
    with _undisturbed():
        try:
            return _first_fitting(drafts, max_pages)
        except FatalURLFetchingError as error:
            raise BriefError(str(error)) from error


def _first_fitting(drafts: Iterable[str], max_pages: int | None) -> bytes:
    """Lay out one draft after another and write the one that fits."""
    document, html = None, ""
    for html in drafts:
        document = _laid_out(html)
        if max_pages is None or len(document.pages) <= max_pages:
            break
    if document is None:
        raise BriefError("There is nothing to print.")
    pdf: bytes = document.write_pdf(finisher=as_artifacts, pdf_variant=VARIANT, pdf_identifier=_identifier(html))
    return pdf


def _laid_out(html: str) -> Any:
    """Return the laid-out document of `html`."""
    fonts, stylesheets, fetcher = _shared()
    source = HTML(string=html, base_url=f"{STATIC.as_uri()}/", url_fetcher=fetcher)
    return source.render(font_config=fonts, stylesheets=stylesheets, pdf_variant=VARIANT)


@cache
def _shared() -> tuple[Any, list[Any], PackagedAssets]:
    """Return fonts, parsed stylesheets and fetcher, read once a process."""
    with _environment("FONTCONFIG_FILE", str(NO_FONTS_OF_THE_MACHINE)):
        fonts = FontConfiguration()
    fetcher = PackagedAssets()
    urls = ((STATIC / "css" / name).as_uri() for name in STYLESHEETS)
    return fonts, [CSS(url=url, font_config=fonts, url_fetcher=fetcher) for url in urls], fetcher


@contextmanager
def _environment(name: str, value: str) -> Iterator[None]:
    """Set one environment variable for a moment: fontconfig takes its configuration's place from nowhere else."""
    before = os.environ.get(name)
    os.environ[name] = value
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before


def _identifier(html: str) -> bytes:
    """Return the PDF's identifier: equal for equal content."""
    return sha256(html.encode()).hexdigest()[:32].encode()


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Hold the engine for one paper and let garbage wait."""
    with _MAKING:
        was_collecting = gc.isenabled()
        gc.disable()
        try:
            yield
        finally:
            if was_collecting:
                gc.enable()
