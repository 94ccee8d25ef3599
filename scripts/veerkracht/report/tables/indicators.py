"""The printed tables on indicators: what they gave, counts, vulnerability, health."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from veerkracht import dutch
from veerkracht.city.labels import plain_label, plain_theme
from veerkracht.city.scoring import gave_most, per_indicator
from veerkracht.lookups.lookups import Lookups
from veerkracht.lookups.standings import Vulnerable
from veerkracht.report.tables.print_table import EMPTY, PrintTable, numbers, present, texts


def indicators(data: Lookups) -> PrintTable:
    """Every indicator of OBI at both measurements, and what it gave to the gap of each area.

    Of each area: the shares, the points it added to the gap and those it makes of the gap at the
    last measurement, and whether it moved by more than its margin beside the city.
    """
    pieces, city = _pieces(data), data.settings.city
    caption = (
        f"Indicatoren naast {city}, met hun bijdrage aan de verandering van de "
        "afstand op de Sociale Index en hun deel van de afstand zelf, in punten"
    )
    return _beside_the_city(data, pieces, list(dict.fromkeys(pieces["indicator"])), caption)


def named_indicators(data: Lookups, area: str) -> PrintTable:
    """The indicators that gave and took the most in an area, below the themes of the figure."""
    pieces, least = _pieces(data), float(data.settings.config["noise"]["register"])
    up, down = gave_most(pieces[pieces["whole"] & (pieces["area"] == area)], least)
    rows = [
        [
            str(row["name"]),
            *_told_apart(row, row),
            dutch.signed(present(row["gap_points"]), 1),
        ]
        for row in (*up.to_dict("records"), *down.to_dict("records"))
    ]
    caption = (
        f"De {dutch.counted(len(rows), 'indicator', 'indicatoren')} die het meest bijdroegen aan "
        f"de verandering van de afstand van {area} tot {data.settings.city}, in punten"
    )
    years = _years(pieces)
    columns = texts("Indicator")
    columns += numbers(*(f"{name}\u00a0{years}" for name in (data.settings.city, area)), "Bijdrage")
    return PrintTable(caption, columns, rows, data.sources.theme_line)


def _years(pieces: pd.DataFrame) -> str:
    """From which year to which, on one line of a head."""
    return f"{pieces['start'].min()}\u00a0→\u00a0{pieces['end'].max()}"


def _pieces(data: Lookups) -> pd.DataFrame:
    """The contributions of each area, an indicator a row, and what no indicator explains.

    theme: in words, all of them for an indicator that counts in two; whole: no remainder.
    """
    table, gaps = data.tables["contributions"], data.tables["index_gaps"]
    labels = dict(zip(gaps["indicator"], gaps["label"], strict=True))
    table = table.assign(
        theme=[plain_theme(str(labels.get(code, code))) for code in table["theme"]],
        whole=table["indicator"].notna(),
    )
    rests = "rest " + table["theme"]
    table = table.assign(indicator=table["indicator"].where(table["whole"], rests))
    themes = {
        code: dutch.listing(dict.fromkeys(part["theme"]))
        for code, part in table.groupby("indicator", sort=False)
    }
    areas = [area for area in data.settings.areas if area in set(table["area"])]
    found = pd.concat([per_indicator(table[table["area"] == area]) for area in areas] or [table])
    return found.assign(theme=found["indicator"].map(themes))


def _beside_the_city(
    data: Lookups, pieces: pd.DataFrame, codes: list[str], caption: str
) -> PrintTable:
    """A row for each of the `codes`, with what it gave in each area."""
    moved = {
        (row["area"], row["indicator"]): str(row["moved"])
        for row in data.tables["indicator_changes"].to_dict("records")
    }
    areas = list(dict.fromkeys(pieces["area"]))
    by_code = {code: part.to_dict("records") for code, part in pieces.groupby("indicator")}
    rows = []
    for code in codes:
        by_area = {row["area"]: row for row in by_code[code]}
        first = by_code[code][0]
        city, *shares = _told_apart(first, *(by_area.get(area, {}) for area in areas))
        cells = [plain_label(str(first["label"])), city]
        for area, share in zip(areas, shares, strict=True):
            row = by_area.get(area, {})
            cells.append(share)
            cells.append(dutch.signed(present(row.get("gap_points")), 2))
            cells.append(dutch.signed(present(row.get("level_points")), 2))
            cells.append(moved.get((area, code), EMPTY))
        rows.append([str(first["theme"]), *cells])
    years = _years(pieces)
    columns = texts("Thema", "Indicator")
    columns += numbers(f"{data.settings.city} {years}")
    for area in areas:
        columns += numbers(f"{area} {years}", "Bijdrage", "In de afstand")
        columns += texts("Naast de stad")
    return PrintTable(caption, columns, rows, data.sources.theme_line)


def _told_apart(first: Mapping[Any, Any], *areas: Mapping[Any, Any]) -> list[str]:
    """The shares of the city and of `areas`, with the decimals that tell each step apart."""
    ends = [(first["city_start"], first["city_end"])]
    ends += [(row.get("share_start"), row.get("share_end")) for row in areas]
    steps = [(present(start), present(end)) for start, end in ends]
    digits = max(dutch.digits_apart(*step) for step in steps)
    return [
        EMPTY
        if start is None or end is None
        else f"{dutch.number(100 * start, digits)} → {dutch.percent(end, digits)}"
        for start, end in steps
    ]


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
    city, areas, years = data.settings.city, data.settings.areas, data.indicators.theme_years
    asked = [None if head == "Samen" else head for head in heads]
    counts = [data.indicators.indicator_counts(area) for area in asked]
    gaps = [data.indicators.theme_gaps(area, years[-1]) if years else [] for area in areas]
    far = [sum(theme.sure and theme.gap < 0 for theme in own) if own else None for own in gaps]
    return [
        ("Indicatoren met twee metingen", _each(counts, "total"), None),
        (f"Waarvan beter naast {city}", _each(counts, "better"), None),
        ("Waarvan zonder aantoonbaar verschil", _each(counts, "same"), None),
        (f"Waarvan slechter naast {city}", _each(counts, "worse"), None),
        (f"Bij de laatste meting ongunstiger dan {city}", _each(counts, "behind"), None),
        (f"Bij de laatste meting gunstiger dan {city}", _each(counts, "ahead"), None),
        ("Scores per thema", [len(own) or None for own in gaps], None),
        (f"Waarvan aantoonbaar onder {city}", far, None),
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
    """The indicators of a vulnerable position: the areas beside the city, with their margin."""
    found: dict[tuple[str, int], dict[str, Vulnerable]] = {}
    for item in data.indicators.vulnerability():
        found.setdefault((item.label, item.year), {})[item.area] = item
    areas = [area for area in data.settings.areas if any(area in row for row in found.values())]
    rows = []
    for (label, year), row in found.items():
        values = [dutch.percent(row[area].value) if area in row else EMPTY for area in areas]
        margins = [None if item.margin is None else item.margin * 100 for item in row.values()]
        told = dict.fromkeys(dutch.number(margin, 1) for margin in margins)
        city = dutch.percent(next(iter(row.values())).city)
        rows.append([label, str(year), *values, city, " en ".join(told), _beside(row)])
    columns = [*texts("Kenmerk", "Jaar"), *numbers(*areas, data.settings.city, "Marge (punten)")]
    columns += texts(f"Naast {data.settings.city}")
    return PrintTable("Kwetsbare positie", columns, rows, data.sources.lines_of("vulnerability"))


def _beside(row: dict[str, Vulnerable]) -> str:
    """Whether the areas are above or below the city by more than the margin, or which of them."""
    told = {}
    for area, item in row.items():
        sure = item.distance > (item.margin or 0)
        told[area] = "niet aantoonbaar" if not sure else "hoger" if (item.gap or 0) > 0 else "lager"
    words = dict.fromkeys(told.values())
    if len(words) == 1:
        return next(iter(words))
    return "; ".join(f"{area} {word}" for area, word in told.items())


def health(data: Lookups, which: str = "kern") -> PrintTable:
    """The health figures with their margin, beside the city: the last ones (`kern`) or `alle`."""
    table = data.tables["health"]
    if which == "kern":
        table = table[table["year"] == table["year"].max()]
    rows = [
        [
            *(str(row[name]) for name in ("indicator", "area", "year")),
            _interval(row["value"], row["low"], row["high"]),
            _interval(row["city"], row["city_low"], row["city_high"]),
            dutch.number(present(row["n"])),
            str(row["verdict"]),
        ]
        for row in table.to_dict("records")
    ]
    columns = [*texts("Indicator", "Gebied", "Jaar"), *numbers("Waarde (marge)")]
    columns += [*numbers(f"{data.settings.city} (marge)", "n"), *texts("Verschil")]
    if which == "kern" and len(set(table["area"])) == 1:
        # One area and one year: said above the table.
        columns = [columns[0], *columns[3:]]
        rows = [[row[0], *row[3:]] for row in rows]
        about = f"{table['area'].iloc[0]} in {table['year'].iloc[0]}"
    else:
        about = ""
    caption = f"Gezondheid{f', {about}' if about else ''}, met marges van 95 %"
    return PrintTable(caption, columns, rows, data.sources.lines_of("health"))


def _interval(value: float, low: float, high: float) -> str:
    ends = (dutch.number(present(end), 1) for end in (low, high))
    return f"{dutch.percent(value / 100)} ({'–'.join(ends)})"
