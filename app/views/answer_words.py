"""Answers to the form's questions in words, as pages show them."""

from collections.abc import Mapping
from typing import Any

from app.domain.process.answers import is_empty
from app.domain.process.catalog import Field
from app.labels import text
from app.services.applications.telling.values import parts


def answer_words(value: Any, field: Field, beside: Mapping[str, Any] = {}) -> str:
    """Write an answer in the language of the page, each choice on a line of its own; nothing for nothing.

    `beside` are the answers given with it: one may be the currency of an amount.
    """
    return "" if is_empty(value) else "\n".join(text(part) for part in parts(field, value, beside))
