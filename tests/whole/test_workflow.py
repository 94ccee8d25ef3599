"""The whole run of the example, and what a researcher asks for when a new year starts.

One build serves all tests; each test works on a copy of it, with its Snakemake memory.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path
from typing import Any

import pandas as pd
import pypdfium2
import pytest
import vera
from plain import chart_context
from workflow_runs import quick_snakemake, rows_of

from veerkracht.charts import catalogue
from veerkracht.charts.design import save
from veerkracht.editions.page_fill import page_fills
from veerkracht.io import read_table, read_tables, write_table
from veerkracht.paths import ROOT
from veerkracht.review.edition import lines_of

pytestmark = pytest.mark.xdist_group("workflow")


def test_the_run_ends_with_the_path_and_the_number_of_pages(built: Path) -> None:
    *last, page = (built / "scherm.txt").read_text().strip().splitlines()[-5:]
    assert page == "Alles bij elkaar: results/index.html" and (built / page.split()[-1]).is_file()
    for line in ("voorbeeld/samenvatting", "voorbeeld/monitor", "carnisse/samenvatting"):
        assert re.fullmatch(rf"results/{line}\.pdf \(\d+ pagina's\)", last.pop(0))
    assert last[0].startswith("results/carnisse/monitor.pdf (")


def test_the_screen_speaks_dutch_from_the_first_step_to_the_last(built: Path) -> None:
    """But for the one line that Snakemake prints before anybody can speak for it."""
    profile, head, *lines = (built / "scherm.txt").read_text().strip().splitlines()
    assert profile.startswith("Using workflow specific profile")
    steps = int(re.fullmatch(r"(\d+) stappen te doen\.", head)[1])  # type: ignore[index]
    for number in range(1, steps + 1):
        assert re.fullmatch(
            rf"{number} van {steps}: (stad|voorbeeld|carnisse): .+", lines[number - 1]
        )
    assert re.fullmatch(r"Klaar in (\d+ min )?\d+ s\.", lines[steps])


def test_tables_and_drawings_are_the_same_in_other_surroundings(
    built: Path, example: dict[str, pd.DataFrame], settings: dict[str, Any], tmp_path: Path
) -> None:
    """The build ran with another order of sets, time zone and language than these tests."""
    results = built / "results/voorbeeld"
    there = read_tables(map(str, (results / "tables").glob("*.csv")))
    assert len(there) > 30
    for name, table in there.items():
        write_table(example[name], tmp_path / "table.csv")
        # Between steps numbers are written down, and lose their last digit.
        pd.testing.assert_frame_equal(
            read_table(tmp_path / "table.csv"), table, rtol=1e-6, atol=1e-6
        )
    context = chart_context(ROOT, settings, "voorbeeld")
    for name in ("network_map-2023", "network_ring", "index_lines", "alike"):
        figure = catalogue.draw(name, example | there, context)[1]
        assert figure
        save(figure, tmp_path / "figure.svg")
        drawn = (results / f"figures/{name}.svg").read_bytes()
        assert (tmp_path / "figure.svg").read_bytes() == drawn, name


def test_the_start_page_links_every_edition(built: Path) -> None:
    page = built / "results/index.html"
    links = re.findall(r'href="([^"]+)"', page.read_text("utf-8"))
    assert [link for link in links if not (page.parent / link).is_file()] == []
    assert {link for link in links if link.endswith(".pdf")} == {
        str(path.relative_to(page.parent)) for path in page.parent.rglob("*.pdf")
    }


def test_help_comes_whatever_is_wrong(project: Path) -> None:
    (project / "config.yaml").write_text("wijken: [")
    done = quick_snakemake(project, "help")
    assert done.returncode == 0 and "snakemake new_wijk --config wijk=spangen" in done.stdout


@pytest.mark.parametrize(
    ("target", "hint"),
    [
        ("new_yaer", "Bedoelt u 'new_year'?"),
        ("results/vorbeeld/monitor.pdf", "Bedoelt u 'results/voorbeeld/monitor.pdf'?"),
        ("results/voorbeeld/monitr.pdf", "Bedoelt u 'results/voorbeeld/monitor.pdf'?"),
    ],
)
def test_an_unknown_target_is_told_in_dutch(project: Path, target: str, hint: str) -> None:
    done = quick_snakemake(project, target)
    lines = done.stdout.strip().splitlines()[1:]  # after the line of the profile
    assert done.returncode != 0 and len(lines) == 2, done.stdout
    assert f"opdracht {target}: gevonden: dit kan niet gemaakt worden" in lines[1]
    assert hint in lines[1]


@pytest.mark.parametrize(
    ("wijk", "least", "sides"),
    [("voorbeeld", 40, range(8, 13)), ("carnisse", 12, [4])],
)
def test_no_page_of_the_monitor_is_largely_empty(
    built: Path, wijk: str, least: int, sides: Collection[int]
) -> None:
    """A page that would be empty for more than a quarter needs its text in another order.

    Without interviews the folder is one sheet of paper that folds.
    """
    pages = lines_of(built / f"results/{wijk}/review/bladzijden.csv")
    empty = [page for page in pages if float(page["leeg"].replace(",", ".")) > 0.25]
    assert len(pages) >= least and empty == []
    folder = page_fills((built / f"results/{wijk}/samenvatting.pdf").read_bytes())
    assert len(folder) in sides and [page for page in folder if page.empty > 0.25] == []


def test_the_parts_are_files_of_their_own(built: Path) -> None:
    parts = sorted(path.name for path in (built / "results/voorbeeld/delen").glob("*.pdf"))
    assert parts == ["deel-1.pdf", "deel-2.pdf", "deel-3.pdf"]
    assert [path.name for path in (built / "results/carnisse/delen").glob("*.pdf")] == [
        "deel-1.pdf"
    ]


def test_a_party_stays_where_it_is_when_the_pages_are_turned(built: Path) -> None:
    """The maps of all years begin at the same height."""
    heights = []
    for page in pypdfium2.PdfDocument(built / "results/voorbeeld/monitor.pdf"):
        text = page.get_textpage()
        if found := text.search("met naam: ").get_next():
            heights.append(round(text.get_charbox(found[0])[1], 1))
    assert len(heights) == 5 and len(set(heights)) == 1


@pytest.mark.skipif(bool(vera.class_path()[1]), reason=vera.class_path()[1] or "")
def test_every_pdf_conforms_to_both_standards(built: Path) -> None:
    pdfs = sorted((built / "results").rglob("*.pdf"))
    assert len(pdfs) == 8 + 3  # the monitors, folders and parts, and the posters
    assert {path: failed for path, failed in vera.failed_checks(*pdfs).items() if failed} == {}


def test_the_page_finds_its_figures_and_stylesheet_beside_it(built: Path) -> None:
    for wijk in ("voorbeeld", "carnisse"):
        folder = built / "results" / wijk
        # With interviews the summary begins with those, and has no ruler of classes.
        without = {"figures/index_scale.svg"} if wijk == "voorbeeld" else set()
        drawn = {
            f"figures/{path.name}"
            for path in folder.glob("figures/*.svg")
            # What is drawn for the wall is on a poster only.
            if 'width="0"' not in path.read_text() and "_poster" not in path.name
        }
        printed: set[str] = set()
        # A chart of the folder alone is not in the monitor of a wijk without interviews.
        for name in ("report.html", "samenvatting.html"):
            page = (folder / name).read_text("utf-8")
            addresses = re.findall(r'(?:src|<link[^>]* href)="([^"]+)"', page)
            figures = [address for address in addresses if address.startswith("figures/")]
            assert len(addresses) == 2 + len(set(figures)) == 2 + len(figures)
            assert [address for address in addresses if not (folder / address).is_file()] == []
            printed |= set(figures)
        assert printed == drawn - without and without <= drawn


def test_a_wijk_draws_only_what_its_sections_can_print(built: Path) -> None:
    """Carnisse has no interviews and no governance: nobody draws it empty figures of those."""
    for wijk, families in (("voorbeeld", True), ("carnisse", False)):
        for family in ("interviews", "observation", "places"):
            log = built / f"results/{wijk}/logs/draw_figures-{family}.log"
            assert log.is_file() == families, log
        assert (built / f"results/{wijk}/figures/index_lines.svg").is_file()


def test_every_step_has_a_log_with_content(built: Path) -> None:
    logs = sorted((built / "results").glob("*/logs/*.log"))
    assert len(logs) > 15
    for log in logs:
        assert "begin: " in log.read_text() and "klaar na" in log.read_text(), log


def test_a_new_year_is_made_once_and_never_of_its_own_accord(project: Path) -> None:
    path = project / "data/voorbeeld/2024.xlsx"
    done = quick_snakemake(project, "new_year", "--config", "year=2024")
    assert done.returncode == 0, done.stdout
    assert "data/voorbeeld/2024.xlsx is gemaakt: 146 rijen op blad initiatieven" in done.stdout
    text = project / "data/voorbeeld/teksten/jaar/2024.md"
    assert '{% bewering "meer-partijen-en-verbindingen", year' in text.read_text("utf-8")
    assert "netwerk-groeide-in-2024:\n  zegt: Er zijn in 2024 meer partijen" in done.stdout
    text.write_text("Al geschreven.")
    before = path.read_bytes()
    again = quick_snakemake(project, "new_year", "--config", "year=2024")
    assert again.returncode != 0 and "2024.xlsx: gevonden: dit bestaat al" in again.stdout
    assert path.read_bytes() == before
    path.unlink()
    third = quick_snakemake(project, "new_year", "--config", "year=2024")
    assert third.returncode == 0 and "2024.md bestaat al en is zo gelaten" in third.stdout
    assert text.read_text() == "Al geschreven."
    path.unlink()
    without = quick_snakemake(project, "new_year")
    assert without.returncode != 0 and "snakemake new_year --config year=2025" in without.stdout
    assert not path.exists()


def test_a_new_year_can_start_from_another_program(project: Path) -> None:
    folder = project / "kumu"
    folder.mkdir()
    (folder / "elements.csv").write_text("Label,Type\nA,formeel\nB,informeel\n")
    (folder / "connections.csv").write_text("From,To\nA,B\n")
    done = quick_snakemake(project, "new_year", "--config", "year=2024", "bron=kumu")
    assert done.returncode == 0, done.stdout
    rows, _ = rows_of(project / "data/voorbeeld/2024.xlsx")
    assert [row["naam"] for row in rows["initiatieven"][:2]] == ["A", "B"]
    assert (rows["relaties"][0]["van"], rows["relaties"][0]["naar"]) == ("A", "B")
