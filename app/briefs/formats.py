"""Figures, dates and typed text as a paper shows them, in Spanish or English, by Peruvian convention."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time
from babel.numbers import format_decimal

LIMA = ZoneInfo("America/Lima")
MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The beginning of a typed text, and how many characters it has in all when it had to be cut."""

    text: str
    cut_from: int | None = None


@dataclass(frozen=True, slots=True)
class Formats:
    """Writes values in one language ("es" or "en"); templates get it as `fmt`."""

    language: str

    @property
    def locale(self) -> str:
        """The CLDR locale: Peruvian Spanish, or English with the day before the month."""
        return "en_GB" if self.language == "en" else "es_PE"

    def day(self, value: date) -> str:
        """Return a date in full: *23 de noviembre de 2026*, *23 November 2026*."""
        pattern = "d MMMM y" if self.language == "en" else "d 'de' MMMM 'de' y"
        return format_date(value, pattern, locale=self.locale)

    def short_day(self, value: date) -> str:
        """Return a date for a narrow column: *23 nov. 2026*."""
        return format_date(value, "d MMM y", locale=self.locale)

    def moment(self, value: datetime) -> str:
        """Return date and time of day in Lima; `value` is aware, in any time zone."""
        here = value.astimezone(LIMA)
        return f"{self.day(here.date())}, {format_time(here, 'HH:mm', locale=self.locale)}"

    def number(self, value: float | Decimal) -> str:
        """Return a figure with a comma for thousands and a point for decimals: *1,234.5*."""
        return format_decimal(value, locale="es_PE")

    def size(self, count: int) -> str:
        """Return the size of a file of `count` bytes in kB or MB of a thousand."""
        if count < MEGABYTE:
            return f"{self.number(max(1, round(count / 1000)))} kB"
        return f"{format_decimal(count / MEGABYTE, '#,##0.0', locale='es_PE')} MB"

    def excerpt(self, text: str, limit: int, spare: int = 0) -> Excerpt:
        """Return at most `limit` characters of `text` on one line, cut at a word; whole if `spare` more will do."""
        most = limit + spare
        words = " ".join(text[: most * 4].split())
        if len(words) <= most and len(text) <= most * 4:
            return Excerpt(words)
        head = words[:limit]
        return Excerpt(f"{head.rsplit(' ', 1)[0] if ' ' in head else head}…", len(text))
