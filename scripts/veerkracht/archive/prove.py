"""The proof of a bag: whole, and the same edition when it is made again from it alone."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from veerkracht.archive.bag import faults_of, read_info, read_manifest
from veerkracht.archive.code_bundle import unpack_code
from veerkracht.archive.contents import COLOPHON, CONFIG, GIVEN, OF_CODE, is_seen, software
from veerkracht.archive.leaks import TAG
from veerkracht.archive.versions import ARCHIVE, before
from veerkracht.faults import Fault, InputError
from veerkracht.paths import ROOT

# Drawn by libraries: with another version of those the same picture has other bytes.
DRAWN = (".pdf", ".svg", ".png")
SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class Proof:
    """What came of it. `files`: name -> "gelijk", "zelfde tekst" (other bytes), "anders" or "weg".

    `other`: software of another version than then, with both versions.
    """

    files: Mapping[str, str]
    other: tuple[tuple[str, str, str], ...]

    @property
    def faults(self) -> list[str]:
        """The files that are not the same, nor the same but for what draws them."""
        return [name for name, found in self.files.items() if found in ("anders", "weg")]

    @property
    def told(self) -> str:
        """In sentences, for the screen."""
        count = len(self.files)
        equal = sum(found == "gelijk" for found in self.files.values())
        if not self.other or equal == count:
            lines = [f"{equal} van de {count} bestanden hebben dezelfde bytes."]
        else:
            listed = ", ".join(f"{name} {then} (nu {now})" for name, then, now in self.other)
            lines = [
                f"De uitgave is gemaakt met andere software: {listed}.",
                f"{equal} van de {count} bestanden hebben dezelfde bytes; van de andere zijn de"
                " tekst en de tabellen vergeleken, van PDF's en figuren die waaruit zij zijn"
                " gemaakt.",
            ]
        lines += [f"  {name}: {self.files[name]}" for name in self.faults]
        return "\n".join(lines)


def find_bag(asked: str) -> Path:
    """The bag that is asked for: a folder, or a name below archive/ (spangen/2026.1)."""
    for place in (Path(asked), ARCHIVE / asked):
        if (place / "bagit.txt").is_file():
            return place.resolve()
    found, expected = f"'{asked}'", "de map van een bewaarde uitgave, zoals voorbeeld/2026.1"
    raise InputError([Fault("--config", column="editie", found=found, expected=expected)])


def prove(asked: str, closed: str | None, screen: Path) -> Proof:
    """Check the bag `asked` and make its edition again in an empty folder.

    `closed`: the bag with what was delivered, where that is not in the public one: the results in
    it are compared too; `screen`: a file for all that the making says. Raises InputError for a bag
    that changed, and where the making stops.
    """
    bags = [find_bag(name) for name in (asked, closed) if name]
    if faults := [fault for bag in bags for fault in faults_of(bag)]:
        raise InputError(faults)
    bag, source = bags[0], bags[-1]
    if not (source / "data" / GIVEN).is_dir():
        found = "geen aangeleverde bestanden: die zijn persoonlijk"
        advice = "Geef het besloten pakket mee: besloten=archive-besloten/…"
        raise InputError([Fault(str(bag), found=found, advice=advice)])
    wijk = read_info(bag)["External-Identifier"].split(":")[1]
    made_with = json.loads((bag / "data" / COLOPHON).read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        project = Path(folder) / "monitor"
        lay_out(bag, source, wijk, made_with["weg"], project)
        run(project, _python(bag, project), screen)
        then = {
            name: kept / "data" / name
            for kept in bags
            for name in read_manifest(kept)
            if is_seen(name)
        }
        now = project / "results" / wijk
        other = differing(made_with["software"], software())
        files = {name: compare(path, now / name, other) for name, path in sorted(then.items())}
    return Proof(files, tuple(other))


def lay_out(bag: Path, source: Path, wijk: str, gone: list[str], project: Path) -> None:
    """The project as it was, in the new folder `project`: code, settings, what was delivered."""
    data = bag / "data"
    unpack_code({path.name: path for path in (data / OF_CODE).iterdir()}, gone, project)
    shutil.copy(data / CONFIG, project / CONFIG)
    shutil.rmtree(project / "data", ignore_errors=True)
    shutil.copytree(source / "data" / GIVEN, project, dirs_exist_ok=True)
    for path in project.rglob("*.mdto.xml"):
        path.unlink()
    if earlier := before(read_info(bag)["Uitgave"], bag.parent):  # what it corrects
        shutil.copytree(bag.parent / earlier, project / ARCHIVE / wijk / earlier)


def _python(bag: Path, project: Path) -> str:
    """A Python with the packages of the bag: ours if they are the same, else made with uv."""
    lock = bag / "data" / OF_CODE / "uv.lock"
    ours = ROOT / "uv.lock"
    if not lock.is_file() or (ours.is_file() and lock.read_bytes() == ours.read_bytes()):
        return sys.executable
    uv = shutil.which("uv") or str(ROOT / ".uv/bin/uv")
    env = {key: value for key, value in os.environ.items() if key != "VIRTUAL_ENV"}
    try:
        command = [uv, "sync", "-q", "--frozen", "--no-dev"]
        subprocess.run(command, cwd=project, env=env, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        found = "de pakketten uit uv.lock zijn niet te installeren"
        advice = "Daarvoor zijn uv en internet nodig: python3 -m venv .uv && .uv/bin/pip install uv"
        raise InputError([Fault(str(lock), found=found, advice=advice)]) from None
    return str(project / ".venv/bin/python")


def run(project: Path, python: str, screen: Path) -> None:
    """Make the edition in `project`; InputError where that stops."""
    env = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    with screen.open("w", encoding="utf-8") as told:
        command = [python, "-m", "snakemake"]
        done = subprocess.run(command, cwd=project, env=env, stdout=told, stderr=told)
    if done.returncode:
        found, advice = "de uitgave is niet opnieuw te maken", f"Wat er misging, staat in {screen}."
        raise InputError([Fault(str(screen), found=found, advice=advice)])


def differing(then: Mapping[str, str], now: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """(name, version then, version now) of software that changed."""
    return [
        (name, old, now.get(name, "geen")) for name, old in then.items() if now.get(name) != old
    ]


def compare(then: Path, now: Path, other: list[tuple[str, str, str]]) -> str:
    """How a file that was made again compares with the one that was kept."""
    if not now.is_file():
        return "weg"
    before_, after = then.read_bytes(), now.read_bytes()
    if before_ == after:
        return "gelijk"
    if not other:
        return "anders"
    if then.suffix in DRAWN:
        return "anders getekend"
    same = _text(then, before_, other) == _text(now, after, other)
    return "zelfde tekst" if same else "anders"


def _text(path: Path, content: bytes, other: list[tuple[str, str, str]]) -> str:
    """The text of a file without tags, and without the versions of software that it names."""
    text = content.decode("utf-8")
    if path.suffix in (".html", ".json"):
        text = TAG.sub(" ", text)
    text = SPACE.sub(" ", text)
    for name, old, new in other:
        text = text.replace(f"{name} {old}", name).replace(f"{name} {new}", name)
    return text
