"""Pages of the form hold identity, titles and years against the registry and the day before they are saved."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.domain.vocabulary import OrganizationType, Role, Status
from app.services import organizations
from tests.conftest import SignIn
from tests.factories import a_user, an_application, occasion_of
from tests.views.application_pages import errors, soup, words
from tests.views.form_pages import address

WRONG = [
    ("government", "ubigeo", "zz", "Debe ser lo que figura en el registro: 081305."),
    ("profile", "budget_year", "2027", "Escriba 2026 o un año anterior."),
]


@pytest.mark.parametrize(("section", "code", "typed", "said"), WRONG)
def test_what_cannot_be_is_refused_at_its_field_and_comes_back(  # noqa: PLR0917  # pytest passes them by name.
    sign_in: SignIn, session: Session, section: str, code: str, typed: str, said: str
) -> None:
    journey = an_application(at=Status.PREPARING)
    city = sign_in(journey.preparer)
    page = city.post(address(journey, section), data={code: typed, "version": "0"})
    assert page.status_code == 422
    assert errors(page)[code].endswith(said)
    assert soup(page).select_one(f"#{code}")["value"] == typed  # type: ignore[index]


def test_a_page_kept_with_what_cannot_be_is_to_be_corrected(sign_in: SignIn, session: Session) -> None:
    journey = an_application(at=Status.PREPARING)
    city = sign_in(journey.preparer)
    for year, state in ((2026, "Completa"), (2027, "Por corregir")):
        journey.fill("profile", budget_year=year)
        (row,) = [
            item
            for item in soup(city.get(address(journey))).select("li, tr")
            if item.find("a", href=address(journey, "profile"))
        ]
        assert state in row.get_text(" ")


COMPANY = "20131312955"
REGISTERED = [
    ("081305", "government", "organization_type", "regional_government", "Municipalidad distrital."),
    (COMPANY, "organization", "organization_type", "institution", "Empresa."),
    (COMPANY, "organization", "ruc", "20100066603", f"{COMPANY}."),
]


@pytest.mark.parametrize(("applicant", "section", "code", "typed", "registered"), REGISTERED)
def test_who_applies_is_who_the_registry_says(  # noqa: PLR0917  # pytest passes them by name.
    sign_in: SignIn, session: Session, applicant: str, section: str, code: str, typed: str, registered: str
) -> None:
    if applicant == COMPANY:
        lima = occasion_of(a_user(Role.COORDINATOR))
        organizations.create(OrganizationType.COMPANY, COMPANY, "Datos Andinos S.A.C.", "", lima)
    journey = an_application(applicant, at=Status.PREPARING)
    page = sign_in(journey.preparer).post(address(journey, section), data={code: typed, "version": "0"})
    assert page.status_code == 422
    (said,) = [said for field, said in errors(page).items() if field.startswith(code)]
    assert said.endswith(f"Debe ser lo que figura en el registro: {registered}")


TITLES = [("081305", {"Alcalde", "Alcaldesa"}, "governor_f"), ("08", {"Gobernador", "Gobernadora"}, "mayor_m")]


@pytest.mark.parametrize(("code", "offered", "forged"), TITLES)
def test_the_title_is_one_of_the_organizations_kind(
    sign_in: SignIn, session: Session, code: str, offered: set[str], forged: str
) -> None:
    journey = an_application(code, at=Status.PREPARING)
    city = sign_in(journey.preparer)
    page = city.get(address(journey, "authority"))
    assert set(words(page, "#authority_title .choice").split()) == offered
    given: dict[str, Any] = {"authority_title": forged, "version": "0"}
    refused = city.post(address(journey, "authority"), data=given)
    assert refused.status_code == 422
    assert errors(refused)["authority_title-0"].endswith("Elija una de las opciones.")
