"""Which files hold the sheets of a wijk, and the names of the sheets: known before any is read.

The rules ask this each time that Snakemake starts: nothing here may load a library for tables.
"""

from __future__ import annotations

import re
import shlex
import unicodedata
from pathlib import Path
from typing import Any

from veerkracht.config import check_wijk
from veerkracht.faults import Fault, InputError, order

WORKBOOKS = (".xlsx", ".ods", ".xls", ".xlsm")
CODING_SHEETS = ("initiatieven", "relaties", "citaten", "codeurs", "werkwijze")
# A workbook may do without.
OPTIONAL_SHEETS = ("werkwijze",)
# Stands for the year in the name of a file or sheet.
EACH_YEAR = "{jaar}"
GOVERNANCE_SHEETS = ("besluiten", "taken", "gebeurtenissen", "feiten", "budget", "organisatie")


def find_workbook(folder: Path, year: int) -> Path:
    """The coding workbook of a year: a file, or a folder with the sheets as .csv.

    Gives the .xlsx that should be there when there is none. Raises InputError when there are two.
    """
    beside = sorted(folder.iterdir()) if folder.is_dir() else []
    there = [
        path
        for path in beside
        if path.stem == str(year) and path.suffix.lower() in WORKBOOKS and path.is_file()
    ]
    there += [folder / str(year)] if (folder / str(year)).is_dir() else []
    if len(there) > 1:
        names = " en ".join(path.name for path in there)
        advice = "Laat er één staan, en haal de andere weg."
        expected = f"één werkmap van {year}"
        raise InputError([Fault(str(folder), found=names, expected=expected, advice=advice)])
    return there[0] if there else folder / f"{year}.xlsx"


def own_sheet_advice(path: Path) -> str:
    """What to do with a file of other headings than ours."""
    command = order(f"describe_sheet --config {shlex.quote(f'bestand={path}')}")
    return f"Is het uw eigen sheet? Laat voorstellen hoe zij te lezen is: {command}"


def files_of(workbook: str) -> dict[str, str]:
    """The files of a coding workbook with what each is for: itself, or the .csv of its folder."""
    path = Path(workbook)
    if not path.is_dir():
        return {workbook: "de werkmap met codeersheets"}
    here = {file.stem.casefold(): file for file in tables_in(path)}
    return {
        str(here.get(name, path / f"{name}.csv")): f"het blad {name} van de codeersheets"
        for name in CODING_SHEETS
        if name in here or name not in OPTIONAL_SHEETS
    }


def in_folder(codering: dict[str, Any], folder: Path, root: Path) -> dict[str, Any]:
    """The description of own sheets with its files in `folder` (that of the wijk) below `root`."""
    settled = {
        key: in_folder(value, folder, root) if key in CODING_SHEETS else value
        for key, value in codering.items()
    }
    if "bestand" in codering:
        settled["bestand"] = as_it_stands(str(folder / codering["bestand"]), root)
    return settled


def own_files(codering: dict[str, Any], years: list[int]) -> dict[str, str]:
    """The files of own sheets with what each is for."""
    blocks = [codering, *(codering[name] for name in CODING_SHEETS if name in codering)]
    names = [block["bestand"] for block in blocks if "bestand" in block]
    return {
        name.replace(EACH_YEAR, str(year)): "de eigen codeersheets (bestand bij codering)"
        for name in names
        for year in years
    }


def same_name(name: str, other: str) -> bool:
    """Whether two names of files are one to a person: accents as one sign or two, any case."""
    return _plain(name) == _plain(other)


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def as_it_stands(path: str, root: Path) -> str:
    """`path` as it is written on disk where only accents or capitals differ; else itself."""
    found = root
    for part in Path(path).parts:
        beside = found.iterdir() if found.is_dir() else iter(())
        alike = (other.name for other in beside if same_name(other.name, part))
        found /= part if (found / part).exists() else next(alike, part)
    return str(found.relative_to(root)) if not Path(path).is_absolute() else path


def settle_paths(config: dict[str, Any], root: Path) -> None:
    """Give the files that config.yaml names the spelling that they have on disk, in place."""
    for source in config["sources"].values():
        source["file"] = as_it_stands(source["file"], root)
    for key, wijk in config["wijken"].items():
        if "boundaries" in wijk:
            wijk["boundaries"] = as_it_stands(wijk["boundaries"], root)
        if wijk.get("background"):
            wijk["background"]["file"] = as_it_stands(wijk["background"]["file"], root)
        if "codering" in wijk:
            wijk["codering"] = in_folder(wijk["codering"], Path("data") / key, root)


def tables_in(folder: Path) -> list[Path]:
    """The text tables in a folder; not what a system puts beside them (`._relaties.csv`)."""
    return [
        path
        for path in sorted(folder.iterdir())
        if path.suffix.lower() == ".csv" and path.name[:1] not in ".~"
    ]


def copies_of(workbook: Path, year: int) -> list[Path]:
    """Files beside the workbook of a year that look like a copy of it."""
    return [
        path
        for path in sorted(workbook.parent.iterdir())
        if path.name != workbook.name
        and not path.name.startswith("~$")
        and path.suffix.lower() in WORKBOOKS
        and re.search(rf"(?<!\d){year}(?!\d)", path.stem)
    ]


def check_request(request: dict[str, Any], wijken: dict[str, Any], root: Path) -> None:
    """Raise InputError when new_year cannot make the workbook that is asked for.

    `request`: year, wijk and bron (a file or folder of another program, or None).
    """
    wijk, source = request["wijk"], request["bron"]
    check_wijk(wijk, wijken)
    faults = []
    folder = root / "data" / wijk
    if "codering" in wijken[wijk]:
        file = wijken[wijk]["codering"]["bestand"]
        advice = f"Zet de rijen van {request['year']} in {file}, en het jaar bij years."
        found, expected = "een wijk met eigen sheets (codering)", "een wijk met werkmappen"
        fault = Fault("--config", column="wijk", found=found, expected=expected, advice=advice)
        raise InputError([fault])
    there = find_workbook(folder, request["year"])
    if there.exists():
        name = there.relative_to(root)
        advice = "Er is niets veranderd. Haal het bestand eerst weg als u opnieuw wilt beginnen."
        found, expected = "dit bestaat al", "een jaar zonder werkmap"
        faults.append(Fault(str(name), found=found, expected=expected, advice=advice))
    if source and not (root / source).exists():
        found, expected = f"'{source}'", "een bestand of map die er is"
        faults.append(Fault("--config", column="bron", found=found, expected=expected))
    if faults:
        raise InputError(faults)
