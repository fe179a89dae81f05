"""The list of applications, and opening one."""

import re
from datetime import timedelta
from itertools import count

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from app.domain.vocabulary import Role, Status
from app.extensions import db
from tests.conftest import SignIn
from tests.factories import NOON, a_user, an_application
from tests.views.application_pages import errors, flashed, links, soup, words


def numbers(page_text: str) -> list[str]:
    """Return the application numbers a page names, in order."""
    return re.findall(r"20\d\d-[A-Z]{3}-\d{4}", page_text)


def test_the_list_shows_each_officer_their_own(sign_in: SignIn, session: Session) -> None:
    cusco = an_application("081305", at=Status.DRAFT)
    trujillo = an_application("130101", at=Status.DRAFT)
    assert numbers(words(sign_in(cusco.officer).get("/expedientes"), "table")) == [cusco.number]
    assert numbers(words(sign_in(trujillo.officer).get("/expedientes"), "table")) == [trujillo.number]
    assert len(numbers(words(sign_in(cusco.embassy).get("/expedientes"), "table"))) == 2
    assert numbers(words(sign_in(cusco.preparer).get("/expedientes"), "table")) == [cusco.number]


def test_the_list_is_narrowed_by_words_status_holder_office_and_overdue(sign_in: SignIn, session: Session) -> None:
    late = an_application("081305", at=Status.DRAFT, now=NOON - timedelta(days=30))
    reviewed = an_application("130101", at=Status.IN_REVIEW)
    lima = sign_in(late.coordinator)

    def found(query: str) -> list[str]:
        return numbers(words(lima.get(f"/expedientes?{query}"), "table"))

    assert found("") == [late.number, reviewed.number]  # The overdue one first.
    assert found("q=MARAS urubamba") == [late.number]
    assert found(f"q={reviewed.number}") == [reviewed.number]
    assert found("estado=in_review") == [reviewed.number]
    assert found("turno=office") == [reviewed.number]
    assert found("vencidos=y") == [late.number]
    offices = {
        option.get_text(): option["value"] for option in soup(lima.get("/expedientes")).select("#oficina option")
    }
    assert found(f"oficina={offices['Oficina Desconcentrada en Trujillo']}") == [reviewed.number]
    for odd in ("estado=nonsense", "oficina=999999", "turno=nobody", "pagina=abc", "pagina=-3", "pagina=0"):
        assert len(found(odd)) == 2


def test_an_empty_list_says_what_to_do(sign_in: SignIn, session: Session) -> None:
    officer = sign_in(a_user(Role.ANALYST, office_code="ODE-PUN"))
    assert "Todavía no hay expedientes a su alcance." in words(officer.get("/expedientes"))
    narrowed = officer.get("/expedientes?q=nadie")
    assert "Ningún expediente cumple con lo que pidió." in words(narrowed)
    assert "/expedientes" in links(narrowed)


