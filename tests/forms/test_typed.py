"""Texts, numbers and dates as people type them."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.forms.answers.typed import FIRST_YEAR, LAST_YEAR, date_in, number_in, one_line, plain


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1234", "1234"),
        ("1,234.50", "1234.50"),
        ("1 234", "1234"),
        ("1\u00a0234\u202f567", "1234567"),
        (" 12 ", "12"),
        ("12,5", "12.5"),
        ("1 234,50", "1234.50"),
        ("-8", "-8"),
        ("\u22128", "-8"),
        ("0.75", "0.75"),
    ],
)
def test_a_number_is_read_as_peru_writes_it(typed: str, meant: str) -> None:
    assert number_in(typed) == Decimal(meant)


@pytest.mark.parametrize(
    "typed", ["", "doce", "1e5", "nan", "S/ 3", "1,23,4", "12.345.678", "1 234,567", "٣", "9" * 40, "--1", "1.2.3"]
)
def test_what_is_no_number_or_could_be_two_is_not_guessed(typed: str) -> None:
    assert number_in(typed) is None


@pytest.mark.parametrize(
    "typed",
    [
        "31/12/2026",
        "31-12-2026",
        "31.12.2026",
        " 31 / 12 / 2026 ",
        "2026-12-31",
        "31 de diciembre de 2026",
        "31 DIC 2026",
        "31 de diciembre del 2026",
        "31 December 2026",
        "December 31, 2026",
    ],
)
def test_a_day_can_be_written_in_many_ways(typed: str) -> None:
    assert date_in(typed) == date(2026, 12, 31)


def test_september_has_its_peruvian_name() -> None:
    assert date_in("1 de setiembre de 2023") == date_in("1 de septiembre de 2023") == date(2023, 9, 1)


@pytest.mark.parametrize(
    "typed", ["", "hoy", "31/02/2026", "1/1/23", "32/1/2026", "1/13/2026", "31/12", "1/1/0000", "٣/1/2023", "1/1/20260"]
)
def test_what_is_no_day_is_not_guessed(typed: str) -> None:
    assert date_in(typed) is None


@given(st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)))
def test_every_day_comes_back_from_its_own_writing(day: date) -> None:
    assert date_in(f"{day:%d/%m/%Y}") == date_in(day.isoformat()) == day


@given(st.text())
def test_no_text_is_too_strange_to_be_read(text: str) -> None:
    assert plain(plain(text)) == plain(text)
    assert "\n" not in one_line(text)
    number_in(text)
    date_in(text)


def test_what_cannot_be_seen_is_not_kept() -> None:
    assert plain(" \u200b\ufeff") == one_line("\u2060") == ""
    assert plain("  Ñun\u0303oa\x00\r\ndos\r ") == "Ñuñoa\ndos"
