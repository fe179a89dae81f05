"""One journey under way: who the people are, where the window is, on which day, and what the city answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from playwright.sync_api import expect

from app.domain.vocabulary import Role
from app.extensions import db
from app.models.user import User
from app.services.occasion import LIMA, SEOUL
from tests.browser.journey import MAIN, Person, fill_section, sign_in
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
    """One journey under way: the window, the site with its clock, and the day each leg happens (none: one day all).

    Whoever acts signs in on the page, or is let in by the door where a journey before it tried that page (`is_let_in`).
    """

    visit: Visit
    site: Site
    days: Mapping[str, datetime]
    term: tuple[str, str] = ("2023-01-01", "2026-12-31")
    is_examined: bool = False
    is_let_in: bool = False
    answered_on: str = ""
    decided_on: str = ""
    number: str = ""
    texts: dict[str, str] = field(default_factory=dict)

    def arrive(self, leg: str, person: Person) -> None:
        """Let the day of `leg` come, and sign in as `person`."""
        if leg in self.days:
            self.site.clock.set(self.days[leg])
        self.enter(person)
        self.look()

    def enter(self, person: Person) -> None:
        """Sign in as `person`, and stand at their start page."""
        if self.is_let_in:
            self.visit.become(self.site.session_of(self.site.do(lambda: account_of(person))))
            self.visit.go("/inicio")
        else:
            sign_in(self.visit, person)

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
    def today(self) -> str:
        """The day in Lima, as a person types it."""
        return f"{self.site.clock.now.astimezone(LIMA):%d/%m/%Y}"

    @property
    def today_in_seoul(self) -> str:
        """The day in Seoul, as a person types it."""
        return f"{self.site.clock.now.astimezone(SEOUL):%d/%m/%Y}"

    @property
    def home(self) -> str:
        """The address of the application."""
        return f"/expedientes/{self.number}"


def account_of(person: Person) -> str:
    """Return what the session cookie calls the account of `person`."""
    return db.session.scalars(sa.select(User.fs_uniquifier).where(User.email == person.email)).one()


def officials(site: Site) -> None:
    """Give the office, Lima and the Embassy their accounts; the city's own people come by invitation."""

    def hire() -> None:
        for person, role in OFFICIALS.items():
            a_user(role, name=person.name, email=person.email, password=person.password)

    site.do(hire)


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
