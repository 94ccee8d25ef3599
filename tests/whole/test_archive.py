"""Whole runs around an archive: kept once, refused when it changed, proved a year later.

The small wijk, whose sheets have a marker in all that they keep inside.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pikepdf
import pygfried
import pytest
import yaml
from crate_validator import issues
from mdto_rules import faults
from second_wijk import TOUCH
from small_project import KEY, SECRET
from workbooks import write_book
from workflow_runs import pdf_text, quick_snakemake, rows_of, snakemake

from veerkracht.archive.bag import read_info
from veerkracht.archive.formats import format_of
from veerkracht.charts.design import EMPTY
from veerkracht.paths import ROOT

pytestmark = [
    pytest.mark.xdist_group("small"),
    pytest.mark.skipif(not shutil.which("git"), reason="git ontbreekt: apt install git"),
]
BAG = Path("archive", KEY, "2026.1")
CLOSED = Path("archive-besloten", KEY, "2026.1")
GIT = ["git", "-c", "user.name=n", "-c", "user.email=e@x", "-c", "commit.gpgsign=false"]


def payload(bag: Path) -> list[Path]:
    files = sorted(path for path in (bag / "data").rglob("*") if path.is_file())
    return [path for path in files if not path.name.endswith(".mdto.xml")]


def contents(folder: Path) -> dict[str, bytes]:
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


def set_version(project: Path, version: str) -> None:
    path = project / "config.yaml"
    config = yaml.safe_load(path.read_text("utf-8"))
    config["wijken"][KEY]["version"] = version
    path.write_text(yaml.safe_dump(config, allow_unicode=True), "utf-8")


@pytest.fixture(scope="module")
def kept(small: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The project in git with one file changed since, its two bags, and what the screen said."""
    project = shutil.copytree(small, tmp_path_factory.mktemp("bewaard") / "monitor")
    shutil.copy(ROOT / "uv.lock", project)
    (project / ".gitignore").write_text("/data/*\n/results/\n.snakemake/\n__pycache__/\n")
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "begin"]):
        subprocess.run([*GIT, *words], cwd=project, check=True, capture_output=True)
    with (project / "workflow/rules/archive.smk").open("a") as file:
        file.write("# Een regel die niet in git staat.\n")
    done = quick_snakemake(project, "archive")
    assert done.returncode == 0, done.stdout[-3000:]
    closed = quick_snakemake(project, "archive", "--config", "archief=besloten")
    assert closed.returncode == 0, closed.stdout[-3000:]
    return project, done.stdout


