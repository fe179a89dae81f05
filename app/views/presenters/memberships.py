"""A member's page: the register's entry, what is to be done, and the history, as the components take them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from app.domain.progress.events import EventKind
from app.domain.turns import Turn, is_unsettled
from app.domain.vocabulary import MembershipCategory
from app.labels import label, text
from app.services.memberships import Happening, Member
from app.services.occasion import LIMA
from app.views.answer_words import answer_words
from app.views.filters import day
from app.views.presenters.papers import Paper, paper


@dataclass(frozen=True, slots=True)
class Told:
    """One event in words, with what was answered, its paper, and the address that corrects it."""

    what: str
    who: str
    why: str
    happened_on: date | None
    recorded_at: datetime
    is_voided: bool
    answers: tuple[dict[str, Any], ...]
    paper: Paper | None
    correct_url: str


def entry_lines(member: Member) -> list[dict[str, Any]]:
    """Return what the register says, and how far it is known."""
    row = member.row
    confirmed = _("Sí, por escrito") if row.is_confirmed else _("Por confirmar con la Secretaría de WeGO")
    return [
        {"label": _("Categoría"), "value": label(row.category)},
        {"label": _("Miembro desde"), "value": day(row.since) or _("Fecha de ingreso por confirmar")},
        {"label": _("Fuente"), "value": text(member.source)},
        {"label": _("Año de la fuente"), "value": str(row.year)},
        {"label": _("Confirmado por WeGO"), "value": confirmed},
        {"label": _("Oficina que lo acompaña"), "value": member.office.name},
    ]


def turn_items(member: Member, today: date, *, mine: bool) -> list[dict[str, Any]]:
    """Return what is to be done now by the reader, or by others."""
    return [
        {
            "title": text(turn.step.title),
            "url": step_url(member, turn.step.key),
            "why": _why(turn),
            "due_on": turn.due.on if turn.due else None,
            "is_overdue": bool(turn.due and turn.due.on and turn.due.on < today),
        }
        for turn in member.turns
        if (turn.step in member.recordable) is mine
    ]


def _why(turn: Turn) -> str:
    """Return since when it is somebody's turn, and what it still waits for where it was recorded already."""
    why = _("Desde el %(date)s. Lo hace: %(doer)s.", date=day(turn.since), doer=text(turn.step.doer))
    settlement = turn.step.settled_by
    if not (turn.is_unsettled and settlement):
        return str(why)
    return f"{why} {text(settlement.open)}. {text(settlement.then)}"


def action_links(member: Member) -> list[dict[str, str]]:
    """Return what the person may record now, whether or not it is due."""
    code = member.organization.code
    links = [{"label": text(step.title), "url": step_url(member, step.key)} for step in member.recordable]
    if member.may_recognize:
        links.append({"label": _("Completar su registro"), "url": url_for("memberships.record", code=code)})
    return links


def step_url(member: Member, key: str) -> str:
    """Return the page that records a step."""
    return url_for("memberships.step", code=member.organization.code, key=key)


def told(member: Member) -> list[Told]:
    """Return the history in words, newest first."""
    return [_told(member, item) for item in member.history]


def _told(member: Member, item: Happening) -> Told:
    event = item.event
    recorded_on = event.recorded_at.astimezone(LIMA).date()
    correct_url = url_for("memberships.correct", code=member.organization.code, sequence=event.sequence)
    return Told(
        what=what(item),
        who=item.who or _("Registro inicial del programa"),
        why=event.data.get("reason") or event.data.get("note") or "",
        happened_on=event.happened_on if event.happened_on != recorded_on else None,
        recorded_at=event.recorded_at,
        is_voided=item.is_voided,
        answers=tuple(_answers(item)),
        paper=paper(item.attachment) if item.attachment else None,
        correct_url=correct_url if item.may_correct else "",
    )


def what(item: Happening) -> str:
    """Return what an event was, in words: the step's own title, or the category of the register."""
    event = item.event
    if item.step and event.kind is EventKind.SKIPPED:
        return str(_("No aplica: %(step)s", step=text(item.step.title)))
    if item.step:
        is_open = is_unsettled(item.step, event.data["answers"])
        return text(item.step.settled_by.open if item.step.settled_by and is_open else item.step.title)
    if item.source:
        category = label(MembershipCategory(event.data["category"]))
        source = _("Fuente: %(source)s.", source=text(item.source))
        return f"{label(event.kind)}: {category}. {source}"
    return label(event.kind)


def _answers(item: Happening) -> list[dict[str, Any]]:
    given = item.event.data.get("answers", {})
    fields = item.section.fields if item.section else ()
    return [
        {"number": field.number, "label": text(field.label), "value": answer_words(given[field.code], field, given)}
        for field in fields
        if field.code in given
    ]
