"""Pages beside the journey, errors and empty states: each is light, fits a phone, and shuts nobody out."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import pytest
from playwright.sync_api import expect

from app.domain.vocabulary import Role, Status
from app.extensions import db
from app.services.applications import sections
from tests.browser.conftest import OpenSite, OpenVisit
from tests.browser.journey import MAIN, press
from tests.browser.serving import Site
from tests.browser.watching import Visit
from tests.factories import DISTRICT, NOON, a_user, an_application, occasion_of
from tests.stage import Stage, a_stage

pytestmark = pytest.mark.timeout(300)

READ = {
    "nobody": ("/", "/como-se-postula", "/solicitud-en-blanco", "/miembros", "/ingresar"),
    "preparer": (
        *(
            "/gobiernos?q=zzzz",
            "/expedientes/nuevo?q=zzzz",
            "/expedientes/nuevo?q=cusco",
            "/miembros/{member}",
            "/gobiernos",
        ),
        *(
            "/expedientes/{number}/solicitud/motivation",
            "/invitaciones",
            "/expedientes/{number}",
        ),
        *("/expedientes/{number}/acciones/suspend", "/expedientes/{number}/registros/{record}/corregir"),
    ),
    "signatory": ("/expedientes/{number}/acciones/withdraw", "/expedientes/{number}/acciones/proceed"),
    "head": (
        *("/inicio", "/expedientes/{number}/acciones/archive", "/expedientes/{number}/acciones/register"),
        *("/expedientes/{number}/pasos/office_review/ampliar", "/expedientes/{number}/plazos/office_review"),
        *(
            "/expedientes/{sent}/pasos/notice/no-aplica",
            "/invitaciones?q=zzzz",
            "/expedientes/{number}/revision",
            "/expedientes/{number}/revision/conformidad",
        ),
    ),
    "other office": ("/inicio", "/expedientes", "/expedientes?q=zzzz"),
    "lima": (
        *("/inicio", "/gobiernos/nuevo", "/miembros/{member}/registrar", "/miembros/{member}/registros/1/corregir"),
        *("/expedientes/{number}/acciones/transfer", "/expedientes/{sent}", "/correo"),
    ),
    "embassy": ("/inicio", "/expedientes/{sent}/acciones/not_accept", "/expedientes/{sent}/revision"),
    "other city": (
        *("/inicio", "/miembros/{member}", "/miembros/{member}/pasos/fee", "/miembros/{member}/pasos/fee/no-aplica"),
        *("/miembros/{member}/pasos/follow_up", "/miembros/{member}/pasos/authority_change"),
    ),
    "administrator": ("/inicio", "/invitaciones"),
}
"""Pages that answer 200, and who opens them."""

EMPTY = (
    ("nobody", "/ingresar"),
    ("preparer", "/expedientes/{number}/acciones/suspend"),
    ("other city", "/miembros/{member}/pasos/fee"),
    ("lima", "/gobiernos/nuevo"),
    ("lima", "/expedientes/{number}/acciones/transfer"),
    ("head", "/invitaciones?gobierno={city}"),
    ("embassy", "/expedientes/{sent}/pasos/acceptance"),
    ("nobody", "/invitacion/{token}"),
)
"""Forms that are sent as they are, empty, and by whom."""


@pytest.fixture
def site(open_site: OpenSite) -> Site:
    """Serve at noon of 23 November 2026."""
    return open_site(NOON)


@pytest.fixture
def visit(open_visit: OpenVisit, site: Site) -> Visit:
    """Give a window that is weighed and looked at."""
    return open_visit(site, is_weighed=True)


@pytest.fixture
def stage(site: Site) -> Stage:
    """Give the small world of tests/stage.py, on the site."""
    return site.do(lambda: a_stage(site.app, db.session))


def come(visit: Visit, site: Site, stage: Stage, person: str) -> None:
    """Go on as `person`."""
    account = stage.accounts[person]
    visit.become(site.session_of(account) if account else "")


def test_every_page_beside_the_journey_is_light_fits_and_shuts_nobody_out(
    site: Site, visit: Visit, stage: Stage
) -> None:
    for person, pages in READ.items():
        come(visit, site, stage, person)
        for pattern in pages:
            visit.go(stage.address(pattern))
            visit.examine(f"{person} {pattern}")


def test_every_form_sent_empty_comes_back_with_its_errors_readable(site: Site, visit: Visit, stage: Stage) -> None:
    for person, pattern in EMPTY:
        come(visit, site, stage, person)
        visit.go(stage.address(pattern))
        with visit.expecting(422):
            visit.page.locator(f"{MAIN} button.primary").click()
            expect(visit.page.locator(".error-summary")).to_be_focused()
            visit.examine(f"{person} {pattern} empty")
        # Every line of the summary leads to the field it speaks of.
        for link in visit.page.locator(".error-summary a").all():
            link.click()
            expect(visit.page.locator(":focus, :target").first).to_be_visible()


def opened(code: str = DISTRICT, at: Status = Status.PREPARING) -> tuple[str, str]:
    """Open an application and return its number and its preparer's account."""
    journey = an_application(code, at=at)
    return journey.number, journey.preparer.fs_uniquifier


