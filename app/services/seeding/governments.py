"""Municipalities and regional governments: from their files to the values of the organizations' table."""

from pathlib import Path

from app.domain.text import fold
from app.domain.vocabulary import Certainty, OrganizationType
from app.services.seeding.places import Places, Values
from app.services.seeding.reading import Row, SeedError, read_rows
from app.services.seeding.sources import DataSource, read_sources, source_of

_MUNICIPALITIES = "municipalities.csv"
_REGIONS = "regional_governments.csv"
_MUNICIPALITY = ("code", "name", "type", "address", "phone_area_code", "domain")
_REGION = ("code", "name", "source", "certainty")
# INEI gives the district in which a province has its seat the number 01.
_SEAT_OF_PROVINCE = "01"


def read_governments(folder: Path, places: Places) -> dict[str, Values]:
    """Read municipalities.csv and regional_governments.csv: values by organization code.

    Every district has one municipality, the provincial one where the code ends in 01, and every department has one
    regional government. Raises SeedError.
    """
    source = source_of(read_sources(folder), _MUNICIPALITIES)
    rows = read_rows(folder, _MUNICIPALITIES, _MUNICIPALITY, ["code"])
    municipalities = {row.cells["code"]: _municipality(row, places, source) for row in rows}
    _refuse_missing(_MUNICIPALITIES, places.districts, municipalities)
    rows = read_rows(folder, _REGIONS, _REGION, ["code"])
    regions = {row.cells["code"]: _regional_government(row, places) for row in rows}
    _refuse_missing(_REGIONS, places.departments, regions)
    return municipalities | regions


def _municipality(row: Row, places: Places, source: DataSource) -> Values:
    code = row.known("code", places.districts)
    district = places.districts[code]
    around = places.provinces[district["province_code"]]["name"], places.departments[code[:2]]["name"]
    name = row.text("name")
    return {
        "code": code,
        "type": _type(row),
        "name": name,
        "department_code": district["department_code"],
        "province_code": district["province_code"],
        "district_code": code,
        "address": row.optional("address"),
        "phone_area_code": row.matching("phone_area_code", "0[0-9]{1,2}", "un código de ciudad como 084"),
        "domain": _domain(row),
        "search_text": fold(" ".join([district["name"], *around, name])),
        "source": source.source,
        "certainty": source.certainty,
    }


def _type(row: Row) -> OrganizationType:
    is_provincial = row.cells["code"].endswith(_SEAT_OF_PROVINCE)
    wanted = OrganizationType.PROVINCIAL_MUNICIPALITY if is_provincial else OrganizationType.DISTRICT_MUNICIPALITY
    if row.member("type", OrganizationType) is not wanted:
        raise row.wrong("type", f"debe ser {wanted}, porque el código es «{row.cells['code']}»")
    return wanted


def _domain(row: Row) -> str | None:
    if not row.given("domain"):
        return None
    return row.matching("domain", r"([a-z0-9-]+\.)+gob\.pe", "un dominio que termina en .gob.pe")


def _regional_government(row: Row, places: Places) -> Values:
    code = row.known("code", places.departments)
    name = row.text("name")
    return {
        "code": code,
        "type": OrganizationType.REGIONAL_GOVERNMENT,
        "name": name,
        "department_code": code,
        "province_code": None,
        "district_code": None,
        "address": None,
        "phone_area_code": None,
        "domain": None,
        "search_text": fold(f"{places.departments[code]['name']} {name}"),
        "source": row.text("source"),
        "certainty": row.member("certainty", Certainty),
    }


def _refuse_missing(file: str, wanted: dict[str, Values], found: dict[str, Values]) -> None:
    missing = sorted(wanted.keys() - found.keys())
    if missing:
        raise SeedError(file, 0, f"faltan {len(missing)} filas; la primera, la de {missing[0]}")
