"""Reading a process definition and saying everything that is wrong with it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.domain.bilingual import text_from
from app.domain.process.definition import (
    Act,
    Definition,
    Evidence,
    Repeats,
    Settlement,
    Source,
    Stage,
    Step,
    Stream,
    Term,
)
from app.domain.process.kinds import worded_for
from app.domain.process.soundness import problems_of_acts, problems_of_step, unreachable
from app.domain.vocabulary import Certainty, OrganizationType, Party, Role, Status


class DefinitionError(ValueError):
    """A process definition can't be used; `problems` says why, a sentence each."""

    def __init__(self, problems: list[str]) -> None:
        """Keep the problems, all of them, so that they are mended in one go."""
        super().__init__("\n".join(problems))
        self.problems = problems


DEFINITION_KEYS = frozenset({"key", "version", "form", "title", "applies_to", "stages", "steps"})
STEP_KEYS = frozenset({
    "key", "number", "stage", "stream", "title", "guidance", "holder", "doer", "recorded_by", "documents", "evidence",
    "dated", "term", "typical", "needs", "within", "may_skip", "act", "sections", "asks", "milestone", "repeats",
    "source", "settled_by", "general_term_ends",
})  # fmt: skip


def definition_from(data: object, kind: OrganizationType | None = None) -> Definition:
    """Read a definition from plain YAML data, in the words for `kind`; in its general ones without.

    Raises DefinitionError for a wrong shape or an unknown word.
    """
    try:
        return _definition(worded_for(data, kind))
    except (KeyError, TypeError, ValueError) as error:
        raise DefinitionError([f"{type(error).__name__}: {error}"]) from error


def _definition(data: Any) -> Definition:
    key = data["key"]
    if unknown := set(data) - DEFINITION_KEYS:
        raise ValueError(f"{key}: unknown {', '.join(sorted(unknown))}")
    if not data["applies_to"]:
        raise ValueError(f"{key}: applies to nobody")
    return Definition(
        key=key,
        version=int(data["version"]),
        title=text_from(data["title"], f"{key}.title"),
        applies_to=frozenset(OrganizationType(kind) for kind in data["applies_to"]),
        stages=tuple(
            Stage(stage["key"], text_from(stage["title"], f"{key}.{stage['key']}")) for stage in data["stages"]
        ),
        steps=tuple(_step(step) for step in sorted(data["steps"], key=lambda step: int(step["number"]))),
    )


def _step(data: Mapping[str, Any]) -> Step:
    key = data["key"]
    if unknown := set(data) - STEP_KEYS:
        raise ValueError(f"{key}: unknown {', '.join(sorted(unknown))}")
    term = data["term"]
    return Step(
        key=key,
        number=int(data["number"]),
        stage=data["stage"],
        stream=Stream(data["stream"]),
        title=text_from(data["title"], f"{key}.title"),
        guidance=text_from(data["guidance"], f"{key}.guidance"),
        holder=Party(data["holder"]),
        doer=text_from(data["doer"], f"{key}.doer"),
        recorded_by=frozenset(Role(role) for role in data["recorded_by"]),
        documents=tuple(text_from(document, f"{key}.documents") for document in data.get("documents") or ()),
        evidence=Evidence(data["evidence"]),
        is_dated=bool(data.get("dated", False)),
        term=_term(term) if isinstance(term, Mapping) else None,
        is_external=_is_external(term, key),
        typical=text_from(data["typical"], f"{key}.typical"),
        needs=tuple(data.get("needs") or ()),
        within=data.get("within"),
        may_skip=bool(data.get("may_skip", False)),
        act=Act(data["act"]),
        sections=tuple(data.get("sections") or ()),
        asks=data.get("asks"),
        milestone=Status(data["milestone"]) if data.get("milestone") else None,
        repeats=Repeats(data.get("repeats") or "none"),
        source=_source(data["source"], key),
        settled_by=_settlement(data["settled_by"], key) if data.get("settled_by") else None,
        general_term_ends=date.fromisoformat(data["general_term_ends"]) if data.get("general_term_ends") else None,
    )


def _settlement(data: Mapping[str, Any], key: str) -> Settlement:
    open_, then = (text_from(data[name], f"{key}.settled_by.{name}") for name in ("open", "then"))
    return Settlement(data["answer"], data.get("each"), open_, then)


def _term(data: Mapping[str, Any]) -> Term:
    formal = data.get("formal_days")
    term = Term(int(data["days"]), int(data.get("extension") or 0), None if formal is None else int(formal))
    if min(term.days, term.formal_days or 1) < 1 or term.extension < 0:
        raise ValueError("a term has at least one day, an extension none or more")
    return term


def _is_external(term: object, key: str) -> bool:
    if not isinstance(term, Mapping) and term not in {None, "none", "external"}:
        raise ValueError(f"{key}: term {term!r} is neither none, external nor days")
    return term == "external"


def _source(data: Mapping[str, Any], key: str) -> Source:
    day = data.get("date")
    return Source(
        text_from(data["text"], f"{key}.source"), None if day is None else str(day), Certainty(data["certainty"])
    )


def problems_of(definition: Definition, sections: frozenset[str]) -> list[str]:
    """Return what makes `definition` unusable; `sections` are the keys of the form's sections. Empty means sound."""
    keys = [step.key for step in definition.steps]
    numbers = [step.number for step in definition.steps]
    found = [f"step key used twice: {key}" for key in sorted({key for key in keys if keys.count(key) > 1})]
    found += [f"step number used twice: {number}" for number in sorted({n for n in numbers if numbers.count(n) > 1})]
    for step in definition.steps:
        found += problems_of_step(step, definition, sections)
    found += [f"a step needs itself in a circle: {' → '.join(circle)}" for circle in _circles(definition)]
    found += problems_of_acts(definition)
    return found or [f"its turn can never come: {key}" for key in unreachable(definition)]


def _circles(definition: Definition) -> list[list[str]]:
    """Return each circle among the needs once, as the steps it passes."""
    settled: set[str] = set()
    found: list[list[str]] = []

    def visit(key: str, path: list[str]) -> None:
        if key in path:
            found.append([*path[path.index(key) :], key])
        elif key in definition.by_key and key not in settled:
            for need in definition[key].needs:
                visit(need, [*path, key])
            settled.add(key)

    for step in definition.steps:
        visit(step.key, [])
    return found
