"""Runs of the workflow in a copy of the project, as a user starts them."""

from __future__ import annotations

import functools
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from workbooks import Rows

from veerkracht.inputs.containers import read_workbook
from veerkracht.paths import ROOT

TRACKED = [
    "Snakefile",
    "config.yaml",
    "environment.yml",
    "profiles",
    "workflow",
    "scripts",
    "templates",
    "data/voorbeeld",
]

# What may not matter to the outcome: the order of sets, the time zone, the language.
ODD = {"PYTHONHASHSEED": "77", "TZ": "Asia/Tokyo", "LANG": "tr_TR.UTF-8", "LC_ALL": "C"}


def copy_project(target: Path) -> Path:
    """What a run needs of the project, in the new folder `target`."""
    for name in TRACKED:
        source = ROOT / name
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            ignore = shutil.ignore_patterns("__pycache__")
            shutil.copytree(source, target / name, ignore=ignore)
        else:
            shutil.copy2(source, target / name)
    return target


def snakemake(folder: Path, *options: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Run snakemake in `folder` in a process of its own; stdout holds all that the screen shows."""
    return subprocess.run(
        [sys.executable, "-m", "snakemake", *options],
        cwd=folder,
        env={**os.environ, **env},
        # A dry run speaks on stdout, a real one on stderr.
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@functools.cache
def _ready() -> subprocess.Popen[str]:
    """The process that has loaded Snakemake; it ends with the tests."""
    run = [sys.executable, str(Path(__file__).with_name("ready_snakemake.py"))]
    return subprocess.Popen(run, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def quick_snakemake(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """As `snakemake`, in a fork of a process that has loaded it: seconds less for a short run.

    A dry run is told by Snakemake itself: tests ask which rules it would run.
    """
    options = (*options, "-p") if "-n" in options else options
    ready = _ready()
    assert ready.stdin and ready.stdout
    with tempfile.NamedTemporaryFile("r", encoding="utf-8") as screen:
        request = {"folder": str(folder), "options": options, "screen": screen.name}
        print(json.dumps(request), file=ready.stdin, flush=True)
        status = int(ready.stdout.readline())
        return subprocess.CompletedProcess(["snakemake", *options], status, screen.read())


def rows_of(path: Path) -> tuple[dict[str, Rows], dict[str, list[str]]]:
    """The rows and headers of a workbook, to change and write again."""
    rows, heads = {}, {}
    for name, sheet in read_workbook(path).items():
        head = [str(cell) for cell in sheet.cells[0]]
        heads[name] = head
        rows[name] = [dict(zip(head, line, strict=True)) for line in sheet.cells[1:]]
    return rows, heads


def pdf_text(pdf: Path) -> str:
    """The words of a PDF. Skips the test without the program that reads them."""
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext ontbreekt: apt install poppler-utils")
    done = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, text=True, check=True)
    return " ".join(done.stdout.split())
