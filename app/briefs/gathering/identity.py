"""Who an organization is: by its own form, which corrects what the registry filled in, else by the registry."""

from collections.abc import Mapping

from flask_babel import gettext

from app.briefs.city_data import Organization as Named
from app.domain.dates import long_date
from app.domain.process.answers import is_empty
from app.domain.process.catalog import Answers, Catalog, Field, Moment
from app.domain.process.definition import Act
from app.domain.progress.state import State
from app.labels import label
from app.models.organization import Organization
from app.services import offices
from app.services.applications.opening import registry_values
from app.services.applications.reading import Shown

TOLD = ("name", "name_en", "address", "domain", "ruc")
"""What the registry fills in of who an organization is; where it is and its type stay the registry's."""


def named(organization: Organization, form: Mapping[str, str | None] | None = None) -> Named:
    """Return an organization as the papers name it, in the language in force; `form` goes before the registry."""
    known = registry_values(organization)
    return Named(
        code=organization.code,
        type_title=label(organization.type),
        is_government=not offices.is_private(organization),
        department=known["department"],
        province=known["province"],
        district=known["district"],
        **({key: known[key] for key in TOLD} | dict(form or {})),
    )


def said_in_form(catalog: Catalog, answers: Answers) -> dict[str, str | None]:
    """Return what the form says of who it is, by the registry's names; a blank counts where the form allows it."""
    said = {}
    for name, field in _questions(catalog).items():
        values = answers.get(catalog.section_of[field.code].key, {})
        value = values.get(field.code)
        if field.code in values and (not is_empty(value) or field.required_for is Moment.NONE):
            said[name] = None if is_empty(value) else str(value)
    return said


def _questions(catalog: Catalog) -> dict[str, Field]:
    """Return the questions about who it is, by the registry's name of what they ask."""
    fields = (field for section in catalog.form_sections for field in section.fields)
    return {field.prefill: field for field in fields if field.prefill and field.prefill in TOLD}


def corrected(shown: Shown, language: str) -> str | None:
    """Return which of it the form has otherwise than the registry, and how far the form has come; or None."""
    catalog, state = shown.dossier.catalog, shown.dossier.state
    known, questions = registry_values(shown.dossier.organization), _questions(catalog)
    said = said_in_form(catalog, state.answers)
    other = [questions[name].label.in_language(language) for name in said if said[name] != known[name]]
    return f"{_according_to(state, language)}: {'; '.join(other)}." if other else None


def _according_to(state: State, language: str) -> str:
    if state.is_signed:
        day = long_date(state.finished_on(Act.SIGN)).in_language(language)
        return str(gettext("Según la solicitud firmada el %(day)s", day=day))
    if state.certification and not state.editors:
        day = long_date(state.certification.on).in_language(language)
        return str(gettext("Según la solicitud certificada el %(day)s", day=day))
    return str(gettext("Según la solicitud, todavía sin certificar"))
