"""Rule 3: where a preparer certified by the sheet the mayor signed, the timeline says so, each of the three times."""

from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.progress.actions import ActionKind
from app.domain.vocabulary import OrganizationType, Role, Status
from app.models.user import Mandate
from app.services import organizations
from tests.conftest import NOON, SignIn
from tests.factories import Journey, a_user, an_application, occasion_of
from tests.views.application_pages import address, soup

SHEET = "field:certification_sheet_file"


def by_sheet(session: Session, journey: Journey, kind: ActionKind, reason: str = "") -> None:
    """Have the preparer certify by the sheet, the signatory gone."""
    ended = NOON.date() - timedelta(days=1)
    session.execute(sa.update(Mandate).where(Mandate.user_id == journey.signatory.id).values(valid_to=ended))
    journey.upload(journey.preparer, SHEET)
    journey.take(journey.preparer, kind, reason=reason)


def told(sign_in: SignIn, journey: Journey) -> str:
    """Return what the timeline says was last."""
    last = soup(sign_in(journey.preparer).get(address(journey))).select(".event .what")[0]
    return " ".join(last.get_text(" ").split())


def test_the_first_certification_by_sheet_says_so(sign_in: SignIn, session: Session) -> None:
    journey = an_application(at=Status.IN_REVIEW)
    submitted = journey.dossier(journey.coordinator).state.certification
    assert submitted is not None
    journey.take(journey.signatory, ActionKind.CORRECT, str(submitted.sequence), reason="Faltó revisar.")
    by_sheet(session, journey, ActionKind.SUBMIT)
    said = "Se certificó la solicitud con la hoja firmada por la autoridad y se entregó a revisión"
    assert told(sign_in, journey) == said


def test_a_resubmission_by_sheet_says_so(sign_in: SignIn, session: Session) -> None:
    journey = an_application(at=Status.OBSERVED)
    for item in journey.dossier(journey.preparer).state.rounds[-1].observations:
        journey.take(journey.preparer, ActionKind.ANSWER, item.key, text="Corregido.")
    by_sheet(session, journey, ActionKind.RESUBMIT)
    assert told(sign_in, journey) == (
        "Se volvió a entregar la solicitud, subsanada la ronda 1, con la hoja firmada por la autoridad"
    )


def test_going_on_without_endorsement_by_sheet_says_so(sign_in: SignIn, session: Session) -> None:
    journey = an_application(at=Status.IN_REVIEW)
    by_sheet(session, journey, ActionKind.PROCEED, reason="El concejo sesiona mañana.")
    assert told(sign_in, journey) == (
        "Se continuó sin la conformidad de la oficina; se certificó con la hoja firmada por la autoridad"
    )


def test_a_company_certifying_by_sheet_says_so_and_speaks_of_no_review(sign_in: SignIn, session: Session) -> None:
    lima = occasion_of(a_user(Role.COORDINATOR))
    organizations.create(OrganizationType.COMPANY, "20131312955", "Datos Andinos S.A.C.", "", lima)
    journey = an_application("20131312955", at=Status.PREPARING)
    for section in journey.dossier(journey.preparer).catalog.form_sections:
        journey.fill(section.key)
    journey.take(journey.preparer, ActionKind.COMPLETE, "profile")
    by_sheet(session, journey, ActionKind.SUBMIT)
    said = "Se certificó la solicitud con la hoja firmada por quien representa a la organización"
    assert told(sign_in, journey) == said
