"""The walks of docs/stap-voor-stap.md: each command of them is one that a run accepts.

Most are read and planned, not done: they make a whole monitor, or follow one that was made, and
what they do is tried in the tests beside this one. What is done in seconds is done. The pictures of
a terminal show what it showed: the texts they are drawn from are held against what runs say now.
"""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from second_wijk import coding
from workbooks import write_book, write_coding
from workflow_runs import copy_project, quick_snakemake, rows_of

from veerkracht.editions.screen_picture import screen_picture
from veerkracht.paths import ROOT
from veerkracht.workflow.first_look import LOOKING

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


def shown(name: str) -> str:
    """What the picture of a terminal says under its first line, without seconds, ends of lines."""
    text = (ROOT / f"docs/schermen/{name}.txt").read_text("utf-8")
    return _told(text.partition("\n")[2])


def _told(text: str) -> str:
    """The words on a screen, without what a pipe or a terminal adds, how long it takes and how
    long a PDF is."""
    added = rf"Using |\d+ van \d+: |{LOOKING}"
    lines = [line for line in text.splitlines() if not re.match(added, line)]
    odd = r"Klaar in [^.]*\.|, nog [^.]*|\d+ (?=pagina's)"
    return re.sub(odd, "", " ".join(" ".join(lines).split())).strip()


DONE = {
    "new_year --config year=2024 wijk=voorbeeld": "data/voorbeeld/2024.xlsx",
    "new_wijk --config wijk=charlois": "data/charlois/2026.xlsx",
    "describe_sheet --config bestand=data/voorbeeld/initiatieven.xlsx wijk=voorbeeld": "",
}


@pytest.mark.parametrize("order", DONE)
def test_an_order_that_takes_seconds_is_done(order: str, project: Path, tmp_path: Path) -> None:
    assert order in ORDERS
    folder = shutil.copytree(project, tmp_path / "monitor")
    done = quick_snakemake(folder, *shlex.split(order))
    assert done.returncode == 0 and (folder / DONE[order]).exists(), done.stdout[-2000:]
    if order.startswith("new_year"):
        assert _told(done.stdout) == shown("nieuw-jaar")


def test_the_picture_of_a_fault_says_what_a_run_says(project: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(project, tmp_path / "monitor")
    rows, heads = rows_of(folder / "data/voorbeeld/2023.xlsx")
    rows["relaties"][0]["van"] = rows["relaties"][0]["van"][:-1]
    write_book(folder / "data/voorbeeld/2023.xlsx", rows, heads)
    done = quick_snakemake(folder, "results/voorbeeld/tables/actors.csv")
    first, _, rest = shown("fout").partition(" Mislukt: ")
    assert re.fullmatch(r"\d+ stappen te doen\.", first)
    assert _told(done.stdout).partition(" Mislukt: ")[2] == rest


def test_the_pictures_of_a_whole_run_say_what_it_said(built: Path) -> None:
    text = (built / "scherm.txt").read_text("utf-8")
    begin, after = shown("eind").split(".", 1)
    assert re.fullmatch(r"\d+ stappen te doen", begin)
    assert after.strip() == _told(text[text.index("Klaar in") :])
    line = (ROOT / "docs/schermen/midden.txt").read_text("utf-8").splitlines()
    assert line[:3] == ["$ sh start", LOOKING, f"{begin}."]
    assert re.fullmatch(rf"[█░]{{20}} \d+ van {begin.split()[0]}  .+", line[3])


def test_the_pictures_are_drawn_from_their_texts() -> None:
    """Else: snakemake draw_screens."""
    texts = sorted((ROOT / "docs/schermen").glob("*.txt"))
    assert texts and len(texts) == PAGE.count("(schermen/")
    for path in texts:
        drawn = screen_picture(path.read_text("utf-8"))
        assert path.with_suffix(".svg").read_text("utf-8") == drawn


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
