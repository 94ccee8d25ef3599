"""What the chart of the contributions shows of each area: halves, themes and indicators."""

from __future__ import annotations

from typing import Any, NamedTuple

import pandas as pd

from veerkracht import dutch
from veerkracht.charts import NoDataError, design
from veerkracht.city.labels import HALVES
from veerkracht.city.margins import Movement
from veerkracht.city.scoring import gave_most, per_half, per_indicator, per_theme

HALF, THEME, WHOLE = "half", "theme", "whole"


class Bar(NamedTuple):
    """A bar: its words, its points, and whether these are beyond their margin (sure).

    `kind`: what it is of, a half of the index, a theme or the whole; empty for an indicator.
    """

    words: str
    points: float
    sure: bool
    kind: str = ""

    def lines(self, wide: float) -> list[str]:
        """The words in lines of at most so many mm, as indicators have them."""
        return design.broken(self.words, wide, design.SMALL, "normal")


class Area(NamedTuple):
    """An area: its bars from the halves to the whole, and those of the indicators.

    `rows`: of each half and below it its themes, and last the whole; `bars`: from high to low.
    """

    name: str
    rows: list[Bar]
    bars: list[Bar]

    @property
    def total(self) -> float:
        """What all adds up to: the change of the gap."""
        return self.rows[-1].points


def areas_shown(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> list[Area]:
    """The areas with contributions, all with their rows in the same order."""
    parts = tables["contributions"]
    if parts.empty:
        raise NoDataError
    names = [area for area in context["wijk"]["areas"] if area in set(parts["area"])]
    themes = {name: per_theme(parts[parts["area"] == name]) for name in names}
    order = _order(pd.concat(themes.values()))
    gaps = tables["index_gaps"]
    labels = dict(zip(gaps["indicator"], gaps["label"], strict=True))
    return [
        Area(
            name,
            _rows(themes[name], order, labels, float(context["noise"]["change"])),
            _bars(parts[parts["area"] == name], tables["indicator_changes"], context),
        )
        for name in names
    ]


def _order(themes: pd.DataFrame) -> list[tuple[str, list[str]]]:
    """The halves with their themes, each from the largest mean contribution down."""

    def sorted_by(rows: pd.DataFrame, column: str) -> list[str]:
        mean = rows.groupby(column, sort=False)["gap_points"].mean()
        return [str(code) for code in mean.sort_values(ascending=False, kind="stable").index]

    halves = sorted_by(themes, "half")
    return [(half, sorted_by(themes[themes["half"] == half], "theme")) for half in halves]


def _rows(
    themes: pd.DataFrame, order: list[tuple[str, list[str]]], labels: dict[str, str], noise: float
) -> list[Bar]:
    """The bars of an area: each half, its themes, and the whole, beside the noise of the index."""
    halves = per_half(themes).set_index("half").to_dict("index")
    by_code = themes.set_index("theme").to_dict("index")
    rows = []
    for half, codes in order:
        rows.append(_bar(dutch.sentence(HALVES[half]), halves[half], HALF))
        # Whom the half is of is said above its themes.
        names = {code: str(labels.get(code, code)).partition("-")[0] for code in codes}
        rows += [_bar(names[code], by_code[code], THEME) for code in codes]
    total = float(themes["gap_points"].sum())
    return [*rows, Bar("Samen: de hele index", total, abs(total) >= noise, WHOLE)]


def _bar(words: str, row: dict[Any, Any], kind: str) -> Bar:
    return Bar(words, float(row["gap_points"]), bool(row["sure"]), kind)


def _bars(own: pd.DataFrame, changes: pd.DataFrame, context: dict[str, Any]) -> list[Bar]:
    """The indicators that gave most to either side, from the largest up to the largest down."""
    moved = changes[changes["moved"].isin([Movement.BETTER, Movement.WORSE])]
    sure = set(moved.loc[moved["area"].isin(own["area"]), "indicator"])
    named = per_indicator(own[own["indicator"].notna()])
    return [
        Bar(dutch.sentence(row["name"]), float(row["gap_points"]), row["indicator"] in sure)
        for part in gave_most(named, float(context["noise"]["register"]))
        for row in part.to_dict("records")
    ]
