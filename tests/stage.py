"""A small world for rules about the whole program: applications under way, and one person for each kind of access.

One application is in review, with a draft observation; another was sent to WeGO. Cusco is a member by the seeds.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.domain.progress.events import EventKind
from app.domain.vocabulary import Role, Status
from app.models.user import Invitation
from app.services import invitations, outbox
from app.services.applications import reviews
from app.services.invitations import Guest
from tests.conftest import Browser
from tests.factories import DISTRICT, Journey, a_user, an_application, occasion_of

MEMBER = "080101"
"""The provincial municipality of Cusco: a member of WeGO, and "another city" to everybody else."""
SENT = "081306"
"""Ollantaytambo, served by the same office, whose application has gone to WeGO."""


@dataclass(frozen=True, slots=True)
class Stage:
    """The world: what goes into an address, and who may come, by their word in the access table."""

    app: Flask
    values: Mapping[str, str]
    accounts: Mapping[str, str]
    journey: Journey

    def browser(self, person: str, *, is_strict: bool = True) -> FlaskClient:
        """Return a fresh browser in which `person` is signed in; "nobody" is not. A strict one checks the HTML."""
        self.app.test_client_class = Browser if is_strict else FlaskClient
        client: FlaskClient = self.app.test_client()
        if account := self.accounts[person]:
            with client.session_transaction() as cookie:
                cookie["_user_id"], cookie["_fresh"] = account, True
        return client

    def address(self, pattern: str) -> str:
        """Return the address that a row of the table means."""
        return pattern.format(**self.values)


def a_stage(app: Flask, session: Session) -> Stage:
    """Make the world, by the services alone."""
    journey, sent = an_application(at=Status.IN_REVIEW), an_application(SENT, at=Status.SENT)
    reviews.observe(journey.number, "field:reasons_es", "Diga más.", occasion_of(journey.officer), is_formal=False)
    invitations.invite(Guest("nueva@example.org", "Nueva Persona", Role.PREPARER, DISTRICT), occasion_of(journey.head))
    people = {
        "nobody": None,
        "preparer": journey.preparer,
        "signatory": journey.signatory,
        "other city": a_user(Role.PREPARER, organization_code=MEMBER),
        "analyst": journey.officer,
        "head": journey.head,
        "other office": a_user(Role.ANALYST, office_code="ODE-TRU"),
        "lima": journey.coordinator,
        "embassy": journey.embassy,
        "administrator": a_user(Role.ADMINISTRATOR),
    }
    accounts = {word: person.fs_uniquifier if person else "" for word, person in people.items()}
    return Stage(app, values(session, journey, sent), accounts, journey)


def values(session: Session, journey: Journey, sent: Journey) -> dict[str, str]:
    """Return what stands in the addresses: numbers, keys and tokens of the things made."""
    dossier = journey.shown(journey.officer).dossier
    uploaded = next(event for event in dossier.events if event.kind is EventKind.UPLOADED)
    completed = next(
        event for event in dossier.events if event.kind is EventKind.COMPLETED and event.data["step"] == "opening"
    )
    sent_event = next(e for e in sent.shown(sent.officer).dossier.events if e.kind is EventKind.UPLOADED)
    link = re.search(r"/invitacion/(\S+)", outbox.mails()[0].body)
    assert link
    return {
        "number": journey.number,
        "sent": sent.number,
        "paper": str(uploaded.data["attachment"]),
        "sent_paper": str(sent_event.data["attachment"]),
        "record": str(completed.sequence),
        "draft": str(session.scalar(sa.text("SELECT id FROM draft_observation"))),
        "invitation": str(session.scalar(sa.select(Invitation.id))),
        "token": link.group(1),
        "member": MEMBER,
        "city": DISTRICT,
    }


@contextmanager
def undone(session: Session) -> Iterator[list[str]]:
    """Take back whatever the block writes, and give the statements that it sent to the database."""
    session.close()  # Its own savepoint would otherwise be inside or outside of ours by chance.
    connection = session.get_bind()
    assert isinstance(connection, sa.Connection)
    said: list[str] = []

    def hear(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        said.append(statement)

    sa.event.listen(connection, "before_cursor_execute", hear)
    try:
        with connection.begin_nested() as savepoint:
            yield said
            session.close()
            savepoint.rollback()
    finally:
        sa.event.remove(connection, "before_cursor_execute", hear)
