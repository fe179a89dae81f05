"""One question of the membership form: its kind, its words, and by when it must be answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from app.domain.bilingual import Text

CERTIFICATION_SHEET = "certification_sheet_file"
"""The document by whose code every form names the sheet with which a preparer certifies (rule 3)."""


IDENTITY = frozenset({"code", "type", "ruc"})
"""What the registry knows an organization by, as `prefill` names it."""


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
    """One question: its stable code, the number printed on paper, its words and what a right answer is.

    A document that `accompanies` another is asked with it and proves nothing alone. `is_identity`: the answer is what
    the registry says under `prefill`; `is_past`: a year that speaks of what was, not of what is planned.
    """

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
    accompanies: str | None = None
    prefill: str | None = None
    step: str | None = None
    is_identity: bool = False
    is_past: bool = False
    is_personal: bool = False
    in_brief: bool = False
    shown_if: tuple[tuple[str, Any], ...] = ()

    def applies(self, answers: Mapping[str, Any]) -> bool:
        """Whether the question is asked at all, given the other answers of its section."""
        return all(answers.get(code) == value for code, value in self.shown_if)
