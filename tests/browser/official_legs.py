"""What the office and the Embassy do on the way: invite, observe, give the endorsement, record WeGO's answers.

A leg leaves the window where it ended; the test asks afterwards where the application stands.
"""

import re

from playwright.sync_api import expect

from tests.browser.journey import MAIN, Person, follow, observe, press, record, sign_out
from tests.browser.trip import ANALYST, EMBASSY, HEAD, MARAS, PREPARER, SIGNATORY, Trip


def be_invited(trip: Trip) -> None:
    """Invite the two people of the city, each of whom follows the link of the mail and takes the place."""
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
    trip.enter(HEAD)
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


def issue_observations(trip: Trip) -> None:
    """Read the application, as the analyst, write three drafts and issue them as one round."""
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


def endorse(trip: Trip) -> None:
    """Read what changed, as the head of the office, and give the endorsement."""
    trip.arrive("endorsing", HEAD)
    trip.visit.go(f"{trip.home}/revision")
    trip.look()
    follow(trip.visit, "Dar conformidad")
    trip.look()
    press(trip.visit, "Dar conformidad")
    expect(trip.visit.page.locator(MAIN)).to_contain_text("La conformidad quedó registrada")


def notify(trip: Trip) -> None:
    """Record that Lima and the Embassy were told."""
    trip.arrive("notice", ANALYST)
    record(trip.visit, trip.number, "notice", {"file_step_notice": "Memorándum ODE Cusco"})


def be_accepted(trip: Trip) -> None:
    """Record the Secretariat's letter, as the Embassy."""
    trip.arrive("acceptance", EMBASSY)
    trip.look(trip.home, f"{trip.home}/pasos/acceptance", f"{trip.home}/revision")
    papers, answers = {"file_step_acceptance": "Letter of acceptance"}, {"acceptance_reference": "WeGO-2026-118"}
    record(
        trip.visit,
        trip.number,
        "acceptance",
        papers,
        answers=answers,
        happened_on=trip.answered_on or trip.today_in_seoul,
    )


def be_confirmed(trip: Trip) -> None:
    """Record the decision of the Executive Committee, as the Embassy."""
    trip.arrive("confirmation", EMBASSY)
    papers = {"file_step_excom": "Minutes of the Executive Committee"}
    decision = {"decision_body": "excom", "decision_category": "full", "decision_meeting": "EXCOM 2027"}
    record(
        trip.visit, trip.number, "excom", papers, answers=decision, happened_on=trip.decided_on or trip.today_in_seoul
    )
    trip.look()
