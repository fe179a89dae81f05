"""The membership form as data: sections and fields, as `seeds/catalog/*.yaml` write them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Any, TypeAlias

from app.domain.bilingual import Text, text_from

Answers: TypeAlias = Mapping[str, Mapping[str, Any]]
"""Section key -> field code -> value, as JSON has it."""


class FieldType(StrEnum):
    """What a field holds; it decides the control on the page and the check of the value."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    EMAIL = "email"
    PHONE = "phone"
    URL = "url"
    YES_NO = "yes_no"
    CHOICE = "choice"
    CHOICES = "choices"
    RUC = "ruc"
    DOCUMENT = "document"
    DECLARATION = "declaration"
    LEVEL = "level"
    YEAR = "year"


class Moment(StrEnum):
    """By when a field must be filled in: certification, signature, the step that asks it, or never."""

    SUBMITTED = "submitted"
    SIGNED = "signed"
    DONE = "done"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the answers a field offers."""

    value: str
    label: Text


@dataclass(frozen=True, slots=True)
class Field:
    """One question: its stable code, the number printed on paper, its words and what a right answer is."""

    code: str
    number: str
    type: FieldType
    label: Text
    hint: Text | None = None
    required_for: Moment = Moment.NONE
    max_length: int | None = None
    min: Decimal | None = None
    max: Decimal | None = None
    decimals: int = 2
    unit: Text | None = None
    choices: tuple[Choice, ...] = ()
    max_choices: int | None = None
    english_of: str | None = None
    evidence_of: str | None = None
    prefill: str | None = None
    step: str | None = None
    is_personal: bool = False
    in_brief: bool = False
    shown_if: tuple[tuple[str, Any], ...] = ()

    def applies(self, answers: Mapping[str, Any]) -> bool:
        """Whether the question is asked at all, given the other answers of its section."""
        return all(answers.get(code) == value for code, value in self.shown_if)


@dataclass(frozen=True)
class Section:
    """The questions of one page; `asked_at` is "form", or the key of the step that asks them when it is finished."""

    key: str
    group: str
    title: Text
    intro: Text | None
    asked_at: str
    fields: tuple[Field, ...]

    @cached_property
    def by_code(self) -> Mapping[str, Field]:
        """The fields by their code."""
        return {field.code: field for field in self.fields}

    @property
    def is_form(self) -> bool:
        """Whether the section is a page of the form that is certified (A-F), not asked at a step, nor uploads (G)."""
        return self.asked_at == "form" and not self.is_uploads

    @property
    def is_uploads(self) -> bool:
        """Whether the section is the list of papers (group G)."""
        return all(field.type is FieldType.DOCUMENT for field in self.fields)


@dataclass(frozen=True)
class Catalog:
    """One version of the form."""

    key: str
    version: int
    sections: tuple[Section, ...]

    @cached_property
    def by_key(self) -> Mapping[str, Section]:
        """The sections by their key."""
        return {section.key: section for section in self.sections}

    @cached_property
    def fields(self) -> Mapping[str, Field]:
        """Every field by its code."""
        return {field.code: field for section in self.sections for field in section.fields}

    @cached_property
    def section_of(self) -> Mapping[str, Section]:
        """The section of each field, by the field's code."""
        return {field.code: section for section in self.sections for field in section.fields}

    @cached_property
    def form_sections(self) -> tuple[Section, ...]:
        """The sections certified at `submitted` (groups A-F), in order."""
        return tuple(section for section in self.sections if section.is_form)

    @cached_property
    def documents(self) -> tuple[Field, ...]:
        """The papers of group G."""
        return tuple(field for field in self.fields.values() if field.type is FieldType.DOCUMENT)

    def __getitem__(self, key: str) -> Section:
        """Return the section called `key`; raises KeyError when there is none."""
        return self.by_key[key]


class CatalogError(ValueError):
    """A form can't be used; `problems` says why, a sentence each."""

    def __init__(self, problems: list[str]) -> None:
        """Keep the problems, all of them."""
        super().__init__("\n".join(problems))
        self.problems = problems


FIELD_KEYS = frozenset({
    "code", "number", "type", "label", "hint", "required_for", "max_length", "min", "max", "decimals", "unit",
    "choices", "max_choices", "english_of", "evidence_of", "prefill", "step", "personal", "in_brief", "shown_if",
})  # fmt: skip


def catalog_from(data: object) -> Catalog:
    """Read a form from plain YAML data; raises CatalogError for a wrong shape, an unknown word or a code used twice."""
    try:
        catalog = _catalog(data)
    except (KeyError, TypeError, ValueError, ArithmeticError) as error:
        raise CatalogError([f"{type(error).__name__}: {error}"]) from error
    if problems := list(_problems_of(catalog)):
        raise CatalogError(problems)
    return catalog


def _catalog(data: Any) -> Catalog:
    sections = tuple(
        Section(
            key=section["key"],
            group=section["group"],
            title=text_from(section["title"], section["key"]),
            intro=text_from(section["intro"], section["key"]) if section.get("intro") else None,
            asked_at=section["asked_at"],
            fields=tuple(_field(field) for field in section["fields"]),
        )
        for section in data["sections"]
    )
    return Catalog(data["key"], int(data["version"]), sections)


def _field(data: Mapping[str, Any]) -> Field:
    code = data["code"]
    if unknown := set(data) - FIELD_KEYS:
        raise ValueError(f"{code}: unknown {', '.join(sorted(unknown))}")
    return Field(
        code=code,
        number=str(data["number"]),
        type=FieldType(data["type"]),
        label=text_from(data["label"], f"{code}.label"),
        hint=text_from(data["hint"], f"{code}.hint") if data.get("hint") else None,
        required_for=Moment(data.get("required_for") or "none"),
        max_length=data.get("max_length"),
        min=_number(data.get("min")),
        max=_number(data.get("max")),
        decimals=int(data.get("decimals", 2)),
        unit=text_from(data["unit"], f"{code}.unit") if data.get("unit") else None,
        choices=tuple(
            Choice(str(choice["value"]), text_from({"es": choice["es"], "en": choice["en"]}, f"{code}.choices"))
            for choice in data.get("choices") or ()
        ),
        max_choices=data.get("max_choices"),
        english_of=data.get("english_of"),
        evidence_of=data.get("evidence_of"),
        prefill=data.get("prefill"),
        step=data.get("step"),
        is_personal=bool(data.get("personal", False)),
        in_brief=bool(data.get("in_brief", False)),
        shown_if=tuple((data.get("shown_if") or {}).items()),
    )


def _number(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _problems_of(catalog: Catalog) -> Iterator[str]:
    codes = [field.code for section in catalog.sections for field in section.fields]
    yield from (f"code used twice: {code}" for code in sorted({code for code in codes if codes.count(code) > 1}))
    numbers = [field.number for field in catalog.fields.values()]
    yield from (f"number used twice: {n}" for n in sorted({n for n in numbers if numbers.count(n) > 1}))
    for field in catalog.fields.values():
        if field.type in {FieldType.CHOICE, FieldType.CHOICES, FieldType.LEVEL} and not field.choices:
            yield f"{field.code}: no choices"
        siblings = catalog.section_of[field.code].by_code
        others = [code for code, _ in field.shown_if] + [c for c in (field.english_of, field.evidence_of) if c]
        yield from (f"{field.code}: {code} is not in its section" for code in others if code not in siblings)
