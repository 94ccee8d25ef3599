"""What an edit makes anew, and what it leaves alone."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from workflow_runs import TRACKED, quick_snakemake

# What is made anew when a text or a figure changes.
AFTER_TEXT = {"compose_report", "compose_web", "print_monitor", "print_summary"} | {
    "record_inputs",
    "compare_editions",
    "compose_review",
}
# The charts on the figures of the city, which one job draws.
ON_INDICATORS = {
    "alike",
    "brief_index",
    "contributions",
    "health",
    "index_gaps",
    "index_lines",
    "index_scale",
    "strip",
} | {"vulnerability"}

pytestmark = pytest.mark.xdist_group("workflow")


def planned(folder: Path) -> set[str]:
    """The outputs' rules (figures with their name) that a dry run would do."""
    done = quick_snakemake(folder, "--summary")
    assert done.returncode == 0, done.stdout[-2000:]
    head, *lines = [line.split("\t") for line in done.stdout.splitlines() if "\t" in line]
    files = [dict(zip(head, line, strict=True)) for line in lines]
    return {
        Path(file["output_file"]).stem if file["rule"].startswith("draw_figures") else file["rule"]
        for file in files
        if file["plan"] == "update pending"
    }


def test_a_second_run_does_nothing(project: Path) -> None:
    assert "Nothing to be done" in quick_snakemake(project, "-n").stdout


def test_touching_every_file_changes_nothing(project: Path) -> None:
    for name in TRACKED:
        paths = [project / name, *(project / name).rglob("*")]
        for path in paths:
            os.utime(path, (time.time() + 5, time.time() + 5))
    assert "Nothing to be done" in quick_snakemake(project, "-n").stdout


def test_editing_one_chart_plans_its_family_and_the_report_only(project: Path) -> None:
    module = project / "scripts/veerkracht/charts/index_lines.py"
    module.write_text(module.read_text() + "\n# een opmerking\n")
    assert planned(project) == {*ON_INDICATORS, *AFTER_TEXT}


def test_editing_the_measures_reruns_what_imports_them(project: Path) -> None:
    module = project / "scripts/veerkracht/network/metrics.py"
    module.write_text(module.read_text() + "\n# een opmerking\n")
    plan = planned(project)
    assert {"measure_network", "compose_report"} <= plan
    assert not plan & {"ingest_coding", "layout_network", "compute_gaps", "index_lines"}


def test_editing_a_section_prints_the_report_again_and_draws_nothing(project: Path) -> None:
    section = project / "data/voorbeeld/teksten/51-les-lange-adem.md"
    section.write_text(section.read_text() + "\nEen nieuwe slotzin.\n")
    assert planned(project) == AFTER_TEXT


def test_editing_a_colour_draws_the_figures_again_and_editing_the_sheet_does_not(
    project: Path,
) -> None:
    for name, drawn in (("print.css", False), ("tokens.css", True)):
        path = project / "templates" / name
        path.write_text(path.read_text() + "\n/* een opmerking */\n")
        plan = planned(project)
        assert {"compose_report", "print_monitor"} <= plan
        assert ({"index_lines", "network_map-2019"} <= plan) is drawn
        assert not plan & {"layout_network", "measure_network"}
