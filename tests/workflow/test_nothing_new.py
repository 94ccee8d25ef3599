"""A start with nothing to do is told at once, and anything that changed is left to Snakemake."""

from __future__ import annotations

import io
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from veerkracht.workflow import nothing_new as module
from veerkracht.workflow.first_look import look
from veerkracht.workflow.nothing_new import (
    asks_for_all,
    forget_end,
    nothing_new,
    remember_end,
    state_of_inputs,
)

WORDS = ["Er is niets te doen.", "results/wijk/monitor.pdf"]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of which a run ended well; one wijk is a link to a folder elsewhere."""
    root = tmp_path / "monitor"
    files = {
        "config.yaml": "jaar: 2023",
        "data/wijk/2023.xlsx": "cel A",
        "data/wijk/.~lock.2023.xlsx#": "",
        "templates/groot.ttf": "x" * 50,
        "results/wijk/monitor.pdf": "bladzijde",
        ".snakemake/log": "",
        "../elders/tekst.md": "Een zin.",
    }
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    (root / "data/ander").symlink_to(tmp_path / "elders")
    (root / "data/rond").symlink_to(root / "data")
    remember_end(root, state_of_inputs(root), WORDS)
    return root


def backdated(path: Path, text: str) -> None:
    """Write other content of the same length, with the date that the file had."""
    then = path.stat()
    path.write_text(text)
    assert path.stat().st_size == then.st_size
    os.utime(path, ns=(then.st_atime_ns, then.st_mtime_ns))


def test_without_a_change_the_words_of_the_last_run_are_said(project: Path) -> None:
    assert nothing_new(project, []) == WORDS
    # What Python and Snakemake leave behind is no news, nor is a new date on the same input.
    (project / "data/__pycache__").mkdir()
    (project / "data/__pycache__/a.pyc").write_text("")
    (project / ".snakemake/log").write_text("meer")
    os.utime(project / "config.yaml", (1, 1))
    assert nothing_new(project, ["-c2"]) == WORDS


@pytest.mark.parametrize(
    "change",
    [
        lambda root: backdated(root / "data/wijk/2023.xlsx", "cel B"),
        lambda root: backdated(root / "data/ander/tekst.md", "Ander zi"),
        lambda root: backdated(root / "templates/groot.ttf", "y" * 50),
        lambda root: backdated(root / "results/wijk/monitor.pdf", "bladzijdf"),
        lambda root: os.utime(root / "results/wijk/monitor.pdf", (1, 1)),
        lambda root: (root / "results/wijk/monitor.pdf").unlink(),
        lambda root: shutil.rmtree(root / "results"),
        lambda root: (root / "data/wijk/.~lock.2023.xlsx#").unlink(),
        lambda root: (root / "data/wijk/nieuw.md").write_text(""),
        lambda root: (root / "config.yaml").rename(root / "config.yml"),
        lambda root: (root / module.LIST).write_text('{"invoer": "'),
        forget_end,
    ],
)
def test_whatever_changed_is_left_to_snakemake(
    project: Path, change: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LARGE", 40)  # of the font only its moments are compared
    remember_end(project, state_of_inputs(project), WORDS)
    assert nothing_new(project, []) == WORDS
    change(project)
    assert nothing_new(project, []) == []


def test_an_edit_while_a_run_is_at_work_is_news_to_the_next(project: Path) -> None:
    began_with = state_of_inputs(project)
    (project / "config.yaml").write_text("jaar: 2024")
    remember_end(project, began_with, WORDS)
    assert nothing_new(project, []) == []


@pytest.mark.parametrize("typed", ["", "-c2", "-c 2", "--cores all", "--cores=4", "-j 1"])
def test_the_monitors_are_asked_for_with_or_without_cores(typed: str) -> None:
    assert asks_for_all(typed.split())


@pytest.mark.parametrize(
    "typed",
    ["-c", "-n", "-F", "all", "2", "-c2 -n", "--config year=2024", "help", "-c 2 results/x"],
)
def test_whatever_else_is_asked_is_for_snakemake(typed: str, project: Path) -> None:
    assert nothing_new(project, typed.split()) == []


def test_a_start_ends_before_snakemake_reads_a_rule(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    stream = io.StringIO()
    with pytest.raises(SystemExit) as ended:
        look([], stream)
    assert ended.value.code == 0
    assert stream.getvalue().splitlines() == WORDS
    monkeypatch.setenv("SNAKEMAKE_PROFILE", "eigen")
    look([], stream)
