"""What the data allow to say of a change: is it there, is it more than chance, is it the asking.

A network that does not change seems to grow when more people are interviewed, or when they name
more: every interview adds the parties that it names. So a change that was seen `houdt` only when it
is more than chance once how people were asked is made equal (chance.py). Short of that it points
that way when it shows on the panel, the parties that were interviewed in both years, in three of
four draws of as many interviews that say as much, and more than in three of four exchanges of that
test. The panel alone would see a limit on names that nobody wrote down, or a better memory, as
growth. Where it is known that people were asked in another way, only what is more than chance
counts (asked.py). In all of these what no interview named is left out. The draws take half of the
smaller number: then their spread is that of the sample itself (delete-half jackknife, Shao & Wu
1989), also when both years have as many interviews.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from veerkracht import dutch
from veerkracht.network.asked import Difference, Question, difference
from veerkracht.network.chance import Chance
from veerkracht.network.exchange import EQUAL
from veerkracht.network.heard import count_parties
from veerkracht.network.influence import influential_line
from veerkracht.network.outcome import Outcome
from veerkracht.network.recall import draw_recall, named_by_both
from veerkracht.network.resample import Resamples
from veerkracht.network.retest import recall_chance
from veerkracht.network.strata import alike, allot, shared
from veerkracht.network.year import Snapshot, Year

DRAWS = 200
# A change holds below this p-value; it points that way from this share of the draws, and of the
# exchanges that show less of it.
LEVEL = 0.05
SHARE = 0.75
# A state of one year holds when other interviews would show it too, with this certainty.
SURE = 0.9
# The fewest interviews to say anything.
FEWEST = 8
SEED = 2024
# How many ties the networks that were drawn may have together: some 1 GB.
MOST_HELD = 2_000_000


Holds = Callable[[Snapshot, Snapshot], bool | None]


@dataclass(frozen=True)
class Change:
    """What a claim says of two networks.

    `holds`: whether the second has it (None when that is not defined); `chance`: the p-value of so
    much of it without any change.
    """

    holds: Holds
    chance: Callable[[Chance], float]

    def __call__(self, before: Snapshot, after: Snapshot) -> bool | None:
        """Whether the second network has it."""
        return self.holds(before, after)


@dataclass(frozen=True)
class Verdict:
    """The outcome of a claim on a change, with the evidence for it.

    `chance`: the p-value of the change; 1 for one that was not seen, or not on the panel. `share`:
    of the draws in which it holds, out of `draws`; the lower of those with as many interviews and
    with as much coverage. `weaker`: the outcome if it may not hold. `asked`: what differed in the
    asking, in Dutch. None when it is not to be known.
    """

    outcome: Outcome
    observed: bool | None
    panel: bool | None
    chance: float | None
    share: float | None
    weaker: Outcome | None
    draws: int
    interviews: tuple[int, int]
    panel_size: int
    asked: str = ""


Kept = TypeVar("Kept")


class Held:
    """What takes long to make, kept until that is too much: then what was longest unused goes."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: dict[Hashable, tuple[int, Any]] = {}

    def get(self, key: Hashable, size: int, make: Callable[[], Kept]) -> Kept:
        """What is kept under `key`, or made now; `size` is how many ties it holds."""
        found: Kept = self._kept.pop(key)[1] if key in self._kept else make()
        self._kept[key] = (size, found)
        while len(self._kept) > 1 and sum(held for held, _ in self._kept.values()) > self._most:
            del self._kept[next(iter(self._kept))]
        return found


