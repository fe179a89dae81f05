"""A company or an institution isn't spoken to as a government under review; a government keeps its words."""

import pytest
from sqlalchemy.orm import Session

from app.domain.vocabulary import OrganizationType, Role, Status
from app.services import organizations
from tests.conftest import SignIn
from tests.factories import DISTRICT, Journey, a_user, an_application, occasion_of
from tests.views.application_pages import address, links, soup, words

RUC = "20131312955"


def a_private(kind: OrganizationType, at: Status) -> Journey:
    """Return the application of a company or an institution."""
    organizations.create(kind, RUC, "Organización Andina", "", occasion_of(a_user(Role.COORDINATOR)))
    return an_application(RUC, at=at)


@pytest.mark.parametrize("kind", [OrganizationType.COMPANY, OrganizationType.INSTITUTION])
def test_the_end_of_a_companys_way_is_the_category_wego_gave(
    sign_in: SignIn, session: Session, kind: OrganizationType
) -> None:
    journey = a_private(kind, Status.FULL)
    lima = sign_in(journey.coordinator)
    pages = ("/expedientes", address(journey), f"/gobiernos/{RUC}")
    for page in pages:
        tags = {tag.get_text(strip=True) for tag in soup(lima.get(page)).select(".tag-corporate, .tag-full")}
        assert tags == {"Miembro corporativo"}, page
    correct = journey.shown(journey.coordinator).dossier.state.steps["excom"].sequence
    undoing = words(lima.get(address(journey, f"registros/{correct}/corregir")))
    assert "de «Membresía confirmada» a «Enviado»" in undoing
    own = words(sign_in(journey.preparer).get("/inicio"), ".standing .tag")
    assert own == "Miembro corporativo"


def test_a_companys_sheet_and_its_people_are_no_authority_and_no_municipality(
    sign_in: SignIn, session: Session
) -> None:
    journey = a_private(OrganizationType.COMPANY, Status.PREPARING)
    for who in (journey.preparer, journey.signatory):
        for page in ("hoja", "certificar"):
            shown = words(sign_in(who).get(address(journey, f"solicitud/{page}")), "main, .account")
            assert "La autoridad" not in shown
            assert "municipal" not in shown
    assert "Firma de la autoridad o del representante" in words(
        sign_in(journey.preparer).get(address(journey, "solicitud/hoja"))
    )
    own = words(sign_in(journey.preparer).get("/inicio"), ".account")
    assert own.endswith("· Responsable de la postulación")


def test_a_government_still_becomes_a_full_member(sign_in: SignIn, session: Session) -> None:
    journey = an_application(DISTRICT, at=Status.FULL)
    lima = sign_in(journey.coordinator)
    for page in ("/expedientes", address(journey)):
        assert words(lima.get(page), ".tag-full") == "Miembro pleno"
    decision = journey.shown(journey.coordinator).dossier.state.steps["excom"].sequence
    undoing = words(lima.get(address(journey, f"registros/{decision}/corregir")))
    assert "de «Miembro pleno» a «Miembro asociado»" in undoing


def test_what_a_company_certifies_goes_to_no_review(sign_in: SignIn, session: Session) -> None:
    journey = a_private(OrganizationType.COMPANY, Status.SIGNED)
    told = words(sign_in(journey.coordinator).get(address(journey)), ".timeline")
    for title in ("Se abrió el expediente", "Se certificó la solicitud", "Se registró la firma"):
        assert title in told
    assert "a revisión" not in told


def test_a_companys_page_has_neither_a_review_nor_a_place_nobody_knows(sign_in: SignIn, session: Session) -> None:
    company, government = a_private(OrganizationType.COMPANY, Status.SIGNED), an_application(DISTRICT, at=Status.SIGNED)
    for journey, is_government in ((company, False), (government, True)):
        page = sign_in(journey.coordinator).get(address(journey))
        assert (address(journey, "revision") in links(page)) is is_government
        assert ("Lugar" in words(page, "dl.facts dt")) is is_government


def test_lists_speak_of_organizations_and_of_who_applies(sign_in: SignIn, session: Session) -> None:
    journey = a_private(OrganizationType.COMPANY, Status.PREPARING)
    page = sign_in(journey.coordinator).get("/expedientes")
    assert "Organización" in words(page, "thead")
    assert "Gobierno" not in words(page, "thead")
    assert "Quien postula" in words(page, "tbody")
    assert f"Organización Andina {journey.number}" in words(page, "tbody"), "it has no place to name"
    assert "gobierno postulante" not in words(page)
