"""The barriers in the folder: a list a year, that named most on top, for who reads no margins."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from veerkracht import dutch
from veerkracht.charts import design
from veerkracht.charts.barriers import rows_of, title_of, titled
from veerkracht.charts.facts import Facts, over_years
from veerkracht.source_lines import Origin

TABLES = ["barrier_course", "barriers", "agreement"]
ORIGIN = Origin.INTERVIEWS

# In mm: the figure, between two columns, the head of one, a row with its box, and the note below.
WIDTH, GAP, HEAD, ROW, BOX, NOTE, LINE = 163.0, 4.0, 12.0, 8.6, 7.4, 2.5, 4.2
INSIDE = 2.2  # mm from the edge of a box to its words
NAME = 11.0  # points: a barrier, and how many named it
DARK, LIGHT = (design.GREY, design.WHITE), (design.PALE, design.INK)  # a box, and its words


def _lists(tables: dict[str, pd.DataFrame]) -> dict[int, pd.DataFrame]:
    """Year -> the barriers of that year, named most first; what is even as the text has them."""
    rows = rows_of(tables)
    order = {str(name): place for place, name in enumerate(tables["barriers"]["barrier"])}
    rows = rows[rows["barrier"].isin(order)]
    rows = rows.assign(place=rows["barrier"].map(order), least=-rows["share"].round(6))
    rows = rows.sort_values(["year", "least", "place"])
    return {int(str(year)): own for year, own in rows.groupby("year")}


def draw(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Figure:
    """A column a year, 163 mm wide: in each a box a barrier, named most first, with how many did.

    Those that the title tells are dark: so it is seen whether they are on top in every year.
    """
    lists, dark = _lists(tables), set(titled(tables))
    note = design.broken(_note(tables), WIDTH, design.TEXT, "normal")
    below = NOTE + LINE * len(note)
    tall = HEAD + ROW * max(map(len, lists.values()))
    height = tall + below
    figure = design.new_figure(WIDTH, height)
    axes = figure.add_axes(
        (0, below / height, 1, tall / height), xlim=(0, WIDTH), ylim=(tall, 0), gid="drempels"
    )
    axes.set_axis_off()
    wide = (WIDTH - GAP * (len(lists) - 1)) / len(lists)
    names = [dutch.sentence(str(name)) for name in tables["barriers"]["barrier"]]
    size = _size(names, wide)
    for column, (year, own) in enumerate(lists.items()):
        left = column * (wide + GAP)
        spoken = dutch.number(float(own["spoken"].max()))
        axes.text(left, 4.4, f"{year}", size=NAME + 2, weight="bold", va="baseline")
        small: Any = {"size": design.TEXT, "color": design.GREY, "va": "baseline"}
        axes.text(left, 9.0, f"{spoken} initiatieven", **small)
        for place, row in enumerate(own.to_dict("records")):
            box = (left, HEAD + ROW * place, wide)
            _box(axes, box, row, DARK if row["barrier"] in dark else LIGHT, size)
    grey: Any = {"size": design.TEXT, "color": design.GREY, "va": "bottom", "linespacing": 1.35}
    figure.text(0, 0.6 / height, "\n".join(note), **grey)
    return figure


def _size(names: list[str], wide: float) -> float:
    """Points of a name: as large as the longest has room for beside its number."""
    longest = max(design.text_width(name, NAME) for name in names)
    room = wide - 2 * INSIDE - design.text_width("00", NAME) - INSIDE
    return max(design.SMALL, min(NAME, NAME * room / longest))


def _box(
    axes: Any,
    at: tuple[float, float, float],
    row: dict[Any, Any],
    look: tuple[str, str],
    size: float,
) -> None:
    """A barrier in a year with how many named it; `at`: left, top and width in mm."""
    (left, top, wide), (ground, ink) = at, look
    gid = f"{row['barrier']}-{int(row['year'])}"
    axes.add_patch(Rectangle((left, top), wide, BOX, fc=ground, lw=0, gid=gid))
    words: Any = {"size": size, "color": ink, "va": "center_baseline", "weight": "semibold"}
    y = top + BOX / 2 - 0.2
    count = dutch.number(float(row["named"]))
    room = wide - 3 * INSIDE - design.text_width(count, size)
    axes.text(left + INSIDE, y, design.cut(dutch.sentence(row["barrier"]), room, size), **words)
    axes.text(left + wide - INSIDE, y, count, ha="right", **words)


def _note(tables: dict[str, pd.DataFrame]) -> str:
    """Of whom it was counted, and what is dark; what coders doubted stands in the text."""
    dark = " Donker: wat elk jaar het meest is genoemd." if titled(tables) else ""
    return f"Getal: initiatieven die dit noemden, van wie vaker zijn gesproken.{dark}"


def facts(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Facts:
    """Title with the barriers that were named most in every year, if any; text with the last."""
    lists = _lists(tables)
    first, *_, last = lists
    own = lists[last]
    listed = [f"{row['barrier']} {int(row['named'])}" for row in own.to_dict("records")]
    series = []
    for name in own["barrier"]:
        line = pd.concat(lists.values())
        line = line[line["barrier"] == name]
        for unit, column, write in (
            ("aandeel", "share", dutch.percent),
            ("initiatieven", "named", dutch.number),
        ):
            label = str(name) if unit == "aandeel" else f"{name}: initiatieven die dat noemen"
            series.append(
                over_years(label, unit, zip(line["year"], line[column], strict=True), write)
            )
    title = title_of(tables) or f"Hoe vaak initiatieven een drempel noemden, {first}–{last}"
    alt = (
        f"Een ranglijst van drempels per jaar, {first} tot {last}. Van {int(own['spoken'].max())} "
        f"initiatieven in {last} noemden: {'; '.join(listed)}."
    )
    return Facts(title, alt, tuple(series))
