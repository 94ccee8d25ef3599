"""The coding workbook of one year as rows: reading, and the checks that need nothing but a row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from veerkracht.faults import WARNING, Fault, InputError
from veerkracht.inputs.changes import AUTOMATIC, Change
from veerkracht.inputs.containers import pick_sheet, read_workbook, rows_elsewhere
from veerkracht.inputs.corrections import Corrections
from veerkracht.inputs.headers import find_header
from veerkracht.inputs.rows import Row, read_rows
from veerkracht.inputs.schemas import schema
from veerkracht.inputs.sheets import Sheet
from veerkracht.inputs.workbooks import (
    CODING_SHEETS,
    OPTIONAL_SHEETS,
    copies_of,
    own_sheet_advice,
)
from veerkracht.words import fold

# Sheets of the empty workbook that hold no data.
OTHER_SHEETS = ("codeboek", "leesmij")


@dataclass
class YearBook:
    """The workbook of a year: `sheets` and `rows` by name; what cannot be read is not among them.

    `faults` are those of no sheet; a sheet keeps its own. `changes`: what was decided on the rows.
    `is_own`: it comes from own sheets that config.yaml describes; `is_long`: a party has more rows.
    """

    year: int
    sheets: dict[str, Sheet] = field(default_factory=dict)
    rows: dict[str, list[Row]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    is_own: bool = False
    is_long: bool = False

    def add(self, name: str, sheet: Sheet) -> None:
        """Read the rows of a sheet of ours."""
        self.sheets[name] = sheet
        self.rows[name] = read_rows(sheet, schema(name))

    def note(
        self,
        change: str,
        sheet: Sheet,
        row: int,
        found: str,
        becomes: str,
        reason: str = "",
        who: str = AUTOMATIC,
    ) -> None:
        """Write a decision in the log."""
        place = (sheet.label, sheet.name, row)
        self.changes.append(Change(change, *place, found, becomes, reason, who, self.year))


def read_book(year: int, path: Path, corrections: Corrections) -> YearBook:
    """The rows of every sheet after corrections; what is amiss becomes a fault of the book."""
    book = YearBook(year)
    try:
        sheets = read_workbook(path, [schema(name) for name in CODING_SHEETS])
    except InputError as error:
        book.faults += error.faults
        return book
    here = {fold(title) for title in sheets}
    if here and here.isdisjoint(CODING_SHEETS):
        book.faults.append(_no_workbook(path, sheets))
        return book
    for name in CODING_SHEETS:
        if name in OPTIONAL_SHEETS and fold(name) not in here:
            continue
        try:
            sheet = pick_sheet(sheets, name, str(path))
        except InputError as error:
            book.faults += error.faults
            continue
        corrections.apply(sheet, find_header(sheet, schema(name)), [name], path.name, year)
        book.add(name, sheet)
        if not book.rows[name]:
            book.faults += rows_elsewhere(sheets, sheet, schema(name))
    book.faults += [*_unread_sheets(sheets, path), *_copies(path, year)]
    return book


def _no_workbook(path: Path, sheets: dict[str, Sheet]) -> Fault:
    """A file without any of our sheets: most likely the sheet that a researcher kept before."""
    found = f"{'de bladen' if len(sheets) > 1 else 'het blad'} {', '.join(sheets)}"
    expected = f"de bladen {', '.join(CODING_SHEETS)}"
    return Fault(str(path), found=found, expected=expected, advice=own_sheet_advice(path))


def _copies(path: Path, year: int) -> Iterator[Fault]:
    """A warning for every file beside the workbook that may be another version of it."""
    for copy in copies_of(path, year):
        advice = f"Alleen {path.name} wordt gelezen. Is dat de laatste?"
        yield Fault(str(path), "", 0, "", copy.name, f"één werkmap van {year}", advice, WARNING)


def _unread_sheets(sheets: dict[str, Sheet], path: Path) -> list[Fault]:
    """A warning for every sheet that holds something and is not read."""
    read = {fold(name) for name in (*CODING_SHEETS, *OTHER_SHEETS)}
    expected, advice = f"een van {', '.join(CODING_SHEETS)}", "Dit blad wordt niet gelezen."
    return [
        Fault(str(path), name, 0, "", "een ander blad", expected, advice, WARNING)
        for name, sheet in sheets.items()
        if fold(name) not in read and any(any(row) for row in sheet.cells)
    ]
