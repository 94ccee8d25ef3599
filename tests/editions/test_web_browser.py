"""The web edition in a real browser: alone, usable by everyone, and nothing but data."""

from __future__ import annotations

import re
import shutil
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from watched_page import DESKTOP, LARGER_PHONE, PHONE, TABLET, Watched
from web_page import Drawn, Tables, draw, make

if TYPE_CHECKING:
    from playwright.sync_api import Page

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
HOSTILE = "<script>alert(1)</script> \"q\" 'a' {{ 7*7 }} </script> & <!-- ü"

pytestmark = [
    pytest.mark.xdist_group("web"),
    pytest.mark.skipif(not CHROMIUM, reason="chromium ontbreekt: apt install chromium"),
]


def ties_of(tables: Tables, actor: str, year: int) -> list[str]:
    """The names of the partners of an actor, from ties.csv alone."""
    ties = tables["ties"][tables["ties"]["year"] == year]
    partners = {*ties.loc[ties["actor_a"] == actor, "actor_b"]} | {
        *ties.loc[ties["actor_b"] == actor, "actor_a"]
    }
    people = tables["actors"][tables["actors"]["year"] == year].set_index("actor")["name"]
    return sorted(people.loc[sorted(partners)])


def positions(page: Page) -> dict[str, str]:
    places: dict[str, str] = page.evaluate(
        "Object.fromEntries([...document.querySelectorAll('#verken-kaart .node')]"
        ".map((node) => [node.dataset.actor, node.getAttribute('transform')]))"
    )
    return places


def choose_year(page: Page, year: int) -> None:
    page.locator(f"#verken-keuzes [name=jaar][value='{year}']").check(force=True)


def find(page: Page, text: str) -> None:
    page.locator("#verken-zoek").fill(text)
    page.locator("#verken-zoek").press("Enter")


def listed(page: Page) -> list[str]:
    return sorted(page.locator("#verken-partij .pick span:last-child").all_inner_texts())


@pytest.mark.parametrize("size", [LARGER_PHONE, TABLET, DESKTOP], ids=str)
def test_axe_finds_nothing(watched: Watched, file: Path, size: tuple[int, int]) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = watched.open(file, size)
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    options = {"runOnly": {"type": "tag", "values": tags}, "resultTypes": ["violations"]}
    find(page, "Delfshaven Helpt")
    response = Axe().run(page, options=options).response
    assert [(v["id"], [n["target"] for n in v["nodes"]][:3]) for v in response["violations"]] == []
    assert response["testEngine"]["name"] == "axe-core"


@pytest.mark.parametrize("width", [320, 375, 390, 768, 1440])
def test_nothing_is_wider_than_the_screen(watched: Watched, file: Path, width: int) -> None:
    page = watched.open(file, (width, 800))
    assert page.evaluate("document.documentElement.scrollWidth") == width
    find(page, "Gemeente Rotterdam")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    loose = page.evaluate(
        "[...document.querySelectorAll('table, main svg')].filter((x) => !x.closest('.scroll') "
        "&& x.getBoundingClientRect().right > innerWidth).length"
    )
    assert loose == 0


def test_what_scrolls_has_a_name_and_takes_the_focus(watched: Watched, file: Path) -> None:
    page = watched.open(file, PHONE)
    page.wait_for_timeout(100)
    regions = page.evaluate(
        "[...document.querySelectorAll('.scroll')].map((x) => [x.scrollWidth > x.clientWidth "
        "|| x.scrollHeight > x.clientHeight, x.tabIndex, x.getAttribute('aria-label') "
        "|| document.getElementById(x.getAttribute('aria-labelledby')).textContent])"
    )
    assert any(wide for wide, _, _ in regions)
    assert all(index == (0 if wide else -1) and name for wide, index, name in regions)


