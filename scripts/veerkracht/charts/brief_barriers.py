"""The barriers that initiatives named in the last year, for the folder: a bar each."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from veerkracht import dutch
from veerkracht.charts import NoDataError, design
from veerkracht.charts.barriers import CODE, alphas_of, interval, rows_of, title_of, titled
from veerkracht.charts.facts import Facts, over_years
from veerkracht.inputs.coders import RELIABLE
from veerkracht.source_lines import Origin
from veerkracht.words import fold

TABLES = ["barrier_course", "barriers", "agreement"]
ORIGIN = Origin.INTERVIEWS

# In mm: the figure, a row, its bar, what the names take, and the note below.
WIDTH, ROW, BAR, NAMES, NOTE, LINE = 163.0, 13.0, 8.0, 30.0, 5.0, 4.2
# And the counts on the right, past the widest margin.
COUNTS = 40.0
NAME = 11.0  # points: a barrier, and how many named it


def _bars(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """The rows of barrier_course of its last year, in the order of the title and of the text."""
    rows = rows_of(tables)
    rows = rows[rows["year"] == rows["year"].max()].set_index("barrier")
    names = [name for name in tables["barriers"]["barrier"] if name in rows.index]
    if not names:
        raise NoDataError
    bars: pd.DataFrame = rows.loc[names]
    return bars


def draw(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Figure:
    """A bar a barrier, 163 mm wide, beside its margin in how many said so, and their share.

    Those that the title tells are dark.
    """
    bars, dark = _bars(tables), set(titled(tables))
    note = design.broken(_note(tables, bars), WIDTH, design.SMALL, "normal")
    below = NOTE + LINE * len(note)
    height = ROW * len(bars) + below
    figure = design.new_figure(WIDTH, height)
    bounds = [interval(*pair) for pair in zip(bars["share"], bars["spoken"], strict=True)]
    axes = figure.add_axes(
        (NAMES / WIDTH, below / height, (WIDTH - NAMES - COUNTS) / WIDTH, 1 - below / height),
        xlim=(0, max(high for _, high in bounds) * 1.02),
        ylim=(len(bars) - 0.5, -0.5),
        gid="drempels",
    )
    axes.spines[:].set_visible(False)
    axes.set_xticks([])
    names = [dutch.sentence(str(name)) for name in bars.index]
    axes.set_yticks(range(len(bars)), names, size=NAME, color=design.INK)
    axes.tick_params(length=0, pad=NAMES / design.POINT)
    for written in axes.get_yticklabels():
        written.set(ha="left")
    for place, (row, ends) in enumerate(zip(bars.to_dict("records"), bounds, strict=True)):
        color = design.LINE if bars.index[place] in dark else design.PALE
        axes.barh(place, row["share"], BAR / ROW, color=color)
        line: dict[str, Any] = {"color": design.INK, "lw": 1.0, "solid_capstyle": "butt"}
        axes.plot(ends, [place] * 2, **line)
        for end in ends:
            axes.plot([end] * 2, [place - 0.1, place + 0.1], **line)
        _counts(axes, place, row)
    axes.axvline(0, color=design.GREY, lw=0.6)
    grey: Any = {"size": design.SMALL, "color": design.GREY, "va": "bottom", "linespacing": 1.35}
    figure.text(0, 0.6 / height, "\n".join(note), **grey)
    return figure


def _counts(axes: Any, place: int, row: dict[Any, Any]) -> None:
    """How many said so, and which share that is: in columns, apart from the end of a margin."""
    at: dict[str, Any] = {"transform": axes.get_yaxis_transform(), "va": "center_baseline"}
    wide = WIDTH - NAMES - COUNTS
    told = f"{dutch.number(row['named'])} van de {dutch.number(row['spoken'])}"
    axes.text(1 + 3 / wide, place, told, size=NAME, weight="bold", **at)
    share = dutch.percent(row["share"])
    axes.text(1 + COUNTS / wide, place, share, size=design.HEAD, ha="right", **at)


def _note(tables: dict[str, pd.DataFrame], bars: pd.DataFrame) -> str:
    """Of whom each is a share, what is dark and what the thin line, and what coders doubted."""
    alphas = alphas_of(tables["agreement"])
    unsure = [str(name) for name in bars.index if alphas.get(fold(f"{CODE}{name}"), 1.0) < RELIABLE]
    told = (
        f" Onderzoekers waren het over {dutch.listing(unsure)} niet altijd eens." if unsure else ""
    )
    dark = ", donker wat elk jaar het meest is genoemd" if titled(tables) else ""
    return (
        f"Deel van {int(bars['spoken'].max())} initiatieven die vaker zijn gesproken, in "
        f"{int(bars['year'].iloc[0])}. Staaf: wat is geteld{dark}. "
        f"Dunne lijn: hoe zeker dat is.{told}"
    )


def facts(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Facts:
    """Title with the barrier that was named most in every year, if any; text with all shares."""
    bars = _bars(tables)
    year = int(bars["year"].iloc[0])
    listed = [f"{name} {dutch.percent(share)}" for name, share in bars["share"].items()]
    series = [
        over_years(str(name), "aandeel", [(year, share)], dutch.percent)
        for name, share in bars["share"].items()
    ]
    title = title_of(tables) or f"Welk deel van de initiatieven een drempel noemde in {year}"
    alt = f"Staven van het deel dat een drempel noemt in {year}: {'; '.join(listed)}."
    return Facts(title, alt, tuple(series))
