"""Whole runs of a small wijk: what a researcher changes in a year, and what may never go wrong.

One build serves all tests, and one run after many edits: each test looks at one of them.
"""

from __future__ import annotations

import hashlib
import re
import shutil
from pathlib import Path

import pikepdf
import pytest
import vera
import yaml
from second_wijk import TOUCH
from small_project import HOSTILE, INSIDE, KEY, SECRET
from workbooks import write_book
from workflow_runs import ODD, pdf_text, quick_snakemake, rows_of, snakemake

from veerkracht.workflow.kept_steps import SAME

pytestmark = pytest.mark.xdist_group("small")
RESULTS = Path("results", KEY)


def test_a_draft_of_one_section_leaves_the_rest_alone(small_project: Path) -> None:
    section = small_project / "templates/sections/12-netwerk.md"
    section.write_text(section.read_text() + "\nEen nieuwe slotzin.\n")
    results = small_project / RESULTS
    before = (results / "monitor.pdf").read_bytes()
    done = quick_snakemake(small_project, "print_draft", "--config", "sectie=12-netwerk")
    assert done.returncode == 0, done.stdout[-2000:]
    draft = pdf_text(results / "concept.pdf")
    assert "Een nieuwe slotzin." in draft and "Inhoud" not in draft
    assert (results / "monitor.pdf").read_bytes() == before
    wrong = quick_snakemake(small_project, "print_draft", "--config", "sectie=12-netwerken")
    assert wrong.returncode != 0 and "Bedoelt u '12-netwerk'?" in wrong.stdout
    without = quick_snakemake(small_project, "print_draft")
    assert "snakemake print_draft --config sectie=12-netwerk" in without.stdout


def test_a_start_without_news_ends_at_once_and_one_with_news_does_not(small_project: Path) -> None:
    logs = small_project / ".snakemake/log"
    first = snakemake(small_project, "-c2")  # a copy: of its files all moments are other
    began = len(list(logs.iterdir()))
    second = snakemake(small_project)
    assert second.stdout.splitlines() == first.stdout.splitlines()
    assert f"{RESULTS}/monitor.pdf" in second.stdout
    assert len(list(logs.iterdir())) == began  # Snakemake did not look
    picture = small_project / RESULTS / "figures/ladder.png"
    drawn = picture.read_bytes()
    picture.unlink()
    assert "niets te doen" not in snakemake(small_project).stdout
    assert picture.read_bytes() == drawn
    # It was kept, and made from the same; who forces a step wants it made.
    log = small_project / RESULTS / "logs/draw_figures-observation.log"
    assert SAME in log.read_text("utf-8")
    snakemake(small_project, "-f", str(RESULTS / "figures/ladder.png"))
    assert SAME not in log.read_text("utf-8")
    assert picture.read_bytes() == drawn


def test_hostile_names_are_printed_as_text(small: Path) -> None:
    """Names that try to run, escape or break the page, of parties with their name on every map."""
    results = small / RESULTS
    page = (results / "report.html").read_text("utf-8")
    assert "<script" not in page and "&lt;script&gt;alert(1)" in page
    assert "{{ 7 * 7 }}" in page.replace("&#123;", "{").replace("&#125;", "}").replace("&#42;", "*")
    for path in results.rglob("*"):
        if path.suffix == ".svg":
            assert "<script" not in path.read_text("utf-8")
        if path.suffix == ".csv":
            assert not re.search(r'(^|;)"?=HYPER', path.read_text("utf-8-sig"), re.MULTILINE), path
    assert [path.name for path in small.parent.iterdir()] == ["monitor"]
    assert not list(small.rglob("*ontsnapt*"))
    pdf = pdf_text(results / "monitor.pdf")
    for name in HOSTILE.values():
        assert name.split()[0] in pdf, name


def holding(project: Path, word: str) -> list[Path]:
    """The results with a word in their bytes; of a PDF in its text, and all that is inside it."""
    secret = re.compile(word.encode(), re.IGNORECASE)
    holders = []
    for path in sorted((project / "results").rglob("*")):
        if not path.is_file():
            continue
        parts = [path.read_bytes()]
        if path.suffix == ".pdf":
            with pikepdf.open(path) as pdf:
                parts += [pdf_text(path).encode(), str(pdf.docinfo).encode()]
                parts += [
                    x.read_bytes()
                    for x in pdf.objects
                    if isinstance(x, pikepdf.Stream) and x.get("/Subtype") != "/Image"
                ]
        holders += [path] if any(map(secret.search, parts)) else []
    return holders


