"""The long table of a municipal dashboard."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from veerkracht.faults import Fault
from veerkracht.inputs.indicators.lines import read_lines
from veerkracht.inputs.indicators.measured import Measured
from veerkracht.inputs.schemas import schema

DESCRIPTION = "een lange tabel uit een dashboard; titels erboven en voetnoten eronder mogen"
OPTIONS = frozenset({"columns", "unit", "decimal"})


def read(path: Path, source: dict[str, Any], notes: list[Fault]) -> list[Measured]:
    """The values of the edition in `source`, an indicator a line."""
    return read_lines(path, source, schema("indicatoren"), notes)
