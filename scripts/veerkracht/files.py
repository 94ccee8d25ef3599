"""What must stand on disk before any work starts: the files that are needed, and room to write."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from veerkracht.faults import Fault, InputError, nearest, order

MB = 1_000_000
FREE = 200 * MB  # the results of two wijken take 20 MB, and Snakemake keeps its own files

READABLE = (
    "Sluit het, vraag om leesrechten, of kopieer het van de netwerkschijf of uit OneDrive naar een "
    "eigen map."
)


def check_writable(root: Path) -> None:
    """Raise InputError where the monitor cannot be written in the folder of the project.

    That is without rights, or with less than FREE bytes left: Snakemake tells of either in English,
    when the work is half done.
    """
    folders = [root, root / "results", root / ".snakemake"]
    faults = [
        Fault(
            str(folder),
            found="in deze map mag u niet schrijven",
            expected="een map met schrijfrechten",
            advice="Vraag om schrijfrechten, of kopieer het project naar een eigen map.",
        )
        for folder in folders
        if folder.exists() and not os.access(folder, os.W_OK)
    ]
    free = shutil.disk_usage(root).free
    if free < FREE:
        found, expected = f"de schijf is vol: {free // MB} MB vrij", f"ten minste {FREE // MB} MB"
        faults.append(Fault(str(root), found=found, expected=expected, advice="Maak ruimte."))
    if faults:
        raise InputError(faults, "in de map van het project")


def check_files(needed: dict[str, str], root: Path) -> None:
    """Raise InputError for every file in `needed` (path -> what it is) that is not below `root`.

    Of a folder that is not there, the folder is told, once. Snakemake itself can keep silent: a
    missing raw file beside a report of last year ends in "Nothing to be done" (snakemake issues
    3953 and 3280).
    """
    faults: dict[str, Fault] = {}
    for name, purpose in needed.items():
        path = root / name
        if path.is_file():
            if found := _unreadable(path):
                faults[name] = Fault(name, found=found, expected=purpose, advice=READABLE)
            continue
        folder = path.parent
        if not folder.is_dir() and folder.parent.is_dir():
            fault = _no_folder(folder, root)
        else:
            expected, advice = purpose, _where_it_is(path)
            fault = Fault(name, found="dit bestand is er niet", expected=expected, advice=advice)
        faults.setdefault(fault.file, fault)
    if faults:
        raise InputError(faults.values())


def open_files(names: Iterable[str], root: Path) -> str:
    """What to say of the files that are open in Excel or LibreOffice; empty if none is."""
    paths = [root / name for name in names]
    marks = ("~${}", ".~lock.{}#")  # what each of them puts beside a file while it is open
    told = [
        str(path.relative_to(root))
        for path in paths
        if any((path.parent / mark.format(path.name)).exists() for mark in marks)
    ]
    if not told:
        return ""
    return (
        f"Let op: nog open in Excel of LibreOffice: {', '.join(sorted(told))}. "
        "Wat daar niet is bewaard, doet niet mee."
    )


def _unreadable(path: Path) -> str:
    """Why a file cannot be read, as on a drive that is gone; empty if it can."""
    try:
        with path.open("rb") as file:
            file.read(1)
    except PermissionError:
        return "dit bestand mag u niet lezen"
    except OSError:
        return "dit bestand is niet te lezen"
    return ""


def _no_folder(folder: Path, root: Path) -> Fault:
    beside = [path.name for path in folder.parent.iterdir() if path.is_dir()]
    hint = nearest(folder.name, beside)
    if not hint and folder.parent == root / "data":
        hint = f"Een nieuwe wijk begint met: {order(f'new_wijk --config wijk={folder.name}')}"
    return Fault(
        str(folder.relative_to(root)),
        found="deze map is er niet",
        expected="de map die config.yaml noemt",
        advice=hint or "Zet de map daar neer, of pas config.yaml aan.",
    )


def _where_it_is(path: Path) -> str:
    """What to do about a file that is not there: the name or kind that it has now, or a new one."""
    siblings = [p.name for p in path.parent.iterdir()] if path.parent.is_dir() else []
    other = next((s for s in siblings if Path(s).stem == path.stem and s != path.name), "")
    if other and Path(other).suffix.lower() not in (".xlsx", ".xlsm", ".ods", ".xls", ".csv"):
        return f"Er staat wel {other}: open dat, en bewaar het als {path.name}."
    if path.stem.isdecimal():
        # The workbook of another year looks like it, and is never meant.
        siblings = [s for s in siblings if path.stem in s]
        new = order(f"new_year --config year={path.stem} wijk={path.parent.name}")
        otherwise = f"Maak het met: {new}, of haal het jaar weg bij years in config.yaml."
    else:
        otherwise = "Zet het bestand daar neer of pas config.yaml aan."
    return nearest(path.name, siblings) or otherwise