def test_answers_that_are_wrong_come_back_with_the_words_beside_them(site: Site, visit: Visit) -> None:
    number, preparer = site.do(opened)
    visit.become(site.session_of(preparer))
    visit.go(f"/expedientes/{number}/solicitud/government")
    visit.page.locator("#ruc").fill("20147421540")
    visit.page.locator("#institutional_email").fill("alcaldia")
    with visit.expecting(422):
        press(visit, "Guardar y continuar")
        expect(visit.page.locator("#ruc-error")).to_contain_text("Revise el RUC")
        assert visit.page.locator("#institutional_email").input_value() == "alcaldia"
        visit.examine("a wrong answer")


def test_two_answers_to_one_question_are_both_shown(site: Site, visit: Visit) -> None:
    number, preparer = site.do(opened)
    visit.become(site.session_of(preparer))
    visit.go(f"/expedientes/{number}/solicitud/government")
    site.do(lambda: save_another_address(number))
    visit.page.locator("#address").fill("Plaza de Armas 1")
    with visit.expecting(409):
        press(visit, "Guardar y continuar")
        for words in ("Plaza de Armas 1", "Jirón Bolognesi 2"):
            expect(visit.page.locator(MAIN)).to_contain_text(words)
        visit.examine("two answers")


def save_another_address(number: str) -> None:
    """Have a colleague save another address meanwhile."""
    colleague = a_user(Role.SIGNATORY)
    sections.save_section(number, "government", 0, {"address": "Jirón Bolognesi 2"}, occasion_of(colleague))


REFUSED = (
    ("nobody", "/no-existe", 404),
    ("nobody", "/invitacion/" + "a" * 43, 404),
    ("other city", "/expedientes/{number}", 404),
    ("embassy", "/expedientes/{number}/solicitud", 403),
    ("preparer", "/expedientes/{number}/revision/ronda", 403),
    ("preparer", "/expedientes/{number}/acciones/resume", 409),
    ("nobody", "/como-se-postula", 500),
)


def test_every_page_that_refuses_says_why_and_what_to_do(site: Site, visit: Visit, stage: Stage) -> None:
    for person, pattern, status in REFUSED:
        come(visit, site, stage, person)
        with visit.expecting(status), broken(site, status):
            visit.go(stage.address(pattern))
            expect(visit.page.locator(MAIN).get_by_role("link").first).to_be_visible()
            visit.examine(f"{status} for {person}")


@contextmanager
def broken(site: Site, status: int) -> Iterator[None]:
    """Make the page of the steps fail, where an error of ours is wanted."""
    views: dict[str, Any] = site.app.view_functions
    whole = views["public.process"]
    if status == 500:
        views["public.process"] = lambda: 1 // 0
    try:
        yield
    finally:
        views["public.process"] = whole


def test_an_application_beside_the_way_says_so(site: Site, visit: Visit) -> None:
    places = {
        Status.SUSPENDED: "081302",
        Status.WITHDRAWN: "081303",
        Status.ARCHIVED: "081304",
        Status.NOT_ENDORSED: "081307",
    }
    for status, code in places.items():
        number, preparer = site.do(partial(opened, code, status))
        visit.become(site.session_of(preparer))
        visit.go(f"/expedientes/{number}")
        visit.examine(str(status))
        visit.go("/inicio")
        visit.examine(f"home, {status}")


def test_a_long_word_breaks_instead_of_widening_the_page(site: Site, visit: Visit) -> None:
    def with_a_paper() -> tuple[str, str]:
        journey = an_application(DISTRICT, at=Status.PREPARING)
        journey.upload(journey.preparer, "step:city_profile", name="informe_" * 20 + ".pdf")
        return journey.number, journey.preparer.fs_uniquifier

    number, preparer = site.do(with_a_paper)
    visit.become(site.session_of(preparer))
    visit.go(f"/expedientes/{number}")
    visit.examine("long word")


def test_somebody_without_a_role_is_told_how_to_get_one(site: Site, visit: Visit) -> None:
    visit.become(site.session_of(site.do(lambda: a_user(None).fs_uniquifier)))
    visit.go("/inicio")
    expect(visit.page.locator(MAIN)).to_contain_text("todavía no tiene un cargo")
    visit.examine("no role")


def test_what_an_examination_finds_is_told(chromium: object, site: Site, open_visit: OpenVisit) -> None:
    visit = open_visit(site, is_weighed=True)
    visit.go("/")
    visit.page.evaluate(
        "() => document.querySelector('main').append(Object.assign(document.createElement('img'), {src: '/x'}))"
    )
    visit.page.evaluate("() => { document.querySelector('h1').style.width = '5000px'; console.error('broken'); }")
    visit.page.wait_for_timeout(200)
    visit.brought[site.address + "/"] += 20_000
    visit.examine()
    told = "\n".join(visit.findings)
    visit.findings.clear()
    for words in ("bytes on the wire", "image-alt", "spills", "console: broken", "GET /x: 404"):
        assert words in told, told
