"""The names in the sheets of a wijk, read cheaply: to tell early of a party that is in none."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from veerkracht.faults import InputError
from veerkracht.inputs.workbooks import WORKBOOKS
from veerkracht.words import fold

SIGNS_BETWEEN = (";", "|", "\n")


def names_in(
    workbooks: Iterable[str | Path], others: Iterable[str | Path], signs: Iterable[str] = ()
) -> dict[str, str] | None:
    """Folded name -> name of every cell with text in the workbooks, and in `others` (text).

    `signs`: what separates values in a cell, beside the usual signs.

    More than the parties, on purpose: what stands in no cell at all is certainly none of them.
    None when a sheet cannot be read: the ingest then tells what is wrong with it.
    """
    names: dict[str, str] = {}
    between = re.compile("|".join(map(re.escape, (*SIGNS_BETWEEN, *signs))))
    try:
        for path in dict.fromkeys(workbooks):
            # Most cells hold what another holds too; to fold a text is dear.
            for text in dict.fromkeys(_texts(Path(path), between)):
                names.setdefault(fold(text), text)
        for path in others:
            for text in re.split(r"[;\n,:]", Path(path).read_text(encoding="utf-8-sig")):
                names.setdefault(fold(text), text.strip())
    except (InputError, OSError, UnicodeError, ValueError):
        return None
    return names


def _texts(path: Path, between: re.Pattern[str]) -> Iterator[str]:
    """Every piece of text in the sheets of a workbook, or in a table of text."""
    for cell in dict.fromkeys(cell for cell in _cells(path) if isinstance(cell, str)):
        yield from (part.strip() for part in (cell, *between.split(cell)))


def _cells(path: Path) -> Iterator[Any]:
    """Every cell; of a table of text by each sign that may separate its fields."""
    from veerkracht.inputs.containers import DELIMITERS, decode, read_workbook

    if path.is_dir() or path.suffix.lower() in WORKBOOKS:
        yield from (c for sheet in read_workbook(path).values() for row in sheet.cells for c in row)
        return
    lines = decode(path.read_bytes())[0].splitlines(keepends=True)
    for delimiter in DELIMITERS:
        yield from (cell for row in csv.reader(lines, delimiter=delimiter) for cell in row)
