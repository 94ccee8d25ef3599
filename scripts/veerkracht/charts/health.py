"""Health figures of the last measurement with their margins, wijk beside city."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from veerkracht import dutch
from veerkracht.charts import NoDataError, design, shares
from veerkracht.charts.facts import Facts, over_years
from veerkracht.charts.shares import Mark, Share
from veerkracht.city.margins import Beside
from veerkracht.city.scoring import HIGHER, LOWER
from veerkracht.source_lines import Origin

TABLES = ["vulnerability", "health"]
ORIGIN = Origin.INDICATORS

ROW, GROUP = 10.2, 7.0  # mm a figure, and the head of a group
HALF = 3.0  # mm: half the stroke of the city
NEITHER = "Niet gunstig of ongunstig"


def _rows(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    rows = tables["health"]
    if rows.empty:
        raise NoDataError
    last: pd.DataFrame = rows[rows["year"] == rows["year"].max()]
    # The largest difference first, whatever its side.
    gap = (last["value"] - last["city"]).abs()
    return last.loc[gap.sort_values(ascending=False, kind="stable").index]


def draw(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Figure:
    """A dot an indicator in its margin, as far from the stroke of the city as its line."""
    rows = _rows(tables)
    groups = _groups(rows, context)
    areas = context["wijk"]["areas"]
    color = design.AREAS[0] if [str(rows["area"].iloc[0])] == areas[:1] else design.WHOLE
    alike = _one_count(rows) is not None
    heads = sum(map(bool, groups))
    figure, axes = shares.new_axes(
        ROW * len(rows) + GROUP * heads,
        _key(rows, color, context["city"]),
        context["city"],
        shares.scale_end(tables),
    )
    y = 0.0
    for head, members in groups.items():
        if head:
            shares.head_rows(axes, head, y + GROUP / 2)
            y += GROUP
        for row in members:
            asked = "" if alike or pd.isna(row["n"]) else f"{dutch.number(row['n'])} antwoorden"
            _draw_row(axes, row, y + ROW / 2, (color, asked))
            y += ROW
    return figure


def _draw_row(axes: Any, row: dict[Any, Any], y: float, look: tuple[str, str]) -> None:
    """A figure beside that of the city; `look`: its colour, and how many answered if told."""
    (color, asked), city, name = look, float(row["city"]), str(row["indicator"])
    band = (row["city_low"], row["city_high"])
    axes.fill_betweenx([y - HALF, y + HALF], *band, zorder=1, **shares.GROUND)
    shares.draw_city(axes, city, y, HALF)
    sure = row["verdict"] in (Beside.HIGHER, Beside.LOWER)
    ends = (float(row["low"]), float(row["high"]))
    shares.name_row(axes, name, asked, y)
    share = Share(float(row["value"]), *ends, city, color, "o", sure)
    shares.draw_share(axes, share, y, name)


def _groups(rows: pd.DataFrame, context: dict[str, Any]) -> dict[str, list[dict[Any, Any]]]:
    """Head -> rows: by which side is worse, and last those of which none is; no head for one group.

    The largest difference first in each.
    """
    worse = _worse(context)
    heads = {side: f"{dutch.sentence(side)} is ongunstig" for side in (HIGHER, LOWER)}
    groups: dict[str, list[dict[Any, Any]]] = {head: [] for head in (*heads.values(), NEITHER)}
    for row in rows.to_dict("records"):
        groups[heads.get(worse.get(str(row["indicator"]), ""), NEITHER)].append(row)
    told = {head: members for head, members in groups.items() if members}
    return {"": groups[NEITHER]} if list(told) == [NEITHER] else told


def _worse(context: dict[str, Any]) -> dict[str, str]:
    """Indicator -> the side that is worse, as config.yaml says: hoger or lager."""
    return {str(item["indicator"]): str(item["worse"]) for item in context["health"]}


def _one_count(rows: pd.DataFrame, name: str = "n") -> float | None:
    """How many answered, where it is the same for every figure: then it is said once."""
    counts = set(rows[name])
    once = len(rows) > 1 and len(counts) == 1 and rows[name].notna().all()
    return float(counts.pop()) if once else None


def _key(rows: pd.DataFrame, color: str, city: str) -> list[Mark]:
    """Above the rows the marks of wijk and city, each in its margin, with how many answered."""
    own = f"{rows['area'].iloc[0]} met marge"
    if count := _one_count(rows):
        own += f" ({dutch.number(count)} antwoorden)"
    there = _one_count(rows, "city_n")
    asked = f" ({dutch.number(there)} antwoorden)" if there else ""
    key = [Mark(own, "within", color), Mark(f"{city} met marge{asked}", "ground")]
    if not rows["verdict"].isin([Beside.HIGHER, Beside.LOWER]).all():
        key.append(Mark(shares.OPEN, "open"))
    return key


def facts(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Facts:
    """Title with how many figures differ by more than their margins; text with every value.

    Where of all these the worse side is known, the title says how many are worse.
    """
    rows = _rows(tables)
    year = int(rows["year"].iloc[0])
    listed, series = [], []
    for row in [row for members in _groups(rows, context).values() for row in members]:
        own, city = _percent(row["value"]), _percent(row["city"])
        listed.append(f"{row['indicator']} {own} tegen {city} ({row['verdict']})")
        series += [
            over_years(f"{row['indicator']}: {where}", "%", [(year, value)], _percent)
            for where, value in ((row["area"], row["value"]), (context["city"], row["city"]))
        ]
    made_up = "verzonnen, " if context["wijk"]["example"] else ""
    title = f"{dutch.sentence(_title(rows, context))} ({made_up}{year})"
    alt = f"Gezondheidscijfers met marges van 95 %, {year}. {'; '.join(listed)}."
    return Facts(title, alt, tuple(series), tuple(dict.fromkeys(rows["source"])))


def _title(rows: pd.DataFrame, context: dict[str, Any]) -> str:
    """On how many figures the wijk is surely worse or better off than the city, or differs.

    Of those of which a side is worse, where that is so of each that differs.
    """
    city, worse = context["city"], _worse(context)
    sure = rows[rows["verdict"].isin([Beside.HIGHER, Beside.LOWER])]
    sides = [
        worse[row["indicator"]] == row["verdict"]
        for row in sure.to_dict("records")
        if row["indicator"] in worse
    ]
    if not sides or len(sides) < len(sure):
        verb = "verschilt" if len(sure) == 1 else "verschillen"
        shown = dutch.of_all(len(sure), len(rows), "gezondheidscijfer", "gezondheidscijfers")
        return f"{shown} {verb} aantoonbaar van {city}"
    counts = {word: sides.count(bad) for word, bad in (("ongunstiger", True), ("gunstiger", False))}
    told = [(word, n) for word, n in counts.items() if n]
    (first, count), *other = told
    also = "".join(f", {dutch.counted(n, word, word)}" for word, n in other)
    verb = "is" if count == 1 else "zijn"
    shown = dutch.of_all(count, len(rows), "gezondheidscijfer", "gezondheidscijfers")
    return f"{shown} {verb} aantoonbaar {first} dan in {city}{also}"


def _percent(value: float) -> str:
    return dutch.percent(value / 100)
