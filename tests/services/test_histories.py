"""The event store: numbered, chained so that no change goes unseen, and free of personal values."""

import hashlib
import json
from datetime import UTC, date, datetime
from functools import partial
from itertools import pairwise
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.domain.access import Actor
from app.domain.progress.events import EventKind, NewEvent
from app.domain.vocabulary import Role, Status
from app.extensions import db
from app.models.event import EventRow, PersonalValue
from app.services import histories
from app.services.applications import reading
from app.services.occasion import Occasion, system_occasion
from app.services.transaction import transaction
from tests.factories import NOON, Journey, a_user, an_application, filled, form, occasion_of
from tests.services.conftest import AtOnce

NOBODY = system_occasion(NOON)


def an_event(day: date = date(2026, 11, 20), **data: Any) -> NewEvent:
    return NewEvent(EventKind.REGISTERED, day, data)


def written(session: Session, stream: str) -> list[EventRow]:
    return list(session.scalars(sa.select(EventRow).where(EventRow.stream == stream).order_by(EventRow.sequence)))


def recomputed(row: EventRow, previous: str) -> str:
    """Return the hash a row should have, worked out here from the columns alone."""
    said = {
        "previous": previous,
        "stream": row.stream,
        "sequence": row.sequence,
        "kind": row.kind.value,
        "actor_id": row.actor_id,
        "recorded_at": row.recorded_at.astimezone(UTC).isoformat(timespec="microseconds"),
        "happened_on": row.happened_on.isoformat(),
        "data": row.data,
    }
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def broken_links(session: Session, stream: str) -> list[int]:
    """Return the numbers of the events whose hash isn't what their columns and the event before make."""
    session.expire_all()
    previous = "0" * 64
    broken = []
    for row in written(session, stream):
        if row.hash != recomputed(row, previous):
            broken.append(row.sequence)
        previous = row.hash
    return broken


def stored_text(session: Session, journey: Journey) -> str:
    """Return everything the database holds of the history, as it lies in the column."""
    raw = sa.text("SELECT data FROM event WHERE stream = :stream ORDER BY sequence")
    stream = histories.application_stream(journey.shown(journey.preparer).dossier.row.id)
    return "\n".join(session.scalars(raw, {"stream": stream}))


def test_events_are_numbered_from_one_in_each_stream(session: Session) -> None:
    with transaction() as writing:
        for stream in ("application:1", "application:2", "application:1"):
            histories.append(writing, stream, an_event(number=stream), NOBODY)
    assert [event.sequence for event in histories.load(session, "application:1")] == [1, 2]
    assert [event.sequence for event in histories.load(session, "application:2")] == [1]
    assert histories.load(session, "application:3") == []


def test_what_was_appended_is_what_is_read_back(session: Session) -> None:
    occasion = Occasion(Actor(a_user(Role.PREPARER).id), datetime(2026, 11, 23, 17, 0, 0, 123456, tzinfo=UTC))
    data: dict[str, Any] = {
        "number": "12",
        "answers": {"área": ["uno", "dos"], "money": "1.50"},
        "none": None,
        "yes": True,
    }
    with transaction() as writing:
        told = histories.append(
            writing, "application:1", an_event(**data), occasion, [("number",), ("answers", "área")]
        )
    (read,) = histories.load(session, "application:1")
    assert read == told
    assert (read.data, read.happened_on, read.actor_id) == (data, date(2026, 11, 20), occasion.actor.user_id)
    assert read.recorded_at == occasion.now


def test_every_row_of_a_whole_way_hashes_to_what_it_says_and_links_to_the_one_before(session: Session) -> None:
    journey = an_application(at=Status.ASSOCIATE)
    row = journey.shown(journey.preparer).dossier.row
    streams = [histories.application_stream(row.id), histories.membership_stream(row.organization_id)]
    assert [len(written(session, stream)) > 0 for stream in streams] == [True, True]
    assert [broken_links(session, stream) for stream in streams] == [[], []]
    hashes = [item.hash for stream in streams for item in written(session, stream)]
    assert len(set(hashes)) == len(hashes)


@pytest.mark.parametrize(
    "change",
    [
        {"kind": EventKind.WITHDRAWN},
        {"data": {"number": "13"}},
        {"happened_on": date(2026, 11, 19)},
        {"recorded_at": datetime(2026, 11, 23, 17, 1, tzinfo=UTC)},
        {"actor_id": "somebody"},
    ],
)
def test_a_change_made_behind_the_programs_back_is_seen(session: Session, change: dict[str, Any]) -> None:
    with transaction() as writing:
        for number in ("11", "12", "13"):
            histories.append(writing, "application:1", an_event(number=number), NOBODY)
    assert broken_links(session, "application:1") == []
    if "actor_id" in change:
        change = {"actor_id": a_user(None).id}
    second = (EventRow.stream == "application:1") & (EventRow.sequence == 2)
    session.execute(sa.update(EventRow).where(second).values(**change))
    assert broken_links(session, "application:1") == [2]


def test_a_row_taken_out_breaks_the_one_after_it(session: Session) -> None:
    with transaction() as writing:
        for number in ("11", "12", "13"):
            histories.append(writing, "application:1", an_event(number=number), NOBODY)
    session.execute(sa.delete(EventRow).where(EventRow.sequence == 2, EventRow.stream == "application:1"))
    assert broken_links(session, "application:1") == [3]


