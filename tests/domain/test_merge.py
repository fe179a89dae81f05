"""Two people save the same section: what doesn't overlap merges, what does is shown, nothing is lost silently."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.merge import Conflict, merge, section_at
from app.domain.process.answers import same
from tests.domain.stories import COLLEAGUE, PREPARER, Story

PROPERTIES = settings(max_examples=150, deadline=None, derandomize=True)
VALUES = st.sampled_from([None, "", "a", "b", [], ["a"], 0, 1])
ANSWERS = st.dictionaries(st.sampled_from(["x", "y", "z"]), VALUES)


def test_changes_to_different_fields_are_joined() -> None:
    merged = merge({"x": "a", "y": "a"}, {"x": "b", "y": "a"}, {"x": "a", "y": "c"})
    assert (merged.values, merged.conflicts) == ({"x": "b", "y": "c"}, ())


def test_different_changes_to_one_field_are_shown_to_whoever_came_second() -> None:
    assert merge({"x": "a"}, {"x": "b"}, {"x": "c"}).conflicts == (Conflict("x", "b", "c"),)


def test_the_same_change_twice_is_no_conflict() -> None:
    assert merge({"x": "a"}, {"x": "b"}, {"x": "b"}).conflicts == ()


def test_an_empty_field_left_empty_is_no_change() -> None:
    merged = merge({}, {"x": "b"}, {"x": ""})
    assert (merged.values, merged.conflicts) == ({"x": "b"}, ())


def test_what_was_not_on_the_page_stays_as_it_is() -> None:
    assert merge({"x": "a", "y": "a"}, {"x": "a", "y": "b"}, {"x": "c"}).values == {"x": "c", "y": "b"}


@PROPERTIES
@given(ANSWERS, ANSWERS)
def test_who_saves_alone_gets_what_they_wrote(base: dict[str, Any], mine: dict[str, Any]) -> None:
    merged = merge(base, base, mine)
    assert merged.conflicts == ()
    assert all(same(merged.values.get(code), value) for code, value in mine.items())


@PROPERTIES
@given(ANSWERS, ANSWERS)
def test_who_changes_nothing_undoes_nothing(base: dict[str, Any], theirs: dict[str, Any]) -> None:
    merged = merge(base, theirs, base)
    assert (merged.values, merged.conflicts) == (theirs, ())


@PROPERTIES
@given(ANSWERS, ANSWERS, ANSWERS)
def test_each_field_ends_as_one_of_the_two_wanted_or_as_a_conflict(
    base: dict[str, Any], theirs: dict[str, Any], mine: dict[str, Any]
) -> None:
    merged = merge(base, theirs, mine)
    open_fields = {conflict.code for conflict in merged.conflicts}
    for code in {*base, *theirs, *mine} - open_fields:
        value = merged.values.get(code)
        assert same(value, theirs.get(code)) or same(value, mine.get(code))
    for conflict in merged.conflicts:
        assert not same(conflict.theirs, conflict.mine)
        assert not same(conflict.theirs, base.get(conflict.code))
        assert not same(conflict.mine, base.get(conflict.code))


@PROPERTIES
@given(ANSWERS, ANSWERS, ANSWERS)
def test_it_does_not_matter_who_came_first(base: dict[str, Any], one: dict[str, Any], two: dict[str, Any]) -> None:
    whole_one, whole_two = base | one, base | two
    forth, back = merge(base, whole_one, whole_two), merge(base, whole_two, whole_one)
    assert {c.code for c in forth.conflicts} == {c.code for c in back.conflicts}
    if not forth.conflicts:
        assert all(same(forth.values.get(code), back.values.get(code)) for code in {*whole_one, *whole_two})


def test_a_section_can_be_read_as_a_page_of_any_age_saw_it() -> None:
    story = Story(answers={"government": {"official_name": "Municipalidad"}})
    story.save(PREPARER, "government", address="Plaza 1").save(PREPARER, "motivation", reasons_es="Porque sí.")
    story.save(COLLEAGUE, "government", address="Plaza 2", web_domain="example.org")
    assert section_at(story.events, "government", 0) == {"official_name": "Municipalidad"}
    assert section_at(story.events, "government", 1) == {"official_name": "Municipalidad", "address": "Plaza 1"}
    assert section_at(story.events, "government", 2) == story.state.answers["government"]
    assert story.state.saves == {"government": 2, "motivation": 1}
