"""The pages of a membership: its entry, its steps, mending what was recorded."""

from io import BytesIO

import pytest

from app.domain.vocabulary import Role
from tests.conftest import Browser, SignIn
from tests.factories import a_pdf, a_user

CUSCO = "080101"
ENTRY = {"category": "full", "since": "06/05/2019", "source": "Carta de WeGO", "year": "2019", "is_confirmed": "y"}
FEE = {"fee_year": "2026", "fee_amount": "1500.00", "fee_currency": "USD", "fee_paid": "yes"}


@pytest.fixture
def city(sign_in: SignIn) -> Browser:
    """Open a browser in which one of Cusco's own people is signed in."""
    return sign_in(a_user(Role.PREPARER, organization_code=CUSCO))


@pytest.fixture
def lima(sign_in: SignIn) -> Browser:
    """Open a browser in which Lima's coordination is signed in."""
    return sign_in(a_user(Role.COORDINATOR))


def test_a_member_sees_its_entry_and_what_is_to_be_done(city: Browser) -> None:
    page = city.get(f"/miembros/{CUSCO}").text
    for words in (
        "Membresía de WeGO: Municipalidad Provincial del Cusco",
        "Categoría por confirmar",
        "Fecha de ingreso por confirmar",
        "artículo fuente, 2023",
        "Por confirmar con la Secretaría de WeGO",
        "Qué toca hacer ahora",
        f"/miembros/{CUSCO}/pasos/fee",
        f"/miembros/{CUSCO}/pasos/follow_up",
        "Entró al registro de miembros",
        "Registro inicial del programa",
    ):
        assert words in page
    assert "registrar" not in page


def test_others_see_the_entry_and_no_more(sign_in: SignIn) -> None:
    for user in (a_user(Role.PREPARER), a_user(Role.HEAD, office_code="ODE-PUN"), a_user(Role.ADMINISTRATOR)):
        page = sign_in(user).get(f"/miembros/{CUSCO}").text
        assert "artículo fuente, 2023" in page
        assert "Historial" not in page
        assert "/pasos/" not in page


def test_the_office_sees_what_waits_for_the_city(sign_in: SignIn) -> None:
    page = sign_in(a_user(Role.ANALYST)).get(f"/miembros/{CUSCO}").text
    assert "Lo que toca hacer a otros" in page
    assert f"/miembros/{CUSCO}/pasos/fee" not in page


@pytest.mark.parametrize("path", ["", "/registrar", "/pasos/fee", "/pasos/fee/no-aplica", "/registros/1/corregir"])
def test_who_is_not_a_member_is_not_found(path: str, lima: Browser) -> None:
    assert lima.get(f"/miembros/999999{path}").status_code == 404
    if path != "/registrar":
        assert lima.get(f"/miembros/081305{path}").status_code == 404


@pytest.mark.parametrize(
    "path", ["/pasos/nada", "/pasos/sending", "/registros/99/corregir", "/registros/99999999999/corregir"]
)
def test_what_is_not_there_is_not_found(path: str, lima: Browser) -> None:
    assert lima.get(f"/miembros/{CUSCO}{path}").status_code == 404
    assert lima.post(f"/miembros/{CUSCO}{path}", data={"reason": "x"}).status_code == 404


def test_lima_completes_an_entry(lima: Browser) -> None:
    page = lima.get(f"/miembros/{CUSCO}/registrar").text
    assert "Son las categorías de 2018; han cambiado antes." in page
    assert 'value="artículo fuente, 2023"' in page
    saved = lima.post(f"/miembros/{CUSCO}/registrar", data=ENTRY)
    assert (saved.status_code, saved.headers["Location"]) == (303, f"/miembros/{CUSCO}")
    page = lima.get(f"/miembros/{CUSCO}").text
    for words in ("Miembro pleno", "6 de mayo de 2019", "Carta de WeGO", "Sí, por escrito", "Cambió de categoría"):
        assert words in page


