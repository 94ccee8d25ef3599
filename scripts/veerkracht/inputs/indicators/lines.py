"""Long tables: one value a line, in columns that an export may call by names of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from veerkracht.faults import Fault, warnings_of
from veerkracht.inputs.containers import head_with, read_table
from veerkracht.inputs.indicators.measured import (
    ASK_DECIMAL,
    ASK_UNIT,
    Measured,
    Value,
    decimal_mark,
    in_our_words,
    in_unit,
    open_text,
    read_value,
)
from veerkracht.inputs.indicators.records import is_note
from veerkracht.inputs.rows import Row, read_rows
from veerkracht.inputs.schemas import Schema
from veerkracht.inputs.sheets import QUOTE_IT, Sheet
from veerkracht.inputs.values import clean
from veerkracht.words import fold

# Ours -> what the export calls that column.
Names = dict[str, str]


def read_lines(
    path: Path,
    source: dict[str, Any],
    expected: Schema,
    notes: list[Fault],
    check: Callable[[Sheet, Row, Names, float | None], None] | None = None,
) -> list[Measured]:
    """The values of a table with the columns of `expected`, of the edition that `source` names.

    `columns` in the source says how this export calls a column of ours. `check` gets every row with
    its value. `notes` gets what is odd; raises InputError with every fault.
    """
    names: Names = source.get("columns", {})
    sheet, typed = _with_our_columns(path, names, expected)
    rows = []
    others: Counter[str] = Counter()
    read = read_rows(sheet, expected)
    # A number of a workbook says nothing of the point in the texts beside it.
    texts = [row for row in read if row.number not in typed]
    decimal = decimal_mark(source.get("decimal"), (row["waarde"] for row in texts))
    if not decimal:
        asked = open_text(row["waarde"] for row in texts)
        row = next(row for row in texts if row["waarde"] == asked)
        sheet.fault(row.number, names.get("waarde", "waarde"), row["waarde"], *ASK_DECIMAL)
    for row in read:
        edition = row.values.get("uitgave") or source["edition"]
        if edition != source["edition"]:
            others[edition] += 1
            continue
        value = read_value(row["waarde"], "komma" if row.number in typed else decimal)
        if value is None:
            said = "een getal, of een van de tekens . - x ?"
            sheet.fault(row.number, names.get("waarde", "waarde"), row["waarde"], said)
            continue
        unit = source.get("unit", "") or in_our_words(row.values.get("eenheid") or "")
        shown = in_unit(value, unit)
        if shown is None:
            said = f"een getal in de eenheid {unit}"
            sheet.fault(row.number, names.get("waarde", "waarde"), row["waarde"], said, ASK_UNIT)
            continue
        if check:
            check(sheet, row, names, value.number)
        word = "regel" if sheet.is_text else f"blad {sheet.name}, rij"
        rows.append(_measured(row, value, shown, source.get("unit", ""), word))
    for edition, count in sorted(others.items()):
        found, said = f"{count} waarden van uitgave {edition}", f"uitgave {source['edition']}"
        sheet.warn(0, "uitgave", found, said, "Deze waarden doen niet mee.", quote=False)
    notes += sheet.faults
    warnings_of(notes)
    return rows


def _with_our_columns(path: Path, names: Names, expected: Schema) -> tuple[Sheet, set[int]]:
    """The table with our names above it, without other columns and footnotes; rows keep numbers.

    Also the rows of which the value is a number in a workbook, and no text.
    """
    needed = [name for name, field in expected.fields.items() if not field.optional]
    sheet = read_table(path, head_with(names.get(name, name) for name in needed))
    ours = {fold(theirs): name for name, theirs in names.items()}
    head = [ours.get(fold(clean(cell)), clean(cell)) for cell in sheet.cells[0]]
    width = len([cell for cell in head if cell])
    folded = [fold(cell) for cell in head]
    # A footnote becomes an empty row, so that every other row keeps its number.
    lines = [[] if is_note([*map(clean, line)], width) else line for line in sheet.cells[1:]]
    for number, line in enumerate(lines, start=sheet.first + 1):
        # In text a field too few shifts the rest to the left: the bounds would change places.
        is_short = sheet.is_text and 0 < len(line) < len(head)
        if is_short or any(clean(cell) for cell in line[len(head) :]):
            sheet.fault(number, "", ";".join(map(str, line)), f"{len(head)} velden", QUOTE_IT)
    # A column that we do not know is of no concern: exports hold more than we ask for.
    asked = {fold(name) for name in expected.fields}
    kept = [index for index, cell in enumerate(head) if fold(cell) in asked or not cell]
    # What a workbook hides in a column is told by the place that the column has now.
    sheet.odd = [
        replace(odd, column=kept.index(odd.column))
        for odd in sheet.odd
        if odd.column in kept and (odd.row <= sheet.first or lines[odd.row - sheet.first - 1])
    ]
    typed: set[int] = set()
    if "waarde" in folded:
        place = folded.index("waarde")
        typed = {n for n, line in enumerate(lines, sheet.first + 1) if _is_typed(line, place)}
        lines = [_with_comma(line, place) for line in lines]
    sheet.cells = [
        [line[index] if index < len(line) else "" for index in kept] for line in [head, *lines]
    ]
    return sheet, typed


def _is_typed(line: list[Any], place: int) -> bool:
    """Whether a cell of a row holds a number, not the text of one."""
    cell = line[place] if place < len(line) else None
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def _with_comma(line: list[Any], value: int) -> list[Any]:
    """The cells of a row with a number as its value as text that can only be read in one way.

    A workbook stores 87.123 as a number, which as the text 87.123 would be a thousand.
    """
    if not _is_typed(line, value):
        return line
    text = format(Decimal(repr(line[value])), "f").replace(".", ",")
    return [*line[:value], text, *line[value + 1 :]]


def _measured(
    row: Row, value: Value, shown: tuple[float | None, str], unit: str, word: str
) -> Measured:
    """A row as a value; an index that is no half of itself is the index, whatever it is called."""
    part = row.values.get("onderdeel") or ""
    is_whole = unit == "index" and fold(part) in ("", "totaal", "index")
    return Measured(
        area=row["gebied"],
        year=row["jaar"],
        indicator=row["indicator"],
        label=row["indicator"],
        theme=row.values.get("leeftijd") or "",
        level=row.values.get("niveau") or None,
        part="index" if is_whole else part,
        value=shown[0],
        unit=shown[1],
        n=row.values.get("n"),
        low=row.values.get("ondergrens"),
        high=row.values.get("bovengrens"),
        mark=value.mark,
        cell=f"{word} {row.number}",
    )
