"""What a monitor was made from, as a file beside it: by this a later edition says why it differs.

Digests of files and of decisions; settings and the rows that were read in clear, as they stand in
the tables beside it, but for the columns that stay inside.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from veerkracht.review.edition import lines_of
from veerkracht.tables.register import REGISTER

DECIDED = ("alias", "correctie")  # kinds of changes that somebody decided


def make_record(
    tables: Mapping[str, str],
    changes: str | None,
    files: Iterable[str],
    texts: Iterable[str],
    program: str,
    settings: Mapping[str, Any],
    software: Iterable[tuple[str, str]],
) -> dict[str, Any]:
    """The record of a monitor, as invoer.json has it.

    `tables`: name -> path of what was read (a source of indicators by its own name); `changes`: the
    path of the decisions that were applied; `files`, `texts`, `program`: paths.
    """
    return {
        "bestanden": {path: _digest(Path(path).read_bytes()) for path in sorted(files)},
        "teksten": {path: _digest(Path(path).read_bytes()) for path in sorted(texts)},
        "programma": program,
        "software": dict(software),
        "instellingen": flat(settings),
        "besluiten": _decisions(lines_of(Path(changes))) if changes else [],
        "rijen": {name: _rows(name, lines_of(Path(path))) for name, path in tables.items()},
    }


def as_json(record: Mapping[str, Any]) -> str:
    """The record as a file: a row of a table a line."""
    text = json.dumps(record, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return text.replace("],[", "],\n[") + "\n"


def flat(settings: Mapping[str, Any], above: str = "") -> dict[str, str]:
    """Settings by their full name (`noise.level`); a list is one value."""
    found: dict[str, str] = {}
    for key, value in settings.items():
        name = f"{above}{key}"
        if isinstance(value, Mapping):
            found |= flat(value, f"{name}.")
        else:
            found[name] = json.dumps(value, ensure_ascii=False)
    return found


def _digest(*contents: bytes) -> str:
    digest = hashlib.sha256()
    for content in contents:
        digest.update(hashlib.sha256(content).digest())
    return digest.hexdigest()[:16]


def _decisions(lines: list[dict[str, str]]) -> list[list[str]]:
    """What people decided: kind, digest of the decision, row of the sheet."""
    return [
        [
            line["change"],
            _digest("\n".join((line["found"], line["becomes"])).encode()),
            f"{line['file']}!{line['sheet']}!{line['row']}",
        ]
        for line in lines
        if line["change"].startswith(DECIDED)
    ]


def _rows(name: str, lines: list[dict[str, str]]) -> dict[str, Any]:
    """Every row as it stands in the table, without the columns that stay inside."""
    inside = (
        {column.name for column in REGISTER[name].columns if column.internal}
        if name in REGISTER
        else set()
    )
    columns = [column for column in (lines[0] if lines else ()) if column not in inside]
    return {"kolommen": columns, "rijen": [[line[column] for column in columns] for line in lines]}
