"""Answers to the form's questions in words, as pages show them."""

from typing import Any

from app.domain.process.answers import day_from, is_empty
from app.domain.process.catalog import Field, FieldType
from app.labels import text, yes_no
from app.views.filters import day, number


def answer_words(value: Any, field: Field) -> str:
    """Write an answer in the language of the page; one that isn't of its question's kind (an erased one) as it is."""
    if is_empty(value):
        return ""
    if isinstance(value, bool):
        return yes_no(value)
    if field.choices:
        return _chosen(field, value)
    if field.type is FieldType.DATE and day_from(value):
        return day(value)
    if field.type in {FieldType.INTEGER, FieldType.DECIMAL}:
        return _measured(field, value)
    return str(value)


def _chosen(field: Field, value: Any) -> str:
    words = {choice.value: text(choice.label) for choice in field.choices}
    values = value if isinstance(value, list | tuple) else [value]
    return "\n".join(words.get(item, str(item)) for item in values)


def _measured(field: Field, value: Any) -> str:
    try:
        figure = number(value)
    except ArithmeticError:
        return str(value)
    return f"{figure} {text(field.unit)}" if field.unit else figure
