"""The digest of what a job reads: by content, not by date, and without what rules make."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from veerkracht.workflow import content as module
from veerkracht.workflow.content import content


@pytest.fixture(autouse=True)
def in_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("data/2024").mkdir(parents=True)
    Path("data/aliassen.csv").write_text("variant;actor\n")
    Path("data/2024/relaties.csv").write_text("van;naar\n")
    Path("results").mkdir()
    Path("results/actors.csv").write_text("actor\n")


def digest(*paths: str) -> str:
    module._digest.cache_clear()
    return content(None, input=paths)


ALL = ("data/aliassen.csv", "data/2024", "results/actors.csv")


def test_a_date_changes_nothing_and_content_with_an_old_date_does() -> None:
    before = digest(*ALL)
    os.utime("data/aliassen.csv", (0, 0))
    assert digest(*ALL) == before == digest(*reversed(ALL))
    Path("data/aliassen.csv").write_text("variant;actor\nA;B\n")
    os.utime("data/aliassen.csv", (0, 0))
    assert digest(*ALL) != before


@pytest.mark.parametrize("change", ["edited", "added", "renamed"])
def test_what_is_in_a_folder_counts(change: str) -> None:
    before, sheet = digest(*ALL), Path("data/2024/relaties.csv")
    if change == "edited":
        sheet.write_text("van;naar\na;b\n")
    elif change == "added":
        Path("data/2024/citaten.csv").write_text("")
    else:
        sheet.rename("data/2024/banden.csv")
    assert digest(*ALL) != before


def test_what_rules_make_does_not_count() -> None:
    before = digest(*ALL)
    Path("results/actors.csv").write_text("actor\na\n")
    assert digest(*ALL) == before == digest(*ALL[:2])


def test_a_file_that_is_not_there_is_left_to_snakemake() -> None:
    assert digest("data/weg.csv") != digest(*ALL)
