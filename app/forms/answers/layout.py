"""How the questions of a section stand on a page: pairs of languages together, what depends on an answer under it."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from flask_babel import gettext as _

from app.domain.process.catalog import Area, Field, FieldType, Section
from app.forms.answers.fields import options_of, typed


@dataclass(frozen=True, slots=True)
class Question:
    """One question with what belongs to it: its English, the link that proves it, and what is asked if it is so.

    `english` and `evidence` are None without one; `dependents` stand under the question, each group with its condition.
    """

    field: Field
    english: Field | None
    evidence: Field | None
    dependents: tuple["Dependents", ...]

    @property
    def closing(self) -> frozenset[str]:
        """The options after which nothing of `dependents` is asked."""
        opening = {value for group in self.dependents for value in group.values}
        return frozenset(value for value, _words in options_of(self.field) if value and value not in opening)


@dataclass(frozen=True, slots=True)
class Dependents:
    """Questions asked only if the one above was answered with one of `values`; `condition` says so in words."""

    values: tuple[str, ...]
    condition: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Questions under one title, or all those of a section that has no areas."""

    area: Area | None
    questions: tuple[Question, ...]


def groups(section: Section) -> tuple[Group, ...]:
    """Return the questions of `section` as its page shows them."""
    if not section.areas:
        return (Group(None, tuple(_questions(section, _leading(section)))),)
    return tuple(
        Group(area, tuple(_questions(section, [section.by_code[code] for code in area.questions])))
        for area in section.areas
    )


def _leading(section: Section) -> list[Field]:
    """Return the questions that stand for themselves."""
    return [
        field
        for field in section.fields
        if field.type is not FieldType.DOCUMENT and not (field.english_of or field.evidence_of or field.shown_if)
    ]


def _questions(section: Section, fields: list[Field]) -> Iterator[Question]:
    for field in fields:
        english = next((other for other in section.fields if other.english_of == field.code), None)
        evidence = next((other for other in section.fields if other.evidence_of == field.code), None)
        yield Question(field, english, evidence, tuple(_dependents(section, field)))


def _dependents(section: Section, field: Field) -> Iterator[Dependents]:
    """Yield the questions that hang on `field`, by the answer they hang on; on several, they stand under the last."""
    hanging = [
        other
        for other in section.fields
        if other.shown_if and other.shown_if[-1][0] == field.code and not (other.english_of or other.evidence_of)
    ]
    for value, others in groupby(hanging, key=lambda other: other.shown_if[-1][1]):
        values = tuple(typed(field, value))
        answer = " / ".join(label for option, label in options_of(field) if option in values)
        condition = _(
            "Responda lo que sigue solo si en %(number)s marcó «%(answer)s».", number=field.number, answer=answer
        )
        yield Dependents(values, condition, tuple(_questions(section, list(others))))
