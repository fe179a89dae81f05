"""No paper has a missing glyph, whatever was typed."""

import csv

import pytest

from app.briefs.city_data import Answer
from app.briefs.glyphs import drawable
from config import ROOT
from tests.briefs.papers import MakePaper

REFERENCE = ROOT / "seeds" / "reference"
QUECHUA_AND_AYMARA = "Ñuñoa, Qosqo llaqta, t’ika, ch'aska, Tiwanaku, k’acha, äëïöü"


def test_what_cannot_be_drawn_is_replaced() -> None:
    assert drawable("부산 y 😀") == "□□ y □"
    assert drawable("a\x00b\u202ec\u2028d\ud800e") == "a b c d e"
    assert drawable("a\ufe0f\u20dd") == "a"


def test_what_can_be_drawn_stays() -> None:
    text = f"{QUECHUA_AND_AYMARA} «S/ 1,234.50» – ½ º ª N° m² km²\n\t<p>&amp;</p>"
    assert drawable(text) == text


@pytest.mark.parametrize("name", ["departments.csv", "provinces.csv", "districts.csv", "municipalities.csv"])
def test_every_name_of_the_registry_can_be_drawn(name: str) -> None:
    with (REFERENCE / name).open(encoding="utf-8", newline="") as file:
        text = "\n".join(cell for row in csv.reader(file) for cell in row)
    assert drawable(text) == text


def test_the_paper_says_what_the_sign_stands_for_and_brings_no_other_font(brief: MakePaper) -> None:
    paper = brief(answers=(Answer("Ciudades hermanas", "부산 (Busan)"),))
    assert "Ciudades hermanas □□ (Busan)" in paper.text
    assert "El signo □ ocupa el lugar de un carácter" in paper.text
    assert all("Ruta-Sans" in font for font in paper.embedded_fonts())


def test_the_note_is_left_out_when_nothing_is_missing(brief: MakePaper) -> None:
    assert "□" not in brief().text
