"""The pages of the registry: searching, one organization, adding a company."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from bs4 import BeautifulSoup

from app.domain.progress.actions import ActionKind
from app.domain.vocabulary import Role, Status
from app.extensions import db
from tests.conftest import Browser, SignIn
from tests.factories import a_user, an_application

RUC = "20555555556"
COMPANY = {"kind": "company", "ruc": RUC, "name": "Tecnología Ñandú S.A.C.", "address": "Av. Inventada 1"}


@pytest.fixture
def lima(sign_in: SignIn) -> Browser:
    """Open a browser in which Lima's coordination is signed in."""
    return sign_in(a_user(Role.COORDINATOR))


def found(browser: Browser, words: str) -> list[tuple[str, str, str]]:
    """Search and return what the list shows: address, name, place; it is what js/search.js reads too."""
    page = BeautifulSoup(browser.get("/gobiernos", query_string={"q": words}).text, "html.parser")
    return [
        (str(item.a["href"]), item.a.get_text(), item.select_one(".place").get_text())  # type: ignore[index,union-attr]
        for item in page.select("[data-results] [data-result]")
    ]


def test_a_search_works_without_scripts_and_says_where_each_one_is(lima: Browser) -> None:
    assert found(lima, "NUNOA") == [("/gobiernos/210806", "Municipalidad Distrital de Nuñoa", "Nuñoa, Melgar, Puno")]


def test_the_search_keeps_what_was_typed_and_says_what_it_found(lima: Browser) -> None:
    page = lima.get("/gobiernos?q=san+pedro").text
    assert 'value="san pedro"' in page
    assert "21 resultados" in page
    page = lima.get("/gobiernos?q=%3Cb%3Exyz").text
    assert "No se encontró «&lt;b&gt;xyz»." in page
    assert "Se muestran los primeros." in lima.get("/gobiernos?q=municipalidad").text
    assert "resultado" not in lima.get("/gobiernos").text


def test_the_suggestions_are_the_same_for_programs(lima: Browser) -> None:
    answer = lima.get("/gobiernos/buscar.json?q=nunoa")
    assert answer.mimetype == "application/json"
    assert answer.json == [
        {
            "code": "210806",
            "name": "Municipalidad Distrital de Nuñoa",
            "place": "Nuñoa, Melgar, Puno",
            "url": "/gobiernos/210806",
        }
    ]
    assert len(lima.get("/gobiernos/buscar.json?q=san").json) == 8  # type: ignore[arg-type]
    assert lima.get("/gobiernos/buscar.json").json == []


@pytest.mark.parametrize("words", ["x" * 5000, "ñ" * 300, "🙂", "%", "'", "\\", "a b c d e f g h i j k l"])
def test_no_search_breaks_the_page(words: str, lima: Browser) -> None:
    assert lima.get("/gobiernos", query_string={"q": words}).status_code == 200


def test_an_organization_shows_what_the_registry_knows_and_from_where(lima: Browser) -> None:
    page = lima.get("/gobiernos/080101").text
    for words in (
        "Municipalidad Provincial del Cusco",
        "Plaza Kusipata S/N",
        "cusco.gob.pe",
        "INEI, Directorio Nacional de Municipalidades",
        "Oficina Desconcentrada en Cusco",
        "Provisional: qué departamentos atiende",
        "Categoría por confirmar",
        "/gobiernos/080101/ficha.pdf?idioma=es",
        "/gobiernos/080101/ficha.pdf?idioma=en",
        "No informado",
    ):
        assert words in page


def test_a_regional_government_and_a_study_received_are_shown(lima: Browser) -> None:
    assert "Gobierno Regional" in lima.get("/gobiernos/08").text
    page = lima.get("/gobiernos/150101").text
    assert "Destino turístico inteligente, 2022." in page
    assert "Fuente: artículo fuente, 2023." in page


def test_the_page_comes_in_english(lima: Browser) -> None:
    lima.post("/idioma", data={"language": "en"})
    page = lima.get("/gobiernos/150101").text
    assert "Smart tourism destination" in page
    assert "National Directory of Provincial and District Municipalities" in page
    assert "(2017). INEI, 2017 Census (figure to be confirmed)." in lima.get("/gobiernos/05").text


@pytest.mark.parametrize("code", ["999999", "0", "08010", "%00", "x" * 3000, "nuevo%2F", "ñ"])
def test_an_unknown_code_is_not_found(code: str, lima: Browser) -> None:
    assert lima.get(f"/gobiernos/{code}").status_code == 404


