"""The export of OBI: three header rows, one sheet an index and year."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from veerkracht.faults import STOP, Fault, InputError, nearest
from veerkracht.inputs.containers import WORKBOOKS, Head, begin_at_head, read_table, read_workbook
from veerkracht.inputs.indicators.checks import check_sums
from veerkracht.inputs.indicators.measured import (
    ASK_DECIMAL,
    Measured,
    decimal_mark,
    in_unit,
    open_text,
    read_value,
)
from veerkracht.inputs.indicators.records import NOTE
from veerkracht.inputs.safety import RESAVE
from veerkracht.inputs.sheets import HIDDEN_ROW, UNHIDE, Sheet, letters
from veerkracht.inputs.values import clean, to_number
from veerkracht.words import fold

DESCRIPTION = (
    "het Wijkprofiel van OBI: drie kopregels, één blad per index en jaar "
    "(`sheets` noemt andere bladen dan de Sociale Index)"
)
OPTIONS = frozenset({"sheets", "decimal"})


def _count_codes(line: list[str]) -> int:
    return int("wijknr" in map(fold, line))


# The year and the groups stand above the codes, the labels below them.
CODES = Head(_count_codes, 1, "wijknr in de tweede van drie kopregels", above=1)


@dataclass(frozen=True)
class _Column:
    """A column with values: its index, the code and label above it, the theme it belongs to."""

    index: int
    code: str
    label: str
    theme: str


def read(path: Path, source: dict[str, Any], notes: list[Fault]) -> list[Measured]:
    """The values of the sheets that `source` names, else of the Sociale Index (SI <year>).

    A sheet that was saved as text has no name.
    """
    if path.suffix.lower() in WORKBOOKS:
        book = {name: sheet for name, sheet in read_workbook(path).items() if not sheet.hidden}
        names = source.get("sheets") or [name for name in book if name.startswith("SI ")]
    else:
        book, names = {"": read_table(path, CODES)}, [""]
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
        rows += _read_sheet(book[name], source)
        faults += book[name].faults
    if any(fault.level == STOP for fault in faults):
        raise InputError(faults)
    notes += faults
    notes += check_sums(rows, str(path))
    return rows


def _read_sheet(sheet: Sheet, source: dict[str, Any]) -> list[Measured]:
    """The values of one sheet, an area a row; faults go to the sheet."""
    for odd in sheet.odd:
        if odd.kind in ("error", "formula"):
            text, expected = odd.text or "een formule zonder uitkomst", "een getal of niets"
            sheet.fault(odd.row, letters(odd.column), text, expected, RESAVE)
        elif odd.kind == "hidden":
            sheet.warn(odd.row, "", HIDDEN_ROW, "zichtbare rijen", UNHIDE, quote=False)
    begin_at_head(sheet, CODES)
    year = _year(sheet)
    width = len(sheet.cells[1]) if year else 0
    for number, line in enumerate(sheet.cells[:3], start=sheet.first):
        if year and len(line) != width:
            found = f"{len(line)} velden"
            sheet.fault(number, "", found, f"{width} velden, zoals de rij met codes", quote=False)
    if not year or any(fault.level == STOP for fault in sheet.faults):
        return []
    columns = _columns(sheet)
    lines = [(number, line) for number, line in sheet.below(sheet.first + 2) if any(line)]
    cells = [cell for _, line in lines for cell in line[3:]]
    decimal = decimal_mark(source.get("decimal"), cells)
    if not decimal:
        sheet.fault(0, "", open_text(cells), *ASK_DECIMAL)
    rows = []
    for number, line in lines:
        code = to_number(line[1]) if len(line) > 1 else None
        if NOTE.match(clean(line[0])) and not any(map(clean, line[1:])):
            continue
        if len(line) != width:
            found = f"{len(line)} velden"
            sheet.fault(number, "", found, f"{width} velden", quote=False)
        elif code is not None:
            rows += _read_area(sheet, number, (int(code), year), columns, decimal)
        elif any(clean(cell) for cell in line[:3]):
            sheet.fault(number, "wijknr", clean(line[1]), "het nummer van een gebied")
    return rows


def _year(sheet: Sheet) -> int:
    """The year above the codes, that of the sheet's name; 0 and a fault without three heads."""
    heads = [[*map(clean, line), "", ""] for line in sheet.cells[:3]]
    if len(heads) < 3 or fold(heads[1][1]) != "wijknr":
        head = heads[1][1] if len(heads) > 1 else ""
        sheet.fault(sheet.first + 1, "B", head, "wijknr in de kop (rij 2)")
        return 0
    year = to_number(heads[0][1])
    if year is None or (sheet.name and not sheet.name.endswith(str(int(year)))):
        sheet.fault(sheet.first, "B", heads[0][1], f"het jaar van blad {sheet.name}")
        return 0
    return int(year)


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
    sheet: Sheet, number: int, at: tuple[int, int], columns: list[_Column], decimal: str
) -> list[Measured]:
    """The values of one area, `at` its code and year; a fault for every cell that is no value."""
    rows = []
    line, (area_code, year) = sheet.cells[number - sheet.first], at
    for column in columns:
        cell = line[column.index]
        value = read_value(cell, decimal)
        shown = in_unit(value, _unit(column)) if value else None
        if value is None or shown is None:
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
            value=shown[0],
            mark=value.mark,
            unit=shown[1],
            cell=f"regel {number}, kolom {letters(column.index)}"
            if sheet.is_text
            else f"{sheet.name}!{letters(column.index)}{number}",
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
