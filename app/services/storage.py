"""Where the bytes of files are kept: under their SHA-256, in the folder or bucket `RUTA_FILES_URL` names."""

import contextlib
import hashlib
import os
import secrets
from functools import lru_cache
from pathlib import Path

import fsspec
from flask import current_app
from fsspec.implementations.local import LocalFileSystem


@lru_cache(maxsize=8)
def _store(url: str) -> tuple[fsspec.AbstractFileSystem, str]:
    """Return the file system and the root path behind `url`."""
    found: tuple[fsspec.AbstractFileSystem, str] = fsspec.core.url_to_fs(url)
    return found


def _place(sha256: str) -> tuple[fsspec.AbstractFileSystem, str]:
    files, root = _store(current_app.config["FILES_URL"])
    return files, f"{root}/{sha256[:2]}/{sha256}"


def keep(content: bytes) -> str:
    """Keep `content` and return its SHA-256; the same bytes are kept once.

    On a local disk it is written beside its place, flushed and renamed, so that a crash leaves the whole file or none.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    files, path = _place(sha256)
    if files.exists(path) and files.size(path) == len(content):
        return sha256
    if isinstance(files, LocalFileSystem):
        _write_whole(Path(path), content)
    else:
        files.pipe_file(path, content)
    return sha256


def _write_whole(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    try:
        with draft.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        with contextlib.suppress(FileNotFoundError):
            draft.unlink()
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def fetch(sha256: str) -> bytes:
    """Return the bytes kept under `sha256`; raises FileNotFoundError if there are none, ValueError if they changed."""
    files, path = _place(sha256)
    content: bytes = files.cat_file(path)
    if hashlib.sha256(content).hexdigest() != sha256:
        raise ValueError(f"stored file {sha256} was changed")
    return content
