"""Heads of several rows above one column: an indicator, a category and a period below each other.

A dashboard merges what several columns share, so that a reader finds it above the first alone.
"""

from __future__ import annotations

import re

from veerkracht.inputs.containers import Head
from veerkracht.inputs.sheets import Sheet
from veerkracht.inputs.values import clean, to_number

PERIOD = re.compile(r"(19|20)\d\d(?![\d.,]).*")
# So many rows of heads are looked for above the one with periods.
MOST = 2


def _periods(line: list[str]) -> list[int]:
    """The columns with a period, in a line that has nothing else right of the first."""
    found = [index for index, text in enumerate(line) if PERIOD.fullmatch(text)]
    others = [text for text in line[found[0] :] if text] if found else []
    # What stands in the first column is an area, or a title.
    return found if len(found) == len(others) and 0 not in found else []


def _count_periods(line: list[str]) -> int:
    return len(_periods(line))


STACKED = Head(_count_periods, 1, "een rij met jaren onder of boven de indicatoren", above=MOST)


def unstack(sheet: Sheet) -> None:
    """Write the rows of heads as one, `indicator|category|period`; rows keep their numbers.

    The sheet begins at most `MOST` rows above its periods. What is right of a head and empty has
    that head too, up to the next one in its own row or in one above it.
    """
    lines = [[clean(cell) for cell in line] for line in sheet.cells[: MOST + 2]]
    at = next(index for index, line in enumerate(lines) if _periods(line))
    first = _periods(lines[at])[0]
    above = [line for line in lines[:at] if any(line[first:])]
    last, periods = at, lines[at]
    if not above and at + 1 < len(lines) and _are_heads(lines[at + 1], first):
        last, above = at + 1, [lines[at + 1]]
        periods = _filled(periods, first, [])
    if not above:
        expected = "de naam van de indicator boven of onder elk jaar"
        sheet.fault(sheet.first + at, "", "alleen jaren", expected, "Zet hem erbij.", quote=False)
    shared = [_filled(line, first, above[:index]) for index, line in enumerate(above)]
    heads = []
    for index in range(max(map(len, lines[: last + 1]))):
        texts = [line[index] for line in lines[: last + 1] if index < len(line)]
        alone = next(filter(None, reversed(texts)), "")
        parts = [line[index] for line in (*shared, periods) if index < len(line) and line[index]]
        heads.append("|".join(parts) if index >= first else alone)
    sheet.cells = [heads, *sheet.cells[last + 1 :]]
    sheet.first += last


def _are_heads(line: list[str], first: int) -> bool:
    """Whether a row is one of heads: texts right of the first, none of them a value."""
    texts = [text for text in line[first:] if text]
    return bool(texts) and all(to_number(text) is None and len(text) > 1 for text in texts)


def _filled(line: list[str], first: int, above: list[list[str]]) -> list[str]:
    """A row of heads from column `first`, each also above the empty cells that share it."""
    filled = [""] * first
    for index, text in enumerate(line[first:], start=first):
        starts = index == first or any(index < len(other) and other[index] for other in above)
        filled.append(text if text or starts else filled[-1])
    return filled
