"""Static files are kept for good by browsers, change their address when they change, and travel compressed."""

import re
from pathlib import Path

import pytest
from flask import Flask, url_for

from app import create_app, static_files
from config import ROOT, TestConfig


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a static folder with a style sheet, two scripts and a font of nothing."""
    for kind in ("css", "js"):
        (tmp_path / "static" / kind).mkdir(parents=True)
    (tmp_path / "static" / "css" / "app.css").write_text("body { color: #111 }\n" * 200)
    for name in ("first", "second"):
        (tmp_path / "static" / "js" / f"{name}.js").write_text(f'const NAME = "{name}";\n' + "document.title;\n" * 90)
    (tmp_path / "static" / "bundles.json").write_text('{"js/site.js": ["js/first.js", "js/second.js"]}')
    (tmp_path / "static" / "paper.ttf").write_bytes(bytes(5000))
    monkeypatch.setattr(static_files, "STATIC", tmp_path / "static")
    return tmp_path / "static"


def program(folder: Path) -> Flask:
    """Return the program with `folder` as its static folder."""
    return create_app(TestConfig("sqlite://", str(folder.parent / "instance")))


def address(app: Flask) -> str:
    """Return the address of the style sheet."""
    with app.test_request_context():
        return url_for("static", filename="css/app.css")


def test_a_file_is_kept_for_good_and_guarded_like_a_page(folder: Path) -> None:
    app = program(folder)
    answer = app.test_client().get(address(app), buffered=True)
    assert answer.status_code == 200
    assert answer.data == (folder / "css" / "app.css").read_bytes()
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_a_changed_file_has_another_address(folder: Path) -> None:
    before = address(program(folder))
    (folder / "css" / "app.css").write_text("body { color: #222 }")
    assert address(program(folder)) != before


def test_a_moved_file_changes_the_fingerprint(folder: Path) -> None:
    before = static_files.fingerprint(folder)
    (folder / "paper.ttf").rename(folder / "css" / "paper.ttf")
    assert static_files.fingerprint(folder) != before


@pytest.mark.parametrize(("accepted", "got"), [("br, gzip", "br"), ("gzip", "gzip"), ("identity", None)])
def test_a_built_copy_is_served_compressed(folder: Path, accepted: str, got: str | None) -> None:
    app = program(folder)
    copy = static_files.build(app)
    compressed = {"app.css", "first.js", "second.js", "site.js"}
    found = {path.name for path in copy.rglob("*") if path.is_file()}
    assert found == {"bundles.json", "paper.ttf", *(f"{one}{end}" for one in compressed for end in ("", ".br", ".gz"))}
    answer = app.test_client().get(address(app), headers={"Accept-Encoding": accepted}, buffered=True)
    assert answer.headers.get("Content-Encoding") == got
    assert answer.status_code == 200


def test_building_again_keeps_the_copy_and_drops_older_ones(folder: Path) -> None:
    app = program(folder)
    older = static_files.build(app)
    assert static_files.build(app) == older
    (folder / "css" / "app.css").write_text("body { color: #222 }")
    newer = static_files.build(app)
    assert newer != older
    assert list(newer.parent.iterdir()) == [newer]


def test_what_every_page_needs_is_one_file_once_it_is_built_and_its_parts_before(folder: Path) -> None:
    app = program(folder)
    parts = ["js/first.js", "js/second.js"]
    assert static_files.linked(app, "js/site.js") == parts
    copy = static_files.build(app)
    assert static_files.linked(app, "js/site.js") == ["js/site.js"]
    assert static_files.linked(program(folder), "js/site.js") == ["js/site.js"], "another process finds the copy"
    together = (copy / "js/site.js").read_text()
    first, second = ((folder / part).read_text() for part in parts)
    assert together == f"{{\n{first}\n}}\n{{\n{second}\n}}", "each keeps its names to itself"


def test_each_style_sheet_and_script_is_in_a_bundle_or_asked_for_by_a_page() -> None:
    bundled = {part for parts in static_files.bundles().values() for part in parts}
    pages = "".join(page.read_text("utf-8") for page in (ROOT / "templates").rglob("*.html"))
    asked = set(re.findall(r'filename="((?:css|js)/[^"]+)"', pages))
    own = static_files.STATIC
    found = {path.relative_to(own).as_posix() for path in [*own.rglob("*.css"), *own.rglob("*.js")]}
    assert found == bundled | asked | {"css/brief.css"}, "that of the papers is read by no browser"
    assert not bundled & asked
