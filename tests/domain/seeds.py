"""The processes and forms as the seeds have them, and answers that are right for any of their questions."""

from collections.abc import Mapping
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from app.domain.process.catalog import Catalog, Field, FieldType, Section, catalog_from
from app.domain.process.definition import Definition
from app.domain.process.definition_file import definition_from

SEEDS = Path(__file__).parents[2] / "seeds"
PROCESSES = ("local-government", "company", "institution")


@cache
def _read(name: str) -> Any:
    return yaml.safe_load((SEEDS / f"{name}.yaml").read_text(encoding="utf-8"))


def raw(name: str) -> Any:
    """Return a seed file as plain data, a copy of its own: the caller may spoil it."""
    return deepcopy(_read(name))


@cache
def definition(key: str = "local-government") -> Definition:
    """Return one of the three processes."""
    return definition_from(raw(f"process/{key}"))


@cache
def catalog(key: str = "local-government") -> Catalog:
    """Return the form of one of the three processes."""
    return catalog_from(raw(f"catalog/{raw(f'process/{key}')['form']}"))


VALUES: Mapping[FieldType, Any] = {
    FieldType.TEXT: "Texto",
    FieldType.LONG_TEXT: "Un texto algo más largo.",
    FieldType.DATE: "2023-01-01",
    FieldType.EMAIL: "alcaldia@example.org",
    FieldType.PHONE: "084 201234",
    FieldType.URL: "https://example.org/acuerdo",
    FieldType.YES_NO: True,
    FieldType.DECLARATION: True,
    FieldType.RUC: "20131312955",
}


def right_value(field: Field) -> Any:
    """Return an answer that is right for `field`; a term that ends, ends in 2030."""
    if field.type in {FieldType.CHOICE, FieldType.LEVEL}:
        return field.choices[0].value
    if field.type is FieldType.CHOICES:
        return [field.choices[0].value]
    if field.type in {FieldType.INTEGER, FieldType.YEAR}:
        return int(field.min or 0) + 1
    if field.type is FieldType.DECIMAL:
        return str((field.min or 0) + 1)
    return "2030-12-31" if field.code.endswith("term_to") else VALUES[field.type]


def right_answers(section: Section) -> dict[str, Any]:
    """Return right answers to all the questions of `section` that are asked, given the answers before them."""
    answers: dict[str, Any] = {}
    for field in section.fields:
        if field.type is not FieldType.DOCUMENT and field.applies(answers):
            answers[field.code] = right_value(field)
    return answers
