"""What each year brought, in bars: beside the maps of five years they have a narrow cell."""

from __future__ import annotations

from typing import Any

import pytest
from drawn_charts import Tables
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.patches import Rectangle

from veerkracht.charts import network_bars, network_panel

pytestmark = pytest.mark.xdist_group("charts")


def test_in_a_narrow_cell_the_words_of_a_year_stand_above_its_bar(
    example: Tables, context: dict[str, Any]
) -> None:
    figure = network_panel.draw(example, context)
    figure.set_dpi(25.4)  # a dot a mm
    canvas: Any = FigureCanvasAgg(figure)
    canvas.draw()
    (axes,) = figure.axes
    _, rest = network_panel.cells(5)
    assert rest is not None and rest.width < network_bars.NARROW
    right, top = rest.left + rest.width, rest.low + rest.height

    def within(x: float, y: float) -> bool:
        return x >= rest.left - 0.6 and rest.low <= y < top

    texts = {}
    for text in axes.texts:
        box = text.get_window_extent()
        if within(box.x0, box.y0):
            # Nothing leaves the cell: not the page, and not over the map beside it.
            assert box.x1 <= right + 0.6, text.get_text()
            texts[text.get_text()] = box
    bars = [patch for patch in axes.patches if isinstance(patch, Rectangle)]
    bars = [bar for bar in bars if within(*bar.get_xy())]
    # Each part of the last bar is named right below it: who left, who stayed and who came.
    low = min(bar.get_y() for bar in bars)
    names = {word: texts[word] for word in ("niet meer\ngenoemd", "was er al", "erbij")}
    assert all(low - 2.5 < name.y1 < low for name in names.values())
    left = sorted(bar.get_x() for bar in bars if bar.get_y() == low)
    assert names["niet meer\ngenoemd"].x1 < left[1] < names["was er al"].x0
    assert names["was er al"].x1 < left[2] < (names["erbij"].x0 + names["erbij"].x1) / 2
    for year, came in ((2019, "59 partijen"), (2020, "26 erbij"), (2023, "35 erbij (5 terug)")):
        words = texts[came]
        assert texts[str(year)].y0 == pytest.approx(words.y0, abs=1)
        lower = [bar.get_y() + bar.get_height() for bar in bars if bar.get_y() < words.y0]
        assert max(lower) < words.y0
    # On one scale: the 59 of 2019 take as much as the 59 that were still there a year later.
    levels = sorted({round(bar.get_y(), 3) for bar in bars}, reverse=True)
    first, second = (
        [bar for bar in bars if round(bar.get_y(), 3) == level] for level in levels[:2]
    )
    assert len(levels) == 5
    assert sum(bar.get_width() for bar in first) == pytest.approx(second[0].get_width())


def test_who_was_there_already_is_counted_in_the_middle_of_its_bar(
    example: Tables, context: dict[str, Any]
) -> None:
    """Counted again from the parties: who is named in a year and was so in the one before."""
    (axes,) = network_panel.draw(example, context).axes
    bars = [patch for patch in axes.patches if isinstance(patch, Rectangle)]
    actors = example["actors"]
    levels = sorted({round(bar.get_y(), 3) for bar in bars}, reverse=True)
    for year, level in zip(range(2020, 2024), levels[1:], strict=True):
        here = set(actors.loc[actors["year"] == year, "actor"])
        stayed = len(here & set(actors.loc[actors["year"] == year - 1, "actor"]))
        bar = next(bar for bar in bars if round(bar.get_y(), 3) == level)
        middle = (bar.get_x() + bar.get_width() / 2, bar.get_y() + bar.get_height() / 2)
        within = [text for text in axes.texts if text.get_position() == pytest.approx(middle)]
        assert [text.get_text() for text in within] == [str(stayed)]
