"""The process as a chart: each step once, in its stage, with an arrow from what it needs."""

import pytest

from app.domain.process.diagram import mermaid
from tests.domain import seeds


@pytest.mark.parametrize("key", seeds.PROCESSES)
@pytest.mark.parametrize("language", ["es", "en"])
def test_each_step_stands_once_in_its_stage_and_each_need_is_an_arrow(key: str, language: str) -> None:
    definition = seeds.definition(key)
    lines = mermaid(definition, language).splitlines()
    assert lines[0] == "flowchart TD"
    assert sum(line.startswith("  subgraph ") for line in lines) == len(definition.stages) == lines.count("  end")
    arrows = {f"  {need} --> {step.key}" for step in definition.steps for need in step.needs}
    assert {line for line in lines if " --> " in line} == arrows
    for step in definition.steps:
        nodes = [line for line in lines if f'"{step.number}. {step.title.in_language(language)}"' in line]
        assert len(nodes) == 1
        assert nodes[0].startswith(f"    {step.key}")


def test_the_loop_of_the_review_is_dotted_and_wegos_own_steps_are_hexagons() -> None:
    lines = mermaid(seeds.definition(), "es").splitlines()
    assert "  office_review <-.-> correction" in lines
    assert '    excom{{"17. Registrar la decisión del Comité Ejecutivo (EXCOM)"}}' in lines
    assert '    outreach("1. Difundir WeGO e invitar al gobierno")' in lines
