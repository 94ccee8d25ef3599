"""What is wrong or odd in what a user delivered: collected, sorted, told in Dutch, all at once."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from veerkracht.personal import HIDDEN, kind_in, masked

STOP = "fout"
WARNING = "let op"
LONGEST = 600


@dataclass(frozen=True, order=True)
class Fault:
    """One remark at one place. `row` is the row as the spreadsheet shows it (1 = first line).

    `sheet`, `row` and `column` stay empty (0 for `row`) where the remark has no such place. A
    `level` of `fout` stops the build; `let op` is odd but readable. What looks personal is left
    out, wherever it came from: remarks go to the screen, to logs and to mail.
    """

    file: str
    sheet: str = ""
    row: int = 0
    column: str = ""
    found: str = ""
    expected: str = ""
    advice: str = ""
    level: str = STOP

    def __post_init__(self) -> None:
        if kind := kind_in(self.found):
            object.__setattr__(self, "found", f"{kind}, {HIDDEN}")
        for name in ("sheet", "column", "expected", "advice"):
            object.__setattr__(self, name, masked(getattr(self, name)))
        if len(self.found) > LONGEST:
            rest = len(self.found) - LONGEST
            object.__setattr__(self, "found", f"{self.found[:LONGEST]}… (en {rest} tekens meer)")

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
    """The input cannot be used. `faults`: reasons and warnings; `str()` tells the reasons.

    `about`: where the faults are, for what is refused while nothing is wrong with the input.
    """

    def __init__(self, faults: Iterable[Fault], about: str = "in de invoer") -> None:
        self.faults, self.about = sorted(set(faults)), about
        super().__init__(str(self))

    def __str__(self) -> str:
        reasons = [fault for fault in self.faults if fault.level == STOP]
        head = "1 fout" if len(reasons) == 1 else f"{len(reasons)} fouten"
        typed = all(fault.file.startswith(("--config", "opdracht ")) for fault in reasons)
        where = "in de opdracht" if typed else self.about
        return "\n".join([f"{head} {where}:", *(f"  - {fault}" for fault in reasons)])


def warnings_of(faults: Iterable[Fault]) -> list[Fault]:
    """The warnings in `faults`, sorted, each once; raises InputError when there is a fault."""
    ordered = sorted(set(faults))
    if any(fault.level == STOP for fault in ordered):
        raise InputError(ordered)
    return ordered


def nearest(word: str, known: Iterable[str]) -> str:
    """A Dutch hint with the known word that looks most like `word`, or an empty text."""
    lowered = {name.lower(): name for name in known}
    matches = difflib.get_close_matches(word.lower(), lowered, n=1, cutoff=0.6)
    return f"Bedoelt u '{lowered[matches[0]]}'?" if matches else ""


def order(command: str = "") -> str:
    """How a user of this folder types a command: with the tool that the README put there, if so."""
    tool = ".uv/bin/uv run " if Path(".uv/bin/uv").is_file() else ""
    return f"{tool}snakemake {command}".rstrip()
