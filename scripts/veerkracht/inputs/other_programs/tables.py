"""A table of another program, and the words that programs use above their columns."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from veerkracht.faults import Fault, InputError
from veerkracht.inputs.sheets import QUOTE_IT, Sheet
from veerkracht.inputs.values import clean
from veerkracht.words import fold

Rows = dict[str, list[dict[str, object]]]
# The ends of an edge, and the column of the nodes they refer to (empty: the name of the node).
ENDS = (
    ("networkcanvassourceuuid", "networkcanvastargetuuid", "networkcanvasuuid"),
    ("from", "to", ""),
    ("source", "target", "id"),
)
LABELS = ("label", "name", "naam")
PROGRAMS = (
    "Kumu, Gephi (GEXF, GraphML of CSV), Network Canvas, ATLAS.ti, MAXQDA, Taguette, QualCoder of "
    "REFI-QDA (.qdpx)"
)


@dataclass(frozen=True)
class Table:
    """A table of another program: `rows` are (row as shown, texts by folded column)."""

    file: str
    sheet: str
    rows: list[tuple[int, dict[str, str]]]
    heads: dict[str, str]

    def first(self, names: Iterable[str]) -> str:
        """The first of `names` that is a column here, or an empty text."""
        return next((name for name in names if name in self.heads), "")

    def ends(self) -> tuple[str, str, str] | None:
        """The columns with the ends of an edge and the kind of key in them, if this is a list."""
        return next((ends for ends in ENDS if {*ends[:2]} <= {*self.heads}), None)

    def is_nodes(self) -> bool:
        """Whether this lists nodes; only Network Canvas lets its users name the name column."""
        return (
            "label" in self.heads
            or bool("networkcanvasuuid" in self.heads and self.first(LABELS))
            or next(iter(self.heads), "") == "id"
        )

    def fault(self, row: int, column: str, found: str, expected: str, advice: str = "") -> Fault:
        """A fault at a cell of this table; `column` is the folded name."""
        head = self.heads.get(column, column)
        return Fault(self.file, self.sheet, row, head, found, expected, advice)


def table_of(sheet: Sheet) -> Table | None:
    """The rows below the first line that is not empty; None for an empty sheet."""
    lines = [
        (number, [_undo(clean(cell)) for cell in cells])
        for number, cells in enumerate(sheet.cells, start=sheet.first)
    ]
    lines = [(number, texts) for number, texts in lines if any(texts)]
    if not lines:
        return None
    heads = lines[0][1]
    names = {fold(head): head for head in heads if head}
    table = Table(sheet.file, sheet.name, [], names)
    faults = []
    for number, texts in lines[1:]:
        # A text with a delimiter but no quotation marks shifts: its end has no head above it.
        if loose := [t for h, t in zip_longest(heads, texts, fillvalue="") if t and not h]:
            expected = "alleen waarden onder een kop"
            faults.append(table.fault(number, "", f"'{loose[0][:80]}'", expected, QUOTE_IT))
        values = dict(zip_longest(map(fold, heads), texts[: len(heads)], fillvalue=""))
        table.rows.append((number, values))
    if faults:
        raise InputError(faults)
    return table


def _undo(text: str) -> str:
    """Take away the apostrophe that some programs put before a would-be formula."""
    return text[1:] if re.match("'[=+@-]", text) else text


@contextmanager
def open_zip(file: Path) -> Iterator[zipfile.ZipFile]:
    """A zip to read from; damage and a password raise InputError, also while reading."""
    try:
        with zipfile.ZipFile(file) as archive:
            yield archive
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError) as error:
        found = "een beschadigd bestand, of een met een wachtwoord"
        raise refuse(file, found, f"een export van {PROGRAMS}") from error


def refuse(file: Path, found: str, expected: str, advice: str = "") -> InputError:
    """A fault of a whole file, to raise."""
    return InputError([Fault(str(file), found=found, expected=expected, advice=advice)])
