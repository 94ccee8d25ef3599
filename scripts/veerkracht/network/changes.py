"""Changes, levels and turnover of the network as tables."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pandas as pd

from veerkracht.network import metrics
from veerkracht.network.evidence import FEWEST, Evidence
from veerkracht.network.influence import TOP, influential, weighted_degree
from veerkracht.network.recall import named_by_both, recall
from veerkracht.network.resample import middle
from veerkracht.network.retest import recall_chance, retest
from veerkracht.network.year import Year
from veerkracht.tables.network import (
    ASKING,
    INFLUENTIAL_INTERVALS,
    LEVELS,
    NETWORK_CHANGES,
    RANK_INTERVALS,
    RETEST,
    SENSITIVITY,
    TURNOVER,
)

# The middle 90 % of a normal distribution, in standard deviations each way.
NINETY = 1.645


def pairs_of(years: list[int]) -> list[tuple[int, int]]:
    """Every two years in a row, and the first with the last."""
    pairs = list(pairwise(years))
    ends = [(years[0], years[-1])] if len(years) > 2 else []
    return pairs + ends


def measure_changes(evidence: Evidence) -> pd.DataFrame:
    """Every core measure between years: as observed, on the panel, at equal effort.

    Gives start, end, metric, label, observed, panel (changes), drawn (interviews that a draw takes
    of each year), low, high (middle 90 % of the change over the draws), share (of the draws with a
    change in the observed direction), smallest: the smallest rise of a count that these
    interviews could have shown, as a share; and of the parties names_low and names_high: the
    middle 90 % with as many names as well.
    """
    rows = []
    for start, end in pairs_of(list(evidence.years)):
        before, after = evidence.years[start].observed, evidence.years[end].observed
        panel_before, panel_after, people = evidence.panel(start, end)
        for metric in metrics.CORE:
            observed = _difference(before[metric], after[metric])
            panel = _difference(panel_before[metric], panel_after[metric])
            interval = evidence.interval(start, end, metric) or (None, None)
            share = None
            if observed and interval[0] is not None:
                effort = evidence.effort(start, end)
                pairs = evidence.pairs(start, end, effort, effort)
                drawn = [_difference(x[metric], y[metric]) for x, y in pairs]
                same = sum(d is not None and d * observed > 0 for d in drawn)
                share = same / len(drawn)
            label = metrics.BY_ID[metric].label
            panel = panel if people >= FEWEST else None
            smallest = None
            if people >= FEWEST:
                smallest = evidence.chance(start, end).smallest(metric)
            size = None if interval[0] is None else evidence.effort(start, end)
            names = evidence.at_equal_names(start, end) if metric == "actors" else None
            row = (start, end, metric, label, observed, panel, size, *interval, share, smallest)
            row += names or (None, None)
            rows.append(row)
    return pd.DataFrame(rows, columns=NETWORK_CHANGES.names).astype({"drawn": float})


def measure_levels(evidence: Evidence) -> pd.DataFrame:
    """Every core measure of every year with its standard error over the interviews.

    Gives year, metric, label, value, error, low and high (the middle 90 %), interviews, panel
    (interviewed in the year before too).
    """
    rows = []
    before: set[str] = set()
    for year, data in evidence.years.items():
        here = set(data.interviewed)
        for metric in metrics.CORE:
            error = evidence.standard_error(year, metric)
            value, label = data.observed[metric], metrics.BY_ID[metric].label
            ends = _middle(evidence, year, metric, value, error)
            rows.append((year, metric, label, value, error, *ends, len(here), len(here & before)))
        before = here
    return pd.DataFrame(rows, columns=LEVELS.names).astype(
        dict.fromkeys(("value", "error", "low", "high"), float)
    )


def _middle(
    evidence: Evidence, year: int, metric: str, value: float | None, error: float | None
) -> tuple[float | None, float | None]:
    """The middle 90 % of a measure: by its error, or by resampling where that has no sense."""
    if value is None or error is None:
        return None, None
    if metric == "informal_top10":
        low, high = middle(evidence.resamples(year).top_of("informeel"))
        return low / TOP, high / TOP
    return value - NINETY * error, value + NINETY * error


def measure_rank_intervals(evidence: Evidence) -> pd.DataFrame:
    """Where every party with influence would stand if other interviews had been held.

    Gives year, actor, low and high (the middle 90 % of its places), first_three (the share of the
    resamples). Empty for a year with too few interviews.
    """
    rows = []
    for year, data in evidence.years.items():
        if len(data.interviewed) < FEWEST:
            continue
        for actor in sorted(data.observed.ranks):
            places = evidence.resamples(year).places_of(actor)
            rows.append((year, actor, *middle(places), float((places <= 3).mean())))
    return pd.DataFrame(rows, columns=RANK_INTERVALS.names)


def measure_influential_intervals(evidence: Evidence) -> pd.DataFrame:
    """How many parties would be influential if other interviews had been held.

    Gives year, kind, count (as seen), low and high (the middle 90 %). Empty for a year with too few
    interviews.
    """
    rows = []
    line = evidence.influential_line
    for year, data in evidence.years.items():
        graph = data.observed.graph
        weight = sum(weighted_degree(graph).values())
        if line is None or not weight or len(data.interviewed) < FEWEST:
            continue
        found = influential(graph, line)
        for kind in sorted({str(node["kind"]) for node in data.nodes.values()}):
            count = sum(graph.nodes[party]["kind"] == kind for party in found)
            drawn = evidence.resamples(year).reaching(line / weight, kind)
            # Around what was seen: a draw scatters more, and so takes others above the line.
            shift = count - round(float(drawn.mean()))
            low, high = (max(0, end + shift) for end in middle(drawn))
            rows.append((year, kind, count, low, high))
    return pd.DataFrame(rows, columns=INFLUENTIAL_INTERVALS.names)


def measure_asking(evidence: Evidence) -> pd.DataFrame:
    """How people were asked in every year, and how much of the network that showed.

    Gives year, interviews, names (per interview), most (names in one), both and one (ties between
    interviewed parties that both ends, or one, named), recall (Lincoln-Petersen), coverage (Chao &
    Jost 2012), listed_actors and listed_ties (that no interview named).
    """
    rows = []
    for year, data in evidence.years.items():
        heard = data.heard(sorted(data.nodes))
        count = len(data.interviewed)
        names = Counter(heard.who.tolist())
        both, one = named_by_both(heard)
        about = (len(heard.who) / count if count else None, max(names.values(), default=0))
        known = (both, one, recall(both, one), data.coverage(count))
        listed = (len(data.nodes) - len(heard.seen), sum(not named for *_, named in data.ties))
        rows.append((year, count, *about, *known, *listed))
    table = pd.DataFrame(rows, columns=ASKING.names)
    return table.astype({"names": float, "recall": float, "coverage": float})


def measure_retest(evidence: Evidence) -> pd.DataFrame:
    """What the parties of two years named again, and what differed in the asking.

    Gives start, end, panel (parties), before and after (names per interview), chance, mentioned,
    again, share, low, high (see `Retest`), recall_chance and asked.
    """
    rows = []
    for start, end in pairs_of(list(evidence.years)):
        pair = evidence.chance(start, end).pair
        seen = retest(pair)
        names = (seen.parties, seen.before, seen.after, seen.chance, seen.mentioned, seen.again)
        shares = (seen.share, seen.low, seen.high, recall_chance(pair) if seen.parties else None)
        rows.append((start, end, *names, *shares, evidence.difference(start, end).told))
    table = pd.DataFrame(rows, columns=RETEST.names)
    numbers = ("before", "after", "chance", "share", "low", "high", "recall_chance")
    return table.astype(dict.fromkeys(numbers, float))


def measure_turnover(actors: pd.DataFrame, ties: pd.DataFrame) -> pd.DataFrame:
    """Who and what came, went and stayed between years.

    Gives start, end, entries, exits, stays (actors), new_ties, lost_ties, kept_ties, jaccard (kept
    ties of all ties of both years; Snijders et al. 2010) and the ties among actors of both years:
    stayers_before, stayers_after.
    """
    rows = []
    years = sorted(int(year) for year in actors["year"].unique())
    people = {year: set(actors.loc[actors["year"] == year, "actor"]) for year in years}
    pairs = {
        year: set(
            ties.loc[ties["year"] == year, ["actor_a", "actor_b"]].itertuples(
                index=False, name=None
            )
        )
        for year in years
    }
    for start, end in pairs_of(years):
        a, b = people[start], people[end]
        both = a & b
        kept, every = pairs[start] & pairs[end], pairs[start] | pairs[end]
        stayers = [sum(x in both and y in both for x, y in pairs[year]) for year in (start, end)]
        rows.append(
            (
                start,
                end,
                len(b - a),
                len(a - b),
                len(both),
                len(pairs[end] - pairs[start]),
                len(pairs[start] - pairs[end]),
                len(kept),
                len(kept) / len(every) if every else None,
                *stayers,
            )
        )
    return pd.DataFrame(rows, columns=TURNOVER.names)


def measure_sensitivity(
    actors: pd.DataFrame, ties: pd.DataFrame, left_out: dict[str, str]
) -> pd.DataFrame:
    """The core measures of the first and last year under other choices.

    `left_out`: actor id -> its name, each left out in turn (the municipality, the researchers' own
    office). Also: only ties that both sides named. Gives choice, metric, label, start, end.
    """
    years = sorted(int(year) for year in actors["year"].unique())
    if not years:
        return pd.DataFrame(columns=SENSITIVITY.names)
    variants = {"zoals in de monitor": (actors, ties)}
    variants["alleen wat beide noemen"] = (actors, ties[ties["sides"] > 1])
    for actor, name in left_out.items():
        if not (actors["actor"] == actor).any():
            continue  # without a party that is not there, nothing is different
        without = ties[(ties["actor_a"] != actor) & (ties["actor_b"] != actor)]
        variants[f"zonder {name}"] = (actors[actors["actor"] != actor], without)
    rows = []
    for choice, (people, pairs) in variants.items():
        first, last = (
            Year(people, pairs, year, "union").observed for year in (years[0], years[-1])
        )
        for metric in metrics.CORE:
            rows.append((choice, metric, metrics.BY_ID[metric].label, first[metric], last[metric]))
    return pd.DataFrame(rows, columns=SENSITIVITY.names).astype({"start": float, "end": float})


def _difference(a: float | None, b: float | None) -> float | None:
    return None if a is None or b is None else b - a
