"""The one place where result tables are read and written.

Tables are CSV as Dutch Excel opens them with a double click: `;` between the fields, a decimal
comma, UTF-8 with BOM. Line ends are LF and floats are rounded: same data, same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from veerkracht.defuse import defuse, restore

DECIMALS = 10


def write_table(table: pd.DataFrame, path: str | Path) -> None:
    """Write `table` (any columns) to `path`; floats are rounded to 10 decimals.

    Text that starts with = + - @ gets an apostrophe in front: it must never run as a formula.
    """
    safe = table.copy()
    for column in safe.columns:
        if safe[column].dtype.kind not in "biuf":
            safe[column] = safe[column].map(defuse)
    safe = safe.round(DECIMALS)
    text = safe.to_csv(sep=";", decimal=",", index=False, lineterminator="\n")
    Path(path).write_text(text, encoding="utf-8-sig", newline="")


def read_table(path: str | Path) -> pd.DataFrame:
    """Read a table that `write_table` wrote; empty cells are missing, the text "NA" stays text."""
    table = pd.read_csv(
        path, sep=";", decimal=",", encoding="utf-8-sig", keep_default_na=False, na_values=[""]
    )
    for column in table.columns:
        if table[column].dtype.kind not in "biuf":
            table[column] = table[column].map(restore, na_action="ignore")
    return table


def read_tables(paths: Iterable[str]) -> dict[str, pd.DataFrame]:
    """The tables at `paths`, by the name of their file."""
    return {Path(path).stem: read_table(path) for path in paths}


def write_tables(tables: Mapping[str, pd.DataFrame], paths: Mapping[str, str]) -> None:
    """Write the table of every name in `paths` (name -> path)."""
    for name, path in paths.items():
        write_table(tables[name], path)


def read_texts(paths: Iterable[str]) -> dict[str, dict[str, Any]]:
    """What each figure says (title, alt, source, series), by the name of the figure."""
    return {Path(path).stem: json.loads(Path(path).read_text(encoding="utf-8")) for path in paths}