def test_personal_values_are_never_in_the_text_of_an_event_and_are_read_in_their_place(session: Session) -> None:
    journey = an_application(at=Status.PREPARING)
    secrets: dict[str, Any] = {
        "focal_main_name": "Zoraida Único Apellido",
        "focal_main_email": "zoraida.unica@example.org",
        "focal_main_phone": "084 987654",
        "focal_main_post": "Puesto que nadie más tiene",
    }
    journey.fill("focal_points", **secrets)
    journey.fill("authority", authority_name="Wilfredo Singular Nombre")
    text = stored_text(session, journey)
    for secret in (*secrets.values(), "Wilfredo Singular Nombre"):
        assert secret not in text
    answers = journey.shown(journey.preparer).dossier.state.answers
    assert {code: answers["focal_points"][code] for code in secrets} == secrets
    assert answers["authority"]["authority_name"] == "Wilfredo Singular Nombre"


def test_no_personal_question_of_the_form_lets_its_answer_into_an_event(session: Session) -> None:
    journey = an_application(at=Status.SIGNED)
    personal = {code for code, field in form().fields.items() if field.is_personal}
    assert personal >= {"focal_main_email", "focal_alternate_phone", "authority_name", "authority_title"}
    stream = histories.application_stream(journey.shown(journey.preparer).dossier.row.id)
    told: set[str] = set()
    for row in written(session, stream):
        given = {code: [value] for code, value in row.data.get("answers", {}).items()} | row.data.get("changes", {})
        for code in personal & given.keys():
            told.add(code)
            assert all(value is None or set(value) == {"$commitment"} for value in given[code]), (row.sequence, code)
    assert told >= {"focal_main_email", "authority_name"}


def test_the_same_value_twice_does_not_look_the_same(session: Session) -> None:
    with transaction() as writing:
        for _ in range(2):
            histories.append(writing, "application:1", an_event(number="Ana"), NOBODY, [("number",)])
    one, other = (row.data["number"]["$commitment"] for row in written(session, "application:1"))
    assert one != other
    assert len(one) == 64
    assert {len(value.salt) for value in session.scalars(sa.select(PersonalValue))} == {16}


def test_erasing_a_personal_value_leaves_the_chain_whole_and_reads_as_withdrawn(session: Session) -> None:
    journey = an_application(at=Status.PREPARING)
    journey.fill("focal_points", focal_main_name="Zoraida Único Apellido")
    row = journey.shown(journey.preparer).dossier.row
    stream = histories.application_stream(row.id)
    erased = session.scalars(sa.select(PersonalValue).join(EventRow).where(EventRow.stream == stream)).all()
    for value in erased:
        if value.value == "Zoraida Único Apellido":
            session.delete(value)
    session.commit()
    assert broken_links(session, stream) == []
    answers = journey.shown(journey.preparer).dossier.state.answers["focal_points"]
    assert answers["focal_main_name"] == "[dato retirado]"
    assert answers["focal_main_post"] == filled("focal_points")["focal_main_post"]


def test_a_path_that_leads_nowhere_is_passed_over(session: Session) -> None:
    paths = [
        ("absent",),
        ("answers", "absent"),
        ("list", "7"),
        ("list", "0", "deep"),
        ("number", "deep"),
        ("list", "0"),
    ]
    with transaction() as writing:
        told = histories.append(writing, "application:1", an_event(number="1", list=["secret"]), NOBODY, paths)
    (row,) = written(session, "application:1")
    assert row.data["number"] == "1"
    assert set(row.data["list"][0]) == {"$commitment"}
    assert told.data == {"number": "1", "list": ["secret"]}
    assert [value.path for value in session.scalars(sa.select(PersonalValue))] == ["list/0"]


def test_what_somebody_changes_afterwards_in_what_they_gave_changes_no_event(session: Session) -> None:
    data: dict[str, Any] = {"answers": {"code": ["a"]}}
    with transaction() as writing:
        histories.append(writing, "application:1", NewEvent(EventKind.REGISTERED, NOON.date(), data), NOBODY)
        data["answers"]["code"].append("b")
    assert histories.load(session, "application:1")[0].data == {"answers": {"code": ["a"]}}
    assert broken_links(session, "application:1") == []


def test_two_writers_without_a_lock_never_get_the_same_number(apart: Flask, at_once: AtOnce) -> None:
    def write(number: str) -> None:
        with transaction() as session:
            histories.append(session, "application:1", an_event(number=number), NOBODY)

    outcomes = at_once(*(partial(write, str(n)) for n in range(6)))
    refused = [item for item in outcomes if item is not None]
    assert all(isinstance(item, IntegrityError) for item in refused), refused
    rows = written(db.session, "application:1")
    assert [row.sequence for row in rows] == list(range(1, 7 - len(refused)))
    assert all(later.hash == recomputed(later, earlier.hash) for earlier, later in pairwise(rows))


def test_a_reader_of_the_page_sees_each_event_once(session: Session) -> None:
    journey = an_application(at=Status.PREPARING)
    shown = reading.show(journey.number, occasion_of(journey.coordinator))
    assert [event.sequence for event in shown.dossier.events] == list(range(1, shown.dossier.row.sequence + 1))
