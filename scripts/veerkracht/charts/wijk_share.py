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
    "wijkbesluiten": ("Besluiten", "deel door bewoners of informele partijen"),
    "lokale_taken": ("Taken", "deel door partijen uit de wijk"),
    "wijkbudget": ("Geld", "deel van bewoners of informele partijen"),
}
MONEY, BUDGET = "wijkbudget", "budget"  # a share, and of how many euros
# In what money is counted: that of which the largest amount has at least one.
UNITS = {1_000_000: "miljoen euro", 1_000: "duizend euro", 1: "euro"}


def _budgets(tables: dict[str, pd.DataFrame]) -> dict[int, float]:
    """Year -> the money that there was, in euros, where that is known."""
    rows = tables["governance_course"]
    rows = rows[(rows["measure"] == BUDGET) & rows["value"].notna()]
    return {
        int(year): float(value) for year, value in zip(rows["year"], rows["value"], strict=True)
    }


def _unit(budgets: dict[int, float]) -> int:
    return next((unit for unit in UNITS if unit <= max(budgets.values(), default=0.0)), 1)


def _amount(euros: float, unit: int) -> str:
    """An amount in this unit, without decimals that say nothing."""
    text = dutch.number(euros / unit, 2)
    return text.rstrip("0").rstrip(",") if "," in text else text


def _written(measure: str, value: float, count: int) -> str:
    """A share of things as how many of how many; of money as a percentage."""
    if measure == MONEY:
        return dutch.percent(value)
    return f"{round(value * count)} van {count}"


def draw(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Figure:
    """Three small charts, from none to all; of money how much of how much.

    All stands pale behind each column: of decisions and tasks as high each year, of money as high
    as there are euros.
    """
    charts, budgets = [], _budgets(tables)
    unit = _unit(budgets)
    for measure, rows in measured(tables["governance_course"], "measure", PARTS).items():
        name, of = PARTS[measure]
        in_euros = measure == MONEY and set(rows["year"]) <= set(budgets)
        values = []
        for year, value, count in zip(rows["year"], rows["value"], rows["n"], strict=True):
            text = _written(measure, float(value), int(count))
            if in_euros:
                whole = budgets[int(year)]
                text = f"{_amount(float(value) * whole, unit)} van {_amount(whole, unit)}"
            # On two lines: the columns of many years stand close.
            values.append((int(year), float(value), text.replace(" van ", "\nvan ")))
        told = f"{of}, in {UNITS[unit]}; hele kolom: al het geld" if in_euros else of
        most = max(budgets.values(), default=0.0) or 1.0
        wholes = [budgets[year] / most for year, *_ in values] if in_euros else ()
        charts.append(Columns(name, told, values, wholes))
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
    # A share of money says little without of how much.
    whole = _budgets(tables).get(year)
    money = found.get(MONEY)
    if whole is not None and money is not None and told[MONEY][0] == year:
        part = float(money.loc[money["year"] == year, "value"].iloc[0]) * whole
        had[-1] += f" ({dutch.number(part)} van {dutch.number(whole)} euro)"
    title = f"Bij de wijk in {year}: {dutch.listing(had)}"
    alt = f"Kolommen per jaar, het geheel licht erachter: het deel van de wijk. {'. '.join(said)}."
    return Facts(title, alt, tuple(lines))
