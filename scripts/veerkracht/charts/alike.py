"""The index beside wijken that were alike: over the years, and from every start to the last."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from veerkracht import dutch
from veerkracht.charts import alike_starts, crises, design
from veerkracht.charts.alike_lines import (
    Place,
    draw_lines,
    labels,
    labels_width,
    limits,
)
from veerkracht.charts.alike_panels import Panel, read_panels
from veerkracht.charts.facts import Facts, Series, over_years
from veerkracht.source_lines import Origin

TABLES = ["alike", "index_gaps", "index_course", "events"]
ORIGIN = Origin.INDICATORS

WIDTH, LEFT = 163.0, 9.0  # mm: the figure, and left of the lines
# In mm: the words above, a line of those, how high lines are at most (of several areas, of one)
# and at least, all groups together, and from the lines to the starts.
HEADS, SMALL, LINES, ALONE, LEAST, PAGE, YEARS = 6.0, 3.8, 72.0, 82.0, 12.0, 170.0, 8.0
STRIP = 2.6  # mm: of the crises, above the lines; the band of what may be chance is a ground
SURELY = "aantoonbaar"


def _places(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> list[Place]:
    """The areas of which something is known: who did otherwise from some start comes first."""
    noise, areas = float(context["noise"]["change"]), context["wijk"]["areas"]
    found = [Place(panel, areas.index(panel.area)) for panel in read_panels(tables, context)]
    return sorted(found, key=lambda place: not place.is_sure(noise))


def _groups(places: list[Place]) -> list[list[Place]]:
    """Areas beside the same wijken from the same start together: they share their lines."""
    found: dict[tuple[int, int, frozenset[str]], list[Place]] = {}
    for place in places:
        panel = place.panel
        found.setdefault((panel.start, panel.end, frozenset(panel.others)), []).append(place)
    return list(found.values())


def draw(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Figure:
    """How the index of each area and of the wijken that were alike went on from one start.

    Areas that are beside the same wijken share their axes; others have theirs below each other.
    Below the lines stands how far an area went from the mean, from each year to the last.
    """
    places, noise = _places(tables, context), float(context["noise"]["change"])
    groups = _groups(places)
    panels = [place.panel for place in places]
    shown = _years_shown(panels)
    found = crises.crises(tables["events"], shown, later=crises.LATER)
    told = crises.key(found, later=crises.LATER)
    top = HEADS + SMALL * bool(told)
    row = alike_starts.row(len(groups))
    feet = [YEARS + alike_starts.height(group, row) for group in groups]
    share = max((PAGE - sum(feet)) / len(groups), LEAST)
    lines = min(LINES if len(places) > 1 else ALONE, share)
    height = top + lines * len(groups) + sum(feet)
    figure = design.new_figure(WIDTH, height)
    since = dutch.listing(sorted({str(panel.start) for panel in panels}))
    head = f"Verandering van de index sinds {since}, in punten"
    look: Any = {"size": design.TEXT, "weight": "semibold", "va": "center_baseline"}
    figure.text(0, 1 - 2.6 / height, head, **look)
    grey: Any = {"size": design.SMALL, "color": design.GREY, "va": "center_baseline"}
    figure.text(0, 1 - 6.6 / height, told, **grey)
    sheet = figure.add_axes((0, 0, 1, 1), xlim=(0, WIDTH), ylim=(0, height), gid="beginjaren")
    sheet.set_axis_off()
    low = height - top
    for number, (group, foot) in enumerate(zip(groups, feet, strict=True)):
        low -= lines
        names = labels(group, lines)
        long = WIDTH - LEFT - labels_width(names)
        axes = figure.add_axes(
            (LEFT / WIDTH, low / height, long / WIDTH, lines / height),
            gid=f"groep-{number}",
            xlim=shown,
            ylim=limits([place.panel for place in group], noise),
        )
        if found:
            # Above what the lines and the band take.
            below, above = axes.get_ylim()
            axes.set_ylim(below, above + (above - below) * STRIP / (lines - STRIP))
            crises.draw_grounds(axes, found, 1 - STRIP / lines)
        draw_lines(axes, group, noise, names, (long, lines))
        alike_starts.draw(sheet, group, noise, low - YEARS, row)
        low -= foot
    return figure


def _years_shown(panels: list[Panel]) -> tuple[float, float]:
    """Where the axis of years begins and ends."""
    return min(panel.start for panel in panels) - 0.1, max(panel.end for panel in panels) + 0.1


def _tenths(points: float) -> str:
    return dutch.signed(points, 1)


def _either(points: float) -> str:
    return f"± {dutch.number(points, 1)}"


def facts(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Facts:
    """Title with what each area did from which start; text with the points of every row."""
    places, noise = _places(tables, context), float(context["noise"]["change"])
    told, series, others = [], list[Series](), dict[str, tuple[int, float]]()
    for place in places:
        area, starts = place.panel.area, place.panel.starts()
        listed = [f"vanaf {panel.start} {dutch.signed(panel.beside, 1)}" for panel in starts]
        told.append(f"{area}: {'; '.join(listed)}")
        start, end = place.panel.start, place.panel.end
        others.update(
            (f"verandering sinds {start} van {name}", (end, change))
            for name, change in place.panel.others.items()
        )
        for panel in starts:
            found = {
                f"verandering sinds {panel.start} van {area}": panel.own,
                f"gemiddeld bij wijken die op {area} leken": panel.mean,
                f"verschil van {area} met die wijken, vanaf {panel.start}": panel.beside,
            }
            series += [
                over_years(label, "punten", [(panel.end, value)], _tenths)
                for label, value in found.items()
            ]
            label = f"wat bij {area} toeval kan zijn, vanaf {panel.start}"
            reach = (panel.end, panel.reach(noise))
            series.append(over_years(label, "punten", [reach], _either))
    series += [over_years(label, "punten", [point], _tenths) for label, point in others.items()]
    alt = (
        "Lijnen van de Sociale Index van elk gebied en van de wijken die erop leken, over een vlak "
        "van wat toeval kan zijn. Verschil met het gemiddelde van die wijken, in punten: "
        f"{'. '.join(told)}."
    )
    return Facts(
        _title(places, noise), alt, tuple(series), tuple(dict.fromkeys(tables["alike"]["source"]))
    )


def _title(places: list[Place], noise: float) -> str:
    """What each area did from which start, those that did the same together."""
    did: dict[str, list[str]] = {}
    for place in places:
        did.setdefault(_said(place.panel, noise), []).append(place.panel.area)
    (words, areas), *others = did.items()
    verb = "deed" if len(areas) == 1 else "deden"
    starts = {place.panel.start for place in places}
    if words == NEVER and not others and len(starts) == 1:
        # What the lines show; that it is so from every start stands below them.
        words = f"sinds {min(starts)} niet{NO_OTHER}"
    title = (
        f"{dutch.listing(areas)} {verb} het {words} dan het gemiddelde van wijken die erop leken"
    )
    return title + "".join(
        f"; {dutch.listing(areas)} {words.removesuffix(NO_OTHER)}" for words, areas in others
    )


NO_OTHER = f" {SURELY} anders"
NEVER = f"vanaf geen enkel jaar{NO_OTHER}"


def _said(own: Panel, noise: float) -> str:
    """How an area did from which start: beside the same wijken, so without other choices."""
    first, *later = own.starts()
    starts = [first, *(panel for panel in later if panel.others.keys() == first.others.keys())]
    did: dict[str, list[str]] = {}
    for panel in starts:
        if panel.is_sure(noise):
            how = f"{SURELY} {panel.how}"
            did.setdefault(how, []).append(f"{panel.start}{panel.barely(noise)}")
    if not did:
        return NEVER
    if len(did) == 1 and len(next(iter(did.values()))) == len(starts):
        return f"vanaf elk jaar {next(iter(did))}"
    only = "alleen " if len(did) == 1 else ""
    return only + dutch.listing(f"vanaf {dutch.listing(years)} {how}" for how, years in did.items())
