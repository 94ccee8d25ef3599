"""The rows of an export by its own heads, for layouts that do not know their columns beforehand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from veerkracht.faults import STOP, InputError
from veerkracht.inputs.containers import Head, read_table
from veerkracht.inputs.indicators.measured import MARKS
from veerkracht.inputs.safety import RESAVE
from veerkracht.inputs.sheets import HIDDEN_ROW, QUOTE_IT, UNHIDE, Sheet, letters
from veerkracht.inputs.values import clean, to_number

NOTE = re.compile(r"\*|bron\b|bronnen\b|noot\b|toelichting\b|let op|©|copyright", re.IGNORECASE)


@dataclass(frozen=True)
class Record:
    """One row by its heads; `place`: where it stands, in words, and its number.

    Where values of several rows were put together, `places` says of a column where that stood.
    `theme`, `part` and `bounds` (low, high, n -> the row with those) as in Measured.
    """

    place: str
    row: int
    values: dict[str, Any]
    places: dict[str, str] = field(default_factory=dict)
    theme: str = ""
    part: str = ""
    bounds: dict[str, Record] = field(default_factory=dict)

    def text(self, column: str) -> str:
        """What stands in a column, as text; empty where there is no such column."""
        return clean(self.values.get(column) or "") if column else ""

    def place_of(self, column: str) -> str:
        """Where the value of a column stands, in words."""
        return self.places.get(column, self.place)


@dataclass
class Records:
    """The rows below a header and its heads in order; `sheet` collects what is amiss at a cell."""

    sheet: Sheet
    heads: list[str]
    rows: list[Record]

    def stop(self) -> None:
        """Raise InputError with every fault so far."""
        if any(fault.level == STOP for fault in self.sheet.faults):
            raise InputError(self.sheet.faults)


def records_of(path: Path, items: list[dict[str, Any]], word: str) -> Records:
    """The items of a JSON as records; `word` is what they are called with their number."""
    heads = list(dict.fromkeys(head for item in items for head in item))
    rows = [
        Record(f"{word} {number}", number, {head: item.get(head) for head in heads})
        for number, item in enumerate(items, start=1)
    ]
    return Records(Sheet(str(path), "", []), heads, rows)


def read_records(path: Path, head: Head, unstack: Callable[[Sheet], None] | None = None) -> Records:
    """The rows below a header like `head` in a text file or a workbook.

    `unstack` makes one row of heads of several. Empty lines and footnotes are no rows. A line of
    another width, a head that stands there twice, an error or an empty formula is a fault at its
    place.
    """
    sheet = read_table(path, head)
    if unstack:
        unstack(sheet)
    heads = [clean(cell) for cell in sheet.cells[0]]
    while heads and not heads[-1]:
        heads.pop()
    for name, count in Counter(heads).items():
        if name and count > 1:
            places = " en ".join(letters(i) for i, other in enumerate(heads) if other == name)
            found = f"deze kop staat er {count} keer, als kolom {places}"
            advice = "Haal de export opnieuw op met koppen die verschillen, of hernoem er een."
            sheet.fault(sheet.first, name, found, "elke kop één keer", advice, quote=False)
    _tell_oddities(sheet, heads)
    rows = []
    where = "regel" if sheet.is_text else f"blad {sheet.name}, rij"
    width = len([name for name in heads if name])
    for number, line in sheet.below(sheet.first):
        # Most lines are full: only of the others each text need be looked at.
        is_full = len(line) >= len(heads) and all(map(str.strip, map(str, line)))
        if not is_full and is_note([*map(clean, line)], width):
            continue
        if len(line) < len(heads) or any(map(clean, line[len(heads) :])):
            found = f"{len(line)} velden"
            sheet.fault(number, "", found, f"{len(heads)} velden", QUOTE_IT, quote=False)
            continue
        values = {name: cell for name, cell in zip(heads, line, strict=False) if name}
        rows.append(Record(f"{where} {number}", number, values))
    bare = [i + 1 for i, name in enumerate(heads) if not name]
    if bare and rows:
        found = f"geen kop boven kolom {', '.join(map(str, bare))}"
        sheet.warn(sheet.first, "", found, "een kop", "De kolom wordt niet gelezen.", quote=False)
    return Records(sheet, [name for name in heads if name], rows)


def is_note(texts: list[str], width: int) -> bool:
    """A footnote or an empty line: fewer filled cells than heads, and no value among them."""
    filled = [text for text in texts if text]
    if len(filled) < 2:
        return True
    if len(filled) >= width:
        return False
    values = [x for x in filled[1:] if to_number(x) is not None or x.lower() in MARKS]
    return bool(NOTE.match(filled[0])) or (len(filled) == 2 and not values)


def _tell_oddities(sheet: Sheet, heads: list[str]) -> None:
    """Faults for cells of which a workbook shows something else than a reader gets."""
    for odd in sheet.odd:
        line = sheet.cells[odd.row - sheet.first] if odd.row > sheet.first else []
        # A footnote may well be merged over the columns.
        if sum(bool(clean(cell)) for cell in line) < (2 if odd.kind == "merged" else 0):
            continue
        if odd.row <= sheet.first or odd.kind not in ("error", "formula", "merged", "hidden"):
            continue
        if odd.kind == "hidden":
            if any(map(clean, line)):
                sheet.warn(odd.row, "", HIDDEN_ROW, "zichtbare rijen", UNHIDE, quote=False)
            continue
        column = heads[odd.column] if odd.column < len(heads) else ""
        text = odd.text or "een formule zonder bewaarde uitkomst"
        said = "één waarde per cel" if odd.kind == "merged" else "een waarde"
        found = f"samengevoegde cellen ({odd.text})" if odd.kind == "merged" else text
        sheet.fault(odd.row, column, found, said, RESAVE, quote=False)
