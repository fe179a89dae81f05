"""Where the bytes of files are kept: once, whole, under their hash, on the disk or in a bucket."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest
from flask import Flask

from app.services import storage
from tests.conftest import World

CONTENT = b"%PDF-1.7 some bytes"
SHA256 = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def app(world: World) -> Iterator[Flask]:
    """Give the program with an empty store of its own; no database is needed."""
    app = world.empty("sqlite")
    with app.app_context():
        yield app


def folder(app: Flask) -> Path:
    return Path(app.config["FILES_URL"].removeprefix("file://"))


def test_what_was_kept_is_given_back(app: Flask) -> None:
    assert storage.keep(CONTENT) == SHA256
    assert storage.fetch(SHA256) == CONTENT


def test_the_same_bytes_are_kept_once_under_their_hash_and_nothing_else_is_left(app: Flask) -> None:
    storage.keep(CONTENT)
    written = (folder(app) / SHA256[:2] / SHA256).stat().st_mtime_ns
    storage.keep(CONTENT)
    files = [path for path in folder(app).rglob("*") if path.is_file()]
    assert [path.relative_to(folder(app)).as_posix() for path in files] == [f"{SHA256[:2]}/{SHA256}"]
    assert files[0].stat().st_mtime_ns == written


def test_a_file_cut_short_by_a_crash_is_written_again(app: Flask) -> None:
    place = folder(app) / SHA256[:2] / SHA256
    place.parent.mkdir(parents=True)
    place.write_bytes(CONTENT[:5])
    storage.keep(CONTENT)
    assert storage.fetch(SHA256) == CONTENT


def test_a_disk_that_fails_leaves_no_half_file(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space left"):
        storage.keep(CONTENT)
    assert [path for path in folder(app).rglob("*") if path.is_file()] == []


def test_bytes_that_are_not_there_are_missed(app: Flask) -> None:
    with pytest.raises(FileNotFoundError):
        storage.fetch(SHA256)


def test_bytes_that_were_changed_are_not_given_out(app: Flask) -> None:
    storage.keep(CONTENT)
    (folder(app) / SHA256[:2] / SHA256).write_bytes(b"%PDF-1.7 other bytes")
    with pytest.raises(ValueError, match=f"{SHA256} was changed"):
        storage.fetch(SHA256)


def test_a_bucket_serves_as_well(app: Flask) -> None:
    app.config["FILES_URL"] = "memory://ruta-test-bucket"
    try:
        assert storage.keep(CONTENT) == storage.keep(CONTENT) == SHA256
        assert storage.fetch(SHA256) == CONTENT
        bucket = fsspec.filesystem("memory")
        assert bucket.find("/ruta-test-bucket") == [f"/ruta-test-bucket/{SHA256[:2]}/{SHA256}"]
    finally:
        fsspec.filesystem("memory").rm("/ruta-test-bucket", recursive=True)
