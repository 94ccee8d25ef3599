"""The printed tables on the network: measures, parties, and how sure a change is."""

from __future__ import annotations

from typing import Any

from veerkracht import dutch
from veerkracht.lookups.lookups import Lookups
from veerkracht.network.metric import Metric, Unit
from veerkracht.network.metrics import BY_ID, METRICS
from veerkracht.report.tables.print_table import (
    EMPTY,
    PrintTable,
    numbers,
    present,
    texts,
    word,
)
from veerkracht.report.tables.says import asked_otherwise


def network_metrics(data: Lookups, which: str = "kern") -> PrintTable:
    """The network measures, the years as columns: the core ones (`kern`) or all (`alle`).

    The first stand by word, with how sure the last year is: the standard error over the
    interviews, and between which values other interviews would put it. All say in which unit.
    """
    years, rows = data.settings.years, []
    groups: dict[int, str] = {}
    sure = {
        row["metric"]: row
        for row in data.tables["levels"].to_dict("records")
        if row["year"] == years[-1]
    }
    for item in METRICS:
        if which != "alle" and not item.core:
            continue
        cells = [item.written(data.network.net(item.id, year)) for year in years]
        if which == "alle":
            rows.append([item.label, item.unit, *cells])
            continue
        word = dutch.sentence(item.dimension)
        if word not in groups.values():
            groups[len(rows)] = word
        rows.append([item.label, *cells, *_how_sure(item, sure.get(item.id))])
    heads = texts("Maat", "Eenheid") if which == "alle" else texts("Maat")
    columns, source = [*heads, *numbers(*years)], data.sources.coding_line
    caption = "Netwerkmaten per jaar"
    if which != "alle":
        columns += numbers("Standaardfout", "Bij andere gesprekken (90 %)")
        caption += f", en hoe zeker die van {years[-1]} zijn"
    return PrintTable(caption, columns, rows, source, groups=groups)


def _how_sure(item: Metric, level: dict[Any, Any] | None) -> list[str]:
    """The standard error of a measure, and from where to where it lies with other interviews.

    `level`: its row of a year, with error, low and high; None where nobody can tell.
    """
    error, low, high = (
        present(level[name]) if level else None for name in ("error", "low", "high")
    )
    # No interview alone changes it: nothing to take an error from.
    told = item.written(error, max(1, item.decimals)) if error else EMPTY
    span = dutch.UNDETERMINED if low is None else f"{item.written(low)} tot {item.written(high)}"
    return [told, span]


def influence(data: Lookups, year: int) -> PrintTable:
    """The ten parties with most influence in a year."""
    rows = []
    for party in data.network.top(year):
        ends = data.network.place_range(party.name, year)
        rows.append(
            [
                dutch.number(party.rank),
                party.name,
                party.kind if party.location != "buiten" else f"{party.kind}, buiten de wijk",
                dutch.number(party.degree),
                dutch.number(party.eigenvector, 2),
                f"{ends[0]}–{ends[1]}" if ends else EMPTY,
            ]
        )
    columns = [*numbers("Plaats"), *texts("Partij", "Soort")]
    columns += numbers("Samenwerkingen", "Invloed (0 tot 1)", "Plaats met andere gesprekken (90 %)")
    caption = f"De tien invloedrijkste partijen van {year}"
    return PrintTable(caption, columns, rows, data.sources.coding_line)


def changes(data: Lookups) -> PrintTable:
    """The change of the core measures from the first to the last year, looked at three times."""
    start, end = data.settings.years[0], data.settings.years[-1]
    table = data.tables["network_changes"]
    rows = []
    for row in table[(table["start"] == start) & (table["end"] == end)].to_dict("records"):
        metric = BY_ID[row["metric"]]
        found = [present(row[name]) for name in ("observed", "panel", "low", "high")]
        observed, panel = map(metric.written_change, found[:2])
        label = f"{row['label']} (%-punt)" if metric.unit == Unit.SHARE else str(row["label"])
        low, high = found[2:]
        span = dutch.UNDETERMINED
        if low is not None and high is not None:
            span = metric.written_range((low, high), metric.decimals)
        share = dutch.percent(present(row["share"]))
        # What is said of a word is no verdict on any single measure: it stands in the text.
        rows.append([label, observed, panel, span, share, metric.dimension])
    columns = [
        *texts("Maat"),
        *numbers("Waargenomen", "Bij het panel", "Bij evenveel vragen (90\u00a0%)"),
        *numbers("Zelfde richting"),
        *texts("Kenmerk"),
    ]
    caption = f"Verandering van {start} naar {end}, drie keer bekeken"
    return PrintTable(caption, columns, rows, data.sources.coding_line)


