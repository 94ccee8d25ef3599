"""What asking brings to light: interviews, the parties they name, and who works with whom."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from veerkracht import dutch
from veerkracht.charts import NoDataError, year_columns
from veerkracht.charts.facts import Facts, over_years
from veerkracht.charts.year_columns import Columns
from veerkracht.source_lines import Origin

TABLES = ["actors", "ties"]
ORIGIN = Origin.INTERVIEWS


def _years(tables: dict[str, pd.DataFrame]) -> list[tuple[int, int, int, int]]:
    """A year, its interviews, its parties and its ties."""
    ties = tables["ties"].groupby("year").size()
    found = [
        (int(str(year)), int((here["interviewed"] == "ja").sum()), len(here), int(ties[year]))
        for year, here in tables["actors"].groupby("year")
        if year in ties
    ]
    if not found:
        raise NoDataError
    return found


def draw(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Figure:
    """Three small charts: interviews, the parties they brought to light, and the ties."""
    rows = _years(tables)
    spoken, parties, ties = (
        [(row[0], float(row[place]), dutch.number(row[place])) for row in rows]
        for place in (1, 2, 3)
    )
    most = max(count for _, count, _ in parties)
    return year_columns.draw(
        [
            Columns("Gesprekken", "in dat jaar", spoken, scale=most),
            Columns("Partijen", "gesproken of genoemd", parties, scale=most),
            Columns("Samenwerkingen", "op een eigen schaal", ties),
        ]
    )


def facts(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Facts:
    """Title with what the interviews of the last year brought to light; text with every year."""
    rows = _years(tables)
    year, spoken, parties, ties = rows[-1]
    title = (
        f"{dutch.number(spoken)} gesprekken in {year} brachten {dutch.number(parties)} partijen en "
        f"{dutch.number(ties)} samenwerkingen in beeld"
    )
    told = "; ".join(
        f"{when}: {dutch.number(talks)} gesprekken, {dutch.number(count)} partijen, "
        f"{dutch.number(pairs)} samenwerkingen"
        for when, talks, count, pairs in rows
    )
    labels = ("gevoerde gesprekken", "Partijen", "Samenwerkingen")
    lines = tuple(
        over_years(label, "aantal", [(row[0], row[place]) for row in rows], dutch.number)
        for place, label in enumerate(labels, 1)
    )
    return Facts(title, f"Kolommen per jaar. {told}.", lines)
