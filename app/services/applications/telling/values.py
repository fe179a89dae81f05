"""Answers in words, in both languages: choices by their labels, dates in full, numbers with their unit, money."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from app.domain.bilingual import Text, joined
from app.domain.dates import long_date
from app.domain.money import money
from app.domain.process.answers import day_from, is_empty
from app.domain.process.catalog import Field, FieldType

NOT_GIVEN = Text("No informado", "Not given")
YES = Text("Sí", "Yes")
NO = Text("No", "No")


def worded(field: Field, answers: Mapping[str, Any]) -> Text:
    """Return the answer to `field` as its reader expects it, on one line; what was not given is said so."""
    value = answers.get(field.code)
    return NOT_GIVEN if is_empty(value) else joined(list(parts(field, value, answers)), ", ")


def parts(field: Field, value: Any, beside: Mapping[str, Any] = {}) -> tuple[Text, ...]:
    """Return a given answer in words, one text for each choice made; an erased one comes back as it is.

    `beside` are the answers given with it, one of which may be the currency of an amount.
    """
    if isinstance(value, bool):
        return (YES if value else NO,)
    if field.choices:
        return tuple(_chosen(field, item) for item in (value if isinstance(value, list | tuple) else [value]))
    if field.type in {FieldType.INTEGER, FieldType.DECIMAL}:
        return (_number(field, value, field.currency_in(beside)),)
    day = day_from(value) if field.type is FieldType.DATE else None
    return (long_date(day) if day else _as_it_is(value),)


def _chosen(field: Field, value: Any) -> Text:
    return next((choice.label for choice in field.choices if choice.value == value), _as_it_is(value))


def _number(field: Field, value: Any, currency: str | None) -> Text:
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return _as_it_is(value)
    if currency:
        return _as_it_is(money(number, currency))
    digits = f"{number:,}"
    return joined([Text(digits, digits), field.unit], " ") if field.unit else Text(digits, digits)


def _as_it_is(value: Any) -> Text:
    return Text(str(value), str(value))
