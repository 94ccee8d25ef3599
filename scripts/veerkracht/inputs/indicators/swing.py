"""Tables of Swing, the software behind most municipal dashboards: an area a row.

A head says what, of whom and when, as `eenzaam|65 jaar en ouder|2024`, or in a row each; totals
stand below.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from veerkracht.faults import Fault, InputError
from veerkracht.inputs.containers import NO_HEAD, Head
from veerkracht.inputs.indicators.measured import (
    ASK_DECIMAL,
    ASK_UNIT,
    Measured,
    decimal_mark,
    in_unit,
    open_text,
    read_value,
    unit_in,
)
from veerkracht.inputs.indicators.records import Record, Records, read_records
from veerkracht.inputs.indicators.stacked import STACKED, unstack
from veerkracht.inputs.values import is_total
from veerkracht.words import fold

DESCRIPTION = (
    "een brede tabel uit Swing: een gebied per rij, koppen als `indicator|categorie|jaar`, of "
    "elk op een eigen rij"
)
OPTIONS = frozenset({"unit", "decimal"})
YEAR = re.compile(r"(19|20)\d\d")
PERIOD = re.compile(r"\D*(19|20)\d\d.*")
# What Rotterdam calls a wijk is a buurt to CBS; dashboards use either word for it.
LEVELS = {"wijk": "wijk", "buurt": "wijk", "gebied": "gebied", "gemeente": "stad"}


@dataclass(frozen=True)
class _Column:
    """A column with figures: what its head says."""

    head: str
    indicator: str
    category: str
    year: int


def _count_heads(line: list[str]) -> int:
    """How many heads of a line end in a period after a bar."""
    return sum(bool(PERIOD.fullmatch(text.rpartition("|")[2])) for text in line if "|" in text)


HEAD = Head(_count_heads, 1, "een kopregel met koppen als 'indicator|2024'")


def read(path: Path, source: dict[str, Any], notes: list[Fault]) -> list[Measured]:
    """The figures of every area in the file; a row with a total is left out, with a word.

    Raises InputError for a head that stands there twice, for a period that is no year and for a
    cell that is no value.
    """
    table = _read_table(path)
    bare = [head for head in table.heads if "|" not in head]
    if not bare or not bare[0]:
        expected, row = "een kop boven de gebieden, bijvoorbeeld Wijken", table.sheet.first
        raise InputError([Fault(str(path), table.sheet.name, row, "", "geen kop", expected)])
    areas, *others = bare
    codes = [head for head in others if "cod" in fold(head)]
    for head in others:
        if head not in codes:
            table.sheet.warn(table.sheet.first, head, head, "een kop als 'indicator|2024'",
                             "Deze kolom wordt niet gelezen.")  # fmt: skip
    columns = _columns(table)
    cells = [record.values[column.head] for record in table.rows for column in columns]
    decimal = decimal_mark(source.get("decimal"), cells)
    if not decimal:
        table.sheet.fault(0, "", open_text(cells), *ASK_DECIMAL)
    rows = []
    for record in table.rows:
        name = record.text(areas)
        if is_total(name):
            advice = "Deze rij telt niet mee."
            table.sheet.warn(record.row, areas, name, "een gebied, geen totaal", advice)
        elif not name:
            table.sheet.fault(record.row, areas, "", "de naam van een gebied", "Vul de cel.")
        else:
            code = record.text(codes[0]) if codes else None
            area = (name, _level(areas, name, source), code)
            rows += _measure(table, record, columns, {**source, "decimal": decimal}, area)
    table.stop()
    notes += table.sheet.faults
    return rows


def _read_table(path: Path) -> Records:
    """The rows below heads with bars, or else below heads of several rows."""
    try:
        return read_records(path, HEAD)
    except InputError as error:
        if not any(fault.found.startswith(NO_HEAD) for fault in error.faults):
            raise
        try:
            return read_records(path, STACKED, unstack)
        except InputError as other:
            if any(fault.found.startswith(NO_HEAD) for fault in other.faults):
                raise error from other
            raise


def _columns(table: Records) -> list[_Column]:
    """The columns with figures; a fault for each of which the period is no year."""
    columns = []
    for head in table.heads:
        what, bar, period = head.rpartition("|")
        if not bar:
            continue
        if not YEAR.fullmatch(period.strip()):
            expected = "een kop die eindigt op een jaar, als 'indicator|2024'"
            table.sheet.fault(table.sheet.first, head, head, expected, "Kies in Swing jaren.")
            continue
        indicator, _, category = what.partition("|")
        category = category.replace("|", ", ").strip()
        columns.append(_Column(head, indicator.strip(), category, int(period)))
    return columns


def _level(head: str, name: str, source: dict[str, Any]) -> str | None:
    """Wijk, gebied or stad: the city by its name, the rest by the head of the column."""
    if fold(name) == fold(source.get("city", "")):
        return "stad"
    return next((level for word, level in LEVELS.items() if fold(head).startswith(word)), None)


def _measure(
    table: Records,
    record: Record,
    columns: list[_Column],
    source: dict[str, Any],
    area: tuple[str, str | None, str | None],
) -> list[Measured]:
    """The figures of one area; a fault for every cell that is no value."""
    rows = []
    name, level, code = area
    for column in columns:
        cell = record.values[column.head]
        value = read_value(cell, source["decimal"])
        if value is None:
            said = "een getal, of een van de tekens . - x ?"
            table.sheet.fault(record.row, column.head, cell, said)
            continue
        unit = source.get("unit", "") or unit_in(column.indicator)
        shown = in_unit(value, unit)
        if shown is None:
            said = f"een getal in de eenheid {unit}"
            table.sheet.fault(record.row, column.head, cell, said, ASK_UNIT)
            continue
        label = f"{column.indicator}: {column.category}" if column.category else column.indicator
        rows.append(
            Measured(
                area=name,
                area_code=code,
                level=level,
                year=column.year,
                indicator=column.indicator,
                label=label,
                theme=column.category,
                value=shown[0],
                mark=value.mark,
                unit=shown[1],
                cell=f"{record.place}, {column.head}",
            )
        )
    return rows