def test_each_role_is_offered_what_it_may_do(sign_in: SignIn) -> None:
    page = sign_in(a_user(Role.PREPARER)).get("/gobiernos/081305").text
    assert "/expedientes/nuevo?codigo=081305" in page
    assert "/invitaciones?gobierno=081305" in page
    assert "/miembros/081305/registrar" not in page
    page = sign_in(a_user(Role.PREPARER)).get("/gobiernos/080101").text
    assert "/expedientes/nuevo?codigo=080101" not in page
    assert "/invitaciones?gobierno=080101" not in page
    page = sign_in(a_user(Role.EMBASSY)).get("/gobiernos/081305").text
    assert "/miembros/081305/registrar" in page
    assert "/expedientes/nuevo" not in page


def test_a_city_does_not_see_the_applications_of_another(sign_in: SignIn) -> None:
    journey = an_application("081305")
    own = sign_in(journey.preparer).get("/gobiernos/081305").text
    other = sign_in(a_user(Role.PREPARER, organization_code="080101")).get("/gobiernos/081305").text
    assert f"/expedientes/{journey.number}" in own
    assert journey.number not in other


def test_an_application_on_its_organizations_page_has_its_own_status_until_the_way_ended(sign_in: SignIn) -> None:
    journey = an_application(at=Status.ASSOCIATE)
    journey.take(journey.preparer, ActionKind.SUSPEND, reason="Vacaciones.")
    page = BeautifulSoup(sign_in(journey.preparer).get(f"/gobiernos/{journey.code}").text, "html.parser")
    assert [tag.get_text(strip=True) for tag in page.select("table .tag")] == ["Suspendido"]


def test_lima_adds_a_company(lima: Browser) -> None:
    assert "/gobiernos/nuevo" in lima.get("/gobiernos").text
    assert lima.get("/gobiernos/nuevo").status_code == 200
    added = lima.post("/gobiernos/nuevo", data=COMPANY)
    assert (added.status_code, added.headers["Location"]) == (303, f"/gobiernos/{RUC}")
    page = lima.get(f"/gobiernos/{RUC}").text
    assert "Tecnología Ñandú S.A.C." in page
    assert "Empresa" in page
    assert "Provisional" not in page
    assert f"/expedientes/nuevo?codigo={RUC}" in page
    assert found(lima, "nandu") == [(f"/gobiernos/{RUC}", "Tecnología Ñandú S.A.C.", "")]


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({"kind": ""}, "kind-0", "Elija empresa o institución."),
        ({"kind": "district_municipality"}, "kind-0", ""),
        ({"ruc": ""}, "ruc", "Escriba el RUC."),
        ({"ruc": "20555555555"}, "ruc", "Revise el RUC"),
        ({"ruc": "x" * 500}, "ruc", "Revise el RUC"),
        ({"name": " "}, "name", "Escriba el nombre."),
        ({"name": "x" * 201}, "name", ""),
        ({"address": "x" * 201}, "address", ""),
    ],
)
def test_bad_input_comes_back_with_what_was_typed(
    changed: dict[str, str], field: str, words: str, lima: Browser
) -> None:
    answer = lima.post("/gobiernos/nuevo", data=COMPANY | changed)
    assert answer.status_code == 422
    assert f'<a href="#{field}">' in answer.text
    assert words in answer.text
    if "name" not in changed:
        assert 'value="Tecnología Ñandú S.A.C."' in answer.text


def test_the_same_ruc_twice_is_refused_at_its_field(lima: Browser) -> None:
    lima.post("/gobiernos/nuevo", data=COMPANY)
    again = lima.post("/gobiernos/nuevo", data=COMPANY | {"name": "Otra"})
    assert again.status_code == 422
    assert '<a href="#ruc">Ya hay una organización con ese RUC' in again.text


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.COORDINATOR])
def test_for_others_there_is_no_page_to_add(role: Role, sign_in: SignIn) -> None:
    browser = sign_in(a_user(role))
    assert "/gobiernos/nuevo" not in browser.get("/gobiernos").text
    assert browser.get("/gobiernos/nuevo").status_code == 404
    assert browser.post("/gobiernos/nuevo", data=COMPANY).status_code == 404


@pytest.fixture
def queries() -> Iterator[list[str]]:
    """Collect the statements sent to the database."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        sent.append(statement)

    sa.event.listen(db.engine, "before_cursor_execute", note)
    yield sent
    sa.event.remove(db.engine, "before_cursor_execute", note)


def test_a_longer_list_takes_no_more_queries(lima: Browser, queries: list[str]) -> None:
    lima.get("/gobiernos?q=nunoa")
    one = len(queries)
    queries.clear()
    lima.get("/gobiernos?q=san")
    assert len(queries) == one > 0


def test_the_registry_is_for_who_signed_in(browser: Browser) -> None:
    for path in ("/gobiernos", "/gobiernos/080101", "/gobiernos/buscar.json?q=a", "/gobiernos/nuevo"):
        assert browser.get(path).headers["Location"].startswith("/ingresar?next=/gobiernos")
