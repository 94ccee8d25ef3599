"""The parties that were interviewed in both of two years: what they name again, and how much."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from veerkracht.network.exchange import Design, Equal, YearPair
from veerkracht.network.heard import Heard
from veerkracht.network.recall import named_by_both, recall

# Only the same parties, with nothing more made equal than the most that anybody named.
PANEL = Design(panel=True, equal=(Equal.MOST,), times=199)
TIMES = 999
RESAMPLES = 9999
SEED = 2024


@dataclass(frozen=True)
class Retest:
    """Of two years and the parties of both; None without them.

    `before`, `after`: names per interview; `chance`: the p-value of their difference (two-sided,
    years exchanged by party). `mentioned`: names in the first year, of which `again` in the second;
    `low`, `high`: the 95 % interval of that share (bootstrap over parties).
    """

    parties: int
    before: float | None
    after: float | None
    chance: float | None
    mentioned: int
    again: int
    low: float | None
    high: float | None

    @property
    def share(self) -> float | None:
        """The share of the names that were mentioned again."""
        return self.again / self.mentioned if self.mentioned else None


def retest(pair: YearPair) -> Retest:
    """What the parties of both years named in each; the same in every run."""
    count = len(pair.panel)
    if not count:
        return Retest(0, None, None, None, 0, 0, None, None)
    said = [_names(year) for year in pair.years]
    sizes = np.array([[len(year.get(p, ())) for p in pair.panel] for year in said], float)
    again = np.array([len(said[0].get(p, set()) & said[1].get(p, set())) for p in pair.panel])
    rng = np.random.default_rng(SEED)
    change = sizes[1] - sizes[0]
    flips = rng.choice((-1.0, 1.0), (TIMES, count))
    as_far = np.abs(flips @ change) >= abs(change.sum()) - 1e-9
    low, high = _interval(sizes[0], again, rng)
    means = (float(sizes[0].mean()), float(sizes[1].mean()))
    chance = float((1 + as_far.sum()) / (TIMES + 1))
    return Retest(count, *means, chance, int(sizes[0].sum()), int(again.sum()), low, high)


def recall_chance(pair: YearPair) -> float:
    """The p-value, two-sided, of a change in the recall of the parties of both years.

    1 when it cannot be known.
    """
    tested = pair.test(PANEL, "recall", lambda heard: recall(*named_by_both(heard)))
    return min(1.0, 2 * min(tested.up, tested.down))


def _names(year: Heard) -> dict[int, set[int]]:
    said: dict[int, set[int]] = {}
    for who, whom in zip(year.who.tolist(), year.whom.tolist(), strict=True):
        said.setdefault(who, set()).add(whom)
    return said


def _interval(
    mentioned: NDArray[np.float64], again: NDArray[np.intp], rng: np.random.Generator
) -> tuple[float | None, float | None]:
    """The middle 95 % of the share over draws of as many parties; None when nobody named any."""
    drawn = rng.integers(len(mentioned), size=(RESAMPLES, len(mentioned)))
    totals = mentioned[drawn].sum(axis=1)
    shares = again[drawn].sum(axis=1)[totals > 0] / totals[totals > 0]
    if not len(shares):
        return None, None
    low, high = np.quantile(shares, (0.025, 0.975))
    return float(low), float(high)
