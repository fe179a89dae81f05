"""The membership form as data: sections and fields, as `seeds/catalog/*.yaml` write them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, TypeAlias

from app.domain.bilingual import Text, text_from
from app.domain.process.fields import IDENTITY, Choice, Field, FieldType, Moment
from app.domain.process.kinds import worded_for
from app.domain.vocabulary import OrganizationType

__all__ = [
    "Answers",
    "Area",
    "Catalog",
    "CatalogError",
    "Choice",
    "Field",
    "FieldType",
    "Moment",
    "Section",
    "catalog_from",
]

Answers: TypeAlias = Mapping[str, Mapping[str, Any]]
"""Section key -> field code -> value, as JSON has it."""


@dataclass(frozen=True, slots=True)
class Area:
    """Questions of one section that belong together under a title: the six areas of the self-assessment."""

    key: str
    number: str
    title: Text
    questions: tuple[str, ...]


@dataclass(frozen=True)
class Section:
    """The questions of one page; `asked_at` is "form", or the key of the step that asks them when it is finished."""

    key: str
    group: str
    title: Text
    intro: Text | None
    asked_at: str
    fields: tuple[Field, ...]
    areas: tuple[Area, ...] = ()

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
    "currency", "choices", "max_choices", "english_of", "evidence_of", "accompanies", "prefill", "step", "personal",
    "identity", "past", "in_brief", "shown_if",
})  # fmt: skip


def catalog_from(data: object, kind: OrganizationType | None = None) -> Catalog:
    """Read a form from plain YAML data, in the words and with the choices for `kind`; the general form without.

    Raises CatalogError for a wrong shape, an unknown word or a code used twice.
    """
    try:
        catalog = _catalog(worded_for(data, kind))
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
            areas=tuple(
                Area(area["key"], str(area["number"]), text_from(area["title"], area["key"]), tuple(area["questions"]))
                for area in section.get("areas") or ()
            ),
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
        min=Decimal(str(data["min"])) if data.get("min") is not None else None,
        max=Decimal(str(data["max"])) if data.get("max") is not None else None,
        decimals=int(data.get("decimals", 2)),
        unit=text_from(data["unit"], f"{code}.unit") if data.get("unit") else None,
        currency=data.get("currency"),
        choices=tuple(
            Choice(str(choice["value"]), text_from({"es": choice["es"], "en": choice["en"]}, f"{code}.choices"))
            for choice in data.get("choices") or ()
        ),
        max_choices=data.get("max_choices"),
        english_of=data.get("english_of"),
        evidence_of=data.get("evidence_of"),
        accompanies=data.get("accompanies"),
        prefill=data.get("prefill"),
        step=data.get("step"),
        is_identity=bool(data.get("identity", False)),
        is_past=bool(data.get("past", False)),
        is_personal=bool(data.get("personal", False)),
        in_brief=bool(data.get("in_brief", False)),
        shown_if=tuple((data.get("shown_if") or {}).items()),
    )


def _problems_of(catalog: Catalog) -> Iterator[str]:
    fields = [field for section in catalog.sections for field in section.fields]
    yield from (f"section used twice: {key}" for key in _repeated([section.key for section in catalog.sections]))
    yield from (f"code used twice: {code}" for code in _repeated([field.code for field in fields]))
    yield from (f"number used twice: {number}" for number in _repeated([field.number for field in fields]))
    for field in fields:
        yield from _problems_of_field(field, catalog)
    for section in catalog.sections:
        grouped = [code for area in section.areas for code in area.questions]
        asked = [field.code for field in section.fields if field.evidence_of is None]
        if section.areas and sorted(grouped) != sorted(asked):
            yield f"{section.key}: its areas don't hold each question exactly once"


def _repeated(words: list[str]) -> list[str]:
    return sorted({word for word in words if words.count(word) > 1})


def _problems_of_field(field: Field, catalog: Catalog) -> Iterator[str]:
    if field.type in {FieldType.CHOICE, FieldType.CHOICES, FieldType.LEVEL} and not field.choices:
        yield f"{field.code}: no choices"
    if field.type is FieldType.DOCUMENT and (not field.step or field.required_for not in {Moment.DONE, Moment.NONE}):
        yield f"{field.code}: a document belongs to a step, and is required for it or not at all"
    if field.is_identity and field.prefill not in IDENTITY:
        yield f"{field.code}: the registry knows no organization by {field.prefill}"
    if field.is_past and field.type is not FieldType.YEAR:
        yield f"{field.code}: only a year is past"
    siblings = catalog.section_of[field.code].by_code
    named = (field.english_of, field.evidence_of, field.accompanies, field.currency_asked_at)
    others = [code for code, _ in field.shown_if] + [code for code in named if code]
    yield from (f"{field.code}: {code} is not in its section" for code in others if code not in siblings)
