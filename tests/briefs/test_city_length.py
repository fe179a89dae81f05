"""The city brief with whatever people may type: cut where it is too long, two pages at most, nothing fetched."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.briefs.city_data import Answer, Standing, TimelineEntry
from tests.briefs.examples import FACTS, a_brief_beside_the_advice, a_city_brief
from tests.briefs.papers import PAPERS, MakePaper, made

DAY = date(2026, 11, 20)
HOSTILE = (
    "{{ config }} {% raw %} <script>alert(1)</script> file:///etc/passwd url(http://example.org/a.png) "
    "<img src='file:///etc/passwd'> <style>@import 'http://example.org/x.css'</style> &amp; \u202etxet\x00"
)


def test_hostile_text_is_printed_as_text_and_fetches_nothing(brief: MakePaper) -> None:
    organization = replace(a_city_brief().organization, name=HOSTILE, address=HOSTILE)
    standing = Standing(HOSTILE, HOSTILE, HOSTILE)
    paper = brief(organization=organization, standing=standing, answers=(Answer(HOSTILE, HOSTILE),))
    assert "{{ config }} {% raw %} <script>alert(1)</script> file:///etc/passwd" in paper.text
    assert "txet" in paper.text
    assert "root:" not in paper.text
    assert "\u202e" not in paper.text


@pytest.mark.timeout(30)
@pytest.mark.parametrize("text", ["x" * 100_000, "palabra " * 12_500, "\n" * 100_000], ids=["word", "words", "lines"])
def test_a_hundred_thousand_characters_are_cut_and_the_paper_says_so(brief: MakePaper, text: str) -> None:
    paper = brief(answers=(Answer("Razones", text),))
    assert "(texto recortado; tiene 100,000 caracteres)" in paper.text
    assert len(paper.pages) <= 2


@pytest.mark.timeout(60)
def test_the_longest_story_still_takes_two_pages_and_says_what_it_leaves_out(brief: MakePaper) -> None:
    answers = tuple(Answer(f"Pregunta {number}", f"Respuesta {number}. " * 90) for number in range(40))
    first = date(2026, 1, 1)
    events = tuple(
        TimelineEntry(
            first + timedelta(days=day), first + timedelta(days=day), f"Hecho {day}", "Municipalidad", "Porque " * 90
        )
        for day in range(90)
    )
    paper = brief(answers=answers, timeline=events)
    assert len(paper.pages) == 2
    assert "El expediente tiene otras respuestas que no entran aquí: 32." in paper.text
    assert "Se muestran los 4 hechos más recientes de 90" in paper.text


@pytest.mark.timeout(60)
def test_a_story_with_much_to_say_of_everything_takes_two_pages_too(brief: MakePaper) -> None:
    standing = a_brief_beside_the_advice().standing
    answers = tuple(Answer(f"Pregunta {number}", f"Respuesta {number}. " * 90) for number in range(16))
    events = tuple(TimelineEntry(DAY, DAY, "Se terminó un paso", "Municipalidad", "Porque " * 90) for _ in range(12))
    assert len(brief(standing=standing, answers=answers, timeline=events, facts=FACTS * 3).pages) == 2


@pytest.mark.parametrize("name", [name for name in PAPERS if not name.startswith("receipt")])
def test_a_city_brief_is_small_and_short(name: str) -> None:
    paper = made(name)
    assert len(paper.content) <= 120_000
    assert len(paper.pages) in {1, 2}
