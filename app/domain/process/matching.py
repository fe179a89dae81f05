"""Whether a process and its form fit together: what the program reads by name is asked where it looks for it."""

from collections.abc import Iterator

from app.domain.process.catalog import Catalog, FieldType, Moment
from app.domain.process.definition import Act, Definition, Step
from app.domain.process.fields import DECISION_CATEGORY, RATIFICATION
from app.domain.vocabulary import MembershipCategory


def misfits(definition: Definition, catalog: Catalog) -> Iterator[str]:
    """Yield what the program would look for in `catalog` in vain, a sentence each."""
    yield from _decision(definition, catalog)
    sending, paper = definition.acting(Act.SEND), catalog.fields.get(RATIFICATION)
    if sending and (paper is None or paper.step != sending.key):
        yield f"{sending.key}: has no document {RATIFICATION}, by which a new authority ratifies what was signed"
    for step in definition.membership_steps:
        yield from _settlement(step, catalog)


def _settlement(step: Step, catalog: Catalog) -> Iterator[str]:
    """Yield what keeps a step of a membership from being settled by the answer it names."""
    if step.settled_by is None:
        return
    section = catalog.by_key.get(step.asks or "")
    asked = section.by_code if section else {}
    field = asked.get(step.settled_by.answer)
    if field is None or field.type is not FieldType.YES_NO or field.required_for is not Moment.DONE:
        yield f"{step.key}: must ask {step.settled_by.answer}, by which it is settled, to be answered yes or no"
    if step.settled_by.each and step.settled_by.each not in asked:
        yield f"{step.key}: doesn't ask {step.settled_by.each}, for each of which it comes"


def _decision(definition: Definition, catalog: Catalog) -> Iterator[str]:
    """Yield what keeps the register of members from taking the category from WeGO's decision."""
    step, field = definition.acting(Act.CONFIRM), catalog.fields.get(DECISION_CATEGORY)
    if step is None:
        return
    if field is None or catalog.section_of[field.code].key != step.asks or field.required_for is not Moment.DONE:
        yield f"{step.key}: must ask for {DECISION_CATEGORY}, from which the register takes the category"
    elif unknown := {choice.value for choice in field.choices} - {category.value for category in MembershipCategory}:
        yield f"{field.code}: no such category: {', '.join(sorted(unknown))}"
