"""What people give in the tests: papers, and right answers to every question of the form."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import yaml

from app.domain.process.answers import wrong_value
from app.domain.process.catalog import Catalog, Field, FieldType, catalog_from
from config import ROOT

DISTRICT = "081305"
"""Maras, in the province of Urubamba, served by the office in Cusco and no member of WeGO."""


def a_pdf(words: str = "Documento de prueba") -> bytes:
    """Return a small file that is a PDF inside; other words, other bytes."""
    return b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n% " + words.encode() + b"\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def a_png() -> bytes:
    """Return a picture of one pixel."""
    return bytes.fromhex(
        "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478da63fccf50df0000058001c1"
        "6b0cfa3d0000000049454e44ae426082"
    )


@cache
def form(key: str = "membership-form") -> Catalog:
    """Return a form as the seeds have it."""
    return catalog_from(yaml.safe_load((ROOT / "seeds" / "catalog" / f"{key}.yaml").read_text(encoding="utf-8")))


VALUES: dict[str, Any] = {
    "ubigeo": DISTRICT,
    "official_name": "Municipalidad Distrital de Maras",
    "official_name_en": "District Municipality of Maras",
    "organization_type": "district_municipality",
    "department": "Cusco",
    "province": "Urubamba",
    "district": "Maras",
    "authority_name": "Rosa Quispe Huamán",
    "authority_term_from": "2023-01-01",
    "authority_term_to": "2026-12-31",
    "new_authority_term_from": "2027-01-01",
    "new_authority_term_to": "2030-12-31",
    "focal_main_name": "Julio Mamani Ccori",
    "area": "131.85",
    "reasons_es": "Queremos ordenar la visita a las salineras y aprender de ciudades que ya lo hicieron.",
    "reasons_en": "We wish to order visits to the salt pans and learn from cities that have done so.",
    "resolution_number": "034-2026-MDM-CM",
}
"""Answers that should read well on a page; any other field gets a right one by its kind."""

BY_TYPE: dict[FieldType, Any] = {
    FieldType.EMAIL: "maras@example.org",
    FieldType.PHONE: "084 201234",
    FieldType.URL: "https://www.example.org/maras",
    FieldType.RUC: "20147421541",
    FieldType.DATE: "2026-11-20",
    FieldType.YEAR: 2026,
    FieldType.YES_NO: True,
    FieldType.DECLARATION: True,
}


def filled(
    section: str,
    *,
    catalog: str | Catalog = "membership-form",
    registry: Mapping[str, Any] | None = None,
    **changes: Any,
) -> dict[str, Any]:
    """Return right and whole answers to a section, English included; `changes` replace some of them.

    `catalog` is a form or its key, `registry` what the organization is known by, where it isn't Maras.
    """
    whole = form(catalog) if isinstance(catalog, str) else catalog
    fields = [field for field in whole[section].fields if field.type is not FieldType.DOCUMENT]
    known = {field.code: (registry or {}).get(field.prefill or "") for field in fields if field.is_identity}
    answers = {field.code: known.get(field.code) or _value(field) for field in fields} | changes
    return {field.code: answers[field.code] for field in fields if field.applies(answers)}


def _value(field: Field) -> Any:
    known = VALUES.get(field.code)
    if known is not None and wrong_value(field, known) is None:
        return known
    if field.choices:
        first = field.choices[0].value
        return [first] if field.type is FieldType.CHOICES else first
    if field.type in {FieldType.INTEGER, FieldType.DECIMAL}:
        number = max(int(field.min or 0) + 1, min(int(field.max or 1000), 1000))
        return number if field.type is FieldType.INTEGER else f"{number}.50"
    return BY_TYPE.get(field.type, f"Respuesta a {field.number}"[: field.max_length])
