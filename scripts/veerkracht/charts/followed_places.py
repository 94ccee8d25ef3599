"""The place in influence of each party that the report follows, a year, with its range."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import NullLocator

from veerkracht import dutch
from veerkracht.charts import NoDataError, design
from veerkracht.charts.facts import Facts, Series, over_years
from veerkracht.charts.label_places import wrap
from veerkracht.source_lines import Origin

TABLES = ["actor_metrics", "rank_intervals"]
ORIGIN = Origin.INTERVIEWS

# In mm: the figure, a small chart with its name above it, and what is between them.
WIDTH, HIGH, NAME, FOOT, GAP, LEFT = 163.0, 50.0, 11.0, 6.0, 4.0, 6.0
COLUMNS = 5
# The places that have a line: far ones lie closer, as a place near the top says more.
LINES = (1, 3, 10, 30, 100, 300)
# So many parties in the alternative text.
TOLD = 5
MARKER = {"informeel": "o", "formeel": "s", "buiten": "^"}


def _followed(tables: dict[str, pd.DataFrame], wijk: dict[str, Any]) -> list[pd.DataFrame]:
    """Of each party its year, name, kind, rank, and the low and high end of its range."""
    metrics = tables["actor_metrics"]
    metrics = metrics.assign(kind=metrics["kind"].mask(metrics["location"] == "buiten", "buiten"))
    spans = tables["rank_intervals"][["year", "actor", "low", "high"]]
    rows = metrics.merge(spans, on=["year", "actor"], how="left").sort_values("year")
    names = dict.fromkeys([wijk["municipality"], *wijk["protagonists"]])
    found = [rows[rows["name"] == name] for name in names]
    return [party for party in found if len(party)]


def draw(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Figure:
    """A small chart a party, 163 mm wide: its places from the first one down, over the years."""
    parties = _followed(tables, context["wijk"])
    if not parties:
        raise NoDataError
    years = sorted(int(year) for year in tables["actor_metrics"]["year"].unique())
    last = max(float(party[["rank", "high"]].max().max()) for party in parties)
    rows = -(-len(parties) // COLUMNS)
    step = NAME + HIGH + FOOT
    figure = design.new_figure(WIDTH, rows * step)
    width = (WIDTH - LEFT - GAP * (COLUMNS - 1)) / COLUMNS
    for at, party in enumerate(parties):
        row, column = divmod(at, COLUMNS)
        left, low = LEFT + column * (width + GAP), (rows - row) * step - NAME - HIGH
        box = (left / WIDTH, low / (rows * step), width / WIDTH, HIGH / (rows * step))
        axes = figure.add_axes(box, gid=f"partij-{party['actor'].iloc[0]}")
        axes.set_yscale("log")
        axes.set_ylim(last * 1.25, 0.62)
        axes.set_xlim(years[0] - 0.3, years[-1] + 0.95)
        _small(axes, party, years, last, first=column == 0)
    return figure


def _small(axes: Any, party: pd.DataFrame, years: list[int], last: float, first: bool) -> None:
    """One party: a bar for the range of each year, a mark for its place, and the place itself."""
    axes.spines[:].set_visible(False)
    lines = [place for place in LINES if place <= last]
    axes.set_yticks(lines, [str(place) if first else "" for place in lines])
    axes.yaxis.set_minor_locator(NullLocator())
    axes.tick_params(length=0, pad=3, labelsize=design.SMALL, labelcolor=design.GREY)
    for place in lines:
        axes.axhline(place, color=design.PALE, lw=0.7, zorder=0)
    design.year_axis(axes, [years[0], years[-1]] if len(years) > 1 else years)
    kind = str(party["kind"].iloc[-1])
    colour = design.KIND_COLOUR[kind]
    spans = party.dropna(subset=["low", "high"])
    look: dict[str, Any] = {"color": colour, "alpha": 0.28, "lw": 3.4, "zorder": 1}
    axes.vlines(spans["year"], spans["low"], spans["high"], **look)
    # A year without the party breaks its line.
    course = party.set_index("year")["rank"].reindex(years)
    axes.plot(years, course.astype(float), color=colour, lw=1.4, zorder=2)
    axes.plot(years, course.astype(float), MARKER[kind], color=colour, ms=4.6, zorder=3)
    # Beside the bar, which would seem to have a gap, and above its line, or below one that rises.
    text = {"size": design.TEXT, "weight": "semibold", "color": design.KIND_TEXT[kind]}
    for year, place in zip(party["year"], party["rank"], strict=True):
        later = course.loc[year:].iloc[1:2]
        at = (3.2, -8.6 if (later < place).any() else 2.6)
        axes.annotate(str(place), (year, place), at, textcoords="offset points", **text)
    ways = wrap(str(party["name"].iloc[-1]))
    name = ways[0] if len(ways[0][0]) < 18 else ways[-1]
    for above, line in enumerate(reversed(name)):
        at = (0, 5 + above * 1.1 * design.TEXT)
        bold: dict[str, Any] = {"size": design.TEXT, "weight": "semibold"}
        axes.annotate(line, (0, 1), at, "axes fraction", textcoords="offset points", **bold)


def facts(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Facts:
    """Title with the places of the first party; text with those of each, first and last year."""
    parties = _followed(tables, context["wijk"])
    if not parties:
        raise NoDataError
    told = []
    series: list[Series] = []
    for party in parties:
        name, years = str(party["name"].iloc[-1]), party["year"].astype(int).tolist()
        first, last = party.iloc[0], party.iloc[-1]
        began = f" {first['rank']} in {years[0]}," if len(years) > 1 else ""
        told.append(f"{name}{began} {_place(last)} in {years[-1]}")
        for label, column in (("plaats", "rank"), ("van", "low"), ("tot", "high")):
            pairs = zip(years, party[column], strict=True)
            of = f"plaats van {name}" if column == "rank" else f"andere gesprekken, {label}: {name}"
            series.append(over_years(of, "plaats", pairs, dutch.number))
    own = parties[0]
    title = f"{own['name'].iloc[-1]}: " + ", ".join(
        f"plaats {row['rank']} in {row['year']}"
        for row in own.iloc[sorted({0, len(own) - 1})].to_dict("records")
    )
    alt = f"Plaats naar invloed, tussen haakjes bij andere gesprekken: {'; '.join(told[:TOLD])}."
    return Facts(title, alt, tuple(line for line in series if line.points))


def _place(row: pd.Series) -> str:
    if pd.isna(row["low"]):
        return str(row["rank"])
    return f"{row['rank']} ({int(row['low'])} tot {int(row['high'])})"
