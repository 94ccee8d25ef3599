"""The gaps of the themes: which are past their own margin, and what the chart shows of that."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from drawn_charts import Tables, module, own_tables, svg, texts

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
    # The last gap of each stands in a column, clear of every dot and line.
    (left, right) = module("index_gaps").draw(own_tables("index_gaps", example), context).axes
    for axes, worst in ((left, "−47"), (right, "−75")):
        column = [text for text in axes.texts if text.get_text().startswith(("−", "+"))]
        assert len(column) == 9 and column[0].get_text() == worst
        assert {text.get_ha() for text in column} == {"right"}
        assert all(text.get_position()[0] > 1 for text in column)
    # Each last gap lies in the middle of its margin; its points are bold where that does not
    # reach the city.
    bars = [line for line in left.lines if line.get_linewidth() > 4 and len(line.get_xdata()) == 2]
    ends = [sorted(map(float, line.get_xdata())) for line in bars]
    halves = {round((low + high) / 2, 3): (high - low) / 2 for low, high in ends}
    own = themes.set_index("indicator")["gap"]
    assert len(bars) == 9 and halves == {
        round(float(own[theme]), 3): pytest.approx(margins[theme]) for theme in own.index
    }
    bold = [text.get_weight() == "semibold" for text in left.texts if text.get_text()[0] in "−+"]
    assert bold == [low > 0 or high < 0 for low, high in ends] and sum(bold) == 8
    assert "voor het programma" in texts(svg("index_gaps", example, context))
    plain = {**context, "wijk": {**context["wijk"], "programme": None}}
    assert "programma" not in module("index_gaps").facts(example, plain).title
    assert "Capaciteiten (bewoners) van −46,9 naar −38,2" in alt
    # In the order of the strip above it.
    names = [name for name in texts(svg("index_gaps", example, context)) if "(" in name]
    above = [name for name in texts(drawing("strip")) if "(" in name]
    assert names == above and len(names) == 8