def test_both_bags_are_valid_to_the_tool_of_others(kept: tuple[Path, str]) -> None:
    for bag in (BAG, CLOSED):
        done = subprocess.run(
            [sys.executable, "-m", "bagit", "--validate", str(kept[0] / bag)],
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr[-500:]
    info = read_info(kept[0] / BAG)
    assert info["Bagging-Date"] == "2026-11-30" and info["Akkoord"] == "zonder akkoord"
    assert "met 1 bestand veranderd" in info["Code"] and "zonder akkoord" in kept[1]
    page = (kept[0] / BAG.parent / "index.html").read_text("utf-8")
    assert "zonder akkoord" in page and 'href="2026.1/data/monitor.pdf"' in page


def test_the_crate_is_that_of_a_workflow_run(
    kept: tuple[Path, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert issues(kept[0] / BAG / "data", monkeypatch) == {}


def test_every_file_is_described_for_an_archive(kept: tuple[Path, str]) -> None:
    for bag in (kept[0] / BAG, kept[0] / CLOSED):
        files = payload(bag)
        assert len(files) > 40
        for path in files:
            assert faults(path.with_name(f"{path.name}.mdto.xml").read_bytes()) == [], path
        assert faults((bag / "data/uitgave.mdto.xml").read_bytes()) == []
    closed = (kept[0] / CLOSED / "data/uitgave.mdto.xml").read_text("utf-8")
    assert "<begripCode>V</begripCode>" in closed and "P10Y" in closed and ">AVG<" in closed
    public = (kept[0] / BAG / "data/uitgave.mdto.xml").read_text("utf-8")
    assert "<begripCode>B</begripCode>" in public


def test_formats_are_those_that_a_tool_finds_in_the_bytes(kept: tuple[Path, str]) -> None:
    """What PRONOM knows. A picture of data that are not there has no version to see, and GraphML
    begins with single quotes, by which the tool takes it for plain text."""
    for path in [*payload(kept[0] / BAG), *payload(kept[0] / CLOSED)]:
        puid = format_of(path.name).puid
        telling = path.suffix != ".graphml" and path.read_bytes() not in (b"", EMPTY.encode())
        if puid and telling:
            assert pygfried.identify(str(path)) == puid, path


def test_nothing_personal_is_in_the_public_bag(kept: tuple[Path, str]) -> None:
    secret = re.compile(SECRET.encode(), re.IGNORECASE)
    for path in (p for p in (kept[0] / "archive").rglob("*") if p.is_file()):
        parts = [path.read_bytes()]
        if path.suffix == ".pdf":
            parts.append(pdf_text(path).encode())
            with pikepdf.open(path) as pdf:
                parts += [x.get_file().read_bytes() for x in pdf.attachments.values()]
                parts.append(str(pdf.docinfo).encode())
        assert not any(map(secret.search, parts)), path
    names = {path.relative_to(kept[0] / BAG / "data").as_posix() for path in payload(kept[0] / BAG)}
    assert not {name for name in names if name.startswith(("invoer/", "tables/"))}
    assert {name for name in names if name.startswith("review/")} == {"review/herkomst.csv"}
    codings = (kept[0] / CLOSED / "data/review/codings.csv").read_text("utf-8-sig")
    assert SECRET in codings
    assert (kept[0] / CLOSED / f"data/invoer/data/{KEY}/2022.xlsx").is_file()


def test_the_same_again_is_no_work_and_gives_the_same_bytes(kept: tuple[Path, str]) -> None:
    project = kept[0]
    before = contents(project / "archive")
    done = quick_snakemake(project, "archive")
    assert done.returncode == 0 and f"{BAG} is al bewaard" in done.stdout, done.stdout[-2000:]
    assert contents(project / "archive") == before
    shutil.move(project / "archive", project / "opzij")
    assert quick_snakemake(project, "archive").returncode == 0
    assert contents(project / "archive") == before
    shutil.rmtree(project / "opzij")


@pytest.fixture(scope="module")
def changed(kept: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The edition approved as it was; then one cell of a workbook changed."""
    project = shutil.copytree(kept[0], tmp_path_factory.mktemp("anders") / "monitor")
    done = quick_snakemake(project, "approve", "--config", "door=A. Jansen")
    assert done.returncode == 0 and "akkoord van A. Jansen" in done.stdout, done.stdout[-2000:]
    path = project / f"data/{KEY}/2024.xlsx"
    rows, heads = rows_of(path)
    row = next(row for row in rows["initiatieven"] if row["naam"] == TOUCH[1])
    row["belemmeringen"] = "geluid"
    write_book(path, rows, heads)
    return project


def test_other_content_is_refused_and_the_next_version_named(changed: Path) -> None:
    before = contents(changed / "archive")
    done = quick_snakemake(changed, "archive")
    assert done.returncode != 0 and "Traceback" not in done.stdout
    assert f"{BAG}: gevonden: al bewaard, met een andere inhoud" in done.stdout
    assert 'onder wijken > spangen: version: "2026.2"' in done.stdout
    assert contents(changed / "archive") == before


def test_a_change_after_approval_stops_the_archive_with_what_changed(changed: Path) -> None:
    shutil.move(changed / "archive", changed / "opzij")
    done = quick_snakemake(changed, "archive")
    assert done.returncode != 0 and not (changed / "archive").exists()
    assert "na het akkoord van A. Jansen veranderd" in done.stdout
    assert "openbaar/barriers.csv (" in done.stdout and "kolom monitor.pdf" in done.stdout
    assert "openbaar/turnover.csv" not in done.stdout, "what did not change"
    shutil.move(changed / "opzij", changed / "archive")


def test_a_correction_says_what_it_corrects(changed: Path) -> None:
    before = contents(changed / BAG)
    set_version(changed, "2026.2")
    done = quick_snakemake(changed, "archive")
    assert done.returncode == 0, done.stdout[-3000:]
    assert "het akkoord in data/spangen/akkoord.yaml is van 2026.1" in done.stdout
    assert contents(changed / BAG) == before
    bag = changed / BAG.with_name("2026.2")
    text = pdf_text(bag / "data/monitor.pdf")
    assert "Dit is uitgave 2026.2. Zij verbetert uitgave 2026.1" in text
    page = (bag / "data/erratum.html").read_text("utf-8")
    assert "<h3>Tabellen</h3>" in page and "Belemmeringen die initiatieven" in page
    for name in ("monitor.pdf", "samenvatting.pdf"):
        assert "Erratum" not in pdf_text(changed / BAG / "data" / name)
    described = (bag / "data/uitgave.mdto.xml").read_bytes()
    assert faults(described) == [] and b"veerkrachtmonitor:spangen:2026.1" in described
    assert '"IsNewVersionOf"' in (bag / "data/datacite.json").read_text("utf-8")
    index = (changed / BAG.parent / "index.html").read_text("utf-8")
    assert index.index("Uitgave 2026.2") < index.index("Uitgave 2026.1")
    assert 'href="2026.2/data/erratum.html"' in index
    assert "akkoord van A. Jansen" in index and "(na het bewaren)" in index


def test_a_text_that_stays_inside_stops_the_bag(kept: tuple[Path, str], tmp_path: Path) -> None:
    """A researcher writes down what somebody said, in the text of the year."""
    project = shutil.copytree(kept[0], tmp_path / "monitor")
    shutil.rmtree(project / "archive")
    said = f"{SECRET} zonder toestemming 2023."
    table = project / f"results/{KEY}/figures/index_gaps.json"
    table.write_text(table.read_text("utf-8").replace('"alt": "', f'"alt": "{said} ', 1), "utf-8")
    done = quick_snakemake(project, "archive")
    if "draw_figures" in done.stdout:
        pytest.fail("the run drew the figure again: the test does not test what it says")
    assert done.returncode != 0 and not (project / BAG).exists()
    assert "deze tekst staat ook in figures/index_gaps.json" in done.stdout
    assert "blad citaten" in done.stdout and SECRET not in done.stdout


def test_an_edition_is_proved_from_its_bags_alone(kept: tuple[Path, str], tmp_path: Path) -> None:
    project = kept[0]
    bags = [shutil.copytree(project / bag, tmp_path / bag.parts[0]) for bag in (BAG, CLOSED)]
    asked = ["prove", "--config", f"editie={bags[0]}"]
    without = quick_snakemake(project, *asked)
    assert without.returncode != 0 and "Geef het besloten pakket mee" in without.stdout
    done = snakemake(project, *asked, f"besloten={bags[1]}")
    assert done.returncode == 0, done.stdout[-3000:]
    count = re.search(r"(\d+) van de (\d+) bestanden hebben dezelfde bytes", done.stdout)
    assert count and count[1] == count[2] and int(count[1]) > 150
    path = bags[0] / "data/claims.csv"
    raw = bytearray(path.read_bytes())
    raw[100] ^= 1
    path.write_bytes(raw)
    flipped = quick_snakemake(project, *asked, f"besloten={bags[1]}")
    assert flipped.returncode != 0 and "Traceback" not in flipped.stdout
    assert "data/claims.csv: gevonden: de inhoud is veranderd" in flipped.stdout
