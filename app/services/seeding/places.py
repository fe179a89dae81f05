"""Departments, provinces and districts: from their files to the values of their tables."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.domain.vocabulary import Certainty
from app.services.seeding.reading import Row, SeedError, read_rows

Values = dict[str, Any]

# A box around Peru, in degrees and metres: a slip of sign or of decimals falls outside.
_SOUTH, _NORTH, _WEST, _EAST = -18.5, 0.1, -81.5, -68.5
_LOWEST, _HIGHEST = 0, 6800
_SMALLEST, _LARGEST = 0.1, 500_000.0

_PLACE = ("capital", "latitude", "longitude", "altitude_m", "area_km2")
_POPULATION = ("population", "population_year", "population_source", "population_certainty")
_DEPARTMENT = ("code", "name", "iso", *_PLACE, *_POPULATION, "province_count", "district_count")
_PROVINCE = ("code", "name", "department_code", *_PLACE, "district_count")
_DISTRICT = ("code", "name", "province_code", "department_code", *_PLACE, "reniec_code")


@dataclass(frozen=True, slots=True)
class Places:
    """The values of every department, province and district, by code, in the order of the files."""

    departments: dict[str, Values]
    provinces: dict[str, Values]
    districts: dict[str, Values]


def read_places(folder: Path) -> Places:
    """Read departments.csv, provinces.csv and districts.csv, and check that each place is inside a known one.

    The numbers of provinces and districts that the files announce must be those found: a file cut short by an accident
    is otherwise a perfectly good file. Raises SeedError.
    """
    department_rows = read_rows(folder, "departments.csv", _DEPARTMENT, ["code"])
    departments = {row.cells["code"]: _department(row) for row in department_rows}
    province_rows = read_rows(folder, "provinces.csv", _PROVINCE, ["code"])
    provinces = {row.cells["code"]: _province(row, departments) for row in province_rows}
    district_rows = read_rows(folder, "districts.csv", _DISTRICT, ["code"])
    districts = {row.cells["code"]: _district(row, provinces) for row in district_rows}
    _check_announced(department_rows, "province_count", _parents(provinces.values(), "department_code"))
    _check_announced(department_rows, "district_count", _parents(districts.values(), "department_code"))
    _check_announced(province_rows, "district_count", _parents(districts.values(), "province_code"))
    return Places(departments, provinces, districts)


def _department(row: Row) -> Values:
    return {
        "code": row.code("code", 2),
        "name": row.text("name"),
        "iso": row.matching("iso", "PE-[A-Z]{3}", "un código ISO 3166-2 como PE-CUS"),
        "capital": row.text("capital"),
        **_place(row),
        "population": row.whole("population", 1, 50_000_000),
        "population_year": row.whole("population_year", 1900, 2100),
        "population_source": row.text("population_source"),
        "population_certainty": row.member("population_certainty", Certainty),
    }


def _province(row: Row, departments: Collection[str]) -> Values:
    return {
        "code": row.code("code", 4),
        "name": row.text("name"),
        "department_code": _parent(row, "department_code", departments),
        "capital": row.text("capital"),
        **_place(row),
        "district_count": row.whole("district_count", 1, 100),
    }


def _district(row: Row, provinces: dict[str, Values]) -> Values:
    code = row.code("code", 6)
    province = _parent(row, "province_code", provinces)
    return {
        "code": code,
        "name": row.text("name"),
        "province_code": province,
        "department_code": _parent(row, "department_code", [provinces[province]["department_code"]]),
        "capital": row.optional("capital"),
        **_place(row),
        "reniec_code": row.code("reniec_code", 6) if row.given("reniec_code") else None,
    }


def _place(row: Row) -> Values:
    """Read where a place is and how big; the newest districts have none of it yet."""
    return {
        "latitude": row.decimal("latitude", _SOUTH, _NORTH) if row.given("latitude") else None,
        "longitude": row.decimal("longitude", _WEST, _EAST) if row.given("longitude") else None,
        "altitude_m": row.whole("altitude_m", _LOWEST, _HIGHEST) if row.given("altitude_m") else None,
        "area_km2": row.decimal("area_km2", _SMALLEST, _LARGEST) if row.given("area_km2") else None,
    }


def _parent(row: Row, column: str, codes: Collection[str]) -> str:
    """Read the code of the place around this one, with which this one's own code must begin."""
    parent = row.known(column, codes)
    if not row.cells["code"].startswith(parent):
        raise row.wrong(column, f"dice «{parent}» y el código es «{row.cells['code']}»")
    return parent


def _parents(places: Iterable[Values], column: str) -> Counter[str]:
    return Counter(place[column] for place in places)


def _check_announced(rows: Sequence[Row], column: str, found: Counter[str]) -> None:
    for row in rows:
        announced, there = row.whole(column, 1, 1000), found[row.cells["code"]]
        if announced != there:
            raise SeedError(row.file, row.line, f"la columna «{column}» anuncia {announced} y hay {there}")
