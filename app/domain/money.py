"""Amounts of money as Peru writes them, on pages and papers alike and in both languages."""

from decimal import Decimal

SIGNS = {"PEN": "S/"}
"""Currencies written with a sign; the others go by their ISO 4217 code."""


def money(amount: Decimal, currency: str) -> str:
    """Return *S/ 1,234.50* or *USD 92,000.00*; `currency` is its ISO 4217 code."""
    return f"{SIGNS.get(currency, currency)} {amount:,.2f}"
