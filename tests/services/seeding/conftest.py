"""The program on a database with empty tables, a copy of the reference data to spoil, and ways to look at both."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from app.extensions import db
from app.models.base import RootBase
from tests.conftest import World

Count = Callable[[type[RootBase]], int]
Edit = Callable[[str, str, str], None]


@pytest.fixture(scope="session")
def unseeded(world: World) -> Iterator[Callable[[str], Flask]]:
    """Make the program on a database of a kind, its tables empty, when first asked for."""
    apps: dict[str, Flask] = {}

    def of_kind(kind: str) -> Flask:
        if kind not in apps:
            apps[kind] = world.empty(kind)
            with apps[kind].app_context():
                RootBase.metadata.create_all(db.engine)
        return apps[kind]

    yield of_kind
    for app in apps.values():
        with app.app_context():
            db.engine.dispose()


@pytest.fixture
def app(unseeded: Callable[[str], Flask], database: str) -> Flask:
    """Give the program before it was seeded; the work of `session` is undone as everywhere."""
    return unseeded(database)


@pytest.fixture
def count(session: Session) -> Count:
    """Count the rows of a table."""

    def of(model: type[RootBase]) -> int:
        return session.scalar(sa.select(sa.func.count()).select_from(model)) or 0

    return of


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a copy of the reference data."""
    reference = Path(__file__).parents[3] / "seeds" / "reference"
    return Path(shutil.copytree(reference, tmp_path / "reference"))


@pytest.fixture
def edit(folder: Path) -> Edit:
    """Replace, in a file of the copy, the first occurrence of some words, which must be there."""

    def replace(file: str, old: str, new: str) -> None:
        text = (folder / file).read_text(encoding="utf-8")
        assert old in text
        (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")

    return replace
