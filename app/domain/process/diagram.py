"""A process as a Mermaid flow chart: what the README shows is what the program runs."""

from app.domain.process.definition import Definition, Step
from app.domain.vocabulary import Party

SHAPES = {Party.ORGANIZATION: ("[", "]"), Party.OFFICE: ("(", ")"), Party.LIMA: ("(", ")"), Party.EMBASSY: ("(", ")")}
"""Boxes for the applicant's steps, rounded ones for the Ministry's; WeGO's own are hexagons."""


def mermaid(definition: Definition, language: str) -> str:
    """Return the chart: a group per stage, an arrow from each step to those that need it, dotted within a review."""
    lines = ["flowchart TD"]
    for stage in definition.stages:
        lines.append(f'  subgraph stage_{stage.key}["{stage.title.in_language(language)}"]')
        lines += [f"    {_node(step, language)}" for step in definition.steps if step.stage == stage.key]
        lines.append("  end")
    for step in definition.steps:
        lines += [f"  {need} --> {step.key}" for need in step.needs]
        if step.within:
            lines.append(f"  {step.within} <-.-> {step.key}")
    return "\n".join(lines)


def _node(step: Step, language: str) -> str:
    opening, closing = SHAPES.get(step.holder, ("{{", "}}"))
    return f'{step.key}{opening}"{step.number}. {step.title.in_language(language)}"{closing}'
