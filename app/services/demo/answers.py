"""Answers of the demo world: a whole, right form for any organization, by chance and the same for the same chance."""

import re
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from app.domain.process.catalog import Catalog, FieldType, Section
from app.domain.ruc import is_valid_ruc
from app.models.organization import Organization
from app.services.demo.people import Somebody
from app.services.demo.texts import ACTIVITIES, PROJECTS, Project

GOVERNMENTS = (
    ("Municipalidad Provincial", "Provincial Municipality"),
    ("Municipalidad Distrital", "District Municipality"),
    ("Gobierno Regional", "Regional Government"),
)
"""What governments are called, in Spanish and in English."""


@dataclass(frozen=True, slots=True)
class Author:
    """Whose form it is: the organization, its authority, its focal point, the authority's term, and chance.

    `year` is that of the invented figures.
    """

    organization: Organization
    authority: Somebody
    focal: Somebody
    term: tuple[date, date]
    year: int
    chance: Random


def form(catalog: Catalog, author: Author) -> dict[str, dict[str, Any]]:
    """Return answers to every section of the form, leaving out what doesn't apply."""
    project = author.chance.choice(PROJECTS)
    given = {**_government(author), **_people(author), **_profile(author), **_motivation(project)}
    return {section.key: _section(section, given, author.chance) for section in catalog.form_sections}


def _section(section: Section, given: dict[str, Any], chance: Random) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for field in section.fields:
        if field.code in given:
            found[field.code] = given[field.code]
        elif field.type is FieldType.LEVEL:
            found[field.code] = chance.choice(("0", "1", "1", "2", "2", "3"))
        elif field.type is FieldType.DECLARATION:
            found[field.code] = True
    return {code: value for code, value in found.items() if section.by_code[code].applies(found) and value is not None}


def _government(author: Author) -> dict[str, Any]:
    organization = author.organization
    return {
        "ruc": organization.ruc or invented_ruc(author.chance),
        "official_name_en": english_name(organization.name),
        "address": organization.address or "Plaza de Armas s/n",
        **_place(organization),
        "institutional_email": f"mesadepartes.{organization.code}@example.org",
        "institutional_phone": "01 5550100",
        "organization_kind": "sme" if organization.type.value == "company" else "academia",
    }


def _place(organization: Organization) -> dict[str, str | None]:
    """Return where it is: as the registry has it, which a regional government completes with nothing."""
    if organization.department is None:
        return dict.fromkeys(("department", "province", "district"), "Lima")
    return {
        "department": organization.department.name,
        "province": organization.province.name if organization.province else None,
        "district": organization.district.name if organization.district else None,
    }


def english_name(name: str) -> str:
    """Return what a government calls itself in English; a company keeps its name."""
    for spanish, english in GOVERNMENTS:
        name = re.sub(rf"^{spanish} del? ", f"{english} of ", name)
    return name


def _people(author: Author) -> dict[str, Any]:
    regional = author.organization.type.value == "regional_government"
    title = ("governor_" if regional else "mayor_") + ("f" if author.authority.is_woman else "m")
    private = author.organization.type.value in {"company", "institution"}
    return {
        "authority_name": author.authority.name,
        "authority_title": "Gerente general" if private else title,
        "authority_term_from": author.term[0].isoformat(),
        "authority_term_to": author.term[1].isoformat(),
        "focal_main_name": author.focal.name,
        "focal_main_post": "Responsable de cooperación",
        "focal_main_unit": "Oficina de Cooperación y Tecnologías de la Información",
        "focal_main_email": author.focal.email,
        "focal_main_phone": "01 5550123",
        "focal_main_languages": ["es", "en"],
    }


def _profile(author: Author) -> dict[str, Any]:
    chance = author.chance
    activities = chance.choice(ACTIVITIES)
    return {
        "population": chance.randrange(9_000, 240_000, 100),
        "population_year": author.year,
        "population_source": "Cifra inventada para la demostración",
        "economic_activities_es": activities.es,
        "economic_activities_en": activities.en,
        "main_activity_es": activities.es,
        "main_activity_en": activities.en,
        "founded_year": chance.randrange(1970, 2020),
        "offer_es": "Asistencia técnica en servicios digitales.",
        "offer_en": "Technical assistance in digital services.",
        "budget_pim": f"{chance.randrange(9, 180)}500000.00",
        "budget_year": author.year,
        "staff": chance.randrange(40, 900),
        "has_ict_unit": True,
        "ict_unit": "Subgerencia de Tecnologías de la Información",
        "online_services": ["digital_desk", "complaints"],
        "digital_plan": chance.choice(("approved", "in_preparation", "none")),
    }


def _motivation(project: Project) -> dict[str, Any]:
    return {
        "reasons_es": project.reason.es,
        "reasons_en": project.reason.en,
        "priorities": [project.priority],
        "can_share_es": project.share.es,
        "can_share_en": project.share.en,
        "has_project": True,
        "project_name_es": project.name.es,
        "project_name_en": project.name.en,
        "project_problem_es": project.problem.es,
        "project_problem_en": project.problem.en,
        "project_target_es": project.target.es,
        "project_target_en": project.target.en,
        "project_status": "study",
        "interests": ["training", "feasibility_study"],
        "fee_planned": False,
        "image_permission": True,
    }


def invented_ruc(chance: Random) -> str:
    """Return a RUC whose check digit is right and which the demo made up."""
    stem = f"20999{chance.randrange(100_000):05d}"
    return next(stem + digit for digit in "0123456789" if is_valid_ruc(stem + digit))


def asked(section: Section, day: date, number: str) -> dict[str, Any]:
    """Return answers to what a step asks when it is finished."""
    found = {field.code: ASKED[field.code] for field in section.fields if field.code in ASKED}
    return {
        code: value.format(year=day.year, number=number) if isinstance(value, str) else value
        for code, value in found.items()
    }


ASKED: dict[str, Any] = {
    "resolution_number": "Acuerdo N° 034-{year}-CM",
    "signature_kind": "paper",
    "signer_is_authority": True,
    "publication_link": "https://www.example.org/acuerdos/034-{year}",
    "sending_recipient": "secretariat@we-gov.org",
    "sending_message": "Dear Secretariat, please find attached our membership application form and letter of intent.",
    "decision_body": "excom",
    "decision_category": "full",
    "decision_meeting": "Reunión anual {year} (inventada)",
    "acceptance_reference": "Carta de aceptación {number} (inventada)",
}
