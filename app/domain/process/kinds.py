"""What a process or a form says to one kind of organization: its own words and choices, where the seeds give some."""

from typing import Any

from app.domain.vocabulary import OrganizationType

FOR, ONLY = "for", "only"
"""Keys of the seeds: what is otherwise for some kinds, as a text's `es` and `en`; the kinds a choice is there for."""


def worded_for(data: Any, kind: OrganizationType | None) -> Any:
    """Return plain data of the seeds as `kind` reads it; with None the general words, and every choice.

    Raises ValueError for a kind of organization there isn't.
    """
    if isinstance(data, dict):
        own = {OrganizationType(name): words for name, words in dict(data.get(FOR) or {}).items()}
        said = {name: worded_for(value, kind) for name, value in data.items() if name not in {FOR, ONLY}}
        return said | own[kind] if kind in own else said
    if isinstance(data, list):
        return [worded_for(item, kind) for item in data if _is_offered(item, kind)]
    return data


def _is_offered(item: Any, kind: OrganizationType | None) -> bool:
    """Whether a choice is there for `kind`; anything that names no kinds is there for all."""
    if not isinstance(item, dict) or ONLY not in item:
        return True
    kinds = {OrganizationType(name) for name in item[ONLY]}
    return kind is None or kind in kinds
