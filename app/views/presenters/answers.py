"""The pages of the membership form as lists: what is done, what is missing, what was answered."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import url_for
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _
from markupsafe import Markup

from app.domain.process.catalog import Field, FieldType, Moment
from app.domain.progress.state import OPEN_STATUSES, SETTLED_STATUSES
from app.forms.answers.papers import Paper
from app.forms.answers.progress import Filled, Page, SectionState
from app.labels import text
from app.views.answer_words import answer_words

MOST_NAMED = 3
"""How many missing answers a line of the list names before it counts the rest."""
LONGEST_NAME = 70
"""Characters of a question by which it is named elsewhere: a declaration is a whole sentence."""
TAGS = {SectionState.WRONG: "incomplete"}
"""Classes of `tag` for states that go by another name there."""


@dataclass(frozen=True, slots=True)
class Task:
    """One line of a list of things to do, as `task_list` of components/progress.html takes it."""

    title: str
    url: str
    status: str
    words: str
    hint: str


@dataclass(frozen=True, slots=True)
class Row:
    """One question and its answer, as `summary_list` of components/lists.html takes it."""

    number: str
    label: str
    value: str
    change_url: str


@dataclass(frozen=True, slots=True)
class Told:
    """What is missing or wrong, with the address where it is mended."""

    number: str
    words: str
    url: str


def tasks(filled: Filled, number: str) -> list[Task]:
    """Return the pages of the form as things to do."""
    return [
        Task(
            f"{page.section.group}. {text(page.section.title)}",
            url_for("form.section", number=number, section=page.section.key),
            TAGS.get(page.state, page.state),
            page.words,
            " ".join(_lacks(page)),
        )
        for page in filled.pages
    ]


def _lacks(page: Page) -> Iterator[str]:
    """Yield what is to be done on a page, in words."""
    if page.is_prefilled and page.missing:
        yield _("Ya tiene datos del registro: revíselos.")
    if page.wrong:
        yield _("Por corregir: %(list)s.", list=_named([page.section.by_code[item.code] for item in page.wrong]))
    if page.missing:
        yield _("Falta: %(list)s.", list=_named(list(page.missing)))
    if page.english:
        yield ngettext(
            "Hasta la firma falta %(num)s texto en inglés.",
            "Hasta la firma faltan %(num)s textos en inglés.",
            len(page.english),
        )


def _named(fields: list[Field]) -> str:
    """Return the first of `fields` by name, and how many more there are."""
    names = [short_name(field) for field in fields[:MOST_NAMED]]
    more = len(fields) - len(names)
    return "; ".join([*names, ngettext("%(num)s más", "%(num)s más", more)] if more else names)


def short_name(field: Field) -> str:
    """Return what a question is called where it stands for itself, a long one cut at a word."""
    name = text(field.label).rstrip(".")
    return name if len(name) <= LONGEST_NAME else f"{name[:LONGEST_NAME].rsplit(' ', 1)[0]}…"


def paper_tasks(found: Iterator[Paper], number: str) -> list[Task]:
    """Return the papers of the form as things to do, each where it is asked."""
    return [
        Task(
            f"{paper.field.number} {text(paper.field.label)}",
            url_for("steps.show", number=number, step=paper.step.key),
            *_paper_state(paper),
            _("Se sube en el paso %(number)s, «%(title)s».", number=paper.step.number, title=text(paper.step.title)),
        )
        for paper in found
    ]


def _paper_state(paper: Paper) -> tuple[str, str]:
    """Return the class and the words of a paper's tag."""
    if paper.files:
        return "done", _("Subido")
    if paper.status in SETTLED_STATUSES:
        return "not_applicable", _("No se subió")
    if paper.status not in OPEN_STATUSES:
        return "pending", _("Todavía no toca")
    return ("started", _("Opcional")) if paper.field.required_for is Moment.NONE else ("incomplete", _("Por subir"))


def rows(page: Page, number: str, *, on_paper: bool = False) -> list[Row]:
    """Return the questions of a page that apply, each with its answer and, for who may, where it is changed."""
    is_read = on_paper or page.refused
    url = "" if is_read else url_for("form.section", number=number, section=page.section.key)
    return [
        Row(field.number, text(field.label), _value(field, page), f"{url}#{field.code}" if url else "")
        for field in page.asked
        if field.type is not FieldType.DOCUMENT
    ]


def _value(field: Field, page: Page) -> str:
    """Return the answer in words; a text in a language that isn't the page's says which it is in."""
    words = answer_words(page.answers.get(field.code), field)
    language = "en" if field.english_of else "es"
    is_pair = field.english_of or any(other.english_of == field.code for other in page.section.fields)
    if not words or not is_pair or str(get_locale()).startswith(language):
        return words
    return Markup('<span lang="{}">{}</span>').format(language, words)


def problems(page: Page, number: str) -> list[Told]:
    """Return what keeps a page from being whole, in the order of its questions."""
    url = url_for("form.section", number=number, section=page.section.key)
    wrong = {problem.code: text(problem.because) for problem in page.wrong}
    missing = {field.code: _("Falta «%(label)s».", label=short_name(field)) for field in page.missing}
    return [
        Told(field.number, (wrong | missing)[field.code], f"{url}#{field.code}")
        for field in page.section.fields
        if field.code in wrong or field.code in missing
    ]
