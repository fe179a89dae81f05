"""An organization's page: what the registry knows of it, in lines as `summary_list` takes them."""

from typing import Any

from flask_babel import get_locale
from flask_babel import gettext as _

from app.labels import label
from app.services.organizations.profiles import Profile
from app.services.organizations.registry import source_in
from app.views.filters import number


def registry_lines(profile: Profile) -> list[dict[str, Any]]:
    """Return what is known: its codes for everybody, its place and size for a government."""
    organization = profile.organization
    lines: list[tuple[str, str | None]] = [(_("Tipo"), label(organization.type))]
    if organization.department:
        lines += [
            (_("Ubigeo"), organization.code),
            (_("Departamento"), organization.department.name),
            (_("Provincia"), organization.province.name if organization.province else None),
            (_("Distrito"), organization.district.name if organization.district else None),
        ]
        lines = [line for line in lines if line[1] is not None]
    lines += [(_("RUC"), organization.ruc), (_("Dirección"), organization.address)]
    if organization.department:
        lines += [(_("Dominio en internet"), organization.domain), *_size(profile)]
    return [{"label": words, "value": value} for words, value in lines]


def _size(profile: Profile) -> list[tuple[str, str | None]]:
    """Return area, altitude and population, as far as the registry has them: the population only of departments."""
    organization = profile.organization
    place = organization.territory
    area = f"{number(place.area_km2)} km²" if place and place.area_km2 is not None else None
    altitude = _("%(n)s m sobre el nivel del mar", n=number(place.altitude_m)) if place and place.altitude_m else None
    lines: list[tuple[str, str | None]] = [(_("Superficie"), area), (_("Altitud de la capital"), altitude)]
    department = organization.department if organization.province is None else None
    if department and department.population is not None and department.population_certainty:
        people = f"{number(department.population)} ({department.population_year})"
        sure = label(department.population_certainty)
        source = source_in("en" if str(get_locale()).startswith("en") else "es", department.population_source or "")
        lines.append((_("Población"), f"{people}. {source}. {sure}."))
    return lines
