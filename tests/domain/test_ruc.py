"""A RUC is believed only if its check digit is right."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.ruc import is_valid_ruc

# As they stand on printed receipts: SUNAT's own and the one of the Metropolitan Municipality of Lima.
REAL = ["20131312955", "20131380951"]


@pytest.mark.parametrize("ruc", REAL)
def test_real_numbers_are_valid(ruc: str) -> None:
    assert is_valid_ruc(ruc)


@pytest.mark.parametrize(
    ("first_ten", "check"), [("2000000000", "1"), ("2000000001", "0"), ("2000000002", "8"), ("2000000003", "6")]
)
def test_the_check_digit_is_worked_out_by_hand(first_ten: str, check: str) -> None:
    # 2 x 5 = 10, and each last digit adds twice itself: 10 -> 11 - 10 = 1; 12 -> 11 - 1 = 10, written 0;
    # 14 -> 11 - 3 = 8; 16 -> 11 - 5 = 6.
    assert is_valid_ruc(first_ten + check)


def test_a_remainder_of_zero_gives_one() -> None:
    # 2 x 5 + 4 x 3 = 22, a multiple of 11: 11 - 0 = 11, written 1.
    assert is_valid_ruc("20400000001")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2013131295",
        "201313129555",
        "10131312955",
        "20131312955 ",
        "2013131295a",
        "20-131312955",
        "٢٠١٣١٣١٢٩٥٥",
        "20131312955\n",
    ],
)
def test_anything_but_eleven_plain_digits_that_start_with_20_is_refused(text: str) -> None:
    assert not is_valid_ruc(text)


@given(st.sampled_from(REAL), st.integers(1, 9))
def test_a_wrong_check_digit_is_always_noticed(ruc: str, step: int) -> None:
    assert not is_valid_ruc(ruc[:10] + str((int(ruc[10]) + step) % 10))


@given(st.from_regex(r"20[0-9]{8}", fullmatch=True))
def test_each_ten_digits_have_exactly_one_check_digit(first_ten: str) -> None:
    assert sum(is_valid_ruc(first_ten + str(check)) for check in range(10)) == 1
