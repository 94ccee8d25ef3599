"""Beside wijken that were alike, from every measurement on: whether the start decides."""

from __future__ import annotations

from typing import Any, NamedTuple

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from veerkracht import dutch
from veerkracht.charts import NoDataError, design
from veerkracht.charts.alike_panels import SAME, Panel, points_axis, read_panels
from veerkracht.charts.facts import Facts, Series, over_years
from veerkracht.city.course import Yardstick
from veerkracht.source_lines import Origin

TABLES = ["alike", "index_gaps", "index_course"]
ORIGIN = Origin.INDICATORS

WIDTH = 163.0
NAMES, GAP = 42.0, 8.0  # mm: of the names of the rows, and between panels
KEY, HEAD, FOOT = 5.5, 6.5, 5.5  # mm: the key above all, the name of an area, and its axis
ROW, AIRY = 5.4, 7.0  # mm a start, or where there is but one area
BAND = 0.66  # of a row: how high its band is
BESIDE = 2  # so many panels stand beside each other
NEVER = f"deed het vanaf geen enkel jaar {SAME.removeprefix('niet ')}"
NUMBER = 9.0  # mm past the outermost mark: for its number


class Row(NamedTuple):
    """A choice: its words, and what it gives each area; `drawn`: whether it is the usual one."""

    words: str
    panels: dict[str, Panel]
    drawn: bool = False


