"""The engine: packaged assets only, one paper at a time, and the machine left as it was."""

import gc
import os
from collections.abc import Iterator

import pytest

from app.briefs.engine import render, render_within
from app.briefs.errors import BriefError
from tests.briefs.reading import Paper

RED_DOT = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/%3E"


def page(body: str) -> str:
    """Return a whole document."""
    return f"<!doctype html><html lang='es'><head><title>Prueba</title></head><body><h1>Prueba</h1>{body}</body></html>"


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "file://localhost/etc/passwd",
        "../../config.py",
        "..%2F..%2Fconfig.py",
        "img/missing.png",
        "http://127.0.0.1:9/picture.png",
        "https://example.org/picture.png",
        "ftp://example.org/picture.png",
    ],
)
@pytest.mark.parametrize("body", ["<img alt='Una imagen' src='{}'>", "<p style='background: url({})'>Texto</p>"])
def test_nothing_but_packaged_assets_is_read(address: str, body: str) -> None:
    with pytest.raises(BriefError):
        render(page(body.format(address)))


def test_data_addresses_and_packaged_files_are_read() -> None:
    paper = Paper(render(page(f"<img alt='Un punto rojo' src=\"{RED_DOT}\">")))
    assert paper.figures == ["Un punto rojo"]
    assert Paper(render(page("<link rel='stylesheet' href='css/brief.css'>"))).title == "Prueba"


def test_the_first_draft_that_fits_is_printed_and_no_other_is_made() -> None:
    made: list[str] = []

    def drafts() -> Iterator[str]:
        for paragraphs in (400, 20, 1):
            made.append(f"{paragraphs} párrafos")
            yield page(f"<p>{made[-1]}</p>" + "<p>Texto</p>" * paragraphs)

    assert "20 párrafos" in Paper(render_within(drafts(), 1)).text
    assert made == ["400 párrafos", "20 párrafos"]


def test_the_last_draft_is_printed_when_none_fits() -> None:
    drafts = [page("<p>Texto</p>" * count) for count in (300, 200)]
    assert len(Paper(render_within(drafts, 1)).pages) > 1


def test_no_draft_at_all_is_an_error() -> None:
    with pytest.raises(BriefError):
        render_within([], 1)


def test_garbage_waits_while_a_paper_is_made_even_when_it_fails() -> None:
    seen: list[bool] = []

    def drafts() -> Iterator[str]:
        seen.append(gc.isenabled())
        yield page("<img alt='Una imagen' src='missing.png'>")

    assert gc.isenabled()
    with pytest.raises(BriefError):
        render_within(drafts(), 1)
    assert seen == [False]
    assert gc.isenabled()


def test_garbage_stays_off_for_who_had_it_off() -> None:
    gc.disable()
    try:
        render(page(""))
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_the_environment_is_left_as_it_was() -> None:
    before = dict(os.environ)
    render(page(""))
    assert dict(os.environ) == before
