"""A window that is watched: whatever the browser complains of, overflows, weighs too much or shuts somebody out."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, CDPSession, ConsoleMessage, Page, Response

HEAVIEST = 60_000  # bytes on the wire, style sheets, fonts and scripts included
DESKTOP, PHONE, NARROW = 1280, 360, 320  # CSS pixels
HEIGHT = 900
TIME_LIMIT = 15_000  # milliseconds for one thing to appear; a machine that runs everything at once is slow
NOT_FOUND = "Failed to load resource"
"""How the browser says again, on its console, what the status of the answer said."""
RULES = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    # Off unless asked for: it belongs to WCAG 2.2.
    "rules": {"target-size": {"enabled": True}},
}
SPILLS = """() => {
  const limit = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= limit) return [];
  const out = [...document.querySelectorAll("main *, header *, footer *")]
    .filter((element) => element.getBoundingClientRect().right > limit + 1);
  return out.slice(0, 4).map((element) => element.outerHTML.slice(0, 120));
}"""
UNFOLD = """() => document.querySelectorAll("details:not([open])").forEach((element) => {
  element.open = true;
  element.dataset.unfolded = "";
})"""
FOLD = """() => document.querySelectorAll("details[data-unfolded]").forEach((element) => {
  element.open = false;
  delete element.dataset.unfolded;
})"""


@dataclass
class Visit:
    """One window and everything that was found wrong in it; `findings` fail the test when the window closes."""

    page: Page
    address: str
    findings: list[str] = field(default_factory=list)
    weights: dict[str, int] = field(default_factory=dict)
    expected: frozenset[int] = frozenset()
    weight: int = 0
    seen: set[str] = field(default_factory=set)

    @property
    def path(self) -> str:
        """Where the window is, without the site's address."""
        return self.page.url.removeprefix(self.address)

    def go(self, path: str) -> None:
        """Open a page of the site."""
        self.page.goto(self.address + path)

    def become(self, cookie: str) -> None:
        """Go on as whoever the session cookie says; as nobody with none."""
        self.page.context.clear_cookies()
        if cookie:
            self.page.context.add_cookies([{"name": "session", "value": cookie, "url": self.address}])

    @contextmanager
    def expecting(self, *statuses: int) -> Iterator[None]:
        """Let the pages opened inside the block answer with one of these errors, and none outside."""
        self.expected = frozenset(statuses)
        try:
            yield
        finally:
            self.expected = frozenset()

    def examine(self, name: str = "") -> None:
        """Look at the page as it stands: its weight, its widths, and what axe finds on a desk and on a phone.

        Whatever is folded away is opened on the phone, so that it's looked at too. A page that was looked at before, in
        another state, is only looked at on the desk.
        """
        name = name or shortened(self.path)
        self.page.wait_for_load_state("load")
        self.page.evaluate("() => document.fonts.ready.then(() => null)")
        self.weights[name] = max(self.weight, self.weights.get(name, 0))
        if self.weight > HEAVIEST:
            self.findings.append(f"{name}: {self.weight} bytes on the wire")
        self._axe(name, DESKTOP)
        self.page.evaluate(UNFOLD)
        for width in (PHONE, NARROW):
            self.page.set_viewport_size({"width": width, "height": HEIGHT})
            if spilling := self.page.evaluate(SPILLS):
                self.findings.append(f"{name} at {width}: spills {spilling}")
        if name not in self.seen:
            self._axe(name, PHONE)
        self.seen.add(name)
        self.page.evaluate(FOLD)
        self.page.set_viewport_size({"width": DESKTOP, "height": HEIGHT})

    def _axe(self, name: str, width: int) -> None:
        self.page.set_viewport_size({"width": width, "height": HEIGHT})
        for violation in Axe().run(self.page, options=RULES).response["violations"]:
            places = [node["html"][:160] for node in violation["nodes"][:3]]
            self.findings.append(f"{name} at {width}: {violation['id']}: {violation['help']}: {places}")

    def heard(self, message: ConsoleMessage) -> None:
        """Note what the console complains of; refused styles and scripts are said there too."""
        if message.type in {"error", "warning"} and not message.text.startswith(NOT_FOUND):
            self.findings.append(f"{shortened(self.path)}: console: {message.text}")

    def answered(self, response: Response) -> None:
        """Note an answer that is an error nobody expected."""
        if response.status >= 400 and response.status not in self.expected:
            self.findings.append(f"{response.request.method} {shortened(response.url)}: {response.status}")


def shortened(address: str) -> str:
    """Return the path of an address, without the parts that change from run to run."""
    return urlsplit(address).path


@contextmanager
def visit(browser: Browser, address: str, *, javascript: bool, is_weighed: bool) -> Iterator[Visit]:
    """Open a fresh window at `address`, and fail at the end for whatever went wrong in it."""
    context = browser.new_context(
        java_script_enabled=javascript,
        locale="es-PE",
        viewport={"width": DESKTOP, "height": HEIGHT},
        reduced_motion="reduce",
        accept_downloads=True,
    )
    context.set_default_timeout(TIME_LIMIT)
    page = context.new_page()
    watched = Visit(page, address)
    page.on("console", watched.heard)
    page.on("pageerror", lambda error: watched.findings.append(f"{shortened(watched.path)}: {error}"))
    page.on("response", watched.answered)
    if is_weighed:
        weigh(watched, context.new_cdp_session(page))
    try:
        yield watched
    finally:
        context.close()
    assert not watched.findings, "\n".join(dict.fromkeys(watched.findings))


def weigh(watched: Visit, session: CDPSession) -> None:
    """Add up what each page brings over the wire; without the cache every page is as cold as a first visit."""
    page: dict[str, str] = {}
    of_page: set[str] = set()

    def begun(event: dict[str, Any]) -> None:
        if event["type"] == "Document":
            watched.weight = 0
            of_page.clear()
            page["loader"] = event["loaderId"]
        # What the page before still waited for isn't this one's.
        if event["loaderId"] == page.get("loader"):
            of_page.add(event["requestId"])

    def finished(event: dict[str, Any]) -> None:
        if event["requestId"] in of_page:
            watched.weight += int(event["encodedDataLength"])

    session.on("Network.requestWillBeSent", begun)
    session.on("Network.loadingFinished", finished)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
