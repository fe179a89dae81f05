"""The map: every department can be marked, by more than colour, for pages and papers alike."""

import csv
import re

import pytest

from app.briefs.pictures import maps
from config import ROOT

with (ROOT / "seeds" / "reference" / "departments.csv").open(encoding="utf-8", newline="") as file:
    DEPARTMENTS = {row["code"]: row["name"] for row in csv.DictReader(file)}


def test_the_map_has_every_department_of_the_registry() -> None:
    assert len(DEPARTMENTS) == 25
    assert maps.department_map(None, "es").count("<path") == 25


@pytest.mark.parametrize("code", sorted(DEPARTMENTS))
def test_a_department_is_marked_by_colour_pattern_outline_and_name(code: str) -> None:
    drawing = maps.department_map(code, "es")
    assert drawing.count('class="map-here"') == 1
    assert drawing.count('class="map-hatch"') == 1
    assert f">{DEPARTMENTS[code]}</text>" in drawing
    assert f"con el departamento de {DEPARTMENTS[code]} marcado" in drawing


@pytest.mark.parametrize("code", sorted(DEPARTMENTS))
def test_the_name_stays_inside_the_picture(code: str) -> None:
    text = re.search(r'<text x="([\d.-]+)" y="([\d.-]+)" text-anchor="(\w+)"', maps.department_map(code, "es"))
    assert text is not None
    x, y, length = float(text[1]), float(text[2]), len(DEPARTMENTS[code]) * maps.LETTER * maps.LETTER_WIDTH
    left, right = (x, x + length) if text[3] == "start" else (x - length, x)
    assert left >= 0
    assert right <= 686
    assert 0 < y < 1002


def test_only_the_smallest_gets_a_ring() -> None:
    assert [code for code in sorted(DEPARTMENTS) if "<circle" in maps.department_map(code, "es")] == ["07"]


def test_the_title_is_the_first_child_and_in_the_language_asked_for() -> None:
    drawing = maps.department_map("08", "en")
    assert re.match(r"<svg [^>]*><title>Map of Peru with the department of Cusco marked\. ", drawing)


def test_several_maps_on_one_page_keep_their_ids_apart() -> None:
    ids = [re.findall(r' id="([^"]+)"', maps.department_map("08", "es", prefix)) for prefix in ("first", "second")]
    assert ids[0]
    assert not set(ids[0]) & set(ids[1])


def test_the_map_needs_no_style_and_holds_no_script() -> None:
    drawing = maps.department_map("08", "es")
    assert "style" not in drawing
    assert "script" not in drawing


def test_an_unknown_department_is_an_error() -> None:
    with pytest.raises(KeyError):
        maps.department_map("99", "es")


def test_the_notice_names_source_licence_and_that_boundaries_are_referential() -> None:
    for language, words in (("es", "límites referenciales"), ("en", "boundaries for reference only")):
        assert words in maps.notice(language)
        assert "MPL-2.0" in maps.notice(language)
        assert "INEI 2007" in maps.notice(language)