class Evidence:
    """The years of one wijk, and the verdicts on changes between them."""

    def __init__(
        self,
        actors: pd.DataFrame,
        ties: pd.DataFrame,
        rule: str = "union",
        draws: int = DRAWS,
        questions: Mapping[int, Question] | None = None,
    ) -> None:
        """`questions`: year -> how was asked, of the years of which that is known."""
        self._questions = questions or {}
        years = sorted(int(year) for year in actors["year"].unique())
        self.years = {year: Year(actors, ties, year, rule) for year in years}
        self.draws = draws
        self.rule = rule
        self._tables = (actors, ties)
        self._held = Held(MOST_HELD)
        self._panels: dict[tuple[int, int], tuple[Snapshot, Snapshot, int]] = {}
        self._differences: dict[tuple[int, int], Difference] = {}
        self._resamples: dict[int, Resamples] = {}

    def of(self, year: int) -> Year:
        """The data of a year, without a single actor when there are none."""
        return self.years.get(year) or Year(*self._tables, year, self.rule)

    @cached_property
    def influential_line(self) -> float | None:
        """From which weighted degree an actor of any year is influential."""
        return influential_line(self.of(min(self.years)).observed.graph) if self.years else None

    def drawn(self, year: int, size: int, other: int) -> list[Snapshot]:
        """The networks of `draws` random choices of `size` interviews; the same in every run.

        They are of the kinds of parties that were also interviewed in the year `other` (strata.py),
        and name no larger share of their ties than was named there.
        """

        def draw() -> list[Snapshot]:
            data, (start, end) = self.of(year), sorted((year, other))
            shares = self._kept(start, end)[int(year == end)]
            drawn = []
            for share, (chosen, choice) in zip(
                shares, self._chosen(year, size, other), strict=True
            ):
                said = data.said_less(float(share), choice)
                drawn.append(data.seen_by(chosen, listed=False, ties=said))
            return drawn

        return self._held.get((year, size, other), self.draws * len(self.of(year).ties), draw)

    def _chosen(self, year: int, size: int, other: int) -> Iterator[tuple[set[str], random.Random]]:
        """The interviews of every draw, and the generator that chose them."""
        start, end = sorted((year, other))
        groups = alike(self.of(start), self.of(end), self.effort(start, end))
        counts, mine = allot(size, shared(*groups)), groups[year == end]
        for number in range(self.draws):
            # A text as seed: the same numbers in every version of Python and every process.
            choice = random.Random(f"{SEED}-{year}-{size}-{other}-{number}")
            yield {p for group, n in counts.items() for p in choice.sample(mine[group], n)}, choice

    def _kept(self, start: int, end: int) -> NDArray[np.float64]:
        """The share of what people named that makes the recall of two years alike: (years, draws).

        As in the tests on sizes (exchange.py). Recall is not known where no two interviewed parties
        are tied: then all stays.
        """
        ties = [named_by_both(self.of(year).own) for year in (start, end)]
        if not all(map(sum, ties)):
            return np.ones((2, self.draws))
        rng = np.random.default_rng(list(f"{SEED}-{start}-{end}".encode()))
        rates = np.array([draw_recall(*pair, rng, self.draws) for pair in ties])
        return np.asarray(rates.min(axis=0) / rates)

    def pairs(self, start: int, end: int, one: int, other: int) -> list[tuple[Snapshot, Snapshot]]:
        """The draws of two years beside each other, of so many interviews each."""
        return list(zip(self.drawn(start, one, end), self.drawn(end, other, start), strict=True))

    def panel(self, start: int, end: int) -> tuple[Snapshot, Snapshot, int]:
        """Both years as the parties show them that were interviewed in both, and how many."""
        key = (start, end)
        if key not in self._panels:
            a, b = self.of(start), self.of(end)
            both = set(a.interviewed) & set(b.interviewed)
            seen = [year.seen_by(both, listed=False) for year in (a, b)]
            self._panels[key] = (seen[0], seen[1], len(both))
        return self._panels[key]

    def effort(self, start: int, end: int) -> int:
        """The number of interviews that the draws of a pair of years take."""
        return min(len(self.of(year).interviewed) for year in (start, end)) // 2

    def efforts(self, start: int, end: int) -> list[tuple[int, int]]:
        """The numbers of interviews that the draws take: as many, and with as much coverage."""
        size = self.effort(start, end)
        years = (self.of(start), self.of(end))
        least = min(year.coverage(size) or 0.0 for year in years)
        one, other = (
            max((n for n in range(1, size + 1) if (year.coverage(n) or 0.0) <= least), default=1)
            for year in years
        )
        return [(size, size), (one, other)]

    def chance(self, start: int, end: int) -> Chance:
        """The tests on what changed between two years."""

        def chance() -> Chance:
            caps = [one.cap for one in self._asked(start, end) if one.cap is not None]
            return Chance(self.of(start), self.of(end), min(caps, default=None))

        size = sum(len(self.of(year).ties) for year in (start, end))
        return self._held.get((start, end), self.draws * size, chance)

    def _asked(self, *years: int) -> list[Question]:
        return [self._questions.get(year, Question()) for year in years]

    def difference(self, start: int, end: int) -> Difference:
        """What differed in the asking of two years; how much people name only on a panel."""
        key = (start, end)
        if key not in self._differences:
            size = self.panel(start, end)[2]
            other = size >= FEWEST and recall_chance(self.chance(start, end).pair) <= LEVEL
            before, after = self._asked(start, end)
            self._differences[key] = difference(before, after, other)
        return self._differences[key]

    def judge(self, start: int, end: int, change: Change) -> Verdict:
        """The verdict on a change between two years."""
        a, b = self.of(start), self.of(end)
        counts = (len(a.interviewed), len(b.interviewed))
        observed = change(a.observed, b.observed)
        before, after, size = self.panel(start, end)
        if observed is None or min(counts) < FEWEST:
            return Verdict(Outcome.UNKNOWN, observed, None, None, None, None, 0, counts, size)
        panel = change(before, after) if size >= FEWEST else None
        share = self._share(start, end, change)
        chance = change.chance(self.chance(start, end)) if observed and panel else 1.0
        asked = self.difference(start, end) if observed else Difference()
        # Just too much by chance to hold: what is left of a claim that is corrected for others.
        weak = max(chance, LEVEL + EQUAL)
        outcome, weaker = (firmness(observed, panel, p, share, asked) for p in (chance, weak))
        seen = (observed, panel, chance, share, weaker)
        return Verdict(outcome, *seen, self.draws, counts, size, asked.told)

    def _share(self, start: int, end: int, change: Change) -> float:
        """The share of the draws in which a change holds, the lower of both kinds of effort."""
        share = 1.0
        for one, other in dict.fromkeys(self.efforts(start, end)):
            # What falls short with as many interviews need not be drawn again.
            if share >= SHARE:
                pairs = self.pairs(start, end, one, other)
                share = min(share, sum(bool(change(x, y)) for x, y in pairs) / self.draws)
        return share

    def interval(self, start: int, end: int, metric: str) -> tuple[float, float] | None:
        """The middle 90 % of the change of a measure over the draws at equal effort."""
        effort = self.effort(start, end)
        if effort * 2 < FEWEST:
            return None
        pairs = self.pairs(start, end, effort, effort)
        values = [(x[metric], y[metric]) for x, y in pairs]
        changes = [y - x for x, y in values if x is not None and y is not None]
        return _ninety(changes) if len(changes) >= self.draws / 2 else None

    def at_equal_names(self, start: int, end: int) -> tuple[float, float] | None:
        """The middle 90 % of the change in parties had as many names been given in both years too.

        A lower bound of growth (rarefaction, Sanders 1968, Hurlbert 1971): in a larger network
        people have more to name, and that is taken away as well.
        """
        size = self.effort(start, end)
        if size * 2 < FEWEST:
            return None
        rng = np.random.default_rng(list(f"{SEED}-{start}-{end}-names".encode()))
        changes = []
        for drawn in zip(
            self._chosen(start, size, end), self._chosen(end, size, start), strict=True
        ):
            said = [
                data.own.said_by(data.places(chosen))
                for data, (chosen, _) in zip((self.of(start), self.of(end)), drawn, strict=True)
            ]
            fewest = min(len(heard.who) for heard in said)
            first, second = (h.thinned(fewest / max(len(h.who), 1), rng) for h in said)
            changes.append(count_parties(second) - count_parties(first))
        return _ninety(changes)

    def standard_error(self, year: int, metric: str) -> float | None:
        """The standard error of a measure of a year."""
        return self.jackknife(year, lambda snapshot: snapshot[metric])

    def jackknife(self, year: int, value: Callable[[Snapshot], float | None]) -> float | None:
        """The standard error of a value of a year over its interviews (Snijders & Borgatti 1999).

        sqrt((n-1)/n × sum of squared differences of the values without one interview). None with
        too few interviews, or when it is not known without one of them.
        """
        n = len(self.of(year).interviewed)
        if n < FEWEST:
            return None
        every = [value(snapshot) for snapshot in self._without_one(year)]
        values = [one for one in every if one is not None]
        if len(values) < n:
            return None
        mean = sum(values) / n
        return float(((n - 1) / n * sum((one - mean) ** 2 for one in values)) ** 0.5)

    def resamples(self, year: int) -> Resamples:
        """The networks that other choices of interviews would have shown in a year."""
        if year not in self._resamples:
            self._resamples[year] = Resamples(self.of(year), self.draws)
        return self._resamples[year]

    def _without_one(self, year: int) -> list[Snapshot]:
        data = self.of(year)
        everyone = set(data.interviewed)
        size = len(everyone) * len(data.ties)
        return self._held.get(
            (year,), size, lambda: [data.seen_by(everyone - {one}) for one in data.interviewed]
        )


