"""What the data allow to say of a change: as observed, on the panel, and at equal effort.

A network that does not change seems to grow when more people are interviewed: every interview adds
the parties that it names. So a change is looked at three times. As observed. On the panel: from the
interviews with parties that were interviewed in both years. At equal effort: from as many
interviews in both years, drawn at random, many times. The draws take half of the smaller number:
then their spread is that of the sample itself (delete-half jackknife, Shao & Wu 1989), also when
both years have as many interviews.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import networkx as nx
import pandas as pd

from veerkracht import dutch
from veerkracht.network import metrics
from veerkracht.network.graph import node_attributes
from veerkracht.network.influence import eigenvector, influential_line, rank
from veerkracht.network.outcome import Outcome
from veerkracht.tables.network import LEVELS, NETWORK_CHANGES, SENSITIVITY, TURNOVER

DRAWS = 200
# The share of the draws in which a change must show, and the fewest interviews to say anything.
SHARE = 0.95
FEWEST = 8
SEED = 2024


class Snapshot:
    """The network of a year as some of its interviews show it."""

    def __init__(self, graph: nx.Graph) -> None:
        self.graph = graph
        self._values: dict[str, float | None] = {}

    def __getitem__(self, metric: str) -> float | None:
        """The value of a measure of metrics.METRICS."""
        if metric not in self._values:
            self._values[metric] = metrics.BY_ID[metric].compute(self.graph)
        return self._values[metric]

    @cached_property
    def ranks(self) -> dict[str, int]:
        """The rank by eigenvector centrality of every actor that has any."""
        scores = eigenvector(self.graph)
        order = rank({actor: score for actor, score in scores.items() if score > 0})
        return {actor: place for place, actor in enumerate(order, start=1)}

    @cached_property
    def edges(self) -> set[tuple[str, str]]:
        """The ties as pairs of ids, each in order."""
        return {(a, b) if a < b else (b, a) for a, b in self.graph.edges}


Change = Callable[[Snapshot, Snapshot], bool | None]


@dataclass(frozen=True)
class Verdict:
    """The outcome of a claim on a change, with the evidence for it.

    `share`: of the draws at equal effort in which it holds, out of `draws`; None without draws.
    """

    outcome: Outcome
    observed: bool | None
    panel: bool | None
    share: float | None
    draws: int
    interviews: tuple[int, int]
    panel_size: int


class Year:
    """The actors and ties of a year, and in which interviews each tie was named."""

    def __init__(self, actors: pd.DataFrame, ties: pd.DataFrame, year: int, rule: str) -> None:
        rows = actors[actors["year"] == year].sort_values("actor").to_dict("records")
        self.year = year
        self.rule = rule
        self.nodes = {str(row["actor"]): node_attributes(row) for row in rows}
        spoken = [actor for actor, node in self.nodes.items() if node["interviewed"] == "ja"]
        self.interviewed = spoken
        here = ties[ties["year"] == year].sort_values(["actor_a", "actor_b"])
        interviewed = set(spoken)
        # A tie that no interview named (a list, a document) does not hang on the interviews.
        self.ties = [
            (
                row["actor_a"],
                row["actor_b"],
                frozenset(str(row["named_by"]).split("|")) & interviewed,
            )
            for row in here.to_dict("records")
        ]
        tied = {end for a, b, _ in self.ties for end in (a, b)}
        self.untied = set(self.nodes) - tied - interviewed

    def seen_by(self, interviews: set[str]) -> Snapshot:
        """The network that these interviews alone would have shown.

        Whoever is not interviewed stays when an interview names it; who has no ties at all stands
        on a list, and stays.
        """
        both = self.rule == "both"
        kept = [
            (a, b)
            for a, b, named in self.ties
            if not named or (named <= interviews if both else not named.isdisjoint(interviews))
        ]
        present = {end for tie in kept for end in tie} | interviews | self.untied
        graph: nx.Graph = nx.Graph()
        graph.add_nodes_from((n, node) for n, node in self.nodes.items() if n in present)
        graph.add_edges_from(kept)
        return Snapshot(graph)

    @cached_property
    def observed(self) -> Snapshot:
        """The network as all interviews show it."""
        return self.seen_by(set(self.interviewed))


class Evidence:
    """The years of one wijk, and the verdicts on changes between them."""

    def __init__(
        self, actors: pd.DataFrame, ties: pd.DataFrame, rule: str = "union", draws: int = DRAWS
    ) -> None:
        years = sorted(int(year) for year in actors["year"].unique())
        self.years = {year: Year(actors, ties, year, rule) for year in years}
        self.draws = draws
        self.rule = rule
        self._tables = (actors, ties)
        self._drawn: dict[tuple[int, int], list[Snapshot]] = {}
        self._panels: dict[tuple[int, int], tuple[Snapshot, Snapshot, int]] = {}

    def of(self, year: int) -> Year:
        """The data of a year, without a single actor when there are none."""
        return self.years.get(year) or Year(*self._tables, year, self.rule)

    @cached_property
    def influential_line(self) -> float | None:
        """From which weighted degree an actor of any year is influential."""
        return influential_line(self.of(min(self.years)).observed.graph) if self.years else None

    def drawn(self, year: int, size: int) -> list[Snapshot]:
        """The networks of `draws` random choices of `size` interviews; the same in every run."""
        key = (year, size)
        if key not in self._drawn:
            data = self.of(year)
            self._drawn[key] = []
            for number in range(self.draws):
                # A text as seed: the same numbers in every version of Python and every process.
                choice = random.Random(f"{SEED}-{year}-{size}-{number}")
                chosen = set(choice.sample(data.interviewed, size))
                self._drawn[key].append(data.seen_by(chosen))
        return self._drawn[key]

    def panel(self, start: int, end: int) -> tuple[Snapshot, Snapshot, int]:
        """Both years as the parties show them that were interviewed in both, and how many."""
        key = (start, end)
        if key not in self._panels:
            a, b = self.of(start), self.of(end)
            both = set(a.interviewed) & set(b.interviewed)
            self._panels[key] = (a.seen_by(both), b.seen_by(both), len(both))
        return self._panels[key]

    def effort(self, start: int, end: int) -> int:
        """The number of interviews that the draws of a pair of years take."""
        return min(len(self.of(year).interviewed) for year in (start, end)) // 2

    def judge(self, start: int, end: int, holds: Change) -> Verdict:
        """The verdict on a change between two years, tested three ways."""
        a, b = self.of(start), self.of(end)
        counts = (len(a.interviewed), len(b.interviewed))
        observed = holds(a.observed, b.observed)
        before, after, size = self.panel(start, end)
        if observed is None or min(counts) < FEWEST:
            return Verdict(Outcome.UNKNOWN, observed, None, None, 0, counts, size)
        panel = holds(before, after) if size >= FEWEST else None
        effort = self.effort(start, end)
        draws = [
            bool(holds(x, y))
            for x, y in zip(self.drawn(start, effort), self.drawn(end, effort), strict=True)
        ]
        share = sum(draws) / len(draws)
        firm = Outcome.HOLDS if panel and share >= SHARE else Outcome.OBSERVED
        outcome = firm if observed else Outcome.FAILS
        return Verdict(outcome, observed, panel, share, len(draws), counts, size)

    def interval(self, start: int, end: int, metric: str) -> tuple[float, float] | None:
        """The middle 90 % of the change of a measure over the draws at equal effort."""
        effort = self.effort(start, end)
        if effort * 2 < FEWEST:
            return None
        pairs = zip(self.drawn(start, effort), self.drawn(end, effort), strict=True)
        values = [(x[metric], y[metric]) for x, y in pairs]
        changes = sorted(y - x for x, y in values if x is not None and y is not None)
        if len(changes) < self.draws / 2:
            return None
        low, high = int(0.05 * len(changes)), int(0.95 * len(changes)) - 1
        return changes[low], changes[high]

    def standard_error(self, year: int, metric: str) -> float | None:
        """The standard error of a level: jackknife over the interviews (Snijders & Borgatti 1999).

        sqrt((n-1)/n × sum of squared differences of the values without one interview).
        """
        data = self.of(year)
        n = len(data.interviewed)
        if n < FEWEST:
            return None
        every = [snapshot[metric] for snapshot in self._without_one(year)]
        values = [value for value in every if value is not None]
        if len(values) < n:
            return None
        mean = sum(values) / n
        return float(((n - 1) / n * sum((value - mean) ** 2 for value in values)) ** 0.5)

    def _without_one(self, year: int) -> list[Snapshot]:
        key = (year, -1)
        if key not in self._drawn:
            data = self.of(year)
            everyone = set(data.interviewed)
            self._drawn[key] = [data.seen_by(everyone - {one}) for one in data.interviewed]
        return self._drawn[key]


# Changes and levels as tables -------------------------------------------------------------------


def pairs_of(years: list[int]) -> list[tuple[int, int]]:
    """Every two years in a row, and the first with the last."""
    pairs = list(pairwise(years))
    ends = [(years[0], years[-1])] if len(years) > 2 else []
    return pairs + ends


def measure_changes(evidence: Evidence) -> pd.DataFrame:
    """Every core measure between years: as observed, on the panel, at equal effort.

    Gives start, end, metric, label, observed, panel (changes), low, high (middle 90 % of the change
    over the draws), share (of the draws with a change in the observed direction).
    """
    rows = []
    for start, end in pairs_of(list(evidence.years)):
        before, after = evidence.years[start].observed, evidence.years[end].observed
        panel_before, panel_after, size = evidence.panel(start, end)
        for metric in metrics.CORE:
            observed = _difference(before[metric], after[metric])
            panel = _difference(panel_before[metric], panel_after[metric])
            interval = evidence.interval(start, end, metric) or (None, None)
            share = None
            if observed and interval[0] is not None:
                effort = evidence.effort(start, end)
                drawn = [
                    _difference(x[metric], y[metric])
                    for x, y in zip(
                        evidence.drawn(start, effort), evidence.drawn(end, effort), strict=True
                    )
                ]
                same = sum(d is not None and d * observed > 0 for d in drawn)
                share = same / len(drawn)
            label = metrics.BY_ID[metric].label
            panel = panel if size >= FEWEST else None
            rows.append((start, end, metric, label, observed, panel, *interval, share))
    return pd.DataFrame(rows, columns=NETWORK_CHANGES.names)


def measure_levels(evidence: Evidence) -> pd.DataFrame:
    """Every core measure of every year with its standard error over the interviews.

    Gives year, metric, label, value, error, interviews, panel (interviewed in the year before too).
    """
    rows = []
    before: set[str] = set()
    for year, data in evidence.years.items():
        here = set(data.interviewed)
        for metric in metrics.CORE:
            error = evidence.standard_error(year, metric)
            value, label = data.observed[metric], metrics.BY_ID[metric].label
            rows.append((year, metric, label, value, error, len(here), len(here & before)))
        before = here
    return pd.DataFrame(rows, columns=LEVELS.names).astype({"value": float, "error": float})


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


def describe(verdict: Verdict, start: int, end: int) -> str:
    """The evidence for a verdict in one Dutch line."""
    words: dict[Any, str] = {True: "ja", False: "nee", None: dutch.UNDETERMINED}
    parts = [
        f"{start}: {verdict.interviews[0]} gesprekken, {end}: {verdict.interviews[1]}",
        f"waargenomen: {words[verdict.observed]}",
        f"panel van {verdict.panel_size}: {words[verdict.panel]}",
    ]
    if verdict.share is not None:
        percent = f"{verdict.share * 100:.1f}".replace(".", ",")
        parts.append(f"bij gelijke inspanning: in {percent} % van {verdict.draws} trekkingen")
    return "; ".join(parts)