def test_nothing_that_the_sheets_keep_to_themselves_reaches_any_result(small: Path) -> None:
    files = {path.suffix for path in (small / "results").rglob("*")}
    assert {".html", ".svg", ".json", ".csv", ".pdf", ".log", ".gexf", ".graphml"} <= files
    leaking = [str(path) for path in holding(small, SECRET)]
    # Who judged what in which talk: for the agreement of coders, never shared (docs/nakijken.md).
    assert leaking == [str(small / RESULTS / "review/codings.csv")]
    # Why, by whom and where it was found: for who checks the monitor, in what nobody else gets.
    inside = {str(path.relative_to(small / RESULTS)) for path in holding(small, INSIDE)}
    review = {f"review/{name}" for name in ("changes.csv", "herkomst.csv", "index.html")}
    assert inside == {*review, "tables/decisions.csv", "tables/budget.csv"}
    assert "Dit mag u lezen" in pdf_text(small / RESULTS / "monitor.pdf")


@pytest.mark.skipif(bool(vera.class_path()[1]), reason=vera.class_path()[1] or "")
def test_every_pdf_of_few_rows_conforms_to_both_standards(small: Path) -> None:
    """A table without rows would break PDF/UA: a wijk this small has some."""
    pdfs = sorted((small / RESULTS).rglob("*.pdf"))
    assert {"monitor.pdf", "samenvatting.pdf", "deel-1.pdf"} <= {path.name for path in pdfs}
    assert {path: failed for path, failed in vera.failed_checks(*pdfs).items() if failed} == {}


@pytest.fixture(scope="module")
def changed(small: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """After a run on many edits: the project, and what the screen said.

    The last year goes; of 2023 no talk is left, and the football club lost its ties; a name that
    nobody knows, which only a draft prints.
    """
    project = shutil.copytree(small, tmp_path_factory.mktemp("veranderd") / "monitor")
    config = yaml.safe_load((project / "config.yaml").read_text("utf-8"))
    config["wijken"][KEY]["years"].remove(2024)
    config["draft"] = True
    (project / "config.yaml").write_text(yaml.safe_dump(config, allow_unicode=True), "utf-8")
    path = project / f"data/{KEY}/2023.xlsx"
    rows, heads = rows_of(path)
    for row in rows["initiatieven"]:
        partners = [name for name in row["partners"].split("; ") if name != TOUCH[0]]
        row |= {"geinterviewd": "nee", "partners": "; ".join(partners)}
    rows["initiatieven"][0]["partners"] = ""
    rows["relaties"] = [{"van": TOUCH[1], "naar": "Onbekende Kring"}]
    write_book(path, rows, heads)
    done = quick_snakemake(project)
    assert done.returncode == 0, done.stdout[-3000:]
    return project, done.stdout


def test_a_year_less_gives_a_report_without_it(changed: tuple[Path, str]) -> None:
    results = changed[0] / RESULTS
    assert "2024" not in (results / "tables/network_metrics.csv").read_text("utf-8-sig")
    html = (results / "report.html").read_text("utf-8")
    assert "network_map-2023" in html and "network_map-2024" not in html
    assert "Twee jaar onderzoek" in html


def test_a_change_in_a_workbook_changes_the_sentence_in_the_pdf(
    small: Path, changed: tuple[Path, str]
) -> None:
    before, after = (pdf_text(p / RESULTS / "monitor.pdf") for p in (small, changed[0]))
    chance = "minder is dan toeval zou geven, staat niet vast."
    for sentence in ("De voetbalclub loopt voorop.", chance):
        assert sentence in before and sentence not in after, sentence
    assert "De voetbalclub doet mee." in after and "De voetbalclub doet mee." not in before
    claims = (changed[0] / RESULTS / "claims.csv").read_text("utf-8-sig")
    assert re.search(r"^voetbalclub-voorop-2023;[^\n]*;houdt niet;", claims, re.MULTILINE)
    assert re.search(r"^minder-dan-bij-toeval;[^\n]*;niet te bepalen;", claims, re.MULTILINE)


def test_a_draft_says_so_and_prints_a_name_that_nobody_knows(changed: tuple[Path, str]) -> None:
    project, screen = changed
    assert f"waarschuwingen over de invoer van {KEY}:" in screen
    page = (project / RESULTS / "report.html").read_text("utf-8")
    assert page.count("Concept: ") == 3 and "Onbekende Kring" in page


def digests(folder: Path) -> dict[str, str]:
    kinds = (".pdf", ".svg", ".csv", ".html", ".json")
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted((folder / "results").rglob("*"))
        if path.suffix in kinds
    }


def test_the_same_input_gives_the_same_bytes(small: Path, tmp_path: Path) -> None:
    # The same files: the monitor holds a digest of them, and a workbook the time it was made.
    clean = shutil.ignore_patterns("results", ".snakemake")
    other = shutil.copytree(small, tmp_path / "een andere map" / "kloon", ignore=clean)
    done = snakemake(other, "--cores", "2", **ODD)
    assert done.returncode == 0, done.stdout[-3000:]
    first, second = digests(small), digests(other)
    assert len(first) > 30
    assert {name for name in first | second if first.get(name) != second.get(name)} == set()
