"""The journey of one city, leg by leg: what each person does on their own screen, from the invitation to full member.

A leg leaves the window where it ended; the test asks afterwards where the application stands.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from playwright.sync_api import expect

from app.domain.vocabulary import Role
from tests.browser.journey import MAIN, Person, attach, fill_section, follow, observe, pdf, press, record, sign_in, sign_out
from tests.browser.serving import Site
from tests.browser.watching import Visit
from tests.factories import a_user, filled, form

PASSWORD = "llama-cordillera-quinua"
MARAS = "081305"
"""A district of Urubamba, served by the office in Cusco and no member of WeGO."""
PREPARER = Person("Julio Mamani Ccori", "julio.mamani@example.org", PASSWORD)
SIGNATORY = Person("Rosa Quispe Huamán", "alcaldia.maras@example.org", PASSWORD)
ANALYST = Person("Ana Flores Puma", "ana.flores@example.org", PASSWORD)
HEAD = Person("Luis Rojas Salas", "luis.rojas@example.org", PASSWORD)
COORDINATOR = Person("Carmen Vega Ríos", "carmen.vega@example.org", PASSWORD)
EMBASSY = Person("Óscar Cárdenas Flores", "oscar.cardenas@example.org", PASSWORD)
OFFICIALS = {ANALYST: Role.ANALYST, HEAD: Role.HEAD, COORDINATOR: Role.COORDINATOR, EMBASSY: Role.EMBASSY}
LATER = frozenset({"government", "authority", "motivation", "commitment"})
"""The pages of the form that belong to step 8."""


@dataclass
class Trip:
    """One journey under way: the window, the site with its clock, and the day each leg happens (none: one day all)."""

    visit: Visit
    site: Site
    days: Mapping[str, datetime]
    term: tuple[str, str] = ("2023-01-01", "2026-12-31")
    is_examined: bool = False
    answered_on: str = ""
    decided_on: str = ""
    number: str = ""
    texts: dict[str, str] = field(default_factory=dict)

    def arrive(self, leg: str, person: Person) -> None:
        """Let the day of `leg` come, and sign in as `person`."""
        if leg in self.days:
            self.site.clock.set(self.days[leg])
        sign_in(self.visit, person)
        self.look()

    def look(self, *paths: str) -> None:
        """Examine this page, or the pages at `paths`, where the journey is the one that is examined."""
        if not self.is_examined:
            return
        for path in paths:
            self.visit.go(path)
            self.visit.examine()
        if not paths:
            self.visit.examine()

    @property
    def home(self) -> str:
        """The address of the application."""
        return f"/expedientes/{self.number}"


def officials(site: Site) -> None:
    """Give the office, Lima and the Embassy their accounts; the city's own people come by invitation."""

    def hire() -> None:
        for person, role in OFFICIALS.items():
            a_user(role, name=person.name, email=person.email, password=person.password)

    site.do(hire)


def be_invited(trip: Trip) -> None:
    """The office invites the two people of the city, each of whom follows the link of the mail and takes the place."""
    trip.arrive("invitation", HEAD)
    trip.look("/invitaciones?q=maras", "/gobiernos?q=maras", f"/gobiernos/{MARAS}")
    for person, role in ((PREPARER, "preparer"), (SIGNATORY, "signatory")):
        trip.visit.go(f"/invitaciones?gobierno={MARAS}")
        trip.visit.page.get_by_label("Nombres y apellidos").fill(person.name)
        trip.visit.page.get_by_label("Correo electrónico").fill(person.email)
        trip.visit.page.locator(f'[name="role"][value="{role}"]').check()
        press(trip.visit, "Enviar la invitación")
        expect(trip.visit.page.locator(MAIN)).to_contain_text(f"va en camino a {person.email}")
    trip.look()
    for person in (PREPARER, SIGNATORY):
        accept(trip, person)


