"""Other ways to test a change than exchanging interviews, to compare it with.

Every one takes interviews, not parties, as what could have come out otherwise.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from simulated_interviews import CHANGED, UNCHANGED

from veerkracht.network import heard as quick
from veerkracht.network.evidence import LEVEL, Evidence
from veerkracht.network.heard import Heard

DRAWS = 100
LIMIT = 1.645  # of a normal distribution, at LEVEL
DESIGNS = ("jackknife zonder een vijfde", "bootstrap", "halve trekkingen", "wisselen")
# Only what can be counted without a graph; the last is to fall.
MEASURES: dict[str, tuple[str, Callable[[Heard], float | None], int]] = {
    "verbindingen": ("ties", quick.count_ties, 1),
    "verbindingen per partij": ("mean_degree", quick.mean_degree, 1),
    "transitiviteit": ("transitivity", quick.transitivity, 1),
    "spreiding": ("degree_variance", lambda heard: float(np.var(heard.degrees)), -1),
}
COMPARED = {
    name: (UNCHANGED | CHANGED)[name]
    for name in (
        "niets, geheugen 80 %",
        "meer gesprekken (25, dan 60)",
        "beter geheugen (40, dan 60 %)",
        "moeheid (80, dan 60 %)",
        "+40 % verbindingen",
        "transitiviteit naar 0,35",
        "vier hubs verliezen alles",
    )
}


def shown_by(evidence: Evidence, seed: int) -> dict[str, dict[str, bool]]:
    """For every measure: which designs say that it moved, at LEVEL and one-sided."""
    chance = evidence.chance(0, 1)
    rng = np.random.default_rng(seed)
    found = {}
    for label, (metric, measure, sign) in MEASURES.items():

        def values(size: float, again: bool, measure: Callable = measure) -> list[np.ndarray]:
            """The measure of each year, over draws of a share of its interviews."""
            drawn = []
            for year in chance.pair.years:
                count = round(size * len(year.spoken))
                some = (rng.choice(year.spoken, count, replace=again) for _ in range(DRAWS))
                each = [measure(year.said_by(np.unique(people))) for people in some]
                drawn.append(np.array([0.0 if value is None else value for value in each]))
            return drawn

        first, second = (measure(year) or 0.0 for year in chance.pair.years)
        change = sign * (second - first)
        # Delete-d jackknife (Shao & Wu 1989): four fifths stay, so the spread is twice as large.
        jackknife = 2 * float(np.sqrt(sum(np.var(year) for year in values(0.8, again=False))))
        # Resampled interviews (Snijders & Borgatti 1999); one drawn twice says nothing new.
        bootstrap = float(np.sqrt(sum(np.var(year) for year in values(1.0, again=True))))
        before, after = values(0.5, again=False)
        test = chance.rise(metric) if sign > 0 else chance.fall(metric)
        judged = (
            change > LIMIT * jackknife,
            change > LIMIT * bootstrap,
            float(np.mean(sign * (after - before) > 0)) >= 1 - LEVEL,
            test <= LEVEL,
        )
        found[label] = dict(zip(DESIGNS, map(bool, judged), strict=True))
    return found
