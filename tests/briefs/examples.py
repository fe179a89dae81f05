"""Briefs and receipts to test with: invented applications of real governments, in both languages."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from app.briefs.city_data import (
    Answer,
    CityBrief,
    Cooperation,
    Fact,
    Figures,
    Membership,
    Milestone,
    MilestoneState,
    NextStep,
    Organization,
    Standing,
    TimelineEntry,
)
from app.briefs.receipt_data import CertifiedBy, Receipt, ReceiptDocument, ReceiptSection
from app.domain.vocabulary import Certainty
from tests.briefs.wording import ANSWERS, HAPPENINGS, WORDS

CUT_OFF = datetime(2026, 11, 23, 19, 5, tzinfo=UTC)
ARTICLE = "Artículo fuente sobre la cooperación Perú–Corea en ciudades inteligentes"

OLLANTAYTAMBO = Organization(
    code="081305",
    name="Municipalidad Distrital de Ollantaytambo",
    name_en="District Municipality of Ollantaytambo",
    type_title="Municipalidad distrital",
    department="Cusco",
    province="Urubamba",
    district="Ollantaytambo",
    address="Plaza de Armas s/n",
    domain="muniollantaytambo.gob.pe",
    ruc="20147421541",
)
CUSCO = Organization(
    code="080101",
    name="Municipalidad Provincial del Cusco",
    name_en="Provincial Municipality of Cusco",
    type_title="Municipalidad provincial",
    department="Cusco",
    province="Cusco",
    district="Cusco",
    domain="cusco.gob.pe",
)
COMPANY = Organization(
    code="20100047218",
    name="Empresa de Ejemplo S. A. C.",
    type_title="Empresa",
    ruc="20100047218",
    is_government=False,
)
LONG_NAME = replace(
    OLLANTAYTAMBO,
    code="180208",
    name="Municipalidad Distrital de Coronel Gregorio Albarracín Lanchipa de la Santísima Trinidad de Huancané",
    name_en=None,
    department="Madre de Dios",
    province="Carlos Fermín Fitzcarrald",
    district="Coronel Gregorio Albarracín Lanchipa de la Santísima Trinidad",
)

MEMBERS_ES = Fact(
    "Miembros de WeGO", "215 (160 gobiernos locales, 37 empresas, 18 instituciones)", ARTICLE, Certainty.A, 2022
)
FACTS = (
    MEMBERS_ES,
    Fact("Fundación", "2010, Seúl, por 50 ciudades", ARTICLE, Certainty.A, 2023),
    Fact("Cuota", "Existe; el monto vigente no se ha confirmado", "Conocimiento general", Certainty.C),
)


def a_city_brief(language: str = "es", **changes: Any) -> CityBrief:
    """Return a district in the middle of its road, everything filled in."""
    words = WORDS[language]
    standing = Standing(
        sentence=words["sentence"],
        status=words["status"],
        holder=words["holder"],
        since=date(2026, 11, 16),
        missing=words["missing"],
        due_on=date(2026, 11, 30),
    )
    brief = CityBrief(
        language=language,
        organization=replace(OLLANTAYTAMBO, type_title=words["type"]),
        cut_off=CUT_OFF,
        figures=Figures(10_344, 2017, "INEI", Decimal("640.25"), 2_792),
        number="2026-CUS-0007",
        standing=standing,
        next_step=NextStep(10, words["step"], words["guidance"], words["term"]),
        milestones=milestones(words["marks"], reached=3),
        answers=tuple(Answer(label, value, written or "es") for label, value, written in ANSWERS),
        timeline=tuple(TimelineEntry(*row, is_voided=place == 4) for place, row in enumerate(HAPPENINGS)),
        facts=FACTS,
        sources=(f"{ARTICLE} (2023).", "Ubigeo y municipalidades: INEI, mayo de 2026."),
        department_code="08",
    )
    return replace(brief, **changes)


def milestones(titles: tuple[str, ...], reached: int) -> tuple[Milestone, ...]:
    """Return a road of which the first `reached` marks are behind."""
    done = [
        Milestone(title, MilestoneState.DONE, date(2026, 8, 3 + 4 * place))
        for place, title in enumerate(titles[:reached])
    ]
    current = [Milestone(title, MilestoneState.CURRENT) for title in titles[reached : reached + 1]]
    return (*done, *current, *(Milestone(title, MilestoneState.AHEAD) for title in titles[reached + 1 :]))


def a_member_by_the_article(language: str = "es", **changes: Any) -> CityBrief:
    """Return Cusco: a member by the source article, without an application here."""
    brief = CityBrief(
        language=language,
        organization=CUSCO if language == "es" else replace(CUSCO, type_title="Provincial municipality"),
        cut_off=CUT_OFF,
        figures=Figures(),
        membership=Membership(
            "Categoría por confirmar" if language == "es" else "Category to be confirmed",
            ARTICLE,
            is_confirmed=False,
            year=2023,
        ),
        sources=(f"{ARTICLE} (2023).",),
        department_code="08",
        is_draft=True,
    )
    return replace(brief, **changes)


def a_lima_with_cooperation(language: str = "es") -> CityBrief:
    """Return Lima: a member that received a feasibility study."""
    study = Cooperation("Estudio de factibilidad «Destino turístico inteligente»", ARTICLE, Certainty.A, 2022)
    return a_member_by_the_article(language, cooperation=(study,), department_code="15")


def a_receipt(language: str = "es", **changes: Any) -> Receipt:
    """Return the receipt of a first hand-in."""
    sections = (("Gobierno", 9, 9), ("Autoridad", 5, 5), ("Puntos focales", 11, 12), ("Perfil de la ciudad", 17, 21))
    receipt = Receipt(
        language=language,
        number="2026-CUS-0007",
        organization=OLLANTAYTAMBO,
        certified_by="Persona de ejemplo, alcaldesa",
        certified_how=CertifiedBy.SIGNATORY,
        certified_at=datetime(2026, 11, 4, 21, 17, tzinfo=UTC),
        form_sha256="3f1c9a" + "0b7d" * 14 + "5e",
        sections=tuple(ReceiptSection(*row) for row in sections),
        office="Oficina Desconcentrada en Cusco",
        documents=(
            ReceiptDocument("Informe técnico", "informe-tecnico-022-2026.pdf", 1_284_331, "ab" * 32),
            ReceiptDocument("Informe presupuestal", "informe presupuestal.pdf", 84_331, "cd" * 32),
        ),
        term="7 días hábiles, ampliables 3" if language == "es" else "7 business days, 3 more if extended",
        due_on=date(2026, 11, 13),
    )
    return replace(receipt, **changes)


def a_brief_beside_the_advice() -> CityBrief:
    """Return a city that went on without the office's endorsement and is late."""
    words = WORDS["es"]
    standing = Standing(
        sentence="El expediente está firmado y falta enviarlo; el plazo venció el 20 de noviembre de 2026.",
        status="Firmado",
        holder="Municipalidad Distrital de Ollantaytambo",
        since=date(2026, 11, 17),
        due_on=date(2026, 11, 20),
        is_overdue=True,
        proceeded_without_endorsement=True,
        reason="La convocatoria cierra antes de que termine la revisión.",
    )
    marks = list(milestones(words["marks"], reached=6))
    marks[3] = replace(marks[3], state=MilestoneState.SKIPPED, happened_on=None)
    return a_city_brief(standing=standing, milestones=tuple(marks))


def a_company_brief() -> CityBrief:
    """Return a company: neither people nor square kilometres nor a place on the map."""
    return a_city_brief(
        organization=COMPANY, figures=None, department_code=None, answers=(), timeline=(), is_draft=False
    )
