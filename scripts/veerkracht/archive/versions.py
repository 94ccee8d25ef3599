"""Versions of an edition: the year and a number, and which are kept in a folder."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ARCHIVE = Path("archive")
CLOSED = Path("archive-besloten")  # of its own: who copies `archive` copies nothing personal
VERSION = re.compile(r"(\d{4})\.([1-9]\d*)")


def version_of(settings: Mapping[str, Any], wijk: str) -> str:
    """The version of a wijk in config.yaml: its own, or the first of the year of the edition."""
    own = settings["wijken"][wijk].get("version")
    return str(own or f"{settings['edition']['date'][:4]}.1")


def number_of(version: str) -> tuple[int, int]:
    """Year and number of a version, to sort by. Raises `ValueError` for anything else."""
    match = VERSION.fullmatch(version)
    if not match:
        raise ValueError(version)
    return int(match[1]), int(match[2])


def kept(folder: Path) -> list[str]:
    """The versions in `folder` (archive/{wijk}), oldest first."""
    names = [path.name for path in folder.iterdir()] if folder.is_dir() else []
    return sorted(filter(VERSION.fullmatch, names), key=number_of)


def next_version(version: str, folder: Path) -> str:
    """The first version of the same year after `version` and after all that `folder` keeps."""
    year, number = number_of(version)
    taken = [n for y, n in map(number_of, kept(folder)) if y == year]
    return f"{year}.{max([number, *taken]) + 1}"


def before(version: str, folder: Path) -> str | None:
    """The version in `folder` that `version` corrects: the one before it of the same year."""
    year, number = number_of(version)
    earlier = [v for v in kept(folder) if number_of(v)[0] == year and number_of(v)[1] < number]
    return earlier[-1] if earlier else None
