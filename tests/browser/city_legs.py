"""What the city does on the way: open, prepare, certify, correct, resolve, sign and send.

A leg leaves the window where it ended; the test asks afterwards where the application stands.
"""

import re

from playwright.sync_api import expect

from tests.browser.journey import MAIN, attach, fill_section, follow, pdf, press, record
from tests.browser.trip import LATER, MARAS, PREPARER, SIGNATORY, Trip, fill
from tests.factories import filled, form


def open_application(trip: Trip) -> None:
    """Open the application, as the preparer, from the first page."""
    trip.arrive("opening", PREPARER)
    follow(trip.visit, "Abrir un expediente")
    trip.look()
    box = trip.visit.page.locator(f'[name="code"][value="{MARAS}"]')
    box.check()
    press(trip.visit, "Abrir el expediente")
    trip.number = trip.visit.path.removeprefix("/expedientes/")
    trip.look()
    trip.look(f"{trip.home}/solicitud", f"{trip.home}/pasos/opening", f"{trip.home}/solicitud/focal_points", "/inicio")


def name_focal_point(trip: Trip) -> None:
    """Name the focal point and close step 3."""
    fill(trip, "focal_points")
    record(trip.visit, trip.number, "opening", {"file_step_opening": "Memorándum N° 012-2026"})


def describe_the_city(trip: Trip) -> None:
    """Describe the city, assess it, and close step 4."""
    trip.arrive("profile", PREPARER)
    fill(trip, "profile")
    fill(trip, "self_assessment")
    record(trip.visit, trip.number, "city_profile")


def upload_reports(trip: Trip) -> None:
    """Upload the three reports: steps 5, 6 and 7."""
    trip.arrive("reports", PREPARER)
    for step, words in (
        ("technical_report", "Informe técnico"),
        ("budget_report", "Informe presupuestal"),
        ("legal_opinion", "Opinión legal"),
    ):
        record(trip.visit, trip.number, step, {f"file_field_{step}_file": words})
    trip.look(f"{trip.home}/pasos/technical_report")


def fill_in_the_rest(trip: Trip) -> None:
    """Fill in what is left of the form and read it all on one page."""
    for section in form().form_sections:
        if section.key in LATER:
            fill(trip, section.key)
    expect(trip.visit.page.get_by_role("heading", level=1)).to_have_text("Revisar las respuestas")
    expect(trip.visit.page.locator(MAIN)).to_contain_text("Está todo lo que se necesita para certificar")
    trip.look()
    trip.look(f"{trip.home}/solicitud", f"{trip.home}/solicitud/certificar", f"{trip.home}/solicitud/hoja")


def certify(trip: Trip) -> None:
    """Certify, as the signatory, which hands the form to the office; keep the receipt."""
    trip.arrive("certifying", SIGNATORY)
    trip.visit.go(f"{trip.home}/solicitud/certificar")
    trip.look()
    trip.visit.page.locator('[name="certified"]').check()
    press(trip.visit, "Certificar y entregar a revisión")
    assert trip.visit.path == trip.home
    trip.look()
    trip.texts["cargo"] = pdf(trip.visit, "Descargar el cargo (PDF)")


def correct(trip: Trip) -> None:
    """Change what was asked, answer each observation, and mend one thing nobody asked."""
    trip.arrive("correcting", PREPARER)
    trip.look(trip.home, f"{trip.home}/observaciones", f"{trip.home}/solicitud/motivation")
    changed = {"reasons_es": "Las salineras reciben más visitas de las que el sendero soporta; hay que ordenarlas."}
    fill_section(trip.visit, trip.number, "motivation", changed, "Guardar y volver a la lista")
    fill_section(trip.visit, trip.number, "commitment", {"image_permission": False}, "Guardar y volver a la lista")
    trip.visit.go(f"{trip.home}/pasos/technical_report")
    attach(trip.visit, "file_field_technical_report_file", "Informe técnico firmado")
    press(trip.visit, "Solo guardar los archivos")
    for place, words in enumerate(("Se dijo el problema.", "Es el dato más reciente del INEI.", "Se firmó."), 1):
        trip.visit.go(f"{trip.home}/observaciones")
        box = trip.visit.page.locator(f"[id='observacion-1.{place}']")
        box.locator("textarea").fill(words)
        box.get_by_role("button", name=re.compile("Guardar respuesta")).click()
        expect(trip.visit.page.locator(MAIN)).to_contain_text("Respuesta guardada")
    trip.look()


def resubmit(trip: Trip) -> None:
    """Certify again, as the signatory, which hands the corrected form back."""
    trip.enter(SIGNATORY)
    trip.visit.go(f"{trip.home}/observaciones")
    follow(trip.visit, "Certificar y volver a entregar")
    trip.visit.page.locator('[name="certified"]').check()
    press(trip.visit, "Certificar y volver a entregar")
    assert trip.visit.path == trip.home


def resolve(trip: Trip) -> None:
    """Record the council's resolution."""
    trip.arrive("resolving", PREPARER)
    trip.look(f"{trip.home}/pasos/council_resolution")
    papers = {"file_field_council_resolution_file": "Acuerdo de Concejo N° 034-2026-MDM-CM"}
    record(trip.visit, trip.number, "council_resolution", papers, answers=filled("resolution"), happened_on=trip.today)


def sign(trip: Trip) -> None:
    """Upload what the mayor signed on paper."""
    trip.arrive("signing", PREPARER)
    papers = {"file_field_signed_form_file": "Signed form", "file_field_letter_of_intent_en_file": "Letter of intent"}
    trip.look(f"{trip.home}/pasos/signature")
    answers = {"signature_kind": "paper", "signer_is_authority": True}
    record(trip.visit, trip.number, "signature", papers, answers=answers, happened_on=trip.today)


def publish_and_send(trip: Trip) -> None:
    """Link the publication and record the message sent to the Secretariat."""
    trip.arrive("sending", PREPARER)
    record(trip.visit, trip.number, "publication", answers=filled("publication"))
    message = {"sending_recipient": "secretariat@we-gov.org", "sending_message": "Please find our form attached."}
    record(trip.visit, trip.number, "sending", answers=message, happened_on=trip.today)
    trip.look()
