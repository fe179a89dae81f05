"""Finishing a step: its papers, its questions and its dates, checked against one another."""

from datetime import date

from app.domain.bilingual import Text, joined
from app.domain.errors import IncompleteError, InputError
from app.domain.process.answers import day_from, problems_in
from app.domain.process.catalog import Moment
from app.domain.process.definition import Act, Evidence, Step
from app.domain.progress.actions import Request, Surroundings
from app.domain.progress.events import FINISHING, NewEvent
from app.domain.progress.papers import evidence
from app.domain.progress.state import State

IN_ORDER = frozenset({Act.SIGN, Act.SEND, Act.ASSOCIATE, Act.CONFIRM})
"""Acts that can't have happened before what they rest on. A council may have voted before the review (rule 7)."""

TERM = ("authority", "authority_term_from", "authority_term_to")
"""Section and codes of the signing authority's term of office."""


def finishing(state: State, request: Request, around: Surroundings, day: date) -> NewEvent:
    """Return the event that finishes the step; raises InputError or IncompleteError for what is missing or wrong."""
    step = state.definition[request.action.target]
    answers = _answers(step, request, around)
    if step.evidence is Evidence.REQUIRED and not evidence(state, step, around.catalog):
        raise InputError(
            "file",
            Text(
                "Suba el documento que lo prueba; sin él no se puede dar por hecho.",
                "Upload the document that proves it; without it the step cannot be marked done.",
            ),
        )
    if step.act in IN_ORDER:
        _check_order(state, step, day)
    if step.act is Act.SIGN:
        _check_signature(state, around, day)
    return NewEvent(
        FINISHING[step.act], day, {"step": step.key, "answers": answers, "note": request.inputs.text.strip()}
    )


def _answers(step: Step, request: Request, around: Surroundings) -> dict[str, object]:
    if step.asks is None:
        return {}
    section = around.catalog[step.asks]
    answers = {code: value for code, value in request.inputs.answers.items() if code in section.by_code}
    for problem in problems_in(section, answers, Moment.DONE):
        raise InputError(problem.code, problem.because)
    return answers


def _check_order(state: State, step: Step, day: date) -> None:
    for key in step.needs:
        before = state.steps[key]
        if before.done_on and day < before.done_on:
            raise InputError(
                "happened_on",
                Text(
                    "La fecha no puede ser anterior a la de «{step}» ({day:%d/%m/%Y}).",
                    "The date cannot be earlier than that of “{step}” ({day:%d/%m/%Y}).",
                ).format(step=state.definition[key].title, day=before.done_on),
            )


def _check_signature(state: State, around: Surroundings, day: date) -> None:
    """Hold the signature to the signer's term, and the form, English included, to be whole (rule 2)."""
    section, begins, ends = TERM
    term = state.answers.get(section, {})
    first, last = day_from(term.get(begins)), day_from(term.get(ends))
    if (first and day < first) or (last and day > last):
        raise InputError(
            "happened_on",
            Text(
                "La firma debe estar dentro del periodo de la autoridad que firma; revise la fecha o el periodo.",
                "The signature must fall within the signing authority's term; check the date or the term.",
            ),
        )
    missing = [
        section
        for section in around.catalog.form_sections
        if problems_in(section, state.answers.get(section.key, {}), Moment.SIGNED)
    ]
    if missing:
        raise IncompleteError(
            Text(
                "Lo que se firma va en inglés: complete los textos en inglés de {sections}.",
                "What is signed is in English: complete the English texts of {sections}.",
            ).format(sections=joined([section.title for section in missing])),
            tuple(section.key for section in missing),
        )
