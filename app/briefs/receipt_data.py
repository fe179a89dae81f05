"""What the *cargo* says: the receipt a city gets when its signatory certifies the form, most often to hand it over."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from app.briefs.city_data import Organization


class CertifiedBy(StrEnum):
    """How the form was certified: by the signatory's own account, or by uploading the mayor's signed sheet."""

    SIGNATORY = "signatory"
    SIGNED_SHEET = "signed_sheet"


class Follows(StrEnum):
    """What follows the certification: the office's review; going on without it (rule 1); no review at all (rule 12)."""

    REVIEW = "review"
    NO_ENDORSEMENT = "no_endorsement"
    NO_REVIEW = "no_review"


@dataclass(frozen=True, slots=True)
class ReceiptSection:
    """One certified section of the form and how many of its fields have an answer."""

    title: str
    answered: int
    fields: int


@dataclass(frozen=True, slots=True)
class ReceiptDocument:
    """One file handed in: what it is, its name, size in bytes and SHA-256 in hexadecimal."""

    title: str
    file_name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class NotedLater:
    """The ministry's registry number, where somebody wrote it down after the certification, and the day they did."""

    registry_number: str
    on: date


@dataclass(frozen=True, slots=True)
class Receipt:
    """Everything a receipt says: what held at the certification, and nothing that came later but `noted_later`.

    Moments are aware; `form_sha256` is the hash of groups A to F as certified. `round_number` is 0 for the first
    hand-in and n for the one that answers round n. `office` accompanies; where a review follows it reviews, within
    `term` (worded), until `due_on`. `registry_number` is the ministry's own, when it was known by then.
    """

    language: str
    number: str
    organization: Organization
    certified_by: str
    certified_how: CertifiedBy
    certified_at: datetime
    form_sha256: str
    sections: tuple[ReceiptSection, ...]
    office: str
    follows: Follows = Follows.REVIEW
    documents: tuple[ReceiptDocument, ...] = ()
    term: str | None = None
    due_on: date | None = None
    registry_number: str | None = None
    noted_later: NotedLater | None = None
    round_number: int = 0
    is_demo: bool = False
