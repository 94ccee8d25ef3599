"""All wijken of the city as dots on each theme, the areas of the wijk marked among them."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from veerkracht import dutch
from veerkracht.charts import NoDataError, design
from veerkracht.charts.facts import Facts, Series, over_years
from veerkracht.city.gaps import name_areas
from veerkracht.city.labels import plain_theme
from veerkracht.source_lines import Origin

TABLES: list[str] = []
ORIGIN = Origin.INDICATORS
# Beside these tables: the canonical tables of the sources with this role.
ROLE = "themes"

WIDTH = 163.0
LEFT, RIGHT, TOP, BOTTOM, ROW = 44.0, 6.0, 15.0, 14.0, 7.2
# In mm between middles: of dots that touch, and of a dot and the mark of an area.
DOT, FREE = 1.2, 1.75
# Where a dot stands that would be hidden in the middle of its line, in rows.
SHIFTS = [0.0] + [sign * step * 0.07 for step in range(1, 7) for sign in (-1, 1)]
# The axis ends at a multiple of the step, so far from every value at least.
STEP, EDGE = 20, 2


def _rows(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> pd.DataFrame:
    """The theme scores of all wijken and the city at the last measurement."""
    for name, table in tables.items():
        if not {"indicator", "level"} <= set(table):
            continue
        rows = table[table["indicator"].str.fullmatch("[A-Z][a-z]") & table["value"].notna()]
        rows = name_areas(rows[rows["level"].isin(["wijk", "stad"])], context["wijk"]["areas"])
        if set(context["wijk"]["areas"]) & set(rows["area"]):
            last: pd.DataFrame = rows[rows["year"] == rows["year"].max()].assign(source=name)
            return last
    raise NoDataError


def draw(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Figure:
    """A line a theme with a dot a wijk; the city is a bar, the areas have shape and colour.

    The themes on which the areas are furthest behind the city come first.
    """
    rows = _rows(tables, context)
    themes = _sorted(rows, context["wijk"]["areas"])
    height = TOP + BOTTOM + len(themes) * ROW
    figure = design.new_figure(WIDTH, height)
    axes = figure.add_axes(
        (
            LEFT / WIDTH,
            BOTTOM / height,
            (WIDTH - LEFT - RIGHT) / WIDTH,
            (height - TOP - BOTTOM) / height,
        ),
        xlim=_ends(rows["value"]),
        ylim=(len(themes) - 0.4, -0.6),
        gid="wijken",
    )
    axes.spines[["left", "bottom"]].set_visible(False)
    axes.tick_params(length=0)
    axes.set_yticks([])
    axes.grid(axis="x", color=design.PALE, lw=0.6)
    areas = [area for area in context["wijk"]["areas"] if area in set(rows["area"])]
    wijken = rows[rows["level"] == "wijk"]
    for place, (code, name) in enumerate(themes.items()):
        here = wijken[wijken["indicator"] == code]
        others = here[~here["area"].isin(areas)]["value"].sort_values()
        own = {area: here.loc[here["area"] == area, "value"].tolist() for area in areas}
        marks = [
            (value, _aside(index, len(areas)))
            for index, area in enumerate(areas)
            for value in own[area]
        ]
        _other_wijken(axes, code, place, others.tolist(), marks)
        city = rows[(rows["indicator"] == code) & (rows["level"] == "stad")]["value"]
        if len(city):
            _bar_of_city(axes, float(city.iloc[0]), place)
        for index, area in enumerate(areas):
            axes.plot(
                own[area],
                [place + _aside(index, len(areas))] * len(own[area]),
                design.AREA_MARKER[index % 4],
                ms=6,
                color=design.AREAS[index % 4],
                mec=design.WHITE,
                mew=0.8,
                zorder=4,
                gid=f"{code}-{index}",
            )
        _name_theme(axes, plain_theme(str(name)), place)
    words = f"← ongunstiger      score in {rows['year'].iloc[0]}      gunstiger →"
    axes.set_xlabel(words, size=design.SMALL)
    _legend(axes, areas, wijken["area"].nunique() - len(areas), context["city"], height)
    return figure


def _other_wijken(
    axes: Any, code: str, place: int, values: list[float], marks: list[tuple[float, float]]
) -> None:
    """A dot for each of the sorted `values` on the line of a theme, clear of `marks`."""
    axes.plot(
        values,
        [place + shift for shift in _dodged(values, marks, axes.get_xlim())],
        "o",
        ms=4.0,
        mfc=design.LINE,
        mec=design.WHITE,
        mew=0.4,
        zorder=2,
        gid=f"andere-{code}",
    )


def _sorted(rows: pd.DataFrame, areas: list[str]) -> dict[str, str]:
    """Code -> name of the themes, by how far the areas are from the city; the furthest first."""
    own = rows[rows["area"].isin(areas)].groupby("indicator", sort=False)["value"].mean()
    city = rows[rows["level"] == "stad"].set_index("indicator")["value"]
    names = dict(zip(rows["indicator"], rows["label"], strict=True))
    gaps = (own - city).reindex(list(names))
    order = gaps.sort_values(kind="stable", na_position="last").index
    return {str(code): str(names[code]) for code in order}


def _aside(index: int, count: int) -> float:
    """How far an area stands above or below the middle of its line, so that none hides another."""
    return (index - (count - 1) / 2) * 0.36 if count > 1 else 0.0


def _ends(values: pd.Series) -> tuple[float, float]:
    """Ends of the axis that hold every value and have a number."""
    low, high = float(values.min()) - EDGE, float(values.max()) + EDGE
    return math.floor(low / STEP) * STEP, math.ceil(high / STEP) * STEP


def _dodged(
    values: list[float], marks: list[tuple[float, float]], ends: tuple[float, float]
) -> list[float]:
    """How far each of the sorted `values` moves up or down, in rows, so that none is hidden.

    `marks`: value and shift of the areas, which are larger.
    """
    scale = (WIDTH - LEFT - RIGHT) / (ends[1] - ends[0])  # mm a point
    placed: list[tuple[float, float]] = []

    def room(value: float, shift: float) -> float:
        """From its nearest neighbour, less than 0 where they overlap, in mm."""
        apart = [
            math.hypot((value - other) * scale, (shift - aside) * ROW) - need
            for spots, need in ((placed, DOT), (marks, FREE))
            for other, aside in spots
        ]
        return min(apart, default=math.inf)

    for value in values:
        free = (shift for shift in SHIFTS if room(value, shift) >= 0)
        # Where all is full the best of what there is.
        shift = next(free, None)
        best = max(SHIFTS, key=lambda s: room(value, s)) if shift is None else shift
        placed.append((value, best))
    return [shift for _, shift in placed]


def _bar_of_city(axes: Any, value: float, place: int) -> None:
    """An upright bar: the city is no dot among the wijken."""
    ends = [place - 0.38, place + 0.38]
    # Behind the dots: it sticks out above and below them.
    axes.plot([value] * 2, ends, color=design.INK, lw=1.6, zorder=1.5)


def _name_theme(axes: Any, name: str, place: int) -> None:
    """The name of a theme, left of its line."""
    start = {"transform": axes.get_yaxis_transform(), "ha": "right", "va": "center"}
    axes.text(-0.01, place, name, size=design.TEXT, **start)


def _legend(axes: Any, areas: list[str], others: int, city: str, height: float) -> None:
    """What the marks mean, above the lines; `others`: the number of other wijken."""
    x, y = 0.0, 1 + 6 / (height - TOP - BOTTOM)
    width = WIDTH - LEFT - RIGHT
    keys = [(design.AREA_MARKER[i % 4], design.AREAS[i % 4], a) for i, a in enumerate(areas)]
    keys += [("o", design.LINE, f"{others} andere wijken"), ("|", design.INK, city)]
    for marker, color, words in keys:
        edge = 1.6 if marker == "|" else 0
        axes.plot(
            [x + 1.5 / width],
            [y],
            marker,
            color=color,
            ms=7,
            mew=edge,
            transform=axes.transAxes,
            clip_on=False,
        )
        axes.text(x + 4 / width, y, words, transform=axes.transAxes, size=design.TEXT, va="center")
        x += (10 + design.text_width(words, design.TEXT, "normal")) / width


def facts(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Facts:
    """Title with the themes on which an area is in the lowest third; text with all places.

    The third is said as a number: of eleven wijken it is the lowest four.
    """
    rows = _rows(tables, context)
    year, wijken = int(rows["year"].iloc[0]), rows[rows["level"] == "wijk"]
    count = wijken["area"].nunique()
    lowest = count - count * 2 // 3
    per_area, titles = [], []
    series: list[Series] = []
    for area in context["wijk"]["areas"]:
        low: list[str] = []
        known = 0
        for _, here in wijken.groupby("indicator", sort=False):
            rank = here.set_index("area")["value"].rank(ascending=False, method="min")
            if area not in rank.index:
                continue
            name = plain_theme(str(here["label"].iloc[0]))
            known += 1
            if rank[area] > count - lowest:
                low.append(f"{name} {int(rank[area])}")
            label = f"plaats van {area} onder {count} wijken: {name}"
            series.append(over_years(label, "plaats", [(year, rank[area])], dutch.number))
        if known:
            per_area.append(f"{area}: {'; '.join(low) or 'geen'}")
            titles.append(f"{area} op {dutch.of_all(len(low), known)} thema's")
    place = f"bij de laagste {dutch.word(lowest)} van de {dutch.word(count)} wijken"
    verb = "staat" if len(titles) == 1 else "staan"
    title = f"In {year} {verb} {dutch.listing(titles)} {place}"
    alt = (
        f"Puntenreeks per thema van {count} wijken in {year}, met de plaats van hoog naar laag; de "
        f"laagste {dutch.word(lowest)} zijn: "
        f"{'. '.join(per_area)}."
    )
    return Facts(title, alt, tuple(series), tuple(dict.fromkeys(rows["source"])))
