"""A window that is watched: whatever the browser complains of, overflows, weighs too much or shuts somebody out."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, CDPSession, ConsoleMessage, Page, Response, expect

HEAVIEST = 60_000  # bytes on the wire, style sheets, fonts and scripts included
DESKTOP, PHONE, NARROW = 1280, 360, 320  # CSS pixels
HEIGHT = 900
TIME_LIMIT = 30_000  # milliseconds for one thing to appear; a machine that runs everything at once is slow
NOT_FOUND = "Failed to load resource"
"""How the browser says again, on its console, what the status of the answer said."""
RULES = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    # Off unless asked for: it belongs to WCAG 2.2.
    "rules": {"target-size": {"enabled": True}},
}
RULES_OF_SHAPE = {**RULES, "rules": {"target-size": {"enabled": True}, "color-contrast": {"enabled": False}}}
"""Colours are the same at every width, and looking at them takes longer than all the rest."""
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
    seen: set[str] = field(default_factory=set)
    asked: set[str] = field(default_factory=set)
    brought: dict[str, int] = field(default_factory=dict)

    @property
    def weight(self) -> int:
        """The bytes on the wire of this page for somebody who comes for the first time, nothing in the cache."""
        return sum(self.brought.get(url, 0) for url in self.asked)

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
        """Look at the page as it stands: its weight, its widths, and what axe finds, at a desk and on a phone.

        At the desk whatever is folded away is opened, so that it's looked at too. A page that was looked at before, in
        another state, isn't looked at again on the phone.
        """
        name = name or shortened(self.path)
        self.page.wait_for_load_state("load")
        self.page.evaluate("() => document.fonts.ready.then(() => null)")
        self.weights[name] = max(self.weight, self.weights.get(name, 0))
        if self.weight > HEAVIEST:
            self.findings.append(f"{name}: {self.weight} bytes on the wire")
        self.page.evaluate(UNFOLD)
        self._axe(name, DESKTOP, RULES)
        for width in (NARROW, PHONE):
            self.page.set_viewport_size({"width": width, "height": HEIGHT})
            if spilling := self.page.evaluate(SPILLS):
                self.findings.append(f"{name} at {width}: spills {spilling}")
        self.page.evaluate(FOLD)
        if name not in self.seen:
            self._axe(name, PHONE, RULES_OF_SHAPE)
        self.seen.add(name)
        self.page.set_viewport_size({"width": DESKTOP, "height": HEIGHT})

    def _axe(self, name: str, width: int, rules: dict[str, Any]) -> None:
        self.page.set_viewport_size({"width": width, "height": HEIGHT})
        if not self.page.evaluate("() => 'axe' in window"):
            self.page.evaluate(AXE_SCRIPT)
        for violation in self.page.evaluate("(rules) => axe.run(rules).then((found) => found.violations)", rules):
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
    expect.set_options(timeout=TIME_LIMIT)
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
    """Note what each page asks for, and what each address brought over the wire when it came from the server."""
    urls: dict[str, str] = {}
    page: dict[str, str] = {}

    def begun(event: dict[str, Any]) -> None:
        if event["type"] == "Document":
            watched.asked.clear()
            page["loader"] = event["loaderId"]
        # What the page before still waited for isn't this one's.
        if event["loaderId"] == page.get("loader"):
            watched.asked.add(event["request"]["url"])
        urls[event["requestId"]] = event["request"]["url"]

    def from_cache(event: dict[str, Any]) -> None:
        urls.pop(event["requestId"], None)

    def received(event: dict[str, Any]) -> None:
        if event["response"].get("fromDiskCache"):
            from_cache(event)

    def finished(event: dict[str, Any]) -> None:
        if event["requestId"] in urls:
            watched.brought[urls[event["requestId"]]] = int(event["encodedDataLength"])

    session.on("Network.requestWillBeSent", begun)
    session.on("Network.requestServedFromCache", from_cache)
    session.on("Network.responseReceived", received)
    session.on("Network.loadingFinished", finished)
    session.send("Network.enable")
