"""What differs between two result folders: `python tests/compare_results.py OLD NEW`.

For who changes code that must not change what comes out. Logs are passed over: they hold times.
Ends with status 1 when anything differs.
"""

from __future__ import annotations

import csv
import difflib
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

MOST = 10  # lines shown of one file
WIDTH = 160  # letters shown of a line


def files_of(folder: Path) -> dict[str, Path]:
    """Path below `folder` -> file, without logs."""
    files = (path for path in folder.rglob("*") if path.is_file())
    named = {path.relative_to(folder).as_posix(): path for path in files}
    return {name: path for name, path in sorted(named.items()) if "logs" not in Path(name).parts}


def lines_of(path: Path) -> list[str]:
    """What a reader compares: rows of a table, text of the pages of a PDF, lines of a text."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            return [" | ".join(row) for row in csv.reader(file, delimiter=";")]
    if path.suffix == ".pdf":
        import pypdfium2

        return [
            f"bladzijde {number}: {line}"
            for number, page in enumerate(pypdfium2.PdfDocument(path), start=1)
            for line in page.get_textpage().get_text_range().splitlines()
        ]
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError:
        return []


def differences(old: Path, new: Path) -> Iterator[str]:
    """A line for every file that is gone, new or other, with the first lines that differ.

    An inserted line is one difference: `-` is what the old file has, `+` what the new one has.
    """
    before, after = files_of(old), files_of(new)
    for name in sorted({*before, *after}):
        if name not in after:
            yield f"weg: {name}"
        elif name not in before:
            yield f"nieuw: {name}"
        elif before[name].read_bytes() != after[name].read_bytes():
            yield f"anders: {name}"
            compared = difflib.unified_diff(lines_of(before[name]), lines_of(after[name]), n=0)
            changed = [line for line in islice(compared, 2, None) if not line.startswith("@@")]
            yield from (f"    {line[:WIDTH]}" for line in changed[:MOST])
            if len(changed) > MOST:
                yield f"    en nog {len(changed) - MOST} regels"


if __name__ == "__main__":
    lines = list(differences(Path(sys.argv[1]), Path(sys.argv[2])))
    print("\n".join(lines) or "geen verschil")
    sys.exit(bool(lines))
