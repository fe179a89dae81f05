"""Names of places: put together and taken apart again."""

from app.domain.process import anchors


def test_a_name_of_a_place_comes_apart_into_what_it_was_made_of() -> None:
    assert anchors.split(anchors.of_field("name")) == ("field", "name")
    assert anchors.split(anchors.of_section("profile")) == ("section", "profile")
    assert anchors.split(anchors.of_step("notice")) == ("step", "notice")


def test_what_is_no_name_of_a_place_has_no_code() -> None:
    assert anchors.split("nonsense") == ("nonsense", "")