def _ninety(changes: list[float]) -> tuple[float, float]:
    """The ends of the middle 90 % of changes."""
    ordered = sorted(changes)
    return ordered[int(0.05 * len(ordered))], ordered[int(0.95 * len(ordered)) - 1]


def firmness(
    observed: bool,
    panel: bool | None,
    chance: float,
    share: float,
    asked: Difference = Difference(),  # noqa: B008 - it is frozen
) -> Outcome:
    """The outcome of a change, by what each way of looking gives.

    `asked`: what differed in the asking. Panel and draws then show that as well as a change, so
    they count no longer; and what the test cannot make equal leaves a doubt that nothing takes
    away. Nor do they say anything of a change that is as likely by chance once how people were
    asked is made equal: nobody may know that it differed.
    """
    if not observed:
        return Outcome.FAILS
    if panel and chance <= LEVEL:
        return Outcome.HOLDS if asked.answered else Outcome.POINTS
    if asked or not panel or share < SHARE or chance > 1 - SHARE:
        return Outcome.UNSHOWN
    return Outcome.POINTS


def describe(verdict: Verdict, start: int, end: int) -> str:
    """The evidence for a verdict in one Dutch line."""
    words: dict[Any, str] = {True: "ja", False: "nee", None: dutch.UNDETERMINED}
    parts = [
        f"{start}: {verdict.interviews[0]} gesprekken, {end}: {verdict.interviews[1]}",
        f"waargenomen: {words[verdict.observed]}",
        f"panel van {verdict.panel_size}: {words[verdict.panel]}",
    ]
    if verdict.chance is not None:
        parts.append(f"kans zonder verandering: {dutch.number(verdict.chance, 3)}")
    if verdict.share is not None:
        percent = f"{verdict.share * 100:.1f}".replace(".", ",")
        parts.append(f"bij evenveel vragen: in {percent} % van {verdict.draws} trekkingen")
    if verdict.asked:
        parts.append(f"anders gevraagd: {verdict.asked}")
    return "; ".join(parts)
