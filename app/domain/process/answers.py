"""Whether answers are right: each by its field's own rule, and some against one another."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from app.domain.bilingual import Text
from app.domain.canonical import canonical
from app.domain.digest import sha256
from app.domain.process.catalog import Answers, Catalog, Field, FieldType, Moment, Section
from app.domain.ruc import WRONG_RUC, is_valid_ruc

ORDER = (Moment.SUBMITTED, Moment.SIGNED)
"""The moments of the form, in the order in which they come."""

REQUIRED = Text("Complete «{label}».", "Complete “{label}”.")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]{2,}")
PHONE = re.compile(r"\+?[0-9 ()./-]{6,30}")
NUMBER = re.compile(r"[+-]?[0-9]{1,18}(\.[0-9]{1,18})?")
ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
URL = re.compile(r"https?://[^\s/$.?#][^\s]*", re.IGNORECASE)


NONE = "none"
"""The option that says that no other is right."""


@dataclass(frozen=True, slots=True)
class Known:
    """What answers are held against besides one another: the day, and what the registry says by the names of `prefill`.

    What isn't known holds nothing against an answer.
    """

    today: date | None = None
    registry: Mapping[str, Any] = field(default_factory=dict)


NOTHING_KNOWN = Known()
"""Holds nothing against any answer."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one field, and what to do about it."""

    code: str
    because: Text


def is_empty(value: object) -> bool:
    """Whether a value counts as not given; `False` and 0 are answers."""
    return value is None or value in ("", [], ())


def same(one: Any, other: Any) -> bool:
    """Whether two answers say the same; one not given and an empty one do."""
    return bool(one == other) or (is_empty(one) and is_empty(other))


def is_required(field: Field, moment: Moment) -> bool:
    """Whether `field` must be filled in by `moment`: what certification asks is asked at the signature too."""
    if field.required_for is Moment.DONE:
        return moment is Moment.DONE
    return field.required_for in ORDER and moment in ORDER and ORDER.index(field.required_for) <= ORDER.index(moment)


def problems_in(
    section: Section, values: Mapping[str, Any], moment: Moment, known: Known = NOTHING_KNOWN
) -> tuple[Problem, ...]:
    """Return what keeps `values` from being a right set of answers to `section` by `moment`, in the order asked."""
    return (*_own_problems(section, values, moment, known), *_pair_problems(section, values))


def _own_problems(section: Section, values: Mapping[str, Any], moment: Moment, known: Known) -> Iterator[Problem]:
    for question in section.fields:
        if question.type is FieldType.DOCUMENT or not question.applies(values):
            continue
        value = values.get(question.code)
        if is_empty(value) or (question.type is FieldType.DECLARATION and value is not True):
            if is_required(question, moment):
                yield Problem(question.code, REQUIRED.format(label=question.label))
        elif because := wrong_value(question, value) or _not_as_known(question, value, known):
            yield Problem(question.code, because)


def _not_as_known(field: Field, value: Any, known: Known) -> Text | None:
    """Return how a value, right by itself, contradicts the registry or the day."""
    registered = known.registry.get(field.prefill or "") if field.is_identity else None
    if registered is not None and value != registered:
        because = Text("Debe ser lo que figura en el registro: {value}.", "It must be what the registry has: {value}.")
        return because.format(value=_worded(field, registered))
    if field.is_past and known.today and Decimal(str(value)) > known.today.year:
        because = Text("Escriba {year} o un año anterior.", "Write {year} or an earlier year.")
        return because.format(year=known.today.year)
    return None


def _worded(field: Field, value: Any) -> Text:
    return next((choice.label for choice in field.choices if choice.value == value), Text(str(value), str(value)))


def wrong_value(field: Field, value: Any) -> Text | None:
    """Return what is wrong with one given value, or None."""
    match field.type:
        case FieldType.TEXT | FieldType.LONG_TEXT:
            wrong = _wrong_text(field, value)
        case FieldType.INTEGER | FieldType.DECIMAL | FieldType.YEAR:
            wrong = _wrong_number(field, value)
        case FieldType.CHOICE | FieldType.LEVEL:
            wrong = _wrong_choice(field, [value])
        case FieldType.CHOICES:
            wrong = _wrong_choice(field, value)
        case FieldType.DATE:
            wrong = None if day_from(value) else Text("Escriba una fecha que exista.", "Write a date that exists.")
        case FieldType.YES_NO | FieldType.DECLARATION:
            wrong = None if isinstance(value, bool) else Text("Elija sí o no.", "Choose yes or no.")
        case _:
            wrong = _wrong_pattern(field, value)
    return wrong


