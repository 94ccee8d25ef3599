"""The tables that the report prints, made ready for reading: one function a table.

Each takes Findings (and a year, where it is a table of one year) and gives a PrintTable; TABLES
lists them under the name that a section uses.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from veerkracht import dutch
from veerkracht.city.course import Progress
from veerkracht.city.labels import plain_label
from veerkracht.governance.measures import MEASURES
from veerkracht.inputs.schemas import dictionary as describe_sheets
from veerkracht.inputs.schemas import schema
from veerkracht.lookups.findings import Findings
from veerkracht.network.metrics import BY_ID, METRICS

TEXT, NUMBER = "text", "number"


@dataclass(frozen=True)
class PrintTable:
    """A table as printed: `columns` are (label, text or number), `rows` hold texts."""

    caption: str
    columns: list[tuple[str, str]]
    rows: list[list[str]]
    source: str


def _decimals(unit: str) -> int:
    return 0 if unit == "aantal" else 2


def network_metrics(data: Findings, which: str = "kern") -> PrintTable:
    """The network measures, the years as columns: the core ones (`kern`) or all (`alle`)."""
    years = data.wijk["years"]
    rows = [
        [item.label, item.unit]
        + [dutch.number(data.net(item.id, year), _decimals(item.unit)) for year in years]
        for item in METRICS
        if item.core or which == "alle"
    ]
    columns = [("Maat", TEXT), ("Eenheid", TEXT), *((str(year), NUMBER) for year in years)]
    return PrintTable("Netwerkmaten per jaar, zoals waargenomen", columns, rows, data.coding_source)


def influence(data: Findings, year: int) -> PrintTable:
    """The ten actors with most influence in a year."""
    rows = [
        [
            item.name,
            item.kind if item.location != "buiten" else f"{item.kind}, buiten de wijk",
            dutch.number(item.degree),
            dutch.number(item.eigenvector, 2),
        ]
        for item in data.top(year)
    ]
    columns = [
        ("Partij", TEXT),
        ("Soort", TEXT),
        ("Verbindingen", NUMBER),
        ("Invloed (0 tot 1)", NUMBER),
    ]
    return PrintTable(
        f"De tien invloedrijkste partijen van {year}", columns, rows, data.coding_source
    )


def protagonists(data: Findings) -> PrintTable:
    """The rank by influence, a year, of the municipality and of the parties named on every map."""
    years, rows = data.wijk["years"], []
    for name in [data.wijk["municipality"], *data.wijk["protagonists"]]:
        found = [data.actor(name, year) for year in years]
        if any(found):
            rows.append([name, *(f"{item.rank}e" if item else "–" for item in found)])
    columns = [("Partij", TEXT), *((str(year), NUMBER) for year in years)]
    caption = "Rang naar invloed, per jaar (– is niet in het netwerk)"
    return PrintTable(caption, columns, rows, data.coding_source)


def barriers(data: Findings) -> PrintTable:
    """The barriers that initiatives name again in another year."""
    rows = [_again(data, item, item.barrier, "belemmering") for item in data.repeated_barriers()]
    caption = "Belemmeringen van initiatieven die in ten minste twee jaren zijn gesproken"
    columns = [("Belemmering", TEXT), *AGAIN]
    return PrintTable(caption, columns, rows, data.coding_source)


def resources(data: Findings) -> PrintTable:
    """The resources that initiatives name again in another year."""
    rows = [_again(data, item, item.resource, "hulpbron") for item in data.repeated_resources()]
    caption = "Hulpbronnen van initiatieven die in ten minste twee jaren zijn gesproken"
    return PrintTable(caption, [("Hulpbron", TEXT), *AGAIN], rows, data.coding_source)


AGAIN = [
    ("Initiatieven die haar noemen", NUMBER),
    ("Waarvan in meer jaren", NUMBER),
    ("Aandeel", NUMBER),
    ("Codeurs eens", NUMBER),
    ("Alfa", NUMBER),
]


def _again(data: Findings, item: Any, code: str, kind: str) -> list[str]:
    seen = data.agreed(kind, code)
    agreed = "–" if seen is None else dutch.percent(seen.agreement)
    alpha = "–" if seen is None else dutch.number(seen.alpha, 2)
    return [code, str(item.named), str(item.again), dutch.percent(item.share), agreed, alpha]


def coverage(data: Findings) -> PrintTable:
    """Interviews a year, and actors that were only named."""
    rows = [
        [
            str(year),
            str(data.interviews(year)),
            str(data.named_only(year)),
            "–" if data.again(year) is None else dutch.number(data.again(year)),
            dutch.percent(data.interviews(year) / (data.net("actors", year) or 1)),
        ]
        for year in data.wijk["years"]
    ]
    columns = [
        ("Jaar", TEXT),
        ("Gesproken", NUMBER),
        ("Alleen genoemd", NUMBER),
        ("Ook het jaar ervoor gesproken", NUMBER),
        ("Aandeel gesproken", NUMBER),
    ]
    return PrintTable("Gesproken en genoemde partijen per jaar", columns, rows, data.coding_source)


def word_scales(data: Findings) -> PrintTable:
    """The words for shares and for changes, with their bounds."""
    shares, changes = data.config["share_words"], data.config["change_words"]
    rows = [["aandeel", str(word), f"tot en met {dutch.percent(bound)}"] for bound, word in shares]
    rows += [["verandering", str(word), f"vanaf {dutch.percent(low)}"] for low, word in changes]
    columns = [("Waarover", TEXT), ("Woord", TEXT), ("Grens", NUMBER)]
    return PrintTable("Woorden bij aandelen en veranderingen", columns, rows, "config.yaml")


def definitions(data: Findings) -> PrintTable:
    """Every network measure with its definition and source, from the code that computes it."""
    rows = [[item.dimension, item.label, item.definition] for item in METRICS]
    columns = [("Dimensie", TEXT), ("Maat", TEXT), ("Definitie en bron", TEXT)]
    return PrintTable("Definities van de netwerkmaten", columns, rows, "de code van deze monitor")


def index(data: Findings) -> PrintTable:
    """The Sociale Index of the areas and the city, with the gap, at each measurement."""
    areas, city = data.wijk["areas"], data.config["city"]
    rows = []
    for year in data.index_years:
        values = [dutch.number(data.index(area, year)) for area in [*areas, city]]
        gaps = [dutch.signed(data.index_gap(area, year)) for area in areas]
        rows.append([str(year), *values, *gaps])
    columns = [("Meting", TEXT)]
    columns += [(area, NUMBER) for area in [*areas, city]]
    columns += [(f"Afstand {area}", NUMBER) for area in areas]
    caption = f"Sociale Index en afstand tot {city}, uitgave {data.index_edition}"
    return PrintTable(caption, columns, rows, data.index_line)


def theme_gaps(data: Findings) -> PrintTable:
    """The gap of every theme to the city, at each measurement of the Wijkprofiel."""
    areas, years = data.wijk["areas"], data.theme_years
    found = {
        (area, year): {item.indicator: item for item in data.theme_gaps(area, year)}
        for area in areas
        for year in years
    }
    first = found[(areas[0], years[0])] if years else {}
    rows = []
    for code in sorted(first, key=lambda code: (first[code].part, first[code].label)):
        cells = [found[(area, year)].get(code) for area in areas for year in years]
        gaps = [dutch.signed(cell.gap if cell else None, 1) for cell in cells]
        rows.append([first[code].label, first[code].part, *gaps])
    columns = [("Thema", TEXT), ("Deel", TEXT)]
    columns += [(f"{area} {year}", NUMBER) for area in areas for year in years]
    caption = f"Afstand tot {data.config['city']} per thema, uitgave {data.theme_edition}"
    return PrintTable(caption, columns, rows, data.theme_line)


def course(data: Findings) -> PrintTable:
    """The course of the index and its themes: base, last, gap, path, verdict, place."""
    table = data.tables["index_course"]
    rows = []
    for row in table.to_dict("records"):
        if row["source"] not in (data.index_source, data.profile_source):
            continue
        place = "–"
        if not pd.isna(row["rank"]):
            place = f"{int(row['rank'])} van {int(row['of'])}"
        base = "" if pd.isna(row["base"]) else f"{int(row['base'])}–"
        gaps = [
            "–" if pd.isna(row[name]) else dutch.signed(row[name], 1)
            for name in ("gap_base", "gap_last", "change", "path", "needed")
        ]
        elapsed = "–" if pd.isna(row["elapsed"]) else dutch.percent(row["elapsed"])
        head = [str(row["label"]), str(row["area"]), str(row["edition"])]
        rows.append(
            [
                *head,
                f"{base}{row['last']}",
                *gaps,
                elapsed,
                place,
                "–" if row["verdict"] == Progress.UNKNOWN else str(row["verdict"]),
            ]
        )
    columns = [("Reeks", TEXT), ("Gebied", TEXT), ("Uitgave", TEXT), ("Metingen", TEXT)]
    words = ("Afstand eerst", "Afstand nu", "Verandering", "Pad naar doel", "Nodig per jaar")
    columns += [(word, NUMBER) for word in words]
    columns += [("Looptijd voorbij", NUMBER), ("Plaats", NUMBER), ("Oordeel", TEXT)]
    caption = f"Verloop van de afstand tot {data.config['city']}, in punten"
    source = "; ".join(dict.fromkeys(filter(None, [data.index_line, data.theme_line])))
    return PrintTable(caption, columns, rows, source)


def alike(data: Findings) -> PrintTable:
    """The wijken that were alike at the base, with their distance and course."""
    table = data.tables["alike"]
    years = sorted(int(year) for year in table["year"].unique())
    rows = []
    for (area, group, other), part in table.groupby(["area", "group", "other"], sort=False):
        values = part.set_index("year")["value"]
        cells = [dutch.number(_known(values.get(year, float("nan")))) for year in years]
        distance = dutch.number(_known(part["distance"].iloc[0]), 1)
        rows.append([str(area), str(group), str(other), distance, *cells])
    columns = [("Gebied", TEXT), ("Groep", TEXT), ("Andere wijk", TEXT), ("Verschil", NUMBER)]
    columns += [(str(year), NUMBER) for year in years]
    caption = "Wijken die erop leken, met hun Sociale Index"
    return PrintTable(caption, columns, rows, data.index_line)


def indicators(data: Findings) -> PrintTable:
    """Every indicator of OBI at both measurements, and what it gave to the gap of each area.

    Of each area: the shares, the points it added to the gap and those it makes of the gap at the
    last measurement, and whether it moved by more than its margin beside the city.
    """
    table = data.tables["contributions"].fillna({"indicator": ""})
    changes = data.tables["indicator_changes"]
    moved = {
        (row["area"], row["indicator"]): str(row["moved"]) for row in changes.to_dict("records")
    }
    areas = [area for area in data.wijk["areas"] if area in set(table["area"])]
    rows = []
    for (theme, code), part in table.groupby(["theme", "indicator"], sort=False):
        found = {row["area"]: row for row in part.to_dict("records")}
        first = part.iloc[0]
        cells = [_from_to(first["city_start"], first["city_end"])]
        for area in areas:
            row = found.get(area, {})
            cells += [
                _from_to(row.get("share_start"), row.get("share_end")),
                *(
                    dutch.signed(_known(row.get(name, math.nan)), 2)
                    for name in ("gap_points", "level_points")
                ),
                moved.get((area, code), "–"),
            ]
        rows.append([str(theme), plain_label(str(first["label"])), *cells])
    years = f"{table['start'].min()} → {table['end'].max()}"
    columns = [("Thema", TEXT), ("Indicator", TEXT), (f"{data.config['city']} {years}", NUMBER)]
    for area in areas:
        columns += [(f"{area} {years}", NUMBER), ("Bijdrage", NUMBER), ("In de afstand", NUMBER)]
        columns += [("Naast de stad", TEXT)]
    caption = (
        f"Indicatoren naast {data.config['city']}, met hun bijdrage aan de verandering van de "
        "afstand op de Sociale Index en hun deel van de afstand zelf, in punten"
    )
    return PrintTable(caption, columns, rows, data.theme_line)


def wijken(data: Findings) -> PrintTable:
    """The theme scores of every wijk at the last measurement, behind the figure of all wijken."""
    year = data.theme_years[-1]
    table = data.tables[str(data.profile_source)]
    rows = table[table["indicator"].str.fullmatch("[A-Z][a-z]") & (table["year"] == year)]
    rows = rows[rows["level"].isin(["wijk", "stad"])]
    codes = dict(zip(rows["indicator"], rows["label"], strict=True))
    own = set(data.wijk["areas"])
    lines = []
    for (level, area), part in rows.groupby(["level", "area"]):
        values = part.set_index("indicator")["value"]
        scores = [dutch.number(_known(values.get(code, math.nan)), 1) for code in codes]
        # The own areas first, then the city, then the others by name.
        order = (area not in own, level != "stad", str(area))
        lines.append((order, [str(area), *scores]))
    columns = [("Wijk", TEXT), *((label, NUMBER) for label in codes.values())]
    caption = f"Scores per thema van alle wijken, {year}"
    return PrintTable(caption, columns, [line for _, line in sorted(lines)], data.theme_line)


def in_sum(data: Findings) -> PrintTable:
    """What the text counts and averages on the place of the wijk in the city, an area a column."""
    areas, city, level = data.wijk["areas"], data.config["city"], data.config["noise"]["level"]
    heads = [*areas, "Samen"] if len(areas) > 1 else areas
    rows: list[list[str]] = []

    def add(label: str, values: list[Any], decimals: int | None = None) -> None:
        if all(value is None for value in values):
            return
        write = dutch.number if decimals is None else lambda x: dutch.signed(x, decimals)
        cells = ["–" if value is None else write(value) for value in values]
        rows.append([label, *cells, *["–"] * (len(heads) - len(cells))])

    def each(found: list[Any], name: str) -> list[Any]:
        return [getattr(item, name, None) for item in found]

    counts = [data.indicator_counts(None if head == "Samen" else head) for head in heads]
    add("Indicatoren met twee metingen", each(counts, "total"))
    add(f"Waarvan beter naast {city}", each(counts, "better"))
    add("Waarvan zonder aantoonbaar verschil", each(counts, "same"))
    add(f"Waarvan slechter naast {city}", each(counts, "worse"))
    add(f"Bij de laatste meting ongunstiger dan {city}", each(counts, "behind"))
    add(f"Bij de laatste meting gunstiger dan {city}", each(counts, "ahead"))
    years = data.theme_years
    scores = [data.theme_gaps(area, years[-1]) if years else [] for area in areas]
    far = [sum(item.gap < -level for item in found) if found else None for found in scores]
    add("Scores per thema", [len(found) or None for found in scores])
    add(f"Waarvan meer dan {dutch.number(level)} punten onder {city}", far)
    moved = [data.moved(area) for area in areas]
    add("Verandering van de afstand, in punten", each(moved, "change"), 1)
    add("Waarvan niet te verklaren", each(moved, "rest"), 1)
    needs = [data.would_take(area) for area in areas]
    add("Afstand bij de laatste meting met thema's", each(needs, "gap"), 1)
    add("Aantal indicatoren op het peil van de stad dat haar dicht", each(needs, "count"))
    alike = [data.alike(area) for area in areas]
    add("Verandering van de index waarmee is vergeleken", each(alike, "own"), 1)
    add("Gemiddeld bij gelijkende wijken", each(alike, "mean"), 1)
    same = [data.alike(area, "type") for area in areas]
    add("Gemiddeld bij wijken van hetzelfde type", each(same, "mean"), 1)
    caption = "Tellingen en gemiddelden in de tekst over de wijk en de stad"
    lines = dict.fromkeys(filter(None, [data.index_line, data.theme_line]))
    columns = [("Wat", TEXT), *((head, NUMBER) for head in heads)]
    return PrintTable(caption, columns, rows, "; ".join(lines))


def _from_to(start: float | None, end: float | None) -> str:
    if start is None or pd.isna(start) or pd.isna(end):
        return "–"
    return f"{dutch.number(100 * start)} → {dutch.percent(end)}"


def vulnerability(data: Findings) -> PrintTable:
    """The indicators of a vulnerable position with their margin."""
    rows = [
        [
            item.label,
            item.area,
            str(item.year),
            dutch.percent(item.value),
            dutch.percent(item.city),
            f"{dutch.number(item.margin * 100, 1)}",
            "ja" if item.worse == "ja" else "niet aantoonbaar",
        ]
        for item in data.vulnerability()
    ]
    columns = [("Kenmerk", TEXT), ("Gebied", TEXT), ("Jaar", TEXT), ("Waarde", NUMBER)]
    columns += [(data.config["city"], NUMBER), ("Marge (punten)", NUMBER), ("Ongunstiger", TEXT)]
    return PrintTable("Kwetsbare positie", columns, rows, data.sources_line("vulnerability"))


def health(data: Findings) -> PrintTable:
    """The health figures with their margin, beside the city."""
    rows = [
        [
            str(row["indicator"]),
            str(row["area"]),
            str(row["year"]),
            *(_interval(row, start) for start in ("", "city_")),
            dutch.number(_known(row["n"])),
            str(row["verdict"]),
        ]
        for row in data.tables["health"].to_dict("records")
    ]
    columns = [("Indicator", TEXT), ("Gebied", TEXT), ("Jaar", TEXT), ("Waarde (marge)", NUMBER)]
    columns += [(f"{data.config['city']} (marge)", NUMBER), ("n", NUMBER), ("Verschil", TEXT)]
    caption = "Gezondheid, met marges van 95 %"
    return PrintTable(caption, columns, rows, data.sources_line("health"))


def _interval(row: dict[Any, Any], start: str) -> str:
    value = row["value"] if not start else row["city"]
    low, high = (dutch.number(_known(row[f"{start}{end}"]), 1) for end in ("low", "high"))
    return f"{dutch.percent(value / 100)} ({low}–{high})"


def governing(data: Findings) -> PrintTable:
    """The measures of governance a year."""
    table = data.tables["governance_course"]
    years = sorted(int(year) for year in table["year"].unique())
    rows = []
    for measure, label in MEASURES.items():
        if data.governing_years(measure):
            write = WRITERS.get(measure, dutch.percent)
            rows.append([label, *(write(data.governing(measure, year)) for year in years)])
    columns = [("Maat", TEXT), *((str(year), NUMBER) for year in years)]
    return PrintTable("Zeggenschap per jaar", columns, rows, data.governance_source)


WRITERS: dict[str, Callable[..., str]] = {
    "trede": lambda value: dutch.number(value, 1),
    "budget": dutch.number,
}


def budget(data: Findings) -> PrintTable:
    """What there was to spend, and who has the say over it."""
    table = data.tables["budget"].fillna("")
    rows = [
        [str(row["year"]), str(row["item"]), dutch.number(row["amount"]), str(row["who"])]
        for row in table.to_dict("records")
    ]
    columns = [("Jaar", TEXT), ("Post", TEXT), ("Euro", NUMBER), ("Wie erover gaat", TEXT)]
    return PrintTable("Budget van het programma", columns, rows, data.governance_source)


def barrier_course(data: Findings) -> PrintTable:
    """The share that names each barrier, a year."""
    table = data.tables["barrier_course"]
    years = sorted(int(year) for year in table["year"].unique())
    rows = [
        [item.barrier, *(dutch.percent(data.barrier_share(item.barrier, year)) for year in years)]
        for item in data.repeated_barriers()
    ]
    columns = [("Belemmering", TEXT), *((str(year), NUMBER) for year in years)]
    caption = "Aandeel initiatieven dat een belemmering noemt, bij wie in meer jaren is gesproken"
    return PrintTable(caption, columns, rows, data.coding_source)


def bodies(data: Findings) -> PrintTable:
    """The bodies of the programme in each phase."""
    rows = [
        [str(row[name]) for name in ("year", "phase", "body", "above", "who")]
        for row in data.tables["bodies"].fillna("").to_dict("records")
    ]
    names = ("Vanaf", "Fase", "Orgaan", "Onder", "Wie de meerderheid heeft")
    columns = [(name, TEXT) for name in names]
    return PrintTable("Organisatie van het programma", columns, rows, data.governance_source)


def events(data: Findings) -> PrintTable:
    """What happened, by date."""
    rows = [[item.when, item.event, item.kind] for item in data.events()]
    columns = [("Wanneer", TEXT), ("Wat", TEXT), ("Soort", TEXT)]
    return PrintTable("Gebeurtenissen", columns, rows, data.governance_source)


def decisions(data: Findings) -> PrintTable:
    """All decisions: who decided on what, and on which rung of participation."""
    table = data.tables["decisions"]
    rows = [
        [str(row[name]) for name in ("year", "body", "decision", "who", "rung")]
        for row in table.fillna("").to_dict("records")
    ]
    columns = [
        ("Jaar", TEXT),
        ("Orgaan", TEXT),
        ("Besluit over", TEXT),
        ("Wie besluit", TEXT),
        ("Trede", TEXT),
    ]
    return PrintTable("Wie besluit waarover", columns, rows, _sources(table))


def tasks(data: Findings) -> PrintTable:
    """The share of the tasks that local actors carry out, a year."""
    table = data.tables["governance_course"]
    rows = [
        [str(row["year"]), str(row["n"]), dutch.percent(row["value"])]
        for row in table[table["measure"] == "lokale_taken"].to_dict("records")
    ]
    columns = [("Jaar", TEXT), ("Taken", NUMBER), ("Waarvan bij lokale partijen", NUMBER)]
    return PrintTable("Uitvoerende taken", columns, rows, data.governance_source)


def changes(data: Findings) -> PrintTable:
    """The change of the core measures from the first to the last year, looked at three times."""
    ends = (data.wijk["years"][0], data.wijk["years"][-1])
    table = data.tables["network_changes"]
    rows = []
    for row in table[(table["start"] == ends[0]) & (table["end"] == ends[1])].to_dict("records"):
        digits = _decimals(BY_ID[row["metric"]].unit)
        low, high = (dutch.signed(_known(row[name]), digits) for name in ("low", "high"))
        rows.append(
            [
                str(row["label"]),
                dutch.signed(_known(row["observed"]), digits),
                data.change_word(row["metric"], *ends),
                dutch.signed(_known(row["panel"]), digits),
                f"{low} tot {high}" if _known(row["low"]) is not None else dutch.UNDETERMINED,
                dutch.percent(_known(row["share"])),
            ]
        )
    columns = [
        ("Maat", TEXT),
        ("Waargenomen", NUMBER),
        ("In woorden", TEXT),
        ("Bij het panel", NUMBER),
        ("Bij evenveel gesprekken (90 %)", NUMBER),
        ("Zelfde richting", NUMBER),
    ]
    caption = f"Verandering van {ends[0]} naar {ends[1]}, drie keer bekeken"
    return PrintTable(caption, columns, rows, data.coding_source)


def turnover(data: Findings) -> PrintTable:
    """Who and what came, went and stayed between years."""
    table = data.tables["turnover"]
    rows = [
        [
            f"{row['start']}–{row['end']}",
            *(dutch.number(row[name]) for name in ("entries", "exits", "stays")),
            *(dutch.number(row[name]) for name in ("new_ties", "lost_ties", "kept_ties")),
            dutch.number(_known(row["jaccard"]), 2),
        ]
        for row in table.to_dict("records")
    ]
    columns = [("Jaren", TEXT)]
    columns += [(f"Partijen {word}", NUMBER) for word in ("nieuw", "weg", "gebleven")]
    columns += [(f"Verbindingen {word}", NUMBER) for word in ("nieuw", "weg", "gebleven")]
    caption = "Wie en wat kwam, ging en bleef"
    return PrintTable(caption, [*columns, ("Jaccard", NUMBER)], rows, data.coding_source)


def levels(data: Findings) -> PrintTable:
    """The core measures of the last year with their standard error over the interviews."""
    table = data.tables["levels"]
    rows = []
    for row in table[table["year"] == data.wijk["years"][-1]].to_dict("records"):
        digits = max(1, _decimals(BY_ID[row["metric"]].unit))
        value, error = (dutch.number(_known(row[name]), digits) for name in ("value", "error"))
        rows.append([str(row["label"]), value, error])
    columns = [("Maat", TEXT), ("Waarde", NUMBER), ("Standaardfout", NUMBER)]
    caption = (
        f"Onzekerheid van de kernmaten in {data.wijk['years'][-1]} (jackknife over gesprekken)"
    )
    return PrintTable(caption, columns, rows, data.coding_source)


def sensitivity(data: Findings) -> PrintTable:
    """The core measures under other choices, first and last year."""
    table = data.tables["sensitivity"]
    choices = list(dict.fromkeys(table["choice"]))
    rows = []
    for metric, part in table.groupby("metric", sort=False):
        digits = _decimals(BY_ID[str(metric)].unit)
        found = part.set_index("choice")
        ends = [
            f"{dutch.number(_known(found['start'][c]), digits)} → "
            f"{dutch.number(_known(found['end'][c]), digits)}"
            for c in choices
        ]
        rows.append([str(part["label"].iloc[0]), *ends])
    columns = [("Maat", TEXT), *((choice.capitalize(), NUMBER) for choice in choices)]
    years = data.wijk["years"]
    caption = f"Dezelfde maten bij andere keuzes, {years[0]} → {years[-1]}"
    return PrintTable(caption, columns, rows, data.coding_source)


def claims(data: Findings) -> PrintTable:
    """Every claim with its outcome and the evidence for it."""
    rows = [
        [row["claim"], row["statement"], row["outcome"], str(row["evidence"])]
        for row in data.tables["claims"].to_dict("records")
    ]
    columns = [("Nr.", TEXT), ("Bewering", TEXT), ("Uitkomst", TEXT), ("Bewijs", TEXT)]
    return PrintTable("Beweringen en hun bewijs", columns, rows, "claims.csv bij deze monitor")


def agreement(data: Findings) -> PrintTable:
    """How far two coders agree, a code."""
    rows = [
        [
            str(row["code"]),
            dutch.number(row["n"]),
            dutch.percent(_known(row["prevalence"])),
            dutch.percent(_known(row["agreement"])),
            dutch.number(_known(row["alpha"]), 2) if not pd.isna(row["alpha"]) else row["note"],
        ]
        for row in data.tables["agreement"].to_dict("records")
    ]
    columns = [
        ("Code", TEXT),
        ("n", NUMBER),
        ("Komt voor", NUMBER),
        ("Eens", NUMBER),
        ("Alfa van Krippendorff", NUMBER),
    ]
    caption = "Overeenstemming tussen codeurs, per code"
    return PrintTable(caption, columns, rows, data.coding_source)


def _known(value: float) -> float | None:
    return None if pd.isna(value) else value


def names(data: Findings) -> PrintTable:
    """Every name that was taken for another, with the decision behind it and where it stood.

    Who decided stands in the review only: that is a person.
    """
    table = data.tables["changes"].fillna("")
    table = table[table["change"] != "correctie"]
    rows = []
    for (found, becomes, change), part in table.groupby(["found", "becomes", "change"]):
        years = sorted({str(file).split(".")[0] for file in part["file"]})
        kind = str(change).removeprefix("alias (").removesuffix(")")
        reason = dutch.listing(sorted({str(reason) for reason in part["reason"] if reason})) or "–"
        rows.append([str(found), str(becomes), kind, str(len(part)), ", ".join(years), reason])
    columns = [("Naam in de sheet", TEXT), ("Partij", TEXT), ("Besluit", TEXT), ("Keer", NUMBER)]
    columns += [("Jaren", TEXT), ("Toelichting", TEXT)]
    return PrintTable("Namen die zijn samengenomen", columns, rows, data.coding_source)


def unresolved(data: Findings) -> PrintTable:
    """The names that nobody has traced to an actor yet (in a draft only)."""
    table = data.tables["unresolved"].fillna("")
    rows = [
        [str(row["name"]), str(row["year"]), f"{row['file']}, {row['sheet']}, rij {row['row']}",
         str(row["proposal"]) or "–"]
        for row in table.to_dict("records")
    ]  # fmt: skip
    columns = [("Naam", TEXT), ("Jaar", TEXT), ("Waar", TEXT), ("Lijkt op", TEXT)]
    caption = "Namen die nog niet herleid zijn; hun verbindingen tellen niet mee"
    return PrintTable(caption, columns, rows, data.coding_source)


def dictionary(_: Findings, sheet: str) -> PrintTable:
    """Every column of a sheet that researchers fill in, from the schema that checks it."""
    names = ("Kolom", "Betekenis", "Waarde")
    rows = [[row[name] for name in names] for row in describe_sheets([schema(sheet)])]
    columns = [(name, TEXT) for name in names]
    title = schema(sheet).title
    caption = f"Blad {sheet}" if title.lower() == sheet else f"Blad {sheet}: {title.lower()}"
    return PrintTable(caption, columns, rows, "het schema dat dit blad controleert")


def sources(data: Findings) -> PrintTable:
    """The indicator sources with their edition and file."""
    used = {*data.tables["index_gaps"]["source"], *data.tables["health"]["source"]}
    rows = [
        [item["title"], item["publisher"], item["edition"], item["file"]]
        for name, item in data.config["sources"].items()
        if name in used
    ]
    columns = [("Bron", TEXT), ("Uitgever", TEXT), ("Uitgave", TEXT), ("Bestand", TEXT)]
    return PrintTable("Bronnen en uitgaven", columns, rows, "config.yaml")


def _sources(table: pd.DataFrame) -> str:
    return dutch.listing(sorted(set(table["document"].dropna())))


TABLES: dict[str, Callable[..., PrintTable]] = {
    table.__name__: table
    for table in (
        network_metrics,
        influence,
        protagonists,
        barriers,
        resources,
        coverage,
        word_scales,
        definitions,
        index,
        theme_gaps,
        course,
        alike,
        indicators,
        wijken,
        in_sum,
        vulnerability,
        health,
        governing,
        budget,
        barrier_course,
        bodies,
        events,
        decisions,
        tasks,
        changes,
        turnover,
        levels,
        sensitivity,
        claims,
        agreement,
        names,
        unresolved,
        dictionary,
        sources,
    )
}
