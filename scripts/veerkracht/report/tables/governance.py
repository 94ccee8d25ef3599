"""The printed tables on governance: measures, money, bodies, events, decisions, tasks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from veerkracht import dutch
from veerkracht.governance.measures import MEASURES, WHO_NAME
from veerkracht.lookups.lookups import Lookups
from veerkracht.report.tables.print_table import PrintTable, numbers, texts

# How a measure is written that is no share.
WRITERS: dict[str, Callable[..., str]] = {
    "trede": lambda value: dutch.number(value, 1),
    "budget": dutch.number,
}
# Shares and means of so few that they are told with how many it are.
COUNTED = ("wijkbesluiten", "trede", "lokale_taken")
# What kinds of document a researcher may have found a decision in; the rest stays inside.
DOCUMENTS = (
    *("besluitenlijst", "raadsbesluit", "raadsbrief", "jaarverslag", "verslag", "notulen"),
    *("jaarrekening", "begroting", "beschikking", "convenant", "programmaplan", "plan"),
    *("website", "krant", "observatie", "enquête"),
)


def kind_of_document(text: str) -> str:
    """What kind of document a decision stands in: no more of what was noted is printed."""
    known = (kind for kind in DOCUMENTS if kind in text.casefold())
    return next(known, "aantekeningen van de onderzoekers")


def governing(data: Lookups) -> PrintTable:
    """The measures of governance a year."""
    table = data.tables["governance_course"]
    years = sorted(int(year) for year in table["year"].unique())
    rows = []
    for measure, label in MEASURES.items():
        if data.governance.governing_years(measure):
            write = WRITERS.get(measure, dutch.percent)
            values = [data.governance.governing(measure, year) for year in years]
            cells = list(map(write, values))
            if measure in COUNTED:
                counts = [data.governance.recorded(measure, year) for year in years]
                # A mean is over so many; of a share that many say more than a percentage.
                own = [data.governance.recorded_of(measure, year) for year in years]
                cells = [
                    cell if not n else f"{cell} (n = {n})" if measure in WRITERS else f"{o} van {n}"
                    for cell, n, o in zip(cells, counts, own, strict=True)
                ]
            # Its cells say that it is one.
            rows.append([label.removesuffix(" (aandeel)"), *cells])
    columns = [*texts("Maat"), *numbers(*years)]
    return PrintTable("Zeggenschap per jaar", columns, rows, data.sources.governance_line)


def _named(table: pd.DataFrame) -> list[dict[Any, Any]]:
    """The rows, with who decides as it is written; what is not known is empty."""
    return table.assign(who=table["who"].map(WHO_NAME)).fillna("").to_dict("records")


def budget(data: Lookups) -> PrintTable:
    """What there was to spend, and who has the say over it."""
    rows = [
        [str(row["year"]), str(row["item"]), dutch.number(row["amount"]), str(row["who"])]
        for row in _named(data.tables["budget"])
    ]
    columns = [*texts("Jaar", "Post"), *numbers("Euro"), *texts("Wie erover gaat")]
    return PrintTable("Budget van het programma", columns, rows, data.sources.governance_line)


def bodies(data: Lookups) -> PrintTable:
    """The bodies of the programme in each phase."""
    rows = [
        [str(row[name]) for name in ("year", "phase", "body", "above", "who")]
        for row in _named(data.tables["bodies"])
    ]
    columns = texts("Vanaf", "Fase", "Orgaan", "Onder", "Wie de meerderheid heeft")
    return PrintTable("Organisatie van het programma", columns, rows, data.sources.governance_line)


def events(data: Lookups) -> PrintTable:
    """What happened, by date."""
    rows = [[item.when, item.event, item.kind] for item in data.governance.events()]
    columns = texts("Wanneer", "Wat", "Soort")
    return PrintTable("Gebeurtenissen", columns, rows, data.sources.governance_line)


def decisions(data: Lookups) -> PrintTable:
    """All decisions: who decided on what, and on which rung of participation."""
    table = data.tables["decisions"]
    rows = [
        [str(row[name]) for name in ("year", "body", "decision", "who", "rung")]
        for row in _named(table)
    ]
    columns = texts("Jaar", "Orgaan", "Besluit over", "Wie besluit", "Trede")
    kinds = dutch.listing(sorted(set(table["document"].dropna().map(kind_of_document))))
    # Made up it has no documents.
    source = data.sources.governance_line if data.settings.wijk["example"] else kinds
    return PrintTable("Wie besluit waarover", columns, rows, source)


def tasks(data: Lookups) -> PrintTable:
    """The share of the tasks that local parties carry out, a year."""
    table = data.tables["governance_course"]
    rows = [
        [str(row["year"]), str(row["n"]), dutch.percent(row["value"])]
        for row in table[table["measure"] == "lokale_taken"].to_dict("records")
    ]
    columns = [*texts("Jaar"), *numbers("Taken", "Waarvan bij partijen uit de wijk")]
    return PrintTable("Uitvoerende taken", columns, rows, data.sources.governance_line)
