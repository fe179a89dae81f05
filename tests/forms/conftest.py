"""What tests of forms share: the program without a database, and a page of the form as somebody sent it."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from flask import Flask

from app import create_app
from app.forms.answers.sections import SectionForm, section_form
from config import TestConfig
from tests.factories import form as catalogue

Sent = Callable[..., AbstractContextManager[SectionForm]]


@pytest.fixture(scope="session")
def program(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """Give the program; no test of forms opens its database."""
    folder = tmp_path_factory.mktemp("forms")
    return create_app(TestConfig(f"sqlite:///{folder / 'unused.sqlite3'}", str(folder)))


@pytest.fixture
def sent(program: Flask) -> Sent:
    """Give the function that sends a page of the form: section, what was typed, the answers the page started from."""

    @contextmanager
    def send(
        section: str,
        typed: Mapping[str, Any],
        answers: Mapping[str, Any] | None = None,
        catalog: str = "membership-form",
    ) -> Iterator[SectionForm]:
        with program.test_request_context(method="POST", data=dict(typed)):
            form = section_form(catalogue(catalog)[section], answers or {}, 0)
            form.validate()
            yield form

    return send