def _wrong_text(field: Field, value: Any) -> Text | None:
    if not isinstance(value, str):
        return Text("Escriba un texto.", "Write some text.")
    if field.max_length and len(value) > field.max_length:
        return Text(
            "Escriba como máximo {max} caracteres; hay {n}.", "Write at most {max} characters; there are {n}."
        ).format(max=field.max_length, n=len(value))
    return None


def _wrong_number(field: Field, value: Any) -> Text | None:
    if isinstance(value, bool) or not NUMBER.fullmatch(str(value)):
        return Text("Escriba un número, por ejemplo 1234.", "Write a number, for example 1234.")
    number = Decimal(str(value))
    if field.type is not FieldType.DECIMAL and number != number.to_integral_value():
        return Text("Escriba un número entero, sin decimales.", "Write a whole number, without decimals.")
    if field.type is FieldType.DECIMAL and -int(number.normalize().as_tuple().exponent) > field.decimals:
        return Text("Escriba como máximo {n} decimales.", "Write at most {n} decimals.").format(n=field.decimals)
    if field.min is not None and number < field.min:
        return Text("Escriba {min} o más.", "Write {min} or more.").format(min=field.min)
    if field.max is not None and number > field.max:
        return Text("Escriba {max} o menos.", "Write {max} or less.").format(max=field.max)
    return None


def _wrong_choice(field: Field, values: Any) -> Text | None:
    known = {choice.value for choice in field.choices}
    if not isinstance(values, (list, tuple)) or not all(isinstance(v, str) and v in known for v in values):
        return Text("Elija una de las opciones.", "Choose one of the options.")
    if NONE in values and len(set(values)) > 1:
        return Text(
            "Si ninguna opción corresponde, deje marcada solo esa respuesta.",
            "If no option applies, leave only that answer ticked.",
        )
    if field.max_choices and len(set(values)) > field.max_choices:
        return Text("Elija como máximo {max}.", "Choose at most {max}.").format(max=field.max_choices)
    return None


def _wrong_pattern(field: Field, value: Any) -> Text | None:
    text = value if isinstance(value, str) else ""
    if field.type is FieldType.RUC:
        return None if is_valid_ruc(text) else WRONG_RUC
    if too_long := _wrong_text(field, text):
        return too_long
    if field.type is FieldType.EMAIL and not EMAIL.fullmatch(text):
        return Text(
            "Escriba un correo completo, por ejemplo alcaldia@example.org.",
            "Write a complete e-mail address, for example mayor@example.org.",
        )
    if field.type is FieldType.PHONE and not PHONE.fullmatch(text):
        return Text(
            "Escriba un teléfono con cifras, por ejemplo 084 201234.", "Write a phone number, for example 084 201234."
        )
    if field.type is FieldType.URL and not URL.fullmatch(text):
        return Text(
            "Escriba una dirección web completa, que empiece con https://.",
            "Write a complete web address that begins with https://.",
        )
    return None


def day_from(value: Any) -> date | None:
    """Read a date written as 2026-11-23 from an answer; None for anything else."""
    if not isinstance(value, str) or not ISO_DAY.fullmatch(value):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


PERIODS = (("authority_term_from", "authority_term_to"), ("new_authority_term_from", "new_authority_term_to"))
"""Pairs of dates of which the second can't come before the first."""


def _pair_problems(section: Section, values: Mapping[str, Any]) -> Iterator[Problem]:
    for first, last in PERIODS:
        begins, ends = day_from(values.get(first)), day_from(values.get(last))
        if last in section.by_code and begins and ends and ends < begins:
            yield Problem(
                last,
                Text("El fin del periodo no puede ser anterior a su inicio.", "The term cannot end before it begins."),
            )


def form_hash(catalog: Catalog, answers: Answers) -> str:
    """Return the SHA-256 of groups A-F as they stand: what was certified and what an endorsement speaks of.

    Answers whose question is no longer asked, as the project's after a "no", don't count.
    """
    groups = {
        section.key: {
            code: value
            for code, value in answers.get(section.key, {}).items()
            if code in section.by_code and not is_empty(value) and section.by_code[code].applies(answers[section.key])
        }
        for section in catalog.form_sections
    }
    return sha256(canonical(groups))
