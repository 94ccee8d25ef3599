"""The export of OBI: three header rows, one sheet an index and year."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from veerkracht.faults import Fault, InputError, nearest
from veerkracht.inputs.containers import read_workbook
from veerkracht.inputs.indicators.checks import check_sums
from veerkracht.inputs.indicators.measured import Measured, read_value
from veerkracht.inputs.safety import RESAVE
from veerkracht.inputs.sheets import Sheet, letters
from veerkracht.inputs.values import clean, to_number
from veerkracht.words import fold

DESCRIPTION = (
    "het Wijkprofiel van OBI: drie kopregels, één blad per index en jaar "
    "(`sheets` noemt andere bladen dan de Sociale Index)"
)
FIRST_ROW = 4


@dataclass(frozen=True)
class _Column:
    """A column with values: its index, the code and label above it, the theme it belongs to."""

    index: int
    code: str
    label: str
    theme: str


def read(path: Path, source: dict[str, Any], notes: list[Fault]) -> list[Measured]:
    """The values of the sheets that `source` names, else of the Sociale Index (SI <year>)."""
    book = {name: sheet for name, sheet in read_workbook(path).items() if not sheet.hidden}
    names = source.get("sheets") or [name for name in book if name.startswith("SI ")]
    if not names:
        fault = Fault(str(path), found=f"bladen {', '.join(book)}", expected="een blad 'SI <jaar>'")
        raise InputError([fault])
    faults: list[Fault] = []
    rows: list[Measured] = []
    for name in names:
        if name not in book:
            advice = nearest(name, book)
            fault = Fault(str(path), name, found="dit blad ontbreekt", expected=name, advice=advice)
            faults.append(fault)
            continue
        rows += _read_sheet(book[name])
        faults += book[name].faults
    if faults:
        raise InputError(faults)
    notes += check_sums(rows, str(path))
    return rows


def _read_sheet(sheet: Sheet) -> list[Measured]:
    """The values of one sheet, an area a row; faults go to the sheet."""
    for odd in sheet.odd:
        if odd.kind in ("error", "formula"):
            text, expected = odd.text or "een formule zonder uitkomst", "een getal of niets"
            sheet.fault(odd.row, letters(odd.column), text, expected, RESAVE)
    cells = sheet.cells
    if len(cells) < FIRST_ROW or fold(clean(cells[1][1])) != "wijknr":
        head = clean(cells[1][1]) if len(cells) > 1 else ""
        sheet.fault(2, "B", head, "wijknr in de kop (rij 2)")
        return []
    year = to_number(cells[0][1])
    if year is None or not sheet.name.endswith(str(int(year))):
        sheet.fault(1, "B", clean(cells[0][1]), f"het jaar van blad {sheet.name}")
        return []
    columns = _columns(sheet)
    rows = []
    for number, line in enumerate(cells[FIRST_ROW - 1 :], start=FIRST_ROW):
        code = to_number(line[1])
        if code is not None:
            rows += _read_area(sheet, number, line, int(code), int(year), columns)
        elif any(clean(cell) for cell in line[:3]):
            sheet.fault(number, "wijknr", clean(line[1]), "het nummer van een gebied")
    return rows


def _columns(sheet: Sheet) -> list[_Column]:
    """The columns with values: group, code and label stand above one another."""
    groups, codes, labels = sheet.cells[:3]
    columns = []
    for index, cell in enumerate(codes):
        if index > 2 and clean(cell):
            group = clean(groups[index])
            theme = "" if group == "1" else group
            columns.append(_Column(index, clean(cell), clean(labels[index]), theme))
    return columns


def _read_area(
    sheet: Sheet, number: int, line: list[Any], area_code: int, year: int, columns: list[_Column]
) -> list[Measured]:
    """The values of one area; a fault for every cell that is no value."""
    rows = []
    for column in columns:
        cell = line[column.index]
        value = read_value(cell)
        if value is None:
            sheet.fault(number, letters(column.index), clean(cell), "een getal of niets")
            continue
        measured = Measured(
            area_code=str(area_code),
            area=clean(line[2]),
            level=level_of(area_code),
            year=year,
            indicator=column.code,
            label=column.label,
            theme=column.theme,
            part=part_of(column.theme or column.code),
            value=value.number,
            mark=value.mark,
            unit=_unit(column),
            cell=f"{sheet.name}!{letters(column.index)}{number}",
        )
        rows.append(measured)
    return rows


def level_of(code: int) -> str:
    """Wijk below 4000 (3001 to 3011: wijken taken together), gebied below 5000, then the city."""
    return "wijk" if code < 4000 else "gebied" if code < 5000 else "stad"


def part_of(code: str) -> str:
    """Whether an index or theme is measured by asking (`s`) or by registers (`o`)."""
    if len(code) == 2 and code[0] in "SVF" and code[1] == "I":
        return "index"
    letter = code.rstrip("0123456789")[-1:]
    return {"s": "subjectief", "o": "objectief"}.get(letter, "")


def _unit(column: _Column) -> str:
    """An index column holds points; a share (label starts with %) stands there as a fraction."""
    if not column.theme:
        return "index"
    is_share = column.label.lstrip().startswith("%") or "_p" in column.label
    return "aandeel" if is_share else "getal"
