"""Whether a network changed, tested by exchanging interviews between two years.

If nothing changed, it does not matter in which of two years an interview was held. So interviews
are exchanged at random, many times: who was interviewed in both years changes places with itself or
not, the others are shuffled within their stratum, and every year keeps its number. The p-value of a
change is the share of exchanges with one at least as large as the one that was seen (Good 2005).

Only what interviews named counts: a party that no interview named, or a tie with no interview
behind it, is no change. How people were asked is made equal first (see `Design`), and the draws in
which that is done at random, and the uncertainty of a recall, are part of the test.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property

import igraph
import numpy as np
from numpy.typing import NDArray

from veerkracht.network.recall import draw_recall, named_by_both

Ints = NDArray[np.intp]
Numbers = NDArray[np.float64]
SEED = 2024
EQUAL = 1e-9


@dataclass(frozen=True)
class Heard:
    """What the interviews of a year say; parties are numbers below `parties`.

    `spoken`: who was interviewed; `who[i]` named `whom[i]`; `both`: a tie counts only when both its
    ends named it.
    """

    spoken: Ints
    who: Ints
    whom: Ints
    parties: int
    both: bool = False

    @cached_property
    def pairs(self) -> Ints:
        """The ties as one number a pair: the lower end times `parties` plus the higher."""
        low, high = np.minimum(self.who, self.whom), np.maximum(self.who, self.whom)
        codes, times = np.unique(low * self.parties + high, return_counts=True)
        return np.asarray(codes[times > 1] if self.both else codes)

    @cached_property
    def ends(self) -> tuple[Ints, Ints]:
        """The lower and the higher end of every tie."""
        low, high = np.divmod(self.pairs, self.parties)
        return low, high

    @cached_property
    def seen(self) -> Ints:
        """The parties that were interviewed or named, in order."""
        return np.unique(np.concatenate([self.spoken, *self.ends]))

    @cached_property
    def degrees(self) -> Ints:
        """The number of ties of every party that was seen."""
        ends = np.bincount(np.concatenate(self.ends), minlength=self.parties)
        return np.asarray(ends[self.seen])

    def among(self, parties: Ints) -> Heard:
        """Only what was said of ties among these parties."""
        kept = np.isin(self.who, parties) & np.isin(self.whom, parties)
        spoken = self.spoken[np.isin(self.spoken, parties)]
        return Heard(spoken, self.who[kept], self.whom[kept], self.parties, self.both)


Measure = Callable[[Heard], float | None]


class Equal(Enum):
    """What is made equal between the years before they are compared.

    In all three whoever names more than the most that anybody named in the other year is cut back
    to that, at random. RECALL: the year with the higher recall is thinned to the recall of the
    other, drawn anew for every exchange. NAMES: to as many names per interview.
    """

    MOST = auto()
    RECALL = auto()
    NAMES = auto()


@dataclass(frozen=True)
class Design:
    """Which interviews are compared, what is made equal, and how many times they are exchanged.

    `panel`: only interviews with parties that were interviewed in both years. A change must show
    under each of `equal`.
    """

    panel: bool
    equal: tuple[Equal, ...]
    times: int


# How many: growth must show in what people said, and with the recall of both years equal.
SIZE = Design(panel=True, equal=(Equal.MOST, Equal.RECALL), times=999)
# Its shape (closed triples, mixing of kinds), from as many names per interview.
SHAPE = Design(panel=False, equal=(Equal.NAMES,), times=99)
# Who stands in the middle follows who is asked: only the same parties, with as many names.
PLACES = Design(panel=True, equal=(Equal.NAMES,), times=199)


@dataclass(frozen=True)
class Tested:
    """One-sided p-values of a rise and of a fall of a measure, and what could have been seen.

    `smallest`: the rise that four of five such pairs of years would have shown, as a share of the
    first value: what chance gives once in twenty times, and 0.84 standard deviation more.
    """

    up: float
    down: float
    smallest: float


class YearPair:
    """The interviews of two years, and the tests on what changed between them."""

    def __init__(self, before: Heard, after: Heard, strata: Ints, seed: object = "") -> None:
        """`strata`: a number for every party; others than the panel are shuffled within it."""
        self.years = (before, after)
        self.strata = strata
        self.panel = np.intersect1d(before.spoken, after.spoken)
        self._seed = seed
        self._drawn: dict[tuple[Design, Equal], list[tuple[Heard, Heard, Heard, Heard]]] = {}
        self._tested: dict[tuple[Design, Hashable], Tested] = {}

    def test(self, design: Design, name: Hashable, measure: Measure) -> Tested:
        """The p-values of a change in `measure`, kept under `name`.

        1 where the measure is not defined, or the design asks a panel that is not there.
        """
        if (design, name) not in self._tested:
            each = [self._compare(design, equal, measure) for equal in design.equal]
            self._tested[design, name] = Tested(
                *(max(getattr(one, part) for one in each) for part in ("up", "down", "smallest"))
            )
        return self._tested[design, name]

    def _compare(self, design: Design, equal: Equal, measure: Measure) -> Tested:
        if design.panel and not len(self.panel):
            return Tested(1.0, 1.0, float("inf"))
        changes = []
        for four in self.drawn(design, equal):
            values = [measure(heard) for heard in four]
            if None in values:
                return Tested(1.0, 1.0, float("inf"))
            changes.append(values)
        first, second, one, other = np.array(changes, dtype=float).T
        seen, chance = second - first, other - one
        up, down = (
            float((1 + np.sum(as_far)) / (len(changes) + 1))
            for as_far in (chance >= seen - EQUAL, chance <= seen + EQUAL)
        )
        smallest = 1.645 * np.std(chance - seen) + 0.84 * np.std(chance)
        base = abs(float(first.mean()))
        return Tested(up, down, float(smallest) / base if base else float("inf"))

    def drawn(self, design: Design, equal: Equal) -> list[tuple[Heard, Heard, Heard, Heard]]:
        """Both years made equal, and the same with interviews exchanged; many times over."""
        if (design, equal) not in self._drawn:
            text = f"{SEED}-{self._seed}-{design.panel}-{equal.name}"
            rng = np.random.default_rng(list(text.encode()))
            most = min(_most(year) for year in self.years)
            capped = [cap(year, most, rng) for year in self.years]
            rates = _rates(capped, self.panel, design, equal, rng)
            if design.panel:
                capped = [_of(year, self.panel) for year in capped]
            self._drawn[design, equal] = [
                self._exchanged(
                    [_thin(year, float(k), rng) for year, k in zip(capped, kept, strict=True)],
                    design.panel,
                    rng,
                )
                for kept in (rates.min(axis=0) / rates).T
            ]
        return self._drawn[design, equal]

    def _exchanged(
        self, years: list[Heard], panel: bool, rng: np.random.Generator
    ) -> tuple[Heard, Heard, Heard, Heard]:
        """Both years, and both with interviews exchanged; with `panel` all are of both years."""
        parties = years[0].parties
        place = np.zeros((2, parties), np.intp)  # where an interview of this year goes
        place[1] = 1
        flip = self.panel[rng.random(len(self.panel)) < 0.5]
        place[:, flip] = place[::-1, flip]
        if not panel:
            once = [np.setdiff1d(year.spoken, self.panel) for year in years]
            others = rng.permutation(np.concatenate(once))
            order = others[np.argsort(self.strata[others], kind="stable")]
            origin = np.isin(order, once[1]).astype(np.intp)
            # Within a stratum as many stay in each year as there were.
            for stratum in np.unique(self.strata[order]):
                mine = self.strata[order] == stratum
                place[:, order[mine]] = np.sort(origin[mine])
        spoken = np.concatenate([year.spoken for year in years])
        to = np.concatenate([place[i, year.spoken] for i, year in enumerate(years)])
        who = np.concatenate([year.who for year in years])
        whom = np.concatenate([year.whom for year in years])
        name_to = np.concatenate([place[i, year.who] for i, year in enumerate(years)])
        mixed = [
            Heard(spoken[to == i], who[name_to == i], whom[name_to == i], parties, years[0].both)
            for i in range(2)
        ]
        return years[0], years[1], mixed[0], mixed[1]


def _rates(
    years: list[Heard], panel: Ints, design: Design, equal: Equal, rng: np.random.Generator
) -> Numbers:
    """How much people named in each year, for every exchange; the year with more is thinned."""
    if equal == Equal.RECALL:
        return np.array([draw_recall(*named_by_both(y), rng, design.times) for y in years])
    if equal == Equal.MOST:
        return np.ones((2, design.times))
    asked = [_of(year, panel) if design.panel else year for year in years]
    each = [max(len(year.who), 1) / max(len(year.spoken), 1) for year in asked]
    return np.repeat(np.array(each)[:, None], design.times, axis=1)


def cap(year: Heard, most: int, rng: np.random.Generator) -> Heard:
    """The same interviews with at most `most` names each, the others left out at random."""
    order = np.lexsort((rng.random(len(year.who)), year.who))
    who, whom = year.who[order], year.whom[order]
    first = np.searchsorted(who, who)
    kept = np.arange(len(who)) - first < most
    return Heard(year.spoken, who[kept], whom[kept], year.parties, year.both)


def _most(year: Heard) -> int:
    return int(np.bincount(year.who, minlength=1).max(initial=0))


def _thin(year: Heard, share: float, rng: np.random.Generator) -> Heard:
    kept = rng.random(len(year.who)) < share
    return Heard(year.spoken, year.who[kept], year.whom[kept], year.parties, year.both)


def _of(year: Heard, parties: Ints) -> Heard:
    """Only the interviews with these parties."""
    kept = np.isin(year.who, parties)
    spoken = np.intersect1d(year.spoken, parties)
    return Heard(spoken, year.who[kept], year.whom[kept], year.parties, year.both)


# Measures that need no graph ---------------------------------------------------------------------


def count_parties(heard: Heard) -> float:
    """The number of parties that were interviewed or named."""
    return float(len(heard.seen))


def count_ties(heard: Heard) -> float:
    """The number of ties."""
    return float(len(heard.pairs))


def mean_degree(heard: Heard) -> float | None:
    """The mean number of ties of a party."""
    return 2 * len(heard.pairs) / len(heard.seen) if len(heard.seen) else None


def degree_variance(heard: Heard) -> float | None:
    """The variance of the number of ties of a party (Snijders 1981)."""
    return float(np.var(heard.degrees)) if len(heard.seen) else None


def transitivity(heard: Heard) -> float | None:
    """Three times the triangles over the connected triples."""
    graph = igraph.Graph(n=heard.parties, edges=np.column_stack(heard.ends))
    closed = graph.transitivity_undirected()
    return None if np.isnan(closed) else float(closed)
