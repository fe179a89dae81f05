"""A real Chromium in front of a real server. Nothing is skipped: without a browser these tests fail."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.serving import Site, serving
from tests.browser.watching import Visit, visit
from tests.conftest import Clock, World

FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ON_MACOS = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")

OpenSite = Callable[[datetime], Site]
OpenVisit = Callable[..., Visit]


class BrowserMissingError(RuntimeError):
    """The tests of pages need a Chromium, and this machine has none."""


def chromium_path() -> str:
    """Return where the system's Chromium is. Raises BrowserMissingError, saying how to install it."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None and not ON_MACOS.exists():
        raise BrowserMissingError("Chromium is not installed: .ci/system-packages.sh test installs it")
    return found or str(ON_MACOS)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Start the system's Chromium with a profile that is thrown away.

    For one file of tests at a time: while Playwright runs, no other test could leave an application context.
    """
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def open_site(world: World, tmp_path: Path) -> Iterator[OpenSite]:
    """Give the function that starts a program of its own, whose clock stands where it is told."""
    with ExitStack() as open_now:

        def start(now: datetime) -> Site:
            clock = Clock()
            clock.set(now)
            return open_now.enter_context(serving(world, tmp_path / "site", clock))

        yield start


@pytest.fixture
def open_visit(chromium: Browser) -> Iterator[OpenVisit]:
    """Give the function that opens a fresh window on a site, which fails the test for what the browser complains of."""
    with ExitStack() as open_now:

        def start(of: Site, *, javascript: bool = True, is_weighed: bool = False) -> Visit:
            watched = visit(chromium, of.address, javascript=javascript, is_weighed=is_weighed)
            return open_now.enter_context(watched)

        yield start
