"""Style sheets, fonts, pictures and scripts: served compressed, under an address that changes when any of them does.

The address holds a fingerprint of the whole folder (`/static/3f2a91c0d4e5/css/app.css`), so a browser keeps a file for
good and still gets the new one after a change, and a style sheet may refer to a font beside it by a relative address.
What every page needs is put together into one style sheet and one script (`static/bundles.json`): on a weak line each
request costs more than what it brings.
"""

import json
import shutil
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any
from wsgiref.headers import Headers

from flask import Flask
from whitenoise import WhiteNoise
from whitenoise.compress import Compressor

from app.headers import SECURITY

STATIC = Path(__file__).with_name("static")


def register(app: Flask) -> None:
    """Serve the static folder in front of the application, from its compressed copy where `build` has made one."""
    copy = built_folder(app)
    app.extensions["static_files"] = served = WhiteNoise(
        app.wsgi_app,
        root=str(copy if copy.is_dir() else STATIC),
        prefix=app.static_url_path,
        autorefresh=app.debug,
        max_age=WhiteNoise.FOREVER,
        immutable_file_test=lambda _path, _url: True,
        allow_all_origins=False,
        add_headers_function=_add_headers,
    )
    app.wsgi_app = served  # type: ignore[method-assign]  # The way Flask documents to wrap an application.
    app.extensions["is_bundled"] = copy.is_dir()
    app.jinja_env.globals["bundle"] = partial(linked, app)


def static_address() -> str:
    """Return the path under which this version of the static files is served."""
    return f"/static/{fingerprint(STATIC)}"


def fingerprint(folder: Path) -> str:
    """Return twelve hexadecimal digits that change when a file below `folder` is changed, added, moved or removed."""
    digest = sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(f"{path.relative_to(folder).as_posix()}\0{path.stat().st_size}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def built_folder(app: Flask) -> Path:
    """Return where the compressed copy of this version is, or will be."""
    return Path(app.instance_path, "static", fingerprint(STATIC))


def build(app: Flask) -> Path:
    """Make the copy of the static folder, its bundles too, with a .br and a .gz beside each file worth it; serve it.

    Copies of older versions are dropped.
    """
    target = built_folder(app)
    if not target.is_dir():
        draft = target.with_name(f".{target.name}")
        shutil.rmtree(draft, ignore_errors=True)
        shutil.copytree(STATIC, draft)
        for name, parts in bundles().items():
            (draft / name).write_text("\n".join(_part(draft / part) for part in parts), "utf-8")
        # Fonts of the printed papers are megabytes that no browser asks for: not worth ten seconds of compressing.
        compressor = Compressor(extensions=(*Compressor.SKIP_COMPRESS_EXTENSIONS, "ttf", "otf"), quiet=True)
        for path in [path for path in draft.rglob("*") if path.is_file() and compressor.should_compress(path.name)]:
            compressor.compress(str(path))
        draft.rename(target)
    for older in target.parent.iterdir():
        if older != target:
            shutil.rmtree(older)
    app.extensions["static_files"].add_files(str(target), prefix=app.static_url_path)
    app.extensions["is_bundled"] = True
    return target


def linked(app: Flask, name: str) -> list[str]:
    """Return what a page links to for a bundle: the one file where a copy is built, else its parts."""
    return [name] if app.extensions["is_bundled"] else bundles()[name]


def bundles() -> dict[str, list[str]]:
    """Return what every page needs: the file a copy holds it in, and the parts it is put together from, in order."""
    found: dict[str, list[str]] = json.loads((STATIC / "bundles.json").read_text("utf-8"))
    return found


def _part(path: Path) -> str:
    """Return a part of a bundle; the names of a script stay its own, as they were in a module of its own."""
    text = path.read_text("utf-8")
    return f"{{\n{text}\n}}" if path.suffix == ".js" else text


def _add_headers(headers: Headers, _path: str, _url: str) -> None:
    """Give static files the security headers of pages; WhiteNoise answers before Flask is asked."""
    values: dict[str, Any] = SECURITY
    for name, value in values.items():
        headers[name] = value
