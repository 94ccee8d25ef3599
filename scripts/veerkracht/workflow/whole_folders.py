"""A file that was deleted from a folder of results comes back: Snakemake looks at folders only."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from pathlib import Path

LIST = Path(".snakemake") / "mappen.json"


def remember(root: Path, folders: Iterable[str]) -> None:
    """Write down what is in each of the `folders` that there are, after a run that went well."""
    held = {
        name: sorted(str(path.relative_to(root / name)) for path in (root / name).rglob("*"))
        for name in folders
        if (root / name).is_dir()
    }
    (root / LIST).write_text(json.dumps(held, indent=1), encoding="utf-8")


def clear_incomplete(root: Path) -> list[str]:
    """Remove each folder that lacks something it held: the run makes it anew. Gives their names."""
    try:
        held = json.loads((root / LIST).read_text(encoding="utf-8"))
    except (OSError, ValueError):  # no run went well yet, or the list was half written
        return []
    lacking = [
        name
        for name, files in held.items()
        if (root / name).is_dir() and not all((root / name / file).exists() for file in files)
    ]
    for name in lacking:
        shutil.rmtree(root / name)
    return lacking
