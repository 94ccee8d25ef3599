"""The gaps of the themes: which are past their own margin, and what the chart shows of that."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from drawn_charts import Tables, module, own_tables, svg, texts

from veerkracht.charts import design

Drawing = Callable[[str], str]
pytestmark = pytest.mark.xdist_group("charts")


def test_themes_behind_the_city_are_counted_from_the_data(
    example: Tables, context: dict[str, Any], drawing: Drawing
) -> None:
    said = module("index_gaps").facts(example, context)
    title, alt = said.title, said.alt
    gaps = example["index_gaps"]
    rows = gaps[(gaps["source"] == "wijkprofiel") & (gaps["year"] == 2016)]
    themes = rows[(rows["area"] == "Bospolder") & rows["indicator"].str.fullmatch("[A-Z][a-z]")]
    # Eight are below the city; one by less than its margin, which the text does not count either.
    # By the structure of the Wijkprofiel a theme of residents weighs a tenth, another an eighth;
    # the squares of what its indicators may be off add up.
    parts = example["contributions"][example["contributions"]["area"] == "Bospolder"]
    squares = (parts["level_margin"] ** 2).groupby(parts["theme"]).sum()
    weights = {"s": 0.1, "o": 0.125}
    margins = {theme: square**0.5 / weights[theme[1]] for theme, square in dict(squares).items()}
    assert (len(themes), int((themes["gap"] < 0).sum())) == (9, 8)
    behind = int((themes["gap"] < -themes["indicator"].map(margins)).sum())
    # Nobody must think that the programme did it: it began after.
    assert behind == 7 and title == (
        "In 2016, voor het programma, lagen in Bospolder zeven en in Tussendijken acht van de "
        "negen thema's aantoonbaar onder Rotterdam"
    )
    # Of wider margins fewer are; of what is not known the margin of the whole index counts.
    wide = example["contributions"].assign(
        level_margin=3 * example["contributions"]["level_margin"].astype(float)
    )
    worse = module("index_gaps").facts({**example, "contributions": wide}, context).title
    assert "in Bospolder één en in Tussendijken één van de negen" in worse
    unknown = wide.assign(level_margin=float("nan"))
    level = module("index_gaps").facts({**example, "contributions": unknown}, context).title
    assert level == title
    # One wide axis: the areas have a line each in the row of a theme, and a last gap in a column.
    axes, _ = module("index_gaps").draw(own_tables("index_gaps", example), context).axes
    column = [text for text in axes.texts if text.get_text().startswith(("−", "+"))]
    assert len(column) == 18 and [text.get_text() for text in column[:2]] == ["−47", "−75"]
    assert {text.get_ha() for text in column} == {"right"}
    assert all(text.get_position()[0] > 1 for text in column)
    heights = [text.get_position()[1] for text in column]
    assert heights == sorted(heights) and len(set(heights)) == 18
    assert axes.get_position().width > 0.6, "most of the page"
    # The axis ends at a number, past every gap and margin.
    low, high = axes.get_xlim()
    assert {low, high} <= set(axes.get_xticks())
    # Each last gap lies in the middle of its margin; its mark is full and its points are bold where
    # that does not reach the city.
    color = design.AREAS[0]
    bars = [line for line in axes.lines if line.get_gid() == "marge"][::2]
    ends = [sorted(map(float, line.get_xdata())) for line in bars]
    assert low <= min(map(min, ends)) and high >= max(map(max, ends))
    halves = {round((low + high) / 2, 3): (high - low) / 2 for low, high in ends}
    own = themes.set_index("indicator")["gap"]
    assert len(bars) == 9 and halves == {
        round(float(own[theme]), 3): pytest.approx(margins[theme]) for theme in own.index
    }
    mine = [text for text in column if text.get_color() == color]
    bold = [text.get_weight() == "semibold" for text in mine]
    assert bold == [low > 0 or high < 0 for low, high in ends] and sum(bold) == 8
    marks = [line for line in axes.lines if line.get_marker() == "o"]
    assert [line.get_markerfacecolor() == color for line in marks] == bold
    # The first measurement is a stroke: an open mark says but one thing.
    strokes = [line for line in axes.lines if len(set(line.get_xdata())) == 1]
    strokes = [line for line in strokes if line.get_color() == color and len(line.get_ydata()) == 2]
    before = gaps[(gaps["source"] == "wijkprofiel") & (gaps["year"] == 2014)]
    before = before[(before["area"] == "Bospolder") & before["indicator"].isin(own.index)]
    assert sorted(round(float(line.get_xdata()[0]), 3) for line in strokes) == sorted(
        round(float(gap), 3) for gap in before["gap"]
    )
    # What is hardly past its margin says so.
    barely = [gap for gap in own.index if 1 <= abs(own[gap]) / margins[gap] < 1.1]
    told = [text for text in axes.texts if text.get_text() == "op de grens"]
    assert barely == ["Mo"] and len(told) == 2, "one of each area"
    assert "2014, voor het programma" in texts(svg("index_gaps", example, context))
    plain = {**context, "wijk": {**context["wijk"], "programme": None}}
    assert "programma" not in module("index_gaps").facts(example, plain).title
    assert "Capaciteiten (bewoners) van −46,9 naar −38,2" in alt
    # In the order of the strip above it.
    names = [name for name in texts(svg("index_gaps", example, context)) if "(" in name]
    above = [name for name in texts(drawing("strip")) if "(" in name]
    assert names == above and len(names) == 8
