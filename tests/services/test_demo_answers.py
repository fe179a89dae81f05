"""The demo world's answers: what the registry knows of a government is left as it is."""

from datetime import date
from random import Random

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models.organization import Organization
from app.services.demo.answers import Author, english_name, form
from app.services.demo.people import invent
from tests.domain import seeds


@pytest.mark.parametrize(("code", "place"), [("23", ("Tacna", None, None)), ("080301", ("Cusco", "Anta", "Anta"))])
def test_a_government_keeps_the_place_and_size_the_registry_has(
    session: Session, code: str, place: tuple[str | None, ...]
) -> None:
    organization = session.scalars(sa.select(Organization).where(Organization.code == code)).one()
    chance = Random(1)  # noqa: S311  # Nothing secret: invented answers.
    people = invent(chance, "a"), invent(chance, "f")
    author = Author(organization, *people, (date(2023, 1, 1), date(2026, 12, 31)), 2025, chance)
    answers = form(seeds.catalog(), author)
    assert tuple(answers["government"].get(code) for code in ("department", "province", "district")) == place
    assert "area" not in answers["profile"]


def test_a_government_has_an_english_name_and_a_company_keeps_its_own() -> None:
    assert english_name("Gobierno Regional del Callao") == "Regional Government of Callao"
    assert english_name("Municipalidad Provincial de La Mar") == "Provincial Municipality of La Mar"
    assert english_name("Empresa de Ejemplo S.A.C.") == "Empresa de Ejemplo S.A.C."
