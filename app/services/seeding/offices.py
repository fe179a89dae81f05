"""The Ministry's offices and the departments they serve: from their files to the values of their tables."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from pathlib import Path

from app.domain.vocabulary import Certainty, OfficeKind
from app.services.seeding.places import Places, Values
from app.services.seeding.reading import Row, SeedError, read_rows

_OFFICE = (
    "code",
    "name",
    "kind",
    "seat_city",
    "seat_department_code",
    "active",
    "seat_certainty",
    "seat_note",
    "territory_certainty",
    "territory_note",
    "source",
)
_TERRITORY = ("office_code", "department_code", "valid_from", "valid_to", "source", "certainty")


def read_offices(folder: Path, places: Places) -> dict[str, Values]:
    """Read offices.csv: values by office code. Raises SeedError."""
    rows = read_rows(folder, "offices.csv", _OFFICE, ["code"])
    return {row.cells["code"]: _office(row, places.departments) for row in rows}


def _office(row: Row, departments: Collection[str]) -> Values:
    seat, territory = "seat_department_code", "territory_certainty"
    return {
        "code": row.matching("code", "[A-Z]{3,4}(-[A-Z]{3})?", "un código como ODE-CUS"),
        "name": row.text("name"),
        "kind": row.member("kind", OfficeKind),
        "seat_city": row.optional("seat_city"),
        seat: row.known(seat, departments) if row.given(seat) else None,
        "active": row.flag("active"),
        "seat_certainty": row.member("seat_certainty", Certainty),
        "seat_note": row.optional("seat_note"),
        territory: row.member(territory, Certainty) if row.given(territory) else None,
        "territory_note": row.optional("territory_note"),
        "source": row.text("source"),
    }


def read_territories(folder: Path, places: Places, offices: dict[str, Values]) -> list[Values]:
    """Read territories.csv; each value has `office_code` where the table has the office's id.

    Each department is served by one office on any date from its first row on, and by one that is active and in Peru.
    Raises SeedError.
    """
    rows = read_rows(folder, "territories.csv", _TERRITORY, ["department_code", "valid_from"])
    serving = [
        code for code, office in offices.items() if office["active"] and office["kind"] is not OfficeKind.EMBASSY
    ]
    territories = [_territory(row, places.departments, serving) for row in rows]
    unserved = sorted(places.departments.keys() - {territory["department_code"] for territory in territories})
    if unserved:
        raise SeedError("territories.csv", 0, f"ninguna oficina atiende el departamento {unserved[0]}")
    _refuse_gaps_and_overlaps(rows, territories)
    return territories


def _territory(row: Row, departments: Collection[str], serving: Collection[str]) -> Values:
    office = row.text("office_code")
    if office not in serving:
        raise row.wrong("office_code", f"no es de una oficina activa en el Perú: «{office}»")
    starts, ends = row.day("valid_from"), row.day("valid_to") if row.given("valid_to") else None
    if ends and ends <= starts:
        raise row.wrong("valid_to", "debe ser posterior a «valid_from»")
    return {
        "office_code": office,
        "department_code": row.known("department_code", departments),
        "valid_from": starts,
        "valid_to": ends,
        "source": row.text("source"),
        "certainty": row.member("certainty", Certainty),
    }


def _refuse_gaps_and_overlaps(rows: list[Row], territories: list[Values]) -> None:
    """Check that the periods of a department follow one another without end."""
    periods: dict[str, list[tuple[date, date | None, Row]]] = defaultdict(list)
    for row, values in zip(rows, territories, strict=True):
        periods[values["department_code"]].append((values["valid_from"], values["valid_to"], row))
    for found in periods.values():
        found.sort(key=lambda period: period[0])
        starts = [period[0] for period in found[1:]]
        for (_, ends, row), following in zip(found, [*starts, None], strict=True):
            if ends != following:
                wanted = f"debe ser {following}" if following else "debe quedar vacía"
                raise row.wrong("valid_to", f"{wanted}: siempre hay una sola oficina por departamento")
