"""The answers of the form that matter on one page: those the catalogue marks for a brief, in the reader's language."""

from collections.abc import Mapping
from typing import Any

from app.briefs.city_data import Answer
from app.domain.process.answers import is_empty
from app.domain.process.catalog import Field, Section
from app.services.applications.reading import Shown
from app.services.applications.telling.values import worded


def answers_told(shown: Shown, language: str) -> tuple[Answer, ...]:
    """Return the marked answers that were given; of a pair the one in `language`, else the other, marked so."""
    found = []
    for section in shown.dossier.catalog.form_sections:
        values = shown.dossier.state.answers.get(section.key, {})
        for field in section.fields:
            if field.in_brief and field.english_of is None and field.applies(values):
                told = _told(field, section, values, language)
                if told is not None:
                    found.append(told)
    return tuple(found)


def _told(field: Field, section: Section, values: Mapping[str, Any], language: str) -> Answer | None:
    english = next((other for other in section.fields if other.english_of == field.code), None)
    if english is not None:
        first, second = (english, field) if language == "en" else (field, english)
        chosen = first if not is_empty(values.get(first.code)) else second
        written_in = "en" if chosen is english else "es"
        value = values.get(chosen.code)
        shown_language = written_in if written_in != language else None
        return None if is_empty(value) else Answer(field.label.in_language(language), str(value), shown_language)
    if is_empty(values.get(field.code)):
        return None
    return Answer(field.label.in_language(language), worded(field, values).in_language(language))
