"""The pages anybody may read."""

import pytest
import sqlalchemy as sa

from app.domain.vocabulary import MembershipCategory, Role
from app.extensions import db
from app.models.membership import MembershipRow
from app.services import memberships
from app.services.memberships import Recognition
from tests.conftest import Browser, SignIn
from tests.factories import a_user, an_application, form, occasion_of
from tests.views.form_pages import page_of
from tests.views.form_pages import words as words_of


def test_the_first_page_says_what_this_is_and_gives_every_fact_its_source(browser: Browser) -> None:
    page = browser.get("/").text
    for words in (
        "Llevar su ciudad a WeGO",
        "/ingresar",
        "/como-se-postula",
        "artículo fuente, 2023",
        "Leído en un texto oficial",
        "215: 160 gobiernos locales",
        "Alrededor de 157 ciudades",
        "163 gobiernos locales, 35 empresas",
        "Municipalidad Provincial del Cusco",
    ):
        assert words in page
    assert "/miembros/080101" not in page


def test_who_is_signed_in_is_led_home(sign_in: SignIn) -> None:
    page = sign_in(a_user(Role.PREPARER)).get("/").text
    assert 'href="/inicio"' in page
    assert "/miembros/080101" in page


def test_the_steps_are_explained_one_by_one(browser: Browser) -> None:
    page = browser.get("/como-se-postula").text
    assert page.count('class="road-step"') == 20
    assert 'id="paso-20"' in page
    assert "no es un procedimiento del TUPA" in page


def test_the_register_names_each_member_with_its_source_and_its_place_on_the_map(browser: Browser) -> None:
    page = browser.get("/miembros").text
    for words in (
        "Municipalidad Metropolitana de Lima",
        "Municipalidad Provincial de Urubamba",
        "Categoría por confirmar",
        "artículo fuente, 2023",
        "No informado",
        "departamentos marcados: Cusco, Lima",
        "límites referenciales",
        "MPL-2.0",
    ):
        assert words in page


def test_an_entry_says_once_that_it_is_to_be_confirmed_and_whether_it_is_invented(browser: Browser) -> None:
    said = Recognition(MembershipCategory.FULL, None, "Lista de WeGO", 2026, is_confirmed=False)
    memberships.record_existing("081305", said, occasion_of(a_user(Role.COORDINATOR)))

    def told(path: str, name: str) -> list[str]:
        rows = page_of(browser.get(path)).select("tbody tr")
        (row,) = [row for row in rows if name in row.get_text()]
        return [" ".join(cell.get_text(" ").split()) for cell in row.select("td")][:1]

    for path in ("/", "/miembros"):
        assert told(path, "Distrital de Maras") == ["Miembro pleno Por confirmar"]
        assert told(path, "Provincial del Cusco") == ["Categoría por confirmar"]
    db.session.execute(sa.update(MembershipRow).where(MembershipRow.source == said.source).values(is_demo=True))
    assert told("/miembros", "Distrital de Maras") == ["Miembro pleno Por confirmar Inventado para la demostración"]
    assert "Distrital de Maras" not in browser.get("/").text


def test_a_new_member_enters_the_register(browser: Browser) -> None:
    journey = an_application("210806", at="associate")
    page = browser.get("/miembros").text
    assert "Municipalidad Distrital de Nuñoa" in page
    assert "Nuñoa, Melgar, Puno" in page
    assert f"Expediente {journey.number}" in page
    assert "departamentos marcados: Cusco, Lima, Puno" in page


def test_every_page_comes_in_english(browser: Browser) -> None:
    answer = browser.post("/idioma", data={"language": "en", "next": "/miembros"})
    assert answer.headers["Location"] == "/miembros"
    page = browser.get("/miembros").text
    assert '<html lang="en">' in page
    assert "source article, 2023" in page
    assert "Feasibility study received by Lima" in browser.get("/").text


@pytest.mark.parametrize("language", ["", "fr", "es_PE", "x" * 1000])
def test_there_are_two_languages(language: str, browser: Browser) -> None:
    assert browser.post("/idioma", data={"language": language}).status_code == 422


@pytest.mark.parametrize(
    "where", ["https://example.org", "//example.org", "/\\example.org", "javascript:alert(1)", "x", "/a\nb", ""]
)
def test_a_change_of_language_stays_on_this_site(where: str, browser: Browser) -> None:
    assert browser.post("/idioma", data={"language": "en", "next": where}).headers["Location"] == "/"


@pytest.mark.parametrize("path", ["/nada", "/%00", "/gobiernos/a%00b", "/miembros?q=%00", "/%ff", "/%0a"])
def test_an_address_that_leads_nowhere_says_so(path: str, browser: Browser) -> None:
    answer = browser.get(path)
    assert answer.status_code == 404
    assert "No encontramos esta página" in answer.text


@pytest.mark.parametrize(("kind", "catalog"), [("", "membership-form"), ("empresa", "organization-form")])
def test_the_empty_form_has_the_same_numbers_in_both_languages(browser: Browser, kind: str, catalog: str) -> None:
    said = words_of(browser.get("/solicitud-en-blanco", query_string={"tipo": kind} if kind else {}))
    for section in form(catalog).form_sections:
        for field in section.fields:
            assert f"{field.number} {field.label.es}" in said, field.code
            assert field.label.en in said, field.code
    for document in form(catalog).documents:
        assert f"{document.number} {document.label.es}" in said


def test_only_known_kinds_have_an_empty_form(browser: Browser) -> None:
    assert browser.get("/solicitud-en-blanco?tipo=institucion").status_code == 200
    assert browser.get("/solicitud-en-blanco?tipo=otra").status_code == 404
