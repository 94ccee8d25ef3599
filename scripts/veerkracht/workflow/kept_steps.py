"""What a step made, kept by all that it was made from: the same again is laid back, not made anew.

Snakemake runs every step behind one that ran, also when that one made what it had made before: a
comment in a module would print all PDFs again. Kept is the last outcome of each step. Standard
library only: it runs inside Snakemake itself.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from veerkracht.workflow.content import software

FOLDER = Path(".snakemake") / "veerkracht" / "stappen"
CARD = "stap.json"
SAME = "INFO veerkracht: gelijk aan een vorige keer, en daarvan teruggelegd\n"


@dataclass(frozen=True)
class Step:
    """A job: the name of its rule, what it is told (parameters, wildcards), and its files.

    `made`: outputs and logs, the log that people read first. A folder counts with all in it.
    """

    rule: str
    told: str
    read: tuple[str, ...]
    made: tuple[str, ...]

    def key(self) -> str:
        """A digest of all that the outcome follows from, as it is now."""
        digest = hashlib.sha256(f"{software()}\n{self.rule}\n{self.told}\n".encode())
        for name in self.read:
            digest.update(f"{name}\n".encode())
            for file in _files(Path(name)):
                digest.update(f"{file} {_digest(file)}\n".encode())
        return digest.hexdigest()

    @property
    def _place(self) -> Path:
        return FOLDER / hashlib.sha256("\n".join(self.made).encode()).hexdigest()[:16]

    def lay_back(self, key: str) -> bool:
        """Put what is kept where the step would make it; False if it had another `key`."""
        with contextlib.suppress(OSError, ValueError, KeyError):
            card = json.loads((self._place / CARD).read_text(encoding="utf-8"))
            if card["van"] != key:
                return False
            for number, (_, digest) in enumerate(card["bestanden"]):
                if _digest(self._place / str(number)) != digest:
                    return False
            for folder in card["mappen"]:
                Path(folder).mkdir(parents=True, exist_ok=True)
            for number, (name, _) in enumerate(card["bestanden"]):
                Path(name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(self._place / str(number), name)
            with Path(self.made[0]).open("a", encoding="utf-8") as log:
                log.write(SAME)
            return True
        return False

    def keep(self, key: str) -> None:
        """Keep what the step made, if all that it began from, with this `key`, is still so.

        Where there is no room or right to keep it, nothing is kept.
        """
        with contextlib.suppress(OSError):
            if self.key() != key:  # somebody saved a file meanwhile
                return
            new = self._place.with_suffix(f".{os.getpid()}")
            shutil.rmtree(new, ignore_errors=True)
            new.mkdir(parents=True)
            files = [file for name in self.made for file in _files(Path(name))]
            for number, file in enumerate(files):
                shutil.copyfile(file, new / str(number))
            folders = [name for name in self.made if Path(name).is_dir()]
            named = [(str(file), _digest(new / str(n))) for n, file in enumerate(files)]
            card = {"van": key, "mappen": folders, "bestanden": named}
            (new / CARD).write_text(json.dumps(card, indent=1), encoding="utf-8")
            # Never half: what was kept goes first, and the new comes as a whole.
            shutil.rmtree(self._place, ignore_errors=True)
            new.replace(self._place)


def drop_gone() -> None:
    """Drop what is kept of results that are there no more, or half: nobody wants them kept here."""
    for place in FOLDER.iterdir() if FOLDER.is_dir() else ():
        files: list[tuple[str, str]] = []
        with contextlib.suppress(OSError, ValueError, KeyError):
            files = json.loads((place / CARD).read_text(encoding="utf-8"))["bestanden"]
        if not files or not all(Path(name).exists() for name, _ in files):
            shutil.rmtree(place, ignore_errors=True)


def _files(path: Path) -> Iterator[Path]:
    """The file, or all files in the folder, in the order of names; none where nothing is."""
    if path.is_dir():
        yield from sorted(file for file in path.rglob("*") if file.is_file())
    elif path.is_file():
        yield path


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
