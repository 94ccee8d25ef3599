"""BagIt (RFC 8493): a folder with manifests, written once and whole, and checked.

Not with the package `bagit`: it writes version 0.97, from before the RFC, makes a bag in the place
of its files, where a run that is killed leaves half of it, and names no file where the sum of all
sizes is other. The tests let that package judge what is written here.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Mapping
from pathlib import Path

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


# Ends of lines only, as the package `bagit` reads it: to that a % is a %.
def _encoded(name: str) -> str:
    return name.replace("\n", "%0A").replace("\r", "%0D")


def _decoded(name: str) -> str:
    return name.replace("%0A", "\n").replace("%0D", "\r")


def _one_line(value: str) -> str:
    return " ".join(str(value).split())


def read_info(bag: Path) -> dict[str, str]:
    """What bag-info.txt says."""
    lines = (bag / INFO).read_text(encoding="utf-8").splitlines()
    return {key: value.strip() for key, _, value in (line.partition(":") for line in lines)}


def read_manifest(bag: Path) -> dict[str, str]:
    """Name of every file of the payload -> its SHA-256."""
    listed = _listed(bag / "manifest-sha256.txt")
    return {name.removeprefix("data/"): digest for name, digest in listed.items()}


def digest_of(bag: Path) -> str:
    """One number for the whole bag: the SHA-256 of its list of checksums."""
    return hashlib.sha256((bag / "manifest-sha256.txt").read_bytes()).hexdigest()


def faults_of(bag: Path) -> list[Fault]:
    """Everything that is wrong with a bag, by file: changed, gone, added, or no bag at all."""
    advice = "Haal het pakket terug uit een kopie: dit is niet meer wat er is bewaard."
    if not (bag / "bagit.txt").is_file():
        expected = "een pakket in de vorm van BagIt"
        return [Fault(str(bag), found="iets anders", expected=expected, advice=advice)]
    there = {path.relative_to(bag).as_posix() for path in bag.rglob("*") if path.is_file()}
    found: dict[str, str] = {}
    listed = {f"tagmanifest-{algorithm}.txt" for algorithm in ALGORITHMS}
    for algorithm in ALGORITHMS:
        for kind in ("tagmanifest", "manifest"):
            for name, digest in _listed(bag / f"{kind}-{algorithm}.txt").items():
                listed.add(name)
                path = bag / name
                if name not in there:
                    found[name] = "dit bestand is er niet"
                elif hashlib.new(algorithm, path.read_bytes()).hexdigest() != digest:
                    found[name] = "de inhoud is veranderd"
    found |= dict.fromkeys(there - listed, "dit bestand hoort er niet bij")
    found |= dict.fromkeys(listed - there, "dit bestand is er niet")
    return [
        Fault(str(bag / name), found=word, expected="wat er is bewaard", advice=advice)
        for name, word in sorted(found.items())
    ]


def _listed(manifest: Path) -> dict[str, str]:
    """Name -> checksum in a manifest; what is no such line is left out."""
    text = manifest.read_text(encoding="utf-8", errors="replace") if manifest.is_file() else ""
    pairs = (line.split(maxsplit=1) for line in text.splitlines())
    return {_decoded(pair[1]): pair[0] for pair in pairs if len(pair) == 2}
