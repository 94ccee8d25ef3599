"""What there is to see in a table of the appendix, in one line below it, from its own rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from veerkracht import dutch
from veerkracht.governance.measures import WIJK
from veerkracht.inputs.coders import RELIABLE
from veerkracht.lookups.interviews import NamedAgain
from veerkracht.lookups.lookups import Lookups
from veerkracht.network.metrics import BY_ID
from veerkracht.report.tables.print_table import present


def says(name: str, data: Lookups, which: tuple[int | str, ...] = ()) -> str:
    """The line below a table; empty where it has none. `which`: the choice of the table."""
    if name not in SAYS or "alle" in which:
        return ""
    return SAYS[name](data, *map(str, which))


def _from_to(values: Iterable[float | None], write: Callable[[float], str]) -> str:
    """The smallest to the largest of some values; empty without any."""
    known = [value for value in map(present, values) if value is not None]
    if not known:
        return ""
    low, high = write(min(known)), write(max(known))
    return low if low == high else f"{low} tot {high}"


def _network_metrics(data: Lookups) -> str:
    first, last = data.settings.years[0], data.settings.years[-1]
    told = []
    for metric in ("actors", "mean_degree", "top_share"):
        ends = [data.network.net(metric, year) for year in (first, last)]
        written = " → ".join(map(BY_ID[metric].written, ends))
        told.append(f"{BY_ID[metric].label.lower()} {written}")
    return f"{first} → {last}: {'; '.join(told)}." if last != first else ""


def _changes(data: Lookups) -> str:
    start, end = data.settings.years[0], data.settings.years[-1]
    table = data.tables["network_changes"]
    rows = table[(table["start"] == start) & (table["end"] == end)].dropna(subset=["low", "high"])
    clear = int(((rows["low"] > 0) | (rows["high"] < 0)).sum())
    told = dutch.of_all(clear, len(rows), "maat", "maten")
    return f"Bij evenveel gesprekken ligt nul buiten de marge van {told}." if len(rows) else ""


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
    same = "" if asked_otherwise(data) else "Dat er anders is gevraagd, is niet genoteerd."
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
    low = dutch.of_all(int((rows["alpha"] < RELIABLE).sum()), len(rows), "rij", "rijen")
    return f"Onder {dutch.number(RELIABLE, 2)}, te weinig eens: {low}." if len(rows) else ""


def _turnover(data: Lookups) -> str:
    row = data.tables["turnover"].to_dict("records")[-1]
    came, left = dutch.number(row["entries"]), dutch.number(row["exits"])
    return f"{row['start']}–{row['end']}: {came} partijen erbij, {left} weg."


def _again(codes: list[NamedAgain]) -> str:
    if not codes:
        return ""
    most = max(codes, key=lambda code: code.named)
    return f"{most.code.capitalize()}: genoemd door {most.named}, van wie {most.again} opnieuw."


def _barrier_course(data: Lookups) -> str:
    table = data.tables["barrier_course"]
    rows = table[table["year"] == table["year"].max()].dropna(subset=["share"])
    if rows.empty:
        return ""
    row = rows.loc[rows["share"].idxmax()]
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


SAYS: dict[str, Callable[..., str]] = {
    "network_metrics": _network_metrics,
    "changes": _changes,
    "asking": _asking,
    "sensitivity": _sensitivity,
    "retest": _retest,
    "coverage": _coverage,
    "agreement": _agreement,
    "turnover": _turnover,
    "barriers": lambda data: _again(data.interviews.repeated_barriers()),
    "resources": lambda data: _again(data.interviews.repeated_resources()),
    "barrier_course": _barrier_course,
    "vulnerability": _vulnerability,
    "decisions": _decisions,
}
