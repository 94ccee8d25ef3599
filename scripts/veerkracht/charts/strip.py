"""All wijken of the city as dots on each theme, the areas of the wijk marked among them."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from veerkracht import dutch
from veerkracht.charts import NoDataError, design
from veerkracht.charts.facts import Facts, Series, over_years
from veerkracht.city.gaps import last_themes
from veerkracht.city.labels import one_question, plain_theme
from veerkracht.city.scoring import theme_margins
from veerkracht.source_lines import Origin

TABLES = ["alike", "contributions"]
ORIGIN = Origin.INDICATORS
# Beside these tables: the canonical tables of the sources with this role.
ROLE = "themes"

WIDTH = 163.0
LEFT, TOP, BOTTOM = 41.0, 17.0, 10.4
ROW, AIRY = 9.2, 8.3  # mm a theme, or where there is but one area
# mm right of the lines: before the places, and each column of them; how large is a low one.
RIGHT, PLACE, PLATE = 4.0, 13.0, 5.2
# The edge of a full mark, and the mark of a wijk that is no area of this one.
MARKED: dict[str, Any] = {"mec": design.WHITE, "mew": 0.8}
RING: dict[str, Any] = {"ms": 3.2, "mfc": design.WHITE, "mec": design.LINE, "mew": 0.7}
# In mm between middles: of dots that touch, of a dot and the mark of an area, and of two marks.
DOT, FREE, MARKS = 1.2, 1.75, 2.3
# Where a dot stands that would be hidden in the middle of its line, in rows.
SHIFTS = [0.0] + [sign * step * 0.06 for step in range(1, 8) for sign in (-1, 1)]
# The axis ends at a multiple of the step, so far from every value at least.
STEP, EDGE = 20, 2
KEY = 5.5  # mm between two entries of the key


def _rows(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> pd.DataFrame:
    """The theme scores of all wijken and the city at the last measurement."""
    # As other figures spell a wijk: the export of themes can write it otherwise.
    spelled = [*context["wijk"]["areas"], *tables["alike"]["other"].unique()]
    for name, table in tables.items():
        if not {"indicator", "level"} <= set(table):
            continue
        rows = last_themes(table, spelled)
        if set(context["wijk"]["areas"]) & set(rows["area"]):
            return rows.assign(source=name)
    raise NoDataError


def draw(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Figure:
    """A line a theme with a ring a wijk; the city is an upright bar, the areas stand out.

    The themes on which the areas are furthest behind the city come first; right of each line is
    the place of the areas among the wijken.
    """
    rows = _rows(tables, context)
    themes = _sorted(rows, context["wijk"]["areas"])
    areas = [area for area in context["wijk"]["areas"] if area in set(rows["area"])]
    height = TOP + BOTTOM + len(themes) * (ROW if len(areas) > 1 else AIRY)
    figure = design.new_figure(WIDTH, height)
    wide = _wide(len(areas))
    axes = figure.add_axes(
        (LEFT / WIDTH, BOTTOM / height, wide / WIDTH, (height - TOP - BOTTOM) / height),
        xlim=_ends(rows["value"]),
        ylim=(len(themes) - 0.5, -0.5),
        gid="wijken",
    )
    axes.spines[["left", "bottom"]].set_visible(False)
    axes.tick_params(length=0)
    axes.set_yticks([])
    axes.grid(axis="x", color=design.PALE, lw=0.6)
    wijken = rows[rows["level"] == "wijk"]
    places, first = _places(wijken)
    margins = theme_margins(tables["contributions"], float(context["noise"]["level"]))
    single = one_question(tables[str(rows["source"].iloc[0])])
    for place, (code, name) in enumerate(themes.items()):
        here = wijken[wijken["indicator"] == code]
        others = here[~here["area"].isin(areas)]["value"].sort_values()
        own = {area: here.loc[here["area"] == area, "value"].tolist() for area in areas}
        shifts = _aside(axes, [own[area] for area in areas])
        marks = [(v, shifts[i]) for i, area in enumerate(areas) for v in own[area]]
        _other_wijken(axes, code, place, others.tolist(), marks)
        city = rows[(rows["indicator"] == code) & (rows["level"] == "stad")]["value"]
        if len(city):
            _bar_of_city(axes, float(city.iloc[0]), place)
        for index, area in enumerate(areas):
            # In its own margin of the city a mark is open, as everywhere.
            margin = margins[area, code]
            inside = any(abs(v - c) < margin for v in own[area] for c in city.head(1))
            color = design.AREAS[index % 4]
            axes.plot(
                own[area],
                [place + shifts[index]] * len(own[area]),
                design.AREA_MARKER[index % 4],
                ms=6.5,
                color=color,
                **({"mfc": design.WHITE, "mec": color, "mew": 1.3} if inside else MARKED),
                zorder=4,
                gid=f"{code}-{index}",
            )
            _place(axes, (index, place), places.get((area, code)), first)
        _name_theme(axes, plain_theme(str(name)), place, code in single)
    axes.set_xlabel(f"score in {rows['year'].iloc[0]}", size=design.SMALL, labelpad=2)
    _sides(axes)
    count = wijken["area"].nunique()
    _head_places(axes, len(areas), count, dutch.word(count + 1 - first))
    _key(axes, areas, count - len(areas), context)
    return figure


def _key(axes: Any, areas: list[str], others: int, context: dict[str, Any]) -> None:
    """On one line above all: the mark of each area, of the other wijken and of the city."""
    wide, row = axes.get_position().width * WIDTH, _row(axes)
    at: Any = {"transform": axes.get_yaxis_transform(), "clip_on": False}
    y, x = -0.5 - (TOP - 2.5) / row, 0.0
    for index, area in enumerate(areas):
        marker, color = design.AREA_MARKER[index % 4], design.AREAS[index % 4]
        axes.plot([(x + 1.2 - LEFT) / wide], [y], marker, ms=6.5, color=color, mew=0, **at)
        x = _in_key(axes, area, x + 3.6, y, color)
    if others:
        axes.plot([(x + 0.8 - LEFT) / wide], [y], "o", **RING, **at)
        x = _in_key(axes, dutch.counted(others, "andere wijk", "andere wijken"), x + 2.8, y)
    half = 1.6 / row
    axes.plot([(x + 0.8 - LEFT) / wide] * 2, [y - half, y + half], color=design.INK, lw=1.6, **at)
    x = _in_key(axes, context["city"], x + 2.8, y)
    for index in range(len(areas)):
        marker, color = design.AREA_MARKER[index % 4], design.AREAS[index % 4]
        face: Any = {"mfc": design.WHITE, "mec": color, "mew": 1.2}
        axes.plot([(x + 1.2 - LEFT) / wide], [y], marker, ms=5.5, **face, **at)
        x += 2.8
    _in_key(axes, "open: geen aantoonbaar verschil", x + 0.8, y)


def _in_key(axes: Any, words: str, x: float, y: float, color: str = design.INK) -> float:
    """Words of the key at `x` (mm from the left of the page); gives where the next may begin."""
    weight = "normal" if color == design.INK else "semibold"
    axes.text(
        (x - LEFT) / (axes.get_position().width * WIDTH),
        y,
        words,
        size=design.TEXT,
        weight=weight,
        color=color,
        va="center",
        clip_on=False,
        transform=axes.get_yaxis_transform(),
    )
    return x + design.text_width(words, design.TEXT, weight) + KEY


def _tall(axes: Any) -> float:
    """How high the lines are together, in mm."""
    return float(axes.get_position().height * axes.figure.get_size_inches()[1] / design.MM)


def _row(axes: Any) -> float:
    """How high the line of a theme is, in mm."""
    last, first = axes.get_ylim()
    return _tall(axes) / float(last - first)


def _sides(axes: Any) -> None:
    """At both ends of the axis, beside what it measures, which way is better."""
    y = -6.9 / _tall(axes)
    look: Any = {"size": design.SMALL, "color": design.GREY, "va": "center_baseline"}
    for x, words, side in ((0, "← ongunstiger", "left"), (1, "gunstiger →", "right")):
        axes.text(x, y, words, ha=side, transform=axes.transAxes, **look)


def _wide(areas: int) -> float:
    """How wide the lines are in mm, beside the places of so many areas."""
    return WIDTH - LEFT - RIGHT - PLACE * areas


def _places(wijken: pd.DataFrame) -> tuple[dict[tuple[str, str], int], int]:
    """(area, theme) -> place from high to low; and the first place of the lowest third.

    Of eleven wijken the lowest third is the lowest four.
    """
    count = wijken["area"].nunique()
    found: dict[tuple[str, str], int] = {}
    for code, here in wijken.groupby("indicator", sort=False):
        rank = here.set_index("area")["value"].rank(ascending=False, method="min")
        found |= {(str(area), str(code)): int(place) for area, place in rank.items()}
    return found, count * 2 // 3 + 1


def _other_wijken(
    axes: Any, code: str, place: int, values: list[float], marks: list[tuple[float, float]]
) -> None:
    """A ring for each of the sorted `values` on the line of a theme, clear of `marks`."""
    axes.plot(
        values,
        [place + shift for shift in _dodged(values, marks, axes)],
        "o",
        **RING,
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


def _aside(axes: Any, own: list[list[float]]) -> list[float]:
    """How far each area stands above or below the middle of its line, so that none hides another.

    Only where the marks would touch: an area belongs on its line.
    """
    low, high = axes.get_xlim()
    scale = _wide(len(own)) / (high - low)
    values = sorted(value[0] * scale for value in own if value)
    near = any(b - a < MARKS for a, b in pairwise(values))
    rise = MARKS / _row(axes)
    return [(index - (len(own) - 1) / 2) * rise if near else 0.0 for index in range(len(own))]


def _ends(values: pd.Series) -> tuple[float, float]:
    """Ends of the axis that hold every value and have a number."""
    low, high = float(values.min()) - EDGE, float(values.max()) + EDGE
    return math.floor(low / STEP) * STEP, math.ceil(high / STEP) * STEP


def _dodged(values: list[float], marks: list[tuple[float, float]], axes: Any) -> list[float]:
    """How far each of the sorted `values` moves up or down, in rows, so that none is hidden.

    `marks`: value and shift of the areas, which are larger.
    """
    low, high = axes.get_xlim()
    scale, row = axes.get_position().width * WIDTH / (high - low), _row(axes)  # mm a point, a row
    placed: list[tuple[float, float]] = []

    def room(value: float, shift: float) -> float:
        """From its nearest neighbour, less than 0 where they overlap, in mm."""
        apart = [
            math.hypot((value - other) * scale, (shift - aside) * row) - need
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
    # Behind the dots: it sticks out above and below them.
    axes.plot([value] * 2, [place - 0.42, place + 0.42], color=design.INK, lw=1.6, zorder=1.5)


def _name_theme(axes: Any, name: str, place: int, single: bool) -> None:
    """The name of a theme, left of its line; a theme of a `single` question says so."""
    look: Any = {"transform": axes.get_yaxis_transform(), "va": "center"}
    x, up = -LEFT / (axes.get_position().width * WIDTH), design.SECOND_LINE * single
    axes.text(x, place - up, name, size=design.TEXT, **look)
    if single:
        axes.text(x, place + up, design.ONE_QUESTION, size=design.SMALL, color=design.GREY, **look)


def _column(axes: Any, index: float) -> float:
    """Where the places of an area stand, in widths of the lines."""
    wide = axes.get_position().width * WIDTH
    return float(1 + (RIGHT + (index + 0.5) * PLACE) / wide)


def _place(axes: Any, at: tuple[int, int], place: int | None, first: int) -> None:
    """The place of an area (`at`: its column and line); a low one is white on a plate."""
    if place is None:
        return
    index, row = at
    x, low = _column(axes, index), place >= first
    wide, tall = PLATE / (axes.get_position().width * WIDTH), PLATE / _row(axes)
    if low:
        plate = Rectangle(
            (x - wide * 0.6, row - tall / 2),
            wide * 1.2,
            tall,
            fc=design.AREAS[index % 4],
            lw=0,
            clip_on=False,
            transform=axes.get_yaxis_transform(),
            gid=f"laag-{index}",
        )
        axes.add_patch(plate)
    axes.text(
        x,
        row,
        str(place),
        transform=axes.get_yaxis_transform(),
        size=design.TEXT,
        weight="semibold" if low else "normal",
        color=design.WHITE if low else design.GREY,
        ha="center",
        va="center_baseline",
    )


def _head_places(axes: Any, areas: int, count: int, low: str) -> None:
    """Above the places whose they are, among how many wijken, and what a plate is."""
    beside = {"transform": axes.get_yaxis_transform(), "clip_on": False}
    for index in range(areas):
        marker, color = design.AREA_MARKER[index % 4], design.AREAS[index % 4]
        y = -0.5 - 1.6 / _row(axes)
        axes.plot([_column(axes, index)], [y], marker, ms=6.5, color=color, mew=0, **beside)
    axes.text(
        (WIDTH - LEFT) / (axes.get_position().width * WIDTH),
        -0.5 - 7.0 / _row(axes),
        f"plaats van de {count};\ngevuld: laagste {low}",
        size=design.SMALL,
        color=design.GREY,
        linespacing=1.0,
        ha="right",
        va="center",
        **beside,
    )


def facts(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Facts:
    """Title with the themes on which an area is in the lowest third; text with all places."""
    rows = _rows(tables, context)
    year, wijken = int(rows["year"].iloc[0]), rows[rows["level"] == "wijk"]
    count = wijken["area"].nunique()
    places, first = _places(wijken)
    lowest = count + 1 - first
    per_area, titles = [], []
    series: list[Series] = []
    for area in context["wijk"]["areas"]:
        low: list[str] = []
        known = 0
        for code, here in wijken.groupby("indicator", sort=False):
            place = places.get((area, str(code)))
            if place is None:
                continue
            name = plain_theme(str(here["label"].iloc[0]))
            known += 1
            if place >= first:
                low.append(f"{name} {place}")
            label = f"plaats van {area} onder {count} wijken: {name}"
            series.append(over_years(label, "plaats", [(year, place)], dutch.number))
        if known:
            per_area.append(f"{area}: {'; '.join(low) or 'geen'}")
            titles.append((f"{area} op ", f"{dutch.of_all(len(low), known)} thema's"))
    title = f"In {year} hoorde {_together(titles, lowest, count)}"
    alt = (
        f"Puntenreeks per thema van {count} wijken in {year}, met de plaats van hoog naar laag; de "
        f"laagste {dutch.word(lowest)} zijn: "
        f"{'. '.join(per_area)}."
    )
    return Facts(title, alt, tuple(series), tuple(dict.fromkeys(rows["source"])))


def _together(titles: list[tuple[str, str]], lowest: int, count: int) -> str:
    """What the areas have among the lowest; what is the same of all is said once.

    `titles`: an area and on how many themes it is among the `lowest` of `count` wijken.
    """
    counts = dutch.of_all_once([words for _, words in titles], 0)
    first, *more = [f"{area}{n}" for (area, _), n in zip(titles, counts, strict=True)]
    said = f"{first} bij de laagste {dutch.word(lowest)} van de {dutch.word(count)} wijken"
    return f"{said}, {dutch.listing(more)}" if more else said
