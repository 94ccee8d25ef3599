"""What differs between two result folders: `python tests/compare_results.py OLD NEW`.

For who changes code that must not change what comes out. Logs are passed over: they hold times.
Ends with status 1 when anything differs.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

MOST = 5  # differences told of one file


def files_of(folder: Path) -> dict[str, Path]:
    """Path below `folder` -> file, without logs."""
    files = (path for path in folder.rglob("*") if path.is_file())
    named = {path.relative_to(folder).as_posix(): path for path in files}
    return {name: path for name, path in sorted(named.items()) if "logs" not in Path(name).parts}


def lines_of(path: Path) -> list[str]:
    """What a reader compares: cells of a table, text of the pages of a PDF, lines of a text."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file, delimiter=";"))
        head = rows[0] if rows else []
        return [f"kop: {head}"] + [
            f"rij {number}, {column}: {cell}"
            for number, row in enumerate(rows[1:], start=2)
            for column, cell in zip(head, row, strict=False)
        ]
    if path.suffix == ".pdf":
        import pypdfium2

        pages = pypdfium2.PdfDocument(path)
        return [
            f"bladzijde {number}: {line}"
            for number, page in enumerate(pages, start=1)
            for line in page.get_textpage().get_text_range().splitlines()
        ]
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError:
        return []


def differences(old: Path, new: Path) -> Iterator[str]:
    """A line for every file that is gone, new or other, with the first places that differ."""
    before, after = files_of(old), files_of(new)
    for name in sorted({*before, *after}):
        if name not in after:
            yield f"weg: {name}"
        elif name not in before:
            yield f"nieuw: {name}"
        elif before[name].read_bytes() != after[name].read_bytes():
            yield f"anders: {name}"
            pairs = zip_longest(lines_of(before[name]), lines_of(after[name]), fillvalue="(niets)")
            told = [f"    {a[:160]}\n  → {b[:160]}" for a, b in pairs if a != b]
            yield from told[:MOST]
            if len(told) > MOST:
                yield f"    en nog {len(told) - MOST} plaatsen"


if __name__ == "__main__":
    lines = list(differences(Path(sys.argv[1]), Path(sys.argv[2])))
    print("\n".join(lines) or "geen verschil")
    sys.exit(bool(lines))
