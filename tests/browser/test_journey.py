"""The whole main job in a browser: a city goes from an invitation to full member, each person at their own screen.

The days and terms are counted by hand: 8 and 9 December and 25 December 2026 are holidays, so is 1 January 2027.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from playwright.sync_api import expect

from tests.browser import legs
from tests.browser.conftest import OpenSite, OpenVisit
from tests.browser.journey import MAIN, facts, pdf, sign_in, standing, status
from tests.browser.legs import EMBASSY, MARAS, PREPARER, Trip


def noon(year: int, month: int, day: int) -> datetime:
    """Return noon in Lima of a day."""
    return datetime(year, month, day, 17, tzinfo=UTC)


DAYS = {
    "invitation": noon(2026, 11, 23),
    "profile": noon(2026, 11, 24),
    "reports": noon(2026, 11, 25),
    "certifying": noon(2026, 11, 26),
    "observing": noon(2026, 11, 30),
    "correcting": noon(2026, 12, 3),
    "endorsing": noon(2026, 12, 4),
    "resolving": noon(2026, 12, 7),
    "signing": noon(2026, 12, 10),
    "sending": noon(2026, 12, 11),
    "notice": noon(2026, 12, 14),
    "acceptance": noon(2026, 12, 21),
    "confirmation": noon(2027, 3, 15),
}
CITY = "lo tiene el gobierno postulante"
OFFICE = "lo tiene la oficina que acompaña (Oficina Desconcentrada en Cusco)"
FORM = f"Está en el paso 8, «Completar y certificar la solicitud»: {CITY} desde el 24 de noviembre de 2026"
REVIEW = f"Está en el paso 9, «Revisar la solicitud en la oficina que acompaña»: {OFFICE}"
ROUND = f"Está en el paso 10, «Subsanar las observaciones»: {CITY} desde el 30 de noviembre de 2026"
ANSWER = (
    "Está en el paso 16, «Registrar la aceptación como miembro asociado»: lo tiene la Secretaría de WeGO desde el 11 de "
    "diciembre de 2026; falta recibir la respuesta de WeGO y registrarla con su documento; no hay un plazo conocido."
)

Leg = Callable[[Trip], None]
JOURNEY: tuple[tuple[Leg, str, str], ...] = (
    (
        legs.open_application,
        "Borrador",
        f"Está en el paso 3, «Abrir el expediente y designar el punto focal»: {CITY} desde el 23 de noviembre de 2026; "
        "falta completar la sección «Puntos focales» y dar el paso por hecho; el plazo vence el 26 de noviembre de 2026.",
    ),
    (
        legs.name_focal_point,
        "En preparación",
        f"Está en el paso 4, «Completar el perfil de ciudad y la autoevaluación»: {CITY} desde el 23 de noviembre de 2026;"
        " falta completar la sección «Perfil», completar la sección «Autoevaluación» y dar el paso por hecho; el plazo "
        "vence el 7 de diciembre de 2026.",
    ),
    (
        legs.describe_the_city,
        "En preparación",
        f"Está en el paso 5, «Preparar el informe técnico»: {CITY} desde el 24 de noviembre de 2026; falta subir «Informe "
        "técnico» y dar el paso por hecho; el plazo vence el 3 de diciembre de 2026.",
    ),
    (
        legs.upload_reports,
        "En preparación",
        f"{FORM}; falta completar la sección «Gobierno», completar la sección «Autoridad» y 3 más; el plazo vence el 1 de "
        "diciembre de 2026.",
    ),
    (
        legs.fill_in_the_rest,
        "En preparación",
        f"{FORM}; falta certificar la solicitud; el plazo vence el 1 de diciembre de 2026.",
    ),
    (
        legs.certify,
        "En revisión",
        f"{REVIEW} desde el 26 de noviembre de 2026; falta dar la conformidad o enviar las observaciones; el plazo vence "
        "el 7 de diciembre de 2026.",
    ),
    (
        legs.issue_observations,
        "Observado",
        f"{ROUND}; falta responder 3 observaciones y volver a presentar la solicitud; el plazo vence el 16 de diciembre de "
        "2026.",
    ),
    (legs.correct, "Observado", f"{ROUND}; falta volver a presentar la solicitud; el plazo vence el 16 de diciembre de 2026."),
    (
        # Two of the seven days had passed when the round stopped the office's term; 8 and 9 December don't count.
        legs.resubmit,
        "En revisión",
        f"{REVIEW} desde el 3 de diciembre de 2026; falta dar la conformidad o enviar las observaciones; el plazo vence el "
        "14 de diciembre de 2026.",
    ),
    (
        legs.endorse,
        "Con conformidad",
        f"Está en el paso 11, «Adoptar el acuerdo de concejo»: {CITY} desde el 4 de diciembre de 2026; falta subir «Acuerdo "
        "de concejo» y registrar los datos de «Acuerdo de concejo»; el plazo vence el 30 de diciembre de 2026.",
    ),
    (
        legs.resolve,
        "Con acuerdo",
        f"Está en el paso 12, «Firmar la solicitud y la carta de intención»: {CITY} desde el 7 de diciembre de 2026; falta "
        "subir «Solicitud firmada» y registrar los datos de «Firma»; el plazo vence el 14 de diciembre de 2026.",
    ),
    (
        legs.sign,
        "Firmado",
        f"Está en el paso 14, «Enviar la solicitud a la Secretaría de WeGO»: {CITY} desde el 10 de diciembre de 2026; falta "
        "registrar los datos de «Envío a WeGO»; el plazo vence el 11 de diciembre de 2026.",
    ),
    (legs.publish_and_send, "Enviado", ANSWER),
    (legs.notify, "Enviado", ANSWER),
    (
        legs.be_accepted,
        "Miembro asociado",
        "Está en el paso 17, «Registrar la decisión del Comité Ejecutivo (EXCOM)»: lo tiene el Comité Ejecutivo de WeGO "
        "(EXCOM) desde el 18 de diciembre de 2026; falta recibir la respuesta de WeGO y registrarla con su documento; no "
        "hay un plazo conocido.",
    ),
    (
        legs.be_confirmed,
        "Miembro pleno",
        "Terminó: el gobierno postulante es miembro pleno de WeGO por decisión del 10 de marzo de 2027; nadie tiene el "
        "turno.",
    ),
)
"""Each leg, and what the application's page says after it: the status and the whole sentence."""


