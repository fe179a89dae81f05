"""The whole main job in a browser: a city goes from an invitation to full member, each person at their own screen."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenSite, OpenVisit
from tests.browser.expected import DAYS, JOURNEY, Leg
from tests.browser.journey import MAIN, facts, pdf, standing, status
from tests.browser.official_legs import be_invited
from tests.browser.trip import EMBASSY, HEAD, MARAS, PREPARER, Trip, officials


@pytest.mark.timeout(400)
@pytest.mark.parametrize("javascript", [False, True], ids=["without JavaScript", "with JavaScript"])
def test_a_city_becomes_a_full_member(open_site: OpenSite, open_visit: OpenVisit, javascript: bool) -> None:
    site = open_site(DAYS["invitation"])
    officials(site)
    # The one journey with scripts is looked at closely: weight, widths, and what axe finds.
    visit = open_visit(site, javascript=javascript, is_weighed=javascript)
    trip = Trip(visit, site, DAYS, is_examined=javascript, answered_on="18/12/2026", decided_on="10/03/2027")
    be_invited(trip)
    told = []
    for leg, _, _ in JOURNEY:
        leg(trip)
        told.append((leg.__name__, standing(visit, trip.number), status(visit)))
        EXTRAS.get(leg.__name__, nothing_more)(trip)
    assert told == [(leg.__name__, sentence, words) for leg, words, sentence in JOURNEY]
    read_papers(trip)
    look_at_the_register(trip, "Miembro pleno")
    # What was weighed was the whole page: the font alone has 20 kB.
    assert all(weight > 35_000 for weight in visit.weights.values()), visit.weights


def nothing_more(_trip: Trip) -> None:
    """Go straight on to the next leg."""


def look_in_seoul(trip: Trip) -> None:
    """See, as the Embassy, where the application stands and not what it says: nothing was sent to WeGO yet."""
    trip.enter(EMBASSY)
    trip.visit.go(f"/expedientes/{trip.number}")
    expect(trip.visit.page.locator(MAIN)).to_contain_text("desde que el expediente se envía a WeGO")
    with trip.visit.expecting(403):
        trip.visit.go(f"/expedientes/{trip.number}/solicitud")
        expect(trip.visit.page.locator(MAIN)).to_contain_text("desde que el expediente se envía a WeGO")
        trip.look()
    trip.look(f"/expedientes/{trip.number}")


def read_the_term(trip: Trip) -> None:
    """Read how the city's term is counted, day by day, and the same sentence in English."""
    trip.enter(PREPARER)
    trip.visit.go(f"/expedientes/{trip.number}/plazos/correction")
    days = trip.visit.page.locator("table.days tbody tr:has(time)").all_inner_texts()
    counted = [day.split("\t")[0] for day in days if "Día hábil" in day]
    assert counted == [
        *("martes 1", "miércoles 2", "jueves 3", "viernes 4", "lunes 7", "jueves 10", "viernes 11", "lunes 14"),
        *("martes 15", "miércoles 16"),
    ]
    assert [day for day in days if "Concepción" in day or "Ayacucho" in day] == [
        "martes 8\tNo cuenta: Inmaculada Concepción",
        "miércoles 9\tNo cuenta: Batalla de Ayacucho",
    ]
    trip.look()
    trip.visit.page.get_by_role("button", name="English").click()
    assert standing(trip.visit, trip.number) == (
        "It is at step 10, “Correct what was observed”: the applying government has held it since 30 November 2026; "
        "what is missing is to answer 3 observations and submit the form again; the term ends on 16 December 2026."
    )
    trip.look()
    trip.visit.page.get_by_role("button", name="Español").click()


def compare(trip: Trip) -> None:
    """See what was asked and changed, asked and not changed, and changed unasked."""
    trip.enter(HEAD)
    trip.visit.go(f"/expedientes/{trip.number}/revision")
    compared = trip.visit.page.locator("section[aria-labelledby=comparacion]")
    for words in ("Pedido y cambiado (2)", "Pedido y no cambiado (1)", "Cambiado sin que se pidiera (1)"):
        expect(compared).to_contain_text(words)


def look_at_the_register(trip: Trip, category: str = "Miembro asociado") -> None:
    """Anybody finds the city on the register of members."""
    trip.visit.go("/miembros")
    trip.look()
    row = trip.visit.page.locator("tr", has_text="Municipalidad Distrital de Maras")
    expect(row).to_contain_text(category)
    trip.look(f"/miembros/{MARAS}")


EXTRAS: dict[str, Leg] = {
    "issue_observations": read_the_term,
    "resubmit": compare,
    "endorse": look_in_seoul,
    "be_accepted": look_at_the_register,
}


def read_papers(trip: Trip) -> None:
    """Download the brief, in both languages, and hold the receipt kept at certification to its words."""
    trip.enter(PREPARER)
    trip.visit.go(f"/gobiernos/{MARAS}")
    trip.look()
    brief = pdf(trip.visit, "Descargar la ficha en español")
    for words in ("Municipalidad Distrital de Maras", "Miembro pleno", "10 de marzo de 2027", trip.number):
        assert words in brief, words
    english = pdf(trip.visit, "Descargar la ficha en inglés")
    assert "is a full member of WeGO by the decision of 10 March 2027" in english
    receipt = trip.texts["cargo"]
    assert "Constancia de registro en Ruta WeGO; no reemplaza el cargo de la mesa de partes" in receipt
    assert trip.number in receipt
    assert "26 de noviembre de 2026" in receipt


@pytest.mark.timeout(400)
@pytest.mark.parametrize(
    ("now", "year", "term"),
    [
        # Half an hour before and after midnight in Lima: in UTC it is 2027 already, in Seoul it is the afternoon.
        pytest.param(
            datetime(2027, 1, 1, 4, 30, tzinfo=UTC), 2026, ("2023-01-01", "2026-12-31"), id="31 December 2026"
        ),
        pytest.param(datetime(2027, 1, 1, 5, 30, tzinfo=UTC), 2027, ("2027-01-01", "2030-12-31"), id="1 January 2027"),
    ],
)
def test_the_way_is_the_same_on_the_day_the_mayors_change(
    open_site: OpenSite, open_visit: OpenVisit, now: datetime, year: int, term: tuple[str, str]
) -> None:
    site = open_site(now)
    officials(site)
    visit = open_visit(site, javascript=False)
    trip = Trip(visit, site, {}, term=term, is_let_in=True)
    today = "31 de diciembre de 2026" if year == 2026 else "1 de enero de 2027"
    be_invited(trip)
    due, seen = {}, []
    for leg, _, _ in JOURNEY:
        leg(trip)
        standing(visit, trip.number)
        seen.append(status(visit))
        due[leg.__name__] = facts(visit).get("Vence"), facts(visit)["Desde"]
    assert trip.number == f"{year}-CUS-0001"
    assert seen == [words for _, words, _ in JOURNEY]
    assert due["open_application"] == ("6 de enero de 2027", today)
    assert due["certify"] == ("12 de enero de 2027", today)
    assert due["be_confirmed"] == (None, "1 de enero de 2027")
    look_at_the_register(trip, "Miembro pleno")
