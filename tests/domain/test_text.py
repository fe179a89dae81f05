"""People find a place however they write its name."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.domain.text import fold, trimmed


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("Ñuñoa", "nunoa"),
        ("ÁNCASH", "ancash"),
        ("  San   Martín\tde Porres ", "san martin de porres"),
        ("Güeppí", "gueppi"),
        ("Huac-Huas", "huac huas"),
        ("Jr. Ancash N° 1,234", "jr ancash n 1 234"),
        ("", ""),
        (" - ", ""),
    ],
)
def test_accents_case_spaces_and_punctuation_do_not_count(written: str, found: str) -> None:
    assert fold(written) == found


def test_a_name_typed_with_loose_accents_is_the_same_name() -> None:
    assert fold(unicodedata.normalize("NFD", "Ñuñoa")) == fold(unicodedata.normalize("NFC", "Ñuñoa"))


@given(st.text())
@example("𝒩")  # It has no lower case until it is taken apart.
def test_folding_again_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="abcñáéíóúü -'ÑÁ", max_size=20))
def test_upper_and_lower_case_are_found_alike(text: str) -> None:
    assert fold(text.upper()) == fold(text.lower())


@pytest.mark.parametrize("text", ["", " \t\r\n\u00a0", "\u200b", "\ufeff\u2060 \u00ad", "\u0301", "\u3164", "\u2800"])
def test_a_text_of_which_nothing_can_be_seen_is_none(text: str) -> None:
    assert trimmed(text) == ""


@pytest.mark.parametrize("text", ["x", "-", "0", "한국", "👩\u200d🏫", "co\u00adoperar"])
def test_a_text_that_says_something_is_left_as_it_is(text: str) -> None:
    assert trimmed(f" {text}\n") == text
