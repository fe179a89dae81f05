"""Rules of every address and every page: who may, that reading changes nothing, and that growth costs no queries."""

import re
from collections import Counter

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.domain.vocabulary import Role, Status
from app.services import invitations
from app.services.applications import reviews
from app.services.invitations import Guest
from app.views import briefs
from tests.access_table import PEOPLE, ROWS
from tests.factories import DISTRICT, a_pdf, an_application, occasion_of
from tests.stage import MEMBER, Stage, a_stage, undone

READERS = frozenset({"preparer", "analyst", "lima", "embassy"})
"""Those who see most: the HTML of their pages is checked; everybody else's would take as long and be the same."""
WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE|MERGE)\b", re.IGNORECASE)


@pytest.fixture
def database() -> str:
    """One kind of database is enough: who may is decided before any is asked."""
    return "sqlite"


@pytest.fixture
def stage(app: Flask, session: Session, monkeypatch: pytest.MonkeyPatch) -> Stage:
    """Give the small world; papers aren't drawn in it, which takes long and is tested by itself."""
    monkeypatch.setattr(briefs, "city_brief", lambda _data: b"%PDF")
    monkeypatch.setattr(briefs, "receipt_pdf", lambda _data: b"%PDF")
    return a_stage(app, session)


def test_every_route_is_in_the_access_table(app: Flask) -> None:
    adapter = app.url_map.bind("localhost")
    given = {"number": "2026-CUS-0001", "sent": "2026-CUS-0002", "token": "a", "member": MEMBER, "city": MEMBER}
    numbers = dict.fromkeys(("paper", "sent_paper", "record", "draft", "invitation"), "1")
    listed = set()
    for method, pattern, statuses in ROWS:
        assert len(statuses) == len(PEOPLE), pattern
        endpoint, _ = adapter.match(pattern.format(**given, **numbers).split(" ")[0].partition("?")[0], method)
        listed.add((endpoint, method))
    assert max(Counter((method, pattern) for method, pattern, _ in ROWS).values()) == 1
    routes = {
        (rule.endpoint, method)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if rule.endpoint != "static"
    }
    assert listed == routes


@pytest.mark.timeout(300)
def test_everybody_gets_what_the_table_says_and_reading_writes_nothing(stage: Stage, session: Session) -> None:
    found, written = [], []
    for method, pattern, expected in ROWS:
        answers = []
        for person in PEOPLE:
            with undone(session) as said:
                answers.append(answer(stage, person, method, pattern))
            if method == "GET" and any(map(WRITES.match, said)):
                written.append((pattern, person))
        if tuple(answers) != expected:
            found.append((method, pattern, dict(zip(PEOPLE, zip(answers, expected, strict=True), strict=True))))
    assert written == []
    assert found == []


def answer(stage: Stage, person: str, method: str, pattern: str) -> str:
    """Return the status that answers `person`, or "in" where they are sent to sign in."""
    browser = stage.browser(person, is_strict=person in READERS)
    path, *along = stage.address(pattern).split(" +")
    data = dict(words.split("=", 1) for words in along)
    with stage.app.app_context():
        response = browser.open(path, method=method, data=data, buffered=True)
    is_door = response.status_code == 303 and response.location.startswith("/ingresar")
    return "in" if is_door and method + pattern != "POST/salir" else str(response.status_code)


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_no_address_knows_another_method(stage: Stage, session: Session, method: str) -> None:
    answers = {answer(stage, "lima", method, pattern) for _, pattern, _ in ROWS}
    assert answers == {"405"}


def test_nothing_is_posted_without_a_token(stage: Stage, session: Session) -> None:
    stage.app.config["WTF_CSRF_ENABLED"] = True
    try:
        answers = {
            (pattern, person): answer(stage, person, "POST", pattern)
            for method, pattern, _ in ROWS
            for person in ("nobody", "preparer", "lima")
            if method == "POST"
        }
    finally:
        stage.app.config["WTF_CSRF_ENABLED"] = False
    assert {key: status for key, status in answers.items() if status not in {"400", "in"}} == {}


PLACES = ("081302", "081303", "081304", "081307", "080301", "080302", "080303", "080304")
"""Districts of Cusco, none of them a member."""


@pytest.mark.timeout(300)
def test_no_list_asks_more_of_the_database_as_it_fills(stage: Stage, session: Session) -> None:
    pages = [("head", path) for path in ("/inicio", "/expedientes", "/gobiernos?q=cusco", "/invitaciones")]
    pages += [("lima", path) for path in ("/inicio", "/expedientes", "/miembros", "/expedientes/nuevo?q=cusco")]
    pages += [("embassy", "/inicio"), ("embassy", "/expedientes"), ("preparer", "/inicio"), ("nobody", "/miembros")]
    before = {page: queries(stage, session, *page) for page in pages}
    for number, code in enumerate(PLACES):
        an_application(code, at=Status.OBSERVED if number % 2 else Status.PREPARING)
    an_application("080305", at=Status.FULL)
    invitations.invite(Guest("otra@example.org", "Otra", Role.SIGNATORY, DISTRICT), occasion_of(stage.journey.head))
    after = {page: queries(stage, session, *page) for page in pages}
    assert {page: (before[page], after[page]) for page in pages if after[page] > before[page]} == {}


def test_no_page_of_an_application_asks_more_of_the_database_as_it_grows(stage: Stage, session: Session) -> None:
    journey = stage.journey
    pages = [("analyst", f"/expedientes/{journey.number}{tail}") for tail in ("", "/revision", "/solicitud")]
    pages += [("preparer", "/inicio"), ("preparer", f"/expedientes/{journey.number}/pasos/membership_form")]
    before = {page: queries(stage, session, *page) for page in pages}
    for number in range(6):
        journey.upload(journey.preparer, "step:membership_form", a_pdf(str(number)))
        said = f"Observación {number}."
        reviews.observe(journey.number, "section:profile", said, occasion_of(journey.officer), is_formal=True)
    after = {page: queries(stage, session, *page) for page in pages}
    assert {page: (before[page], after[page]) for page in pages if after[page] > before[page]} == {}


def queries(stage: Stage, session: Session, person: str, path: str) -> int:
    """Return how many statements a page sends to the database."""
    with undone(session) as said:
        assert stage.browser(person).get(path).status_code == 200
    return sum("SAVEPOINT" not in statement for statement in said)