def test_a_year_keeps_the_places_and_changes_the_counts(
    watched: Watched, file: Path, example: Tables, settings: dict[str, Any]
) -> None:
    page = watched.open(file)
    years = settings["wijken"]["voorbeeld"]["years"]
    seen: dict[str, str] = {}
    for year in years:
        choose_year(page, year)
        now = positions(page)
        people = example["actors"][example["actors"]["year"] == year]
        pairs = example["ties"][example["ties"]["year"] == year]
        assert len(now) == len(people)
        assert page.locator("#verken-kaart .ties path").count() == len(pairs)
        said = page.locator("#verken-stand").inner_text()
        assert said.startswith(f"{year}: {len(people)} partijen en {len(pairs)} samenwerkingen.")
        rows = page.locator("#verken-tabel tbody tr")
        assert rows.count() == len(people)
        degrees = rows.locator("td:nth-of-type(2)").all_inner_texts()
        assert sum(map(int, degrees)) == 2 * len(pairs)
        assert all(seen.get(actor, place) == place for actor, place in now.items())
        seen |= now
    places = example["layout"].set_index("actor")
    x, y = map(float, re.findall(r"[-\d.]+", seen["gemeente-rotterdam"]))
    row = places.loc["gemeente-rotterdam"]
    assert (x, 190 - y) == pytest.approx((row["x"], row["y"]), abs=0.01)


def test_size_goes_with_influence_on_one_scale(
    watched: Watched, file: Path, example: Tables
) -> None:
    page = watched.open(file)
    metrics = example["actor_metrics"].set_index(["year", "actor"])
    widths = {}
    for year in (2019, 2023):
        choose_year(page, year)
        box = page.locator("[data-actor='delfshaven-cooperatie']").evaluate(
            "x => x.getBBox().width"
        )
        widths[year] = box**2 / metrics.loc[(year, "delfshaven-cooperatie"), "eigenvector"]
    assert widths[2019] == pytest.approx(widths[2023], rel=0.02)


def test_search_shows_exactly_the_ties_of_the_year(
    watched: Watched, file: Path, example: Tables
) -> None:
    page = watched.open(file)
    for year in (2021, 2020):
        choose_year(page, year)
        for actor, name in (
            ("delfshaven-helpt", "Delfshaven Helpt"),
            ("gemeente-rotterdam", "gemeente rotterdam"),
        ):
            find(page, name)
            expected = ties_of(example, actor, year)
            assert listed(page) == expected and expected
            near = page.locator("#verken-kaart .node.near")
            assert near.count() == len(expected) + 1
            assert page.locator("#verken-kaart .ties .near").count() == len(expected)
            assert page.locator("#verken-kaart .node.self").get_attribute("data-actor") == actor
            assert page.evaluate("document.activeElement.id") == "verken-partij-naam"
    # Without a tie of its own, nothing of another stays.
    alone = example["actor_metrics"].query("year == 2020 and degree == 0").iloc[0]
    find(page, alone["name"])
    assert listed(page) == [] and page.locator("#verken-kaart .node.near").count() == 1


def test_an_actor_of_another_year_is_found_and_told(
    watched: Watched, file: Path, example: Tables
) -> None:
    page = watched.open(file)
    people = example["actors"]
    last, first = people["year"].max(), people["year"].min()
    gone = sorted(
        {*people[people["year"] == first]["name"]} - {*people[people["year"] == last]["name"]}
    )
    find(page, gone[0])
    assert "Staat in 2023 niet op de kaart" in page.locator("#verken-partij").inner_text()
    assert page.locator("#verken-kaart.chosen").count() == 0
    choose_year(page, int(first))
    assert page.locator("#verken-kaart .node.self").count() == 1


def test_a_filter_hides_on_map_and_in_table(watched: Watched, file: Path, example: Tables) -> None:
    page = watched.open(file)
    people = example["actors"][example["actors"]["year"] == 2023]
    outside = people["location"] == "buiten"
    page.locator("[name=soort][value=informeel]").uncheck()
    kept = people[outside | (people["kind"] == "formeel")]
    assert page.locator("#verken-kaart .node").count() == len(kept)
    assert page.locator("#verken-kaart .node.informeel").count() == 0
    assert page.locator("#verken-tabel tbody tr").count() == len(kept)
    pairs = example["ties"][example["ties"]["year"] == 2023]
    both = pairs["actor_a"].isin(kept["actor"]) & pairs["actor_b"].isin(kept["actor"])
    assert page.locator("#verken-kaart .ties path").count() == both.sum()
    assert f"In beeld: {len(kept)} partijen" in page.locator("#verken-stand").inner_text()
    # The list of ties stays whole, and says what the map leaves out.
    find(page, "Gemeente Rotterdam")
    names = [name.removesuffix(" (nu niet getoond)") for name in listed(page)]
    assert sorted(names) == ties_of(example, "gemeente-rotterdam", 2023)
    page.locator("[name=soort][value=buiten]").uncheck()
    assert page.locator("#verken-kaart .node").count() == (kept["location"] != "buiten").sum()


