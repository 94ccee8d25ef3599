"""One edition as it lies in a folder: results/{wijk}, or what an archive kept of it."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from veerkracht.defuse import restore
from veerkracht.report.filled import Report
from veerkracht.review.places import PAYLOAD, TEXT_FILE, find_edition

Lines = list[dict[str, str]]


@dataclass(frozen=True)
class Edition:
    """What can be compared of an edition; what a folder lacks is empty.

    `tables`: the public ones by name; `trail`: the numbers in the text (review/herkomst.csv);
    `figures`: name -> picture; `record`: what it was made from (invoer.json).
    """

    folder: Path
    report: Report
    claims: Lines
    tables: Mapping[str, Lines]
    trail: Lines
    figures: Mapping[str, Path]
    record: Mapping[str, Any]

    @property
    def name(self) -> str:
        """How a reader is told which edition it is."""
        return f"{self.report.edition['short_title']}, {self.report.edition['date_text']}"

    @property
    def kept_as(self) -> str:
        """How a reader is told which edition it is, beside another of the same name: by version."""
        if self.folder.name != PAYLOAD:
            return self.name
        return f"uitgave {self.folder.parent.name} van {self.report.edition['date_text']}"

    def title_of(self, figure: str) -> str:
        """What a figure says above itself; its name where no file says so."""
        path = self.folder / "figures" / f"{figure}.json"
        told = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
        return str(told.get("title") or figure)


def lines_of(path: Path) -> Lines:
    """The rows of a table as they stand in the file, by column; none where there is no file."""
    if not path.is_file():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file, delimiter=";")
        return [{key: str(restore(value)) for key, value in row.items()} for row in rows]


def read_edition(folder: Path) -> Edition:
    """The edition in `folder`. Raises InputError where there is none."""
    place = find_edition(folder)
    record = next((path for path in _records(place) if path.is_file()), place)
    return Edition(
        place,
        Report.from_json((place / TEXT_FILE).read_text(encoding="utf-8")),
        lines_of(place / "claims.csv"),
        {path.stem: lines_of(path) for path in sorted((place / "openbaar").glob("*.csv"))},
        lines_of(place / "review" / "herkomst.csv"),
        {path.stem: path for path in sorted((place / "figures").glob("*.png"))},
        json.loads(record.read_text(encoding="utf-8")) if record.is_file() else {},
    )


def _records(place: Path) -> list[Path]:
    """Where invoer.json may lie: beside the edition; of an archive in its closed bag too."""
    *above, wijk, version, data = place.resolve().parts
    closed = Path(*above[:-1], "archive-besloten", wijk, version, data)
    return [place / "invoer.json", closed / "invoer.json"]


def earlier(now: Edition, folders: Iterable[Path]) -> Edition | None:
    """The last of `folders` (the oldest edition first) that says other things than `now`.

    An edition that was archived as it is now is passed over: to archive it changes nothing.
    """
    for folder in reversed(list(folders)):
        then = read_edition(folder)
        if (then.report, then.claims, then.tables) != (now.report, now.claims, now.tables):
            return then
    return None
