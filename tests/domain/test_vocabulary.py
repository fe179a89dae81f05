"""The closed lists of words keep their promises."""

import inspect
import re
from enum import StrEnum

import pytest

from app.domain import vocabulary
from app.domain.vocabulary import Certainty, OrganizationType

LISTS = [kind for _, kind in inspect.getmembers(vocabulary, inspect.isclass) if issubclass(kind, StrEnum)]
LISTS.remove(StrEnum)


def test_only_what_was_read_somewhere_is_established() -> None:
    assert [level.value for level in Certainty if level.is_established] == ["A", "B"]


@pytest.mark.parametrize("kind", [kind for kind in LISTS if kind is not Certainty])
def test_every_word_is_its_name_in_lower_case_and_fits_its_column(kind: type[StrEnum]) -> None:
    for member in kind:
        assert member.value == member.name.lower()
        assert re.fullmatch("[a-z_]{1,40}", member.value)


def test_companies_and_institutions_are_no_governments() -> None:
    private = {kind for kind in OrganizationType if kind.is_private}
    assert private == {OrganizationType.COMPANY, OrganizationType.INSTITUTION}
