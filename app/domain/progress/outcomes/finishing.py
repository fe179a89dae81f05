"""Finishing a step: its papers, its questions and its dates, checked against one another."""

from datetime import date

from app.domain.bilingual import Text
from app.domain.dates import long_date
from app.domain.errors import InputError
from app.domain.process import anchors
from app.domain.process.answers import problems_in
from app.domain.process.catalog import Moment
from app.domain.process.definition import Act, Evidence, Step
from app.domain.process.fields import Field
from app.domain.progress.certifying import signers_term, signers_term_ended
from app.domain.progress.changes import last_change
from app.domain.progress.events import FINISHING, NewEvent
from app.domain.progress.outcomes.days import checked_order
from app.domain.progress.papers import evidence, is_ratified, lacking, proof_slots, uploads
from app.domain.progress.rules.case import Case
from app.domain.progress.state import State
from app.domain.vocabulary import StepStatus

IN_ORDER = frozenset({Act.SIGN, Act.SEND, Act.ASSOCIATE, Act.CONFIRM})
"""Acts that can't have happened before what they rest on. A council may have voted before the review (rule 7)."""

NO_PAPER = Text(
    "Suba el documento que lo prueba; sin él no se puede dar por hecho.",
    "Upload the document that proves it; without it the step cannot be marked done.",
)
WITHOUT = Text(
    "Suba «{title}»; sin ese documento el paso no se puede dar por hecho.",
    "Upload “{title}”; without that document the step cannot be marked done.",
)
OLDER_PAPER = Text(
    "La solicitud cambió después de subir el documento firmado: suba el que se firmó con el texto actual.",
    "The form changed after the signed document was uploaded: upload the one signed with the present text.",
)
OLDER_BESIDE = Text(
    "Los datos de quien firma cambiaron después de subir «{title}»: suba el que firmó quien figura ahora.",
    "The signer's data changed after “{title}” was uploaded: upload the one signed by whoever is named now.",
)
OUTSIDE_TERM = Text(
    "La firma debe estar dentro del periodo de la autoridad que firma; revise la fecha o el periodo.",
    "The signature must fall within the signing authority's term; check the date or the term.",
)
FORMER_SIGNED = Text(
    "El periodo de quien firmó terminó el {day}: suba la ratificación de quien asumió el cargo, o escriba sus datos en "
    "la solicitud y vuelva a certificarla y firmarla.",
    "The signer's term ended on {day}: upload the ratification by whoever took office, or write their data into the "
    "form and have it certified and signed again.",
)


def finishing(case: Case, step: Step, day: date) -> NewEvent:
    """Return the event that finishes `step` on `day`; raises InputError for what is missing or wrong."""
    answers = _answers(case, step)
    if step.evidence is Evidence.REQUIRED:
        _check_papers(case, step)
    if step.act in IN_ORDER:
        for before in settled_before(case.state, step):
            checked_order(case.state, before, day)
    if step.act is Act.SIGN:
        _check_signature(case, step, day)
    if step.act is Act.SEND:
        _check_ratified(case.state, day)
    return NewEvent(FINISHING[step.act], day, {"step": step.key, "answers": answers, "note": case.text})


def _answers(case: Case, step: Step) -> dict[str, object]:
    if step.asks is None:
        return {}
    section = case.around.catalog[step.asks]
    answers = {code: value for code, value in case.inputs.answers.items() if code in section.by_code}
    for problem in problems_in(section, answers, Moment.DONE, case.around.known):
        raise InputError(problem.code, problem.because)
    return answers


def _check_papers(case: Case, step: Step) -> None:
    """Hold the step to the paper that proves it, and to those that go with it."""
    if not evidence(case.state, step, case.around.catalog):
        raise InputError("file", NO_PAPER)
    for field in lacking(case.state, step, case.around.catalog):
        raise InputError(anchors.of_field(field.code), wanted(case.state, field))


def wanted(state: State, field: Field) -> Text:
    """Return what to do about a document that a step lacks: there is none, or only one of before who signs changed."""
    is_older = bool(state.files_at(anchors.of_field(field.code)))
    return (OLDER_BESIDE if is_older else WITHOUT).format(title=field.label)


def settled_before(state: State, step: Step) -> tuple[Step, ...]:
    """Return what `step` rests on directly; for a need that isn't applicable, what that one rests on.

    The day on which somebody wrote that a step doesn't apply says nothing about when the others happened.
    """
    found: list[Step] = []
    for key in step.needs:
        need = state.definition[key]
        skipped = state.steps[key].status is StepStatus.NOT_APPLICABLE
        found += settled_before(state, need) if skipped else (need,)
    return tuple(found)


def _check_signature(case: Case, step: Step, day: date) -> None:
    """Hold the signature to the signer's term, and the signed paper to the form as it now stands (rule 2)."""
    first, last = signers_term(case.state)
    if (first and day < first) or (last and day > last):
        raise InputError("happened_on", OUTSIDE_TERM)
    papers = uploads(case.state, proof_slots(step, case.around.catalog))
    if all(sequence < last_change(case.state) for sequence, _ in papers.values()):
        raise InputError("file", OLDER_PAPER)


def _check_ratified(state: State, day: date) -> None:
    """Send nothing signed by somebody whose term had ended by `day`, unless the new authority ratified it."""
    ended = signers_term_ended(state, day)
    if ended and not is_ratified(state):
        raise InputError("file", FORMER_SIGNED.format(day=long_date(ended)))
