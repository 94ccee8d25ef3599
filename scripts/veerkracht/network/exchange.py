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

import numpy as np
from numpy.typing import NDArray

from veerkracht.network.heard import Heard, Ints
from veerkracht.network.recall import draw_recall, named_by_both

Numbers = NDArray[np.float64]
SEED = 2024
EQUAL = 1e-9


Measure = Callable[[Heard], float | None]
Difference = Callable[[Heard, Heard], float | None]


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
# The same of some parties, who reach a line of influence or have a share of the ties; fewer times,
# for it takes long. Recall counts for a share too: when all others name more, who forgets has less.
PARTIES = Design(panel=True, equal=(Equal.MOST, Equal.RECALL), times=199)
# Its shape (closed triples, mixing of kinds), from as many names per interview.
SHAPE = Design(panel=False, equal=(Equal.NAMES,), times=99)
# Who stands in the middle follows who is asked: only the same parties, with as many names.
PLACES = Design(panel=True, equal=(Equal.NAMES,), times=199)


@dataclass(frozen=True)
class Tested:
    """One-sided p-values of a rise and of a fall of a measure, and what could have been seen.

    `smallest`: the rise that four of five such pairs of years would have shown, as a share of the
    first value: what chance gives once in twenty times, and 0.84 standard deviation more. Infinite
    where there is no such value.
    """

    up: float
    down: float
    smallest: float


class YearPair:
    """The interviews of two years, and the tests on what changed between them."""

    def __init__(
        self,
        before: Heard,
        after: Heard,
        strata: Ints,
        seed: object = "",
        cap: int | None = None,
    ) -> None:
        """`strata`: a number for every party; others than the panel are shuffled within it.

        `cap`: the most names that one could give in one of the years, if there was such a limit.
        """
        self._cap = cap
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

        # A year of which nothing is left out is the same in every exchange. The draws are kept, so
        # that what is known under an address is of the same interviews.
        known: dict[int, float | None] = {}

        def value(heard: Heard) -> float | None:
            if id(heard) not in known:
                known[id(heard)] = measure(heard)
            return known[id(heard)]

        def change(before: Heard, after: Heard) -> float | None:
            first, second = value(before), value(after)
            return None if first is None or second is None else second - first

        return self._strictest(design, name, change, value)

    def test_difference(self, design: Design, name: Hashable, difference: Difference) -> Tested:
        """The same for what is only there between two years: a `difference` above or below zero."""
        return self._strictest(design, name, difference, None)

    def _strictest(
        self, design: Design, name: Hashable, difference: Difference, base: Measure | None
    ) -> Tested:
        if (design, name) not in self._tested:
            each = [self._compare(design, equal, difference, base) for equal in design.equal]
            self._tested[design, name] = Tested(
                *(max(getattr(one, part) for one in each) for part in ("up", "down", "smallest"))
            )
        return self._tested[design, name]

    def _compare(
        self, design: Design, equal: Equal, difference: Difference, base: Measure | None = None
    ) -> Tested:
        """The test with one thing made equal; `base`: what the smallest rise is a share of."""
        if design.panel and not len(self.panel):
            return Tested(1.0, 1.0, float("inf"))
        drawn = self.drawn(design, equal)
        pairs = [(difference(*four[:2]), difference(*four[2:])) for four in drawn]
        if any(None in pair for pair in pairs):
            return Tested(1.0, 1.0, float("inf"))
        seen, chance = np.array(pairs, dtype=float).T
        # Relative: a difference in cubed shares is small itself.
        equal_to = EQUAL * float(np.abs(chance).max())
        up, down = (
            float((1 + np.sum(as_far)) / (len(pairs) + 1))
            for as_far in (chance >= seen - equal_to, chance <= seen + equal_to)
        )
        smallest = 1.645 * np.std(chance - seen) + 0.84 * np.std(chance)
        first = abs(float(np.mean([base(four[0]) for four in drawn]))) if base else 0.0
        return Tested(up, down, float(smallest) / first if first else float("inf"))

    def drawn(self, design: Design, equal: Equal) -> list[tuple[Heard, Heard, Heard, Heard]]:
        """Both years made equal, and the same with interviews exchanged; many times over."""
        if (design, equal) not in self._drawn:
            text = f"{SEED}-{self._seed}-{design.panel}-{equal.name}"
            rng = np.random.default_rng(list(text.encode()))
            most = min(year.most for year in self.years)
            most = most if self._cap is None else min(most, self._cap)
            capped = [year.capped(most, rng) for year in self.years]
            rates = _rates(capped, self.panel, design, equal, rng)
            if design.panel:
                capped = [year.said_by(self.panel) for year in capped]
            self._drawn[design, equal] = [
                self._exchanged(
                    [year.thinned(float(k), rng) for year, k in zip(capped, kept, strict=True)],
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
    asked = [year.said_by(panel) if design.panel else year for year in years]
    each = [max(len(year.who), 1) / max(len(year.spoken), 1) for year in asked]
    return np.repeat(np.array(each)[:, None], design.times, axis=1)
