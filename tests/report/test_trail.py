"""Every number in the text knows its row; every row leads to the sheets."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from folders import FOLDERS, SECTIONS
from section_texts import monitor_page, section

from veerkracht import dutch
from veerkracht.faults import InputError
from veerkracht.lookups.lookups import Lookups
from veerkracht.lookups.number import number_from
from veerkracht.report.fill import fill
from veerkracht.report.sections import figure_names, read_sections
from veerkracht.report.trail import Trail, capitalize, follow

Tables = dict[str, pd.DataFrame]


@pytest.fixture(scope="module")
def told(example: Tables, settings: dict[str, Any]) -> tuple[str, pd.DataFrame]:
    """The whole report, and the trail of its numbers."""
    wijk = settings["wijken"]["voorbeeld"]
    sections = read_sections(*FOLDERS)
    figures = {
        name: {"title": name, "alt": "beschrijving", "source": "bron"}
        for name in figure_names(sections, wijk["years"])
    }
    trail = Trail()
    extra = {"input_hash": "0", "versions": []}
    lookups = Lookups.of(example, wijk, settings)
    report = fill(sections, lookups, figures, SECTIONS.parent, extra, trail)
    text = "".join(section["html"] for part in report.parts for section in part["sections"])
    return text, follow(trail, example)


def named(text: str) -> set[str]:
    """The rows of sheets that a trail names, its runs (`2023.xlsx!relaties!2-9`) written out."""
    found = set()
    for place, first, last in re.findall(r"([^ ,;]+!)(\d+)(?:-(\d+))?(?=[,;]|$)", text):
        found |= {f"{place}{row}" for row in range(int(first), int(last or first) + 1)}
    return found


def test_every_row_behind_a_number_is_named(
    told: tuple[str, pd.DataFrame], example: dict[str, pd.DataFrame]
) -> None:
    steps = told[1].set_index("waar")["herkomst"]
    year = 2019
    behind = [example[name][example[name]["year"] == year] for name in ("actors", "ties")]
    wanted = {place for rows in behind for text in rows["origin"] for place in text.split("|")}
    text = steps[f"metric=ties, year={year}"]
    assert named(text if isinstance(text, str) else text.iloc[0]) == wanted


def test_a_figure_keeps_its_rows_through_sums() -> None:
    a, b = number_from(5, "x", year=1), number_from(3, "x", year=2)
    assert a is not None and b is not None
    assert (a - b).rows == (*a.rows, *b.rows) and float(a - b) == 2
    assert float(abs(b - a)) == 2 and (a / b).rows == (a + b).rows and (-a).rows == a.rows
    assert float(a * b) == 15 and (a * b).rows == (a + b).rows
    assert str(a) == "5" and str(a / 2) == "2.5" and isinstance(a, float)
    assert number_from(None, "x") is None and number_from(float("nan"), "x") is None


def test_every_number_of_the_report_stands_in_its_row(
    told: tuple[str, pd.DataFrame], example: Tables
) -> None:
    """The value that is printed is the value in the table, at the row that the trail names."""
    text, steps = told
    marks = dict(re.findall(r'<data id="getal-(\d+)" value="[^"]+">([^<]+)</data>', text))
    assert len(marks) > 120 and set(map(int, marks)) == set(steps["getal"])
    checked = 0
    for step in steps.to_dict("records"):
        assert html.unescape(marks[str(step["getal"])]).lower() == step["gedrukt"].lower()
        name = step["tabel"].removesuffix(".csv")
        # A share of two numbers has a line for each of them.
        single = (steps["getal"] == step["getal"]).sum() == 1
        if name == "network_metrics" and single:
            row = example[name].iloc[int(step["rijen"]) - 2]
            assert row["value"] == pytest.approx(step["waarde"])
            assert f"metric={row['metric']}, year={row['year']}" == step["waar"]
            assert "actors.csv, " in step["herkomst"] and "xlsx!initiatieven!" in step["herkomst"]
            checked += 1
        elif name != "config.yaml" and not step["waar"]:
            assert name in ("claims", "actors", "indicator_changes")
        elif name != "config.yaml":
            assert step["rijen"], step
    assert checked > 40


def test_an_index_leads_to_its_cell_and_a_fact_to_its_row(told: tuple[str, pd.DataFrame]) -> None:
    steps = told[1]
    gaps = steps[steps["tabel"] == "index_gaps.csv"]
    assert gaps["herkomst"].str.contains(r"\.csv, regel \d+|\.xlsx, SI 201[46]![A-Z]+\d+").all()
    facts = steps[steps["tabel"] == "facts.csv"]
    assert len(facts) and facts["herkomst"].str.contains(r"governance\.xlsx!feiten!\d+").all()
    assert facts["herkomst"].str.contains("Veldacademie, maart 2024", regex=False).all()
    shares = steps[steps["waar"].str.contains("measure=wijkbesluiten")]
    assert len(shares) and shares["herkomst"].str.contains("governance.xlsx!besluiten!").all()
    moved = steps[steps["waar"].str.contains("indicator=")]
    assert len(moved) > 10 and moved["herkomst"].str.contains(r"\.xlsx, SI 201[46]!|\.csv, ").all()


def test_no_mark_is_left_and_no_number_goes_without_origin(
    told: tuple[str, pd.DataFrame],
) -> None:
    assert not re.search("[\ue000-\ue002]", told[0])


@pytest.mark.parametrize(
    "text", ["{{ num(12) }}", "{{ pct(0.5) }}", "{{ signed(years | length) }}"]
)
def test_a_number_that_comes_from_no_table_stops(
    example: Tables, settings: dict[str, Any], tmp_path: Path, text: str
) -> None:
    lookups = Lookups.of(example, settings["wijken"]["voorbeeld"], settings)
    with pytest.raises(InputError) as caught:
        monitor_page(section(tmp_path, text), lookups, {}, SECTIONS.parent, {})
    assert "komt niet uit een tabel: het heeft geen herkomst" in str(caught.value)


def test_marks_survive_a_capital_a_note_and_a_callout(
    example: Tables, settings: dict[str, Any], tmp_path: Path
) -> None:
    text = (
        '{{ counted(interviews(2019), "gesprek", "gesprekken") | capitalize }}\n\n'
        '{{ note("Er zijn " ~ num(interviews(2023)) ~ " gesprekken.") }}\n\n'
        '{{ callouts([(num(net("ties", 2023)), "in " ~ num(net("actors", 2023)))]) }}'
    )
    lookups = Lookups.of(example, settings["wijken"]["voorbeeld"], settings)
    printed = monitor_page(section(tmp_path, text), lookups, {}, SECTIONS.parent, {})
    assert '<data id="getal-1" value="25">25 gesprekken</data>' in printed
    assert 'Er zijn <data id="getal-2" value="45">45</data> gesprekken.' in printed
    assert '<data id="getal-3" value="533">533</data>' in printed
    three = Trail().printing(dutch.word)(number_from(3, "x"))
    assert capitalize(three).count("Drie") == 1 and capitalize("é") == "É"
