"""The code that an edition was made with: its commit as a git bundle, and what differs from it."""

from __future__ import annotations

import io
import subprocess
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from veerkracht.faults import Fault, InputError

# What a run needs of the project, beside config.yaml and data/.
CODE = (
    *("Snakefile", "environment.yml", "pyproject.toml", "uv.lock", "CITATION.cff", "LICENSE"),
    *("README.md", "profiles", "workflow", "scripts", "templates"),
)
BUNDLE, CHANGES, WHOLE = "veerkrachtmonitor.bundle", "wijzigingen.zip", "veerkrachtmonitor.zip"
EPOCH = (1980, 1, 1, 0, 0, 0)
# Whatever is set on this machine: the same commit gives the same bytes.
STEADY = [
    *("-c", "pack.threads=1", "-c", "pack.window=10", "-c", "pack.depth=50"),
    *("-c", "core.compression=6", "-c", "pack.compression=6", "-c", "core.quotePath=false"),
]

PACKING = [
    *("--stdout", "--revs", "--quiet", "--delta-base-offset", "--threads=1"),
    *("--no-reuse-delta", "--no-reuse-object"),
]


@dataclass(frozen=True)
class Code:
    """The code of a checkout: `commit` ("" without git), and where it departs from that.

    `here`: path -> content of all its files; `changed`: of those that are other or new; `gone`:
    paths that are no longer there.
    """

    root: Path
    commit: str
    here: Mapping[str, bytes]
    changed: Mapping[str, bytes]
    gone: tuple[str, ...]

    @property
    def files(self) -> dict[str, bytes]:
        """What goes in the bag: the bundle, and the changed files; without git all as a zip."""
        if not self.commit:
            return {WHOLE: pack(self.changed)}
        changes = {CHANGES: pack(self.changed)} if self.changed else {}
        return {BUNDLE: _bundle(self.root, self.commit), **changes}

    @property
    def note(self) -> str:
        """What the archivist reads of it."""
        if not self.commit:
            return "zonder git bewaard: de bestanden zelf zitten in het pakket"
        count = len(self.changed) + len(self.gone)
        if not count:
            return f"commit {self.commit}"
        files = "1 bestand" if count == 1 else f"{count} bestanden"
        return f"commit {self.commit}, met {files} veranderd sindsdien (die zitten in het pakket)"


def read_code(root: Path) -> Code:
    """The code of the checkout in `root`; without git, or a commit, every file counts as changed.

    Raises InputError where the history of git holds files of a wijk: a bundle would carry them.
    """
    here = {name: (root / name).read_bytes() for name in _files(root)}
    top = _git(root, "rev-parse", "--show-toplevel").strip()
    commit = _git(root, "rev-parse", "HEAD").strip()
    if not commit or Path(top).resolve() != root.resolve():
        return Code(root, "", here, here, ())
    if personal := _personal(root, commit):
        advice = (
            "Een pakket met de code zou ze meenemen. Haal ze uit de geschiedenis van git, of "
            "bewaar vanuit een map zonder git."
        )
        raise InputError(
            [Fault(name, found="staat in git", advice=advice) for name in personal[:10]]
        )
    known = _git(root, "ls-tree", "-r", "-z", "--name-only", commit, "--", *CODE).split("\0")
    other = _git(root, "diff", "--name-only", "-z", commit, "--", *CODE).split("\0")
    changed = {name: here[name] for name in here if name in other or name not in known}
    gone = tuple(sorted(name for name in known if name and name not in here))
    return Code(root, commit, here, changed, gone)


def _files(root: Path) -> list[str]:
    """The paths of all files of the code, sorted; not what Python leaves beside them."""
    found = []
    for name in CODE:
        place = root / name
        for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
            parts = path.relative_to(root).parts
            if path.is_file() and not any(part[0] == "." or "__pyc" in part for part in parts):
                found.append("/".join(parts))
    return sorted(found)


def _personal(root: Path, commit: str) -> list[str]:
    """Paths in the history that lie in data/ and belong to no example."""
    lines = _git(root, *STEADY, "rev-list", "--objects", commit, "--", "data").splitlines()
    paths = {line.partition(" ")[2] for line in lines}
    data = {path for path in paths if path.startswith("data/") and path.count("/") > 1}
    return sorted(path for path in data if path.split("/")[1] != "voorbeeld")


def pack(files: Mapping[str, bytes]) -> bytes:
    """Files as a zip: sorted, without times, not compressed, so that no library matters."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            archive.writestr(entry, content)
    return out.getvalue()


def _bundle(root: Path, commit: str) -> bytes:
    """The commit with its history, as `git clone` reads it.

    `git bundle create` takes over what happens to be packed here; this packs anew.
    """
    packed = subprocess.run(
        ["git", *STEADY, "pack-objects", *PACKING],
        cwd=root,
        input=f"{commit}\n".encode(),
        capture_output=True,
        check=True,
    ).stdout
    heads = f"# v2 git bundle\n{commit} refs/heads/main\n{commit} HEAD\n\n"
    return heads.encode() + packed


def unpack_code(parts: Mapping[str, Path], gone: Iterable[str], target: Path) -> None:
    """Lay the code out in the new folder `target`; `parts`: name of a file of `Code.files` -> it.

    Raises InputError without git where a bundle is given.
    """
    if BUNDLE in parts:
        try:
            subprocess.run(
                ["git", "clone", "-q", "-b", "main", str(parts[BUNDLE].resolve()), str(target)],
                check=True,
                capture_output=True,
            )
        except (OSError, subprocess.CalledProcessError):
            advice = "Zet git op deze computer: daarmee is de code in het pakket te lezen."
            found, expected = "niet uit te pakken", "een bundel van git"
            raise InputError(
                [Fault(str(parts[BUNDLE]), found=found, expected=expected, advice=advice)]
            ) from None
    target.mkdir(exist_ok=True)
    for name in (CHANGES, WHOLE):
        if name in parts:
            with zipfile.ZipFile(parts[name]) as archive:
                archive.extractall(target)
    for name in gone:
        (target / name).unlink(missing_ok=True)


def _git(root: Path, *arguments: str) -> str:
    """What git says; nothing where git, a repository or a commit is not there."""
    try:
        done = subprocess.run(
            ["git", *arguments], cwd=root, capture_output=True, text=True, encoding="utf-8"
        )
    except OSError:
        return ""
    return done.stdout if done.returncode == 0 else ""
