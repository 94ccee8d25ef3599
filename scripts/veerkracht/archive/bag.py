"""BagIt (RFC 8493): a folder with manifests, written once and whole, and read back with `bagit`.

Written here and not by that package: it writes version 0.97, before the RFC, and makes the bag in
the place of the files, where a run that is killed leaves half of it.
"""

from __future__ import annotations

import hashlib
import logging
import shutil
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote

from veerkracht.faults import Fault

ALGORITHMS = ("sha256", "sha512")
DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
INFO = "bag-info.txt"


def write_bag(target: Path, files: Mapping[str, bytes], info: Mapping[str, str]) -> None:
    """Write `files` (name -> content) as the bag `target`, with `info` in bag-info.txt.

    Same arguments, same bytes. `target` is there whole or not at all: what a killed run left
    behind is cleared away first. Raises `FileExistsError` when `target` is there.
    """
    if target.exists():
        raise FileExistsError(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    building = target.with_name(f".{target.name}.bezig")
    shutil.rmtree(building, ignore_errors=True)
    payload = {f"data/{name}": content for name, content in sorted(files.items())}
    size = sum(map(len, payload.values()))
    told = {**info, "Payload-Oxum": f"{size}.{len(payload)}"}
    tags = {
        "bagit.txt": DECLARATION.encode(),
        INFO: "".join(f"{key}: {_one_line(value)}\n" for key, value in told.items()).encode(),
        **{f"manifest-{name}.txt": _manifest(name, payload) for name in ALGORITHMS},
    }
    marks = {f"tagmanifest-{name}.txt": _manifest(name, tags) for name in ALGORITHMS}
    for name, content in {**payload, **tags, **marks}.items():
        path = building / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    building.replace(target)


def _manifest(algorithm: str, files: Mapping[str, bytes]) -> bytes:
    lines = [
        f"{hashlib.new(algorithm, content).hexdigest()}  {_encoded(name)}\n"
        for name, content in files.items()
    ]
    return "".join(lines).encode()


def _encoded(name: str) -> str:
    return name.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")


def _one_line(value: str) -> str:
    return " ".join(str(value).split())


def read_info(bag: Path) -> dict[str, str]:
    """What bag-info.txt says."""
    lines = (bag / INFO).read_text(encoding="utf-8").splitlines()
    return {key: value.strip() for key, _, value in (line.partition(":") for line in lines)}


def read_manifest(bag: Path) -> dict[str, str]:
    """Name of every file of the payload -> its SHA-256."""
    lines = (bag / "manifest-sha256.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.split(maxsplit=1) for line in lines)
    return {unquote(name).removeprefix("data/"): digest for digest, name in pairs}


def digest_of(bag: Path) -> str:
    """One number for the whole bag: the SHA-256 of its list of checksums."""
    return hashlib.sha256((bag / "manifest-sha256.txt").read_bytes()).hexdigest()


def faults_of(bag: Path) -> list[Fault]:
    """Everything that is wrong with a bag, by file: changed, gone, added, or no bag at all."""
    import bagit

    bagit.LOGGER.setLevel(logging.CRITICAL)  # it tells in English what we tell in Dutch
    advice = "Haal het pakket terug uit een kopie: dit is niet meer wat er is bewaard."
    try:
        bagit.Bag(str(bag)).validate()
    except bagit.BagValidationError as error:
        found = {_told(detail) for detail in error.details} or {(str(bag), "onvolledig")}
        return [
            Fault(str(bag / path), found=word, expected="wat er is bewaard", advice=advice)
            for path, word in sorted(found)
        ]
    except (bagit.BagError, OSError, UnicodeError, ValueError):
        expected = "een pakket in de vorm van BagIt"
        return [Fault(str(bag), found="iets anders", expected=expected, advice=advice)]
    return []


def _told(detail: Exception) -> tuple[str, str]:
    words = {
        "ChecksumMismatch": "de inhoud is veranderd",
        "FileMissing": "dit bestand is er niet",
        "UnexpectedFile": "dit bestand hoort er niet bij",
    }
    path = getattr(detail, "path", "")
    return str(path), words.get(type(detail).__name__, "een fout in de lijst van bestanden")
