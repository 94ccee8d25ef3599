"""The profile for a cluster: all of a wijk is one job, and it runs on a real SLURM."""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml
from small_project import KEY, make_project
from workflow_runs import snakemake

from veerkracht.paths import PACKAGE, ROOT
from veerkracht.workflow.followed_imports import constant

PROFILE = ROOT / "profiles/slurm/config.yaml"
# For one section, or one edition that was given out: never part of a run of all.
ALONE = {"print_draft", "write_erratum"}


def rules_of_a_wijk() -> set[str]:
    """The rules that make something in the folder of a wijk."""
    rules: set[str] = set()
    for file in (ROOT / "workflow/rules").glob("*.smk"):
        bodies = re.split(r"^ *rule (\w+):", file.read_text("utf-8"), flags=re.MULTILINE)[1:]
        for name, body in zip(bodies[::2], bodies[1::2], strict=True):
            if "results/{wijk}/logs" in body.split("\nrule ")[0]:
                rules.add(name)
    modules = PACKAGE.joinpath("charts").glob("*.py")
    drawn = [module for module in modules if re.search(r"^ORIGIN\b", module.read_text(), re.M)]
    families = {str(constant(module, "ORIGIN")).lower() for module in drawn} | {
        "network_map",
        "network_poster",
        "rank_change",
    }
    return rules | {f"draw_figures_{family}" for family in families}


def test_all_of_a_wijk_is_one_job_for_the_cluster() -> None:
    groups = dict(item.split("=") for item in yaml.safe_load(PROFILE.read_text("utf-8"))["groups"])
    assert set(groups.values()) == {"wijk"}
    assert set(groups) == rules_of_a_wijk() - ALONE


def ready_partitions() -> list[str]:
    """The partitions with a machine that takes jobs; none where SLURM is off or half on."""
    command = ["sinfo", "--noheader", "--responding", "--states=idle,mixed,allocated"]
    try:
        asked = subprocess.run(
            [*command, "--format=%R"], capture_output=True, text=True, timeout=20
        )
    except subprocess.TimeoutExpired:
        return []
    return asked.stdout.split() if asked.returncode == 0 else []


def test_the_workflow_runs_on_slurm(tmp_path: Path) -> None:
    if not shutil.which("sbatch"):
        pytest.skip("er is geen SLURM op deze machine")
    if importlib.util.find_spec("snakemake_executor_plugin_slurm") is None:
        pytest.skip("uv sync --group slurm is niet gedaan")
    partitions = ready_partitions()
    if not partitions:
        pytest.skip("SLURM staat niet aan op deze machine")
    project = make_project(tmp_path / "monitor")
    done = snakemake(
        *(
            project,
            "--profile",
            "profiles/slurm",
            "-p",
            f"results/{KEY}/tables/governance_course.csv",
        ),
        # A SLURM without accounting has no sacct, and waits half a minute before it asks.
        *("--slurm-status-command", "squeue", "--slurm-init-seconds-before-status-checks", "5"),
        *("--default-resources", f"slurm_partition={partitions[0]}", "mem_mb=2000"),
    )
    assert done.returncode == 0, done.stdout[-3000:]
    assert "group_wijk" in done.stdout
    assert (project / f"results/{KEY}/tables/governance_course.csv").is_file()
