"""Every form meets what people get wrong: empty, too long, of the wrong kind, out of range, forged.

The answer is 422 with the words at the field and in the summary on top, everything typed still there, and never a 500.
"""

from io import BytesIO
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.domain.process.catalog import FieldType
from app.domain.vocabulary import Role, Status
from app.models.user import User
from tests.bad_values import errors_on, page_of, refused, typed_on, wrongs
from tests.conftest import Browser, SignIn
from tests.factories import DISTRICT, Journey, a_pdf, a_user, an_application, form, walk
from tests.views.application_pages import address

LONG = "ñ" * 70_000


@pytest.fixture
def database() -> str:
    """PostgreSQL alone, the stricter of the two: what is too long or out of range for a column is an error there."""
    return "postgresql"


TICKED = frozenset({FieldType.YES_NO, FieldType.CHOICE, FieldType.LEVEL, FieldType.CHOICES})


def test_every_question_of_the_form_says_what_is_wrong_with_its_answer(session: Session, sign_in: SignIn) -> None:
    journey = an_application()
    before = journey.shown(journey.preparer).dossier.state.answers
    browser = sign_in(journey.preparer)
    for section in form().form_sections:
        for wrong in wrongs(section):
            response = browser.post(address(journey, f"solicitud/{section.key}"), data={**wrong, "version": "0"})
            typed = {code: value for code, value in wrong.items() if section.by_code[code].type not in TICKED}
            refused(response, typed, *wrong)
    assert journey.shown(journey.preparer).dossier.state.answers == before


def test_every_question_asked_at_a_step_says_what_is_wrong_with_its_answer(session: Session, sign_in: SignIn) -> None:
    journey = an_application(at=Status.ENDORSED)
    steps = [
        (Status.ENDORSED, "council_resolution", journey.preparer),
        (Status.RESOLVED, "signature", journey.preparer),
        (Status.SIGNED, "publication", journey.signatory),
        (Status.SIGNED, "sending", journey.preparer),
        (Status.SENT, "acceptance", journey.embassy),
        (Status.ASSOCIATE, "excom", journey.embassy),
    ]
    for status, step, person in steps:
        walk(journey, status)
        check_step(journey, step, sign_in(person))


def check_step(journey: Journey, step: str, browser: Browser) -> None:
    """Record a step with everything wrong, then with nothing, then on days that can't be."""
    section = form()[journey.shown(journey.embassy).dossier.definition[step].asks or ""]
    path = address(journey, f"pasos/{step}")
    for wrong in wrongs(section):
        response = browser.post(path, data={**wrong, "happened_on": "31/02/2026", "note": LONG})
        page = page_of(response)
        assert response.status_code == 422
        assert {*wrong, "happened_on", "note"} <= set(errors_on(page))
        assert (typed_on(page)["happened_on"], typed_on(page)["note"]) == (["31/02/2026"], [LONG])
    required = {f.code for f in section.fields if f.required_for == "done" and not f.shown_if}
    empty = browser.post(path, data={})
    assert empty.status_code in {422, 303}
    assert required <= set(errors_on(page_of(empty)))


ACTS = (
    ("suspend", "preparer", Status.PREPARING),
    ("withdraw", "signatory", Status.PREPARING),
    ("archive", "head", Status.PREPARING),
    ("proceed", "signatory", Status.IN_REVIEW),
    ("resume", "preparer", Status.SUSPENDED),
    ("reopen", "head", Status.ARCHIVED),
)


@pytest.mark.parametrize(("kind", "person", "at"), ACTS, ids=[kind for kind, _, _ in ACTS])
def test_an_act_beside_the_way_wants_its_reason(
    session: Session, sign_in: SignIn, kind: str, person: str, at: Status
) -> None:
    journey = an_application(at=at)
    browser = sign_in(getattr(journey, person))
    path = address(journey, f"acciones/{kind}")
    for reason in ("", " \r\n\t ", LONG, "\x00\x07"):
        response = browser.post(path, data={"reason": reason})
        refused(response, {"reason": reason} if reason == LONG else {}, "reason")
    assert journey.shown(journey.officer).dossier.state.status is at


def test_a_transfer_wants_an_office_that_exists_and_a_reason(session: Session, sign_in: SignIn) -> None:
    journey = an_application()
    lima = sign_in(journey.coordinator)
    path = address(journey, "acciones/transfer")
    for office in ("", "999999", "-1", "x", "9" * 30, "1 OR 1=1"):
        response = lima.post(path, data={"office_id": office, "reason": "Cambió el territorio."})
        refused(response, {"reason": "Cambió el territorio."}, "office_id")


def test_a_refusal_of_wego_wants_its_document_its_day_and_its_reason(session: Session, sign_in: SignIn) -> None:
    journey = an_application(at=Status.SENT)
    embassy = sign_in(journey.embassy)
    path = address(journey, "acciones/not_accept")
    tomorrow = {"reason": "No este año.", "happened_on": "26/11/2026"}
    assert "happened_on" in errors_on(
        page_of(embassy.post(path, data={**tomorrow, "file": (BytesIO(a_pdf()), "a.pdf")}))
    )
    refused(embassy.post(path, data={"reason": "No este año."}), {"reason": "No este año."}, "file", "happened_on")
    today = {"reason": "No este año.", "happened_on": "23/11/2026"}
    refused(embassy.post(path, data=today), today, "file")
    response = embassy.post(path, data={**today, "file": (BytesIO(b"MZ\x90"), "carta.pdf")})
    refused(response, today, "file")


