"""Sections that stood in the last monitor of a wijk and are not in this one: deleted, or a mistake.

Standard library only: it runs inside Snakemake itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

NAME = "secties.json"


def gone_sections(state: Path, results: Path, wijken: Iterable[str]) -> str:
    """What to say of sections that are in the monitor no more; empty if all are.

    `state`: the folder where the sections of this run are kept for the next.
    """
    file = state / NAME
    try:
        before: dict[str, dict[str, str]] = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        before = {}
    now = dict(before)
    for wijk in wijken:
        parts = results / wijk / "parts.json"
        if parts.is_file():
            now[wijk] = _sections(parts)
    lines = [
        f"  - {title} ({path})"
        for wijk, sections in now.items()
        for path, title in before.get(wijk, {}).items()
        if path not in sections and not Path(path).is_file()
    ]
    if state.is_dir():
        file.write_text(json.dumps(now, indent=1, ensure_ascii=False), encoding="utf-8")
    if not lines:
        return ""
    head = "Niet meer in de monitor, want het bestand is weg (was dat de bedoeling?):\n"
    return head + "\n".join(dict.fromkeys(lines)) + "\n"


def _sections(parts: Path) -> dict[str, str]:
    """File -> title of the sections in a filled report."""
    report = json.loads(parts.read_text(encoding="utf-8"))
    return {s["file"]: s["title"] for part in report["parts"] for s in part["sections"]}
