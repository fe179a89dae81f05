"""Money as Peru writes it, and which questions ask for some."""

from decimal import Decimal

import pytest

from app.domain.money import money
from app.domain.process.catalog import FieldType
from tests.domain import seeds


@pytest.mark.parametrize(
    ("amount", "currency", "written"),
    [
        (Decimal("1234.5"), "PEN", "S/ 1,234.50"),
        (Decimal(92000), "USD", "USD 92,000.00"),
        (Decimal("0.005"), "PEN", "S/ 0.00"),
    ],
)
def test_money_has_its_sign_commas_and_two_decimals(amount: Decimal, currency: str, written: str) -> None:
    assert money(amount, currency) == written


def test_an_amount_is_in_soles_or_in_the_currency_answered_beside_it() -> None:
    fields = seeds.catalog("local-government").fields
    assert fields["budget_pim"].currency_in({}) == "PEN"
    assert fields["fee_amount"].currency_in({"fee_currency": "USD"}) == "USD"
    assert fields["fee_amount"].currency_in({}) is None
    assert fields["area"].currency_in({"fee_currency": "USD"}) is None


@pytest.mark.parametrize("process", ["local-government", "company", "institution"])
def test_every_amount_has_a_currency_and_nothing_else_has_one(process: str) -> None:
    fields = seeds.catalog(process).fields.values()
    marked = {field.code for field in fields if field.currency}
    in_soles = {field.code for field in fields if field.unit and "S/" in field.unit.es}
    assert in_soles < marked
    assert all(field.type is FieldType.DECIMAL for field in fields if field.currency)
    assert {field.code for field in fields if field.currency_asked_at} == {"fee_amount"} == marked - in_soles
