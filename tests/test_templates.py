"""Rules of every template and every closed list: all used, all strict, all worded in both languages."""

import ast
import re
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

from flask import Flask
from flask_babel import force_locale
from jinja2 import Environment, StrictUndefined, meta, nodes

from app import labels
from app.domain.process.definition import Evidence
from app.domain.progress.actions import ActionKind
from app.domain.progress.events import EventKind
from app.domain.terms import DayKind
from app.domain.vocabulary import (
    Certainty,
    CooperationKind,
    FileKind,
    HolidayKind,
    MembershipCategory,
    OfficeKind,
    OrganizationType,
    Party,
    Role,
    Status,
    StepStatus,
)  # fmt: skip
from config import ROOT

CLOSED_LISTS: tuple[type[StrEnum], ...] = (
    Role, Party, OrganizationType, OfficeKind, StepStatus, Status, MembershipCategory, Certainty, HolidayKind,
    CooperationKind, FileKind, Evidence, DayKind, EventKind, ActionKind,
)  # fmt: skip
SAME_IN_BOTH = {"PDF"}
BY_THE_LIBRARY = {"security/login_user.html"}
"""Templates that Flask-Security asks for by their names."""


def test_a_name_that_does_not_exist_is_an_error_in_every_template(app: Flask) -> None:
    assert app.jinja_env.undefined is StrictUndefined


def test_every_template_is_used_and_every_one_used_exists(app: Flask) -> None:
    env = app.jinja_env
    there = set(env.list_templates(filter_func=lambda name: (ROOT / "templates" / name).exists()))
    asked = {pattern for path in (ROOT / "app").rglob("*.py") for pattern in asked_by(path)}
    used = {name for name in there if any(re.fullmatch(pattern, name) for pattern in asked)} | BY_THE_LIBRARY
    assert [pattern for pattern in asked if not any(re.fullmatch(pattern, name) for name in there)] == []
    new = used
    while new:
        new = {name for template in new for name in asked_in(env, template)} - used
        assert new <= there
        used |= new
    assert there - used == set()


def asked_by(path: Path) -> Iterator[str]:
    """Yield, as regular expressions, the names of templates that a module writes down; papers have their own folder."""
    folder = "briefs/" if "briefs" in path.relative_to(ROOT / "app").parts[:-1] else ""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and re.fullmatch(r"[\w/]+\.(html|txt)", str(node.value)):
            yield folder + re.escape(str(node.value))
        elif isinstance(node, ast.JoinedStr):
            parts = [re.escape(str(part.value)) if isinstance(part, ast.Constant) else r"[\w]+" for part in node.values]
            if parts[-1] in {r"\.html", r"\.txt"}:
                yield "".join(parts)


def asked_in(env: Environment, name: str) -> Iterator[str]:
    """Yield the templates that a template extends, includes or imports; each must be named outright."""
    source = (ROOT / "templates" / name).read_text(encoding="utf-8")
    for found in meta.find_referenced_templates(env.parse(source)):
        assert found is not None, f"{name} asks for a template by a name that is only known at run time"
        yield found


def test_every_macro_is_used(app: Flask) -> None:
    texts = [path.read_text("utf-8") for path in (ROOT / "templates").rglob("*.html")]
    written = "".join(re.sub(r"{#.*?#}", "", text, flags=re.DOTALL) for text in texts)
    macros = {macro.name for text in texts for macro in app.jinja_env.parse(text).find_all(nodes.Macro)}
    assert {name for name in macros if len(re.findall(rf"\b{name}\(", written)) < 2} == set()


def test_every_member_of_a_closed_list_has_words_in_both_languages(app: Flask) -> None:
    wordless, untranslated = [], []
    with app.test_request_context():
        for member in (member for closed in CLOSED_LISTS for member in closed):
            with force_locale("es"):
                spanish = labels.label(member)
            with force_locale("en"):
                english = labels.label(member)
            if not spanish.strip() or spanish == member.value:
                wordless.append(member)
            if spanish == english and spanish not in SAME_IN_BOTH:
                untranslated.append((member, spanish))
    assert wordless == []
    assert untranslated == []


def test_no_closed_list_was_forgotten() -> None:
    assert {kind for kind, _ in labels.LABELS} == set(CLOSED_LISTS)
