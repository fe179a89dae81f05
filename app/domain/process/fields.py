"""One question of the membership form: its kind, its words, and by when it must be answered."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from app.domain.bilingual import Text

CERTIFICATION_SHEET = "certification_sheet_file"
"""The document by whose code every form names the sheet with which a preparer certifies (rule 3)."""
RATIFICATION = "ratification_file"
"""The document by whose code every form names the new authority's ratification of what a former one signed."""
DECISION_CATEGORY = "decision_category"
"""The question by whose code every form asks which category WeGO's decision gave; the register takes it from there."""
CURRENCY = re.compile("[A-Z]{3}")
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

    An amount of money has a `currency`: its ISO 4217 code, or the code of the question beside it that asks which.
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
    currency: str | None = None
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

    @property
    def currency_asked_at(self) -> str | None:
        """The code of the question that asks in which currency the amount is."""
        return None if self.currency is None or CURRENCY.fullmatch(self.currency) else self.currency

    def currency_in(self, answers: Mapping[str, Any]) -> str | None:
        """Return the ISO 4217 code of the amount's currency, given the other answers; None where it isn't known."""
        asked = self.currency_asked_at
        return answers.get(asked) if asked else self.currency
