"""The printed tables on indicators: what they gave, counts, vulnerability, health."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from veerkracht import dutch
from veerkracht.city.labels import plain_label
from veerkracht.lookups.lookups import Lookups
from veerkracht.report.tables.print_table import EMPTY, PrintTable, numbers, present, texts


def indicators(data: Lookups) -> PrintTable:
    """Every indicator of OBI at both measurements, and what it gave to the gap of each area.

    Of each area: the shares, the points it added to the gap and those it makes of the gap at the
    last measurement, and whether it moved by more than its margin beside the city.
    """
    return _beside_the_city(data, data.tables["contributions"].fillna({"indicator": ""}))


def named_indicators(data: Lookups) -> PrintTable:
    """As `indicators`, of those that the figure and the text name."""
    table = data.tables["contributions"].fillna({"indicator": ""})
    named = {""}.union(*(data.indicators.named(area) for area in data.settings.areas))
    return _beside_the_city(data, table[table["indicator"].isin(named)])


def _beside_the_city(data: Lookups, table: pd.DataFrame) -> PrintTable:
    """A row of `table` (contributions) an indicator, with what it gave in each area."""
    moved = {
        (row["area"], row["indicator"]): str(row["moved"])
        for row in data.tables["indicator_changes"].to_dict("records")
    }
    areas = [area for area in data.settings.areas if area in set(table["area"])]
    rows = []
    for (theme, code), part in table.groupby(["theme", "indicator"], sort=False):
        by_area = {row["area"]: row for row in part.to_dict("records")}
        first = part.iloc[0]
        cells = [_from_to(first["city_start"], first["city_end"])]
        for area in areas:
            row = by_area.get(area, {})
            cells.append(_from_to(row.get("share_start"), row.get("share_end")))
            points = (row.get("gap_points"), row.get("level_points"))
            cells += [dutch.signed(present(value), 2) for value in points]
            cells.append(moved.get((area, code), EMPTY))
        rows.append([str(theme), plain_label(str(first["label"])), *cells])
    city, years = data.settings.city, f"{table['start'].min()} → {table['end'].max()}"
    columns = [*texts("Thema", "Aandeel"), *numbers(f"{city} {years}")]
    for area in areas:
        columns += numbers(f"{area} {years}", "Bijdrage", "In de afstand")
        columns += texts("Naast de stad")
    caption = (
        f"Indicatoren naast {city}, met hun bijdrage aan de verandering van de "
        "afstand op de Sociale Index en hun deel van de afstand zelf, in punten"
    )
    return PrintTable(caption, columns, rows, data.sources.theme_line)


def _from_to(start: float | None, end: float | None) -> str:
    first, last = present(start), present(end)
    if first is None or last is None:
        return EMPTY
    return f"{dutch.number(100 * first)} → {dutch.percent(last)}"


def in_sum(data: Lookups) -> PrintTable:
    """What the text counts and averages on the place of the wijk in the city, an area a column."""
    areas = data.settings.areas
    heads = [*areas, "Samen"] if len(areas) > 1 else areas
    rows = []
    for label, values, decimals in (*_counts(data, heads), *_points(data)):
        if any(value is not None for value in values):
            texts_of = [_cell(value, decimals) for value in values]
            rows.append([label, *texts_of, *[EMPTY] * (len(heads) - len(texts_of))])
    columns = [*texts("Wat"), *numbers(*heads)]
    caption = "Tellingen en gemiddelden in de tekst over de wijk en de stad"
    return PrintTable(caption, columns, rows, data.sources.index_lines)


# A label, a value an area (None where there is none), and decimals; without these it is a count.
Line = tuple[str, list[Any], int | None]


def _cell(value: float | None, decimals: int | None) -> str:
    if value is None:
        return EMPTY
    return dutch.number(value) if decimals is None else dutch.signed(value, decimals)


def _each(objects: Iterable[object], name: str) -> list[Any]:
    return [getattr(item, name, None) for item in objects]


def _counts(data: Lookups, heads: list[str]) -> list[Line]:
    """How many indicators and themes there are, did better or worse, or stand far below."""
    city, level = data.settings.city, data.config["noise"]["level"]
    areas, years = data.settings.areas, data.indicators.theme_years
    asked = [None if head == "Samen" else head for head in heads]
    counts = [data.indicators.indicator_counts(area) for area in asked]
    gaps = [data.indicators.theme_gaps(area, years[-1]) if years else [] for area in areas]
    far = [sum(theme.gap < -level for theme in own) if own else None for own in gaps]
    return [
        ("Indicatoren met twee metingen", _each(counts, "total"), None),
        (f"Waarvan beter naast {city}", _each(counts, "better"), None),
        ("Waarvan zonder aantoonbaar verschil", _each(counts, "same"), None),
        (f"Waarvan slechter naast {city}", _each(counts, "worse"), None),
        (f"Bij de laatste meting ongunstiger dan {city}", _each(counts, "behind"), None),
        (f"Bij de laatste meting gunstiger dan {city}", _each(counts, "ahead"), None),
        ("Scores per thema", [len(own) or None for own in gaps], None),
        (f"Waarvan meer dan {dutch.number(level)} punten onder {city}", far, None),
    ]


def _points(data: Lookups) -> list[Line]:
    """What moved the gap, what would close it, and how wijken that were alike went."""
    areas = data.settings.areas
    moved = [data.indicators.moved(area) for area in areas]
    takes = [data.indicators.would_take(area) for area in areas]
    alike = [data.index.alike(area) for area in areas]
    same_type = [data.index.alike(area, "type") for area in areas]
    enough = "Aantal indicatoren op het peil van de stad dat haar dicht"
    return [
        ("Verandering van de afstand, in punten", _each(moved, "change"), 1),
        ("Waarvan niet te verklaren", _each(moved, "rest"), 1),
        ("Afstand bij de laatste meting met thema's", _each(takes, "gap"), 1),
        (enough, _each(takes, "count"), None),
        ("Verandering van de index waarmee is vergeleken", _each(alike, "own"), 1),
        ("Gemiddeld bij gelijkende wijken", _each(alike, "mean"), 1),
        ("Gemiddeld bij wijken van hetzelfde type", _each(same_type, "mean"), 1),
    ]


def vulnerability(data: Lookups) -> PrintTable:
    """The indicators of a vulnerable position with their margin."""
    rows = [
        [
            item.label,
            item.area,
            str(item.year),
            dutch.percent(item.value),
            dutch.percent(item.city),
            dutch.number(None if item.margin is None else item.margin * 100, 1),
            "ja" if item.worse == "ja" else "nee" if item.below else "niet aantoonbaar",
        ]
        for item in data.indicators.vulnerability()
    ]
    columns = [*texts("Kenmerk", "Gebied", "Jaar"), *numbers("Waarde", data.settings.city)]
    columns += [*numbers("Marge (punten)"), *texts("Ongunstiger")]
    return PrintTable("Kwetsbare positie", columns, rows, data.sources.lines_of("vulnerability"))


def health(data: Lookups) -> PrintTable:
    """The health figures with their margin, beside the city."""
    rows = [
        [
            *(str(row[name]) for name in ("indicator", "area", "year")),
            _interval(row["value"], row["low"], row["high"]),
            _interval(row["city"], row["city_low"], row["city_high"]),
            dutch.number(present(row["n"])),
            str(row["verdict"]),
        ]
        for row in data.tables["health"].to_dict("records")
    ]
    columns = [*texts("Indicator", "Gebied", "Jaar"), *numbers("Waarde (marge)")]
    columns += [*numbers(f"{data.settings.city} (marge)", "n"), *texts("Verschil")]
    caption = "Gezondheid, met marges van 95 %"
    return PrintTable(caption, columns, rows, data.sources.lines_of("health"))


def _interval(value: float, low: float, high: float) -> str:
    ends = (dutch.number(present(end), 1) for end in (low, high))
    return f"{dutch.percent(value / 100)} ({'–'.join(ends)})"
