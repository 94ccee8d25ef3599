"""What the linters know beside the text: of which years there are data, which names hold digits."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from veerkracht.charts.facts import Series, read_series
from veerkracht.city.labels import plain_label
from veerkracht.governance.measures import MEASURES
from veerkracht.lookups.lookups import Lookups
from veerkracht.report.proofread.page import NUMBER, WORD
from veerkracht.report.sections import Section
from veerkracht.report.trail import MARK, Trail

# Tables of which a share is one of things that were counted, and not of a survey.
COUNTED = frozenset(
    [
        *("actors", "ties", "network_metrics", "actor_metrics"),
        *("barriers", "barrier_course", "resources", "governance_course", "agreement"),
    ]
)


@dataclass(frozen=True)
class Context:
    """What the linters know beside the text.

    `years`: subject -> years with data; `always`: years that any sentence may name (programme,
    events, facts, editions); `names`: texts from data and settings that hold digits; `labels`:
    (table, key) -> label; `steps`: number -> its text, section and rows; `places`: where sections
    print quotes; `quotes`: (id, text, place); `figures`: name -> the numbers in it; `shares`:
    number -> of how many a printed percentage is a share (None: nobody said), for those of counted
    parties, ties, decisions and tasks; `asked`: two years
    and what differed in the asking between them.
    """

    years: Mapping[str, frozenset[int]]
    always: frozenset[int] = frozenset()
    programme: str = ""
    spelling: tuple[tuple[str, tuple[str, ...]], ...] = ()
    names: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    printed: tuple[tuple[str, str, int, str], ...] = ()
    shares: Mapping[int, int | None] = field(default_factory=dict)
    row_years: Mapping[int, frozenset[int]] = field(default_factory=dict)
    places: frozenset[str] = frozenset()
    quotes: tuple[tuple[str, str, str], ...] = ()
    figures: Mapping[str, Sequence[Series]] = field(default_factory=dict)
    asked: tuple[tuple[int, int, str], ...] = ()

    @classmethod
    def of(
        cls,
        lookups: Lookups,
        trail: Trail,
        sections: Iterable[Section] = (),
        extra: Mapping[str, Any] | None = None,
        figures: Mapping[str, Mapping[str, Any]] | None = None,
    ) -> Context:
        """The context of a wijk; `extra` as for `fill` (the versions that the colophon prints).

        `figures`: what each says, as `Facts.as_json` gives it.
        """
        tables, wijk, config = lookups.tables, lookups.wijk, lookups.config

        def years(*names: str) -> frozenset[int]:
            columns = [tables[n]["year"] for n in names if "year" in tables.get(n, ())]
            return frozenset(int(year) for column in columns for year in column.dropna().unique())

        programme = wijk["programme"] or {}
        sources = config["sources"].values()
        editions = [config["edition"]["date"][:4], *(source["edition"] for source in sources)]
        always = {int(text) for text in editions if re.fullmatch(r"\d{4}", text)}
        always |= {programme[key] for key in ("start", "end") if key in programme}
        names = _names_with_numbers(lookups, (extra or {}).get("versions", []))
        asked = {place for s in sections for place in re.findall(r'quotes\(\s*"([^"]+)"', s.text)}
        quotes = tables["quotes"]
        rows = quotes[["quote", "text", "place"]].fillna("") if len(quotes) else quotes
        return cls(
            years={
                "netwerk": frozenset(wijk["years"]),
                "index": years("index_gaps"),
                "gezondheid": years("health"),
                "zeggenschap": years("governance_course", "decisions", "tasks", "budget"),
                "kwetsbaarheid": years("vulnerability"),
            },
            always=frozenset(always) | years("events", "facts"),
            programme=programme.get("name", ""),
            spelling=tuple(
                (item["name"], tuple(item.get("variants", ())))
                for item in config.get("spelling", ())
            ),
            names=tuple(sorted(names, key=lambda text: (-len(text), text))),
            parties=tuple(sorted(set(tables["actor_metrics"]["name"])))
            if "actor_metrics" in tables
            else (),
            printed=tuple(_printed(lookups, trail)),
            row_years=_row_years(trail),
            shares=_shares(trail),
            places=frozenset(asked),
            quotes=tuple(rows.itertuples(index=False, name=None)) if len(rows) else (),
            asked=_asked(lookups),
            figures={name: read_series(figure) for name, figure in (figures or {}).items()},
        )


def _shares(trail: Trail) -> dict[int, int | None]:
    """Of how many every printed percentage of counted things is a share."""
    return {
        step.number: step.value.of
        for step in trail.steps
        if step.text.endswith("%") and {row.table for row in step.value.rows} & COUNTED
    }


def _row_years(trail: Trail) -> dict[int, frozenset[int]]:
    """The years of the rows that every number came from."""
    return {
        step.number: frozenset(
            int(str(value))
            for row in step.value.rows
            for column, value in row.where
            if column == "year"
        )
        for step in trail.steps
    }


def _asked(lookups: Lookups) -> tuple[tuple[int, int, str], ...]:
    table = lookups.tables["retest"].dropna(subset=["asked"])
    return tuple(table[["start", "end", "asked"]].itertuples(index=False, name=None))


def _names_with_numbers(lookups: Lookups, versions: Iterable[tuple[str, str]]) -> set[str]:
    """Texts of the tables and settings in which a number is part of a name."""
    tables, config = lookups.tables, lookups.config
    programme, sources = lookups.wijk["programme"] or {}, config["sources"].values()
    texts = {programme.get("name", ""), *config["edition"].values()}
    texts |= {text for source in sources for text in (source["title"], source["publisher"])}
    texts |= {f"{name} {version}" for name, version in versions}
    for table in tables.values():
        kept = table.drop(columns=["origin", "file"], errors="ignore")
        for column in kept.select_dtypes(["object", "string"]):
            texts |= set(map(str, table[column].dropna().unique()))
    # As sentences name an indicator.
    texts |= {plain_label(text) for text in texts if text.startswith("%")}
    return {text for text in texts if re.search(r"\d", text) and re.search(WORD, text)}


def _printed(lookups: Lookups, trail: Trail) -> Iterator[tuple[str, str, int, str]]:
    """Numbers in sentences that a table or figure can print too: label, text, year, section."""
    tables = lookups.tables
    labels: dict[tuple[str, str], str] = {}
    if "label" in tables["network_metrics"]:
        pairs = tables["network_metrics"][["metric", "label"]].drop_duplicates()
        labels = {("network_metrics", metric): label for metric, label in pairs.to_numpy()}
    labels |= {("governance_course", name): label for name, label in MEASURES.items()}
    for step in trail.steps:
        number = re.match(NUMBER, step.text)
        if not number or len(step.value.rows) != 1:
            continue
        row = step.value.rows[0]
        where = dict(row.where)
        if "year" not in where:
            continue
        # Sums and shares keep their rows; only the value of the row itself has its label.
        if row.table in ("network_metrics", "governance_course"):
            key = "metric" if row.table == "network_metrics" else "measure"
            table = tables[row.table]
            rows = table[(table[key] == where[key]) & (table["year"] == where["year"])]
            if len(rows) and float(rows["value"].iloc[0]) == float(step.value):
                label = labels.get((row.table, str(where[key])), "")
                yield label, number[0], int(str(where["year"])), step.section
        elif row.table == "index_gaps" and where.get("source") == lookups.sources.index:
            table = tables["index_gaps"]
            kept = (table["source"] == where["source"]) & (table["year"] == where["year"])
            kept &= (table["label"] == where.get("label")) & (table["area"] == where.get("area"))
            for column, before in (("value", ""), ("gap", "Afstand ")):
                if (table.loc[kept, column] == float(step.value)).any():
                    label = f"{before}{where.get('area')}"
                    yield label, number[0], int(str(where["year"])), step.section


SUBJECTS = {
    "netwerk": r"netwerk|samenwerking|verbinding|gesprek|gesproken",
    "index": r"\bindex|indicator|\bthema's\b|afstand (?:van|tot) ",
    "gezondheid": r"gezondheid|\bGGD\b",
    "zeggenschap": r"besluit|beslis|zeggenschap|\btaken\b|budget|\bmiddelen\b",
}


def subjects(sentence: str) -> list[str]:
    """The subjects that a sentence is about, by its words."""
    return [name for name, words in SUBJECTS.items() if re.search(words, sentence, re.IGNORECASE)]


def without_names(sentence: str, context: Context) -> str:
    """A sentence without numbers from tables and without names that hold digits."""
    text = MARK.sub(" ", sentence)
    for name in context.names if re.search(r"\d", text) else ():
        text = text.replace(name, " ")
    return text
