"""Reading workbooks and text tables: every cell keeps its place, every fault is collected.

Sheets and columns are matched without regard to case, accents, spaces and order. Nothing is
guessed: a sheet or column that is not known is reported with the nearest known name.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from veerkracht.faults import Fault, InputError, nearest

SEPARATORS = re.compile(r"[;|\n\r]+")


@dataclass(frozen=True)
class Column:
    """What a column may hold.

    `kind`: text, list (several values in a cell), whole, number. `choices`: the allowed words.
    `low` and `high`: bounds of a number. `required`: an empty cell is a fault.
    """

    kind: str = "text"
    required: bool = False
    choices: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None

    @property
    def expected(self) -> str:
        """What the cell should hold, in Dutch."""
        if self.choices:
            return f"een van {', '.join(self.choices)}"
        if self.kind in ("whole", "number"):
            word = "een geheel getal" if self.kind == "whole" else "een getal"
            return word if self.low is None else f"{word} van {self.low:g} tot en met {self.high:g}"
        return "een tekst"


@dataclass(frozen=True)
class Row:
    """One row of a sheet: `number` as the spreadsheet shows it, `values` by column name."""

    number: int
    values: dict[str, Any]

    def __getitem__(self, column: str) -> Any:
        return self.values[column]


@dataclass
class Sheet:
    """A sheet as read: its place and its cells, before any meaning is given to them.

    `cells`: list of rows of values (text, float, bool, date or empty text), from row `first`.
    """

    file: str
    name: str
    cells: list[list[Any]]
    first: int = 1
    faults: list[Fault] = field(default_factory=list)

    def fault(self, row: int, column: str, found: object, expected: str, advice: str = "") -> None:
        """Note a fault at a cell of this sheet."""
        self.faults.append(Fault(self.file, self.name, row, column, f"'{found}'", expected, advice))


def fold(text: str) -> str:
    """The fingerprint of a name: no case, accents, spaces or punctuation; NFC and NFD alike."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in plain if sign.isalnum())


def clean(value: object) -> str:
    """A cell as text: one kind of space, no space around it, whole numbers without decimals."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    text = unicodedata.normalize("NFC", str(value)).replace("\u00a0", " ").replace("\u200b", "")
    return text.strip()


def split(text: str) -> list[str]:
    """The values in a cell that holds several, separated by `;`, `|` or a line break."""
    return [part.strip() for part in SEPARATORS.split(text) if part.strip()]


def to_number(value: object) -> float | None:
    """A number from a cell, written with a decimal comma or point; None if it is none."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return float(value)
    text = clean(value).replace("\u2212", "-")
    if re.fullmatch(r"-?\d{1,3}(\.\d{3})+(,\d+)?", text):
        text = text.replace(".", "")
    text = text.replace(",", ".")
    return float(text) if re.fullmatch(r"-?\d+(\.\d+)?", text) else None


def read_workbook(path: str | Path) -> dict[str, Sheet]:
    """All visible sheets of a workbook (.xlsx, .xls, .ods) by name; raises InputError.

    Values are as the file stores them; row numbers are those that the spreadsheet shows.
    """
    from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

    try:
        book = CalamineWorkbook.from_path(str(path))
        return {
            meta.name: Sheet(
                str(path),
                meta.name,
                book.get_sheet_by_name(meta.name).to_python(skip_empty_area=False),
            )
            for meta in book.sheets_metadata
            if meta.visible == SheetVisibleEnum.Visible
        }
    except (CalamineError, OSError, ValueError) as error:
        fault = Fault(
            str(path),
            found="een bestand dat niet als werkmap te lezen is",
            expected="een werkmap (.xlsx, .xls of .ods) zonder wachtwoord",
            advice="Open het bestand in Excel of LibreOffice en bewaar het opnieuw.",
        )
        raise InputError([fault]) from error


