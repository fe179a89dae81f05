"""What the application's page says after each leg of the journey, counted and written by hand.

8 and 9 December and 25 December 2026 are holidays, and so is 1 January 2027.
"""

from collections.abc import Callable
from datetime import UTC, datetime

from tests.browser import city_legs, official_legs
from tests.browser.trip import Trip

Leg = Callable[[Trip], None]


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
"""On which day each leg begins; what isn't here happens on the day before it."""

CITY = "el gobierno postulante"
OFFICE = "la oficina que acompaña (Oficina Desconcentrada en Cusco)"
WEGO = "la Secretaría de WeGO"
EXCOM = "el Comité Ejecutivo de WeGO (EXCOM)"
FORM = "8, «Completar y certificar la solicitud»"
REVIEW = "9, «Revisar la solicitud en la oficina que acompaña»"
ROUND = "10, «Subsanar las observaciones»"
ACCEPTANCE = "16, «Registrar la aceptación como miembro asociado»"
ANSWER = "recibir la respuesta de WeGO y registrarla con su documento"


def at(step: str, holder: str, since: str, missing: str, until: str = "") -> str:
    """Return the sentence: where, with whom, since when, what is missing, by when; without `until` no term is known."""
    term = f"el plazo vence el {until}" if until else "no hay un plazo conocido"
    return f"Está en el paso {step}: lo tiene {holder} desde el {since}; falta {missing}; {term}."


OPENED = at(
    "3, «Abrir el expediente y designar el punto focal»",
    CITY,
    "23 de noviembre de 2026",
    "completar la sección «Puntos focales» y dar el paso por hecho",
    "26 de noviembre de 2026",
)
NAMED = at(
    "4, «Completar el perfil de ciudad y la autoevaluación»",
    CITY,
    "23 de noviembre de 2026",
    "completar la sección «Perfil», completar la sección «Autoevaluación» y dar el paso por hecho",
    "7 de diciembre de 2026",
)
DESCRIBED = at(
    "5, «Preparar el informe técnico»",
    CITY,
    "24 de noviembre de 2026",
    "subir «Informe técnico» y dar el paso por hecho",
    "3 de diciembre de 2026",
)
REPORTED = at(
    FORM,
    CITY,
    "24 de noviembre de 2026",
    "completar la sección «Gobierno», completar la sección «Autoridad» y 3 más",
    "1 de diciembre de 2026",
)
FILLED = at(FORM, CITY, "24 de noviembre de 2026", "certificar la solicitud", "1 de diciembre de 2026")
REVIEWING = "dar la conformidad o enviar las observaciones"
CERTIFIED = at(REVIEW, OFFICE, "26 de noviembre de 2026", REVIEWING, "7 de diciembre de 2026")
OBSERVED = at(
    ROUND,
    CITY,
    "30 de noviembre de 2026",
    "responder 3 observaciones y volver a presentar la solicitud",
    "16 de diciembre de 2026",
)
CORRECTED = at(ROUND, CITY, "30 de noviembre de 2026", "volver a presentar la solicitud", "16 de diciembre de 2026")
# Two of the office's seven days had passed when the round stopped its term; five are left from 4 December.
RESUBMITTED = at(REVIEW, OFFICE, "3 de diciembre de 2026", REVIEWING, "14 de diciembre de 2026")
ENDORSED = at(
    "11, «Adoptar el acuerdo de concejo»",
    CITY,
    "4 de diciembre de 2026",
    "subir «Acuerdo de concejo» y registrar los datos de «Acuerdo de concejo»",
    "30 de diciembre de 2026",
)
RESOLVED = at(
    "12, «Firmar la solicitud y la carta de intención»",
    CITY,
    "7 de diciembre de 2026",
    "subir «Solicitud firmada», subir «Carta de intención, en inglés» y registrar los datos de «Firma»",
    "14 de diciembre de 2026",
)
SIGNED = at(
    "14, «Enviar la solicitud a la Secretaría de WeGO»",
    CITY,
    "10 de diciembre de 2026",
    "registrar los datos de «Envío a WeGO»",
    "11 de diciembre de 2026",
)
SENT = at(ACCEPTANCE, WEGO, "11 de diciembre de 2026", ANSWER)
ASSOCIATE = at("17, «Registrar la decisión del Comité Ejecutivo (EXCOM)»", EXCOM, "18 de diciembre de 2026", ANSWER)
FULL = f"Terminó: {CITY} es miembro pleno de WeGO por decisión del 10 de marzo de 2027; nadie tiene el turno."

JOURNEY: tuple[tuple[Leg, str, str], ...] = (
    (city_legs.open_application, "Borrador", OPENED),
    (city_legs.name_focal_point, "En preparación", NAMED),
    (city_legs.describe_the_city, "En preparación", DESCRIBED),
    (city_legs.upload_reports, "En preparación", REPORTED),
    (city_legs.fill_in_the_rest, "En preparación", FILLED),
    (city_legs.certify, "En revisión", CERTIFIED),
    (official_legs.issue_observations, "Observado", OBSERVED),
    (city_legs.correct, "Observado", CORRECTED),
    (city_legs.resubmit, "En revisión", RESUBMITTED),
    (official_legs.endorse, "Con conformidad", ENDORSED),
    (city_legs.resolve, "Con acuerdo", RESOLVED),
    (city_legs.sign, "Firmado", SIGNED),
    (city_legs.publish_and_send, "Enviado", SENT),
    (official_legs.notify, "Enviado", SENT),
    (official_legs.be_accepted, "Miembro asociado", ASSOCIATE),
    (official_legs.be_confirmed, "Miembro pleno", FULL),
)
"""Each leg, and what the application's page says after it: the status and the whole sentence."""