def accept(trip: Trip, person: Person) -> None:
    """Find the mail of `person` in the demo's outbox, follow its link and choose a password."""
    sign_in(trip.visit, HEAD)
    trip.visit.go("/correo")
    trip.look()
    letter = trip.visit.page.locator("article", has_text=f"Para {person.email}")
    link = letter.get_by_role("link", name=re.compile("invitacion")).first.get_attribute("href")
    assert link is not None
    assert link.startswith(trip.visit.address)
    sign_out(trip.visit)
    trip.visit.go(link.removeprefix(trip.visit.address))
    trip.look()
    trip.visit.page.get_by_label("Contraseña", exact=True).fill(person.password)
    trip.visit.page.get_by_label("Repita la contraseña").fill(person.password)
    press(trip.visit, "Crear mi cuenta y aceptar")
    expect(trip.visit.page.locator(".account")).to_contain_text(person.name)


def open_application(trip: Trip) -> None:
    """The preparer opens the application from the first page."""
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
    """The preparer names the focal point, writes profile and self-assessment, and closes steps 3 and 4."""
    fill(trip, "focal_points")
    record(trip.visit, trip.number, "opening", {"file_step_opening": "Memorándum N° 012-2026"})


def describe_the_city(trip: Trip) -> None:
    """The preparer describes the city, and closes step 4."""
    trip.arrive("profile", PREPARER)
    fill(trip, "profile")
    fill(trip, "self_assessment")
    record(trip.visit, trip.number, "city_profile")


def upload_reports(trip: Trip) -> None:
    """The preparer uploads the three reports: steps 5, 6 and 7."""
    trip.arrive("reports", PREPARER)
    for step, words in (
        ("technical_report", "Informe técnico"),
        ("budget_report", "Informe presupuestal"),
        ("legal_opinion", "Opinión legal"),
    ):
        record(trip.visit, trip.number, step, {f"file_field_{step}_file": words})
    trip.look(f"{trip.home}/pasos/technical_report")


def fill_in_the_rest(trip: Trip) -> None:
    """The preparer fills in what is left of the form and reads it all on one page."""
    for section in form().form_sections:
        if section.key in LATER:
            fill(trip, section.key)
    expect(trip.visit.page.get_by_role("heading", level=1)).to_have_text("Revisar las respuestas")
    expect(trip.visit.page.locator(MAIN)).to_contain_text("Está todo lo que se necesita para certificar")
    trip.look()
    trip.look(f"{trip.home}/solicitud", f"{trip.home}/solicitud/certificar", f"{trip.home}/solicitud/hoja")


def fill(trip: Trip, section: str, **changes: Any) -> None:
    """Answer a page of the form, links of evidence left out, and go on to the next one."""
    evidence = {question.code for question in form()[section].fields if question.evidence_of}
    answers = {code: value for code, value in given(trip, section, **changes).items() if code not in evidence}
    trip.look(f"{trip.home}/solicitud/{section}")
    fill_section(trip.visit, trip.number, section, answers, "Guardar y continuar")
    expect(trip.visit.page.locator(MAIN)).to_contain_text(f"Se guardó «{form()[section].title.es}»")


def given(trip: Trip, section: str, **changes: Any) -> dict[str, Any]:
    """Return the answers of this journey to a section: the mayor is the one in office on its days."""
    begins, ends = trip.term
    return filled(section, ubigeo=MARAS, **changes) | (
        {"authority_term_from": begins, "authority_term_to": ends} if section == "authority" else {}
    )


def certify(trip: Trip) -> None:
    """The signatory certifies, which hands the form to the office, and keeps the receipt."""
    trip.arrive("certifying", SIGNATORY)
    trip.visit.go(f"{trip.home}/solicitud/certificar")
    trip.look()
    trip.visit.page.locator('[name="certified"]').check()
    press(trip.visit, "Certificar y entregar a revisión")
    assert trip.visit.path == trip.home
    trip.look()
    trip.texts["cargo"] = pdf(trip.visit, "Descargar el cargo (PDF)")