@pytest.mark.timeout(400)
@pytest.mark.parametrize("javascript", [False, True], ids=["without JavaScript", "with JavaScript"])
def test_a_city_becomes_a_full_member(open_site: OpenSite, open_visit: OpenVisit, javascript: bool) -> None:
    site = open_site(DAYS["invitation"])
    legs.officials(site)
    # The one journey with scripts is looked at closely: weight, widths, and what axe finds.
    visit = open_visit(site, javascript=javascript, is_weighed=javascript)
    trip = Trip(visit, site, DAYS, is_examined=javascript, answered_on="18/12/2026", decided_on="10/03/2027")
    legs.be_invited(trip)
    told = []
    for leg, _, _ in JOURNEY:
        leg(trip)
        told.append((leg.__name__, standing(visit, trip.number), status(visit)))
        EXTRAS.get(leg.__name__, nothing_more)(trip)
    assert told == [(leg.__name__, sentence, words) for leg, words, sentence in JOURNEY]
    read_papers(trip)
    look_at_the_register(trip, "Miembro pleno")


def nothing_more(_trip: Trip) -> None:
    """Go straight on to the next leg."""


def look_in_seoul(trip: Trip) -> None:
    """The Embassy sees where the application stands, not what it says: nothing was sent to WeGO yet."""
    sign_in(trip.visit, EMBASSY)
    trip.visit.go(f"/expedientes/{trip.number}")
    expect(trip.visit.page.locator(MAIN)).to_contain_text("desde que el expediente se envía a WeGO")
    with trip.visit.expecting(403):
        trip.visit.go(f"/expedientes/{trip.number}/solicitud")
        expect(trip.visit.page.locator(MAIN)).to_contain_text("desde que el expediente se envía a WeGO")
        trip.look()
    trip.look(f"/expedientes/{trip.number}")


def read_the_term(trip: Trip) -> None:
    """The city reads how its term is counted, day by day, and the same sentence in English."""
    sign_in(trip.visit, PREPARER)
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
        "It is at step 10, “Correct what was observed”: the applying government has held it since 30 November 2026; what is "
        "missing is to answer 3 observations and submit the form again; the term ends on 16 December 2026."
    )
    trip.look()
    trip.visit.page.get_by_role("button", name="Español").click()


def compare(trip: Trip) -> None:
    """The office sees what was asked and changed, asked and not changed, and changed unasked."""
    sign_in(trip.visit, legs.HEAD)
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
    sign_in(trip.visit, PREPARER)
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
        pytest.param(datetime(2027, 1, 1, 4, 30, tzinfo=UTC), 2026, ("2023-01-01", "2026-12-31"), id="31 December 2026"),
        pytest.param(datetime(2027, 1, 1, 5, 30, tzinfo=UTC), 2027, ("2027-01-01", "2030-12-31"), id="1 January 2027"),
    ],
)
def test_the_way_is_the_same_on_the_day_the_mayors_change(
    open_site: OpenSite, open_visit: OpenVisit, now: datetime, year: int, term: tuple[str, str]
) -> None:
    site = open_site(now)
    legs.officials(site)
    visit = open_visit(site, javascript=False)
    trip = Trip(visit, site, {}, term=term)
    today = "31 de diciembre de 2026" if year == 2026 else "1 de enero de 2027"
    legs.be_invited(trip)
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
    assert due["be_confirmed"] == (None, f"{date(2027, 1, 1).day} de enero de 2027")
    look_at_the_register(trip, "Miembro pleno")
