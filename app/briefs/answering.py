"""The answers of the form that matter on one page: those the catalogue marks for a brief, in the reader's language."""

from decimal import Decimal
from typing import Any

from flask_babel import format_decimal, gettext

from app.briefs.city_data import Answer
from app.domain.process.answers import is_empty
from app.domain.process.catalog import Field, FieldType, Section
from app.services.applications.reading import Shown


def answers_told(shown: Shown, language: str) -> tuple[Answer, ...]:
    """Return the marked answers that were given; of a bilingual pair the one in `language`, else the other, marked so."""
    found = []
    for section in shown.dossier.catalog.form_sections:
        values = shown.dossier.state.answers.get(section.key, {})
        for field in section.fields:
            if field.in_brief and field.english_of is None and field.applies(values):
                told = _told(field, section, values, language)
                if told is not None:
                    found.append(told)
    return tuple(found)


def _told(field: Field, section: Section, values: dict[str, Any], language: str) -> Answer | None:
    english = next((other for other in section.fields if other.english_of == field.code), None)
    if english is not None:
        first, second = (english, field) if language == "en" else (field, english)
        chosen = first if not is_empty(values.get(first.code)) else second
        written_in = "en" if chosen is english else "es"
        value = values.get(chosen.code)
        shown_language = written_in if written_in != language else None
        return None if is_empty(value) else Answer(field.label.in_language(language), str(value), shown_language)
    value = values.get(field.code)
    return None if is_empty(value) else Answer(field.label.in_language(language), worded(field, value, language))


def worded(field: Field, value: Any, language: str) -> str:
    """Return an answer in words: choices by their labels, numbers grouped and with their unit, yes and no."""
    labels = {choice.value: choice.label.in_language(language) for choice in field.choices}
    if field.type is FieldType.CHOICES:
        return ", ".join(labels.get(item, str(item)) for item in value)
    if field.type in {FieldType.CHOICE, FieldType.LEVEL}:
        return labels.get(value, str(value))
    if field.type in {FieldType.YES_NO, FieldType.DECLARATION}:
        return gettext("Sí") if value else gettext("No")
    if field.type in {FieldType.INTEGER, FieldType.DECIMAL}:
        number = format_decimal(Decimal(str(value)))
        return f"{number} {field.unit.in_language(language)}" if field.unit else number
    return str(value)
