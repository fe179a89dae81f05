"""Whether a process and its form fit together: what the program reads by name is asked where it looks for it."""

from collections.abc import Iterator

from app.domain.process.catalog import Catalog, Moment
from app.domain.process.definition import Act, Definition
from app.domain.process.fields import DECISION_CATEGORY
from app.domain.vocabulary import MembershipCategory


def misfits(definition: Definition, catalog: Catalog) -> Iterator[str]:
    """Yield what the program would look for in `catalog` in vain, a sentence each."""
    yield from _decision(definition, catalog)


def _decision(definition: Definition, catalog: Catalog) -> Iterator[str]:
    """Yield what keeps the register of members from taking the category from WeGO's decision."""
    step, field = definition.acting(Act.CONFIRM), catalog.fields.get(DECISION_CATEGORY)
    if step is None:
        return
    if field is None or catalog.section_of[field.code].key != step.asks or field.required_for is not Moment.DONE:
        yield f"{step.key}: must ask for {DECISION_CATEGORY}, from which the register takes the category"
    elif unknown := {choice.value for choice in field.choices} - {category.value for category in MembershipCategory}:
        yield f"{field.code}: no such category: {', '.join(sorted(unknown))}"
