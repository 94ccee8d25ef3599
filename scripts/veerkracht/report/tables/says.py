"""What there is to see in a table of the appendix: a line below it, and the rows it is about."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pandas as pd

from veerkracht import dutch
from veerkracht.governance.measures import WIJK
from veerkracht.inputs.coders import ALL_CODES, RELIABLE
from veerkracht.lookups.interviews import NamedAgain
from veerkracht.lookups.lookups import Lookups
from veerkracht.network.metrics import METRICS
from veerkracht.network.outcome import Outcome
from veerkracht.report.tables.method import judged, name_of
from veerkracht.report.tables.print_table import present

# The measures that the words for a strong network are told by (charts/network_trend.py).
MAIN = ("actors", "mean_degree", "blau_kind", "top_share")


def says(name: str, data: Lookups, which: tuple[int | str, ...] = ()) -> str:
    """The line below a table; empty where it has none. `which`: the choice of the table."""
    if name not in SAYS or "alle" in which:
        return ""
    return SAYS[name](data, *map(str, which))


def told_rows(name: str, data: Lookups, which: tuple[int | str, ...] = ()) -> set[int]:
    """The places of the rows that the line below a table is about."""
    if name not in TOLD or "alle" in which:
        return set()
    return {place for place, told in enumerate(TOLD[name](data)) if told}


def _from_to(values: Iterable[float | None], write: Callable[[float], str]) -> str:
    """The smallest to the largest of some values; empty without any."""
    known = [value for value in map(present, values) if value is not None]
    if not known:
        return ""
    low, high = write(min(known)), write(max(known))
    return low if low == high else f"{low} tot {high}"


def _network_metrics(data: Lookups) -> str:
    many = len(data.settings.years) > 1
    return "Getekend bij “Het netwerk in maten”." if many else ""


def _ends(data: Lookups) -> pd.DataFrame:
    """The changes from the first to the last year."""
    table = data.tables["network_changes"]
    start, end = data.settings.years[0], data.settings.years[-1]
    return table[(table["start"] == start) & (table["end"] == end)]


def _clear(rows: pd.DataFrame) -> list[bool]:
    """Of each change whether zero lies beyond its range."""
    return ((rows["low"] > 0) | (rows["high"] < 0)).tolist()


def _changes(data: Lookups) -> str:
    rows = _ends(data).dropna(subset=["low", "high"])
    told = dutch.of_all(sum(_clear(rows)), len(rows), "maat", "maten")
    return f"Nul ligt buiten de marge van {told}." if len(rows) else ""


def _asking(data: Lookups) -> str:
    span = _from_to(data.tables["asking"]["coverage"], dutch.percent)
    return f"De volledigheid is {span}." if span else ""


def _sensitivity(data: Lookups) -> str:
    table = data.tables["sensitivity"].dropna(subset=["start", "end"])
    steps = (table["end"] - table["start"]).round(9)
    ways = steps.apply(lambda step: (step > 0) - (step < 0)).groupby(table["metric"]).nunique()
    same = dutch.of_all(int((ways == 1).sum()), len(ways), "maat", "maten")
    return f"Bij elke keuze dezelfde kant op: {same}." if len(ways) else ""


def _retest(data: Lookups) -> str:
    table = data.tables["retest"]
    span = _from_to(table["share"], dutch.percent)
    told = f"Opnieuw genoemd: {span}." if span else ""
    same = "" if asked_otherwise(data) else "Er is geen andere vraag of lijst genoteerd."
    return f"{told} {same}".strip()


def asked_otherwise(data: Lookups) -> bool:
    """Whether the asking differed between any of the years."""
    return bool(data.tables["retest"]["asked"].dropna().astype(str).str.strip().any())


def _coverage(data: Lookups) -> str:
    shares = [
        data.interviews.interviews(year) / (data.network.net("actors", year) or 1)
        for year in data.settings.years
    ]
    return f"Van alle partijen is {_from_to(shares, dutch.percent)} gesproken."


def _agreement(data: Lookups) -> str:
    rows = data.tables["agreement"].dropna(subset=["alpha"])
    rows = rows[rows["code"] != ALL_CODES]
    low = dutch.of_all(int((rows["alpha"] < RELIABLE).sum()), len(rows), "code", "codes")
    return f"Onder {dutch.number(RELIABLE, 2)}, te weinig eens: {low}." if len(rows) else ""


def _unlike(data: Lookups) -> list[bool]:
    """Of each row whether coders agree too little on its code; all of them together is none."""
    table = data.tables["agreement"]
    return ((table["alpha"] < RELIABLE) & (table["code"] != ALL_CODES)).tolist()


def _turnover(data: Lookups) -> str:
    row = data.tables["turnover"].to_dict("records")[-1]
    came, left = dutch.number(row["entries"]), dutch.number(row["exits"])
    return f"{row['start']}–{row['end']}: {came} partijen erbij, {left} weg."


def _again(codes: list[NamedAgain], one: str, more: str) -> str:
    """Of how many codes (`one`, `more`: what they are called) the share is no matter of chance."""
    told = dutch.of_all(sum(_sure(codes)), len(codes), one, more)
    return f"Boven wat toeval geeft: {told}." if codes else ""


def _sure(codes: list[NamedAgain]) -> list[bool]:
    return [code.share > code.by_chance for code in codes]


def _highest(data: Lookups) -> dict[Any, Any]:
    """The row of the barrier that most named in the last year; empty without any."""
    table = data.tables["barrier_course"]
    rows = table[table["year"] == table["year"].max()].dropna(subset=["share"])
    return {} if rows.empty else rows.loc[rows["share"].idxmax()].to_dict()


def _barrier_course(data: Lookups) -> str:
    row = _highest(data)
    if not row:
        return ""
    return f"Het meest genoemd in {row['year']}: {row['barrier']}, {dutch.percent(row['share'])}."


def _vulnerability(data: Lookups) -> str:
    items = data.indicators.vulnerability()
    sure = sum(item.distance > (item.margin or 0) for item in items)
    told = dutch.of_all(sure, len(items), "verschil", "verschillen")
    return f"Buiten de marge: {told} met {data.settings.city}."


def _decisions(data: Lookups) -> str:
    who = data.tables["decisions"]["who"].dropna()
    own = int(who.isin(WIJK).sum())
    told = dutch.of_all(own, len(who), "besluit", "besluiten")
    return f"Bewoners of informele partijen namen {told}."


def _claim_outcomes(data: Lookups) -> str:
    outcomes = [row["outcome"] for row in judged(data, every_year=True)]
    every = len(outcomes) + len(judged(data, every_year=False))
    counts = [f"{outcomes.count(one)} {name_of(one)}" for one in Outcome if one in outcomes]
    told = dutch.number(len(outcomes))
    return f"Jaar voor jaar: {told} van de {every} ({', '.join(counts)})." if outcomes else ""


SAYS: dict[str, Callable[..., str]] = {
    "claim_outcomes": _claim_outcomes,
    "sources": lambda _: "Waar geen dag staat, is die niet vastgelegd.",
    "definitions": lambda _: (
        "n is het aantal partijen, de graad het aantal samenwerkingen van een partij."
    ),
    "network_metrics": _network_metrics,
    "changes": _changes,
    "asking": _asking,
    "sensitivity": _sensitivity,
    "retest": _retest,
    "coverage": _coverage,
    "agreement": _agreement,
    "turnover": _turnover,
    "barriers": lambda data: _again(data.interviews.repeated_barriers(), "drempel", "drempels"),
    "resources": lambda data: _again(
        data.interviews.repeated_resources(), "hulpbron", "hulpbronnen"
    ),
    "barrier_course": _barrier_course,
    "vulnerability": _vulnerability,
    "decisions": _decisions,
}

# Table -> of each of its rows, from the first, whether the line is about it.
TOLD: dict[str, Callable[[Lookups], Iterable[bool]]] = {
    "network_metrics": lambda data: (item.id in MAIN for item in METRICS if item.core),
    "changes": lambda data: _clear(_ends(data)),
    "agreement": _unlike,
    "turnover": lambda data: [*[False] * (len(data.tables["turnover"]) - 1), True],
    "barriers": lambda data: _sure(data.interviews.repeated_barriers()),
    "resources": lambda data: _sure(data.interviews.repeated_resources()),
    "barrier_course": lambda data: (
        code.code == _highest(data).get("barrier") for code in data.interviews.repeated_barriers()
    ),
    "decisions": lambda data: data.tables["decisions"]["who"].isin(WIJK).tolist(),
}
