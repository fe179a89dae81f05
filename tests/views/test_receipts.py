"""The receipt as people download it: what was certified and what held then, whatever came later."""

import pytest

from app.domain.progress.actions import ActionKind
from app.domain.progress.events import EventKind
from app.domain.vocabulary import OrganizationType, Role
from app.services import organizations
from tests.conftest import SignIn
from tests.factories import Journey, a_user, an_application, occasion_of, office_id
from tests.views.paper_pages import receipt_of, words

REASON = "El concejo sesiona mañana."


def test_the_receipt_says_what_was_handed_in_by_whom_and_until_when(sign_in: SignIn) -> None:
    journey = an_application(at="in_review")
    text = words(receipt_of(journey, sign_in(journey.preparer)))
    assert "Constancia de registro en Ruta WeGO; no reemplaza el cargo de la mesa de partes" in text
    assert journey.number in text
    assert "Rosa Quispe" in text
    assert f"Revisa {journey.shown(journey.preparer).dossier.row.office.name} Plazo" in text
    assert "7 días hábiles" in text
    assert "2 de diciembre de 2026" in text
    certification = journey.shown(journey.preparer).dossier.state.certification
    event = next(e for e in journey.shown(journey.preparer).dossier.events if e.sequence == certification.sequence)  # type: ignore[union-attr]
    assert event.data["form_hash"] in text.replace(" ", "")


def test_nothing_handed_in_no_receipt(sign_in: SignIn) -> None:
    journey = an_application()
    assert receipt_of(journey, sign_in(journey.preparer)).status_code == 404


def test_a_receipt_of_an_event_that_certified_nothing_does_not_exist(sign_in: SignIn) -> None:
    journey = an_application(at="in_review")
    assert receipt_of(journey, sign_in(journey.preparer), "registro=1").status_code == 404


@pytest.mark.parametrize(("role", "status"), [(Role.PREPARER, 404), (Role.EMBASSY, 403)])
def test_a_receipt_is_for_those_who_may_read_the_contents(sign_in: SignIn, role: Role, status: int) -> None:
    journey = an_application(at="in_review")
    other = {Role.PREPARER: a_user(Role.PREPARER, organization_code="081302"), Role.EMBASSY: journey.embassy}
    assert receipt_of(journey, sign_in(other[role])).status_code == status


def last_event(journey: Journey, kind: EventKind) -> tuple[int, str]:
    """Return the number of the last event of a kind, and the hash of the form it speaks of."""
    events = journey.dossier(journey.coordinator).events
    event = next(event for event in reversed(events) if event.kind is kind)
    return event.sequence, event.data["form_hash"]


def test_going_on_without_the_endorsement_certifies_a_changed_form_and_has_its_receipt(sign_in: SignIn) -> None:
    journey = an_application(at="observed")
    journey.fill("motivation", reasons_es="Queremos otra cosa.")
    journey.take(journey.signatory, ActionKind.PROCEED, reason=REASON)
    browser = sign_in(journey.preparer)
    sequence, form_hash = last_event(journey, EventKind.PROCEEDED_WITHOUT_ENDORSEMENT)
    latest = receipt_of(journey, browser)
    assert form_hash in words(latest).replace(" ", "")
    assert "Sin conformidad El gobierno postulante sigue sin la conformidad de la oficina" in words(latest)
    assert "Revisa " not in words(latest)
    assert "Plazo de revisión" not in words(latest)
    assert receipt_of(journey, browser, f"registro={sequence}").data == latest.data
    sequence, form_hash = last_event(journey, EventKind.SUBMITTED)
    first = words(receipt_of(journey, browser, f"registro={sequence}"))
    assert form_hash in first.replace(" ", "")
    assert "Plazo de revisión 7 días hábiles" in first