def test_an_observation_and_a_round_say_what_is_missing(session: Session, sign_in: SignIn) -> None:
    journey = an_application(at=Status.IN_REVIEW)
    browser = sign_in(journey.officer)
    path = address(journey, "revision/observaciones")
    for text in ("", LONG):
        response = browser.post(path, data={"anchor": "field:reasons_es", "text": text, "kind": "formal"})
        refused(response, {"text": text, "kind": "formal"}, "text")
    for anchor in ("", "field:none", "field:resolution_number", "x" * 500, "section:"):
        response = browser.post(path, data={"anchor": anchor, "text": "Falta.", "kind": "formal"})
        assert response.status_code in {404, 422}, anchor
    assert browser.post(address(journey, "revision/ronda"), data={"reason": LONG}).status_code == 422
    assert journey.shown(journey.officer).dossier.state.rounds == ()


def test_an_answer_to_an_observation_says_what_is_missing(session: Session, sign_in: SignIn) -> None:
    journey = an_application(at=Status.OBSERVED)
    browser = sign_in(journey.preparer)
    key = journey.shown(journey.preparer).dossier.state.rounds[-1].observations[0].key
    for text in ("", LONG):
        data = {"answers-0-key": key, "answers-0-text": text, "answers-0-before": ""}
        response = browser.post(address(journey, f"observaciones/{key}"), data=data)
        assert response.status_code == 422
        assert list(errors_on(page_of(response))) == ["answers-0-text"]
        assert typed_on(page_of(response))["answers-0-text"] == [text]


FILES = {
    "nothing chosen": None,
    "an empty file": (b"", "vacio.pdf"),
    "another kind": (b"MZ\x90\x00", "informe.pdf"),
    "a web page": (b"<html><script>alert(1)</script></html>", "informe.pdf"),
    "cut short": (a_pdf()[:20], "informe.pdf"),
    "too large": (b"%PDF-1.4\n" + b"0" * (10 * 1024 * 1024 + 1), "grande.pdf"),
}


@pytest.mark.parametrize("kind", FILES)
def test_a_file_that_cannot_be_taken_is_said_at_its_place(session: Session, sign_in: SignIn, kind: str) -> None:
    journey = an_application(at=Status.DRAFT)
    journey.fill("focal_points")
    given = FILES[kind]
    data: dict[str, Any] = {"note": "El memo va por correo.", "do": "upload"}
    if given:
        data["file_step_opening"] = (BytesIO(given[0]), given[1])
    response = sign_in(journey.preparer).post(address(journey, "pasos/opening"), data=data)
    refused(response, {"note": "El memo va por correo."}, "file_step_opening")
    assert journey.shown(journey.preparer).dossier.state.files == {}


@pytest.fixture
def lima(session: Session) -> User:
    """Give somebody of the coordination in Lima."""
    return a_user(Role.COORDINATOR)


NEW_ORGANIZATION = {"kind": "company", "ruc": "20601234565", "name": "Andina S.A.C.", "address": "Av. Uno 1"}
WRONG_ORGANIZATIONS: tuple[tuple[dict[str, str], tuple[str, ...]], ...] = (
    ({"kind": "", "ruc": "", "name": "", "address": ""}, ("kind", "ruc", "name")),
    ({"kind": "district_municipality"}, ("kind",)),
    ({"ruc": "20601234560"}, ("ruc",)),
    ({"ruc": "x" * 300}, ("ruc",)),
    ({"name": LONG, "address": LONG}, ("name", "address")),
)


@pytest.mark.parametrize(("changes", "fields"), WRONG_ORGANIZATIONS)
def test_a_new_organization_says_what_is_wrong(
    lima: User, sign_in: SignIn, changes: dict[str, str], fields: tuple[str, ...]
) -> None:
    given = {**NEW_ORGANIZATION, **changes}
    typed = {name: value for name, value in given.items() if name != "kind"}
    refused(sign_in(lima).post("/gobiernos/nuevo", data=given), typed, *fields)


KNOWN_MEMBER = {"category": "associate", "since": "", "source": "Carta", "year": "2022"}
WRONG_MEMBERS: tuple[tuple[dict[str, str], tuple[str, ...]], ...] = (
    ({"category": "", "source": "", "year": ""}, ("category", "source", "year")),
    ({"category": "honorary"}, ("category",)),
    ({"since": "31/02/2022"}, ("since",)),
    ({"since": "24/12/2026"}, ("since",)),
    ({"year": "dos mil"}, ("year",)),
    ({"year": "9" * 30}, ("year",)),
    ({"source": LONG}, ("source",)),
)


@pytest.mark.parametrize(("changes", "fields"), WRONG_MEMBERS)
def test_an_entry_of_the_register_says_what_is_wrong(
    lima: User, sign_in: SignIn, changes: dict[str, str], fields: tuple[str, ...]
) -> None:
    given = {**KNOWN_MEMBER, **changes}
    typed = {name: value for name, value in given.items() if name != "category"}
    refused(sign_in(lima).post(f"/miembros/{DISTRICT}/registrar", data=given), typed, *fields)


@pytest.mark.parametrize("step", ["fee", "follow_up", "authority_change"])
def test_a_step_of_a_membership_says_what_is_wrong(session: Session, sign_in: SignIn, step: str) -> None:
    browser = sign_in(a_user(Role.PREPARER, organization_code="080101"))
    path = f"/miembros/080101/pasos/{step}"
    for wrong in wrongs(form()[step]):
        response = browser.post(path, data={**wrong, "happened_on": "ayer", "note": LONG})
        assert response.status_code == 422
        assert {*wrong, "happened_on", "note"} <= set(errors_on(page_of(response)))
        assert typed_on(page_of(response))["note"] == [LONG]
    if step == "fee":
        refused(browser.post(f"{path}/no-aplica", data={"reason": ""}), {}, "reason")
