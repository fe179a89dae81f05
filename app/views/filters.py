"""Filters of the templates: words, dates, numbers and money as Peru writes them."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from flask import Flask
from flask_babel import format_date, format_datetime, format_decimal, get_locale

from app.labels import label, text, yes_no
from app.services.occasion import LIMA


def register(app: Flask) -> None:
    """Make the filters known to the templates."""
    app.jinja_env.filters |= {
        "label": label,
        "text": text,
        "yes_no": yes_no,
        "day": day,
        "instant": instant,
        "number": number,
    }
    app.jinja_env.globals["get_locale"] = get_locale
    app.jinja_env.globals["max_file_mb"] = app.config["MAX_FILE_SIZE"] // 1024 // 1024


def day(value: date | datetime | str | None) -> str:
    """Write a date in full, as in *23 de noviembre de 2026*; an instant by its day in Lima; nothing for nothing."""
    if value is None or value == "":
        return ""
    if isinstance(value, str):
        value = date.fromisoformat(value)
    if isinstance(value, datetime):
        value = value.astimezone(LIMA).date()
    spanish = not str(get_locale()).startswith("en")
    return str(format_date(value, "d 'de' MMMM 'de' y" if spanish else "d MMMM y"))


def instant(value: datetime) -> str:
    """Write an instant with its hour in Lima: *23 de noviembre de 2026, 17:05*."""
    return f"{day(value)}, {format_datetime(value.astimezone(LIMA), 'HH:mm', rebase=False)}"


def number(value: Any) -> str:
    """Write a number with its thousands grouped, without adding decimals."""
    return str(format_decimal(Decimal(str(value))))
