"""What the chart of the contributions shows of each area: the whole, halves and themes."""

from __future__ import annotations

from typing import Any, NamedTuple

import pandas as pd

from veerkracht import dutch
from veerkracht.charts import NoDataError
from veerkracht.city.labels import HALVES
from veerkracht.city.scoring import per_half, per_theme

HALF, THEME, WHOLE = "half", "theme", "whole"


class Bar(NamedTuple):
    """A bar: its words, its points, their margin, and whether they are beyond that (sure).

    `kind`: what it is of, the whole index, a half of it or a theme.
    """

    words: str
    points: float
    margin: float
    sure: bool
    kind: str


class Area(NamedTuple):
    """An area with its bars: of the whole, and then of each half with its themes below it."""

    name: str
    rows: list[Bar]

    @property
    def total(self) -> float:
        """What all adds up to: the change of the gap."""
        return self.rows[0].points


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
    """The bars of an area: the whole, beside the noise of the index, and each half, its themes."""
    halves = per_half(themes).set_index("half").to_dict("index")
    by_code = themes.set_index("theme").to_dict("index")
    total = float(themes["gap_points"].sum())
    rows = [Bar("De hele index", total, noise, abs(total) >= noise, WHOLE)]
    for half, codes in order:
        rows.append(_bar(dutch.sentence(HALVES[half]), halves[half], HALF))
        # Whom the half is of is said above its themes.
        names = {code: str(labels.get(code, code)).partition("-")[0] for code in codes}
        rows += [_bar(names[code], by_code[code], THEME) for code in codes]
    return rows


def _bar(words: str, row: dict[Any, Any], kind: str) -> Bar:
    return Bar(words, float(row["gap_points"]), float(row["margin"]), bool(row["sure"]), kind)
