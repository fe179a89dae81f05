"""Acts beside the way, confirmed before they are done; and corrections, with what falls with them."""

from io import BytesIO

import pytest
from sqlalchemy.orm import Session

from app.domain.progress.actions import ActionKind
from app.domain.vocabulary import Status
from tests.conftest import SignIn
from tests.factories import Journey, a_pdf, an_application
from tests.views.application_pages import address, errors, flashed, links, soup, words


def status_of(journey: Journey) -> Status:
    """Return where the application stands now."""
    return journey.shown(journey.coordinator).dossier.state.status


ACTS = {
    ActionKind.SUSPEND: ("preparer", Status.PREPARING, Status.SUSPENDED, "Ningún plazo corre"),
    ActionKind.RESUME: ("preparer", Status.SUSPENDED, Status.PREPARING, "vuelve al paso en que estaba"),
    ActionKind.WITHDRAW: ("signatory", Status.PREPARING, Status.WITHDRAWN, "La postulación termina."),
    ActionKind.ARCHIVE: ("head", Status.PREPARING, Status.ARCHIVED, "La organización puede reabrirlo"),
    ActionKind.REOPEN: ("preparer", Status.ARCHIVED, Status.PREPARING, "vuelve al paso en que estaba"),
    ActionKind.PROCEED: ("signatory", Status.IN_REVIEW, Status.NOT_ENDORSED, "La conformidad es una opinión"),
}
"""Who does it, from where, what it leads to, and what the page tells beforehand."""


@pytest.mark.parametrize("kind", ACTS)
def test_an_act_tells_what_it_leads_to_asks_why_and_is_done(
    sign_in: SignIn, session: Session, kind: ActionKind
) -> None:
    person, before, after, told = ACTS[kind]
    journey = an_application(at=before)
    browser = sign_in(getattr(journey, person))
    page = address(journey, f"acciones/{kind}")
    assert page in links(browser.get(address(journey)))
    assert told in words(browser.get(page))
    assert status_of(journey) is before
    empty = browser.post(page, data={"reason": " \n "})
    assert (empty.status_code, errors(empty)) == (422, {"reason": "Escriba el motivo; quedará en el historial."})
    long = browser.post(page, data={"reason": "m" * 2001})
    assert (long.status_code, errors(long)) == (422, {"reason": "Escriba como máximo 2000 caracteres."})
    assert "m" * 2001 in soup(long).select_one("#reason").get_text()  # type: ignore[union-attr]
    assert status_of(journey) is before
    response = browser.post(page, data={"reason": "Así se decidió."})
    assert (response.status_code, response.location) == (303, address(journey))
    shown = browser.get(response.location)
    assert "Listo:" in flashed(shown)
    assert "Así se decidió." in words(shown, ".timeline")
    assert status_of(journey) is after
    again = browser.post(page, data={"reason": "Otra vez."})
    assert again.status_code == 409
    assert status_of(journey) is after


def test_who_may_not_act_is_refused_with_the_reason(sign_in: SignIn, session: Session) -> None:
    journey = an_application(at=Status.PREPARING)
    for person, kind in (
        ("preparer", "withdraw"),
        ("officer", "archive"),
        ("officer", "transfer"),
        ("embassy", "suspend"),
    ):
        browser = sign_in(getattr(journey, person))
        page = address(journey, f"acciones/{kind}")
        assert page not in links(browser.get(address(journey)))
        for response in (browser.get(page), browser.post(page, data={"reason": "Porque sí."})):
            assert response.status_code == 403
            assert "Su cargo no permite esta acción en este expediente." in words(response)
    assert status_of(journey) is Status.PREPARING


@pytest.mark.parametrize("kind", ["save", "complete", "submit", "correct", "explode", "x" * 300])
def test_other_words_are_no_act(sign_in: SignIn, session: Session, kind: str) -> None:
    journey = an_application(at=Status.DRAFT)
    city = sign_in(journey.preparer)
    assert city.get(address(journey, f"acciones/{kind}")).status_code == 404
    assert city.post(address(journey, f"acciones/{kind}"), data={"reason": "x"}).status_code == 404