def test_a_long_list_has_pages_that_keep_the_filters(
    sign_in: SignIn, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.services.applications.reading.PAGE_SIZE", 2)
    monkeypatch.setattr("app.views.presenters.lists.PAGE_SIZE", 2)
    made = [an_application(code, at=Status.DRAFT) for code in ("081305", "081302", "081303")]
    lima = sign_in(made[0].coordinator)
    first = lima.get("/expedientes?estado=draft")
    assert "Del 1 al 2 de 3" in words(first, ".pages")
    assert links(first, ".pages") == {"/expedientes?estado=draft&pagina=2"}
    second = lima.get("/expedientes?estado=draft&pagina=2")
    assert numbers(words(second, "table")) == [made[2].number]
    beyond = lima.get("/expedientes?estado=draft&pagina=99999999999999999999")
    assert numbers(words(beyond, "table")) == [made[2].number]


def test_the_list_asks_as_many_queries_for_three_as_for_one(sign_in: SignIn, session: Session) -> None:
    journey = an_application("081305", at=Status.DRAFT)
    lima = sign_in(journey.coordinator)
    queries = count()
    event.listen(db.engine, "before_cursor_execute", lambda *_: next(queries))

    def asked(path: str) -> int:
        before = next(queries)
        assert lima.get(path).status_code == 200
        return next(queries) - before

    paths = ("/expedientes", "/inicio", "/expedientes/nuevo?q=chinchero")
    for path in paths:
        asked(path)  # What is kept once read is read by now.
    alone = {path: asked(path) for path in paths}
    an_application("081302", at=Status.DRAFT)
    an_application("130101", at=Status.DRAFT)
    assert {path: asked(path) for path in alone} == alone


def test_searching_ignores_accents_and_tells_place_and_office(sign_in: SignIn, session: Session) -> None:
    page = sign_in(a_user(Role.COORDINATOR)).get("/expedientes/nuevo?q=NUNOA")
    assert "Municipalidad Distrital de Nuñoa" in words(page, ".choice")
    assert "Nuñoa, Melgar, Puno · La acompañará: Oficina Desconcentrada en Puno" in words(page, ".choice .hint")
    assert links(page, "[data-results]") == {"/expedientes/nuevo?q=NUNOA&codigo=210806"}
    assert page.text.count('id="q"') == 1


def test_searching_for_nothing_known_says_what_to_try(sign_in: SignIn, session: Session) -> None:
    page = sign_in(a_user(Role.COORDINATOR)).get("/expedientes/nuevo?q=atlantis")
    assert page.status_code == 200
    assert "No se encontró ninguna organización." in words(page)


def test_a_city_opens_its_application_once(sign_in: SignIn, session: Session) -> None:
    city = sign_in(a_user(Role.PREPARER))
    page = city.get("/expedientes/nuevo")
    assert soup(page).select_one('input[name="code"][checked]')["value"] == "081305"  # type: ignore[index]
    opened = city.post("/expedientes/nuevo", data={"code": "081305"})
    assert opened.status_code == 303
    shown = city.get(opened.location)
    assert re.search(r"El expediente quedó abierto con el número 2026-CUS-\d{4}\.", flashed(shown))
    again = city.post("/expedientes/nuevo", data={"code": "081305"})
    assert again.status_code == 409
    assert errors(again) == {"code-0": "Esta organización ya tiene un expediente abierto: continúe con él."}
    assert opened.location in links(again)


def test_what_is_in_the_way_of_opening_is_said_on_the_page(sign_in: SignIn, session: Session) -> None:
    city = sign_in(a_user(Role.PREPARER))
    other = city.post("/expedientes/nuevo", data={"code": "130101"})
    assert other.status_code == 403
    assert "la propia organización, la oficina que la atiende o Lima" in errors(other)["code-0"]
    lima = sign_in(a_user(Role.COORDINATOR))
    member = lima.post("/expedientes/nuevo", data={"code": "080101"})
    assert member.status_code == 409
    assert "ya figura como miembro de WeGO" in errors(member)["code-0"]
    assert "/miembros/080101" in links(member)


def test_opening_for_nobody_or_for_a_forged_code_changes_nothing(sign_in: SignIn, session: Session) -> None:
    lima = sign_in(a_user(Role.COORDINATOR))
    nobody = lima.post("/expedientes/nuevo", data={})
    assert nobody.status_code == 422
    assert errors(nobody) == {"code-0": "Elija una organización."}
    for forged in ("999999", "x" * 300, "9999\x0099", "☃"):
        assert lima.post("/expedientes/nuevo", data={"code": forged}).status_code == 404


@pytest.mark.parametrize("role", [Role.EMBASSY, Role.ADMINISTRATOR])
def test_who_opens_no_applications_is_told_who_does(sign_in: SignIn, session: Session, role: Role) -> None:
    page = sign_in(a_user(role)).get("/expedientes/nuevo")
    assert page.status_code == 403
    assert "Abre el expediente la propia organización" in words(page)
