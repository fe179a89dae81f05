"""What people type into a box, read as they meant it: plain text, numbers and dates as Peru writes them.

Thousands are grouped by a comma or a space and decimals follow a point (*1,234.50*); a lone comma before one or two
digits can only be a decimal one, so *12,5* is understood too. Days come first in a date.
"""

import re
import unicodedata
from datetime import date
from decimal import Decimal

from app.domain.text import fold, trimmed

GROUPED = re.compile(r"-?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?: [0-9]{3})+)(?:\.[0-9]*)?")
DECIMAL_COMMA = re.compile(r"-?(?:[0-9]+|[0-9]{1,3}(?: [0-9]{3})+),[0-9]{1,2}")
LONGEST_NUMBER = 20
"""Characters; a number of more digits would also be beyond exact arithmetic once its decimals are written out."""
FIRST_YEAR, LAST_YEAR = 1900, 2200

MONTHS = (
    ("enero", "january"),
    ("febrero", "february"),
    ("marzo", "march"),
    ("abril", "april"),
    ("mayo", "may"),
    ("junio", "june"),
    ("julio", "july"),
    ("agosto", "august"),
    ("setiembre", "septiembre", "september"),
    ("octubre", "october"),
    ("noviembre", "november"),
    ("diciembre", "december"),
)
SHORTEST_MONTH = 3
"""Letters by which a month is known: *ene*, *set*."""


def plain(text: str) -> str:
    """Return `text` in Unicode's form C, one kind of line end, no space around it and no invisible control character.

    A control character isn't something anybody typed, and PostgreSQL stores no text with a NUL in it.
    """
    return trimmed(visible(unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")))


def visible(text: str) -> str:
    """Return `text` without the control characters that no page may hold; a text copied from a PDF can bring some."""
    return "".join(char for char in text if char in "\r\n\t" or unicodedata.category(char) != "Cc")


def one_line(text: str) -> str:
    """Return `text` on one line."""
    return " ".join(plain(text).split())


def number_in(text: str) -> Decimal | None:
    """Return the number that `text` writes, or None where it writes none or could be read in two ways."""
    words = one_line(text).replace("\u2212", "-")
    if len(words) > LONGEST_NUMBER:
        return None
    if GROUPED.fullmatch(words):
        return Decimal(words.replace(",", "").replace(" ", ""))
    return Decimal(words.replace(" ", "").replace(",", ".")) if DECIMAL_COMMA.fullmatch(words) else None


def date_in(text: str) -> date | None:
    """Return the day that `text` writes: 31/12/2026, 31-12-2026, 2026-12-31 or *31 de diciembre de 2026*.

    None for anything else: a day that doesn't exist, or a year of two digits, which says no century.
    """
    parts = [part for part in fold(text).split() if part not in {"de", "del"}]
    if len(parts) != len(("day", "month", "year")):
        return None
    if len(parts[0]) == len("2026"):
        parts.reverse()
    elif parts[0].isalpha():
        parts[:2] = parts[1], parts[0]
    day, month, year = _whole(parts[0]), _month(parts[1]), _whole(parts[2])
    if day is None or month is None or year is None or not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _whole(text: str) -> int | None:
    return int(text) if re.fullmatch(r"[0-9]{1,4}", text) else None


def _month(text: str) -> int | None:
    if len(text) < SHORTEST_MONTH:
        return _whole(text)
    return next((n for n, names in enumerate(MONTHS, 1) if any(name.startswith(text) for name in names)), None)
