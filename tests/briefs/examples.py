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
LONG_NAME = replace(
    OLLANTAYTAMBO,
    code="180208",
    name="Municipalidad Distrital de Coronel Gregorio Albarracín Lanchipa de la Santísima Trinidad de Huancané",
    name_en=None,
    department="Madre de Dios",
    province="Carlos Fermín Fitzcarrald",
    district="Coronel Gregorio Albarracín Lanchipa de la Santísima Trinidad",
)

WORDS = {
    "es": {
        "type": "Municipalidad distrital",
        "status": "Observado",
        "holder": "Municipalidad Distrital de Ollantaytambo",
        "sentence": "El expediente está observado: la municipalidad debe responder 3 observaciones de la Oficina "
        "Desconcentrada en Cusco. Tiene el turno desde el 16 de noviembre de 2026 y su plazo vence el 30 de noviembre.",
        "marks": (
            "Manifestación de interés", "Expediente abierto", "Formulario certificado", "Conformidad",
            "Acuerdo de concejo", "Firma", "Envío a WeGO", "Miembro asociado", "Miembro pleno",
        ),
        "missing": ("Responder 3 observaciones de la ronda 1", "Completar la carta de intención en inglés"),
        "step": "Subsanar las observaciones",
        "guidance": "Lea cada observación, corrija el campo o el documento que señala y escriba qué cambió. Cuando "
        "todas tengan respuesta, la persona firmante vuelve a entregar el formulario. El plazo de la oficina sigue "
        "desde donde se detuvo.",
        "term": "10 días hábiles; 2 si todas las observaciones son de forma",
    },
    "en": {
        "type": "District municipality",
        "status": "Returned with observations",
        "holder": "District Municipality of Ollantaytambo",
        "sentence": "The application carries observations: the municipality has to answer 3 observations of the "
        "Decentralised Office in Cusco. It has had the turn since 16 November 2026 and its term ends on 30 November.",
        "marks": (
            "Expression of interest", "Application opened", "Form certified", "Endorsement", "Council resolution",
            "Signature", "Sent to WeGO", "Associate member", "Full member",
        ),
        "missing": ("Answer 3 observations of round 1", "Complete the letter of intent in English"),
        "step": "Correct what was observed",
        "guidance": "Read each observation, correct the field or document it names and write what changed. When all "
        "have an answer, the signatory hands the form in again. The office's term runs on from where it stopped.",
        "term": "10 business days; 2 if all observations are formal",
    },
}  # fmt: skip

HAPPENINGS = (
    (date(2026, 8, 3), date(2026, 8, 3), "La oficina presentó WeGO a la municipalidad", "Oficina en Cusco", None),
    (date(2026, 8, 17), date(2026, 8, 18), "La municipalidad manifestó su interés", "Municipalidad", "Oficio 041-2026-A"),
    (date(2026, 8, 24), date(2026, 8, 24), "Se abrió el expediente 2026-CUS-0007", "Municipalidad", None),
    (date(2026, 9, 21), date(2026, 9, 21), "Se recibió el informe técnico", "Municipalidad", None),
    (date(2026, 10, 2), date(2026, 10, 5), "Se recibió la opinión legal", "Municipalidad", "Se cargó el archivo de otro trámite."),
    (date(2026, 10, 6), date(2026, 10, 6), "Se recibió la opinión legal", "Municipalidad", None),
    (date(2026, 11, 4), date(2026, 11, 4), "La firmante certificó el formulario", "Firmante", None),
    (date(2026, 11, 16), date(2026, 11, 16), "La oficina emitió la ronda 1 con 3 observaciones", "Oficina en Cusco", None),
)  # fmt: skip

ANSWERS = (
    ("Razones para postular", "Recibimos más visitantes cada año de los que las calles, el agua y la seguridad soportan. "
     "Queremos ordenar la movilidad del casco histórico con información y aprender de ciudades que ya lo hicieron.", None),
    ("Prioridades", "Movilidad; Cultura y turismo; Gobernanza", None),
    ("Proyecto emblemático", "Control inteligente de accesos al casco inca: conteo de visitantes, estacionamiento "
     "disuasorio y bus lanzadera, con datos abiertos para vecinos y guías.", None),
    ("Costo estimado del proyecto", "S/ 1,850,000.00", None),
    ("Lo que la ciudad puede compartir", "Its experience of keeping an Inca town inhabited.", "en"),
    ("Interés en WeGO", "Estudio de factibilidad; Capacitación en Seúl", None),
    ("Ciudades hermanas", None, None),
)  # fmt: skip

MEMBERS_ES = Fact("Miembros de WeGO", "215 (160 gobiernos locales, 37 empresas, 18 instituciones)", ARTICLE, Certainty.A, 2022)
FACTS = (
    MEMBERS_ES,
    Fact("Fundación", "2010, Seúl, por 50 ciudades", ARTICLE, Certainty.A, 2023),
    Fact("Cuota", "Existe; el monto vigente no se ha confirmado", "Conocimiento general", Certainty.C),
)


def a_city_brief(language: str = "es", **changes: Any) -> CityBrief:
    """A district in the middle of its road, everything filled in."""
    words: Any = WORDS[language]
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
    """A road of which the first `reached` marks are behind."""
    done = [Milestone(title, MilestoneState.DONE, date(2026, 8, 3 + 7 * place)) for place, title in enumerate(titles[:reached])]
    current = [Milestone(title, MilestoneState.CURRENT) for title in titles[reached : reached + 1]]
    return (*done, *current, *(Milestone(title, MilestoneState.AHEAD) for title in titles[reached + 1 :]))


def a_member_by_the_article(language: str = "es", **changes: Any) -> CityBrief:
    """Cusco: a member by the source article, without an application here."""
    brief = CityBrief(
        language=language,
        organization=CUSCO if language == "es" else replace(CUSCO, type_title="Provincial municipality"),
        cut_off=CUT_OFF,
        figures=Figures(),
        membership=Membership(
            "Miembro de WeGO (categoría por confirmar)" if language == "es" else "Member of WeGO (category to be confirmed)",
            ARTICLE,
            Certainty.A,
            year=2023,
        ),
        sources=(f"{ARTICLE} (2023).",),
        department_code="08",
        is_draft=True,
    )
    return replace(brief, **changes)


def a_lima_with_cooperation(language: str = "es") -> CityBrief:
    """Lima: a member that received a feasibility study."""
    study = Cooperation("Estudio de factibilidad «Destino turístico inteligente»", ARTICLE, Certainty.A, 2022)
    return a_member_by_the_article(language, cooperation=(study,), department_code="15")


def a_receipt(language: str = "es", **changes: Any) -> Receipt:
    """The receipt of a first hand-in."""
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