def read_text(path: str | Path) -> str:
    """The text of a file in UTF-8 (with or without BOM), UTF-16 or Windows-1252."""
    raw = Path(path).read_bytes()
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def read_csv(path: str | Path, columns: Iterable[str]) -> Sheet:
    """A text table of which the header is the first line that holds all `columns`.

    The delimiter is the one that gives that header; lines above it are skipped. Every field stays
    text. Raises InputError when no line is such a header.
    """
    wanted = {fold(name) for name in columns}
    text = read_text(path)
    best: tuple[int, str, str] = (-1, "", "")
    for delimiter in (";", ",", "\t"):
        rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
        for index, row in enumerate(rows):
            names = {fold(cell) for cell in row}
            if wanted <= names:
                return Sheet(str(path), "", [list(row) for row in rows[index:]], index + 1)
            if len(wanted & names) > best[0]:
                best = (len(wanted & names), delimiter, delimiter.join(row))
    fault = Fault(
        str(path),
        found=f"geen regel met alle kolommen; het dichtst komt '{best[2][:80]}'",
        expected=f"een kopregel met {', '.join(columns)}",
        advice="Controleer de kopregel en het scheidingsteken.",
    )
    raise InputError([fault])


def pick_sheet(book: dict[str, Sheet], name: str, file: str) -> Sheet:
    """The sheet of a workbook by its name without regard to case and spaces; raises InputError."""
    for sheet in book.values():
        if fold(sheet.name) == fold(name):
            return sheet
    fault = Fault(
        file,
        name,
        found="dit blad ontbreekt",
        expected=f"een blad '{name}'",
        advice=nearest(name, book) or f"De bladen zijn: {', '.join(book) or 'geen'}.",
    )
    raise InputError([fault])


def read_rows(sheet: Sheet, columns: dict[str, Column]) -> list[Row]:
    """The rows of a sheet with one value per column in `columns`; faults go to `sheet.faults`.

    Values are text ("" when empty), a list of texts, an int or a float (None when empty). The first
    row is the header; empty rows are skipped.
    """
    header = [clean(cell) for cell in sheet.cells[0]] if sheet.cells else []
    places = _match_header(sheet, header, columns)
    rows = []
    for number, cells in enumerate(sheet.cells[1:], start=sheet.first + 1):
        if not any(clean(cell) for cell in cells):
            continue
        values = {}
        for name, column in columns.items():
            place = places.get(name)
            cell = cells[place] if place is not None and place < len(cells) else ""
            values[name] = _read_cell(sheet, number, name, column, cell)
        rows.append(Row(number, values))
    return rows


def _match_header(
    sheet: Sheet, header: Sequence[str], columns: dict[str, Column]
) -> dict[str, int]:
    known = {fold(name): name for name in columns}
    places: dict[str, int] = {}
    for index, text in enumerate(header):
        name = known.get(fold(text))
        if not text:
            continue
        if name is None:
            advice = nearest(text, columns) or "Haal de kolom weg of zet hem in een ander blad."
            sheet.fault(sheet.first, text, text, f"een van {', '.join(columns)}", advice)
        elif name in places:
            sheet.fault(sheet.first, name, text, "elke kolom één keer", "Haal er één weg.")
        else:
            places[name] = index
    for name in columns:
        if name not in places:
            sheet.faults.append(
                Fault(
                    sheet.file,
                    sheet.name,
                    sheet.first,
                    name,
                    "deze kolom ontbreekt",
                    f"een kolom '{name}'",
                    "Voeg de kolom toe; hij mag leeg zijn."
                    if not columns[name].required
                    else "Voeg de kolom toe.",
                )
            )
    return places


def _read_cell(sheet: Sheet, row: int, name: str, column: Column, cell: object) -> Any:
    text = clean(cell)
    if not text:
        if column.required:
            sheet.fault(row, name, "", column.expected, "Vul de cel.")
        return [] if column.kind == "list" else None if column.kind in ("whole", "number") else ""
    if column.kind == "list":
        return split(text)
    if column.choices:
        found = {fold(choice): choice for choice in column.choices}.get(fold(text))
        if found is None:
            sheet.fault(row, name, text, column.expected, nearest(text, column.choices))
            return ""
        return found
    if column.kind in ("whole", "number"):
        number = to_number(cell)
        inside = number is not None and (
            column.low is None or column.low <= number <= (column.high or 0)
        )
        if number is None or not inside or (column.kind == "whole" and not number.is_integer()):
            sheet.fault(row, name, text, column.expected)
            return None
        return int(number) if column.kind == "whole" else number
    return text