def test_going_on_without_a_change_certifies_nothing_anew(sign_in: SignIn) -> None:
    journey = an_application(at="in_review")
    browser = sign_in(journey.preparer)
    before = receipt_of(journey, browser).data
    journey.take(journey.signatory, ActionKind.PROCEED, reason=REASON)
    sequence, _ = last_event(journey, EventKind.PROCEEDED_WITHOUT_ENDORSEMENT)
    assert receipt_of(journey, browser, f"registro={sequence}").status_code == 404
    assert receipt_of(journey, browser).data == before


def test_a_receipt_says_what_held_when_it_was_given_whatever_came_later(sign_in: SignIn) -> None:
    journey = an_application(at="in_review")
    browser = sign_in(journey.preparer)
    before = receipt_of(journey, browser).data
    journey.take(journey.head, ActionKind.EXTEND, "office_review", reason=REASON)
    journey.take(journey.coordinator, ActionKind.TRANSFER, reason=REASON, office_id=office_id("ODE-PUN"))
    assert journey.shown(journey.preparer).clocks["office_review"].business_days == 10
    assert receipt_of(journey, browser).data == before


def test_a_registry_number_noted_later_is_told_with_its_day(sign_in: SignIn) -> None:
    journey = an_application(at="observed")
    for number in ("RE-2026-001233", "RE-2026-001234"):
        journey.take(journey.officer, ActionKind.REGISTER, text=number)
    browser = sign_in(journey.preparer)
    first = words(receipt_of(journey, browser))
    noted = "el 23 de noviembre de 2026: número de registro del Ministerio RE-2026-001234."
    assert f"Registrado después de esta certificación, {noted}" in first
    assert "No informado" not in first
    assert "Número de registro" not in first, "it wasn't known yet"
    for item in journey.dossier(journey.preparer).state.rounds[-1].observations:
        journey.take(journey.preparer, ActionKind.ANSWER, item.key, text="Corregido.")
    journey.take(journey.signatory, ActionKind.RESUBMIT)
    second = words(receipt_of(journey, browser))
    assert "Número de registro del Ministerio RE-2026-001234" in second
    assert "Registrado después" not in second


def test_a_registry_number_noted_by_mistake_is_not_told(sign_in: SignIn) -> None:
    journey = an_application(at="observed")
    before = receipt_of(journey, sign_in(journey.preparer)).data
    journey.take(journey.officer, ActionKind.REGISTER, text="RE-2026-001234")
    noted = journey.dossier(journey.officer).events[-1].sequence
    journey.take(journey.officer, ActionKind.CORRECT, str(noted), reason="Era de otro expediente.")
    assert receipt_of(journey, sign_in(journey.preparer)).data == before


def test_a_receipt_names_the_organization_as_the_certified_form_does(sign_in: SignIn) -> None:
    journey = an_application("081302", at="observed")
    browser, name = sign_in(journey.preparer), "Municipalidad Distrital de la Villa"
    before = receipt_of(journey, browser).data
    journey.fill("government", official_name=name, official_name_en="Town of the Sun")
    journey.take(journey.signatory, ActionKind.PROCEED, reason=REASON)
    assert name in words(receipt_of(journey, browser))
    assert "Town of the Sun" in words(receipt_of(journey, browser, "idioma=en"))
    sequence, _ = last_event(journey, EventKind.SUBMITTED)
    assert receipt_of(journey, browser, f"registro={sequence}").data == before


def test_the_receipt_of_a_company_speaks_of_no_review(sign_in: SignIn) -> None:
    lima = occasion_of(a_user(Role.COORDINATOR))
    code = organizations.create(OrganizationType.COMPANY, "20131312955", "Datos Andinos S.A.C.", "Av. Uno 1", lima)
    journey = an_application(code, at="signed")
    text = words(receipt_of(journey, sign_in(journey.preparer)))
    assert f"Acompaña {journey.shown(journey.preparer).dossier.row.office.name} " in text
    assert not any(said in text for said in ("Revisa ", "Plazo de revisión", "La revisión de la Cancillería"))
