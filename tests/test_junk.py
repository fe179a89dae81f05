"""Plain junk, by chance but the same each time: whatever is posted anywhere, the answer is a page and never a 500."""

from collections.abc import Callable
from functools import partial
from io import BytesIO
from random import Random
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests.access_table import PEOPLE, ROWS
from tests.factories import a_pdf, form
from tests.stage import a_stage, undone

SEED = 20261123
TRIES = 7
"""Junk posts to each address."""

FIELDS = """
reason happened_on note text number office_id file slot next do then kind anchor seen version conflicts understood
form_hash certified email password remember code q language name post repeated role ruc address category since source
year is_confirmed answers-0-key answers-0-text answers-0-before answers-99999-text answers-x-text choose_reasons_es
file_step_acceptance file_step_notice file_field_council_resolution_file csrf_token __proto__ ñ [] %00
"""
NAMES = (*FIELDS.split(), "", "a" * 300, *form().fields)
TEXTS = """
0 -1 1 y true None null NaN Infinity 1e400 ٣ ½ 0x10 2147483648 31/02/2026 29/02/2027 1/1/1 2026-11-23 00/00/0000
31/12/9999 upload complete list next mine theirs formal reasons_es field:reasons_es section:motivation step:notice
step:acceptance field: : answer:not_accepted secretariat@we-gov.org a@b.c @ 20147421541 <script>alert(1)</script>
{{7*7}} %s%n%(x)s ${x} ../../etc/passwd //x é 😀
"""
WORDS = (
    *TEXTS.split(),
    *("", " ", "9" * 40, "11" * 40, "' OR 1=1 --", "\r\n\r\nX: y", "\x00", "a\x00b", "\x1b[31m", "\\\\x\\y"),
    *("\u202e\u200b\ufeff", "\ud83d", "e\u0301", "ñ" * 30_000, "x " * 9_000),
)


@pytest.fixture
def database() -> str:
    """PostgreSQL alone, the stricter of the two."""
    return "postgresql"


def junk(chance: Random) -> dict[str, Any]:
    """Return a form of any fields with anything in them, now and then with several values or a file."""
    made: dict[str, Any] = {}
    for name in chance.sample(NAMES, chance.randrange(1, 40)):
        kind = chance.random()
        if kind < (0.7 if name.startswith("file") else 0.01) and name:
            content = chance.choice(
                (b"", b"%PDF", a_pdf(), b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", chance.randbytes(2000))
            )
            made[name] = (
                BytesIO(content),
                chance.choice(("a.pdf", "..", "a\x00.pdf", "ñ" * 400 + ".png", "con.jpg", ".")),
            )
        else:
            made[name] = [said(chance) for _ in range(2)] if kind < 0.2 else said(chance)
    return made


def said(chance: Random) -> str:
    """Return a word of junk that can be sent: half a surrogate pair can't."""
    return chance.choice(WORDS).encode("utf-8", "replace").decode("utf-8")


def outcome(ask: Callable[[], TestResponse]) -> str:
    """Return the status of an answer, or what was raised instead of one."""
    try:
        return str(ask().status_code)
    except Exception as error:  # noqa: BLE001  # Whatever it is, it belongs in the list of what went wrong.
        return f"{type(error).__name__}: {str(error)[:300]}"


@pytest.mark.timeout(300)
def test_junk_never_ends_in_an_error_of_ours(app: Flask, session: Session) -> None:
    chance = Random(SEED)  # noqa: S311  # The same junk each time, on purpose.
    stage = a_stage(app, session)
    wrong, answers = [], set()
    for pattern in [pattern for method, pattern, _ in ROWS if method == "POST"]:
        for _ in range(TRIES):
            person, data = chance.choice(PEOPLE[1:]), junk(chance)
            with undone(session):
                browser, address = stage.browser(person), stage.address(pattern)
                found = outcome(partial(browser.post, address, data=data))
            answers.add(found)
            if not (found.isdigit() and int(found) < 500):
                wrong.append((pattern, person, found, sorted(data)))
    assert wrong == []
    assert {"303", "403", "404", "409", "422"} <= answers


@pytest.mark.timeout(300)
def test_junk_in_an_address_never_ends_in_an_error_of_ours(app: Flask, session: Session) -> None:
    chance = Random(SEED)  # noqa: S311
    stage = a_stage(app, session)
    names = (
        "q",
        "estado",
        "turno",
        "oficina",
        "vencidos",
        "pagina",
        "gobierno",
        "codigo",
        "idioma",
        "registro",
        "tipo",
        "next",
    )
    wrong = []
    for pattern in [pattern for method, pattern, _ in ROWS if method == "GET" and not pattern.endswith(".pdf")]:
        for _ in range(2):
            query = {name: said(chance)[:500] for name in chance.sample(names, 4)}
            person = chance.choice(PEOPLE)
            with undone(session):
                browser, address = stage.browser(person), stage.address(pattern)
                found = outcome(partial(browser.get, address, query_string=query))
            if not (found.isdigit() and int(found) < 500):
                wrong.append((pattern, person, found, query))
    assert wrong == []
