"""The shipped texts pass proofreading, and what goes stale in them is noticed."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from plain import chart_context

from veerkracht.charts import catalogue
from veerkracht.faults import STOP, Fault
from veerkracht.lookups.lookups import Lookups
from veerkracht.lookups.number import Number, Row
from veerkracht.network.outcome import Outcome
from veerkracht.paths import ROOT, TEMPLATES
from veerkracht.report.fill import fill
from veerkracht.report.proofread import Context, proofread
from veerkracht.report.sections import figure_names, read_sections, text_folders
from veerkracht.report.trail import Trail

Tables = dict[str, pd.DataFrame]
Figures = dict[str, dict[str, Any]]
EXTRA = {"input_hash": "49b6a42ae5af16ce", "versions": [("pandas", "3.1.1")]}


def drawn(tables: Tables, settings: dict[str, Any], wijk: str) -> Figures:
    """Number -> title, description, source and series, as the rules make them."""
    context = chart_context(ROOT, settings, wijk)
    names = figure_names(
        read_sections(*text_folders(wijk, ROOT)), settings["wijken"][wijk]["years"]
    )
    return {name: catalogue.describe(name, tables, context) for name in names}


@pytest.fixture(scope="module")
def review(
    example: Tables, quiet: Tables, settings: dict[str, Any]
) -> Callable[..., tuple[list[Fault], Context]]:
    """Proofreads a shipped wijk; `change` gets its figures, texts in `over` lie over its own."""
    tables = {"voorbeeld": example, "carnisse": quiet}
    made = {wijk: drawn(tables[wijk], settings, wijk) for wijk in tables}

    def run(
        wijk: str,
        change: Callable[[Figures], None] | None = None,
        over: tuple[Path, ...] = (),
        outcome: str = "",
    ) -> tuple[list[Fault], Context]:
        figures = copy.deepcopy(made[wijk])
        if change:
            change(figures)
        sections, trail = read_sections(*over, *text_folders(wijk, ROOT)), Trail()
        own = dict(tables[wijk])
        if outcome:
            own["claims"] = own["claims"].assign(outcome=outcome)
        lookups = Lookups.of(own, settings["wijken"][wijk], settings)
        filled = fill(sections, lookups, figures, TEMPLATES, EXTRA, trail)
        context = Context.of(lookups, trail, sections, EXTRA, figures)
        return proofread(filled, context), context

    return run


@pytest.mark.parametrize("wijk", ["voorbeeld", "carnisse"])
def test_the_shipped_texts_pass(review: Any, wijk: str) -> None:
    found, _ = review(wijk)
    # What somebody said is listed, and nothing else.
    assert [mark for mark in found if "in een citaat" not in mark.found] == []
    assert len(found) == (2 if wijk == "voorbeeld" else 0)


@pytest.mark.parametrize("outcome", list(Outcome))
def test_every_wording_of_a_claim_passes(review: Any, outcome: str) -> None:
    found, _ = review("voorbeeld", outcome=outcome)
    assert [mark for mark in found if "in een citaat" not in mark.found] == []


def test_what_is_only_seen_says_so_once_in_a_section(
    example: Tables, settings: dict[str, Any]
) -> None:
    """A stamp on every sentence is read by nobody; the share of draws is for the appendix."""
    sections = read_sections(*text_folders("voorbeeld", ROOT))
    figures = drawn(example, settings, "voorbeeld")
    for outcome in (Outcome.POINTS, Outcome.UNSHOWN):
        own = dict(example) | {"claims": example["claims"].assign(outcome=outcome)}
        lookups = Lookups.of(own, settings["wijken"]["voorbeeld"], settings)
        report = fill(sections, lookups, figures, TEMPLATES, EXTRA, Trail())
        for part in report.parts:
            for section in part["sections"]:
                text = str(section["html"])
                assert text.count("zoals waargenomen") <= 1, section["id"]
                in_appendix = part["id"] in ("achtergrond", "bijlagen")
                assert in_appendix or "trekkingen" not in text, section["id"]
                assert in_appendix or "Zelfde richting" not in text, section["id"]


def test_what_the_example_prints_can_be_compared(review: Any) -> None:
    """The check on contradictions has something to check: sentences, tables and figures meet."""
    context = review("voorbeeld")[1]
    labels = {label for label, *_ in context.printed}
    assert {"Partijen", "Samenwerkingen", "Afstand Bospolder", "Afstand Tussendijken"} <= labels
    assert len(context.printed) > 60


@pytest.mark.parametrize(
    ("figure", "label", "year", "stale"),
    [
        ("network_trend", "Partijen", 2023, "145"),
        ("network_trend", "Partijen", 2019, "58"),
        ("network_panel", "partijen", 2021, "1"),
        ("network_map-2020", "samenwerkingen", 2020, "208"),
        ("index_lines", "Bospolder", 2018, "97"),
        ("wijk_share", "Budget bij bewoners of informele partijen (aandeel)", 2023, "44\u00a0%"),
        ("barriers", "geld", 2019, "68\u00a0%"),
    ],
)
def test_a_stale_figure_is_noticed(
    review: Any, figure: str, label: str, year: int, stale: str
) -> None:
    def change(figures: Figures) -> None:
        values = [
            value
            for series in figures[figure]["series"]
            for value in series["values"]
            if (series["label"], value["year"]) == (label, year)
        ]
        assert len(values) == 1 and values[0]["text"] != stale
        values[0]["text"] = stale

    stops = [mark for mark in review("voorbeeld", change)[0] if mark.level == STOP]
    assert (
        len(stops) == 1
        and f"'{label.lower().removesuffix(' (aandeel)')}' in {year}" in stops[0].found
    )


def test_a_fault_in_a_section_names_its_file(review: Any, tmp_path: Path) -> None:
    path = tmp_path / "11-veerkracht.md"
    shipped = (TEMPLATES / "sections" / path.name).read_text("utf-8")
    path.write_text(shipped + "\n\nIn 2031 zijn er 14 huizen in Botu.\n", "utf-8")
    stops = [mark for mark in review("voorbeeld", over=(tmp_path,))[0] if mark.level == STOP]
    assert {Path(mark.file).name for mark in stops} == {"11-veerkracht.md"} and len(stops) == 3
    assert all("“In 2031 zijn er 14 huizen in Botu.”" in mark.found for mark in stops)
    assert {re.split(" in “", mark.found)[0] for mark in stops} == {
        *("het jaar 2031", "het getal 14", "Botu")
    }


def test_a_sum_is_not_taken_for_its_row(example: Tables, settings: dict[str, Any]) -> None:
    """A share of a number keeps its row, but is no statement on it."""
    trail = Trail()
    trail.section = "proef"
    lookups = Lookups.of(example, settings["wijken"]["voorbeeld"], settings)
    actors = lookups.network.net("actors", 2019)
    assert actors
    write = trail.printing(str)
    for value in (actors, actors / 2, Number(3, Row("facts", (("fact", "teams"),)))):
        write(value)
    assert Context.of(lookups, trail).printed == (("Partijen", "59", 2019, "proef"),)
