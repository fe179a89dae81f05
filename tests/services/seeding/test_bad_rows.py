"""A bad row stops everything before anything is written, and the message says file, line and reason."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models.base import RootBase
from app.services.seeding import SeedError, load_reference, seed_reference

Edit = Callable[[str, str, str], None]


@pytest.fixture
def database() -> str:
    """Name one kind of database: what is wrong with a file is found before any is touched."""
    return "sqlite"


def rows(session: Session) -> int:
    """Count the rows of all tables."""
    tables = RootBase.metadata.sorted_tables
    return sum(session.scalar(sa.select(sa.func.count()).select_from(table)) or 0 for table in tables)


BAD_ROWS = [
    # file, what stands there, what a slip makes of it, line, words of the reason
    ("departments.csv", "PE-AMA", "PE-AM", 2, "ISO"),
    ("departments.csv", "code,name,iso", "codigo,name,iso", 1, "la cabecera debe ser: code,name,iso"),
    ("departments.csv", "379384", "379.384", 2, "«population» debe ser un número entero"),
    ("departments.csv", ",C,7,84", ",E,7,84", 2, "A, B, C, D"),
    ("departments.csv", ",C,7,84", ",C,7,83", 2, "anuncia 83 y hay 84"),
    ("departments.csv", ",C,7,84", ",C,8,84", 2, "anuncia 8 y hay 7"),
    ("provinces.csv", "0102,Bagua,01", "0102,Bagua,26", 3, "no existe: «26»"),
    ("provinces.csv", "0102,Bagua,01", "0102,Bagua,02", 3, "dice «02» y el código es «0102»"),
    ("provinces.csv", "0102,Bagua", "102,Bagua", 3, "código de 4 cifras"),
    ("districts.csv", "010102,Asunción,0101", "010101,Asunción,0101", 3, "«010101» ya está en la línea 2"),
    ("districts.csv", "010102,Asunción", "010102,", 3, "«name» está vacía"),
    ("districts.csv", "010102,Asunción", "010102, Asunción", 3, "espacios de más"),
    ("districts.csv", "010102,Asunción", "010102,Asun\u200bción", 3, "caracteres que no se ven"),
    ("districts.csv", "-6.0325", "6.0325", 3, "«latitude» debe estar entre"),
    ("districts.csv", "-6.0325", '"-6,0325"', 3, "punto decimal"),
    ("districts.csv", "-6.0325", "nan", 3, "punto decimal"),
    ("districts.csv", "2823", "28230", 3, "«altitude_m» debe estar entre"),
    ("districts.csv", "010102,Asunción,0101,01,", "010102,Asunción,0101,01,,", 3, "tiene 11 columnas y debe tener 10"),
    ("municipalities.csv", "010102,", "010199,", 3, "no existe: «010199»"),
    ("municipalities.csv", "010101,Mun", "\n010101,Mun", 2, "tiene 0 columnas y debe tener 6"),
    ("municipalities.csv", "Asunción,district_", "Asunción,provincial_", 3, "debe ser district_municipality, porque"),
    ("municipalities.csv", "Asunción,district_", "Asunción,distrital_", 3, "una de estas palabras"),
    ("municipalities.csv", "munichachapoyas.gob.pe", "munichachapoyas.com", 2, ".gob.pe"),
    ("municipalities.csv", "N° 588", "N° " + "5" * 200, 2, "caben 200"),
    ("municipalities.csv", "Jr. Ortiz", '"Jr. Ortiz', 2, "no se puede leer como CSV"),
    ("regional_governments.csv", "\n25,", "\n24,", 26, "«24» ya está en la línea 25"),
    ("offices.csv", "yes", "sí", 2, "«yes» o «no»"),
    ("offices.csv", "Cusco,08,yes", "Cusco,08,no", 4, "no es de una oficina activa"),
    ("offices.csv", "ODE-TUM", "TUMBES", 2, "ODE-CUS"),
    ("territories.csv", "ODE-CAJ,01", "EMB-SEL,01", 2, "no es de una oficina activa"),
    ("territories.csv", "2000-01-01", "2000-02-30", 2, "una fecha como 2026-01-31"),
    ("territories.csv", "2000-01-01", "20000101", 2, "una fecha como 2026-01-31"),
    ("territories.csv", "2000-01-01,,", "2000-01-01,1999-01-01,", 2, "posterior"),
    ("territories.csv", "2000-01-01,,", "2000-01-01,2026-01-01,", 2, "debe quedar vacía"),
    ("territories.csv", "ODE-TRU,02", "ODE-TRU,01", 3, "ya está en la línea 2"),
    ("facts.csv", "2022-12", "12/2022", 9, "un año, un mes o un día"),
    ("facts.csv", "wego_seat", "WeGO seat", 3, "letras minúsculas"),
    ("cooperation.csv", "150101", "150199", 2, "no existe: «150199»"),
    ("members.csv", "081301", "081399", 4, "no existe: «081399»"),
    ("members.csv", "081301,to_confirm", "081301,pleno", 4, "to_confirm"),
    ("holidays.csv", "decree,,", "decree,08,", 2, "solo un feriado local"),
    ("holidays.csv", "decree,,", "local,,", 2, "solo un feriado local"),
    ("holidays.csv", "decree,,", "local,,080199", 2, "no existe: «080199»"),
    ("sources.csv", "2026-05", "mayo", 5, "un año, un mes o un día"),
]


@pytest.mark.parametrize(("file", "old", "new", "line", "words"), BAD_ROWS)
def test_a_bad_row_stops_everything_and_says_where_and_why(  # noqa: PLR0917 - one column of the table each
    session: Session, folder: Path, edit: Edit, file: str, old: str, new: str, line: int, words: str
) -> None:
    edit(file, old, new)
    if file == "offices.csv" and "08" in old:
        file = "territories.csv"  # Closing an office is fine in itself; what it still serves is not.
    with pytest.raises(SeedError, match=re.escape(words)) as caught:
        load_reference(session, folder)
    assert (caught.value.file, caught.value.line) == (file, line)
    assert str(caught.value) == f"{file}, línea {line}: {caught.value.reason}"
    assert rows(session) == 0


def test_a_file_that_is_missing_empty_or_cut_short_is_named(session: Session, folder: Path) -> None:
    lines = (folder / "municipalities.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    for kept, words in ((1892, "faltan 1 filas; la primera, la de 250401"), (1, "no tiene filas"), (0, "la cabecera")):
        (folder / "municipalities.csv").write_text("".join(lines[:kept]), encoding="utf-8")
        with pytest.raises(SeedError, match=words) as caught:
            load_reference(session, folder)
        assert caught.value.file == "municipalities.csv"
    (folder / "municipalities.csv").unlink()
    with pytest.raises(SeedError, match=r"^municipalities\.csv: no se puede leer el archivo"):
        load_reference(session, folder)


def test_a_file_without_a_source_is_refused(session: Session, folder: Path, edit: Edit) -> None:
    edit("sources.csv", "municipalities.csv", "municipios.csv")
    with pytest.raises(SeedError, match=r"falta la fuente de municipalities\.csv"):
        load_reference(session, folder)


def test_a_department_that_nobody_serves_is_refused(session: Session, folder: Path, edit: Edit) -> None:
    edit("territories.csv", "ODE-CAJ,01,2000-01-01,", "ODE-PIU,14,1999-01-01,2000-01-01")
    with pytest.raises(SeedError, match="ninguna oficina atiende el departamento 01"):
        load_reference(session, folder)


def test_a_change_of_office_is_two_rows_that_follow_one_another(session: Session, folder: Path, edit: Edit) -> None:
    row = "ODE-CAJ,01,2000-01-01,,"
    edit("territories.csv", row, "ODE-PIU,01,2026-06-01,,nueva,D\n" + row.replace(",,", ",2026-06-01,"))
    load_reference(session, folder)
    edit("territories.csv", "ODE-CAJ,01,2000-01-01,2026-06-01", "ODE-CAJ,01,2000-01-01,2026-05-01")
    with pytest.raises(SeedError, match="debe ser 2026-06-01: siempre hay una sola oficina"):
        load_reference(session, folder)


def test_text_that_is_not_utf_8_is_refused_with_its_line(session: Session, folder: Path) -> None:
    raw = (folder / "districts.csv").read_bytes()
    (folder / "districts.csv").write_bytes(raw.replace("Asunción".encode(), "Asunción".encode("latin-1"), 1))
    with pytest.raises(SeedError, match="UTF-8") as caught:
        load_reference(session, folder)
    assert caught.value.line == 3


def test_a_mark_and_line_ends_that_spreadsheets_add_do_no_harm(session: Session, folder: Path) -> None:
    load_reference(session, folder)
    text = (folder / "districts.csv").read_text(encoding="utf-8")
    (folder / "districts.csv").write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert load_reference(session, folder).changed == 0


def test_a_bad_row_in_the_last_file_leaves_nothing_behind(session: Session, folder: Path, edit: Edit) -> None:
    edit("cooperation.csv", "2022", "1922")
    with pytest.raises(SeedError, match="debe estar entre 2010 y 2100"):
        seed_reference(folder)
    assert rows(session) == 0
    edit("cooperation.csv", "1922", "2022")
    assert seed_reference(folder).created == 4115