def test_the_embassy_records_a_member_that_never_applied_here(sign_in: SignIn) -> None:
    embassy = sign_in(a_user(Role.EMBASSY))
    assert "Registrar como miembro: Municipalidad Distrital" in embassy.get("/miembros/081305/registrar").text
    assert embassy.post("/miembros/081305/registrar", data=ENTRY).status_code == 303
    assert "Municipalidad Distrital de Maras" in embassy.get("/miembros").text


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"category": ""}, "category-0"),
        ({"category": "friend"}, "category-0"),
        ({"since": "31/02/2020"}, "since"),
        ({"since": "01/01/2030"}, "since"),
        ({"source": ""}, "source"),
        ({"source": "x" * 201}, "source"),
        ({"year": ""}, "year"),
        ({"year": "dos mil"}, "year"),
        ({"year": "1999"}, "year"),
        ({"year": "9" * 30}, "year"),
    ],
)
def test_a_wrong_entry_comes_back_with_what_was_typed(changed: dict[str, str], field: str, lima: Browser) -> None:
    answer = lima.post(f"/miembros/{CUSCO}/registrar", data=ENTRY | changed)
    assert answer.status_code == 422
    assert f'<a href="#{field}">' in answer.text
    for name, value in changed.items():
        assert not value or name == "category" or f'value="{value}"' in answer.text


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.COORDINATOR, Role.EMBASSY}])
def test_nobody_else_writes_the_register(role: Role, sign_in: SignIn) -> None:
    browser = sign_in(a_user(role))
    assert browser.get(f"/miembros/{CUSCO}/registrar").status_code == 403
    assert browser.post(f"/miembros/{CUSCO}/registrar", data=ENTRY).status_code == 403


def test_a_city_records_its_fee_with_the_invoice(city: Browser) -> None:
    page = city.get(f"/miembros/{CUSCO}/pasos/fee").text
    assert "F18" in page
    assert "PDF, JPG o PNG, de 10 MB como máximo." in page
    given = FEE | {"file_step_fee": (BytesIO(a_pdf()), "factura.pdf"), "note": "Pagada en Seúl."}
    done = city.post(f"/miembros/{CUSCO}/pasos/fee", data=given)
    assert (done.status_code, done.headers["Location"]) == (303, f"/miembros/{CUSCO}")
    page = city.get(f"/miembros/{CUSCO}").text
    for words in ("Pagada en Seúl.", "factura.pdf", "USD 1,500.00", "Dólares estadounidenses", "/registros/2/corregir"):
        assert words in page
    assert "Qué toca hacer ahora" not in page


def test_an_unpaid_fee_is_told_as_such_and_can_be_recorded_again(city: Browser) -> None:
    assert "Si llega la factura de otro año" in city.get(f"/miembros/{CUSCO}/pasos/fee").text
    assert "Cuota registrada" not in city.get(f"/miembros/{CUSCO}").text
    city.post(f"/miembros/{CUSCO}/pasos/fee", data=FEE | {"fee_paid": "no"})
    page = city.get(f"/miembros/{CUSCO}").text
    assert page.count("Cuota registrada, aún no pagada") == 3, "the turn, the history, and the link that corrects it"
    assert "regístrela otra vez con el mismo año y suba el comprobante" in page
    proof = {"file_step_fee": (BytesIO(a_pdf()), "comprobante.pdf")}
    assert city.post(f"/miembros/{CUSCO}/pasos/fee", data=FEE | proof).status_code == 303
    assert "Qué toca hacer ahora" not in city.get(f"/miembros/{CUSCO}").text


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"fee_year": ""}, "fee_year"),
        ({"fee_year": "1999"}, "fee_year"),
        ({"fee_amount": "mucho"}, "fee_amount"),
        ({"fee_amount": "-1"}, "fee_amount"),
        ({"fee_currency": "ZZZ"}, "fee_currency-0"),
        ({"fee_paid": ""}, "fee_paid-0"),
        ({"happened_on": "24/11/2026"}, "happened_on"),
        ({"happened_on": "ayer"}, "happened_on"),
        ({"note": "x" * 5000}, "note"),
    ],
)
def test_a_step_comes_back_with_what_is_missing(changed: dict[str, str], field: str, city: Browser) -> None:
    answer = city.post(f"/miembros/{CUSCO}/pasos/fee", data=FEE | changed)
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    if "fee_year" not in changed:
        assert 'value="2026"' in answer.text
    assert "Pagar la cuota" in city.get(f"/miembros/{CUSCO}").text


