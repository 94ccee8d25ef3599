"""What a chart says, as data: its title, its alternative text and every number that it shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import pandas as pd

from veerkracht.charts import NoDataError


class Point(NamedTuple):
    """One value of a series, and how it is printed; words have no `value`, places no `year`."""

    year: int | None
    value: float | None
    text: str


class Series(NamedTuple):
    """Values of one quantity. `label` says of what, so that it tells the same in every chart."""

    label: str
    unit: str
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Facts:
    """What a chart says; `sources`: those in config.yaml that its numbers come from, if any."""

    title: str
    alt: str
    series: tuple[Series, ...]
    sources: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Title, alt and series; a series has label, unit and values (year, value, text)."""
        return {
            "title": self.title,
            "alt": self.alt,
            "series": [
                {
                    "label": series.label,
                    "unit": series.unit,
                    "values": [point._asdict() for point in series.points],
                }
                for series in self.series
            ],
        }


def measured(table: pd.DataFrame, column: str, names: Iterable[str]) -> dict[str, pd.DataFrame]:
    """The rows that have a value, by year, of each of these `names` that has any, in their order.

    `table`: year, value and the `column` with the names. NoDataError where nobody has any.
    """
    known = table.dropna(subset=["value"]).sort_values("year")
    found = {name: known[known[column] == name] for name in names}
    found = {name: rows for name, rows in found.items() if len(rows)}
    if not found:
        raise NoDataError
    return found


def over_years(
    label: str,
    unit: str,
    pairs: Iterable[tuple[Any, Any]],
    write: Callable[[float], str],
) -> Series:
    """The series of (year, value); `write` prints a value. What is missing has no point."""
    points = [
        Point(int(year), round(float(value), 6), write(float(value)))
        for year, value in pairs
        if not pd.isna(value)
    ]
    return Series(label, unit, tuple(points))


def in_words(label: str, pairs: Iterable[tuple[Any, str]]) -> Series:
    """The series of (year, words): who decides, what happened."""
    return Series(label, "", tuple(Point(int(year), None, words) for year, words in pairs))


def read_series(described: Mapping[str, Any]) -> list[Series]:
    """The series in what `Facts.as_json` gave."""
    return [
        Series(
            series["label"],
            series["unit"],
            tuple(Point(**point) for point in series["values"]),
        )
        for series in described["series"]
    ]
