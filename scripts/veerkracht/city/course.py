"""The course of a wijk on an index: its gap to the city, the path to the goal, and who was alike.

A value belongs to an area, a measurement, an edition and an indicator. OBI recomputed its series
later, so everything here stays within one source and one edition.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, NamedTuple

import pandas as pd

from veerkracht.dutch import UNDETERMINED
from veerkracht.index_parts import SUMS
from veerkracht.roles import Role, with_role
from veerkracht.tables.city import ALIKE, INDEX_COURSE
from veerkracht.words import fold


class Progress(StrEnum):
    """How a gap to the city stands to the goal of no gap."""

    REACHED = "gehaald"
    ON_COURSE = "op koers"
    LATE = "achter op schema"
    HARDLY = "nauwelijks"
    BACK = "achteruit"
    UNKNOWN = UNDETERMINED


class Yardstick(StrEnum):
    """By what other wijken were chosen to hold an area against."""

    ALIKE = "gelijkend"
    TYPE = "type"


# What the areas of a wijk are called together, weighted by their inhabitants.
TOGETHER = "samen"
# How every export calls the index as a whole.
WHOLE = "Sociale Index"
# The classes of the Wijkprofiel (OBI), where 100 is the mean of Rotterdam in 2014; from below.
BANDS = [
    (70, "onder de 70", "ver onder het gemiddelde van Rotterdam"),
    (90, "70–90 ongunstiger", "ongunstiger dan het gemiddelde van Rotterdam"),
    (110, "90–110 rond gemiddeld", "rond het gemiddelde van Rotterdam"),
    (math.inf, "boven de 110 gunstiger", "gunstiger dan het gemiddelde van Rotterdam"),
]
# The source of the index is added by who knows its name.
ALIKE_COLUMNS = [name for name in ALIKE.names if name != "source"]
NEAREST = 5
# How far two wijken are apart: the root of the mean of the squares over all pairs. Of a score that
# is standardised that mean is 2, so of all themes together twice their number.
USUAL_APART = math.sqrt(2 * sum(len(SUMS[half]) for half in SUMS["SI"]))


def band(value: float) -> str:
    """The class of an index value in the words of the Wijkprofiel."""
    return next(words for bound, _, words in BANDS if value < bound)


def verdict(base: float | None, last: float | None, elapsed: float, noise: float) -> Progress:
    """How a gap to the city stands to the goal of no gap.

    `base` and `last` are the gaps (points; negative: behind) at the last measurement before the
    programme and at the last one, `elapsed` the share (0 to 1) of its term that has passed, `noise`
    the smallest change that is one.
    """
    if base is None or last is None or math.isnan(base) or math.isnan(last):
        return Progress.UNKNOWN
    if last >= 0:
        return Progress.REACHED
    change = last - base
    if change <= -noise:
        return Progress.BACK
    if change < noise:
        return Progress.HARDLY
    # A straight path from the base to no gap at the end of the term.
    return Progress.ON_COURSE if last >= base * (1 - elapsed) else Progress.LATE


def elapsed_share(start: int, end: int, last: int) -> float:
    """The share (0 to 1) of the years `start` to `end` that had passed at the field work of `last`.

    A measurement holds the field work of the year before.
    """
    return min(1.0, max(0.0, (last - start) / (end - start + 1)))


def path_to_goal(base: float, start: int, end: int, year: int) -> float:
    """The gap that the path to no gap asks for at the measurement of `year`.

    `base` is the gap before the programme of `start` to `end`: the path leaves it at the
    measurement of `start` and is at zero with the field work of `end`.
    """
    return base * (1 - elapsed_share(start, end, year))


def measure_course(
    gaps: pd.DataFrame,
    programme: dict[str, Any] | None,
    inhabitants: dict[str, float] | None,
    noise: float,
    since: int | None = None,
) -> pd.DataFrame:
    """The course of every index and theme in `gaps` (index_gaps), for each area and together.

    base is the last measurement before the programme, or else that of `since`, or else the first;
    last the last one; change is that of the gap; path the gap that a straight line to the goal
    asks for at `last`, needed the points a year from then on; rank and of the place among the
    wijken of the source at the last measurement; band OBI's class. `inhabitants` weigh the areas
    together: no row `samen` without them, or where an area lacks a value.
    """
    index = gaps[(gaps["unit"] == "index") & gaps["gap"].notna()]
    rows = []
    # An index and each of its halves can bear one name: the part tells them apart.
    for keys, series in index.groupby(["source", "edition", "indicator", "part"], sort=False):
        areas = dict(iter(series.groupby("area", sort=False)))
        if inhabitants and len(areas) > 1 and set(areas) == set(inhabitants):
            areas[TOGETHER] = together(series, inhabitants)
        for area, own in areas.items():
            rows.append(_course(keys, str(area), own, programme, noise, since))
    return pd.DataFrame(rows, columns=INDEX_COURSE.names)


def together(series: pd.DataFrame, inhabitants: dict[str, float]) -> pd.DataFrame:
    """The mean of the areas by inhabitants, at the measurements that all of them have.

    `series`: rows of index_gaps, of one index and of all areas of the wijk.
    """
    whole = series[series.groupby("year")["area"].transform("nunique") == len(inhabitants)]
    weight = whole["area"].map(inhabitants)
    summed = whole.assign(value=whole["value"] * weight, gap=whole["gap"] * weight, weight=weight)
    mean = summed.groupby("year", as_index=False).agg(
        {"value": "sum", "gap": "sum", "weight": "sum", "label": "first"}
    )
    mean["value"] /= mean["weight"]
    mean["gap"] /= mean["weight"]
    # A place among the wijken belongs to a wijk, not to several together.
    return mean.assign(rank=None, of=None)


def _course(
    keys: Any,
    area: str,
    own: pd.DataFrame,
    programme: dict[str, Any] | None,
    noise: float,
    since: int | None,
) -> dict[str, Any]:
    """The row of one area: `keys` are source, edition, indicator and part, `own` its gaps."""
    own = own.sort_values("year")
    last = own.iloc[-1]
    row: dict[str, Any] = dict.fromkeys(INDEX_COURSE.names)
    row |= zip(("source", "edition", "indicator", "part"), keys, strict=True)
    row |= {"area": area, "label": last["label"], "last": int(last["year"])}
    row |= {"value_last": float(last["value"]), "gap_last": float(last["gap"])}
    row |= {"rank": last["rank"], "of": last["of"], "band": band(float(last["value"]))}
    first = own.iloc[0] if len(own) > 1 else None
    if since in set(own["year"].iloc[:-1]):
        first = own[own["year"] == since].iloc[0]
    row["verdict"] = Progress.UNKNOWN
    if programme:
        start, goal = programme["start"], programme["end"]
        row["goal_year"] = goal
        before = own[own["year"] < start]
        if len(before) and row["last"] >= start:
            first = before.iloc[-1]
            gap, elapsed = float(first["gap"]), elapsed_share(start, goal, row["last"])
            # A measurement holds the field work of the year before: so many years of field work.
            left = goal + 1 - row["last"]
            row |= {"elapsed": elapsed, "path": path_to_goal(gap, start, goal, row["last"])}
            row["needed"] = -row["gap_last"] / left if left > 0 else None
            row["verdict"] = verdict(gap, row["gap_last"], elapsed, noise)
    if first is not None:
        row |= {"base": int(first["year"]), "value_base": float(first["value"])}
        row["gap_base"] = float(first["gap"])
        row["change"] = row["gap_last"] - row["gap_base"]
    return row


# Wijken that were alike -------------------------------------------------------------------------


def find_alike(
    themes: pd.DataFrame,
    index: pd.DataFrame,
    areas: list[str],
    before: int | None,
    peers: Iterable[str] = (),
) -> pd.DataFrame:
    """The wijken that were most like each area, and their course on the index.

    `themes`: canonical indicators with theme scores, `index`: those of the Sociale Index (may be
    the same). Likeness is the distance between the nine theme scores, each standardised over all
    wijken, at the last measurement up to `before`; the NEAREST wijken that the index holds count
    (group gelijkend). Without `before` at the first one: what came after has no say in who is like
    whom. `peers` are another yardstick (group type). A row a year of the index:
    area, group, other, distance, year, value. A yardstick, no proof.
    """
    score = themes["indicator"].str.fullmatch("[A-Z][a-z]") & (themes["level"] == "wijk")
    early = themes[score].dropna(subset=["value"])
    early = early[early["year"] <= (before or early["year"].min())]
    if early.empty:
        return pd.DataFrame(columns=ALIKE_COLUMNS)
    early = early[early["year"] == early["year"].max()]
    scores = early.pivot_table(index="area", columns="indicator", values="value").dropna()
    standard = (scores - scores.mean()) / scores.std(ddof=1)
    wijken = whole_index(index)
    wijken = wijken[~wijken["level"].isin(["gebied", "stad"])].dropna(subset=["value"])
    names = {fold(name): name for name in wijken["area"].unique()}
    own = {fold(area) for area in areas}
    wanted = {fold(name) for name in peers} & set(names)
    rows = []
    for area in areas:
        if area not in standard.index:
            continue
        apart = ((standard - standard.loc[area]) ** 2).sum(axis=1) ** 0.5
        apart.index = [fold(name) for name in apart.index]
        others = [name for name in apart.index if name in names and name not in own]
        nearest = sorted(others, key=lambda name: (round(float(apart[name]), 9), name))[:NEAREST]
        for group, members in (
            (Yardstick.ALIKE, nearest),
            (Yardstick.TYPE, sorted(wanted - own)),
        ):
            for member in members:
                course = wijken[wijken["area"] == names[member]].sort_values("year")
                gap = float(apart[member]) if member in apart.index else None
                rows += [
                    (area, group, names[member], gap, int(year), float(value))
                    for year, value in zip(course["year"], course["value"], strict=True)
                ]
    return pd.DataFrame(rows, columns=ALIKE_COLUMNS)


def whole_index(table: pd.DataFrame) -> pd.DataFrame:
    """The rows of the Sociale Index as a whole, not of its halves."""
    return table[(table["label"] == WHOLE) & (table["part"] == "index")]


def main_index(gaps: pd.DataFrame, sources: Mapping[str, Any]) -> str | None:
    """The source of the Sociale Index for a wijk: of those with the role, most measurements of it.

    `gaps`: index_gaps, `sources`: block of config.yaml. None where no source holds the wijk.
    """
    whole = whole_index(gaps).dropna(subset=["gap"])
    counts = whole.groupby("source")["year"].nunique()
    holding = [name for name in with_role(sources, Role.INDEX) if name in counts.index]
    return max(holding, key=lambda name: int(counts[name])) if holding else None


class Goal(NamedTuple):
    """What a wijk has to close: the gap at the measurement `base`, and the term of its programme.

    `source`: that of the index; `base` and `gap`, `last` and `gap_last` as in the table
    index_course.
    """

    source: str
    base: int
    gap: float
    last: int
    gap_last: float
    start: int
    end: int

    def path(self, year: int) -> float:
        """The gap that the path to no gap asks for at the measurement of a year."""
        return path_to_goal(self.gap, self.start, self.end, year)


def goal_of(
    tables: Mapping[str, pd.DataFrame], wijk: Mapping[str, Any], sources: Mapping[str, Any]
) -> Goal | None:
    """The goal of a wijk on its main index; None without a programme or a measurement before it.

    `tables`: index_gaps and index_course, `wijk` and `sources`: blocks of config.yaml.
    """
    areas, course = wijk["areas"], tables["index_course"]
    source = main_index(tables["index_gaps"], sources)
    rows = whole_index(course[course["source"] == source])
    rows = rows[(rows["area"] == (TOGETHER if len(areas) > 1 else areas[0])) & rows["path"].notna()]
    if source is None or rows.empty or not wijk["programme"]:
        return None
    start, end = (int(wijk["programme"][key]) for key in ("start", "end"))
    row = rows.iloc[0]
    first, last = ((int(row[end]), float(row[f"gap_{end}"])) for end in ("base", "last"))
    return Goal(source, *first, *last, start, end)


def theme_source(gaps: pd.DataFrame, sources: Mapping[str, Any]) -> str | None:
    """The source of themes and indicators for a wijk: of those with the role, the first holding it.

    `gaps`: index_gaps, `sources`: block of config.yaml. None where no source holds the wijk.
    """
    holding = set(gaps["source"])
    return next((name for name in with_role(sources, Role.THEMES) if name in holding), None)
