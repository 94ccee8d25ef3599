"""How often a change is found, in networks of which the truth is known.

Run by hand, about a quarter of an hour on one core: `.uv/bin/uv run python tests/benchmark_truth.py`
prints the tables and writes them into docs/bewijs.md, between its marks; a number behind it is the
number of networks per structure (100 when it is left out).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from pathlib import Path
from statistics import NormalDist

sys.path[:0] = [str(Path(__file__).parent / "lib"), str(Path(__file__).parents[1] / "scripts")]

import numpy as np
from simulated_interviews import CHANGED, STRUCTURES, UNCHANGED, Case, simulate

from veerkracht.network.exchange import (
    CONCENTRATION,
    SHAPE,
    SIZE,
    Design,
    Equal,
    exchange,
)
from veerkracht.network.recall import named_by_both, recall_rose

LEVEL = 0.05
SEEDS = 100
PAGE = Path(__file__).parents[1] / "docs/bewijs.md"
# Every claim: its column in the tables.
UNTREATED = "zonder gelijke behandeling: verbindingen"
CLAIMS = (
    "partijen",
    "verbindingen",
    "informele partijen en verbindingen",
    "verbindingen per partij",
    "onder blijvers",
    "transitiviteit",
    "minder geconcentreerd",
    UNTREATED,
    "geheugen beter",
)


def claims_that_hold(structure: str, case: Case, seed: int) -> dict[str, bool]:
    """Which claims hold in the interviews of one simulated network."""
    before, after, informal = simulate(structure, case, seed)
    rng = np.random.default_rng(seed)
    stayers = before.seen & after.seen

    def tested(design: Design) -> dict[str, bool]:
        found = exchange(before, after, design, rng, kinds=informal)
        held = {name: item.up <= LEVEL for name, item in found.items()}
        return held | {"less concentrated": found["concentration"].down <= LEVEL}

    size, shape = tested(SIZE), tested(SHAPE)
    among = exchange(before, after, SIZE, rng, kinds=informal, among=stayers)
    reports = [named_by_both(year.heard, year.interviewed) for year in (before, after)]
    held = (
        size["actors"],
        size["ties"],
        size["initiatives_informal"] and size["ties"],
        size["mean_degree"],
        among["ties"].up <= LEVEL,
        shape["transitivity"],
        tested(CONCENTRATION)["less concentrated"],
        tested(Design(panel=False, equal=Equal.NOTHING))["ties"],
        recall_rose(reports[0], reports[1], rng) <= LEVEL,
    )
    return dict(zip(CLAIMS, held, strict=True))


def shares(cases: Mapping[str, Case], seeds: int) -> dict[tuple[str, str], dict[str, int]]:
    """For each case and structure: in how many networks each claim holds."""
    counts = {}
    for name, case in cases.items():
        for structure in STRUCTURES:
            runs = [claims_that_hold(structure, case, seed) for seed in range(seeds)]
            counts[name, structure] = {claim: sum(run[claim] for run in runs) for claim in CLAIMS}
            print(name, structure, counts[name, structure], file=sys.stderr, flush=True)
    return counts


def as_table(counts: dict[tuple[str, str], dict[str, int]], first: str, seeds: int) -> str:
    """A table in Markdown: of all structures together with its 95 % interval, and the range."""
    lines = [f"| {first} | {' | '.join(CLAIMS)} |", f"|{'---|' * (len(CLAIMS) + 1)}"]
    for name in dict.fromkeys(name for name, _ in counts):
        cells = []
        for claim in CLAIMS:
            each = [counts[name, structure][claim] for structure in STRUCTURES]
            total = sum(each)
            low, high = (round(100 * end) for end in interval(total, seeds * len(each)))
            share = round(100 * total / seeds / len(each))
            worst = f"{round(100 * min(each) / seeds)}-{round(100 * max(each) / seeds)}"
            cells.append(f"{share} ({low}-{high}); {worst}")
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def interval(hits: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927)."""
    z = NormalDist().inv_cdf(0.975)
    middle = (hits + z**2 / 2) / (of + z**2)
    half = z / (of + z**2) * (hits * (of - hits) / of + z**2 / 4) ** 0.5
    return middle - half, middle + half


def main(seeds: int) -> None:
    """Print both tables and put them in the page."""
    page = PAGE.read_text("utf-8")
    for mark, cases, first in (
        ("onveranderd", UNCHANGED, "wat er veranderde aan het vragen"),
        ("veranderd", CHANGED, "wat er echt veranderde"),
    ):
        table = as_table(shares(cases, seeds), first, seeds)
        print(table, "\n")
        pattern = rf"(<!-- {mark} -->\n).*?(\n<!-- /{mark} -->)"
        page = re.sub(
            pattern, lambda match, table=table: match[1] + table + match[2], page, flags=re.S
        )
    PAGE.write_text(page, "utf-8")


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else SEEDS)
