"""The Sociale Index over the measurements: its lines, its gaps, and what is read first."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from drawn_charts import Tables, covered_words, module, own_tables, path_points, svg, texts

from veerkracht import dutch
from veerkracht.charts import design

Drawing = Callable[[str], str]
pytestmark = pytest.mark.xdist_group("charts")


def test_the_lines_of_the_index_stand_at_their_values(drawing: Drawing) -> None:
    picture = drawing("index_lines")
    city = path_points(picture, "lijn-stad")
    bospolder = path_points(picture, "lijn-0")
    assert len(city) == len(bospolder) == 6
    # Hand-checked: Rotterdam 100 and 110, Bospolder 83 and 99, in 2014 and 2018.
    scale = (city[0][1] - city[2][1]) / 10
    assert (bospolder[0][1] - city[0][1]) / scale == pytest.approx(17, abs=0.05)
    assert (bospolder[0][1] - bospolder[2][1]) / scale == pytest.approx(16, abs=0.05)
    shown = texts(picture)
    assert {"Rotterdam", "100", "Bospolder", "84", "Tussendijken", "83"} <= set(shown)
    # What the grounds are is one line of words, and no crisis is named a second time.
    (crises,) = [words for words in shown if "crisis" in words]
    assert crises == (
        "Lichte grond (naar veldwerkjaar): coronacrisis (2020–2022) en energiecrisis (2022–2023); "
        "stippellijn: toeslagenschandaal (2021)"
    )
    # That they lie a year later is told there and at the axis, and nowhere else.
    assert [words for words in shown if "veldwerk" in words and words != crises] == [
        "Jaartal = uitgave; het veldwerk was een jaar eerder"
    ]


def test_a_missing_measurement_breaks_nothing_and_is_not_drawn_as_zero(
    example: Tables, context: dict[str, Any]
) -> None:
    gaps = example["index_gaps"].copy()
    gone = (gaps["source"] == "sociale_index") & (gaps["area"] == "Bospolder")
    gaps.loc[gone & (gaps["year"] == 2018), ["value", "gap"]] = None
    drawing = svg("index_lines", example | {"index_gaps": gaps}, context)
    assert len(path_points(drawing, "lijn-0")) == 5


def test_the_gap_of_the_wijk_is_drawn_on_both_ends_and_nowhere_else(
    example: Tables, quiet: Tables, context: dict[str, Any], drawing: Drawing
) -> None:
    """From the city down to the areas together; of a single area its own, without a programme."""
    picture = drawing("index_lines")
    city = path_points(picture, "lijn-stad")
    scale = (city[0][1] - city[2][1]) / 10
    assert re.findall(r'id="afstand-(\d+)"', picture) == ["2018", "2024"]
    gaps = {
        2018: (-11 * 7110 - 22 * 7370) / 14480,
        2024: (-16 * 7110 - 17 * 7370) / 14480,
    }
    for year, gap in gaps.items():
        low, high = path_points(picture, f"afstand-{year}")
        place = (year - 2014) // 2
        assert low[0] == high[0] == pytest.approx(city[place][0], abs=0.01), "on its measurement"
        assert high[1] == pytest.approx(city[(year - 2014) // 2][1], abs=0.01)
        assert (low[1] - high[1]) / scale == pytest.approx(-gap, abs=0.05)
    own = own_tables("index_lines", quiet)
    alone = {**context, "wijk": {**context["wijk"], "areas": ["Carnisse"], "programme": None}}
    shown = texts(svg("index_lines", own, alone))
    assert shown.count("afstand") == 2 and "samen" not in shown
    # All that is measured: the first and the last; that between stands in the row below.
    drawn = svg("index_lines", own, alone)
    assert re.findall(r'id="afstand-(\d+)"', drawn) == ["2014", "2024"]
    assert shown.count("−33") == 1 and shown.count("−18") == 2
    # Together they need their inhabitants: without them each has its gap beside its name.
    course = example["index_course"]
    apart = own_tables("index_lines", example) | {"index_course": course[course["area"] != "samen"]}
    drawn = svg("index_lines", apart, context)
    assert 'id="afstand-' not in drawn and {"−16", "−17"} <= set(texts(drawn))


def test_the_gaps_of_the_title_are_read_before_the_line_of_all(
    example: Tables, context: dict[str, Any]
) -> None:
    """Thick and large at both ends; the rest thin. No mark of a line has its own number."""
    figure = module("index_lines").draw(own_tables("index_lines", example), context)
    axes, _ = figure.axes
    thick = {str(line.get_gid()): line.get_linewidth() for line in axes.lines if line.get_gid()}
    ends = [thick[f"afstand-{year}"] for year in (2018, 2024)]
    assert min(ends) > 2 * thick["lijn-samen"] and "afstand-2014" not in thick
    assert thick["lijn-samen"] < 1 < min(thick["lijn-0"], thick["lijn-1"])
    # Nothing in the chart is larger.
    sizes = sorted(text.get_size() for text in axes.texts)
    loud = [text for text in axes.texts if text.get_size() == sizes[-1]]
    assert [text.get_text() for text in loud] == ["−17", "−17"] and sizes[-3] < sizes[-1]
    assert {text.get_size() for text in axes.texts if text.get_text() == "−15"} == {design.TEXT}
    # In the rows below only what a line measures is bold: of the areas together.
    rows = [t for t in axes.texts if t.get_text().startswith("−") and t.get_position()[1] < 0]
    bold = [text.get_text() for text in rows if text.get_weight() == "semibold"]
    assert len(rows) == 18 and bold == ["−17", "−17"]
    shown = texts(svg("index_lines", own_tables("index_lines", example), context))
    assert not [words for words in shown if re.match("(Bosp|Tuss).* [−+]?[0-9]", words)]


def test_the_dashed_line_has_its_name_where_the_others_leave_room(
    example: Tables, context: dict[str, Any]
) -> None:
    """Beside its own line, nearer than any other, and not where a gap is measured out."""
    figure = module("index_lines").draw(own_tables("index_lines", example), context)
    axes, _ = figure.axes
    (name,) = [text for text in axes.texts if text.get_gid() == "naam-samen"]
    assert name.get_text() == "samen" and covered_words(figure) == []
    lines = {str(line.get_gid()): line.get_data() for line in axes.lines}
    x, y = name.get_position()
    assert min(abs(x - year) for year in (2018, 2024)) >= 1
    box = name.get_window_extent().transformed(axes.transData.inverted())
    across = np.linspace(box.x0, box.x1, 20)
    away = {}
    for gid in ("lijn-stad", "lijn-0", "lijn-1", "lijn-samen"):
        down = np.interp(across, *lines[gid])
        assert not ((box.y0 < down) & (down < box.y1)).any(), gid
        away[gid] = np.abs(down - y).min()
    assert min(away, key=lambda gid: away[gid]) == "lijn-samen"


def test_the_gap_is_measured_out_at_the_last_measurement(
    example: Tables, context: dict[str, Any], drawing: Drawing
) -> None:
    """Published: Rotterdam 100, Bospolder 84 and Tussendijken 83 in 2024."""
    shown = texts(drawing("index_lines"))
    assert {"−16", "−17"} <= set(shown)
    # That of both together, of which the title speaks, ends at their own line.
    picture = drawing("index_lines")
    whole = path_points(picture, "lijn-samen")
    for year in (2018, 2024):
        low, _ = path_points(picture, f"afstand-{year}")
        assert low[1] == pytest.approx(whole[(year - 2014) // 2][1], abs=0.01)
    # Below the years every gap.
    rows = example["index_gaps"].query("source == 'sociale_index' and area == 'Tussendijken'")
    assert {dutch.signed(gap) for gap in rows["gap"]} <= set(shown)
    told = " ".join(shown)
    # In one line below all, as wide as the page.
    words = (
        "minder dan 6 punten van Rotterdam: niet aantoonbaar; een verandering telt vanaf 8 punten"
    )
    assert [each.strip() for each in shown].count(words) == 1 and told.count(
        "niet aantoonbaar"
    ) == 1
    # Every ten has its line and number, and no mark is cut off at the edge.
    figure = module("index_lines").draw(own_tables("index_lines", example), context)
    axes, _ = figure.axes
    # A band from the city (100 in 2014 and 2024, 110 in 2018) down to what is no difference.
    (band,) = [area for area in axes.collections if area.get_gid() == "marge"]
    corners = {(x, y) for x, y in band.get_paths()[0].vertices.tolist()}
    assert {(2014, 100), (2014, 94), (2018, 110), (2018, 104), (2024, 94)} <= corners
    assert max(y for _, y in corners) == 110
    low, high = axes.get_ylim()
    ticks = [tick for tick in axes.get_yticks() if low <= tick <= high]
    assert ticks == [80, 90, 100, 110] and low > 70
    assert not any(line.get_clip_on() for line in axes.lines if line.get_marker() in ("o", "s"))


def test_a_first_measurement_that_the_title_compares_is_as_loud_as_the_last(
    example: Tables, context: dict[str, Any]
) -> None:
    """Where the course begins at the first measurement there are two gaps, and neither is quiet."""
    own = own_tables("index_lines", example)
    own |= {"index_course": own["index_course"].assign(base=2014)}
    axes, _ = module("index_lines").draw(own, context).axes
    gaps = {str(line.get_gid()): line.get_linewidth() for line in axes.lines}
    gaps = {name: wide for name, wide in gaps.items() if name.startswith("afstand")}
    assert sorted(gaps) == ["afstand-2014", "afstand-2024"] and len(set(gaps.values())) == 1
