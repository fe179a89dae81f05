"""Reading one file of reference data: every cell is checked, and the first that is wrong stops everything."""

import csv
import io
import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

Member = TypeVar("Member", bound=StrEnum)

_WHOLE = re.compile(r"-?[0-9]{1,12}")
_DECIMAL = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,9})?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class SeedError(ValueError):
    """A file of reference data is wrong; the message, in Spanish, says file, line and reason.

    `line` counts from 1, as an editor does, the header being line 1; 0 means the file as a whole.
    """

    def __init__(self, file: str, line: int, reason: str) -> None:
        """Keep the three parts, and word the message."""
        super().__init__(f"{file}, línea {line}: {reason}" if line else f"{file}: {reason}")
        self.file = file
        self.line = line
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a file: each method reads one cell as what it must be, and raises SeedError if it isn't."""

    file: str
    line: int
    cells: Mapping[str, str]

    def wrong(self, column: str, reason: str) -> SeedError:
        """Return the error that names the cell and what is wrong with it."""
        return SeedError(self.file, self.line, f"la columna «{column}» {reason}")

    def given(self, column: str) -> bool:
        """Say whether the cell has anything in it."""
        return bool(self.cells[column])

    def optional(self, column: str, limit: int = 200) -> str | None:
        """Read a text of at most `limit` characters, or None if the cell is empty."""
        return self.text(column, limit) if self.given(column) else None

    def text(self, column: str, limit: int = 200) -> str:
        """Read a text of 1 to `limit` characters, in Unicode's form C, on one line and without spaces to spare."""
        value = unicodedata.normalize("NFC", self.cells[column])
        if not value.strip():
            raise self.wrong(column, "está vacía")
        if not value.isprintable() or " ".join(value.split()) != value:
            raise self.wrong(column, "tiene espacios de más o caracteres que no se ven")
        if len(value) > limit:
            raise self.wrong(column, f"tiene {len(value)} caracteres; caben {limit}")
        return value

    def matching(self, column: str, pattern: str, wanted: str) -> str:
        """Read a text of the shape `pattern`; `wanted` describes the shape in Spanish."""
        value = self.text(column)
        if not re.fullmatch(pattern, value):
            raise self.wrong(column, f"debe ser {wanted}, no «{value}»")
        return value

    def code(self, column: str, digits: int) -> str:
        """Read a code of exactly `digits` digits."""
        return self.matching(column, f"[0-9]{{{digits}}}", f"un código de {digits} cifras")

    def known(self, column: str, codes: Collection[str]) -> str:
        """Read a code that must be one of `codes`."""
        value = self.text(column)
        if value not in codes:
            raise self.wrong(column, f"tiene un código que no existe: «{value}»")
        return value

    def whole(self, column: str, low: int, high: int) -> int:
        """Read a whole number between `low` and `high`."""
        value = self.text(column)
        if not _WHOLE.fullmatch(value):
            raise self.wrong(column, f"debe ser un número entero, no «{value}»")
        if not low <= int(value) <= high:
            raise self.wrong(column, f"debe estar entre {low} y {high}, no «{value}»")
        return int(value)

    def decimal(self, column: str, low: float, high: float) -> float:
        """Read a number between `low` and `high`, its decimals after a point."""
        value = self.text(column)
        if not _DECIMAL.fullmatch(value):
            raise self.wrong(column, f"debe ser un número con punto decimal, no «{value}»")
        if not low <= float(value) <= high:
            raise self.wrong(column, f"debe estar entre {low} y {high}, no «{value}»")
        return float(value)

    def day(self, column: str) -> date:
        """Read a date written 2026-01-31."""
        value = self.text(column)
        try:
            # The shape is checked as well: fromisoformat takes other forms of ISO 8601.
            return date.fromisoformat(value if _DAY.fullmatch(value) else "")
        except ValueError:
            raise self.wrong(column, f"debe ser una fecha como 2026-01-31, no «{value}»") from None

    def member(self, column: str, kind: type[Member]) -> Member:
        """Read one of the words of the list `kind`."""
        value = self.text(column)
        try:
            return kind(value)
        except ValueError:
            words = ", ".join(kind)
            raise self.wrong(column, f"debe ser una de estas palabras: {words}; no «{value}»") from None

    def flag(self, column: str) -> bool:
        """Read yes or no."""
        return self.matching(column, "yes|no", "«yes» o «no»") == "yes"


def read_rows(folder: Path, file: str, columns: Sequence[str], key: Sequence[str]) -> list[Row]:
    """Read `file` of `folder`, whose header must be `columns` and in which no two rows may share the cells of `key`.

    The file is CSV in UTF-8 with commas. Raises SeedError for a file that is missing, empty or unreadable, a row with
    more or fewer cells than the header, and a repeated key.
    """
    lines = _lines(file, _decoded(folder, file))
    _, header = next(lines, (0, []))
    if header != list(columns):
        raise SeedError(file, 1, f"la cabecera debe ser: {','.join(columns)}")
    rows = [_row(file, line, columns, cells) for line, cells in lines]
    if not rows:
        raise SeedError(file, 0, "el archivo no tiene filas")
    _refuse_repeated(rows, key)
    return rows


def _decoded(folder: Path, file: str) -> str:
    try:
        raw = (folder / file).read_bytes()
    except OSError as error:
        raise SeedError(file, 0, f"no se puede leer el archivo ({error.strerror})") from error
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SeedError(file, raw.count(b"\n", 0, error.start) + 1, "el texto no está en UTF-8") from error


def _lines(file: str, text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each record with the line it starts at, which differs from its number when a cell has a line break."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    start = 1
    try:
        for cells in reader:
            yield start, cells
            start = reader.line_num + 1
    except csv.Error as error:
        raise SeedError(file, start, f"la fila no se puede leer como CSV ({error})") from error


def _row(file: str, line: int, columns: Sequence[str], cells: list[str]) -> Row:
    if len(cells) != len(columns):
        raise SeedError(file, line, f"la fila tiene {len(cells)} columnas y debe tener {len(columns)}")
    return Row(file, line, dict(zip(columns, cells, strict=True)))


def _refuse_repeated(rows: Sequence[Row], key: Sequence[str]) -> None:
    seen: dict[tuple[str, ...], int] = {}
    for row in rows:
        mark = tuple(row.cells[column] for column in key)
        if mark in seen:
            shown = ", ".join(filter(None, mark))
            raise SeedError(row.file, row.line, f"«{shown}» ya está en la línea {seen[mark]}")
        seen[mark] = row.line
