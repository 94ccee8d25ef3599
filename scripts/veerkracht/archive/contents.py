"""What goes in the bag of an edition: the publication, and what it takes to make it again."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import version as version_of_package
from pathlib import Path
from typing import Any

import yaml

from veerkracht.archive.approval import FILE
from veerkracht.archive.code_bundle import Code
from veerkracht.archive.mdto import SIDECAR
from veerkracht.config import read_yaml
from veerkracht.editions.versions import versions
from veerkracht.faults import Fault, InputError

COLOPHON = "colofon.json"
CONFIG = "config.yaml"
README = "LEESMIJ.md"
RECORD = "invoer.json"  # the rows that were read, as no public table has them
GIVEN, OF_CODE = "invoer/", "code/"
# What tells about an edition and is not the edition itself: a reviewer did not see it.
ABOUT = (
    *(COLOPHON, CONFIG, README, FILE, RECORD, "aliassen.csv", "CITATION.cff", "datacite.json"),
)
CRATE = "ro-crate-metadata.json"
LOOSE = ("Snakefile", "uv.lock")  # of the code, beside what holds all of it
# What decides bytes, beside what the colophon in the PDF names.
PACKAGES = ("fonttools", "pydyf", "pillow", "pikepdf", "jinja2", "numpy")
# The columns of decisions on names that say nothing about who took them.
PUBLIC_ALIASES = ("variant", "actor", "soort", "vanaf", "tot")


@dataclass(frozen=True)
class Order:
    """What a rule asks to be kept of one wijk.

    `settings`: config.yaml with this wijk alone; `results`: files and folders of the edition in
    results/{wijk}; `internal`: those that stay inside; `raw`: the files delivered; `workbooks`:
    those among them with what people said.
    """

    wijk: str
    settings: Mapping[str, Any]
    results: tuple[str, ...]
    internal: tuple[str, ...]
    raw: tuple[str, ...]
    workbooks: tuple[str, ...]

    @property
    def block(self) -> Mapping[str, Any]:
        """The settings of the wijk."""
        block: Mapping[str, Any] = self.settings["wijken"][self.wijk]
        return block

    @property
    def is_open(self) -> bool:
        """Whether the interviews are invented, so that all can be public."""
        return bool(self.block.get("example"))


def of_wijk(settings: Mapping[str, Any], wijk: str) -> dict[str, Any]:
    """config.yaml with one wijk: what the others are is not in its bag."""
    return {**settings, "wijken": {wijk: settings["wijken"][wijk]}}


def read(paths: Iterable[str], wijk: str) -> dict[str, bytes]:
    """Name below results/{wijk} -> content, of files and of all files in folders."""
    home = Path("results") / wijk
    found = {}
    for given in map(Path, paths):
        for path in sorted(given.rglob("*")) if given.is_dir() else [given]:
            if path.is_file() and not path.name.startswith("."):  # Snakemake leaves hidden files
                found[path.relative_to(home).as_posix()] = path.read_bytes()
    return found


def is_seen(name: str) -> bool:
    """Whether a file of a bag is the edition itself, and not about it or behind it."""
    around = name in (*ABOUT, CRATE) or name.startswith((GIVEN, OF_CODE))
    return not around and not name.endswith(SIDECAR)


def is_payload(name: str) -> bool:
    """Whether a file of a closed bag is more than a description of another."""
    return not name.endswith(SIDECAR) and name != RECORD


def behind(order: Order, code: Code) -> dict[str, bytes]:
    """What the edition was made with: settings, code, versions; of invented data the data too."""
    settings = yaml.safe_dump(dict(order.settings), allow_unicode=True, sort_keys=False)
    files = {CONFIG: settings.encode(), COLOPHON: colophon(code)}
    files |= {f"{OF_CODE}{name}": content for name, content in code.files.items()}
    files |= {f"{OF_CODE}{name}": code.here[name] for name in LOOSE if name in code.here}
    if order.is_open:
        return files | given(order) | read([f"results/{order.wijk}/{RECORD}"], order.wijk)
    aliases = Path("data") / order.wijk / "aliassen.csv"
    return files | ({aliases.name: _public_aliases(aliases)} if aliases.is_file() else {})


def given(order: Order) -> dict[str, bytes]:
    """The files that were delivered, below their paths in the project.

    Raises InputError for one outside the project: a bag could not give it back.
    """
    outside = [path for path in order.raw if Path(path).is_absolute() or ".." in Path(path).parts]
    if outside:
        found, advice = "een bestand buiten het project", "Zet het in de map data/."
        raise InputError([Fault(path, found=found, advice=advice) for path in outside])
    return {f"{GIVEN}{path}": Path(path).read_bytes() for path in sorted(set(order.raw))}


def software() -> dict[str, str]:
    """Name -> version of all that decides the bytes of an edition."""
    return dict(versions()) | {name: version_of_package(name) for name in PACKAGES}


def colophon(code: Code) -> bytes:
    """With what the edition was made, for machines."""
    words = {
        "commit": code.commit,
        "veranderd": sorted(code.changed) if code.commit else [],
        "weg": list(code.gone),
        "software": software(),
    }
    return (json.dumps(words, ensure_ascii=False, indent=1) + "\n").encode()


def _public_aliases(path: Path) -> bytes:
    """The decisions on names, without who took them and why."""
    text = path.read_text(encoding="utf-8-sig")
    sign = ";" if ";" in text.partition("\n")[0] else ","
    out = io.StringIO()
    writer = csv.DictWriter(
        out, PUBLIC_ALIASES, delimiter=";", lineterminator="\n", extrasaction="ignore"
    )
    writer.writeheader()
    writer.writerows(csv.DictReader(io.StringIO(text), delimiter=sign))
    return out.getvalue().encode("utf-8-sig")


def quotes(wijk: str) -> list[str]:
    """The quotes that may be printed."""
    path = Path("results") / wijk / "tables" / "quotes.csv"
    if not path.is_file():
        return []
    rows = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig")), delimiter=";")
    return [row["text"] for row in rows]


def orders(
    wijken: Mapping[str, Mapping[str, Iterable[str]]], config: str, draft: bool
) -> list[Order]:
    """The orders of a rule: `wijken` has the lists of `Order` a wijk; `config`: config.yaml."""
    settings = read_yaml(config) | ({"draft": True} if draft else {})
    return [
        Order(wijk, of_wijk(settings, wijk), **{key: tuple(value) for key, value in lists.items()})
        for wijk, lists in wijken.items()
    ]
