"""Equal values have one text, whoever writes them."""

import json
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.canonical import canonical
from app.domain.vocabulary import Role

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT
NORMAL_KEYS = TEXT.map(lambda text: unicodedata.normalize("NFC", text))
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner) | st.dictionaries(NORMAL_KEYS, inner), max_leaves=12)


def test_keys_are_sorted_and_nothing_is_escaped_or_spaced() -> None:
    assert canonical({"ñ": [1, True, None, 1.5], "a": "Ñuñoa"}) == '{"a":"Ñuñoa","ñ":[1,true,null,1.5]}'


def test_the_order_of_keys_does_not_count_at_any_depth() -> None:
    assert canonical({"a": {"x": 1, "y": 2}, "b": 3}) == canonical({"b": 3, "a": {"y": 2, "x": 1}})


def test_text_with_loose_accents_is_the_same_text() -> None:
    loose = unicodedata.normalize("NFD", "Áncash")
    assert canonical({loose: loose}) == canonical({"Áncash": "Áncash"})


def test_words_of_the_vocabulary_are_text_and_tuples_are_lists() -> None:
    assert canonical((Role.HEAD,)) == '["head"]'


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_a_number_that_is_not_finite_is_refused(number: float) -> None:
    with pytest.raises(ValueError, match="not finite"):
        canonical([number])


@pytest.mark.parametrize("value", [b"bytes", {1, 2}, object(), {1: "key"}])
def test_what_json_does_not_have_is_refused(value: Any) -> None:
    with pytest.raises(TypeError):
        canonical(value)


def test_broken_text_is_refused() -> None:
    with pytest.raises(UnicodeEncodeError):
        canonical("\ud800")


def test_two_keys_that_become_one_are_refused() -> None:
    with pytest.raises(ValueError, match="two keys"):
        canonical({"á": 1, unicodedata.normalize("NFD", "á"): 2})


@given(VALUES)
def test_reading_it_back_and_writing_it_again_gives_the_same_text(value: Any) -> None:
    text = canonical(value)
    assert canonical(json.loads(text)) == text
