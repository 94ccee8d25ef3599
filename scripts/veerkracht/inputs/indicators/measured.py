"""One value as any layout gives it, and the signs that stand where there is none.

A value that is missing, unreliable or suppressed is empty with a mark that says which: never zero.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from veerkracht.inputs.values import clean, to_number

MISSING, SUPPRESSED = "ontbreekt", "onderdrukt"
PERCENT, SHARE, NUMBER, INDEX = "procent", "aandeel", "getal", "index"
OUR_WORDS = {
    **dict.fromkeys(("%", "percentage", "percent", "procent", "pct", "perc", "in %"), PERCENT),
    **dict.fromkeys(("aantal", "abs", "absoluut", "getal"), NUMBER),
    **dict.fromkeys(("aandeel", "fractie", "deel van 1"), SHARE),
}
# What can only have a decimal point, only a decimal comma, and either a point or thousands.
POINT = re.compile(r"-?(\d+\.(\d{1,2}|\d{4,})|0\.\d+|\d{4,}\.\d+)")
COMMA = re.compile(r"-?(\d[\d.]*,\d+|\d{1,3}(\.\d{3}){2,})")
THOUSAND = re.compile(r"-?[1-9]\d{0,2}\.\d{3}")
LARGE = re.compile(r"-?[1-9]\d{0,2}((,\d{3})+\.\d+|(,\d{3}){2,})")
# Thousands as they are written where the decimal mark is a point; also a decimal comma by itself.
OTHER_THOUSAND = re.compile(r"-?[1-9]\d{0,2}(,\d{3})+(\.\d+)?")
ASK_DECIMAL = (
    "een getal waarvan de punt of komma maar één ding kan zijn",
    "Zet bij de bron decimal: komma (1.234 is duizend, 1,234 ruim een) of decimal: punt "
    "(andersom).",
)
ASK_UNIT = "Zet de eenheid goed (unit), of maak de cel op als getal."
MARKS = {"": MISSING, ".": MISSING, "-": "nihil", "x": SUPPRESSED, "?": "onbetrouwbaar"}


class Value(NamedTuple):
    """A number, or none and the mark that says why; `unit` where the cell itself says it: 45 %."""

    number: float | None
    mark: str = ""
    unit: str = ""


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
    if text.endswith("%"):
        # No percentage has thousands: a comma is that of a decimal.
        share = read_value(text[:-1], "komma" if "," in text else decimal)
        return Value(share.number, "", PERCENT) if share and share.number is not None else None
    # "1.234" is a thousand with a decimal comma; with a decimal point it is a little over one.
    if decimal == "punt" and OTHER_THOUSAND.fullmatch(text):
        return Value(float(text.replace(",", "")))
    is_point = decimal == "punt" and re.fullmatch(r"-?\d+\.\d+", text)
    number = float(text) if is_point else to_number(cell)
    if number is not None:
        return Value(number)
    return Value(None, MARKS[text.lower()]) if text.lower() in MARKS else None


def in_unit(value: Value, unit: str) -> tuple[float | None, str] | None:
    """The number of a value and its unit, when `unit` is what the export says of its column.

    None where a cell says 45 % and the column is no share at all.
    """
    if not value.unit or unit == value.unit:
        return value.number, unit
    if unit == SHARE and value.number is not None:
        return value.number / 100, unit
    return (value.number, value.unit) if unit in ("", NUMBER) else None


def decimal_mark(given: str | None, cells: Iterable[object]) -> str:
    """The decimal mark of the texts in a column: as `given`, else as they show it.

    Empty where a text as 1.234 or 1,234 can be a thousand or a little over one, and nothing else
    tells.
    """
    if given:
        return given
    texts = [cell.strip("% ") for cell in cells if isinstance(cell, str)]
    points = any(POINT.fullmatch(text) or LARGE.fullmatch(text) for text in texts)
    commas = any(COMMA.fullmatch(text) and not OTHER_THOUSAND.fullmatch(text) for text in texts)
    if points and not commas:
        return "punt"  # among points 1,234 is a thousand
    is_open = any(map(THOUSAND.fullmatch, texts))
    if not commas:
        is_open = is_open or any(map(OTHER_THOUSAND.fullmatch, texts))
    return "" if is_open and points == commas else "komma"


def open_text(cells: Iterable[object]) -> str:
    """The first text of which `decimal_mark` could not tell what its point or comma is."""
    unclear = (THOUSAND, OTHER_THOUSAND)
    return next(
        cell
        for cell in cells
        if isinstance(cell, str) and any(sign.fullmatch(cell.strip("% ")) for sign in unclear)
    )


def unit_in(heading: str) -> str:
    """The unit in a heading: between brackets at its end, else by how it begins; else getal."""
    inside = re.search(r"\(([^()]*)\)\s*$", heading)
    if inside:
        return in_our_words(inside[1])
    return PERCENT if heading.lower().startswith(("perc", "p_", "%")) else NUMBER


def in_our_words(unit: str) -> str:
    """What an export calls a unit, as our tables call it."""
    text = unit.strip().lower()
    if text.startswith("index"):  # indexpunt, indexcijfer (2014=100)
        return INDEX
    return OUR_WORDS.get(text, unit.strip())
