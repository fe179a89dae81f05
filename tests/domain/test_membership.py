"""Rule 8: a membership is a stream of its own; fee, yearly follow-up and change of authorities belong to it."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from app.domain.errors import DomainError, InputError, NotAllowedError, WrongStepError
from app.domain.membership import Membership, correct, record, replay_membership, skip
from app.domain.process.definition import Evidence
from app.domain.progress.actions import Inputs
from app.domain.progress.events import Event, EventKind, NewEvent
from app.domain.turns import turns
from app.domain.vocabulary import MembershipCategory, Role
from tests.domain import seeds

TODAY = date(2026, 11, 23)
CITY = frozenset({Role.PREPARER})
LIMA = frozenset({Role.COORDINATOR})
DEFINITION, CATALOG = seeds.definition(), seeds.catalog()


def an_event(number: int, kind: EventKind, on: date, data: dict[str, Any], actor_id: int = 1) -> Event:
    return Event(number, kind, data, actor_id, datetime(2026, 11, 23, tzinfo=UTC), on)


def recognized(number: int, category: str, since: str | None, on: date = TODAY, **more: Any) -> Event:
    data = {"category": category, "since": since, "source": "Artículo", "year": 2023, "is_confirmed": False}
    kind = EventKind.RECOGNIZED if number == 1 else EventKind.CATEGORY_CHANGED
    return an_event(number, kind, on, data | more)


def a_member(since: str | None = "2025-11-24", *later: Event) -> Membership:
    return replay_membership([recognized(1, "associate", since), *later])


def done(number: int, step: str, on: date, **answers: Any) -> Event:
    return an_event(number, EventKind.COMPLETED, on, {"step": step, "answers": answers})


def open_turns(membership: Membership, term_ends: date | None = None, today: date = TODAY) -> dict[str, date]:
    return {turn.step.key: turn.since for turn in turns(membership, DEFINITION, term_ends, today, {})}


def test_lima_cusco_and_urubamba_begin_as_recorded_members_to_be_confirmed() -> None:
    entry = replay_membership([recognized(1, "to_confirm", None)]).current
    assert entry is not None
    assert (entry.category, entry.since, entry.recorded_on) == (MembershipCategory.TO_CONFIRM, None, TODAY)
    assert (entry.source, entry.year, entry.is_confirmed, entry.application_id) == ("Artículo", 2023, False, None)


def test_the_category_held_now_is_the_last_that_was_not_voided() -> None:
    events = [recognized(1, "associate", "2026-03-01"), recognized(2, "full", "2026-10-30", application_id=7)]
    membership = replay_membership(events)
    assert membership.current is not None
    assert (membership.current.category, membership.current.application_id) == (MembershipCategory.FULL, 7)
    voided = replay_membership([*events, an_event(3, EventKind.CORRECTED, TODAY, {"voids": 2, "reason": "x"})])
    assert voided.current is not None
    assert voided.current.category is MembershipCategory.ASSOCIATE
    assert (set(voided.voided), voided.sequence) == ({2}, 3)


def test_without_entries_there_is_no_membership_and_nothing_to_do() -> None:
    membership = replay_membership([])
    assert (membership.current, membership.began_on, membership.sequence) == (None, None, 0)
    assert open_turns(membership) == {}
    error = refused(membership, "fee")
    assert isinstance(error, WrongStepError)


def refused(
    membership: Membership, step: str, roles: frozenset[Role] = CITY, evidence: Evidence | None = None, **given: Any
) -> DomainError:
    asked = {"answers": seeds.right_answers(CATALOG[step])}
    found = DEFINITION[step] if evidence is None else replace(DEFINITION[step], evidence=evidence)
    with pytest.raises(DomainError) as caught:
        record(membership, found, roles, Inputs(**(asked | given)), CATALOG, TODAY)
    assert caught.value.because.en
    return caught.value


def recorded(membership: Membership, step: str, **given: Any) -> NewEvent:
    asked = {"answers": seeds.right_answers(CATALOG[step])}
    return record(membership, DEFINITION[step], CITY, Inputs(**(asked | given)), CATALOG, TODAY)


def test_a_step_is_recorded_with_what_it_asks_and_its_paper() -> None:
    event = recorded(a_member(), "fee", attachment=5, sha256="f" * 64, text=" Pagada. ")
    assert (event.kind, event.happened_on) == (EventKind.COMPLETED, TODAY)
    assert event.data == {
        "step": "fee",
        "answers": seeds.right_answers(CATALOG["fee"]),
        "note": "Pagada.",
        "attachment": 5,
        "sha256": "f" * 64,
    }
    assert "attachment" not in recorded(a_member(), "follow_up").data


def test_a_record_is_refused_without_the_role_the_answers_the_day_or_the_paper() -> None:
    member = a_member()
    assert isinstance(refused(member, "fee", frozenset({Role.EMBASSY})), NotAllowedError)
    error = refused(member, "fee", answers={"fee_year": 2026})
    assert isinstance(error, InputError)
    assert error.field == "fee_amount"
    error = refused(member, "follow_up", answers=seeds.right_answers(CATALOG["follow_up"]) | {"follow_up_year": 2027})
    assert isinstance(error, InputError)
    assert error.field == "follow_up_year"
    for day in (date(2026, 11, 24), date(1999, 1, 1)):
        error = refused(member, "fee", happened_on=day)
        assert isinstance(error, InputError)
        assert error.field == "happened_on"
    error = refused(member, "fee", evidence=Evidence.REQUIRED)
    assert isinstance(error, InputError)
    assert error.field == "file"


def test_a_step_that_asks_nothing_is_recorded_as_done() -> None:
    step = replace(DEFINITION["fee"], asks=None)
    event = record(a_member(), step, CITY, Inputs(answers={"fee_year": 2026}), CATALOG, TODAY)
    assert event.data["answers"] == {}


def test_a_fee_that_is_not_charged_is_left_out_with_a_reason_and_asks_no_more() -> None:
    member = a_member()
    event = skip(member, DEFINITION["fee"], CITY, " WeGO no cobra. ", TODAY)
    assert (event.kind, event.data) == (EventKind.SKIPPED, {"step": "fee", "reason": "WeGO no cobra."})
    after = a_member("2025-11-24", an_event(2, event.kind, TODAY, dict(event.data)))
    last = after.last("fee")
    assert last is not None
    assert last.reason == "WeGO no cobra."
    assert "fee" not in open_turns(after)


def test_only_what_may_be_left_out_is_and_with_words() -> None:
    member = a_member()
    for step, roles, reason in (
        ("follow_up", CITY, "x"),
        ("fee", CITY, " "),
        ("fee", CITY, "\u200b"),
        ("fee", frozenset({Role.ANALYST}), "x"),
    ):
        with pytest.raises(DomainError):
            skip(member, DEFINITION[step], roles, reason, TODAY)


def test_the_follow_up_comes_round_every_year() -> None:
    assert open_turns(a_member("2025-11-24")).get("follow_up") is None
    assert open_turns(a_member("2025-11-23"))["follow_up"] == TODAY
    once = a_member("2024-01-10", done(2, "follow_up", date(2025, 3, 1)))
    assert open_turns(once)["follow_up"] == date(2026, 3, 1)
    leap = a_member("2024-02-29")
    assert open_turns(leap)["follow_up"] == date(2025, 2, 28)


def test_a_change_of_category_does_not_begin_the_years_anew() -> None:
    membership = replay_membership(
        [recognized(1, "associate", "2025-05-01"), recognized(2, "full", "2026-10-30", on=TODAY)]
    )
    assert membership.began_on == date(2025, 5, 1)
    assert open_turns(membership)["follow_up"] == date(2026, 5, 1)


def test_where_no_source_says_since_when_the_record_counts() -> None:
    assert a_member(None).began_on == TODAY


def test_the_end_of_an_authoritys_term_asks_for_the_change_to_be_recorded_from_the_next_day() -> None:
    ends = date(2026, 12, 31)
    member = a_member()
    assert "authority_change" not in open_turns(member, ends, ends)
    assert open_turns(member, ends, date(2027, 1, 1))["authority_change"] == date(2027, 1, 1)
    assert "authority_change" not in open_turns(member, None)
    turn = next(t for t in turns(member, DEFINITION, ends, date(2027, 1, 1), {}) if t.step.key == "authority_change")
    assert turn.due is not None
    assert turn.due.on == date(2027, 2, 12)


def test_a_recorded_change_waits_for_the_new_authoritys_end() -> None:
    member = a_member("2025-11-24", done(2, "authority_change", TODAY, new_authority_term_to="2030-12-31"))
    assert "authority_change" not in open_turns(member, date(2026, 12, 31), date(2027, 1, 1))
    assert open_turns(member, None, date(2031, 1, 1))["authority_change"] == date(2031, 1, 1)


def test_a_record_of_a_membership_is_voided_by_who_made_it_or_lima() -> None:
    event = done(2, "follow_up", date(2026, 10, 1))
    member = a_member("2025-05-01", event)
    assert correct(member, event, CITY, 1, " Error. ").data == {"voids": 2, "reason": "Error."}
    assert correct(member, event, LIMA, 9, "x").kind is EventKind.CORRECTED
    with pytest.raises(NotAllowedError):
        correct(member, event, CITY, 9, "x")
    with pytest.raises(InputError):
        correct(member, event, CITY, 1, " ")


def test_what_an_application_wrote_is_corrected_in_the_application_and_a_correction_not_at_all() -> None:
    linked = recognized(1, "associate", "2026-03-01", application_id=7)
    own = recognized(1, "to_confirm", None)
    correction = an_event(3, EventKind.CORRECTED, TODAY, {"voids": 2, "reason": "x"})
    voided = done(2, "follow_up", TODAY)
    member = replay_membership([linked, voided, correction])
    for event in (linked, voided, correction):
        with pytest.raises(WrongStepError):
            correct(member, event, LIMA, 1, "x")
    assert correct(replay_membership([own]), own, LIMA, 9, "x").data["voids"] == 1


def test_other_events_of_the_stream_are_passed_over() -> None:
    assert a_member("2025-11-24", an_event(2, EventKind.UPLOADED, TODAY, {})).records == ()
