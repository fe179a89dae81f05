"""What keeps a step of a membership open: an unpaid fee, a change nobody ratified, terms that end for all."""

from datetime import date
from typing import Any

from app.domain.membership import Membership, replay_membership
from app.domain.progress.events import Event, EventKind
from app.domain.turns import Turn, turns
from tests.domain import seeds
from tests.domain.test_membership import an_event, done, recognized

LATE = date(2027, 1, 20)
LAST_DAY = date(2026, 12, 31)


def a_member(*later: Event, since: str | None = "2026-06-01") -> Membership:
    return replay_membership([recognized(1, "associate", since), *later])


def a_fee(number: int, on: date, year: int, *, paid: bool) -> Event:
    return done(number, "fee", on, fee_year=year, fee_paid=paid)


def a_change(number: int, on: date, until: str | None, *, ratifies: bool) -> Event:
    return done(number, "authority_change", on, new_authority_term_to=until, new_authority_ratifies=ratifies)


def the_turn(
    membership: Membership, step: str, today: date, ends: date | None = None, key: str = "local-government"
) -> Turn | None:
    found = turns(membership, seeds.definition(key), ends, today, {})
    return next((turn for turn in found if turn.step.key == step), None)


def since(*given: Any, **more: Any) -> date | None:
    turn = the_turn(*given, **more)
    return turn.since if turn else None


def test_an_unpaid_fee_keeps_its_turn_until_it_is_paid() -> None:
    first = the_turn(a_member(), "fee", LATE)
    assert first is not None
    assert (first.since, first.is_unsettled) == (date(2026, 6, 1), False)
    invoice = a_fee(2, date(2026, 8, 3), 2026, paid=False)
    waiting = the_turn(a_member(invoice, a_fee(3, date(2026, 9, 1), 2026, paid=False)), "fee", LATE)
    assert waiting is not None
    assert (waiting.since, waiting.is_unsettled) == (date(2026, 8, 3), True)
    assert since(a_member(invoice, a_fee(3, date(2026, 9, 1), 2026, paid=True)), "fee", LATE) is None


def test_an_unpaid_fee_that_turns_out_not_to_be_charged_asks_no_more() -> None:
    skipped = an_event(3, EventKind.SKIPPED, LATE, {"step": "fee", "reason": "WeGO la anuló."})
    assert since(a_member(a_fee(2, date(2026, 8, 3), 2026, paid=False), skipped), "fee", LATE) is None


def test_after_a_paid_fee_nothing_is_invented_and_the_invoice_of_another_year_opens_the_step() -> None:
    paid = a_fee(2, date(2026, 8, 3), 2026, paid=True)
    assert since(a_member(paid), "fee", date(2029, 1, 1)) is None
    another = a_fee(3, date(2027, 5, 4), 2027, paid=False)
    assert since(a_member(paid, another), "fee", date(2027, 6, 1)) == date(2027, 5, 4)
    late_payment = a_fee(4, date(2027, 5, 5), 2026, paid=True)
    assert since(a_member(paid, another, late_payment), "fee", date(2027, 6, 1)) == date(2027, 5, 4)


def test_of_the_fees_of_two_years_the_one_that_waits_longest_opens_the_step() -> None:
    waiting = a_member(a_fee(2, date(2026, 8, 3), 2026, paid=False), a_fee(3, date(2027, 1, 11), 2027, paid=False))
    assert since(waiting, "fee", LATE) == date(2026, 8, 3)


def test_a_change_that_is_not_ratified_keeps_its_turn_and_its_term() -> None:
    refusal = a_change(2, date(2027, 1, 12), "2030-12-31", ratifies=False)
    turn = the_turn(a_member(refusal), "authority_change", LATE, LAST_DAY)
    assert turn is not None
    assert turn.due is not None
    assert (turn.since, turn.is_unsettled, turn.due.on) == (date(2027, 1, 1), True, date(2027, 2, 12))
    ratified = a_member(refusal, a_change(3, date(2027, 1, 18), "2030-12-31", ratifies=True))
    assert since(ratified, "authority_change", date(2030, 12, 31), LAST_DAY) is None
    assert since(ratified, "authority_change", date(2031, 1, 1), LAST_DAY) == date(2031, 1, 1)


def test_what_is_recorded_of_another_step_ratifies_no_change() -> None:
    refusal = a_change(2, date(2027, 1, 12), "2030-12-31", ratifies=False)
    member = a_member(refusal, done(3, "follow_up", date(2027, 1, 18)))
    assert since(member, "authority_change", LATE, LAST_DAY) == date(2027, 1, 1)


def test_the_term_is_that_of_the_last_authority_who_ratified() -> None:
    first = a_change(2, date(2027, 1, 12), "2030-12-31", ratifies=True)
    member = a_member(first, a_change(3, date(2028, 3, 6), "2029-06-30", ratifies=True))
    assert since(member, "authority_change", date(2029, 6, 30), LAST_DAY) is None
    assert since(member, "authority_change", date(2029, 7, 1), LAST_DAY) == date(2029, 7, 1)


def test_a_change_in_the_middle_of_a_term_that_is_not_ratified_is_open_at_once() -> None:
    refusal = a_change(2, date(2026, 9, 7), "2026-12-31", ratifies=False)
    assert since(a_member(refusal), "authority_change", date(2026, 9, 8), LAST_DAY) == date(2026, 9, 7)
    assert since(a_member(refusal), "authority_change", date(2026, 9, 8), key="company") == date(2026, 9, 7)


def test_where_no_term_is_known_that_of_a_government_ends_with_all_others() -> None:
    for day in (None, "2019-05-06", "2026-12-31"):
        member = a_member(since=day)
        assert since(member, "authority_change", LAST_DAY) is None
        assert since(member, "authority_change", date(2027, 1, 1)) == date(2027, 1, 1)
        assert since(member, "authority_change", LATE, key="company") is None
        assert since(member, "authority_change", LATE, date(2027, 6, 30)) is None, "its own term goes before"


def test_who_became_a_member_under_the_next_authorities_is_asked_for_no_change() -> None:
    assert since(a_member(since="2027-01-02"), "authority_change", date(2028, 1, 1)) is None
    full_since = recognized(2, "full", "2027-01-15")
    assert since(a_member(full_since), "authority_change", LATE) == date(2027, 1, 1), "an associate since June 2026"


def test_a_company_whose_new_representative_has_no_end_is_asked_no_more() -> None:
    member = a_member(a_change(2, LATE, None, ratifies=True))
    assert since(member, "authority_change", date(2040, 1, 1), LAST_DAY, key="company") is None
