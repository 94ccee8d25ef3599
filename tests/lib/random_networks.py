"""Networks that chance makes, for what must hold of every network."""

from __future__ import annotations

import random

import pandas as pd

YEARS = [2019, 2020, 2021]


def network(count: int, pairs: int, seed: int = 1) -> tuple[pd.DataFrame, pd.DataFrame]:
    """A core with skewed degrees, a pair, a chain of three, and four actors without ties."""
    draw = random.Random(seed)
    ids = [f"partij-{number:03d}" for number in range(count)]
    core = ids[:-9]
    weights = [1 / (1 + place) ** 0.7 for place in range(len(core))]
    links = set()
    # Everybody hangs on somebody before: one component.
    for place, actor in enumerate(core[1:], start=1):
        links.add((draw.choices(core[:place], weights[:place])[0], actor))
    while len(links) < pairs:
        one, two = sorted(draw.choices(core, weights, k=2))
        if one != two:
            links.add((one, two))
    loose = ids[-9:]
    links |= {(loose[0], loose[1]), (loose[2], loose[3]), (loose[3], loose[4])}
    rows = [(year, *pair) for pair in sorted(links) for year in YEARS if draw.random() < 0.7]
    actors = pd.DataFrame([(year, a) for year in YEARS for a in ids], columns=["year", "actor"])
    return actors, pd.DataFrame(rows, columns=["year", "actor_a", "actor_b"])
