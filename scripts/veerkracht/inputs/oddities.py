"""What a container holds at a cell and a reader of cells does not tell."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Oddity:
    """Something at a cell that a reader of cells does not tell.

    `kind`: error (`text` is the error), formula (no stored result), hidden (row), merged or percent
    (0,45 that is shown as 45 %). `column` counts from 0.
    """

    sheet: str
    row: int
    column: int
    kind: str
    text: str = ""
