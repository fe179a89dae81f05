"""Answers to the form's questions in words, as pages show them."""

from typing import Any

from app.domain.process.answers import is_empty
from app.domain.process.catalog import Field
from app.labels import text
from app.services.applications.telling.values import parts


def answer_words(value: Any, field: Field) -> str:
    """Write an answer in the language of the page, each choice on a line of its own; nothing for nothing."""
    return "" if is_empty(value) else "\n".join(text(part) for part in parts(field, value))
