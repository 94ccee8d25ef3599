"""The approval of an edition: who signed, when, and exactly what was seen."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from veerkracht.config import read_yaml
from veerkracht.faults import Fault, InputError, order
from veerkracht.tables.register import REGISTER

FILE = "akkoord.yaml"
KEYS = ("wie", "datum", "versie", "controlegetal", "bestanden")
HEAD = "# Gemaakt met snakemake approve. Verandert de inhoud daarna, dan geldt dit niet meer.\n"
NONE = "zonder akkoord"


@dataclass(frozen=True)
class Approval:
    """Who signed off which version, when; `files`: name -> SHA-256 of what was seen."""

    who: str
    date: str
    version: str
    digest: str
    files: Mapping[str, str]

    @property
    def told(self) -> str:
        """In a sentence, for the list of editions."""
        day = dt.date.fromisoformat(self.date)
        return f"akkoord van {self.who}, {day:%d-%m-%Y}"

    def as_yaml(self) -> str:
        """The file that `read_approval` reads."""
        given = (self.who, self.date, self.version, self.digest, dict(sorted(self.files.items())))
        words = dict(zip(KEYS, given, strict=True))
        return HEAD + yaml.safe_dump(words, allow_unicode=True, sort_keys=False)


def digests(files: Mapping[str, bytes]) -> dict[str, str]:
    """Name -> SHA-256."""
    return {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())}


def digest(files: Mapping[str, str]) -> str:
    """One number for files and their SHA-256: what a reviewer signs."""
    lines = "".join(f"{sum_}  {name}\n" for name, sum_ in sorted(files.items()))
    return hashlib.sha256(lines.encode()).hexdigest()


def read_approval(path: Path) -> Approval | None:
    """The approval in a file; none without the file. Raises InputError for one of another form."""
    if not path.is_file():
        return None
    words = read_yaml(path)
    expected = f"de sleutels {', '.join(KEYS)}"
    command = order('approve --config door="uw naam"')
    advice = f"Maak het opnieuw: {command}"
    if not isinstance(words, dict) or set(words) != set(KEYS):
        found = "andere sleutels"
        raise InputError([Fault(str(path), found=found, expected=expected, advice=advice)])
    who, date, version, number, files = (words[key] for key in KEYS)
    try:
        dt.date.fromisoformat(str(date))
        sound = isinstance(files, dict) and digest(files) == number and bool(str(who).strip())
    except (TypeError, ValueError):
        sound = False
    if not sound:
        found = "een akkoord waarvan naam, datum, controlegetal of bestanden niet kloppen"
        raise InputError([Fault(str(path), found=found, advice=advice)])
    return Approval(str(who), str(date), str(version), number, files)


def check(approval: Approval | None, version: str, now: Mapping[str, str], path: Path) -> str:
    """The state of approval of `version`, whose files are `now`, in a sentence.

    Raises InputError when its content changed after approval, with every file that did.
    """
    if approval is None:
        return NONE
    if approval.version != version:
        return f"{NONE} (het akkoord in {path} is van {approval.version})"
    if approval.digest == digest(now):
        return approval.told
    raise InputError(
        [
            Fault(
                str(path),
                column=_named(name),
                found=f"na het akkoord van {approval.who} {how}",
                expected="de inhoud die is gezien",
                advice=f"Laat de uitgave opnieuw nakijken: {order('approve')}",
            )
            for name, how in changes(approval.files, now)
        ]
    )


def changes(before: Mapping[str, str], now: Mapping[str, str]) -> list[tuple[str, str]]:
    """(name, how) of every file that differs."""
    words = []
    for name in sorted({*before, *now}):
        if name not in now:
            words.append((name, "weggevallen"))
        elif name not in before:
            words.append((name, "erbij gekomen"))
        elif before[name] != now[name]:
            words.append((name, "veranderd"))
    return words


def _named(name: str) -> str:
    """A file, with the title of the table that it is."""
    path = Path(name)
    table = REGISTER.get(path.stem) if path.suffix == ".csv" else None
    return f"{name} ({table.title})" if table else name
