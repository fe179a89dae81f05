"""Who acts at each step, who writes it down, with which paper and in what time: the field notes' table, by hand.

Nothing here is read from the seeds, so that a line changed there turns a test red.
"""

from dataclasses import dataclass

import pytest

from app.domain.process.definition import Act, Evidence, Step
from app.domain.vocabulary import Party, Role
from tests.domain import seeds

CITY = {Role.PREPARER, Role.SIGNATORY}
OFFICE = {Role.ANALYST, Role.HEAD}
LIMA = {Role.COORDINATOR}
SEOUL = {Role.EMBASSY, Role.COORDINATOR}
MAYBE, ALWAYS = Evidence.OPTIONAL, Evidence.REQUIRED
NO_TERM: tuple[int, ...] = ()
EXTERNAL = (0,)
SKIPPED, HELD = True, False
"""Whether a step can be marked not applicable."""


@dataclass(frozen=True)
class Row:
    """One row of the table; `term` is days, extension and days where only forms are at fault; `papers` are words."""

    key: str
    holder: Party
    recorded_by: set[Role]
    evidence: Evidence
    term: tuple[int, ...]
    may_skip: bool
    papers: tuple[str, ...]


TABLE = (
    Row("outreach", Party.OFFICE, OFFICE | LIMA, MAYBE, NO_TERM, SKIPPED, ("oficio", "ficha informativa")),
    Row("interest", Party.ORGANIZATION, CITY | OFFICE | LIMA, MAYBE, (10,), SKIPPED, ("oficio",)),
    Row("opening", Party.ORGANIZATION, CITY, MAYBE, (3,), HELD, ("memorándum", "resolución de alcaldía")),
    Row("city_profile", Party.ORGANIZATION, CITY, MAYBE, (10,), HELD, ("perfil", "autoevaluación")),
    Row("technical_report", Party.ORGANIZATION, CITY, ALWAYS, (7, 3), HELD, ("informe técnico",)),
    Row("budget_report", Party.ORGANIZATION, CITY, ALWAYS, (7,), SKIPPED, ("informe", "certificación presupuestal")),
    Row("legal_opinion", Party.ORGANIZATION, CITY, ALWAYS, (7,), SKIPPED, ("informe legal",)),
    Row("membership_form", Party.ORGANIZATION, CITY, MAYBE, (5,), HELD, ("solicitud", "carta de intención, borrador")),
    Row("office_review", Party.OFFICE, OFFICE | LIMA, MAYBE, (7, 3), HELD, ("observaciones", "conformidad")),
    Row("correction", Party.ORGANIZATION, CITY, MAYBE, (10, 0, 2), HELD, ("versiones corregidas",)),
    Row("council_resolution", Party.ORGANIZATION, CITY, ALWAYS, (15,), HELD, ("dictamen", "acta", "acuerdo")),
    Row("signature", Party.ORGANIZATION, CITY, ALWAYS, (3,), HELD, ("solicitud firmada", "carta de intención firmada")),
    Row("publication", Party.ORGANIZATION, CITY, MAYBE, (5,), SKIPPED, ("enlace",)),
    Row("sending", Party.ORGANIZATION, CITY, MAYBE, (1,), HELD, ("mensaje enviado",)),
    Row("notice", Party.OFFICE, OFFICE, MAYBE, (3,), SKIPPED, ("memorándum", "mensaje")),
    Row("acceptance", Party.SECRETARIAT, SEOUL, ALWAYS, EXTERNAL, HELD, ("carta",)),
    Row("excom", Party.EXCOM, SEOUL, ALWAYS, EXTERNAL, HELD, ("acta", "carta")),
    Row("fee", Party.ORGANIZATION, CITY, MAYBE, EXTERNAL, SKIPPED, ("factura", "comprobante")),
    Row("follow_up", Party.ORGANIZATION, CITY | OFFICE | LIMA, MAYBE, NO_TERM, HELD, ("informe anual",)),
    Row(
        "authority_change", Party.ORGANIZATION, CITY | OFFICE | LIMA, MAYBE, (30,), HELD, ("acta de transf", "ratifica")
    ),
)
"""The twenty steps; the council's five days and its session of one to ten are one term of fifteen."""

