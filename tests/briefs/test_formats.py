"""Figures, dates and excerpts, as Peru writes them."""

from datetime import UTC, date, datetime
from decimal import Decimal

from app.briefs.formats import Excerpt, Formats

ES, EN = Formats("es"), Formats("en")


def test_dates_are_written_in_full() -> None:
    assert ES.day(date(2026, 11, 23)) == "23 de noviembre de 2026"
    assert EN.day(date(2026, 11, 23)) == "23 November 2026"


def test_narrow_columns_have_short_dates() -> None:
    assert ES.short_day(date(2026, 11, 23)) == "23 nov. 2026"
    assert EN.short_day(date(2026, 11, 23)) == "23 Nov 2026"


def test_moments_are_told_in_lima_even_when_it_is_already_tomorrow_in_utc() -> None:
    assert ES.moment(datetime(2027, 1, 1, 3, 30, tzinfo=UTC)) == "31 de diciembre de 2026, 22:30"


def test_numbers_have_commas_for_thousands_and_a_point_for_decimals() -> None:
    assert ES.number(1205527) == "1,205,527"
    assert ES.number(Decimal("617.2")) == EN.number(Decimal("617.2")) == "617.2"


def test_sizes_are_told_in_what_people_know() -> None:
    assert [ES.size(count) for count in (0, 84_331, 999_999, 1_284_331, 10_000_000)] == [
        "1 kB", "84 kB", "1,000 kB", "1.3 MB", "10.0 MB",
    ]  # fmt: skip


def test_a_short_text_stays_whole_on_one_line() -> None:
    assert ES.excerpt(" uno\n\n dos\ttres ", 20) == Excerpt("uno dos tres")


def test_a_long_text_is_cut_at_a_word_and_says_how_long_it_was() -> None:
    assert ES.excerpt("uno dos tres cuatro", 10) == Excerpt("uno dos…", 19)
    assert ES.excerpt("x" * 50, 10) == Excerpt("x" * 10 + "…", 50)
    assert ES.excerpt("uno" + " " * 50 + "dos", 10) == Excerpt("uno…", 56), "what blanks push out of sight is missing"


def test_a_text_stays_whole_where_what_is_spared_will_do() -> None:
    assert ES.excerpt("x" * 50, 10, spare=40) == Excerpt("x" * 50)
    assert ES.excerpt("x" * 51, 10, spare=40) == Excerpt("x" * 10 + "…", 51)
