"""What tests of papers share: a program without a database, and papers made once."""

from collections.abc import Iterator

import pytest
from flask import Flask

from app.briefs.city import city_brief
from tests.briefs.examples import a_city_brief
from tests.briefs.papers import PAPERS, MakePaper, made
from tests.briefs.program import a_program
from tests.briefs.reading import Paper


@pytest.fixture(scope="session")
def papers_program(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """Give a program that has templates and translations only."""
    return a_program(tmp_path_factory.mktemp("translations"))


@pytest.fixture(autouse=True)
def _inside_the_program(papers_program: Flask) -> Iterator[None]:
    """Run each test where templates and translations are found."""
    with papers_program.app_context():
        yield


@pytest.fixture(params=sorted(PAPERS))
def paper(request: pytest.FixtureRequest) -> Paper:
    """Give each of the example papers in turn."""
    return made(request.param)


@pytest.fixture
def brief() -> MakePaper:
    """Give the function that makes a city brief with something changed and reads it."""
    return lambda language="es", **changes: Paper(city_brief(a_city_brief(language, **changes)))
