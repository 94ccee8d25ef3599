"""Where editions lie, and which tables say what was read: light, as the rules need it early."""

from __future__ import annotations

from pathlib import Path

from veerkracht.faults import Fault, InputError
from veerkracht.tables.inputs import TABLES

TEXT_FILE = "parts.json"
PAYLOAD = "data"  # of a bag: the folder with what is kept
# What is read row by row. Who judged what in which talk is told by the file alone, and the sources
# of the city have names of their own.
OTHERS = ("codings", "agreement", "askers", "changes", "indicators")
ROWS = [table.name for table in TABLES if table.name not in OTHERS]


def find_edition(folder: Path) -> Path:
    """Where in `folder` an edition lies: in itself, or in the data/ of a bag.

    Raises InputError where it is in neither.
    """
    for place in (folder, folder / PAYLOAD):
        if (place / TEXT_FILE).is_file():
            return place
    found = "hier is geen uitgave" if folder.is_dir() else "deze map is er niet"
    expected = f"een map met resultaten van een wijk, met {TEXT_FILE}"
    advice = "Geef zo'n map mee: --config tegen=archive/voorbeeld/2025.1"
    raise InputError([Fault(str(folder), found=found, expected=expected, advice=advice)])


def archived(archive: Path) -> list[Path]:
    """The editions in the archive of a wijk (folders like 2025.1), the oldest first."""
    numbered = {}
    for folder in archive.glob("*.*") if archive.is_dir() else ():
        year, _, number = folder.name.partition(".")
        if year.isdigit() and number.isdigit() and (folder / PAYLOAD / TEXT_FILE).is_file():
            numbered[int(year), int(number)] = folder
    return [numbered[key] for key in sorted(numbered)]