def _rows(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> list[Row]:
    """A row a start, the earliest first; below them the wijken that are of the same type."""
    panels = read_panels(tables, context)
    starts: dict[int, dict[str, Panel]] = {}
    for panel in panels:
        for each in panel.starts():
            starts.setdefault(each.start, {})[panel.area] = each
    rows = [
        Row(f"vanaf {start}", starts[start], start == panels[0].start) for start in sorted(starts)
    ]
    try:
        kind = read_panels(tables, context, Yardstick.TYPE)
    except NoDataError:
        return rows
    words = f"vanaf {kind[0].start}, zelfde type"
    return [*rows, Row(words, {panel.area: panel for panel in kind})]


def _areas(rows: list[Row], context: dict[str, Any]) -> list[str]:
    """The areas of which something is known."""
    return [area for area in context["wijk"]["areas"] if any(area in row.panels for row in rows)]


def draw(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Figure:
    """A panel an area with a mark a start, over the band of what may be chance at that start.

    0 is the mean change of the wijken that were alike; a mark in the band is open.
    """
    rows, noise = _rows(tables, context), float(context["noise"]["change"])
    areas = _areas(rows, context)
    bands = [areas[at : at + BESIDE] for at in range(0, len(areas), BESIDE)]
    tall = len(rows) * (ROW if len(areas) > 1 else AIRY)
    height = KEY + (HEAD + tall + FOOT) * len(bands)
    figure = design.new_figure(WIDTH, height)
    beside = len(bands[0])
    wide = (WIDTH - NAMES - GAP * (beside - 1)) / beside
    limits = _limits(rows, noise, wide)
    for place, area in enumerate(areas):
        down, across = divmod(place, BESIDE)
        left = NAMES + across * (wide + GAP)
        bottom = height - KEY - (HEAD + tall + FOOT) * (down + 1) + FOOT
        axes = figure.add_axes(
            (left / WIDTH, bottom / height, wide / WIDTH, tall / height),
            gid=f"gebied-{place}",
            xlim=limits,
            ylim=(tall, 0),
        )
        points_axis(axes)
        for number, row in enumerate(rows):
            y = (number + 0.5) * tall / len(rows)
            if area in row.panels:
                _mark(axes, row, area, (place, y, tall / len(rows), noise))
            if across == 0:
                _name(axes, row, y, wide)
        color = design.AREAS[place % len(design.AREAS)]
        look: Any = {"size": design.HEAD, "weight": "semibold", "color": color, "ha": "center"}
        axes.text(0, -3.2, area, va="center_baseline", **look)
        if place == 0:
            _key(axes, rows, noise, (wide, areas))
    return figure


def _limits(rows: list[Row], noise: float, wide: float) -> tuple[float, float]:
    """The ends of the axis, the same on both sides: every mark with its number, every band."""
    found = [panel for row in rows for panel in row.panels.values()]
    most = max(max(abs(panel.beside), panel.reach(noise)) for panel in found)
    end = most / (1 - 2 * NUMBER / wide)
    return -end, end


def _mark(axes: Any, row: Row, area: str, at: tuple[int, float, float, float]) -> None:
    """The mark of an area at a start with its number, over the band of that start.

    `at`: the place of the area, the y and the height of the row in mm, and the noise.
    """
    place, y, high, noise = at
    panel, color = row.panels[area], design.AREAS[place % len(design.AREAS)]
    reach, sure = panel.reach(noise), panel.is_sure(noise)
    box = (-reach, y - high * BAND / 2)
    axes.add_patch(Rectangle(box, 2 * reach, high * BAND, fc=design.PALE, lw=0, zorder=0.5))
    axes.plot(
        [panel.beside],
        [y],
        design.AREA_MARKER[place % 4],
        ms=6.5,
        mfc=color if sure else design.WHITE,
        mec=color,
        mew=1.2,
        zorder=4,
        gid=f"vanaf-{place}-{panel.start}",
    )
    side = -1 if panel.beside < 0 else 1
    axes.annotate(
        dutch.signed(panel.beside),
        (panel.beside, y),
        (side * 6, 0),
        textcoords="offset points",
        size=design.TEXT,
        weight="semibold" if sure or row.drawn else "normal",
        # Within the band the colour of an area is too light to read.
        color=color if sure else design.INK,
        ha="left" if side > 0 else "right",
        va="center_baseline",
        zorder=5,
    )


def _name(axes: Any, row: Row, y: float, wide: float) -> None:
    """What a row is, left of the panels; the usual choice stands out."""
    words = f"{row.words}, zoals hierboven" if row.drawn else row.words
    weight = "semibold" if row.drawn else "normal"
    lines = design.broken(words, NAMES - 3, design.TEXT, weight)
    look: Any = {"transform": axes.get_yaxis_transform(), "va": "center", "linespacing": 1.0}
    axes.text(-NAMES / wide, y, "\n".join(lines), size=design.TEXT, weight=weight, **look)


def _key(axes: Any, rows: list[Row], noise: float, at: tuple[float, list[str]]) -> None:
    """Above all what the band and an open mark are, and which side is better."""
    wide, areas = at
    where: Any = {"transform": axes.get_yaxis_transform(), "clip_on": False}
    look: Any = {"size": design.SMALL, "color": design.GREY, "va": "center_baseline", **where}
    y, x = -HEAD - KEY / 2 + 0.5, 0.0
    reaches = sorted({dutch.number(panel.reach(noise), 1) for panel in rows[0].panels.values()})
    words = f"minder dan {dutch.listing(reaches, 'of')} punten verschil: kan toeval zijn"
    axes.add_patch(
        Rectangle(((x - NAMES) / wide, y - 1.5), 6 / wide, 3, fc=design.PALE, lw=0, **where)
    )
    axes.text((x + 8 - NAMES) / wide, y, words, **look)
    x += 14 + design.text_width(words, design.SMALL, "normal")
    marks = design.AREA_MARKER[: len(areas[:4])]
    for face, words in ((design.GREY, "buiten de marge"), (design.WHITE, "erbinnen")):
        for marker in marks:
            mark: Any = {"ms": 5.2, "mfc": face, "mec": design.GREY, "mew": 1.0}
            axes.plot([(x + 1 - NAMES) / wide], [y], marker, **mark, **where)
            x += 3.4
        axes.text((x + 0.4 - NAMES) / wide, y, words, **look)
        x += 6 + design.text_width(words, design.SMALL, "normal")
    axes.text((WIDTH - NAMES) / wide, y, "← minder goed   beter →", ha="right", **look)


def facts(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Facts:
    """Title with what each area did from which start; text with the points of every row."""
    rows, noise = _rows(tables, context), float(context["noise"]["change"])
    areas, told, series = _areas(rows, context), [], list[Series]()
    for area in areas:
        found = [(row.words, row.panels[area]) for row in rows if area in row.panels]
        listed = [f"{words} {dutch.signed(panel.beside)}" for words, panel in found]
        told.append(f"{area}: {'; '.join(listed)}")
        for words, panel in found:
            label = f"{area} naast het gemiddelde van gelijkende wijken, {words}"
            series.append(over_years(label, "punten", [(panel.end, panel.beside)], dutch.signed))
    alt = (
        "Stippen van de verandering van de Sociale Index naast het gemiddelde van gelijkende "
        f"wijken, in punten, per beginjaar. {'. '.join(told)}."
    )
    said = [_said(area, rows, noise) for area in areas]
    # Who did otherwise from some start comes first.
    said.sort(key=lambda words: NEVER in words)
    sources = tuple(dict.fromkeys(tables["alike"]["source"]))
    return Facts("; ".join(said), alt, tuple(series), sources)


def _said(area: str, rows: list[Row], noise: float) -> str:
    """What an area did from which start: beside the same wijken, so without other choices."""
    did: dict[str, list[str]] = {}
    starts = [row.panels[area] for row in rows if area in row.panels]
    starts = [panel for panel in starts if panel.others.keys() == starts[0].others.keys()]
    for panel in sorted(starts, key=lambda panel: not panel.is_sure(noise)):
        years = did.setdefault(panel.plainly(noise), [])
        years += [str(panel.start)] if str(panel.start) not in years else []
    if len(did) == 1:
        words = next(iter(did))
        return f"{area} {NEVER}" if words == SAME else f"{area} deed het vanaf elk jaar {words}"
    parts = [
        f"vanaf {dutch.listing(years)} {'niet' if words == SAME else words}"
        for words, years in did.items()
    ]
    return f"{area} deed het {dutch.listing(parts)}"
