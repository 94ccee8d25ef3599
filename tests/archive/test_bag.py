"""Bags: whole or not there, the same bytes, and every change found and named."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from veerkracht.archive.bag import (
    DECLARATION,
    digest_of,
    faults_of,
    read_info,
    read_manifest,
    write_bag,
)
from veerkracht.archive.versions import before, kept, next_version, version_of
from veerkracht.paths import ROOT

FILES = {"monitor.pdf": b"%PDF-1.7", "openbaar/t.csv": b"a;b\n", "web/een 100%.html": b"<p>"}


def contents(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


def test_the_tool_of_others_finds_it_valid(tmp_path: Path) -> None:
    write_bag(tmp_path / "2026.1", FILES, {"Uitgave": "2026.1", "Akkoord": "twee\nregels"})
    done = subprocess.run(
        [sys.executable, "-m", "bagit", "--validate", str(tmp_path / "2026.1")],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0 and "is valid" in done.stderr
    assert (tmp_path / "2026.1/bagit.txt").read_text() == DECLARATION
    assert faults_of(tmp_path / "2026.1") == []
    info = read_info(tmp_path / "2026.1")
    assert info["Akkoord"] == "twee regels" and info["Payload-Oxum"] == "15.3"
    assert set(read_manifest(tmp_path / "2026.1")) == set(FILES)


def test_the_same_files_give_the_same_bytes(tmp_path: Path) -> None:
    write_bag(tmp_path / "a", FILES, {"Uitgave": "1"})
    write_bag(tmp_path / "b", dict(reversed(FILES.items())), {"Uitgave": "1"})
    assert contents(tmp_path / "a") == contents(tmp_path / "b")
    assert digest_of(tmp_path / "a") == digest_of(tmp_path / "b")


@pytest.mark.parametrize("name", ["data/monitor.pdf", "bag-info.txt", "manifest-sha512.txt"])
def test_one_bit_that_flips_is_found_and_named(tmp_path: Path, name: str) -> None:
    write_bag(tmp_path / "2026.1", FILES, {"Uitgave": "2026.1"})
    path = tmp_path / "2026.1" / name
    raw = bytearray(path.read_bytes())
    raw[3] ^= 1
    path.write_bytes(raw)
    told = [str(fault) for fault in faults_of(tmp_path / "2026.1")]
    assert any(f"{name}: gevonden: " in text for text in told), told


def test_a_file_gone_and_a_file_too_many_are_named(tmp_path: Path) -> None:
    write_bag(tmp_path / "2026.1", FILES, {})
    (tmp_path / "2026.1/data/monitor.pdf").unlink()
    (tmp_path / "2026.1/data/extra.txt").write_text("x")
    told = " ".join(map(str, faults_of(tmp_path / "2026.1")))
    assert "data/monitor.pdf: gevonden: dit bestand is er niet" in told
    assert "data/extra.txt: gevonden: dit bestand hoort er niet bij" in told
    assert "iets anders" in str(faults_of(tmp_path / "niets")[0])


def test_a_bag_is_never_written_over(tmp_path: Path) -> None:
    write_bag(tmp_path / "2026.1", FILES, {})
    before = contents(tmp_path)
    with pytest.raises(FileExistsError):
        write_bag(tmp_path / "2026.1", {}, {})
    assert contents(tmp_path) == before


WRITE = """
import sys
from pathlib import Path
from veerkracht.archive.bag import write_bag
write_bag(Path(sys.argv[1]), {f"f{n}": b"x" * 1000 for n in range(int(sys.argv[2]))}, {"A": "b"})
"""


def test_a_killed_run_leaves_nothing_half_and_the_next_completes(tmp_path: Path) -> None:
    target = tmp_path / "archive" / "2026.1"
    run = [sys.executable, "-c", WRITE, str(target)]
    env = {"PYTHONPATH": str(ROOT / "scripts")}
    process = subprocess.Popen([*run, "100000"], env=env)
    while not (target.parent / ".2026.1.bezig" / "data" / "f100").exists():
        assert process.poll() is None
        time.sleep(0.005)
    process.kill()
    process.wait()
    assert not target.exists() and kept(target.parent) == []
    assert [path.name for path in target.parent.iterdir()] == [".2026.1.bezig"]
    subprocess.run([*run, "20"], env=env, check=True)
    assert [path.name for path in target.parent.iterdir()] == ["2026.1"]
    assert faults_of(target) == [] and len(read_manifest(target)) == 20


def test_versions_follow_each_other(tmp_path: Path) -> None:
    settings = {"edition": {"date": "2026-11-30"}, "wijken": {"a": {}, "b": {"version": "2026.3"}}}
    assert version_of(settings, "a") == "2026.1"
    assert version_of(settings, "b") == "2026.3"
    for name in ("2026.1", "2026.2", "2026.10", "2025.1", "index.html", ".2026.3.bezig"):
        (tmp_path / name).mkdir()
    assert kept(tmp_path) == ["2025.1", "2026.1", "2026.2", "2026.10"]
    assert next_version("2026.1", tmp_path) == "2026.11"
    assert next_version("2027.1", tmp_path) == "2027.2"
    assert before("2026.3", tmp_path) == "2026.2" and before("2026.1", tmp_path) is None
