"""The form of one page of the membership form, built from the catalogue."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from flask import request
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField

from app.domain.process.answers import NOTHING_KNOWN, Known, problems_in
from app.domain.process.catalog import Moment, Section
from app.forms.answers.fields import ChoicesAnswer, DeclarationAnswer, answer_field
from app.forms.answers.layout import Question, groups
from app.labels import text


class VersionField(HiddenField):
    """The number of saves the page started from; 0, which compares with the very first answers, for anything else."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the number."""
        version: Any = posted_version(valuelist[0] if valuelist else "")
        self.data = version


class SectionForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types.
    """What every page of the form has; the questions are added by `section_form`."""

    _section: ClassVar[Section]
    _known: ClassVar[Known]
    version = VersionField()
    understood = BooleanField(_l("Entiendo lo que queda sin efecto y quiero guardar el cambio"))

    @property
    def started_from(self) -> int:
        """How often the page had been saved when it was opened."""
        return posted_version(str(self.version.data))

    def validate(self, extra_validators: Any = None) -> bool:
        """Check each answer by itself and then against one another; a draft may leave any out."""
        super().validate(extra_validators)
        given = {field.name: field.data for field in self.asked()}
        for problem in problems_in(self._section, given, Moment.NONE, self._known):
            field = self[problem.code]
            if not field.errors:
                field.errors = [text(problem.because)]
        return not self.errors

    def answers(self) -> dict[str, Any]:
        """Return the answers that were on the page, by code; whatever wasn't sent stays as it was and isn't here."""
        return {field.name: field.data for field in self.asked() if is_sent(field)}

    def asked(self) -> Iterator[Any]:
        """Yield the fields that are questions of the catalogue."""
        return (field for field in self if hasattr(field, "question"))


def posted_version(given: str) -> int:
    """Return the version a page says it started from; 0 for anything that isn't one."""
    return int(given) if re.fullmatch(r"[0-9]{1,9}", given) else 0


def is_sent(field: Any) -> bool:
    """Whether the browser sent the field. Boxes that aren't ticked send nothing, and that says something."""
    return bool(field.raw_data) or isinstance(field, ChoicesAnswer | DeclarationAnswer)


def section_form(
    section: Section, answers: Mapping[str, Any], version: int, known: Known = NOTHING_KNOWN
) -> SectionForm:
    """Return the form of `section`, filled with `answers` as they were at `version` and with what was sent.

    What was sent is held against what is `known` of the organization and the day.

    Raises ValueError where the catalogue calls a question by a name that the form needs for itself.
    """
    layout = {question.field.code: question for group in groups(section) for question in _all(group.questions)}
    paired = {field.english_of for field in section.fields if field.english_of}
    fields: dict[str, Any] = {}
    for field in section.fields:
        if hasattr(SectionForm, field.code):
            raise ValueError(f"a question can't be called {field.code}")
        question = layout.get(field.code)
        closing = question.closing if question and len(question.dependents) == 1 else frozenset()
        is_pair = bool(field.english_of) or field.code in paired
        fields[field.code] = answer_field(field, is_pair=is_pair, closing=closing)
    questions = type("QuestionsForm", (SectionForm,), {**fields, "_section": section, "_known": known})
    # Only what was typed: Flask-WTF would hand a file sent under a question's name to the question as its text.
    typed = request.form if request.method == "POST" else None
    form: SectionForm = questions(formdata=typed, data={**answers, "version": version})
    return form


def _all(questions: tuple[Question, ...]) -> Iterator[Question]:
    for question in questions:
        yield question
        for group in question.dependents:
            yield from _all(group.questions)
