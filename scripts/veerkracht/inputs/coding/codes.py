"""Codes over the years: one spelling for what is the same, a question for what may be the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from veerkracht.inputs.coding.books import YearBook
from veerkracht.inputs.names import SAME
from veerkracht.inputs.rows import Row
from veerkracht.inputs.schemas import schema
from veerkracht.words import fold

# Sheet -> its columns that hold codes, each with a list of codes of its own.
COLUMNS = {
    "initiatieven": ("thema", "doelgroep", "hulpbronnen", "belemmeringen"),
    "codeurs": ("code",),
}
# A rare code may be a slip of one that is used so many times as often.
TIMES, RARE = 3, 2
ALIKE, SHORTEST = 88, 4


@dataclass(frozen=True)
class _Cell:
    """A cell with codes: its workbook, sheet, row and column."""

    book: YearBook
    sheet: str
    row: Row
    column: str

    @property
    def codes(self) -> list[str]:
        """The codes in the cell."""
        value = self.row[self.column]
        return value if isinstance(value, list) else [value] if value else []


def settle_codes(books: list[YearBook]) -> None:
    """Give codes that differ in case, accents or signs one spelling; ask about those that look so.

    The spelling that is used most stays, and the change goes to the log of its workbook. A code
    that joins others with a comma, or looks like one that is used far more, gets a warning.
    """
    for sheet, columns in COLUMNS.items():
        for column in columns:
            cells = [cell for book in books for cell in _cells(book, sheet, column)]
            _unite(cells)
            counts = Counter(code for cell in cells for code in cell.codes)
            for cell in cells:
                for code in cell.codes:
                    _ask(cell, code, counts)


def _cells(book: YearBook, sheet: str, column: str) -> Iterator[_Cell]:
    for row in book.rows.get(sheet, []):
        yield _Cell(book, sheet, row, column)


def _unite(cells: list[_Cell]) -> None:
    """Replace every spelling by the one that is used most; of two the first in the alphabet."""
    spellings: dict[str, Counter[str]] = {}
    for cell in cells:
        for code in cell.codes:
            spellings.setdefault(fold(code), Counter())[code] += 1
    kept = {
        print_: min(counts, key=lambda code: (-counts[code], code))
        for print_, counts in spellings.items()
    }
    for cell in cells:
        united = [kept[fold(code)] for code in cell.codes]
        if united == cell.codes:
            continue
        for code, other in zip(cell.codes, united, strict=True):
            if code != other:
                reason = "alleen hoofdletters, accenten of leestekens"
                place = (cell.book.sheets[cell.sheet], cell.row.number)
                cell.book.note(SAME, *place, code, other, reason)
        is_list = schema(cell.sheet).fields[cell.column].type == "list"
        # Rows share the value of an equal cell, so a new list and never a change of the old one.
        cell.row.values[cell.column] = list(dict.fromkeys(united)) if is_list else united[0]


def _ask(cell: _Cell, code: str, counts: Counter[str]) -> None:
    """A warning for a code that may be several, or a slip of another one."""
    sheet = cell.book.sheets[cell.sheet]
    pieces = [piece.strip() for piece in code.split(",")]
    if len(pieces) > 1 and all(piece in counts for piece in pieces):
        told = " en ".join(f"'{piece}'" for piece in pieces)
        advice = "Zijn dit meer codes? Scheid ze met een puntkomma."
        sheet.warn(cell.row.number, cell.column, code, f"één code; {told} bestaan ook", advice)
    elif likely := _slip_of(code, counts):
        expected = f"een code die niet op '{likely}' lijkt ({counts[likely]} keer gebruikt)"
        advice = "Is het dezelfde code? Verbeter de cel, of zet de verbetering in correcties.yaml."
        sheet.warn(cell.row.number, cell.column, code, expected, advice)


def _slip_of(code: str, counts: Counter[str]) -> str:
    """The code that a rare one may be a slip of, or an empty text."""
    from rapidfuzz import fuzz
    from rapidfuzz.distance import OSA

    if counts[code] > RARE or len(code) < SHORTEST:
        return ""
    often = [other for other in counts if counts[other] >= TIMES * counts[code] and other != code]
    alike = [
        other
        for other in often
        if OSA.distance(fold(code), fold(other), score_cutoff=1) <= 1
        or fuzz.token_sort_ratio(code, other) >= ALIKE
    ]
    return max(alike, key=lambda other: counts[other], default="")
