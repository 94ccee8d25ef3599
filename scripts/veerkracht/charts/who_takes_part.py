"""Which kinds of organisation the network of the last year has: a bar each."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from veerkracht import dutch
from veerkracht.charts import NoDataError, design
from veerkracht.charts.facts import Facts, over_years
from veerkracht.source_lines import Origin

TABLES = ["actors"]
ORIGIN = Origin.INTERVIEWS

WIDTH, ROW, BAR, MARGIN = 163.0, 5.6, 4.0, 0.5  # mm: the figure, a row, its bar, and air
LEFT, RIGHT = 44.0, 30.0  # mm for the names, and for what stands at the end of a bar
MOST = 6  # forms by name; what is left stands in one bar
REST = "andere vormen"


def _forms(tables: dict[str, pd.DataFrame]) -> tuple[int, int, pd.Series]:
    """The last year, all its parties, and how many there are of each form, most first."""
    actors = tables["actors"].dropna(subset=["form"])
    if actors.empty:
        raise NoDataError
    year = int(actors["year"].max())
    here = actors.loc[actors["year"] == year, "form"].astype(str)
    counts = here.value_counts().sort_index().sort_values(ascending=False, kind="stable")
    if len(counts) > MOST + 1:
        named = counts.iloc[:MOST]
        counts = pd.concat([named, pd.Series({REST: int(counts.iloc[MOST:].sum())})])
    return year, len(here), counts


def draw(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Figure:
    """A bar a form, 163 mm wide, with its number at the end."""
    _, total, counts = _forms(tables)
    height = ROW * len(counts) + 2 * MARGIN
    figure = design.new_figure(WIDTH, height)
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, WIDTH), ylim=(height, 0), gid="vormen")
    axes.set_axis_off()
    scale = (WIDTH - LEFT - RIGHT) / int(counts.max())
    for place, (form, count) in enumerate(counts.items()):
        y = MARGIN + ROW * (place + 0.5)
        color = design.LINE if form == REST else design.INK
        axes.barh(y, count * scale, BAR, LEFT, color=color, lw=0)
        text: Any = {"va": "center_baseline", "size": design.TEXT}
        axes.text(LEFT - 3, y, str(form), ha="right", **text)
        end = LEFT + count * scale + 2
        axes.text(end, y, dutch.number(int(count)), weight="bold", **text)
        if not place:
            wide = design.text_width(dutch.number(int(count)), design.TEXT) + 1.5
            of = f"van de {dutch.number(total)}"
            axes.text(end + wide, y, of, color=design.GREY, va="center_baseline", size=design.SMALL)
    return figure


def facts(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Facts:
    """Title with the form that there are most of; text with all."""
    year, total, counts = _forms(tables)
    named = [(str(form), int(count)) for form, count in counts.items() if form != REST]
    most, count = named[0]
    title = (
        f"{dutch.sentence(most)} is de meest voorkomende vorm: {dutch.number(count)} van de "
        f"{dutch.number(total)} partijen in {year}"
    )
    told = ", ".join(f"{form} {dutch.number(int(count))}" for form, count in counts.items())
    series = tuple(
        over_years(f"partijen van de vorm {form}", "aantal", [(year, count)], dutch.number)
        for form, count in named
    )
    return Facts(title, f"Staven: partijen per vorm in {year}. {told}.", series)