def issue_observations(trip: Trip) -> None:
    """The analyst reads the application, writes three drafts and issues them as one round."""
    trip.arrive("observing", ANALYST)
    trip.look(f"{trip.home}/revision/ronda", f"{trip.home}/revision/conformidad", "/expedientes")
    trip.visit.go(f"{trip.home}/revision")
    trip.look()
    observe(trip.visit, "field-reasons_es", "Diga qué problema concreto de Maras resolvería la membresía.")
    observe(trip.visit, "section-profile", "La fuente de la población es anterior al último censo.")
    observe(trip.visit, "field-technical_report_file", "Al informe le falta la firma.", is_formal=True)
    expect(trip.visit.page.locator(".office h2")).to_contain_text("3 observaciones en borrador")
    trip.look()
    follow(trip.visit, "Emitir la ronda 1")
    trip.look()
    press(trip.visit, "Emitir la ronda 1")
    trip.look()


def correct(trip: Trip) -> None:
    """The preparer changes what was asked, answers each observation, and mends one thing nobody asked."""
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
    """The signatory certifies again, which hands the corrected form back."""
    sign_in(trip.visit, SIGNATORY)
    trip.visit.go(f"{trip.home}/observaciones")
    follow(trip.visit, "Certificar y volver a entregar")
    trip.visit.page.locator('[name="certified"]').check()
    press(trip.visit, "Certificar y volver a entregar")
    assert trip.visit.path == trip.home


def endorse(trip: Trip) -> None:
    """The head of the office reads what changed and gives the endorsement."""
    trip.arrive("endorsing", HEAD)
    trip.visit.go(f"{trip.home}/revision")
    trip.look()
    follow(trip.visit, "Dar conformidad")
    trip.look()
    press(trip.visit, "Dar conformidad")
    expect(trip.visit.page.locator(MAIN)).to_contain_text("La conformidad quedó registrada")


def resolve(trip: Trip) -> None:
    """The preparer records the council's resolution."""
    trip.arrive("resolving", PREPARER)
    trip.look(f"{trip.home}/pasos/council_resolution")
    papers = {"file_field_council_resolution_file": "Acuerdo de Concejo N° 034-2026-MDM-CM"}
    record(trip.visit, trip.number, "council_resolution", papers, filled("resolution"))


def sign(trip: Trip) -> None:
    """The preparer uploads what the mayor signed on paper."""
    trip.arrive("signing", PREPARER)
    papers = {"file_field_signed_form_file": "Signed form", "file_field_letter_of_intent_en_file": "Letter of intent"}
    trip.look(f"{trip.home}/pasos/signature")
    record(trip.visit, trip.number, "signature", papers, {"signature_kind": "paper", "signer_is_authority": True})


def publish_and_send(trip: Trip) -> None:
    """The preparer links the publication and records the message sent to the Secretariat."""
    trip.arrive("sending", PREPARER)
    record(trip.visit, trip.number, "publication", answers=filled("publication"))
    message = {"sending_recipient": "secretariat@we-gov.org", "sending_message": "Please find our form attached."}
    record(trip.visit, trip.number, "sending", answers=message)
    trip.look()


def notify(trip: Trip) -> None:
    """The analyst records that Lima and the Embassy were told."""
    trip.arrive("notice", ANALYST)
    record(trip.visit, trip.number, "notice", {"file_step_notice": "Memorándum ODE Cusco"})


def be_accepted(trip: Trip) -> None:
    """The Embassy records the Secretariat's letter."""
    trip.arrive("acceptance", EMBASSY)
    trip.look(trip.home, f"{trip.home}/pasos/acceptance", f"{trip.home}/revision")
    papers = {"file_step_acceptance": "Letter of acceptance"}
    record(trip.visit, trip.number, "acceptance", papers, {"acceptance_reference": "WeGO-2026-118"}, trip.answered_on)


def be_confirmed(trip: Trip) -> None:
    """The Embassy records the decision of the Executive Committee."""
    trip.arrive("confirmation", EMBASSY)
    papers = {"file_step_excom": "Minutes of the Executive Committee"}
    decision = {"decision_body": "excom", "decision_category": "full", "decision_meeting": "EXCOM 2027"}
    record(trip.visit, trip.number, "excom", papers, decision, trip.decided_on)
    trip.look()
