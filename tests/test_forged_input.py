"""What nobody types but anybody can send: forged numbers, things of others, the same form twice, and plain junk.

Nothing forged changes anything, nothing sent twice counts twice, and nothing at all ends in a 500.
"""

from io import BytesIO
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.vocabulary import Role, Status
from app.models.application import Application
from app.models.event import EventRow
from app.models.membership import MembershipRow
from app.services.applications import reviews
from tests.bad_values import errors_on, page_of
from tests.conftest import SignIn
from tests.factories import DISTRICT, Journey, a_pdf, a_user, an_application, occasion_of
from tests.stage import a_stage, undone

FORGED = (
    ("GET", "preparer", "/expedientes/2026-CUS-9999"),
    ("GET", "preparer", "/expedientes/{number}%00"),
    ("GET", "preparer", "/expedientes/" + "x" * 3000),
    ("GET", "preparer", "/expedientes/{number}/pasos/none"),
    ("POST", "preparer", "/expedientes/{number}/pasos/none"),
    ("GET", "preparer", "/expedientes/{number}/pasos/fee"),
    ("GET", "analyst", "/expedientes/{number}/plazos/none"),
    ("POST", "analyst", "/expedientes/{number}/pasos/none/ampliar"),
    ("GET", "preparer", "/expedientes/{number}/solicitud/none"),
    ("POST", "preparer", "/expedientes/{number}/solicitud/resolution"),
    ("GET", "preparer", "/expedientes/{number}/solicitud/attachments"),
    ("POST", "preparer", "/expedientes/{number}/acciones/none"),
    ("POST", "preparer", "/expedientes/{number}/registros/99999/corregir"),
    ("POST", "preparer", "/expedientes/{number}/registros/99999999999/corregir"),
    ("POST", "preparer", "/expedientes/{number}/archivos/{sent_paper}/retirar"),
    ("GET", "preparer", "/archivos/{sent_paper}"),
    ("GET", "preparer", "/archivos/99999999999"),
    ("GET", "preparer", "/archivos/-1"),
    ("POST", "analyst", "/expedientes/{sent}/revision/observaciones/{draft}/descartar"),
    ("POST", "analyst", "/expedientes/{number}/revision/observaciones/99999999999/descartar"),
    ("POST", "head", "/invitaciones/99999/anular"),
    ("POST", "head", "/invitaciones/99999999999/reenviar"),
    ("GET", "nobody", "/invitacion/" + "a" * 43),
    ("POST", "nobody", "/invitacion/" + "a" * 43),
    ("GET", "preparer", "/gobiernos/000000"),
    ("GET", "preparer", "/gobiernos/%00"),
    ("GET", "preparer", "/gobiernos/000000/ficha.pdf"),
    ("GET", "lima", "/miembros/000000"),
    ("GET", "lima", "/miembros/{city}"),
    ("POST", "lima", "/miembros/000000/registrar"),
    ("POST", "lima", "/miembros/{member}/pasos/none"),
    ("POST", "lima", "/miembros/{member}/registros/99999/corregir"),
    ("GET", "nobody", "/solicitud-en-blanco?tipo=otra"),
)
"""Addresses of what doesn't exist, or not for this person."""


def test_what_does_not_exist_for_somebody_is_not_found_or_refused(app: Any, session: Session) -> None:
    stage = a_stage(app, session)
    found = {}
    for method, person, pattern in FORGED:
        with undone(session):
            found[method, pattern] = stage.browser(person).open(stage.address(pattern), method=method).status_code
    assert {key: status for key, status in found.items() if status not in {404, 409}} == {}


def test_a_way_back_never_leads_out_of_the_site(session: Session, sign_in: SignIn) -> None:
    journey = an_application(at=Status.DRAFT)
    browser = sign_in(journey.preparer)
    for number, away in enumerate(("//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)")):
        data = {"slot": "step:opening", "next": away, "file": (BytesIO(a_pdf(str(number))), "a.pdf")}
        response = browser.post(f"/expedientes/{journey.number}/archivos", data=data)
        assert (response.status_code, response.location) == (303, "/")
        answer = browser.post("/idioma", data={"language": "es", "next": away})
        assert (answer.status_code, answer.location) == (303, "/")
    assert browser.post("/idioma", data={"language": "xx"}).status_code == 422


def test_opening_twice_opens_once(session: Session, sign_in: SignIn) -> None:
    preparer = a_user(Role.PREPARER)
    browser = sign_in(preparer)
    answers = [browser.post("/expedientes/nuevo", data={"code": DISTRICT}).status_code for _ in range(3)]
    assert answers == [303, 409, 409]
    assert session.scalar(sa.select(sa.func.count()).select_from(Application)) == 1
    again = browser.post("/expedientes/nuevo", data={"code": DISTRICT})
    assert "expediente abierto" in page_of(again).get_text()
    for code in ("", "000000", "x" * 999, "080101"):
        assert browser.post("/expedientes/nuevo", data={"code": code}).status_code in {403, 404, 409, 422}


