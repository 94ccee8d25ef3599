"""One build of the example and one of a small wijk; each test works on a copy of either."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from small_project import make_project
from workflow_runs import ODD, copy_project, snakemake


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = copy_project(tmp_path_factory.mktemp("gebouwd") / "monitor")
    done = snakemake(folder, **ODD)
    assert done.returncode == 0, done.stdout[-3000:]
    (folder / "scherm.txt").write_text(done.stdout)
    return folder


@pytest.fixture
def project(built: Path, tmp_path: Path) -> Path:
    return shutil.copytree(built, tmp_path / "monitor")


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = make_project(tmp_path_factory.mktemp("klein") / "monitor")
    done = snakemake(folder)
    assert done.returncode == 0, done.stdout[-3000:]
    return folder


@pytest.fixture
def small_project(small: Path, tmp_path: Path) -> Path:
    return shutil.copytree(small, tmp_path / "monitor")
