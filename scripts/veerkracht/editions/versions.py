"""With what a report was made: versions of software, and one hash over the input files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

from veerkracht.editions.libraries import system_versions

# What decides numbers, positions and pages.
PACKAGES = ["snakemake", "pandas", "networkx", "matplotlib", "weasyprint"]


def packages() -> list[tuple[str, str]]:
    """(name, version) of the packages that decide the content of the report: the lock has them."""
    return [(name, version(name)) for name in PACKAGES]


def versions() -> list[tuple[str, str]]:
    """(name, version) of these packages, and of the libraries of the system.

    The latter stand beside the report and not in it: where they give the same pages, the PDF of
    another computer has the same bytes.
    """
    return [*packages(), *system_versions()]


def hash_files(paths: Iterable[str | Path]) -> str:
    """The first 16 signs of a SHA-256 over the names and contents of `paths`, sorted by name."""
    digest = hashlib.sha256()
    for path in sorted(map(str, paths)):
        digest.update(path.encode())
        digest.update(hashlib.sha256(Path(path).read_bytes()).digest())
    return digest.hexdigest()[:16]
