"""What a step still lacks before it can be finished, as a list of things to do."""

from collections.abc import Iterator

from app.domain.bilingual import Text
from app.domain.dates import long_date
from app.domain.process.catalog import Moment
from app.domain.process.definition import OUTSIDE, Act, Evidence, Step
from app.domain.progress.actions import Surroundings
from app.domain.progress.certifying import certified_sections, sections_wanting, signers_term_ended
from app.domain.progress.papers import evidence, is_ratified, lacking
from app.domain.progress.state import State
from app.domain.vocabulary import StepStatus

COMPLETE_SECTION = Text("Completar la sección «{title}»", "Complete the section “{title}”")
FINISH_STEP = Text("Terminar el paso «{title}»", "Finish the step “{title}”")
UPLOAD = Text("Subir el documento que lo prueba", "Upload the document that proves it")
ENGLISH = Text("Completar los textos en inglés de «{title}»", "Complete the English texts of “{title}”")
UPDATE_AUTHORITY = Text(
    "Actualizar los datos de quien firmará antes de la firma, porque el periodo de quien figura terminó el {day}",
    "Update the data of who will sign before the signature, because the term of the person named ended on {day}",
)
RATIFY_OR_SIGN = Text(
    "Subir en el paso {number} la ratificación de quien asumió el cargo, o escribir sus datos en la solicitud y volver "
    "a certificarla y firmarla, porque el periodo de quien firmó terminó el {day}",
    "Upload at step {number} the ratification by whoever took office, or write their data into the form and have it "
    "certified and signed again, because the signer's term ended on {day}",
)
RATIFY = Text(
    "Subir en el paso {number} la ratificación de quien asumió el cargo, porque el periodo de quien firmó terminó el "
    "{day}",
    "Upload at step {number} the ratification by whoever took office, because the signer's term ended on {day}",
)
RECORD_DATA = Text("Registrar los datos de «{title}»", "Record the data of “{title}”")
RECORD = Text("Dar el paso por hecho", "Mark the step done")
CERTIFY = Text("Certificar la solicitud", "Certify the form")
RESUBMIT = Text("Volver a presentar la solicitud", "Submit the form again")
UPLOAD_NAMED = Text("Subir «{title}»", "Upload “{title}”")
AWAIT = Text(
    "Recibir la respuesta de WeGO y registrarla con su documento",
    "Receive WeGO's answer and record it with its document",
)
CONFIRM = Text("Confirmar la respuesta recibida de WeGO", "Confirm the answer received from WeGO")
REVIEW = Text("Dar la conformidad o enviar las observaciones", "Give the endorsement or issue the observations")
ANSWER_ONE = Text("Responder 1 observación", "Answer 1 observation")
ANSWER_MANY = Text("Responder {n} observaciones", "Answer {n} observations")


def missing(state: State, step: Step, around: Surroundings) -> tuple[Text, ...]:
    """Return what is still to be done at `step`, each beginning with a verb; never empty while the step is open."""
    return (*_of_former(state, around), *_at(state, step, around))


def _at(state: State, step: Step, around: Surroundings) -> Iterator[Text]:
    match step.act:
        case Act.REVIEW:
            yield REVIEW
        case Act.RESUBMIT:
            yield from (*_answers(state), *_certification(state, around), RESUBMIT)
        case Act.SUBMIT:
            yield from (*_certification(state, around), *_reports(state), CERTIFY)
        case _ if step.holder in OUTSIDE:
            yield CONFIRM if evidence(state, step, around.catalog) else AWAIT
        case _:
            yield from _record(state, step, around)


def _of_former(state: State, around: Surroundings) -> Iterator[Text]:
    """Yield what to do about a certified form whose authority's term has ended.

    Before the signature the new authority is written into the form. What a former one signed is ratified; until it is
    sent it can be signed anew as well, once the new authority stands in the form (rule 5).
    """
    ended, sending = signers_term_ended(state, around.today), state.definition.acting(Act.SEND)
    if ended is None or sending is None or state.certification is None:
        return
    if not state.is_signed:
        yield UPDATE_AUTHORITY.format(day=long_date(ended))
    elif not is_ratified(state) and not _is_member(state):
        yield (RATIFY if state.is_sent else RATIFY_OR_SIGN).format(number=sending.number, day=long_date(ended))


def _is_member(state: State) -> bool:
    """Whether WeGO accepted: from then on the change of authorities is a step of the membership (rule 8)."""
    acceptance = state.definition.acting(Act.ASSOCIATE)
    return acceptance is not None and state.steps[acceptance.key].status is StepStatus.DONE


def _certification(state: State, around: Surroundings) -> Iterator[Text]:
    for section in sections_wanting(state, certified_sections(around), around, Moment.SUBMITTED):
        yield COMPLETE_SECTION.format(title=section.title)


def _reports(state: State) -> Iterator[Text]:
    """Yield the reports that the review needs beside the form: they come before certification."""
    review = state.definition.acting(Act.REVIEW)
    for key in review.needs if review else ():
        step = state.definition[key]
        if step.act is not Act.SUBMIT and not state.steps[key].is_settled:
            yield FINISH_STEP.format(title=step.title)


def _answers(state: State) -> Iterator[Text]:
    left = sum(not item.answer for item in state.rounds[-1].observations)
    if left:
        yield ANSWER_ONE if left == 1 else ANSWER_MANY.format(n=left)


def _papers(state: State, step: Step, around: Surroundings) -> Iterator[Text]:
    """Yield the documents that `step` still wants, by their names where the form names them."""
    wanted = lacking(state, step, around.catalog)
    yield from (UPLOAD_NAMED.format(title=field.label) for field in wanted)
    if not wanted and not evidence(state, step, around.catalog):
        yield UPLOAD


def _record(state: State, step: Step, around: Surroundings) -> Iterator[Text]:
    for section in sections_wanting(state, step.sections, around, Moment.SUBMITTED):
        yield COMPLETE_SECTION.format(title=section.title)
    if step.act is Act.SIGN:
        for section in sections_wanting(state, certified_sections(around), around, Moment.SIGNED):
            yield ENGLISH.format(title=section.title)
    if step.evidence is Evidence.REQUIRED:
        yield from _papers(state, step, around)
    yield RECORD_DATA.format(title=around.catalog[step.asks].title) if step.asks else RECORD
