"""A look into a workbook of Excel 97-2003 (.xls): the same as `safety` tells of the newer kinds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from veerkracht.inputs.oddities import Oddity


def inspect_xls(path: Path) -> list[Oddity]:
    """Errors, formulas without a result, hidden rows, merged cells and percentages in an .xls.

    A file that xlrd cannot read gives nothing: the reader of cells refuses it. A formula with an
    empty text as its result cannot be told from one without a result, so both are named.
    """
    import xlrd

    try:
        book = xlrd.open_workbook(str(path), formatting_info=True, logfile=_Silence())
    except Exception:  # xlrd raises errors of any kind on damaged data
        return []
    return [oddity for sheet in book.sheets() for oddity in _odd_cells(book, sheet)]


def _odd_cells(book: Any, sheet: Any) -> Iterator[Oddity]:
    """The oddities of one sheet, row by row, then the merged cells."""
    import xlrd

    for row in range(sheet.nrows):
        filled = False
        for column, cell in enumerate(sheet.row(row)):
            filled = filled or bool(cell.value) or cell.ctype == xlrd.XL_CELL_ERROR
            place = (sheet.name, row + 1, column)
            if cell.ctype == xlrd.XL_CELL_ERROR:
                yield Oddity(*place, "error", xlrd.error_text_from_code.get(cell.value, "#FOUT"))
            elif cell.ctype == xlrd.XL_CELL_TEXT and not cell.value:
                yield Oddity(*place, "formula")
            elif cell.ctype == xlrd.XL_CELL_NUMBER and _is_percent(book, cell):
                yield Oddity(*place, "percent")
        if filled and row in sheet.rowinfo_map and sheet.rowinfo_map[row].hidden:
            yield Oddity(sheet.name, row + 1, 0, "hidden")
    for top, bottom, left, right in sheet.merged_cells:
        text = f"{bottom - top} bij {right - left} cellen"
        yield Oddity(sheet.name, top + 1, left, "merged", text)


def _is_percent(book: Any, cell: Any) -> bool:
    """Whether a cell is shown as a percentage."""
    style = book.xf_list[cell.xf_index]
    known = book.format_map.get(style.format_key)
    return known is not None and "%" in known.format_str


class _Silence:
    """Where xlrd may write what it thinks of a file."""

    def write(self, text: str) -> None:
        """Leave it."""

    def flush(self) -> None:
        """Nothing to do."""
