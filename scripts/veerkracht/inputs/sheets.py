"""A sheet as it stands in its file: every cell keeps its place, every fault is collected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from veerkracht.faults import STOP, WARNING, Fault
from veerkracht.inputs.oddities import Oddity

LONGEST_QUOTE = 100
QUOTE_IT = "Zet een tekst met een scheidingsteken of een regeleinde tussen aanhalingstekens."
HIDDEN_ROW, UNHIDE = "een verborgen rij", "De rij telt mee: maak haar zichtbaar of wis haar."


@dataclass
class Sheet:
    """A sheet as read: its place and its cells, before any meaning is given to them.

    `cells`: list of rows of values (text, float, bool, date or empty text), from row `first`.
    `is_text`: it came from a text file, in which every row must have as many fields as the header.
    `wrong`: the cells (row, column name) with a fault: one cause is told once. `headings`: column
    name -> what the file writes above it, where that is another text. `unquoted`: columns of which
    no remark repeats what stands there.
    """

    file: str
    name: str
    cells: list[list[Any]]
    first: int = 1
    is_text: bool = False
    hidden: bool = False
    odd: list[Oddity] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    wrong: set[tuple[int, str]] = field(default_factory=set)
    headings: dict[str, str] = field(default_factory=dict)
    unquoted: set[str] = field(default_factory=set)

    def fault(
        self,
        row: int,
        column: str,
        found: object,
        expected: str,
        advice: str = "",
        *,
        level: str = STOP,
        quote: bool = True,
    ) -> None:
        """Note a fault at a cell of this sheet; `quote` when `found` is what stands in the cell."""
        text = str(found)
        if len(text) > LONGEST_QUOTE:
            text = f"{text[:LONGEST_QUOTE]}… ({len(text)} tekens)"
        text = f"'{text}'" if quote else text
        if quote and found and column in self.unquoted:
            text = "een tekst die hier niet wordt herhaald"
        title = self.headings.get(column, column)
        self.faults.append(Fault(self.file, self.name, row, title, text, expected, advice, level))
        if level == STOP:
            self.wrong.add((row, column))

    def warn(
        self,
        row: int,
        column: str,
        found: object,
        expected: str,
        advice: str = "",
        *,
        quote: bool = True,
    ) -> None:
        """Note something odd but readable."""
        self.fault(row, column, found, expected, advice, level=WARNING, quote=quote)

    @property
    def title(self) -> str:
        """The sheet in a sentence; a text file has no sheets."""
        return f"blad {self.name}" if self.name else f"het bestand {self.label}"

    @cached_property
    def label(self) -> str:
        """The file, short enough for a table; a .csv of a workbook with its folder."""
        path = Path(self.file)
        return f"{path.parent.name}/{path.name}" if self.is_text and self.name else path.name

    def ref(self, row: int) -> str:
        """Where a row is to be found: `2023.xlsx!relaties!14`, of a text `tabel.csv!14`."""
        return "!".join(filter(None, (self.label, self.name, str(row))))

    def below(self, row: int) -> Iterator[tuple[int, list[Any]]]:
        """The rows under row `row`, each with the number that the spreadsheet shows."""
        return enumerate(self.cells[row + 1 - self.first :], start=row + 1)


def letters(index: int) -> str:
    """The letters of a column as a spreadsheet shows them: 0 is A, 26 is AA."""
    text = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        text = chr(65 + rest) + text
    return text