def asking(data: Lookups) -> PrintTable:
    """How people were asked in every year, and how much of the network that showed."""
    rows = [
        [
            str(row["year"]),
            dutch.number(row["interviews"]),
            dutch.number(present(row["names"]), 1),
            dutch.percent(present(row["recall"])),
            dutch.number(row["both"] + row["one"]),
            dutch.percent(present(row["coverage"])),
            dutch.number(row["listed_actors"]),
            dutch.number(row["listed_ties"]),
        ]
        for row in data.tables["asking"].to_dict("records")
    ]
    labels = (
        "Gesprekken",
        "Namen per gesprek",
        "Genoemd deel",
        "Geschat uit samenwerkingen",
        "Volledigheid",
    )
    listed = ("Partijen alleen op een lijst", "Samenwerkingen alleen op een lijst")
    columns = [*texts("Jaar"), *numbers(*labels, *listed)]
    caption = "Hoe er elk jaar is gevraagd"
    return PrintTable(caption, columns, rows, data.sources.coding_line)


def retest(data: Lookups) -> PrintTable:
    """What the parties of two years named again, and what differed in the asking."""
    rows = []
    for row in data.tables["retest"].to_dict("records"):
        low, high = (dutch.percent(present(row[name])) for name in ("low", "high"))
        share = present(row["share"])
        told = dutch.percent(share)
        if share is not None and present(row["low"]) is not None:
            told = f"{told} van {dutch.number(row['mentioned'])} ({low} tot {high})"
        names = (dutch.number(present(row[name]), 1) for name in ("before", "after"))
        rows.append(
            [
                f"{row['start']}–{row['end']}",
                dutch.number(row["panel"]),
                " → ".join(names),
                dutch.number(present(row["chance"]), 3),
                told,
                word(row["asked"], "niets"),
            ]
        )
    labels = ("Zelfde partijen", "Namen per gesprek", "Kans", "Weer genoemd (95 %)")
    columns = [*texts("Jaren"), *numbers(*labels), *texts("Anders gevraagd")]
    if not asked_otherwise(data):
        # Said above the table.
        columns, rows = columns[:-1], [row[:-1] for row in rows]
    caption = "Wie in twee jaren is gesproken: namen per gesprek, en wat opnieuw is genoemd"
    return PrintTable(caption, columns, rows, data.sources.coding_line)


def questions(data: Lookups) -> PrintTable:
    """How the question was put in every year of which that is known."""
    rows = [
        [
            str(row["year"]),
            str(row["question"]),
            word(row["roster"]),
            dutch.number(present(row["cap"])) if present(row["cap"]) else "geen grens",
        ]
        for row in data.tables["questions"].to_dict("records")
    ]
    columns = [*texts("Jaar", "Vraag", "Lijst getoond"), *numbers("Hoogstens")]
    return PrintTable("De vraag naar partners", columns, rows, data.sources.coding_line)


def askers(data: Lookups) -> PrintTable:
    """Whether the names of an interview depend on who held or coded it."""
    rows = [
        [
            str(row["year"]),
            str(row["role"]),
            f"{dutch.number(row['people'])} in {dutch.number(row['interviews'])}",
            " tot ".join(dutch.number(row[name], 1) for name in ("low", "high")),
            dutch.number(row["chance"], 3),
        ]
        for row in data.tables["askers"].to_dict("records")
    ]
    labels = ("Personen in gesprekken", "Namen per gesprek, naar persoon", "Kans")
    columns = [*texts("Jaar", "Wie"), *numbers(*labels)]
    caption = "Verschilt het aantal namen naar wie het gesprek voerde of codeerde?"
    return PrintTable(caption, columns, rows, data.sources.coding_line)


def turnover(data: Lookups) -> PrintTable:
    """Who and what came, went and stayed between years."""
    counts = ("entries", "exits", "stays", "new_ties", "lost_ties", "kept_ties")
    rows = [
        [
            f"{row['start']}–{row['end']}",
            *(dutch.number(row[name]) for name in counts),
            dutch.number(present(row["jaccard"]), 2),
        ]
        for row in data.tables["turnover"].to_dict("records")
    ]
    words = ("erbij", "weg", "gebleven")
    columns = [
        *texts("Jaren"),
        *numbers(*(f"Partijen {state}" for state in words)),
        *numbers(*(f"Samenwerkingen {state}" for state in words)),
        *numbers("Deel gebleven (Jaccard)"),
    ]
    return PrintTable("Wie en wat kwam, ging en bleef", columns, rows, data.sources.coding_line)


def sensitivity(data: Lookups) -> PrintTable:
    """The core measures under other choices, first and last year."""
    table, years = data.tables["sensitivity"], data.settings.years
    choices = list(dict.fromkeys(table["choice"]))
    rows = []
    for metric, part in table.groupby("metric", sort=False):
        by_choice = part.set_index("choice")
        ends = [
            " → ".join(
                BY_ID[str(metric)].written(present(by_choice[end][choice]))
                for end in ("start", "end")
            )
            for choice in choices
        ]
        rows.append([str(part["label"].iloc[0]), *ends])
    columns = [*texts("Maat"), *numbers(*(dutch.sentence(choice) for choice in choices))]
    caption = f"Dezelfde maten bij andere keuzes, {years[0]} → {years[-1]}"
    return PrintTable(caption, columns, rows, data.sources.coding_line)
