"""The web edition on a phone: figures whole, tables folded; and its story, year by year."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from watched_page import DESKTOP, LARGER_PHONE, Watched
from web_page import Tables

pytestmark = [
    pytest.mark.xdist_group("web"),
    pytest.mark.skipif(
        not (shutil.which("chromium") or shutil.which("google-chrome")),
        reason="chromium ontbreekt: apt install chromium",
    ),
]


def test_on_a_phone_a_figure_is_seen_whole_and_can_be_made_larger(
    watched: Watched, file: Path
) -> None:
    page = watched.open(file, LARGER_PHONE)
    wide = (
        "[...document.querySelectorAll('figure .larger + .scroll')]"
        ".map((x) => x.scrollWidth > x.clientWidth + 1)"
    )
    seen = page.evaluate(wide)
    assert len(seen) > 15 and not any(seen), "no chart is cut off"
    for box in page.locator(".larger input").all():
        box.check()
    assert sum(page.evaluate(wide)) > 15
    # Without the box a wide screen shows them as they are.
    assert watched.open(file, DESKTOP).locator(".larger").first.is_hidden()


def test_long_tables_fold_on_a_phone_and_are_open_elsewhere(watched: Watched, file: Path) -> None:
    folds = (
        "[...document.querySelectorAll('.fold')]"
        ".map((x) => [x.querySelectorAll('tbody tr').length > 30, x.open])"
    )
    small, large = (watched.open(file, size) for size in (LARGER_PHONE, DESKTOP))
    closed = small.evaluate(folds)
    assert closed and not any(opened for _, opened in closed)
    opened = large.evaluate(folds)
    assert all(long != open_ for long, open_ in opened), "a table to look things up in waits"
    assert 0 < sum(long for long, _ in opened) < len(opened) / 2
    plain = watched.open(file, LARGER_PHONE, java_script_enabled=False)
    assert plain.locator(".fold[open]").count() == sum(not long for long, _ in opened)
    # Half of what it was to scroll through: a page of 119,000 px.
    assert small.evaluate("document.documentElement.scrollHeight") < 95_000


def test_the_numbers_of_a_figure_are_one_tap_away(watched: Watched, file: Path) -> None:
    page = watched.open(file, LARGER_PHONE)
    details = page.locator("#figuur-network_panel .numbers")
    assert details.locator("table").is_hidden()
    details.locator("summary").click()
    rows = details.locator("tbody tr").all_inner_texts()
    assert rows[0].split("\t") == ["partijen", "59", "85", "103", "120", "146"]


def test_the_story_steps_through_the_years_with_the_keyboard(
    watched: Watched, file: Path, example: Tables
) -> None:
    page = watched.open(file)
    page.locator("#verken-vorige").focus()
    page.keyboard.press("Home")
    assert page.locator("#verken-stand").inner_text().startswith("2019:")
    assert page.locator("#verken-kaart .fresh").count() == 0
    assert page.locator("#verken-vorige").get_attribute("aria-disabled") == "true"
    page.locator("#verken-volgende").click()
    assert page.locator("[name=jaar]:checked").get_attribute("value") == "2020"
    people = example["actors"].groupby("year")["actor"].agg(set)
    assert page.locator("#verken-kaart .node.fresh").count() == len(people[2020] - people[2019])
    told = page.locator("#verken-verhaal").inner_text()
    best = example["actor_metrics"].query("year == 2020").sort_values("rank")["name"].head(3)
    assert f"Bovenaan in invloed: {', '.join(best)}." in told
    assert "Nieuw, met de meeste invloed: Delfshaven Helpt" in told
    page.keyboard.press("End")
    assert page.locator("#verken-stand").inner_text().startswith("2023:")
    page.keyboard.press("ArrowRight")
    assert page.locator("#verken-stand").inner_text().startswith("2023:"), "there is no next year"


def test_ties_bend_as_on_paper(watched: Watched, file: Path) -> None:
    lines = watched.open(file).locator("#verken-kaart .ties path")
    drawn = lines.evaluate_all("(all) => all.map((x) => x.getAttribute('d'))")
    assert sum("Q" in line for line in drawn) > 100 and sum("L" in line for line in drawn) > 100
