"""What the shelf puts back is what the services made, row for row."""

import pytest
import sqlalchemy as sa
from flask import Flask

from app.domain.vocabulary import Role, Status
from app.extensions import db
from app.models.base import Base
from app.services.applications import opening
from tests.conftest import undone_in_the_end
from tests.factories import Journey, a_user, an_application
from tests.shelf import Shelf
from tests.stage import undone


@pytest.fixture(autouse=True)
def _empty_shelf(monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin without anything made by other tests."""
    monkeypatch.setattr(Shelf, "kept", {})


def everything() -> dict[str, list[str]]:
    """Return all rows of all tables."""
    rows = {table.name: db.session.execute(sa.select(table)).all() for table in Base.metadata.sorted_tables}
    return {name: sorted(map(repr, found)) for name, found in rows.items()}


def people_and_applications() -> Journey:
    """Make a little of everything."""
    a_user(Role.ADMINISTRATOR)
    an_application("081306", at=Status.FULL)
    journey = an_application(at=Status.OBSERVED)
    a_user(Role.PREPARER, email="una@example.org")
    return journey


def test_it_puts_back_what_was_made_and_makes_nothing_again(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with undone_in_the_end(app):
        before = everything()
        people_and_applications()
        made = everything()
    assert {name for name in made if made[name] != before[name]} >= {"user", "mandate", "application", "event"}
    with undone_in_the_end(app):
        assert everything() == before
        monkeypatch.delattr(opening, "open_application")
        journey = people_and_applications()
        assert everything() == made
        journey.fill("profile", staff=77)
        assert journey.shown(journey.preparer).dossier.state.answers["profile"]["staff"] == 77
    assert len(Shelf.kept) == 4


def test_it_makes_anew_what_follows_something_else(app: Flask) -> None:
    with undone_in_the_end(app):
        an_application("081306", at=Status.DRAFT)
    with undone_in_the_end(app) as session:
        with undone(session):
            first = an_application(at=Status.DRAFT)
        again = an_application(at=Status.DRAFT)
        assert again.number == first.number
        assert an_application("081306", at=Status.DRAFT).number != again.number
    assert len(Shelf.kept) == 4
