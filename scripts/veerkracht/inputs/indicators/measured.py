"""One value as any layout gives it, and the signs that stand where there is none.

A value that is missing, unreliable or suppressed is empty with a mark that says which: never zero.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from veerkracht.inputs.values import clean, to_number

MISSING = "ontbreekt"
MARKS = {"": MISSING, ".": MISSING, "-": "nihil", "x": "onderdrukt", "?": "onbetrouwbaar"}


class Value(NamedTuple):
    """A number, or none and the mark that says why."""

    number: float | None
    mark: str = ""


@dataclass(frozen=True)
class Measured:
    """A value with its area, year, indicator and place; the columns of the canonical table.

    `level`: wijk, gebied, stad or None; `part`: index, subjectief, objectief, model (estimated) or
    empty; `low` and `high`: bounds of the 95 % margin; `cell`: where it stands in its file.
    """

    area: str
    year: int
    indicator: str
    label: str
    value: float | None
    unit: str
    cell: str
    area_code: str | None = None
    level: str | None = None
    theme: str = ""
    part: str = ""
    n: int | None = None
    low: float | None = None
    high: float | None = None
    mark: str = ""


def read_value(cell: object, decimal: str = "komma") -> Value | None:
    """The value of a cell; None when it is neither a number nor a mark."""
    text = clean(cell)
    # "1.234" is a thousand with a decimal comma; with a decimal point it is a little over one.
    is_point = decimal == "punt" and re.fullmatch(r"-?\d+\.\d+", text)
    number = float(text) if is_point else to_number(cell)
    if number is not None:
        return Value(number)
    return Value(None, MARKS[text.lower()]) if text.lower() in MARKS else None


def unit_in(heading: str) -> str:
    """The unit in a heading: between brackets at its end, else by how it begins; else getal."""
    inside = re.search(r"\(([^()]*)\)\s*$", heading)
    if inside:
        return in_our_words(inside[1])
    return "procent" if heading.lower().startswith(("perc", "p_", "%")) else "getal"


def in_our_words(unit: str) -> str:
    """What an export calls a unit, as our tables call it."""
    return {"%": "procent", "aantal": "getal"}.get(unit.strip().lower(), unit.strip())
