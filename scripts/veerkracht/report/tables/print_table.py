"""A table as the report prints it, and what its columns share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

TEXT, NUMBER = "text", "number"
EMPTY = "–"


@dataclass(frozen=True)
class PrintTable:
    """A table as printed: `columns` are (label, text or number), `rows` hold texts.

    `spoken`: the column of which the text may name a row (report/spoken_rows.py), if any. `groups`:
    place of a row -> what that row and those below it are, on a line of its own.
    """

    caption: str
    columns: list[tuple[str, str]]
    rows: list[list[str]]
    source: str
    spoken: int | None = None
    groups: Mapping[int, str] = field(default_factory=dict)


def texts(*labels: str) -> list[tuple[str, str]]:
    """Columns of text under these labels."""
    return [(label, TEXT) for label in labels]


def numbers(*labels: object) -> list[tuple[str, str]]:
    """Columns of numbers under these labels."""
    return [(str(label), NUMBER) for label in labels]


def word(value: str | float | None, empty: str = EMPTY) -> str:
    """A text of a table, `empty` where it is missing."""
    return empty if value is None or pd.isna(value) or value == "" else str(value)


def present(value: float | None) -> float | None:
    """A value of a table, None where it is missing."""
    return None if value is None or pd.isna(value) else value
