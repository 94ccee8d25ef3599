"""The names in the sheets of a wijk, read cheaply: to tell early of a party that is in none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from veerkracht.faults import InputError
from veerkracht.words import fold

SIGNS_BETWEEN = re.compile(r"[;|\n]")


def names_in(
    workbooks: Iterable[str | Path], others: Iterable[str | Path]
) -> dict[str, str] | None:
    """Folded name -> name of every cell with text in the workbooks, and in `others` (text).

    More than the parties, on purpose: what stands in no cell at all is certainly none of them.
    None when a sheet cannot be read: the ingest then tells what is wrong with it.
    """
    names: dict[str, str] = {}
    try:
        for path in workbooks:
            for text in _cells(Path(path)):
                names.setdefault(fold(text), text)
        for path in others:
            for text in re.split(r"[;\n,:]", Path(path).read_text(encoding="utf-8-sig")):
                names.setdefault(fold(text), text.strip())
    except (InputError, OSError, UnicodeError, ValueError):
        return None
    return names


def _cells(path: Path) -> Iterator[str]:
    """Every piece of text in the sheets of a workbook."""
    from veerkracht.inputs.containers import read_workbook

    cells = (c for sheet in read_workbook(path).values() for row in sheet.cells for c in row)
    for cell in cells:
        if isinstance(cell, str):
            yield from (part.strip() for part in (cell, *SIGNS_BETWEEN.split(cell)))