PRIVATE = (
    Row("opening", Party.ORGANIZATION, CITY, MAYBE, (3,), HELD, ("carta",)),
    Row("profile", Party.ORGANIZATION, CITY, MAYBE, (10,), HELD, ("perfil",)),
    Row("membership_form", Party.ORGANIZATION, CITY, MAYBE, (5,), HELD, ("solicitud", "carta de intención, borrador")),
    Row("signature", Party.ORGANIZATION, CITY, ALWAYS, (3,), HELD, ("solicitud firmada", "carta de intención firmada")),
    Row("sending", Party.ORGANIZATION, CITY, MAYBE, (1,), HELD, ("mensaje enviado",)),
    Row("notice", Party.LIMA, LIMA, MAYBE, (3,), SKIPPED, ("memorándum", "mensaje")),
    Row("secretariat_answer", Party.SECRETARIAT, SEOUL, ALWAYS, EXTERNAL, SKIPPED, ("carta",)),
    Row("excom", Party.EXCOM, SEOUL, ALWAYS, EXTERNAL, HELD, ("acta", "carta")),
    Row("fee", Party.ORGANIZATION, CITY, MAYBE, EXTERNAL, SKIPPED, ("factura", "comprobante")),
    Row("follow_up", Party.ORGANIZATION, CITY | LIMA, MAYBE, NO_TERM, HELD, ("informe anual",)),
    Row("authority_change", Party.ORGANIZATION, CITY | LIMA, MAYBE, (30,), HELD, ("nombramiento", "ratificación")),
)
"""The eleven of companies and institutions, which Lima accompanies (rule 12)."""
PRIVATE_NEEDS = {
    "profile": {"opening"},
    "membership_form": {"profile"},
    "signature": {"membership_form"},
    "sending": {"signature"},
    "notice": {"sending"},
    "secretariat_answer": {"sending"},
    "excom": {"secretariat_answer"},
}
ROWS = [(key, row) for key in seeds.PROCESSES for row in (TABLE if key == "local-government" else PRIVATE)]


def term_of(step: Step) -> tuple[int, ...]:
    """Return the term of a step as the table writes it."""
    if step.term is None:
        return EXTERNAL if step.is_external else NO_TERM
    whole = (step.term.days, step.term.extension, step.term.formal_days or 0)
    return whole[: max(place for place, days in enumerate(whole, start=1) if days)]


@pytest.mark.parametrize(("key", "row"), ROWS, ids=[f"{key} {row.key}" for key, row in ROWS])
def test_each_step_is_as_the_field_notes_have_it(key: str, row: Row) -> None:
    step = seeds.definition(key)[row.key]
    assert step.holder is row.holder
    assert step.recorded_by == row.recorded_by
    assert step.evidence is row.evidence
    assert term_of(step) == row.term
    assert step.may_skip is row.may_skip
    papers = " · ".join(document.es.lower() for document in step.documents)
    assert [words for words in row.papers if words not in papers] == []


@pytest.mark.parametrize("key", seeds.PROCESSES)
def test_the_steps_come_in_the_order_of_the_table(key: str) -> None:
    table = TABLE if key == "local-government" else PRIVATE
    assert [(step.number, step.key) for step in seeds.definition(key).steps] == [
        (number, row.key) for number, row in enumerate(table, start=1)
    ]


@pytest.mark.parametrize("key", ["company", "institution"])
def test_companies_and_institutions_go_straight_from_the_form_to_the_signature(key: str) -> None:
    definition = seeds.definition(key)
    assert {step.key: set(step.needs) for step in definition.steps if step.needs} == PRIVATE_NEEDS
    acts = {step.act: step.key for step in definition.application_steps if step.act is not Act.COMPLETE}
    assert acts == {
        Act.SUBMIT: "membership_form",
        Act.SIGN: "signature",
        Act.SEND: "sending",
        Act.CONFIRM: "excom",
    }


ACTS = {
    Act.SUBMIT: "membership_form",
    Act.REVIEW: "office_review",
    Act.RESUBMIT: "correction",
    Act.RESOLVE: "council_resolution",
    Act.SIGN: "signature",
    Act.SEND: "sending",
    Act.ASSOCIATE: "acceptance",
    Act.CONFIRM: "excom",
}


def test_each_act_of_a_government_is_at_its_step() -> None:
    steps = seeds.definition().application_steps
    assert {step.act: step.key for step in steps if step.act is not Act.COMPLETE} == ACTS
