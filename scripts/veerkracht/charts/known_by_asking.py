"""What asking brings to light: interviews, parties, and which ties lead out of the wijk."""

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


def _years(tables: dict[str, pd.DataFrame]) -> list[tuple[int, int, int, int, float]]:
    """A year, its interviews, its parties, its ties, and the share of these that lead outside."""
    found = []
    for year, here in tables["actors"].groupby("year"):
        ties = tables["ties"][tables["ties"]["year"] == year]
        outside = set(here.loc[here["location"] == "buiten", "actor"])
        crossing = ties["actor_a"].isin(outside) | ties["actor_b"].isin(outside)
        if len(ties):
            spoken = int((here["interviewed"] == "ja").sum())
            found.append((int(str(year)), spoken, len(here), len(ties), float(crossing.mean())))
    if not found:
        raise NoDataError
    return found


def draw(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Figure:
    """Three small charts: interviews, the parties they brought to light, and what leads outside."""
    rows = _years(tables)
    most = float(max(parties for _, _, parties, _, _ in rows))
    spoken = [(year, float(count), dutch.number(count)) for year, count, *_ in rows]
    named = [(year, float(count), dutch.number(count)) for year, _, count, *_ in rows]
    out = [(year, share, dutch.percent(share)) for year, *_, share in rows]
    return year_columns.draw(
        [
            Columns("Gesprekken", "in dat jaar", spoken, most),
            Columns("Partijen", "gesproken of genoemd", named, most),
            Columns("Naar buiten", "deel van de samenwerkingen", out),
        ]
    )


def facts(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Facts:
    """Title with what the interviews of the last year brought to light; text with every year."""
    rows = _years(tables)
    year, spoken, parties, ties, _ = rows[-1]
    title = (
        f"{dutch.number(spoken)} gesprekken in {year} brachten {dutch.number(parties)} partijen en "
        f"{dutch.number(ties)} samenwerkingen in beeld"
    )
    told = "; ".join(
        f"{when}: {dutch.number(talks)} gesprekken, {dutch.number(count)} partijen, "
        f"{dutch.percent(part)} naar buiten"
        for when, talks, count, _, part in rows
    )
    lines = (
        over_years(
            "gevoerde gesprekken", "aantal", [(row[0], row[1]) for row in rows], dutch.number
        ),
        over_years("Partijen", "aantal", [(row[0], row[2]) for row in rows], dutch.number),
        over_years("naar buiten", "aandeel", [(row[0], row[4]) for row in rows], dutch.percent),
    )
    return Facts(title, f"Kolommen per jaar. {told}.", lines)
