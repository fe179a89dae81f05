"""The domain is pure: a test of it that asks for the program or its database fails."""

from typing import NoReturn

import pytest


@pytest.fixture
def app() -> NoReturn:
    """Refuse."""
    raise AssertionError("a test of the domain needs neither the program nor a database")
