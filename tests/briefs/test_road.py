"""The road of milestones: form and words tell it, not only colour."""

import pytest

from app.briefs.city_data import Milestone, MilestoneState
from app.briefs.pictures.road import description, road
from tests.briefs.examples import milestones

TITLES = ("Interés", "Formulario", "Firma", "Miembro")


@pytest.mark.parametrize("count", range(1, 13))
def test_each_milestone_has_its_mark_inside_the_picture(count: int) -> None:
    drawing = road(milestones(tuple("abcdefghijkl"[:count]), reached=0), "es")
    assert drawing.count("<circle") == count + 1  # the current one is a ring around a dot
    assert 'viewBox="0 0 900 40"' in drawing


def test_what_is_behind_is_ticked_and_what_is_left_out_is_a_dash() -> None:
    behind = road(milestones(TITLES, reached=2), "es")
    assert behind.count("l4 4l7 -8") == 2
    left_out = road([Milestone("Conformidad", MilestoneState.SKIPPED), *milestones(("Firma",), reached=1)], "es")
    assert "<circle" in left_out
    assert left_out.count("l4 4l7 -8") == 1


def test_the_whole_way_can_be_behind() -> None:
    assert description(milestones(TITLES, reached=4), "es") == "Avance: 4 de 4 hitos cumplidos."
    assert road(milestones(TITLES, reached=4), "es").count("#b9b0a4") == 0


def test_titles_are_escaped() -> None:
    drawing = road([Milestone("<script>", MilestoneState.CURRENT)], "es")
    assert "<script>" not in drawing
    assert "&lt;script&gt;" in drawing
