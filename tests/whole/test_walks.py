"""The walks of docs/stap-voor-stap.md: each command of them is one that a run accepts.

Read and planned, not done: what each of them does is tried in the tests beside this one.
"""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from second_wijk import coding
from workbooks import write_coding
from workflow_runs import copy_project, quick_snakemake

from veerkracht.paths import ROOT

pytestmark = pytest.mark.xdist_group("workflow")

PAGE = (ROOT / "docs/stap-voor-stap.md").read_text("utf-8")
BLOCKS = re.findall(r"^ *```\n(.*?)^ *```", PAGE, re.MULTILINE | re.DOTALL)
TYPED = [line.strip() for block in BLOCKS for line in block.splitlines()]
ORDERS = sorted({line.partition("uv run snakemake")[2].strip() for line in TYPED})
# Answered before there is anything to plan, or only after an edition has been kept.
NOT_PLANNED = {"help", "prove --config editie=voorbeeld/2026.1"}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example with what the walks ask a user to have: a sheet, and a review from Word."""
    folder = copy_project(tmp_path_factory.mktemp("wandeling") / "monitor")
    write_coding(folder / "data/voorbeeld/initiatieven.xlsx", None, **coding(2024, municipal=True))
    (folder / "nakijken.docx").write_bytes(b"PK")
    return folder


def test_what_is_typed_in_the_walks_is_an_order() -> None:
    assert {line for line in TYPED if "uv run snakemake" not in line} == {"sh start"}
    assert set(ORDERS) > NOT_PLANNED and len(ORDERS) > 10


@pytest.mark.parametrize("order", [order for order in ORDERS if order not in NOT_PLANNED])
def test_an_order_of_the_walks_is_accepted(project: Path, order: str) -> None:
    done = quick_snakemake(project, *shlex.split(order), "-n")
    assert done.returncode == 0, done.stdout[-2000:]
    name = order.split(" ")[0]
    planned = re.findall(r"^(\w+) +1$", done.stdout, re.MULTILINE)
    assert not name or name.startswith("-") or name in planned, done.stdout[-2000:]


def test_help_is_answered_and_an_edition_that_is_not_kept_is_named(project: Path) -> None:
    assert "Dit kunt u vragen:" in quick_snakemake(project, "help").stdout
    done = quick_snakemake(project, "prove", "--config", "editie=voorbeeld/2026.1")
    assert done.returncode != 0 and "voorbeeld/2026.1" in done.stdout
    assert "Traceback" not in done.stdout
