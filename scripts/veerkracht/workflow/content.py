"""What the inputs of a rule hold, whatever their dates: other content reruns it."""

from __future__ import annotations

import hashlib
import sys
import sysconfig
from collections.abc import Iterable
from functools import cache
from pathlib import Path

RESULTS = "results/"


def content(wildcards: object, **job: Iterable[str]) -> str:
    """A digest of the inputs of a job that no rule makes: files, and what is in folders.

    A parameter of every rule. Takes its inputs by ** on purpose: a parameter that asks for `input`
    by name is one that Snakemake does not compare with that of the last run.
    """
    # No Path for each of them: all wijken together have half a million inputs.
    given = sorted(path for path in job["input"] if not path.startswith(RESULTS))
    digests = "\n".join(f"{path} {_digest(path)}" for path in given)
    return hashlib.sha256(digests.encode()).hexdigest()[:16]


@cache
def software() -> str:
    """What the steps run on: this Python, and the libraries beside it with their versions.

    By the names of their folders: to ask each library would cost more than the whole start.
    """
    place = Path(sysconfig.get_path("purelib"))
    there = sorted(path.name for path in place.glob("*.dist-info"))
    return "\n".join([sys.version, sys.prefix, *there, _digest("environment.yml")])


@cache
def _digest(path: str) -> str:
    """Of the bytes of a file, or of all files in a folder; each is read once a start."""
    place = Path(path)
    files = sorted(p for p in place.rglob("*") if p.is_file()) if place.is_dir() else [place]
    digest = hashlib.sha256()
    for file in files:
        digest.update(f"{file.relative_to(place)}\n".encode())
        digest.update(file.read_bytes() if file.is_file() else b"")
    return digest.hexdigest()