def test_the_city_undoes_the_archiving_of_its_office(sign_in: SignIn, session: Session) -> None:
    journey = an_application(at=Status.ARCHIVED)
    shown = sign_in(journey.preparer).get(address(journey))
    assert address(journey, "acciones/reopen") in links(shown)
    assert "Se decidió esperar al nuevo presupuesto." in words(shown, ".notice-warning")


def test_the_registry_number_is_asked_checked_and_shown(sign_in: SignIn, session: Session) -> None:
    journey = an_application(at=Status.IN_REVIEW)
    office = sign_in(journey.officer)
    page = address(journey, "acciones/register")
    empty = office.post(page, data={"number": " "})
    assert (empty.status_code, list(errors(empty))) == (422, ["number"])
    long = office.post(page, data={"number": "9" * 61})
    assert (long.status_code, errors(long)) == (422, {"number": "Escriba como máximo 60 caracteres."})
    assert office.post(page, data={"number": "2026-0123456\x00"}).status_code == 303
    assert "2026-0123456" in words(office.get(address(journey)), "aside")


def test_lima_transfers_to_another_office_and_the_former_no_longer_sees_it(sign_in: SignIn, session: Session) -> None:
    journey = an_application(at=Status.PREPARING)
    lima = sign_in(journey.coordinator)
    page = address(journey, "acciones/transfer")
    asked = soup(lima.get(page))
    offered = {option.get_text(): str(option["value"]) for option in asked.select("#office_id option")}
    assert "Oficina Desconcentrada en Cusco" not in offered
    assert not {name for name in offered if "Embajada" in name or "Áncash" in name}
    for forged in ("", "999999999", "abc", "9" * 40):
        response = lima.post(page, data={"reason": "Por cercanía.", "office_id": forged})
        assert (response.status_code, list(errors(response))) == (422, ["office_id"])
    done = lima.post(page, data={"reason": "Por cercanía.", "office_id": offered["Oficina Desconcentrada en Puno"]})
    assert done.status_code == 303
    shown = lima.get(address(journey))
    moved = "El expediente pasó de Oficina Desconcentrada en Cusco a Oficina Desconcentrada en Puno"
    assert moved in words(shown, ".timeline")
    assert "Oficina Desconcentrada en Puno" in words(shown, "aside")
    assert sign_in(journey.officer).get(address(journey)).status_code == 404


def test_wego_not_accepting_needs_its_answer_and_a_reason(sign_in: SignIn, session: Session) -> None:
    journey = an_application(at=Status.SENT)
    embassy = sign_in(journey.embassy)
    page = address(journey, "acciones/not_accept")
    assert "Si fue hoy" not in words(embassy.get(page), "#happened_on-hint")
    bare = embassy.post(page, data={})
    assert (bare.status_code, list(errors(bare))) == (422, ["file", "happened_on", "reason"])
    assert "Suba la respuesta" in errors(bare)["file"]
    assert soup(bare).select_one("#happened_on.short")
    day = {"happened_on": "23/11/2026"}
    dated = embassy.post(page, data={"reason": "Pide postular el próximo año.", **day})
    assert (dated.status_code, errors(dated)) == (422, {"file": "Suba la respuesta recibida de WeGO."})
    wrong = embassy.post(page, data={"reason": "No.", "file": (BytesIO(b"text"), "carta.pdf"), **day})
    assert (wrong.status_code, list(errors(wrong))) == (422, ["file"])
    late = embassy.post(page, data={"reason": "No.", "file": answer(), "happened_on": "01/12/2026"})
    assert (late.status_code, list(errors(late))) == (422, ["happened_on"])
    assert status_of(journey) is Status.SENT
    done = embassy.post(page, data={"reason": "Pide postular el próximo año.", "file": answer(), **day})
    assert done.status_code == 303
    shown = embassy.get(address(journey))
    assert "carta.pdf" in words(shown, ".event:first-child")
    assert status_of(journey) is Status.NOT_ACCEPTED
    assert "WeGO no lo aceptó" in words(shown, ".sentence")


