"""The place in influence of each party that the report follows, a year, with its range."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from veerkracht import dutch
from veerkracht.charts import NoDataError, design, network_plan
from veerkracht.charts.facts import Facts, Series, over_years
from veerkracht.source_lines import Origin

TABLES = ["actor_metrics", "rank_intervals"]
ORIGIN = Origin.INTERVIEWS

# In mm: the figure, a small chart with its name above it, and what is between them; the key.
WIDTH, HIGH, NAME, FOOT, GAP, LEFT, KEY = 163.0, 104.0, 12.5, 6.0, 6.0, 14.0, 18.5
RIGHT = 2.5  # mm right of the last chart, for the half of its last year
COLUMNS = 5
# Of a second row of charts each is so much less high: together they keep to a page.
TWO_ROWS = 56.0
# In points: the name of a party.
NAMED = 10.0
# A mark holds its number: so wide in mm, at least and at most.
MARKS = (3.5, 4.5)
# And of a year in which a party stands where it stood before and after: a point.
SAME = 2.0
# The places with a line. Each is about twice the one before: from the first place to the second is
# as much as from the tenth to the twentieth.
LINES = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
# A range lies behind the line of its party, which is read first.
BEHIND = {**design.RANGE, "alpha": 0.27}
# So many parties in the alternative text.
TOLD = 5


def _followed(tables: dict[str, pd.DataFrame], wijk: dict[str, Any]) -> list[pd.DataFrame]:
    """Of each party its year, name, kind, rank, and the low and high end of its range."""
    metrics = tables["actor_metrics"]
    metrics = metrics.assign(kind=metrics["kind"].mask(metrics["location"] == "buiten", "buiten"))
    spans = tables["rank_intervals"][["year", "actor", "low", "high"]]
    rows = metrics.merge(spans, on=["year", "actor"], how="left").sort_values("year")
    found = [rows[rows["name"] == name] for name in network_plan.followed(wijk)]
    return [party for party in found if len(party)]


def draw(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Figure:
    """A small chart a party, 163 mm wide: its places from the first one down, over the years.

    All on one scale, of logarithms. What a mark and a bar are stands above the first.
    """
    parties = _followed(tables, context["wijk"])
    if not parties:
        raise NoDataError
    years = sorted(int(year) for year in tables["actor_metrics"]["year"].unique())
    last = max(2.0, *(float(party[["rank", "high"]].max().max()) for party in parties))
    columns = min(COLUMNS, len(parties))
    while columns > 1 and _wide(columns) / len(years) < MARKS[0]:
        columns -= 1
    rows = -(-len(parties) // columns)
    high = HIGH if rows == 1 else TWO_ROWS
    step = NAME + high + FOOT
    height = rows * step + KEY
    figure = design.new_figure(WIDTH, height)
    width = _wide(columns)
    size = min(MARKS[1], width / len(years) * 0.82)
    for at, party in enumerate(parties):
        row, column = divmod(at, columns)
        left, low = LEFT + column * (width + GAP), (rows - row) * step - NAME - high
        box = (left / WIDTH, low / height, width / WIDTH, high / height)
        axes = figure.add_axes(box, gid=f"partij-{party['actor'].iloc[0]}")
        # The first place has the room of half a mark above it.
        half = last ** (size / 2 / (high - size))
        axes.set_yscale("log")
        axes.set_ylim(last * half, 1 / half)
        axes.set_xlim(years[0] - 0.5, years[-1] + 0.5)
        _small(axes, party, years, (last, size), first=column == 0)
    stays = any(len(_told_places(_course(party, years))) < len(party) for party in parties)
    _key(figure, height, str(parties[0]["kind"].iloc[-1]), stays, _scale_told(tables, years[-1]))
    return figure


def _wide(columns: int) -> float:
    """The width of a small chart where so many stand beside each other, in mm."""
    return (WIDTH - LEFT - RIGHT - GAP * (columns - 1)) / columns


def _scale_told(tables: dict[str, pd.DataFrame], year: int) -> str:
    """What the scale is, and of how many parties the places are."""
    count = int((tables["actor_metrics"]["year"] == year).sum())
    return (
        "Schaal van verhoudingen: van plaats 1 naar 2 is even ver als van 10 naar 20. "
        f"In {year}: {dutch.counted(count, 'partij', 'partijen')}."
    )


def _key(figure: Figure, height: float, kind: str, stays: bool, scale: str) -> None:
    """Above the charts: marks and a bar, each with what it is; below those the scale.

    `stays`: whether there is a small mark, of who stays at a place.
    """
    axes = figure.add_axes((0, 1 - KEY / height, 1, KEY / height), xlim=(0, WIDTH), ylim=(0, KEY))
    axes.set_axis_off()
    y, x = KEY - 2.6, 2.4
    text: dict[str, Any] = {"size": design.TEXT, "color": design.GREY, "va": "center_baseline"}
    colour = design.KIND_TEXT[kind]
    axes.plot([x], [y], design.KIND_MARKER[kind], color=colour, ms=MARKS[1] / design.POINT)
    _number(axes, (x, y), "4", colour)
    told = "plaats dat jaar"
    axes.text(x + 3.8, y, told, **text)
    x += 3.8 + design.text_width(told, design.TEXT, "normal") + 6
    if stays:
        axes.plot([x], [y], design.KIND_MARKER[kind], color=colour, ms=SAME / design.POINT)
        told = "als het jaar ervoor"
        axes.text(x + 2.4, y, told, **text)
        x += 2.4 + design.text_width(told, design.TEXT, "normal") + 6
    axes.plot([x, x + 7], [y, y], solid_capstyle="butt", **BEHIND)
    told = "plaats met andere gesprekken, in negen van de tien gevallen"
    axes.text(x + 8.5, y, told, **text)
    axes.text(
        0, y - 5.0, "Wie op plaats 1 staat, kan met andere gesprekken alleen lager staan.", **text
    )
    axes.text(0, y - 9.5, scale, **text)


def _small(
    axes: Any, party: pd.DataFrame, years: list[int], size: tuple[float, float], first: bool
) -> None:
    """One party: a bar for the range of each year, and a mark with its place.

    `size`: the last place of all, and the width of a mark in mm.
    """
    axes.spines[:].set_visible(False)
    last, wide = size
    lines = [place for place in LINES if place <= last]
    told = ["plaats 1", *map(str, lines[1:])]
    axes.set_yticks(lines, told if first else [""] * len(lines))
    axes.minorticks_off()
    axes.tick_params(length=0, pad=3, labelsize=design.TEXT, labelcolor=design.GREY)
    for place in lines:
        axes.axhline(place, color=design.PALE, lw=0.7, zorder=0)
    design.year_axis(axes, [years[0], years[-1]] if len(years) > 1 else years)
    kind = str(party["kind"].iloc[-1])
    # Dark enough for the number in a mark.
    colour = design.KIND_TEXT[kind]
    spans = party.dropna(subset=["low", "high"])
    axes.vlines(spans["year"], spans["low"], spans["high"], zorder=1, **BEHIND)
    course = _course(party, years)
    axes.plot(years, course, color=colour, lw=1.4, zorder=2)
    edge: dict[str, Any] = {"mec": design.WHITE, "mew": 0.6, "clip_on": False}
    axes.plot(
        years, course, design.KIND_MARKER[kind], color=colour, ms=SAME / design.POINT, zorder=3
    )
    places = _told_places(course)
    look: dict[str, Any] = {"ms": wide / design.POINT, "zorder": 3, **edge}
    axes.plot(places.index, places, design.KIND_MARKER[kind], color=colour, **look)
    for year, place in zip(places.index.astype(int), places.astype(int), strict=True):
        _number(axes, (year, place), str(place), colour)
    room = axes.get_position().width * WIDTH
    name = design.broken(str(party["name"].iloc[-1]), room, NAMED)
    for above, line in enumerate(reversed(name)):
        at = (0, 5 + above * 1.1 * NAMED)
        bold: dict[str, Any] = {"size": NAMED, "weight": "semibold"}
        axes.annotate(line, (0, 1), at, "axes fraction", textcoords="offset points", **bold)


def _course(party: pd.DataFrame, years: list[int]) -> pd.Series:
    """Year -> place of a party; a year without it breaks its line."""
    return party.set_index("year")["rank"].reindex(years).astype(float)


def _told_places(course: pd.Series) -> pd.Series:
    """The places with a number in their mark: those of a year that differs from the one before.

    Of a party that stays where it is, that leaves its first and its last year.
    """
    known = course.dropna()
    stays = (course == course.shift(1)) & (course.index != known.index[-1])
    shown: pd.Series = course[~stays].dropna()
    return shown


def _number(axes: Any, at: tuple[float, float], words: str, colour: str) -> None:
    """A place in the middle of its mark, on a ground within that mark."""
    ground = {"boxstyle": "square,pad=-0.15", "fc": colour, "ec": "none"}
    look: dict[str, Any] = {"color": design.WHITE, "weight": "bold", "bbox": ground, "zorder": 4}
    look["size"] = design.TEXT if len(words) == 1 else design.SMALL
    down = (0, -0.1 * design.TEXT)
    middle: dict[str, Any] = {"textcoords": "offset points", "ha": "center", "va": "center"}
    axes.annotate(words, at, down, **middle, **look)


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
    first, last = own.iloc[0], own.iloc[-1]
    began = f"plaats {first['rank']} in {first['year']}, " if len(own) > 1 else ""
    title = f"{last['name']}: {began}plaats {_place(last)} in {last['year']}"
    alt = f"Plaats naar invloed, tussen haakjes bij andere gesprekken: {'; '.join(told[:TOLD])}."
    return Facts(title, alt, tuple(line for line in series if line.points))


def _place(row: pd.Series) -> str:
    if pd.isna(row["low"]):
        return str(row["rank"])
    return f"{row['rank']} ({int(row['low'])} tot {int(row['high'])})"
