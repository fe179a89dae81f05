"""Who gets an uploaded paper: of an application, and of a membership."""

from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session

from app.domain.errors import NotAllowedError
from app.domain.progress.actions import ActionKind, Inputs
from app.domain.vocabulary import MembershipCategory, Role, Status
from app.models.file import Attachment
from app.services import files, memberships
from app.services.files import Upload
from app.services.memberships import Recognition
from tests.factories import DISTRICT, a_pdf, a_user, an_application, filled, occasion_of
from tests.services.uploading import REPORT, papers

SCOPE = {
    # who asks: before it is sent, once it is sent
    "preparer": ("file", "file"),
    "signatory": ("file", "file"),
    "officer": ("file", "file"),
    "head": ("file", "file"),
    "coordinator": ("file", "file"),
    "embassy": ("status only", "file"),
    "another city's preparer": ("nothing", "nothing"),
    "another city's signatory": ("nothing", "nothing"),
    "another office's analyst": ("nothing", "nothing"),
    "another office's head": ("nothing", "nothing"),
    "an analyst in Lima": ("nothing", "nothing"),
    "administrator": ("nothing", "nothing"),
    "somebody without a mandate": ("nothing", "nothing"),
}
"""Who gets a paper of an application (rule 11), written by hand."""

STRANGERS: dict[str, dict[str, Any]] = {
    "another city's preparer": {"role": Role.PREPARER, "organization_code": "081303"},
    "another city's signatory": {"role": Role.SIGNATORY, "organization_code": "08"},
    "another office's analyst": {"role": Role.ANALYST, "office_code": "ODE-PUN"},
    "another office's head": {"role": Role.HEAD, "office_code": "ODE-ARE"},
    "an analyst in Lima": {"role": Role.ANALYST, "office_code": "LIMA"},
    "administrator": {"role": Role.ADMINISTRATOR},
    "somebody without a mandate": {"role": None},
}


@pytest.mark.parametrize(("at", "column"), [(Status.IN_REVIEW, 0), (Status.SENT, 1)])
def test_who_gets_a_paper_of_an_application(session: Session, at: Status, column: int) -> None:
    journey = an_application(DISTRICT, at=at)
    (paper,) = papers(journey, REPORT)
    found = {}
    for who in SCOPE:
        user = a_user(**STRANGERS[who]) if who in STRANGERS else getattr(journey, who)
        try:
            given = files.download(paper, occasion_of(user))
        except NoResultFound:
            found[who] = "nothing"
        except NotAllowedError as error:
            found[who] = "status only" if "ve su estado" in error.because.es else error.because.es
        else:
            assert (given.name, given.media_type) == ("documento.pdf", "application/pdf")
            assert given.content == a_pdf(REPORT)
            found[who] = "file"
    assert found == {who: outcomes[column] for who, outcomes in SCOPE.items()}


def test_a_paper_follows_its_application_to_another_office(session: Session) -> None:
    journey = an_application(DISTRICT, at=Status.IN_REVIEW)
    (paper,) = papers(journey, REPORT)
    puno = a_user(Role.ANALYST, office_code="ODE-PUN")
    office_id = occasion_of(puno).actor.mandates[0].office_id
    journey.take(journey.coordinator, ActionKind.TRANSFER, reason="Cercanía.", office_id=office_id)
    assert files.download(paper, occasion_of(puno)).content == a_pdf(REPORT)
    with pytest.raises(NoResultFound):
        files.download(paper, occasion_of(journey.officer))


def test_a_paper_there_is_not_is_not_found(session: Session) -> None:
    with pytest.raises(NoResultFound):
        files.download(10**6, occasion_of(a_user(Role.COORDINATOR)))


MEMBERSHIP_SCOPE = {
    "preparer": True,
    "signatory": True,
    "officer": True,
    "head": True,
    "coordinator": True,
    "embassy": True,
    "another city's preparer": False,
    "another city's signatory": False,
    "another office's analyst": False,
    "another office's head": False,
    "an analyst in Lima": False,
    "administrator": False,
    "somebody without a mandate": False,
}
"""Who gets a paper of a membership: the member, the office that serves it, Lima and the Embassy. Written by hand."""


def test_who_gets_a_paper_of_a_membership(session: Session) -> None:
    people = {
        "preparer": a_user(Role.PREPARER, organization_code=DISTRICT),
        "signatory": a_user(Role.SIGNATORY, organization_code=DISTRICT),
        "officer": a_user(Role.ANALYST),
        "head": a_user(Role.HEAD),
        "coordinator": a_user(Role.COORDINATOR),
        "embassy": a_user(Role.EMBASSY),
    }
    said = Recognition(MembershipCategory.FULL, None, "Carta de WeGO", 2025, is_confirmed=True)
    memberships.record_existing(DISTRICT, said, occasion_of(people["coordinator"]))
    invoice = Upload("step:fee", "factura.pdf", a_pdf("factura"))
    memberships.record_step(
        DISTRICT, "fee", Inputs(answers=filled("fee")), occasion_of(people["preparer"]), upload=invoice
    )
    paper = session.scalars(sa.select(Attachment.id)).one()
    found = {}
    for who in MEMBERSHIP_SCOPE:
        user = people.get(who) or a_user(**STRANGERS[who])
        try:
            found[who] = files.download(paper, occasion_of(user)).content == a_pdf("factura")
        except NoResultFound:
            found[who] = False
    assert found == MEMBERSHIP_SCOPE