def test_a_file_that_is_no_paper_is_refused_at_its_field(city: Browser) -> None:
    given = FEE | {"file_step_fee": (BytesIO(b"MZ"), "factura.pdf")}
    answer = city.post(f"/miembros/{CUSCO}/pasos/fee", data=given)
    assert answer.status_code == 422
    assert '<a href="#file_step_fee">Suba un archivo PDF, JPG o PNG' in answer.text


def test_a_step_that_does_not_apply_takes_a_reason(city: Browser) -> None:
    assert "no aplica" in city.get(f"/miembros/{CUSCO}/pasos/fee/no-aplica").text
    empty = city.post(f"/miembros/{CUSCO}/pasos/fee/no-aplica", data={"reason": " "})
    assert empty.status_code == 422
    assert '<a href="#reason">Escriba el motivo.' in empty.text
    assert city.post(f"/miembros/{CUSCO}/pasos/fee/no-aplica", data={"reason": "No se cobra."}).status_code == 303
    page = city.get(f"/miembros/{CUSCO}").text
    assert "No aplica: Pagar la cuota" in page
    assert "No se cobra." in page


def test_a_step_that_always_applies_is_not_skipped(city: Browser) -> None:
    refused = city.post(f"/miembros/{CUSCO}/pasos/follow_up/no-aplica", data={"reason": "Nada."})
    assert refused.status_code == 409


def test_nobody_records_for_others(sign_in: SignIn) -> None:
    stranger = sign_in(a_user(Role.PREPARER))
    for path in ("/pasos/fee", "/pasos/fee/no-aplica", "/registros/1/corregir"):
        assert stranger.get(f"/miembros/{CUSCO}{path}").status_code == 403
        assert stranger.post(f"/miembros/{CUSCO}{path}", data=FEE | {"reason": "x"}).status_code == 403


def test_a_wrong_record_is_voided_and_both_stay(city: Browser) -> None:
    city.post(f"/miembros/{CUSCO}/pasos/fee", data=FEE)
    page = city.get(f"/miembros/{CUSCO}/registros/2/corregir").text
    assert "Este registro queda anulado" in page
    assert '<p class="lead">Pagar la cuota, si corresponde</p>' in page
    assert city.post(f"/miembros/{CUSCO}/registros/2/corregir", data={"reason": ""}).status_code == 422
    done = city.post(f"/miembros/{CUSCO}/registros/2/corregir", data={"reason": "Era de otro año."})
    assert done.headers["Location"] == f"/miembros/{CUSCO}"
    page = city.get(f"/miembros/{CUSCO}").text
    assert "Registro anulado" in page
    assert "Era de otro año." in page
    assert city.post(f"/miembros/{CUSCO}/registros/2/corregir", data={"reason": "x"}).status_code == 409


def test_taking_the_last_entry_back_leads_to_the_registry(lima: Browser) -> None:
    done = lima.post(f"/miembros/{CUSCO}/registros/1/corregir", data={"reason": "No consta."})
    assert done.headers["Location"] == f"/gobiernos/{CUSCO}"
    assert "No figura en el registro de miembros." in lima.get(f"/gobiernos/{CUSCO}").text
    assert lima.get(f"/miembros/{CUSCO}").status_code == 404


def test_a_membership_is_for_who_signed_in(browser: Browser) -> None:
    assert browser.get(f"/miembros/{CUSCO}").headers["Location"].startswith("/ingresar")
