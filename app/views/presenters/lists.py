"""Lists of applications, as `queue`, `turns` and `pagination` of components/lists.html take them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from app.domain.vocabulary import MembershipCategory, Party, Status
from app.labels import label, text
from app.services.applications.reading import PAGE_SIZE, Filters, Line, Page
from app.services.applications.telling.agenda import Turn


@dataclass(frozen=True, slots=True)
class Row:
    """One application in the table officers work from."""

    number: str
    url: str
    organization: str
    place: str
    status: Status | MembershipCategory
    holder: str
    since: date
    due_on: date | None
    is_overdue: bool
    is_demo: bool


@dataclass(frozen=True, slots=True)
class Task:
    """One application among those that wait for the person."""

    title: str
    url: str
    why: str
    status: Status
    due_on: date | None
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class Pages:
    """Where in a long list this page is."""

    first: int
    last: int
    total: int
    previous_url: str
    next_url: str


def row(line: Line, today: date) -> Row:
    """Return one line of the list."""
    return Row(
        number=line.number,
        url=url_for("applications.show", number=line.number),
        organization=line.organization,
        place=line.place,
        status=line.shown_status,
        holder=label(line.holder),
        since=line.since,
        due_on=line.due_on,
        is_overdue=line.is_overdue(today),
        is_demo=line.is_demo,
    )


def task(turn: Turn, today: date) -> Task:
    """Return one application with the step that waits."""
    line = turn.line
    where = _("Paso %(n)s: %(title)s", n=turn.step.number, title=text(turn.step.title)) if turn.step else ""
    holder = label(line.holder) if line.holder is not Party.NOBODY else ""
    return Task(
        title=line.organization,
        url=url_for("applications.show", number=line.number),
        why=" · ".join(part for part in (where, holder, line.place, line.number) if part),
        status=line.status,
        due_on=line.due_on,
        is_overdue=line.is_overdue(today),
    )


def pages(page: Page, address: Mapping[str, Any]) -> Pages:
    """Return where `page` is, with the addresses of its neighbours under the same filters."""
    first = (page.number - 1) * PAGE_SIZE + 1 if page.total else 0

    def at(number: int) -> str:
        return url_for("applications.index", **address, pagina=number) if 1 <= number <= page.pages else ""

    return Pages(first, first + len(page.lines) - 1, page.total, at(page.number - 1), at(page.number + 1))


def list_url(filters: Filters) -> str:
    """Return the address of the list narrowed to `filters`; a list by several holders is told by status instead."""
    address: dict[str, Any] = {}
    if len(filters.holders) == 1:
        address["turno"] = filters.holders[0].value
    if filters.office_id:
        address["oficina"] = filters.office_id
    if filters.only_overdue:
        address["vencidos"] = "y"
    return url_for("applications.index", **address)
