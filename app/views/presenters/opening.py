"""Choosing for whom an application is opened."""

from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # Its types are those of 3.2.

from app.forms.applications import OpenForm
from app.labels import label, text
from app.services.applications.candidates import MOST, Candidate, candidate, candidates
from app.services.occasion import Occasion


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the search offers while one types: choosing it marks the organization on this page."""

    name: str
    place: str
    url: str


@dataclass(frozen=True, slots=True)
class Blocked:
    """An organization for which no application can be opened now: why, and where to go instead ("" for nowhere)."""

    name: str
    place: str
    why: str
    url: str
    link: str


@dataclass(frozen=True, slots=True)
class Choice:
    """The organizations to choose among; `hints` is the line under each, by code."""

    query: str
    hints: dict[str, str]
    blocked: list[Blocked]
    suggestions: list[Suggestion]
    is_cut: bool

    @property
    def is_empty(self) -> bool:
        """Whether nothing was found."""
        return not (self.hints or self.blocked)


def choice(form: OpenForm, occasion: Occasion, code: str | None) -> Choice:
    """Return what can be chosen, and put it into `form`; `code` is the organization marked, which is always among them.

    Raises NotAllowedError for who opens no applications, NoResultFound for an unknown code.
    """
    query = form.q.data or ""
    found = candidates(query, occasion)
    if code and code not in {item.code for item in found}:
        found = [candidate(code, occasion), *found]
    free = [item for item in found if item.refusal is None]
    form.code.choices = [SelectChoice(item.code, item.name) for item in free]
    form.code.data = code or (free[0].code if len(free) == 1 else None)
    return Choice(
        query=query,
        hints={item.code: _hint(item) for item in free},
        blocked=[_blocked(item) for item in found if item.refusal is not None],
        suggestions=[_suggestion(item, query) for item in found],
        is_cut=len(found) >= MOST,
    )


def _suggestion(item: Candidate, query: str) -> Suggestion:
    return Suggestion(item.name, item.place, url_for("applications.new", q=query, codigo=item.code))


def _hint(item: Candidate) -> str:
    accompanies = _("La acompañará: %(office)s", office=item.office)
    return " · ".join(part for part in (item.place or label(item.type), accompanies) if part)


def _blocked(item: Candidate) -> Blocked:
    url, link = "", ""
    if item.number:
        url, link = url_for("applications.show", number=item.number), _("Ver el expediente %(n)s", n=item.number)
    elif item.is_member:
        url, link = url_for("memberships.show", code=item.code), _("Ver su membresía")
    return Blocked(item.name, item.place, text(item.refusal) if item.refusal else "", url, link)