REPEATED: tuple[tuple[Status, str, str, dict[str, str]], ...] = (
    # (at, person, page, data): sent twice, done once.
    (Status.PREPARING, "preparer", "acciones/suspend", {"reason": "Cambio de equipo."}),
    (Status.PREPARING, "signatory", "acciones/withdraw", {"reason": "Otra prioridad."}),
    (Status.SUSPENDED, "preparer", "acciones/resume", {"reason": "Ya hay equipo."}),
    (Status.IN_REVIEW, "signatory", "acciones/proceed", {"reason": "El concejo sesiona."}),
    (Status.IN_REVIEW, "head", "pasos/office_review/ampliar", {"reason": "Hay muchos expedientes."}),
    (Status.SIGNED, "preparer", "pasos/publication/no-aplica", {"reason": "No hay página."}),
    (
        Status.SIGNED,
        "preparer",
        "pasos/sending",
        {"sending_recipient": "secretariat@we-gov.org", "sending_message": "Our form.", "happened_on": "23/11/2026"},
    ),
    (Status.SENT, "analyst", "pasos/notice", {}),
)


@pytest.mark.parametrize(("at", "person", "page", "data"), REPEATED, ids=[page for _, _, page, _ in REPEATED])
def test_what_is_sent_twice_is_done_once(  # noqa: PLR0917  # pytest passes them by name.
    session: Session, sign_in: SignIn, at: Status, person: str, page: str, data: dict[str, str]
) -> None:
    journey = an_application(at=at)
    browser = sign_in(journey.officer if person == "analyst" else getattr(journey, person))
    path = f"/expedientes/{journey.number}/{page}"
    first = browser.post(path, data=data)
    before = events(session, journey)
    second = browser.post(path, data=data)
    assert (first.status_code, second.status_code) == (303, 409)
    assert events(session, journey) == before


def events(session: Session, journey: Journey) -> int:
    """Return how many events the application has."""
    session.expire_all()
    application = session.scalar(sa.select(Application.id).where(Application.number == journey.number))
    query = sa.select(sa.func.count()).select_from(EventRow).where(EventRow.stream == f"application:{application}")
    return session.scalar(query) or 0


def test_a_round_an_endorsement_and_a_certification_happen_once(session: Session, sign_in: SignIn) -> None:
    journey = an_application(at=Status.IN_REVIEW)
    path = f"/expedientes/{journey.number}"
    office, city = sign_in(journey.officer), sign_in(journey.signatory)
    reviews.observe(journey.number, "field:reasons_es", "Diga más.", occasion_of(journey.officer), is_formal=False)
    seen = hidden(office.get(f"{path}/revision/ronda"), "seen")
    answers = [office.post(f"{path}/revision/ronda", data={"seen": seen}).status_code for _ in range(2)]
    assert answers == [303, 409]
    journey.fill("motivation", reasons_es="Para ordenar la visita a las salineras de Maras.")
    data = {"answers-0-key": "1.1", "answers-0-text": "Se dijo.", "answers-0-before": ""}
    page = city.get(f"{path}/observaciones")
    data["answers-0-before"] = hidden(page, "answers-0-before")
    assert [city.post(f"{path}/observaciones/1.1", data=data).status_code for _ in range(2)] == [303, 303]
    form_hash = hidden(city.get(f"{path}/solicitud/certificar"), "form_hash")
    given = {"form_hash": form_hash, "certified": "y"}
    assert [city.post(f"{path}/solicitud/certificar", data=given).status_code for _ in range(2)] == [303, 409]
    seen = hidden(office.get(f"{path}/revision/conformidad"), "seen")
    assert [office.post(f"{path}/revision/conformidad", data={"seen": seen}).status_code for _ in range(2)] == [
        303,
        409,
    ]
    state = journey.shown(journey.officer).dossier.state
    assert (len(state.rounds), state.status) == (1, Status.ENDORSED)


def hidden(response: Any, name: str) -> str:
    """Return what a page carries along unseen."""
    found = page_of(response).select_one(f'[name="{name}"]')
    return str(found["value"]) if found else ""


def test_a_paper_for_a_step_that_is_finished_comes_too_late(session: Session, sign_in: SignIn) -> None:
    journey = an_application()
    before = journey.shown(journey.preparer).dossier.state.files
    for data in ({"do": "upload"}, {"do": "upload", "file_step_opening": (BytesIO(a_pdf("otro")), "otro.pdf")}):
        answer = sign_in(journey.preparer).post(f"/expedientes/{journey.number}/pasos/opening", data=data)
        assert answer.status_code == 409
    assert journey.shown(journey.preparer).dossier.state.files == before


def test_the_same_paper_sent_twice_is_kept_once(session: Session, sign_in: SignIn) -> None:
    journey = an_application(at=Status.DRAFT)
    browser = sign_in(journey.preparer)
    for _ in range(2):
        data = {"slot": "step:opening", "file": (BytesIO(a_pdf()), "memo.pdf")}
        assert browser.post(f"/expedientes/{journey.number}/archivos", data=data).status_code in {303, 422}
    assert len(journey.shown(journey.preparer).dossier.state.files_at("step:opening")) == 1


def test_the_same_invitation_and_the_same_member_are_recorded_once(session: Session, sign_in: SignIn) -> None:
    head, lima = sign_in(a_user(Role.HEAD)), sign_in(a_user(Role.COORDINATOR))
    guest = {"name": "Nueva Persona", "email": "nueva@example.org", "role": "preparer"}
    answers = [head.post(f"/invitaciones?gobierno={DISTRICT}", data=guest) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 422]
    assert list(errors_on(page_of(answers[1]))) == ["email"]
    member = {"category": "associate", "source": "Carta de WeGO", "year": "2022"}
    for _ in range(2):
        assert lima.post(f"/miembros/{DISTRICT}/registrar", data=member).status_code == 303
    assert session.scalar(sa.select(sa.func.count()).select_from(EventRow).where(EventRow.kind == "recognized")) == 4
    assert session.scalar(sa.select(sa.func.count()).select_from(MembershipRow)) == 4
