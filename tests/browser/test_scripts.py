"""What the small scripts add to pages that work without them: suggestions, saving by itself, warnings, counting."""

import pytest
from playwright.sync_api import Dialog, expect

from tests.browser.conftest import OpenSite, OpenVisit
from tests.browser.journey import MAIN
from tests.browser.serving import Site
from tests.browser.watching import Visit
from tests.factories import NOON, a_user, an_application

pytestmark = pytest.mark.timeout(300)
LONG_ENOUGH = 5_000  # milliseconds without typing, after which a page saves by itself


@pytest.fixture
def site(open_site: OpenSite) -> Site:
    """Serve at noon of 23 November 2026."""
    return open_site(NOON)


@pytest.fixture
def visit(open_visit: OpenVisit, site: Site) -> Visit:
    """Give a window with scripts."""
    return open_visit(site)


def opened() -> tuple[str, str]:
    """Open an application and return its number and its preparer's account."""
    journey = an_application()
    return journey.number, journey.preparer.fs_uniquifier


def test_a_search_suggests_while_one_types_and_is_led_by_the_keyboard(site: Site, visit: Visit) -> None:
    visit.become(site.session_of(site.do(lambda: a_user("coordinator").fs_uniquifier)))
    visit.go("/gobiernos")
    box = visit.page.locator(MAIN).get_by_role("combobox")
    box.press_sequentially("nunoa", delay=20)
    first = visit.page.get_by_role("option").first
    expect(first).to_contain_text("Municipalidad Distrital de Nuñoa")
    expect(first).to_contain_text("Nuñoa, Melgar, Puno")
    expect(box).to_have_attribute("aria-expanded", "true")
    visit.examine("suggestions")
    box.press("ArrowDown")
    expect(first).to_have_attribute("aria-selected", "true")
    box.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    box.fill("nunoa ")
    expect(first).to_be_visible()
    box.press("ArrowDown")
    box.press("Enter")
    expect(visit.page.get_by_role("heading", level=1)).to_contain_text("Nuñoa")


def test_a_page_of_the_form_saves_by_itself(site: Site, visit: Visit) -> None:
    number, preparer = site.do(opened)
    visit.become(site.session_of(preparer))
    visit.page.clock.install()
    visit.go(f"/expedientes/{number}/solicitud/government")
    visit.page.locator("#address").fill("Plaza de Armas 1")
    expect(visit.page.locator("[data-save-status]")).to_have_text("Hay cambios sin guardar.")
    visit.page.clock.fast_forward(LONG_ENOUGH)
    expect(visit.page.locator("[data-save-status]")).to_have_text("Cambios guardados.")
    # Nothing is lost by leaving now, so nothing is asked; and the next save starts from the version just saved.
    visit.go(f"/expedientes/{number}/solicitud/government")
    expect(visit.page.locator("#address")).to_have_value("Plaza de Armas 1")


def test_leaving_with_something_typed_is_asked_first(site: Site, visit: Visit) -> None:
    number, preparer = site.do(opened)
    visit.become(site.session_of(preparer))
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    visit.page.on("dialog", answer)
    visit.go(f"/expedientes/{number}/solicitud/government")
    visit.go(f"/expedientes/{number}")
    assert asked == []
    visit.go(f"/expedientes/{number}/solicitud/government")
    visit.page.locator("#address").press_sequentially("x")
    visit.go(f"/expedientes/{number}")
    assert asked == ["beforeunload"]


def test_a_button_pressed_twice_sends_once(site: Site, visit: Visit) -> None:
    visit.become(site.session_of(site.do(lambda: a_user("preparer").fs_uniquifier)))
    posted: list[str] = []
    visit.page.on("request", lambda request: posted.append(request.url) if request.method == "POST" else None)
    visit.go("/expedientes/nuevo")
    visit.page.locator('[name="code"]').check()
    visit.page.locator(f"{MAIN} button.primary").dblclick()
    visit.page.wait_for_url("**/expedientes/2026-CUS-0001")
    assert len(posted) == 1


def test_a_long_text_says_how_much_room_is_left(site: Site, visit: Visit) -> None:
    number, preparer = site.do(opened)
    visit.become(site.session_of(preparer))
    visit.go(f"/expedientes/{number}/solicitud/motivation")
    count = visit.page.locator("#reasons_es-count")
    limit = int("".join(filter(str.isdigit, count.inner_text())))
    visit.page.locator("#reasons_es").fill("ñ" * (limit - 3))
    expect(count).to_have_text("Caracteres disponibles: 3")
    visit.page.locator("#reasons_es").fill("ñ" * (limit + 2))
    expect(count).to_have_text("Caracteres de más: 2")
    visit.page.locator("#reasons_es").fill("")
    visit.go(f"/expedientes/{number}")
