"""Faults in what a user delivered: collected, sorted and told in Dutch, all at once."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Fault:
    """One fault at one place. `row` is the row as the spreadsheet shows it (1 = first line).

    `sheet`, `row` and `column` stay empty (0 for `row`) where the fault has no such place.
    """

    file: str
    sheet: str = ""
    row: int = 0
    column: str = ""
    found: str = ""
    expected: str = ""
    advice: str = ""

    def __str__(self) -> str:
        place = [self.file]
        if self.sheet:
            place.append(f"blad {self.sheet}")
        if self.row:
            place.append(f"rij {self.row}")
        if self.column:
            place.append(f"kolom {self.column}")
        parts = []
        if self.found:
            parts.append(f"gevonden: {self.found}")
        if self.expected:
            parts.append(f"verwacht: {self.expected}")
        text = f"{', '.join(place)}: {'; '.join(parts)}"
        return f"{text}. {self.advice}" if self.advice else f"{text}."


class InputError(Exception):
    """The input cannot be used; `faults` holds every reason, `str()` prints them in Dutch."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = sorted(set(faults))
        super().__init__(str(self))

    def __str__(self) -> str:
        count = len(self.faults)
        head = "1 fout" if count == 1 else f"{count} fouten"
        return "\n".join([f"{head} in de invoer:", *(f"  - {fault}" for fault in self.faults)])


def nearest(word: str, known: Iterable[str]) -> str:
    """A Dutch hint with the known word that looks most like `word`, or an empty text."""
    lowered = {name.lower(): name for name in known}
    found = difflib.get_close_matches(word.lower(), lowered, n=1, cutoff=0.6)
    return f"Bedoelt u '{lowered[found[0]]}'?" if found else ""
