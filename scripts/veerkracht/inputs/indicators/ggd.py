"""Percentages of the GGD, with the number of answers and the bounds of the margin."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from veerkracht.faults import Fault
from veerkracht.inputs.indicators.lines import Names, read_lines
from veerkracht.inputs.indicators.measured import Measured
from veerkracht.inputs.rows import Row
from veerkracht.inputs.schemas import schema
from veerkracht.inputs.sheets import Sheet

DESCRIPTION = "percentages met aantal en marge"
OPTIONS = frozenset({"columns", "unit", "decimal"})


def read(path: Path, source: dict[str, Any], notes: list[Fault]) -> list[Measured]:
    """The percentages of the edition in `source`, an indicator and age group a line."""
    percent = {"unit": "procent", **source}
    return read_lines(path, percent, schema("gezondheid"), notes, _check_margin)


def _check_margin(sheet: Sheet, row: Row, names: Names, value: float | None) -> None:
    """Faults for a percentage beyond 0 to 100, and for bounds that do not hold it between them."""
    low, high = row["ondergrens"], row["bovengrens"]
    if value is not None and not 0 <= value <= 100:
        column, found = names.get("waarde", "waarde"), row["waarde"]
        sheet.fault(row.number, column, found, "een percentage van 0 tot en met 100")
    elif (low is None) != (high is None):
        column = names.get("ondergrens", "ondergrens")
        sheet.fault(row.number, column, "", "twee grenzen of geen", "Vul de andere grens in.")
    elif low is not None and high is not None and low > high:
        column, said = names.get("ondergrens", "ondergrens"), f"ten hoogste de bovengrens, {high:g}"
        sheet.fault(row.number, column, low, said, "Zijn de grenzen verwisseld?")
    elif value is not None and not (low is None or high is None or low <= value <= high):
        column, said = names.get("waarde", "waarde"), f"tussen de grenzen {low:g} en {high:g}"
        sheet.fault(row.number, column, row["waarde"], said, "Hoort de marge bij een andere rij?")
