"""What the wijk has of the decisions, the tasks and the money: a column a year each."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from veerkracht import dutch
from veerkracht.charts import year_columns
from veerkracht.charts.facts import Facts, measured, over_years
from veerkracht.charts.year_columns import Columns
from veerkracht.source_lines import Origin

TABLES = ["governance_course"]
ORIGIN = Origin.OBSERVATION

# Measure -> its name, and of what it is a share.
PARTS = {
    "wijkbesluiten": ("Besluiten", "door bewoners of informele partijen"),
    "lokale_taken": ("Taken", "door partijen uit de wijk"),
    "wijkbudget": ("Geld", "van bewoners of informele partijen"),
}


def _written(measure: str, value: float, count: int) -> str:
    """A share of things as how many of how many; of money as a percentage."""
    if measure == "wijkbudget":
        return dutch.percent(value)
    return f"{round(value * count)} van {count}"


def draw(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Figure:
    """Three small charts on one scale, from none to all."""
    charts = []
    for measure, rows in measured(tables["governance_course"], "measure", PARTS).items():
        values = []
        for year, value, count in zip(rows["year"], rows["value"], rows["n"], strict=True):
            # On two lines: the columns of many years stand close.
            text = _written(measure, float(value), int(count)).replace(" van ", "\nvan ")
            values.append((int(year), float(value), text))
        charts.append(Columns(*PARTS[measure], values, full=1.0))
    return year_columns.draw(charts)


def facts(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Facts:
    """Title with what the wijk had in the last year; text with every year."""
    found, told, lines, said = measured(tables["governance_course"], "measure", PARTS), {}, [], []
    for measure, rows in found.items():
        texts = {
            int(row["year"]): _written(measure, float(row["value"]), int(row["n"]))
            for row in rows.to_dict("records")
        }
        told[measure] = (max(texts), texts[max(texts)])
        pairs = zip(rows["year"], rows["value"], strict=True)
        lines.append(over_years(str(rows["label"].iloc[0]), "aandeel", pairs, dutch.percent))
        listed = ", ".join(f"{year} {text}" for year, text in texts.items())
        said.append(f"{PARTS[measure][0]}: {listed}")
    year = max(last for last, _ in told.values())
    had = [
        f"{text} {word}"
        for measure, word in (("wijkbesluiten", "besluiten"), ("lokale_taken", "taken"),
                              ("wijkbudget", "van het geld"))
        for last, text in [told.get(measure, (None, ""))]
        if last == year
    ]  # fmt: skip
    title = f"Bij de wijk in {year}: {dutch.listing(had)}"
    alt = f"Kolommen per jaar: het deel van de wijk. {'. '.join(said)}."
    return Facts(title, alt, tuple(lines))
