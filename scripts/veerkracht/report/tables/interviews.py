"""The printed tables on the interviews: who was spoken, how it was coded, what hinders."""

from __future__ import annotations

import re

from veerkracht import dutch
from veerkracht.lookups.interviews import NamedAgain
from veerkracht.lookups.lookups import Lookups
from veerkracht.report.tables.print_table import EMPTY, PrintTable, numbers, present, texts

# Coders write down what the report calls a drempel.
BARRIER = re.compile(r"^belemmering(?=\W|$)")


def coverage(data: Lookups) -> PrintTable:
    """Interviews a year, and parties that were only named."""
    rows = []
    for year in data.settings.years:
        spoken, again = data.interviews.interviews(year), data.interviews.again(year)
        cells = [str(year), str(spoken), str(data.interviews.named_only(year))]
        cells.append(EMPTY if again is None else dutch.number(again))
        cells.append(dutch.percent(spoken / (data.network.net("actors", year) or 1)))
        rows.append(cells)
    labels = ("Gesproken", "Alleen genoemd", "Ook jaar ervoor", "Aandeel gesproken")
    columns = [*texts("Jaar"), *numbers(*labels)]
    caption = "Gesproken en genoemde partijen per jaar"
    return PrintTable(caption, columns, rows, data.sources.coding_line)


def forms(data: Lookups) -> PrintTable:
    """The parties of the last year by what they are, as their interviews were coded."""
    actors, year = data.tables["actors"], data.settings.last_year
    here = actors.loc[actors["year"] == year, "form"].dropna().astype(str)
    counts = here.value_counts().sort_index().sort_values(ascending=False, kind="stable")
    rows = [[str(form), dutch.number(int(count))] for form, count in counts.items()]
    columns = [*texts("Organisatievorm, zoals gecodeerd"), *numbers("Partijen")]
    caption = f"Partijen naar organisatievorm in {year}"
    return PrintTable(caption, columns, rows, data.sources.coding_line)


def barriers(data: Lookups) -> PrintTable:
    """The barriers that initiatives name again in another year."""
    codes = data.interviews.repeated_barriers()
    return _named_again(data, "Drempel", "Drempels", codes)


def resources(data: Lookups) -> PrintTable:
    """The resources that initiatives name again in another year."""
    codes = data.interviews.repeated_resources()
    return _named_again(data, "Hulpbron", "Hulpbronnen", codes)


def _named_again(data: Lookups, one: str, more: str, codes: list[NamedAgain]) -> PrintTable:
    """Codes that keep being named; `one` and `more`: what they are called."""
    rows = []
    for item in codes:
        counts = [str(item.named), str(item.again), dutch.percent(item.share)]
        rows.append([item.code, *counts, dutch.percent(item.by_chance)])
    columns = [*texts(one), *numbers("Genoemd door", "In meer jaren", "Aandeel", "Door toeval tot")]
    caption = f"{more}, bij wie in meer jaren is gesproken"
    return PrintTable(caption, columns, rows, data.sources.coding_line)


def barrier_course(data: Lookups) -> PrintTable:
    """The share that names each barrier, a year."""
    table = data.tables["barrier_course"]
    years = sorted(int(year) for year in table["year"].unique())
    rows, interviews = [], data.interviews.spoken_again
    for item in data.interviews.repeated_barriers():
        shares = [data.interviews.barrier_share(item.code, year) for year in years]
        rows.append([item.code, *map(dutch.percent, shares)])
    rows.append(["van zoveel initiatieven", *(str(interviews(year)) for year in years)])
    columns = [*texts("Drempel"), *numbers(*years)]
    caption = "Aandeel dat een drempel noemt, bij wie in meer jaren is gesproken"
    return PrintTable(caption, columns, rows, data.sources.coding_line)


def agreement(data: Lookups) -> PrintTable:
    """How far two coders agree, a code."""
    rows = []
    for row in data.tables["agreement"].to_dict("records"):
        alpha = present(row["alpha"])
        rows.append(
            [
                BARRIER.sub("drempel", str(row["code"])),
                dutch.number(row["n"]),
                dutch.percent(present(row["prevalence"])),
                dutch.percent(present(row["agreement"])),
                row["note"] if alpha is None else dutch.number(alpha, 2),
            ]
        )
    labels = ("n", "Komt voor", "Eens", "Alfa")
    columns = [*texts("Code"), *numbers(*labels)]
    caption = "Hoe eens zij waren, per code"
    return PrintTable(caption, columns, rows, data.sources.coding_line)


def names(data: Lookups) -> PrintTable:
    """Every name that was taken for another, with the decision behind it and when.

    Who decided, and why, stands in the review only: that is a person, and may tell of one.
    """
    rows = []
    for (written, becomes, change), part in data.interviews.decided_names().groupby(
        ["found", "becomes", "change"]
    ):
        years = sorted({str(year) for year in part["year"]})
        kind = str(change).removeprefix("alias (").removesuffix(")")
        rows.append([str(written), str(becomes), kind, str(len(part)), ", ".join(years)])
    columns = texts("Naam zoals genoteerd", "Partij", "Besluit")
    columns += [*numbers("Keer"), *texts("Jaren")]
    return PrintTable("Namen die zijn samengenomen", columns, rows, data.sources.coding_line)


def unresolved(data: Lookups) -> PrintTable:
    """The names that nobody has traced to a party yet (in a draft only)."""
    rows = [
        [
            str(row["name"]),
            str(row["year"]),
            f"{row['file']}, {row['sheet']}, rij {row['row']}",
            str(row["proposal"]) or EMPTY,
        ]
        for row in data.tables["unresolved"].fillna("").to_dict("records")
    ]
    caption = "Namen die nog niet herleid zijn; hun samenwerkingen tellen niet mee"
    columns = texts("Naam", "Jaar", "Waar", "Lijkt op")
    return PrintTable(caption, columns, rows, data.sources.coding_line)
