"""What sources are called in English: rows keep them in Spanish; the seeds, the facts and we ourselves know both."""

from collections.abc import Mapping
from functools import cache

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.bilingual import Text
from app.models.fact import Fact
from app.services.seeding.sources import read_sources
from config import ROOT

BY_LIMA = Text("registrado por Lima", "recorded by Lima")
"""The source of an organization that Lima added."""

OWN = {
    BY_LIMA.es: BY_LIMA.en,
    "Conocimiento general (Ley 27867, Orgánica de Gobiernos Regionales); nombre oficial por confirmar": (
        "General knowledge (Law 27867 on regional governments); official name to be confirmed"
    ),
    "INEI, Censo 2017 (cifra por confirmar)": "INEI, 2017 Census (figure to be confirmed)",
}
"""Sources written by this program, and those that the seeds give in Spanish only."""

PREFIXES = {
    "Expediente ": "Application ",
    "Cifra inventada para la demostración": "Figure invented for the demonstration",
}
"""Beginnings of sources that name a record of this program, or its demo world."""


@cache
def _of_files() -> Mapping[str, str]:
    """Return the sources of the reference data, read once a process."""
    return {row.source: row.source_en for row in read_sources(ROOT / "seeds" / "reference").values()}


def translations(session: Session) -> dict[str, str]:
    """Return Spanish source -> English source, as far as they are known."""
    rows = session.execute(sa.select(Fact.source, Fact.source_en).distinct())
    return {**_of_files(), **{row.source: row.source_en for row in rows}, **OWN}


def in_both_languages(source: str, known: Mapping[str, str]) -> Text:
    """Return a source in Spanish and English; as it stands where no English is known, for it is somebody's title."""
    for spanish, english in PREFIXES.items():
        if source.startswith(spanish):
            return Text(source, english + source.removeprefix(spanish))
    return Text(source, known.get(source, source))
