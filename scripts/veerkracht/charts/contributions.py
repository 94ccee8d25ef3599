"""What moved the gap on the Sociale Index: every indicator a piece of the bar of its theme."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from veerkracht import dutch
from veerkracht.charts import NoDataError, design
from veerkracht.charts.facts import Facts, Series, over_years
from veerkracht.city.labels import plain_label
from veerkracht.source_lines import Origin

TABLES = ["contributions", "index_gaps"]
ORIGIN = Origin.INDICATORS

WIDTH = 163.0
LEFT, RIGHT, BOTTOM = 44.0, 12.0, 10.0
ROW, HEAD = 5.4, 12.0  # mm a theme, and above the bars of an area


def _rows(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    rows = tables["contributions"]
    if rows.empty:
        raise NoDataError
    return rows.assign(indicator=rows["indicator"].fillna(""))


def _themes(tables: dict[str, pd.DataFrame], rows: pd.DataFrame) -> dict[str, str]:
    """Theme -> its name, in the order of the export."""
    gaps = tables["index_gaps"]
    labels = dict(zip(gaps["indicator"], gaps["label"], strict=True))
    return {theme: str(labels.get(theme, theme)) for theme in dict.fromkeys(rows["theme"])}


def draw(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Figure:
    """A panel an area; a bar a theme, its pieces the indicators, at the right what they sum to."""
    rows = _rows(tables)
    areas = [area for area in context["wijk"]["areas"] if area in set(rows["area"])]
    themes = _themes(tables, rows)
    panel = HEAD + len(themes) * ROW
    height = BOTTOM + len(areas) * panel
    figure = design.new_figure(WIDTH, height)
    reach = 0.5
    for _, part in rows.groupby(["area", "theme"]):
        points = part["gap_points"]
        reach = max(reach, points[points > 0].sum(), -points[points < 0].sum())
    for index, area in enumerate(areas):
        low = BOTTOM + (len(areas) - 1 - index) * panel
        axes = figure.add_axes(
            (
                LEFT / WIDTH,
                low / height,
                (WIDTH - LEFT - RIGHT) / WIDTH,
                len(themes) * ROW / height,
            ),
            gid=f"gebied-{index}",
            xlim=(-reach * 1.04, reach * 1.04),
            ylim=(len(themes) + 0.5, 0.5),
        )
        color = design.AREAS[index % len(design.AREAS)]
        own = rows[rows["area"] == area]
        _panel(axes, own, themes, color)
        if index < len(areas) - 1:
            axes.set_xticklabels([])
        total = float(own["gap_points"].sum())
        words = "dichter bij de stad" if total > 0 else "verder van de stad"
        y = 1 + 5.5 / (len(themes) * ROW)
        label = f"{area}: samen {dutch.signed(total, 1)} punten, {words}"
        axes.text(
            -LEFT / (WIDTH - LEFT - RIGHT),
            y,
            label,
            transform=axes.transAxes,
            size=design.HEAD,
            weight="semibold",
            color=color,
            va="center",
        )
        if index == len(areas) - 1:
            for side, words in ((-1, "← verder van de stad"), (1, "dichter bij de stad →")):
                axes.text(
                    0.03 * side * reach,
                    len(themes) + 0.5 + 6.6 / ROW,
                    words,
                    size=design.SMALL,
                    color=design.GREY,
                    ha="right" if side < 0 else "left",
                    va="center",
                )
    return figure


def _panel(axes: Any, own: pd.DataFrame, themes: dict[str, str], color: str) -> None:
    """One area: its pieces stacked from zero, a line a theme."""
    reach = axes.get_xlim()[1]
    axes.spines[["left", "bottom"]].set_visible(False)
    axes.set_yticks([])
    axes.tick_params(length=0)
    axes.xaxis.set_major_formatter(lambda value, _: dutch.signed(value, 1))
    axes.axvline(0, color=design.INK, lw=0.9, zorder=4)
    axes.grid(axis="x", color=design.PALE, lw=0.6, zorder=0)
    left = axes.get_xlim()[0]
    for place, (theme, name) in enumerate(themes.items(), start=1):
        axes.text(
            left - 0.02 * abs(left),
            place,
            name,
            size=design.TEXT,
            va="center",
            ha="right",
            clip_on=False,
        )
        ends = [0.0, 0.0]
        part = own[own["theme"] == theme]
        # The largest pieces nearest to the middle, so that they line up over the themes.
        order = part["gap_points"].abs().sort_values(ascending=False, kind="stable").index
        for row in part.loc[order].to_dict("records"):
            points = float(row["gap_points"])
            side = int(points < 0)
            rest = not row["indicator"]
            axes.barh(
                place,
                points,
                left=ends[side],
                height=0.62,
                zorder=3,
                # Pieces that are narrower than a few lines run together.
                lw=0.3 if abs(points) > 0.02 * reach or rest else 0,
                hatch="////" if rest else None,
                fc=design.WHITE if rest else color,
                ec=design.GREY if rest else design.WHITE,
            )
            ends[side] += points
        axes.text(
            1.01,
            place,
            dutch.signed(sum(ends), 1),
            transform=axes.get_yaxis_transform(),
            size=design.TEXT,
            va="center",
            color=color,
            weight="semibold",
        )


def facts(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Facts:
    """Title with what weighed most in each area; text with the sum of every theme."""
    rows = _rows(tables)
    themes = _themes(tables, rows)
    start, end = int(rows["start"].iloc[0]), int(rows["end"].iloc[0])
    sides, heaviest, parts = [], [], []
    series: list[Series] = []
    for area in context["wijk"]["areas"]:
        own = rows[rows["area"] == area]
        if own.empty:
            continue
        total = float(own["gap_points"].sum())
        named = own[own["indicator"] != ""].sort_values("gap_points", kind="stable")
        most = named.iloc[-1] if total >= 0 else named.iloc[0]
        label = plain_label(str(most["label"]))
        sides.append(f"{area} {_points(total)}")
        heaviest.append(
            f"in {area} vooral het aandeel {label} ({_points(float(most['gap_points']))})"
        )
        sums = own.groupby("theme", sort=False)["gap_points"].sum()
        listed = "; ".join(f"{themes[str(t)]} {_points(float(v))}" for t, v in sums.items())
        parts.append(f"{area}: samen {_points(total)} punten. {listed}")
        moved = f"verschuiving van de afstand van {area} sinds {start}"
        series.append(over_years(moved, "punten", [(end, total)], _points))
        series += [
            over_years(f"{moved}, bijdrage van {themes[str(t)]}", "punten", [(end, v)], _points)
            for t, v in sums.items()
        ]
    title = (
        f"Wat de afstand tot {context['city']} verschoof van {start} tot {end}, in punten: "
        f"{dutch.listing(sides)}"
    )
    alt = (
        f"Staafdiagram met per thema de bijdrage aan de verandering van de afstand tot "
        f"{context['city']} op de Sociale Index, {start} tot {end}, in punten; elk stukje is een "
        f"indicator. Het meest woog {dutch.listing(heaviest)}. {'. '.join(parts)}."
    )
    return Facts(title, alt, tuple(series), tuple(dict.fromkeys(rows["source"])))


def _points(value: float) -> str:
    return dutch.signed(value, 1)
