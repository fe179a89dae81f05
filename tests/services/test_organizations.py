"""The registry: what a search finds, what a page says of one organization, and who adds which."""

from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.errors import InputError, NotAllowedError
from app.domain.progress.events import EventKind
from app.domain.vocabulary import Certainty, OrganizationType, Role, Status
from app.extensions import db
from app.models.organization import Organization
from app.services import histories, organizations
from app.services.organizations import creating, profiles
from app.services.organizations.sources import in_both_languages, translations
from tests.factories import a_user, an_application, occasion_of

COMPANY, INSTITUTION = OrganizationType.COMPANY, OrganizationType.INSTITUTION
RUC = "20555555556"


@pytest.fixture(autouse=True)
def _database(session: Session) -> None:
    """Every test here asks the registry."""


@pytest.mark.parametrize("words", ["nunoa", "NUÑOA", "  ñuñoa ", "melgar nunoa", "puno nuñoa melgar"])
def test_a_place_is_found_without_accents_in_any_case_and_order(words: str) -> None:
    assert [(found.code, found.place) for found in organizations.search(words)] == [("210806", "Nuñoa, Melgar, Puno")]


def test_a_whole_name_comes_before_those_that_only_contain_it() -> None:
    found = organizations.search("san pedro")
    assert [item.place.partition(",")[0] for item in found[:3]] == ["San Pedro"] * 3
    assert {item.place for item in found[:3]} == {
        "San Pedro, Canchis, Cusco",
        "San Pedro, Lucanas, Ayacucho",
        "San Pedro, Ocros, Áncash",
    }
    assert len(found) > 3


def test_a_city_and_its_regional_government_are_two() -> None:
    found = {item.code: item.type for item in organizations.search("cusco")}
    assert found["080101"] is OrganizationType.PROVINCIAL_MUNICIPALITY
    assert found["08"] is OrganizationType.REGIONAL_GOVERNMENT


@pytest.mark.parametrize("words", ["", "   ", "%", "_", "'; --", "qwertyuiop", "cusco qwertyuiop", "\x00"])
def test_nothing_is_found_for_nothing_that_is_there(words: str) -> None:
    assert organizations.search(words) == []


def test_a_code_finds_its_organization() -> None:
    assert [found.code for found in organizations.search("080101")] == ["080101"]


def test_a_search_can_be_kept_to_departments() -> None:
    assert organizations.search("cusco", departments={"21"}) == []
    assert {item.code[:2] for item in organizations.search("san", departments={"21"})} == {"21"}


def test_a_long_list_is_cut() -> None:
    assert len(organizations.search("municipalidad")) == organizations.MOST_FOUND


@pytest.mark.parametrize("kind", [COMPANY, INSTITUTION])
def test_lima_adds_companies_and_institutions(kind: OrganizationType) -> None:
    lima = occasion_of(a_user(Role.COORDINATOR))
    assert organizations.create(kind, RUC, "  Tecnología Ñandú S.A.C. ", "", lima) == RUC
    found = organizations.search("nandu")
    assert [(item.code, item.name, item.type, item.place) for item in found] == [
        (RUC, "Tecnología Ñandú S.A.C.", kind, "")
    ]
    page = profiles.show(RUC, lima)
    assert (page.office.code, page.is_provisional, page.source.en) == ("LIMA", False, "recorded by Lima")
    assert page.opening.refusal is None
    stream = histories.organization_stream(organizations.get(RUC).id)
    (created,) = histories.load(db.session, stream)
    assert (created.kind, created.happened_on, created.actor_id) == (EventKind.CREATED, lima.today, lima.actor.user_id)
    assert created.data == {"type": kind.value, "ruc": RUC, "name": "Tecnología Ñandú S.A.C.", "address": ""}


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.COORDINATOR])
def test_nobody_else_adds_any(role: Role) -> None:
    with pytest.raises(NotAllowedError):
        organizations.create(COMPANY, RUC, "Otra", "", occasion_of(a_user(role)))


@pytest.mark.parametrize(
    ("kind", "ruc", "name", "address", "field"),
    [
        (OrganizationType.DISTRICT_MUNICIPALITY, RUC, "Una", "", "kind"),
        (COMPANY, "20555555550", "Una", "", "ruc"),
        (COMPANY, "10555555556", "Una", "", "ruc"),
        (COMPANY, "", "Una", "", "ruc"),
        (COMPANY, RUC, "  ", "", "name"),
        (COMPANY, RUC, "x" * 201, "", "name"),
        (COMPANY, RUC, "Una", "x" * 201, "address"),
    ],
)
def test_what_cannot_be_so_is_refused_at_its_field(
    kind: OrganizationType, ruc: str, name: str, address: str, field: str
) -> None:
    with pytest.raises(InputError) as refused:
        organizations.create(kind, ruc, name, address, occasion_of(a_user(Role.COORDINATOR)))
    assert refused.value.field == field