def test_all_of_it_works_with_the_keyboard(watched: Watched, file: Path, example: Tables) -> None:
    page = watched.open(file)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "tekst"
    page.locator("#verken-zoek").focus()
    page.keyboard.type("delfsh")
    page.wait_for_timeout(50)
    assert "partijen gevonden" in page.locator("#verken-gevonden").inner_text()
    page.keyboard.press("ArrowDown")
    first = page.evaluate("document.activeElement.innerText").strip()
    page.keyboard.press("Enter")
    assert page.locator("#verken-partij-naam").inner_text() == first
    page.keyboard.press("Tab")
    partner = page.evaluate("document.activeElement.innerText").strip()
    page.keyboard.press("Enter")
    assert page.locator("#verken-partij-naam").inner_text() == partner
    page.locator("[name=jaar]:checked").focus()
    page.keyboard.press("ArrowLeft")
    assert page.locator("#verken-stand").inner_text().startswith("2022:")
    # What has the focus can be seen.
    width = page.evaluate(
        "getComputedStyle(document.querySelector('[name=jaar]:checked + span')).outlineWidth"
    )
    assert width == "3px"


def test_the_table_sorts(watched: Watched, file: Path) -> None:
    page = watched.open(file)
    head = page.locator("#verken-tabel th[data-sort=name]")
    head.locator("button").click()
    names = page.locator("#verken-tabel tbody th").all_inner_texts()
    assert head.get_attribute("aria-sort") == "ascending"
    assert names == page.evaluate("(x) => x.sort((a, b) => a.localeCompare(b, 'nl'))", names)
    page.locator("#verken-tabel th[data-sort=degree] button").click()
    numbers = page.locator("#verken-tabel tbody td:nth-of-type(2)").all_inner_texts()
    assert list(map(int, numbers)) == sorted(map(int, numbers), reverse=True)
    assert head.get_attribute("aria-sort") == "none"


def test_names_on_the_map_never_overlap(watched: Watched, file: Path) -> None:
    for size in (PHONE, DESKTOP):
        page = watched.open(file, size)
        page.wait_for_timeout(200)
        for name in ("", "Delfshaven Coöperatie"):
            if name:
                find(page, name)
            boxes = page.locator("#verken-kaart text").evaluate_all(
                "(all) => all.map((x) => { const b = x.getBBox(); "
                "return [b.x, b.y + b.height * 0.2, b.x + b.width, b.y + b.height * 0.8]; })"
            )
            assert len(boxes) >= 3
            clash = [
                (a, b)
                for i, a in enumerate(boxes)
                for b in boxes[i + 1 :]
                if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
            ]
            assert clash == []


def test_zooming_leaves_the_page_alone(watched: Watched, file: Path) -> None:
    page = watched.open(file)
    page.locator("#verken-kaart").scroll_into_view_if_needed()
    few = page.locator("#verken-kaart text").count()
    page.locator("#verken-in").click(click_count=3)
    assert "scale(4" in (page.locator("#verken-kaart > g").get_attribute("transform") or "")
    assert page.locator("#verken-kaart text").count() != few
    page.locator("#verken-heel").click()
    assert "scale(1)" in (page.locator("#verken-kaart > g").get_attribute("transform") or "")
    before = page.evaluate("scrollY")
    page.locator("#verken-kaart").hover()
    page.mouse.wheel(0, -300)
    page.wait_for_timeout(150)
    assert page.evaluate("scrollY") < before
    assert "scale(1)" in (page.locator("#verken-kaart > g").get_attribute("transform") or "")


def test_without_javascript_the_map_and_the_table_stand(
    watched: Watched, file: Path, example: Tables
) -> None:
    page = watched.open(file, PHONE, java_script_enabled=False)
    assert page.locator("#verken-vast svg[role=img]").is_visible()
    assert page.locator("#verken-bediening").is_hidden()
    people = example["actors"][example["actors"]["year"] == 2023]
    assert page.locator("#verken-tabel tbody tr").count() == len(people)
    page.locator(".contents summary").click()
    assert page.locator(".contents a").first.is_visible()