def answer() -> tuple[BytesIO, str]:
    """Return WeGO's answer as a browser sends it."""
    return BytesIO(a_pdf("respuesta")), "carta.pdf"


def sequence_of(journey: Journey, step: str) -> int:
    """Return the number of the event that settled a step."""
    return journey.shown(journey.coordinator).dossier.state.steps[step].sequence or 0


def test_correcting_tells_what_opens_again_and_what_falls_and_does_it(sign_in: SignIn, session: Session) -> None:
    journey = an_application(at=Status.SENT)
    lima = sign_in(journey.coordinator)
    page = address(journey, f"registros/{sequence_of(journey, 'council_resolution')}/corregir")
    asked = words(lima.get(page))
    assert "Se registró el acuerdo" in asked
    for reopened in ("Paso 11: Adoptar el acuerdo de concejo", "Paso 12: Firmar la solicitud", "Paso 14: Enviar"):
        assert reopened in asked
    assert "Se envió la solicitud a WeGO (23 de noviembre de 2026)" in asked
    assert "El expediente pasa de «Enviado» a «Con conformidad»." in asked
    assert "registro de miembros" not in asked
    assert status_of(journey) is Status.SENT
    empty = lima.post(page, data={"reason": ""})
    assert (empty.status_code, list(errors(empty))) == (422, ["reason"])
    assert lima.post(page, data={"reason": "El acuerdo lleva otro número."}).status_code == 303
    assert status_of(journey) is Status.ENDORSED
    shown = lima.get(address(journey))
    assert "Quedó sin efecto porque se anuló un registro en que se apoyaba." in words(shown, ".event.is-voided")
    assert lima.post(page, data={"reason": "Otra vez."}).status_code == 409


def test_correcting_the_acceptance_tells_that_the_register_follows(sign_in: SignIn, session: Session) -> None:
    journey = an_application(at=Status.ASSOCIATE)
    embassy = sign_in(journey.embassy)
    assert "Miembro asociado" in words(embassy.get("/miembros"))
    page = address(journey, f"registros/{sequence_of(journey, 'acceptance')}/corregir")
    asked = words(embassy.get(page))
    assert "La organización sale del registro de miembros" in asked
    assert embassy.post(page, data={"reason": "La carta era de otra ciudad."}).status_code == 303
    assert "Maras" not in words(embassy.get("/miembros"))
    assert status_of(journey) is Status.SENT


def test_only_who_recorded_it_or_lima_corrects(sign_in: SignIn, session: Session) -> None:
    journey = an_application(at=Status.RESOLVED)
    page = address(journey, f"registros/{sequence_of(journey, 'council_resolution')}/corregir")
    for person in (journey.signatory, journey.officer):
        browser = sign_in(person)
        assert page not in links(browser.get(address(journey)))
        assert browser.get(page).status_code == 403
        assert browser.post(page, data={"reason": "Quiero."}).status_code == 403
    assert page in links(sign_in(journey.preparer).get(address(journey)))


@pytest.mark.parametrize("record", ["0", "1", "999", "99999999999999999999"])
def test_a_record_that_is_not_there_or_not_corrected_so_is_refused(
    sign_in: SignIn, session: Session, record: str
) -> None:
    journey = an_application(at=Status.DRAFT)
    lima = sign_in(journey.coordinator)
    page = address(journey, f"registros/{record}/corregir")
    expected = 404 if len(record) > 10 else 409
    assert lima.get(page).status_code == expected
    assert lima.post(page, data={"reason": "x"}).status_code == expected