def test_there_is_one_organization_to_a_ruc() -> None:
    lima = occasion_of(a_user(Role.COORDINATOR))
    organizations.create(COMPANY, RUC, "Primera", "", lima)
    with pytest.raises(InputError, match="Ya hay una organización"):
        organizations.create(INSTITUTION, RUC, "Segunda", "", lima)
    assert [item.name for item in organizations.search(RUC)] == ["Primera"]


def test_who_was_slower_by_an_instant_is_told_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    add = creating._add  # noqa: SLF001  # the instant between looking and adding

    def after_another(session: Session, *given: Any) -> Organization:
        organization: Organization = add(session, *given)
        session.execute(sa.insert(Organization).values(code=RUC, type=COMPANY, name="A", search_text="", source="x"))
        return organization

    monkeypatch.setattr(creating, "_add", after_another)
    with pytest.raises(InputError) as refused:
        organizations.create(COMPANY, RUC, "Después", "", occasion_of(a_user(Role.COORDINATOR)))
    assert refused.value.field == "ruc"
    assert organizations.search(RUC) == []


def test_a_page_says_who_serves_it_and_that_it_is_provisional() -> None:
    page = profiles.show("081305", occasion_of(a_user(Role.COORDINATOR)))
    assert (page.office.code, page.is_provisional, page.place) == ("ODE-CUS", True, "Maras, Urubamba, Cusco")
    assert page.organization.certainty is Certainty.A
    assert page.source.en == "INEI, National Directory of Provincial and District Municipalities, May 2026"


def test_a_page_says_what_was_received_from_wego() -> None:
    page = profiles.show("150101", occasion_of(a_user(Role.EMBASSY)))
    received = [(item.title.en, item.year, item.source.en, item.certainty) for item in page.received]
    assert received == [("Smart tourism destination", 2022, "source article, 2023", Certainty.A)]
    assert page.membership is not None
    assert page.membership_source is not None


def test_applications_are_told_to_whom_they_are_visible() -> None:
    journey = an_application("081305")
    visible = [journey.preparer, journey.officer, journey.coordinator, journey.embassy]
    hidden = [a_user(Role.PREPARER, organization_code="080101"), a_user(Role.ANALYST, office_code="ODE-PUN")]
    for user in visible:
        lines = profiles.show("081305", occasion_of(user)).applications
        assert [(line.number, line.status) for line in lines] == [(journey.number, Status.PREPARING)]
    for user in hidden:
        assert profiles.show("081305", occasion_of(user)).applications == ()


MAY_DO = {
    # role: may invite there, may record it as a member, may open an application
    (Role.PREPARER, "081305"): (True, False, True),
    (Role.SIGNATORY, "081305"): (True, False, True),
    (Role.PREPARER, "080101"): (False, False, False),
    (Role.ANALYST, "ODE-CUS"): (True, False, True),
    (Role.HEAD, "ODE-CUS"): (True, False, True),
    (Role.ANALYST, "ODE-PUN"): (False, False, False),
    (Role.COORDINATOR, "LIMA"): (True, True, True),
    (Role.EMBASSY, "EMB-SEL"): (False, True, False),
    (Role.ADMINISTRATOR, ""): (True, False, False),
}


@pytest.mark.parametrize(("role", "where"), MAY_DO)
def test_a_page_offers_what_the_person_may_do(role: Role, where: str) -> None:
    city = role in {Role.PREPARER, Role.SIGNATORY}
    user = a_user(role, organization_code=where if city else None, office_code=where if where and not city else None)
    page = profiles.show("081305", occasion_of(user))
    assert (page.may_invite, page.may_recognize, page.opening.refusal is None) == MAY_DO[role, where]


def test_a_source_without_a_translation_stays_as_it_is(session: Session) -> None:
    known = translations(session)
    assert in_both_languages("Acta 3/2024", known).en == "Acta 3/2024"
    assert in_both_languages("Expediente 2026-CUS-0001", known).en == "Application 2026-CUS-0001"
    assert in_both_languages("artículo fuente, 2023", known).en == "source article, 2023"
    invented = in_both_languages("Cifra inventada para la demostración, 2025", known)
    assert invented.en == "Figure invented for the demonstration, 2025"
