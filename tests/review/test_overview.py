"""The page of a reviewer: what stands on it, and that a reviewer can use it in a browser."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from small_project import HOSTILE, KEY, SECRET

from veerkracht.faults import WARNING, Fault
from veerkracht.paths import TEMPLATES
from veerkracht.report.proofread.numbers import UNCHECKED
from veerkracht.review.behind import rows_behind, where_of
from veerkracht.review.comparison_page import page as comparison_page
from veerkracht.review.edition import lines_of, read_edition
from veerkracht.review.evidence_figure import draw
from veerkracht.review.overview import WEAK, Read, page
from veerkracht.review.texts import sections
from veerkracht.tables.claims import COMPARED
from veerkracht.workflow.stages import stages
from veerkracht.workflow.state import write_state

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SIZES = [(390, 844), (1440, 900)]
NOTE = Fault("data/spangen/2023.xlsx", "relaties", 3, "van", "iets <vreemds>", "niets", "", WARNING)
ABOUT = [
    Fault("60.md", found=f"{UNCHECKED}: 3 in “x”", expected="e", advice="a", level=WARNING),
    Fault("61.md", found="'steeds' in “x”", expected="e", advice="a", level=WARNING),
]
REMARK = {
    "wie": "Ada",
    "wanneer": "2026-11-27",
    "soort": "opmerking",
    "sectie": "netwerk",
    "zin": "zin-netwerk-2",
    "plaats": "Het netwerk",
    "opmerking": "Klopt dit <wel>?",
}

pytestmark = pytest.mark.xdist_group("compare")


@pytest.fixture(scope="module")
def folder(base: Path) -> Path:
    """The edition with its pages index.html and verschil.html."""
    folder = base / "eerst"
    tables = {path.stem: lines_of(path) for path in (folder / "tables").glob("*.csv")}
    figures: dict[str, Any] = {
        "ladder": {
            "title": "Een figuur",
            "alt": "wat zij laat zien",
            "source": "bron",
            "series": [
                {"label": "trede", "unit": "", "values": [{"year": 2022, "text": "1,5"}]},
            ],
        }
    }
    purposes = {f"data/{KEY}/{year}.xlsx": f"werkmap van {year}" for year in (2022, 2023, 2024)}
    row = dict.fromkeys(COMPARED.names, "") | {"eerdere_uitgave": "uitgave 2025.1"}
    moved = {"toen": "25 %", "nu": "26 %"}
    differences = [
        row | {"soort": "tabel", "eerder_uitgegeven": "ja"},
        row | {"soort": "bewering", "naam": "c", "plaats": "Zij groeide.", "toen": "houdt"},
        row
        | {"soort": "invoer", "waardoor": "gegevens", "naam": "2023.xlsx!initiatieven!5"}
        | {"toen": "kind informeel", "nu": "kind formeel"},
        row | {"soort": "invoer", "waardoor": "gegevens", "naam": "data/2023.xlsx"},
        *[row | {"soort": "getal", "plaats": "netwerk"} | moved for _ in range(8)],
    ]
    read = Read(tables, figures, [NOTE, *ABOUT], purposes, differences, [REMARK])
    html = page(read_edition(folder), read, TEMPLATES)
    (folder / "review/index.html").write_text(html, "utf-8")
    edition = read_edition(folder)
    verschil = comparison_page(edition, edition, [], TEMPLATES)
    (folder / "review/verschil.html").write_text(verschil, "utf-8")
    return folder


@pytest.fixture(scope="module")
def html(folder: Path) -> str:
    return (folder / "review/index.html").read_text("utf-8")


class Ids(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.goals: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.ids += [given["id"] or ""] if "id" in given else []
        self.goals += (
            [(given["href"] or "")[1:]] if (given.get("href") or "").startswith("#") else []
        )


def test_every_link_in_the_page_has_its_goal_and_every_id_is_one(html: str) -> None:
    read = Ids()
    read.feed(html)
    assert len(read.ids) == len(set(read.ids))
    # A remark names the sentence as it was numbered; this one is made up by the test.
    assert {goal for goal in read.goals if goal not in read.ids} <= {"claim-c", REMARK["zin"]}


def test_every_number_claim_and_sentence_stands_there(folder: Path, html: str) -> None:
    edition = read_edition(folder)
    numbers = {line["getal"] for line in edition.trail}
    assert len(numbers) > 50 and all(f'id="getal-{number}"' in html for number in numbers)
    assert all(f'id="claim-{one["claim"]}"' in html for one in edition.claims)
    for name, section in sections(edition.report).items():
        found = re.findall(rf'id="zin-{name}-\d+"', html)
        assert len(found) == len(section.sentences), name
    assert f"data/{KEY}/2023.xlsx" in html and "iets &lt;vreemds&gt;" in html
    assert "Klopt dit &lt;wel&gt;?" in html and "1 eerder uitgegeven cijfer is" in html


def test_rows_behind_a_number_are_those_of_the_trail(folder: Path) -> None:
    tables = {path.stem: lines_of(path) for path in (folder / "tables").glob("*.csv")}
    trail = read_edition(folder).trail
    behind = rows_behind(trail, tables)
    checked = 0
    for step in trail:
        if not step["rijen"].isdigit():
            continue
        places = [behind["plekken"][n] for n in behind["getallen"][int(step["getal"])]]
        own = {
            row + 2 for name, rows, _ in places for row in rows if f"{name}.csv" == step["tabel"]
        }
        assert int(step["rijen"]) in own, step
        checked += 1
    assert checked > 30
    # A measure of the network leads to the parties and ties of its year.
    name, _, parents = next(one for one in behind["plekken"] if one[0] == "network_metrics")
    kinds = {parent: {tables[parent][row]["year"] for row in rows} for parent, rows in parents}
    assert name and set(kinds) == {"actors", "ties"} and all(len(k) == 1 for k in kinds.values())


def test_what_needs_a_person_is_counted_on_the_first_screen(folder: Path, html: str) -> None:
    top = html[html.index('id="overzicht"') : html.index('id="veranderd"')]
    counts = dict(
        (what, int(count))
        for count, what in re.findall(
            r'class="count">(\d+)</span><span class="what">([^<]+)', top[top.index("tiles low") :]
        )
    )
    # In each of three years one quote without consent, one that tells who spoke, and one of both.
    assert counts["citaten zonder toestemming, of herleidbaar"] == 9
    assert counts["citaat met een getal dat niemand naging"] == 1
    assert counts["andere opmerking over de tekst"] == 1
    assert counts["opmerking van een nakijker"] == 1
    assert counts["open namen"] == len(lines_of(folder / "tables/unresolved.csv"))
    places = re.findall(r"(\d+) (geen toestemming|herleidbaar tot een persoon): (\S+)", html)
    assert [(count, why) for count, why, _ in places] == [
        ("6", "geen toestemming"),
        ("3", "herleidbaar tot een persoon"),
    ]
    assert all("xlsx!citaten!" in place for *_, place in places)


def test_what_changed_is_told_with_its_cause(html: str) -> None:
    changed = html[html.index('id="veranderd"') : html.index('id="te-doen"')]
    assert "Anders dan in uitgave 2025.1: 1 bewering met een andere uitkomst, 8 getallen" in changed
    assert "2023.xlsx!initiatieven!5: kind informeel → kind formeel" in changed
    assert "data/2023.xlsx" not in changed, "a file without its cell tells nothing"
    assert changed.count("25 % → 26 %") == 6 and "en nog 2" in changed
    assert "Zij groeide." in changed


def test_a_place_may_hold_a_comma() -> None:
    text = "actor=de kring, van zuid, year=2023, area=nan"
    assert where_of(text) == {"actor": "de kring, van zuid", "year": "2023", "area": ""}


def test_evidence_is_drawn_against_its_bounds() -> None:
    told = "waargenomen: ja; panel van 16: nee; kans zonder verandering: 0,150"
    figure = draw({"chance": "0,04", "share": "0,305", "evidence": told})
    assert figure.count('class="yes"') == 2 and figure.count('class="no"') == 2
    assert "toeval 4" in figure and "grens 75" in figure and "panel: nee" in figure
    assert draw({"chance": "", "share": "", "evidence": "plaats 1"}) == ""


def test_nothing_that_stays_inside_is_on_the_page(html: str) -> None:
    assert SECRET.lower() not in html.lower()
    assert "Dit mag u lezen" in html
    assert "<script>alert" not in re.sub(r'<script type="application/json".*?</script>', "", html)
    rows = re.search(r'<script type="application/json" id="rijen">(.*?)</script>', html, re.DOTALL)
    assert rows and HOSTILE and "tabellen" in json.loads(rows[1])


def test_the_stages_hold_every_rule_of_a_run() -> None:
    rules = [rule for _, rules in stages() for rule in rules]
    assert {"ingest_coding", "draw_figures", "compose_report", "compose_review"} <= set(rules)
    assert not {"new_wijk", "print_draft", "write_style"} & set(rules)
    assert len(rules) == len(set(rules))


def test_times_of_the_run_stand_beside_the_page(tmp_path: Path) -> None:
    for name, text in (
        ("ingest_coding", "INFO x: klaar na 2.34 s\n"),
        ("draw_figures-network_map-2019", "INFO x: klaar na 1.00 s\n"),
        ("draw_figures-places", "INFO x: klaar na 2.00 s\n"),
        ("print_monitor", "ERROR x: vol\n"),
    ):
        (tmp_path / f"{name}.log").write_text(text)
    write_state(tmp_path, tmp_path.glob("*.log"), 2)
    state = (tmp_path / "stand.js").read_text().removeprefix("window.stand = ").rstrip(";\n")
    times = {"ingest_coding": 2.3, "draw_figures": 3.0}
    assert json.loads(state) == {"tijden": times, "fouten": 2}


# In a browser ----------------------------------------------------------------------------------


def opened(browser: Browser, file: Path, size: tuple[int, int], goal: str = "") -> Page:
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, offline=True)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{file.as_uri()}{goal}")
    assert errors == []
    return page


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", ["index", "verschil"])
def test_everybody_can_read_it_and_nothing_sticks_out(
    browser: Browser, folder: Path, name: str, size: tuple[int, int]
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = opened(browser, folder / f"review/{name}.html", size)
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    result = Axe().run(page)
    assert result.violations_count == 0, result.generate_report()


def test_a_link_to_a_number_shows_its_rows(browser: Browser, folder: Path) -> None:
    step = next(
        line for line in read_edition(folder).trail if line["tabel"] == "network_metrics.csv"
    )
    page = opened(browser, folder / "review/index.html", SIZES[1], f"#getal-{step['getal']}")
    box = page.locator(f"#getal-{step['getal']}")
    assert box.get_attribute("open") is not None
    titles = box.locator(".of").all_inner_texts()
    assert titles[0].startswith("Maten van het netwerk als geheel, per jaar: 1 rij")
    assert any(title.endswith("van actors.csv") for title in titles)
    cell = box.locator("table").nth(1).locator("tbody tr").first.locator("td").nth(1)
    assert "xlsx!initiatieven!" in cell.inner_text()


def test_weak_evidence_is_one_click_away_and_search_finds(browser: Browser, folder: Path) -> None:
    edition = read_edition(folder)
    weak = [one for one in edition.claims if one["outcome"] in WEAK]
    page = opened(browser, folder / "review/index.html", SIZES[1])
    page.locator('.tiles a[href="#zwak"]').click()
    assert page.locator("#claims .claim:visible").count() == len(weak) < len(edition.claims)
    page.locator('[data-for="claims"] [data-search]').fill(weak[0]["claim"])
    assert page.locator("#claims .claim:visible").count() >= 1
    # A link to a claim that is filtered away shows it all the same.
    other = next(one for one in edition.claims if one["outcome"] not in WEAK)
    page.evaluate(f"location.hash = '#claim-{other['claim']}'")
    page.locator(f"#claim-{other['claim']}").wait_for(state="visible")
