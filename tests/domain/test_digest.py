"""The chain of events: any change of what an event says shows, and personal values stay out of it."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.digest import GENESIS, chained, commitment, is_commitment, sha256

ENVELOPE: dict[str, Any] = {
    "previous": GENESIS,
    "stream": "application:7",
    "sequence": 3,
    "kind": "saved",
    "actor_id": 4,
    "recorded_at": datetime(2026, 11, 23, 17, 0, 0, 1, tzinfo=UTC),
    "happened_on": date(2026, 11, 23),
    "data": {"section": "authority", "changes": {"authority_name": [None, "Ñ"]}},
}
OTHERS: list[tuple[str, Any]] = [
    ("previous", "1" * 64),
    ("stream", "application:8"),
    ("sequence", 4),
    ("kind", "uploaded"),
    ("actor_id", 5),
    ("actor_id", None),
    ("recorded_at", datetime(2026, 11, 23, 17, 0, 0, 2, tzinfo=UTC)),
    ("happened_on", date(2026, 11, 22)),
    ("data", {"section": "authority", "changes": {"authority_name": [None, "N"]}}),
    ("data", {}),
]


@pytest.mark.parametrize(("field", "other"), OTHERS)
def test_a_change_of_any_part_of_the_envelope_changes_the_hash(field: str, other: Any) -> None:
    assert chained(**ENVELOPE) != chained(**{**ENVELOPE, field: other})


def test_the_same_event_has_the_same_hash_on_any_machine() -> None:
    lima = timezone(timedelta(hours=-5))
    here = {**ENVELOPE, "recorded_at": ENVELOPE["recorded_at"].astimezone(lima)}
    turned = {**ENVELOPE, "data": {"changes": {"authority_name": [None, "N\u0303"]}, "section": "authority"}}
    expected = "d381cf9f7b5a1195ee262b50ddb6c317fe749cd094df15fda3e6a43e4a803799"
    assert chained(**ENVELOPE) == chained(**here) == chained(**turned) == expected


def test_a_time_without_its_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="needs its zone"):
        chained(**{**ENVELOPE, "recorded_at": datetime(2026, 11, 23, 17)})  # noqa: DTZ001  # that is what is refused


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(st.text(max_size=5), min_size=2, max_size=6), st.data())
def test_an_event_changed_in_the_middle_breaks_every_hash_after_it(texts: list[str], data: st.DataObject) -> None:
    def chain(said: list[str]) -> list[str]:
        hashes = [GENESIS]
        for number, text in enumerate(said, start=1):
            hashes.append(chained(**{**ENVELOPE, "previous": hashes[-1], "sequence": number, "data": {"text": text}}))
        return hashes[1:]

    place = data.draw(st.integers(0, len(texts) - 1))
    changed = [*texts[:place], texts[place] + "!", *texts[place + 1 :]]
    before, after = chain(texts), chain(changed)
    assert before[:place] == after[:place]
    assert all(one != other for one, other in zip(before[place:], after[place:], strict=True))


def test_a_commitment_hides_the_value_and_holds_to_it() -> None:
    salt = b"0123456789abcdef"
    hidden = commitment(salt, "María Quispe")
    assert is_commitment(hidden)
    assert "María" not in str(hidden)
    assert hidden == commitment(salt, "María Quispe")
    assert hidden != commitment(salt, "Maria Quispe")
    assert hidden != commitment(b"fedcba9876543210", "María Quispe")


@pytest.mark.parametrize("value", ["text", None, {}, {"$commitment": "a", "more": 1}, ["$commitment"]])
def test_an_ordinary_value_is_no_commitment(value: Any) -> None:
    assert not is_commitment(value)


def test_the_hash_of_a_text_is_its_sha_256() -> None:
    check: Callable[[str], str] = sha256
    assert check("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
