"""Gathering what a city brief says: looked up by the services, as far as the reader may see, worded in one language."""

from decimal import Decimal
from typing import Any

from flask_babel import force_locale, gettext

from app.briefs import city_data as brief
from app.briefs.gathering.answers import answers_told
from app.briefs.gathering.identity import corrected, named, said_in_form
from app.briefs.gathering.road import milestones
from app.domain.bilingual import Text
from app.labels import label
from app.models.organization import Organization
from app.models.territory import Department
from app.services import offices, organizations, publications
from app.services.applications import reading
from app.services.applications.reading import Shown
from app.services.applications.timeline import timeline
from app.services.occasion import Occasion
from app.services.organizations import registry

FACTS = ("wego_name", "wego_founded", "members_total", "members_cities_text", "associate_acceptance", "fee")
"""The facts about WeGO that stand in a city's brief, by key."""


def gather(code: str, language: str, occasion: Occasion, *, is_demo: bool) -> brief.CityBrief:
    """Return the brief's data of organization `code` as the actor may see it, at the occasion's instant.

    It serves as well for a government that never applied here. Raises NoResultFound for an unknown code.
    """
    organization = organizations.get(code)
    number = reading.latest_number(code, occasion)
    shown = reading.show(number, occasion) if number else None
    with force_locale(language):
        return brief.CityBrief(
            language=language,
            organization=named(organization, _said(shown)),
            cut_off=occasion.now,
            figures=_figures(organization, shown, language),
            membership=_membership(organization, language),
            number=number,
            standing=_standing(shown, language) if shown else None,
            next_step=_next_step(shown, language) if shown else None,
            milestones=milestones(shown) if shown else (),
            answers=answers_told(shown, language) if shown and shown.contents.allowed else (),
            timeline=_timeline(shown, language) if shown else (),
            cooperation=_cooperation(organization, language),
            facts=_facts(language),
            sources=_sources(organization, shown, language),
            department_code=organization.department_code,
            is_demo=is_demo,
            is_draft=True,
        )


def _said(shown: Shown | None) -> dict[str, str | None]:
    """Return who it is by its form, where the contents may be read."""
    if not shown or not shown.contents.allowed:
        return {}
    return said_in_form(shown.dossier.catalog, shown.dossier.state.answers)


def _figures(organization: Organization, shown: Shown | None, language: str) -> brief.Figures | None:
    """Return the size as the form says it where it may be read, as the registry knows it otherwise."""
    if organization.department_code is None:
        return None
    department = organization.department if organization.province_code is None else None
    told: dict[str, Any] = {}
    if shown and shown.contents.allowed:
        told = {key: value for key, value in shown.dossier.state.answers.get("profile", {}).items() if value}
    place = organization.territory
    area = told.get("area") or (place.area_km2 if place else None)
    return brief.Figures(
        population=told.get("population") or (department.population if department else None),
        population_year=told.get("population_year") or (department.population_year if department else None),
        population_source=_population_source(told, department, language),
        area_km2=Decimal(str(area)) if area else None,
        altitude_m=told.get("altitude") or (place.altitude_m if place else None),
    )


def _population_source(told: dict[str, Any], department: Department | None, language: str) -> str | None:
    known = told.get("population_source") or (department.population_source if department else None)
    return registry.source_in(language, known) if known else None


def _membership(organization: Organization, language: str) -> brief.Membership | None:
    row = registry.membership(organization.id)
    if row is None:
        return None
    source = registry.source_in(language, row.source)
    return brief.Membership(label(row.category), source, row.is_confirmed, row.since, row.year)


def _standing(shown: Shown, language: str) -> brief.Standing:
    standing, state = shown.standing, shown.dossier.state
    ended = state.endorsement
    alone = ended is not None and not ended.is_given
    return brief.Standing(
        sentence=standing.sentence.in_language(language),
        status=label(shown.dossier.shown_status),
        holder=standing.holder_name.in_language(language),
        since=standing.since,
        missing=tuple(item.in_language(language) for item in standing.missing),
        due_on=standing.due_on,
        is_overdue=standing.is_overdue,
        proceeded_without_endorsement=alone,
        reason=ended.reason if ended and alone and shown.contents.allowed else None,
        side_state=label(state.side.status) if state.side else None,
    )


def _next_step(shown: Shown, language: str) -> brief.NextStep | None:
    step = shown.standing.step
    if step is None:
        return None
    return brief.NextStep(
        step.number,
        step.title.in_language(language),
        step.guidance.in_language(language),
        step.typical.in_language(language),
    )


def _timeline(shown: Shown, language: str) -> tuple[brief.TimelineEntry, ...]:
    return tuple(
        brief.TimelineEntry(
            happened_on=entry.happened_on,
            recorded_on=entry.recorded_on,
            title=entry.title.in_language(language),
            who=entry.who,
            why=entry.why or None,
            is_voided=entry.is_voided,
        )
        for entry in timeline(shown)
        if not entry.is_routine
    )


def _cooperation(organization: Organization, language: str) -> tuple[brief.Cooperation, ...]:
    return tuple(
        brief.Cooperation(
            Text(row.title_es, row.title_en).in_language(language),
            registry.source_in(language, row.source),
            row.certainty,
            row.year,
        )
        for row in registry.cooperation(organization.id)
    )


def _facts(language: str) -> tuple[brief.Fact, ...]:
    return tuple(
        brief.Fact(
            said.label.in_language(language),
            said.value.in_language(language),
            said.source.in_language(language),
            said.certainty,
            said.year,
        )
        for said in publications.facts(FACTS)
    )


def _sources(organization: Organization, shown: Shown | None, language: str) -> tuple[str, ...]:
    """Return what the brief's data rests on: the registry's own source, and what the form corrected of it."""
    source = registry.source_in(language, organization.source)
    words = gettext("Datos de la organización: %(source)s", source=source)
    if not offices.is_private(organization):
        words = gettext("Datos del gobierno: %(source)s", source=source)
    found = [words]
    if shown and shown.contents.allowed and (said := corrected(shown, language)):
        found.append(said)
    if organization.department_code:
        found.append(gettext("Ubicación: J. M. Castagnetto y M. Suárez (licencia MIT)"))
    return tuple(found)
