"""The words of the example papers: one invented application, told in both languages."""

from datetime import date
from typing import Any

WORDS: dict[str, Any] = {
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
    (date(2026, 8, 17), date(2026, 8, 18), "La municipalidad mostró su interés", "Municipalidad", "Oficio 041-2026-A"),
    (date(2026, 8, 24), date(2026, 8, 24), "Se abrió el expediente 2026-CUS-0007", "Municipalidad", None),
    (date(2026, 9, 21), date(2026, 9, 21), "Se recibió el informe técnico", "Municipalidad", None),
    (date(2026, 10, 2), date(2026, 10, 5), "Se recibió la opinión legal", "Municipalidad", "Era de otro trámite."),
    (date(2026, 10, 6), date(2026, 10, 6), "Se recibió la opinión legal", "Municipalidad", None),
    (date(2026, 11, 4), date(2026, 11, 4), "La firmante certificó el formulario", "Firmante", None),
    (date(2026, 11, 16), date(2026, 11, 16), "La oficina emitió la ronda 1: 3 observaciones", "Oficina en Cusco", None),
)  # fmt: skip

REASONS = (
    "Recibimos más visitantes cada año de los que las calles, el agua y la seguridad soportan. Queremos ordenar la "
    "movilidad del casco histórico con información y aprender de ciudades que ya lo hicieron."
)
PROJECT = (
    "Control inteligente de accesos al casco inca: conteo de visitantes, estacionamiento disuasorio y bus lanzadera, "
    "con datos abiertos para vecinos y guías."
)
ANSWERS = (
    ("Razones para postular", REASONS, None),
    ("Prioridades", "Movilidad; Cultura y turismo; Gobernanza", None),
    ("Proyecto emblemático", PROJECT, None),
    ("Costo estimado del proyecto", "S/ 1,850,000.00", None),
    ("Lo que la ciudad puede compartir", "Its experience of keeping an Inca town inhabited.", "en"),
    ("Interés en WeGO", "Estudio de factibilidad; Capacitación en Seúl", None),
    ("Ciudades hermanas", None, None),
)
"""Label, answer, and the language when it isn't Spanish."""