def test_with_javascript_the_still_map_makes_room(watched: Watched, file: Path) -> None:
    page = watched.open(file)
    assert page.locator("#verken-vast").count() == 0
    assert page.locator("#verken-kaart").is_visible()


def test_paper_shows_the_text_and_not_the_controls(watched: Watched, file: Path) -> None:
    page = watched.open(file)
    page.emulate_media(media="print")
    for hidden in (".contents", ".controls", ".zoom", ".skip"):
        assert page.locator(hidden).first.is_hidden(), hidden
    for shown in (".notice", "#verken-kaart", "#verken-tabel", "figure svg"):
        assert page.locator(shown).first.is_visible(), shown
    tall = page.locator(".tall").evaluate("x => x.scrollHeight > x.clientHeight")
    assert not tall
    assert page.pdf(format="A4")[:5] == b"%PDF-"


def test_who_wants_no_motion_gets_none(watched: Watched, file: Path) -> None:
    page = watched.open(file, DESKTOP, reduced_motion="reduce")
    moving = page.evaluate(
        "[...document.querySelectorAll('*')].filter((x) => getComputedStyle(x)"
        ".transitionDuration !== '0s' || getComputedStyle(x).animationName !== 'none').length"
    )
    assert moving == 0
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


def test_the_letters_are_the_ones_in_the_page(watched: Watched, file: Path) -> None:
    page = watched.open(file)
    page.wait_for_timeout(200)
    loaded = page.evaluate(
        "[...document.fonts].filter((x) => x.status === 'loaded')"
        ".map((x) => x.family.replaceAll('\"', '') + ' ' + x.weight + ' ' + x.style).sort()"
    )
    families = ("Source Sans 3", "Source Serif 4")
    assert {name[:13].strip() for name in loaded} == {name[:13].strip() for name in families}
    body, chart = ".section .body > p", "figure text"
    for selector, family in ((body, families[1]), (chart, families[0]), ("h1", families[0])):
        used = page.locator(selector).first.evaluate("x => getComputedStyle(x).fontFamily")
        assert used.replace('"', "").startswith(family), selector


def test_headings_go_down_one_at_a_time(watched: Watched, file: Path) -> None:
    page = watched.open(file)
    levels = page.evaluate(
        "[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map((x) => Number(x.tagName[1]))"
    )
    assert levels.count(1) == 1 and levels[0] == 1
    assert all(b <= a + 1 for a, b in pairwise(levels))
    above = page.locator(":is(.level-3 .body h3, .level-4 .body h4:not(.network h4))")
    assert above.all_inner_texts() == []


def test_names_are_data(
    watched: Watched,
    settings: dict[str, Any],
    example: Tables,
    drawn: Drawn,
    fonts: str,
    tmp_path: Path,
) -> None:
    tables = dict(example)
    for name in ("actors", "actor_metrics"):
        table = tables[name].copy()
        table["name"] = table["name"].replace("Buurtkeuken De Pollepel", HOSTILE)
        tables[name] = table
    path = tmp_path / "vijandig.html"
    config = {**settings, "wijken": {**settings["wijken"]}}
    config["wijken"]["voorbeeld"] = {**settings["wijken"]["voorbeeld"], "name": HOSTILE}
    maps = draw(config, "voorbeeld", tables, only="network_map-2023")
    path.write_text(make(config, "voorbeeld", tables, drawn | maps, fonts), encoding="utf-8")
    page = watched.open(path)
    assert HOSTILE in page.title()
    assert HOSTILE in page.locator("#verken-tabel tbody th").all_inner_texts()
    on_map = page.locator("#verken-kaart text").all_text_contents()
    assert any(name.startswith(HOSTILE[:25]) for name in on_map)
    find(page, "<script>")
    assert page.locator("#verken-partij-naam").inner_text() == HOSTILE
    partner = listed(page)[0]
    find(page, partner)
    assert HOSTILE in listed(page)
    assert (
        page.locator("#verken-kaart script, #verken-partij script, #verken-tabel script").count()
        == 0
    )
    assert page.locator("script").count() == 3
    without = watched.open(path, PHONE, java_script_enabled=False)
    assert HOSTILE in without.locator("#verken-tabel tbody th").all_inner_texts()
