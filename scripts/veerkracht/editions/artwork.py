"""Drawings behind covers and openers, made of the data of the wijk: decoration.

The openers name their lines, years and shapes: a chart without would ask what it does not answer.
All are SVG of a page of A4 (210 by 297 mm), white and pale on whatever ground the page has.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from veerkracht.charts.design import (
    AREA_MARKER,
    KIND_MARKER,
    POINT,
    TOKENS,
    WHO,
    WHO_MARKER,
    spread,
    text_width,
)
from veerkracht.city.course import main_index, whole_index
from veerkracht.governance.measures import WHO_NAME, WIJK

Tables = Mapping[str, pd.DataFrame]
Box = tuple[float, float, float, float]  # left, top, width, height in mm
Points = list[tuple[float, float]]

# Above the title of the cover, off its upper right corner; and above the foot of an opener.
COVER: Box = (38, -22, 202, 198)
CAPTION = (188.0, 182.0)  # mm: where the words below the network end
OPENER: Box = (66, 118, 134, 138)
# Left of the network in an opener: how high a digit of its numbers is, the lines on which the first
# and the last number stand, and how far below them their words.
FIGURE, STANDS, BELOW = 22.0, (150.0, 218.0), 7.0
# Of the words in an opener: how high a letter is, in mm.
LETTER = 4.2
# In mm: a score at the end of a line of the index, how far past it that stands and its name past
# the score, how far its first measurement stands in, and the radius of the mark of a measurement.
SCORE, AFTER, NAMED, INSET, POINTED = 10.0, 5.0, 3.0, 4.3, 1.5
# Of the score: as high is the ground at least that has a gap in it.
ROOM = 2.0
# What the large gaps are of; in mm between a mark and its gap, and before the next.
GAP = "punten verschil"
MARKED, BETWEEN = 1.4, 4.0
# Less apart than this (mm) only the first and the last year of the index have their words.
STEP = 13.0
# The lines of the index on the back, from edge to edge above the title: how faint they are.
BACK: Box = (0, 22, 210, 46)
FAINT = 0.3
# Drawn even if empty, for every edition has that page.
ALWAYS = ("omslag", "achterkant")
PAGE = (210, 297)  # mm
WHITE, MINT, SAND = TOKENS["white"], TOKENS["mint"], TOKENS["crisis"]
CORNERS: dict[str, list[tuple[float, float]]] = {
    "s": [(-1, -1), (1, -1), (1, 1), (-1, 1)],
    "^": [(0, -1), (1, 0.8), (-1, 0.8)],
    "D": [(0, -1), (1, 0), (0, 1), (-1, 0)],
}
# Of a decision in its square of the opener: its radius.
RADIUS = 0.36
# Of an open mark: how wide its line is in mm, and its opacity; None fills it.
Line = tuple[float, float] | None
THIN: Line = (0.25, 0.6)
# Who decides -> its colour on green, and whether its mark is open: open stands between the two.
DECIDES = {
    "gemeente": (TOKENS["green-rule"], False),
    "formeel": (TOKENS["green-rule"], True),
    "informeel": (WHITE, True),
    "bewoners": (WHITE, False),
}
# Of a colour, a width in mm and an opacity.
OUTLINE = 'fill="none" stroke="{}" stroke-width="{}" stroke-opacity="{}"'
FILL = {"formeel": WHITE, "informeel": TOKENS["green-rule"], "buiten": SAND}


def artwork(tables: Tables, sources: Mapping[str, Any], city: str) -> dict[str, str]:
    """Name -> SVG: the cover (omslag), the back (achterkant), and each numbered part with data.

    The cover of a wijk shows its network of the last year, or without interviews its index beside
    that of the city; the lines of the latter run on over the back. `tables`: index_gaps,
    index_course, rights, and with interviews actor_metrics, ties and layout.
    """
    drawn = {
        "netwerken": _growth(tables, OPENER),
        "sociale-index": _index(tables, sources, city, (22, 126, 166, 124)),
        "governance": _decisions(tables["rights"], (22, 112, 166, 141)),
    }
    network = _network(tables, COVER)
    drawn["omslag"] = network or _index(tables, sources, city, (22, 50, 166, 120))
    drawn["achterkant"] = "" if network else _trace(tables["index_gaps"], sources, BACK)
    return {name: _page(marks) for name, marks in drawn.items() if marks or name in ALWAYS}


def draw_artwork(folder: Path, tables: Tables, sources: Mapping[str, Any], city: str) -> None:
    """The drawings of `artwork` as files in `folder`."""
    folder.mkdir(exist_ok=True)
    for name, drawing in artwork(tables, sources, city).items():
        (folder / f"{name}.svg").write_text(drawing, encoding="utf-8")


def _page(marks: str) -> str:
    wide, high = PAGE
    size = f'viewBox="0 0 {wide} {high}" width="{wide}mm" height="{high}mm"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>\n{marks}</svg>\n'


def _growth(tables: Tables, box: Box) -> str:
    """The network of the first year, white, and who is there in the last one as outlines.

    Left of it stand how many parties each of these years has; empty without interviews.
    """
    if "layout" not in tables or tables["layout"].empty:
        return ""
    metrics = tables["actor_metrics"].merge(tables["layout"], on="actor")
    first, last = int(metrics["year"].min()), int(metrics["year"].max())
    ends = metrics[metrics["year"].isin([first, last])].sort_values(["year", "actor"])
    ends = _placed(ends, box)
    there = ends["year"] == first
    came = ends[~there & ~ends["actor"].isin(ends.loc[there, "actor"])]
    known = {row["actor"]: row for row in ends[there].to_dict("records")}
    marks = [_ties(tables["ties"], first, known, "0.45")]
    marks += [_party(row, WHITE, THIN) for row in came.to_dict("records")]
    marks += [_party(row, WHITE) for row in known.values()]
    for year, y in zip(dict.fromkeys((first, last)), STANDS, strict=False):
        count = str(int((ends["year"] == year).sum()))
        look = f'font-family="{TOKENS["sans"]}" font-size="{FIGURE}" font-weight="700"'
        ink = f'fill="{WHITE}"' if year == first else OUTLINE.format(WHITE, 0.5, 1)
        marks.append(f'<text x="21" y="{y}" {look} {ink}>{count}</text>')
        marks.append(_words(f"partijen in {year}", 22, y + BELOW, MINT, "start"))
    gone = set(ends.loc[there, "actor"]) - set(ends.loc[ends["year"] == last, "actor"])
    told = ["open: wie erbij kwam"] * bool(len(came))
    told += [f"{len(gone)} van {first} niet meer"] * bool(gone)
    for row, words in enumerate(told, start=1):
        marks.append(_words(words, 22, STANDS[-1] + BELOW + 6 * row, MINT, "start"))
    return "\n".join(marks) + "\n"


def _network(tables: Tables, box: Box) -> str:
    """The ties and parties of the last year, as they lie on the maps; empty without interviews.

    Below them how many parties it has: some are cut off by the edge of the page.
    """
    if "layout" not in tables or tables["layout"].empty:
        return ""
    metrics, ties = tables["actor_metrics"], tables["ties"]
    year = metrics["year"].max()
    rows = metrics[metrics["year"] == year].merge(tables["layout"], on="actor")
    # The order of rows says nothing, so it may not reach the drawing.
    rows = rows.sort_values("actor")
    caption = f"Uitsnede van het netwerk van {year} ({len(rows)} partijen)"
    # A party without ties is a stray dot here.
    rows = rows[rows["degree"] > 0]
    places = {row["actor"]: row for row in _placed(rows, box).to_dict("records")}
    nodes = [_party(row, FILL[_kind(row)]) for row in places.values()]
    # On the web other words stand there: web.css leaves it out.
    below = f'<g class="caption">{_words(caption, *CAPTION, MINT, "end")}</g>'
    return "\n".join([_ties(ties, year, places, "0.3"), *nodes, below]) + "\n"


def _ties(ties: pd.DataFrame, year: int, places: Mapping[str, Any], opacity: str) -> str:
    """The ties of a year among the parties of `places`."""
    here = ties.loc[ties["year"] == year, ["actor_a", "actor_b"]].sort_values(
        ["actor_a", "actor_b"]
    )
    lines = [
        f"M{places[a]['x']:.1f} {places[a]['y']:.1f}L{places[b]['x']:.1f} {places[b]['y']:.1f}"
        for a, b in here.itertuples(index=False)
        if a in places and b in places
    ]
    thin = f'stroke="{WHITE}" stroke-width="0.2" stroke-opacity="{opacity}"'
    return f'<path d="{"".join(lines)}" {thin}/>'


def _kind(row: Mapping[Any, Any]) -> str:
    return "buiten" if row["location"] == "buiten" else str(row["kind"])


def _party(row: Mapping[Any, Any], color: str, line: Line = None) -> str:
    """The mark of a party at its place, as large as it has influence."""
    large = 0.9 + 3.4 * float(row["eigenvector"])
    return _mark(KIND_MARKER[_kind(row)], row["x"], row["y"], large, color, line)


def _placed(rows: pd.DataFrame, box: Box) -> pd.DataFrame:
    """The rows with x and y stretched over the box; the y of a map runs upward."""
    left, top, wide, high = box
    x, y = rows["x"], rows["y"]
    across = (x - x.min()) / ((x.max() - x.min()) or 1)
    down = (y.max() - y) / ((y.max() - y.min()) or 1)
    return rows.assign(x=left + across * wide, y=top + down * high)


def _index(tables: Tables, sources: Mapping[str, Any], name: str, box: Box) -> str:
    """The index of the areas and of the city, of this name, with what lies between.

    At the end of each line its last score, large, and its name: so they end where the box does. The
    gap stands at both ends; with a programme at its start in place of the first measurement. Empty
    without an index.
    """
    gaps = tables["index_gaps"]
    rows = _measured(gaps, sources)
    if rows["year"].nunique() < 2:
        return ""
    left, top, wide, high = box
    first, last = rows["year"].min(), rows["year"].max()
    ends = _ends_of(rows[rows["year"] == last], name)
    # The words of the first year begin where the text does.
    past = max(_digits(score) + NAMED + _letters(name) for name, score in ends)
    left, wide = left + INSET, wide - INSET - AFTER - past
    city, *lines = _lines(rows, (left, top, wide, high))
    drawn = []
    order = list(gaps["area"].unique())  # as in the charts: each area its own mark
    areas = sorted(rows["area"].unique())
    shapes = [AREA_MARKER[order.index(area) % len(AREA_MARKER)] for area in areas]
    for shape, own in zip(shapes, lines, strict=True):
        drawn.append(f'<path d="{_path([*city, *own[::-1]])}Z" fill="{WHITE}" fill-opacity="0.1"/>')
        drawn.append(_line(own, MINT, 1.1))
        drawn += [_mark(shape, x, y, POINTED, MINT) for x, y in own]
    drawn.append(_line(city, WHITE, 2.4))
    drawn += _ends(ends, [city, *lines])
    # A line with a corner asks when that was.
    years = dict(zip(rows["year"].unique(), [x for x, _ in city], strict=True))
    course = whole_index(tables["index_course"]).query("source == @rows.source.iloc[0]")
    since = course.loc[course["goal_year"].notna(), "base"].dropna()
    base = first if since.empty else int(since.iloc[0])
    for year in dict.fromkeys((base, last)):
        drawn += _gaps(rows[rows["year"] == year], list(years).index(year), city, lines, shapes)
    close = min(np.diff(list(years.values()))) < STEP
    for year, x in years.items():
        if not close or year in (first, last):
            drawn.append(_words(str(int(year)), x, top + high + 9, MINT, "middle"))
    return "\n".join(drawn) + "\n"


def _measured(gaps: pd.DataFrame, sources: Mapping[str, Any]) -> pd.DataFrame:
    """The measurements that the areas and the city both have, by year."""
    source = main_index(gaps, sources)
    rows = gaps[(gaps["source"] == source) & gaps["gap"].notna()]
    return whole_index(rows).sort_values("year")


def _lines(rows: pd.DataFrame, box: Box) -> list[Points]:
    """The line of the city and those of the areas, by name, stretched over the box."""
    left, top, wide, high = box
    values = pd.concat([rows["value"], rows["city"]])
    first, last = rows["year"].min(), rows["year"].max()

    def points(group: pd.DataFrame, column: str) -> Points:
        x = left + (group["year"] - first) / (last - first) * wide
        y = top + (values.max() - group[column]) / ((values.max() - values.min()) or 1) * high
        return list(zip(x.round(1), y.round(1), strict=True))

    own = [points(group, "value") for _, group in rows.groupby("area", sort=True)]
    return [points(rows.drop_duplicates("year"), "city"), *own]


def _trace(gaps: pd.DataFrame, sources: Mapping[str, Any], box: Box) -> str:
    """The lines of the cover once more, faint and without words; empty without an index."""
    rows = _measured(gaps, sources)
    if rows["year"].nunique() < 2:
        return ""
    city, *areas = _lines(rows, box)
    drawn = [_line(own, MINT, 0.7) for own in areas] + [_line(city, WHITE, 1.5)]
    return f'<g opacity="{FAINT}">' + "\n".join(drawn) + "</g>\n"


def _ends_of(rows: pd.DataFrame, city: str) -> list[tuple[str, str]]:
    """The name and the score of the city and of the areas, by name, at a measurement."""
    scores = {city: rows["city"].iloc[0]}
    scores |= dict(rows.sort_values("area")[["area", "value"]].itertuples(index=False))
    return [(str(name), f"{score:.0f}") for name, score in scores.items()]


def _ends(ends: list[tuple[str, str]], lines: list[Points]) -> list[str]:
    """The scores right of the ends of their lines: those that would stand on each other a little
    apart. Past each its name."""
    placed = spread([line[-1][1] for line in lines], 0.95 * SCORE)
    drawn: list[str] = []
    for place, ((name, score), line, y) in enumerate(zip(ends, lines, placed, strict=True)):
        ink = MINT if place else WHITE
        x, low = line[-1][0] + AFTER, y + 0.35 * SCORE
        drawn.append(_number(score, x, low, ink, "start"))
        drawn.append(_words(name, x + _digits(score) + NAMED, low, ink, "start"))
    return drawn


def _gaps(
    rows: pd.DataFrame, place: int, city: Points, lines: list[Points], shapes: list[str]
) -> list[str]:
    """The gaps of the areas at a measurement, in the ground between their lines and the city's.

    Each behind the mark of its line, if there are more, in the order of the names at the ends; none
    where the ground is too low for them.
    """
    gaps = [f"{gap:.0f}" for gap in rows.sort_values("area")["gap"].abs()]
    if len(gaps) == 1:
        shapes = []
    before = (2 * POINTED + MARKED) * bool(shapes)
    row = sum(before + _digits(gap) for gap in gaps) + BETWEEN * (len(gaps) - 1)
    wide = max(row, _letters(GAP))
    # Away from the edge, where words are: over all their width the lines are looked at.
    side, anchor = {0: (1.0, "start"), len(city) - 1: (-1.0, "end")}.get(place, (0.0, "middle"))
    start = city[place][0] + side * AFTER
    across = np.linspace(start + (side - 1) / 2 * wide, start + (side + 1) / 2 * wide, 20)
    near, *own = (np.interp(across, *np.array(line).T) for line in (city, *lines))
    below = all(line[place][1] >= city[place][1] for line in lines)
    top, low = (near.max(), np.min(own)) if below else (np.max(own), near.min())
    if low - top < ROOM * SCORE:
        return []
    # Clear of the marks of the measurements.
    middle = (top + low) / 2 - POINTED
    x, low = start + (side - 1) / 2 * row, middle + 0.1 * SCORE
    drawn = [_words(GAP, start, middle + 0.75 * SCORE, MINT, anchor)]
    for area, gap in enumerate(gaps):
        drawn += [
            _mark(each, x + POINTED, low - 0.34 * SCORE, POINTED, MINT)
            for each in shapes[area : area + 1]
        ]
        drawn.append(_number(gap, x + before, low, WHITE, "start"))
        x += before + _digits(gap) + BETWEEN
    return drawn


def _number(words: str, x: float, y: float, ink: str, anchor: str) -> str:
    """Scores or gaps, large, at a point on their baseline."""
    look = f'font-family="{TOKENS["sans"]}" font-size="{SCORE}" font-weight="700"'
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" {look} fill="{ink}">{words}</text>'
    )


def _digits(words: str) -> float:
    """How wide large words are, in mm."""
    return text_width(words, SCORE / POINT, "bold")


def _letters(words: str) -> float:
    """How wide quiet words are, in mm."""
    return text_width(words, LETTER / POINT, "normal")


def _decisions(rights: pd.DataFrame, box: Box) -> str:
    """A mark for every recorded decision, a column a year, who took it by its shape."""
    rows = rights.dropna(subset=["who"])
    if rows.empty:
        return ""
    left, top, wide, high = box
    years = range(int(rows["year"].min()), int(rows["year"].max()) + 1)
    columns = [
        [
            who
            for who in WHO
            for _ in range(int(((rows["year"] == year) & (rows["who"] == who)).sum()))
        ]
        for year in years
    ]
    # The outer marks begin where the text does.
    step = min(wide / (len(columns) - 1 + 2 * RADIUS), high / max(map(len, columns)))
    marks = [
        _decision(
            who,
            left + (column + RADIUS) * step,
            top + high - (place + 0.5) * step,
            step * RADIUS,
        )
        for column, taken in enumerate(columns)
        for place, who in enumerate(taken)
    ]
    for column, (year, taken) in enumerate(zip(years, columns, strict=True)):
        x, here = left + (column + RADIUS) * step, sum(who in WIJK for who in taken)
        # What the title counts; the last year is what it is about.
        told = f"{year}: {here} van {len(taken)}" if taken else str(year)
        ink = WHITE if column == len(columns) - 1 else MINT
        marks.append(_words(told, x, top + high + 7, ink, "middle"))
    x = left
    for who in (who for who in WHO if who in set(rows["who"])):
        marks.append(_decision(who, x + 3, top - 6, 3))
        told = WHO_NAME[who]
        marks.append(_words(told, x + 8, top - 4.5, MINT, "start"))
        x += 15 + _letters(told)
    return "\n".join(marks) + "\n"


def _decision(who: str, x: float, y: float, r: float) -> str:
    """The mark of who decided, `r` from its middle to its side, with its line."""
    color, is_open = DECIDES[who]
    # A square is drawn a little smaller than a circle, since it looks larger: not in a column.
    r /= 0.9 if WHO_MARKER[who] == "s" else 1
    wide = 0.14 * r
    if not is_open:
        return _mark(WHO_MARKER[who], x, y, r, color)
    return _mark(WHO_MARKER[who], x, y, r - wide / 2, color, (wide, 1.0))


def _words(words: str, x: float, y: float, color: str, anchor: str) -> str:
    """Quiet words at a point on their baseline."""
    look = f'font-family="{TOKENS["sans"]}" font-size="{LETTER}" fill="{color}"'
    said = escape(words)
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" {look}>{said}</text>'


def _path(points: list[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)


def _line(points: list[tuple[float, float]], color: str, wide: float) -> str:
    style = f'fill="none" stroke="{color}" stroke-width="{wide}" stroke-linejoin="round"'
    return f'<path d="{_path(points)}" {style}/>'


def _mark(shape: str, x: float, y: float, r: float, color: str, line: Line = None) -> str:
    """A circle, square, triangle or diamond of about radius `r` (mm) round a point."""
    look = OUTLINE.format(color, *line) if line else f'fill="{color}"'
    if shape == "o":
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}" {look}/>'
    reach = {"s": 0.9, "^": 1.1, "D": 1.15}[shape] * r
    corners = [(x + a * reach, y + b * reach) for a, b in CORNERS[shape]]
    return f'<path d="{_path(corners)}Z" {look}/>'
