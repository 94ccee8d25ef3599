"""The printed tables on the index: measurements, themes, course, and wijken that were alike."""

from __future__ import annotations

import math
from typing import Any

from veerkracht import dutch
from veerkracht.city.course import USUAL_APART, Progress
from veerkracht.lookups.lookups import Lookups
from veerkracht.report.tables.print_table import EMPTY, PrintTable, numbers, present, texts


def index(data: Lookups) -> PrintTable:
    """The Sociale Index of the areas and the city, with the gap, at each measurement."""
    areas, city = data.settings.areas, data.settings.city
    rows = []
    for year in data.index.index_years:
        values = [dutch.number(data.index.index(area, year)) for area in [*areas, city]]
        gaps = [dutch.signed(data.index.index_gap(area, year)) for area in areas]
        rows.append([str(year), *values, *gaps])
    columns = [*texts("Meting"), *numbers(*areas, city)]
    columns += numbers(*(f"Afstand {area}" for area in areas))
    caption = f"Sociale Index en afstand tot {city}{_edition(data)}"
    return PrintTable(caption, columns, rows, data.sources.index_line, spoken=0)


def _edition(data: Lookups) -> str:
    # More than one is said in the line below.
    return "" if data.sources.index_is_mixed else f", uitgave {data.sources.index_edition}"


def theme_gaps(data: Lookups) -> PrintTable:
    """The gap of every theme to the city, at each measurement of the Wijkprofiel."""
    areas, years = data.settings.areas, data.indicators.theme_years
    by_code = [
        {gap.indicator: gap for gap in data.indicators.theme_gaps(area, year)}
        for area in areas
        for year in years
    ]
    first = by_code[0] if by_code else {}
    rows = []
    for code in sorted(first, key=lambda code: (first[code].part, first[code].label)):
        themes = [measured.get(code) for measured in by_code]
        gaps = [dutch.signed(theme.gap if theme else None, 1) for theme in themes]
        rows.append([first[code].label, *gaps])
    columns = texts("Thema")
    columns += numbers(*(f"{area} {year}" for area in areas for year in years))
    caption = f"Afstand tot {data.settings.city} per thema, uitgave {data.sources.theme_edition}"
    return PrintTable(caption, columns, rows, data.sources.theme_line)


def course(data: Lookups, which: str = "kern") -> PrintTable:
    """The course of the gap: base, last, path, verdict, place; of the index (`kern`) or of all.

    `alle` has the themes too, and the editions of the index that the text does not use.
    """
    used = (data.sources.index, data.sources.profile) if which == "alle" else (data.sources.index,)
    rows = [
        _course(row)
        for row in data.tables["index_course"].to_dict("records")
        if row["source"] in used
    ]
    columns = texts("Reeks", "Gebied", "Uitgave", "Metingen")
    columns += numbers("Afstand eerst", "Afstand nu", "Verandering", "Pad naar doel")
    columns += numbers("Nodig per jaar", "Looptijd voorbij", "Plaats")
    columns += texts("Oordeel")
    caption = f"Verloop van de afstand tot {data.settings.city}, in punten"
    if which == "kern":
        # One series and edition, said above the table; and no column where there is no goal.
        kept = [
            place
            for place, (label, _) in enumerate(columns)
            if label not in ("Reeks", "Uitgave") and any(row[place] != EMPTY for row in rows)
        ]
        columns = [columns[place] for place in kept]
        rows = [[row[place] for place in kept] for row in rows]
        caption += _edition(data)
    return PrintTable(caption, columns, rows, data.sources.index_lines)


def _course(row: dict[Any, Any]) -> list[str]:
    """A row of index_course as printed; what is missing is a dash."""
    rank, base, elapsed = (present(row[name]) for name in ("rank", "base", "elapsed"))
    gaps = [present(row[name]) for name in ("gap_base", "gap_last", "change", "path", "needed")]
    return [
        *(str(row[name]) for name in ("label", "area", "edition")),
        f"{row['last']}" if base is None else f"{int(base)}–{row['last']}",
        *(EMPTY if gap is None else dutch.signed(gap, 1) for gap in gaps),
        EMPTY if elapsed is None else dutch.percent(elapsed),
        EMPTY if rank is None else f"{int(rank)} van {int(row['of'])}",
        EMPTY if row["verdict"] == Progress.UNKNOWN else str(row["verdict"]),
    ]


def alike(data: Lookups) -> PrintTable:
    """The wijken that were alike at the base, with their distance and course."""
    table = data.tables["alike"]
    years = sorted(int(year) for year in table["year"].unique())
    rows = []
    for (area, group, other), part in table.groupby(["area", "group", "other"], sort=False):
        values = part.set_index("year")["value"]
        cells = [dutch.number(present(values.get(year, math.nan))) for year in years]
        distance = dutch.number(present(part["distance"].iloc[0]), 1)
        rows.append([str(area), str(group), str(other), distance, *cells])
    columns = [*texts("Gebied", "Groep", "Andere wijk"), *numbers("Verschil", *years)]
    usual = dutch.number(USUAL_APART, 1)
    caption = (
        "Wijken die erop leken, met hun Sociale Index; verschil: de wortel uit de som van de "
        f"kwadraten over de thema's, tussen twee wijken gewoonlijk {usual}"
    )
    return PrintTable(caption, columns, rows, data.sources.index_line)


def wijken(data: Lookups) -> PrintTable:
    """The theme scores of every wijk at the last measurement, behind the figure of all wijken."""
    year = data.indicators.theme_years[-1]
    table = data.tables[str(data.sources.profile)]
    rows = table[table["indicator"].str.fullmatch("[A-Z][a-z]") & (table["year"] == year)]
    rows = rows[rows["level"].isin(["wijk", "stad"])]
    labels = dict(zip(rows["indicator"], rows["label"], strict=True))
    own = set(data.settings.areas)
    lines = []
    for (level, area), part in rows.groupby(["level", "area"]):
        values = part.set_index("indicator")["value"]
        scores = [dutch.number(present(values.get(code, math.nan)), 1) for code in labels]
        # The own areas first, then the city, then the others by name.
        order = (area not in own, level != "stad", str(area))
        lines.append((order, [str(area), *scores]))
    columns = [*texts("Wijk"), *numbers(*labels.values())]
    caption = f"Scores per thema van alle wijken, {year}"
    printed = [line for _, line in sorted(lines)]
    return PrintTable(caption, columns, printed, data.sources.theme_line)
