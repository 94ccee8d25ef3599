"""A start with nothing to do, told at once: the state is the one in which the last run ended.

Snakemake reads all rules before it finds that out. Here every file that it could read is compared
by what it holds, and every result by what the file system knows of it; for any other state, and
whatever else is asked, Snakemake looks itself. Standard library only: each start pays for it.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from veerkracht.workflow.content import software

LIST = Path(".snakemake") / "niets-nieuws.json"
RESULTS = "results"
FOR_ALL = re.compile(r"((-c|-j|--cores|--jobs)[ =]?(\d+|all))?")
LARGE = 4_000_000  # bytes: an older edition, a map; not what somebody writes in


def asks_for_all(arguments: Sequence[str]) -> bool:
    """Whether what was typed after `snakemake` asks for the monitors, and for nothing special."""
    plain = FOR_ALL.fullmatch(" ".join(arguments))
    return plain is not None and "SNAKEMAKE_PROFILE" not in os.environ


def state_of_inputs(root: Path) -> str:
    """A digest of all files of the project but its results: their names and what they hold."""
    digest = hashlib.sha256(software().encode())
    for path in _files(root, {RESULTS}):
        large = path.stat().st_size > LARGE
        digest.update(f"\n{path.relative_to(root)} ".encode())
        digest.update(_known(path) if large else hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def state_of_results(root: Path) -> str:
    """A digest of what the file system knows of the results."""
    digest = hashlib.sha256()
    for path in _files(root / RESULTS):
        digest.update(f"\n{path.relative_to(root)} ".encode() + _known(path))
    return digest.hexdigest()


def _known(path: Path) -> bytes:
    """Of a file its size, its moments and its number; the last, ctime, nobody sets by hand."""
    known = path.stat()
    return f"{known.st_size} {known.st_mtime_ns} {known.st_ctime_ns} {known.st_ino}".encode()


def forget_end(root: Path) -> None:
    """A run begins: from here on the state is another."""
    (root / LIST).unlink(missing_ok=True)


def remember_end(root: Path, inputs: str, words: Iterable[str]) -> None:
    """A run ended well that began with these `inputs`; a start without news says `words`."""
    known = {"invoer": inputs, "uitkomst": state_of_results(root), "zegt": list(words)}
    (root / LIST).write_text(json.dumps(known, indent=1, ensure_ascii=False), encoding="utf-8")


def nothing_new(root: Path, arguments: Sequence[str]) -> list[str]:
    """What to say when nothing is to be done; empty where Snakemake has to look."""
    # Not there, half written, or a file that goes or may not be read: Snakemake tells of it.
    with contextlib.suppress(OSError, ValueError, KeyError):
        if asks_for_all(arguments):
            known = json.loads((root / LIST).read_text(encoding="utf-8"))
            same = known["uitkomst"] == state_of_results(root)
            if same and known["invoer"] == state_of_inputs(root):
                return list(known["zegt"])
    return []


def _files(folder: Path, without: Iterable[str] = ()) -> Iterator[Path]:
    """The files in a folder and below, also through links to folders, in the order of names.

    `without`: folders at its top that do not count. Hidden folders and compiled modules never do.
    """
    seen: set[str] = set()
    for place, folders, files in os.walk(folder, followlinks=True):
        # A link to a folder around it would go on without end.
        real = os.path.realpath(place)
        skipped = {"__pycache__", *(without if place == str(folder) else ())}
        keep = [name for name in folders if name not in skipped and not name.startswith(".")]
        folders[:] = [] if real in seen else sorted(keep)
        seen.add(real)
        yield from (Path(place, name) for name in sorted(files))
