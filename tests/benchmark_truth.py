"""How often a change is found, in networks of which the truth is known.

Run by hand; it prints the tables and writes them into docs/bewijs.md, between its marks:
`.uv/bin/uv run python tests/benchmark_truth.py`. A number behind it is the number of networks per
structure (24 when it is left out: some hours on one core).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from pathlib import Path
from statistics import NormalDist

sys.path[:0] = [str(Path(__file__).parent / "lib"), str(Path(__file__).parents[1] / "scripts")]

import numpy as np  # noqa: E402
from numpy.typing import NDArray  # noqa: E402
from simulated_interviews import CHANGED, STRUCTURES, UNCHANGED, Case, simulate  # noqa: E402

from veerkracht.claims.changes import moved, stayers_tie_more, stronger, up  # noqa: E402
from veerkracht.network.evidence import LEVEL, Change, Evidence  # noqa: E402
from veerkracht.network.outcome import Outcome  # noqa: E402

SEEDS = 24
PAGE = Path(__file__).parents[1] / "docs/bewijs.md"
# Every claim: its column in the tables.
CLAIMS: dict[str, Change] = {
    "partijen": up("actors"),
    "verbindingen": up("ties"),
    "informele partijen en verbindingen": up("initiatives_informal", "ties"),
    "groter": stronger("groot"),
    "verbindingen per partij": up("mean_degree"),
    "blijvers werken meer samen": stayers_tie_more,
    "transitiviteit": up("transitivity"),
    "minder spreiding van verbindingen": moved([], lower=["degree_variance"]),
    "meer tussen formeel en informeel": up("ei_index"),
}
Counts = dict[tuple[str, str], dict[str, int]]


def outcomes(structure: str, case: Case, seed: int) -> dict[str, Outcome]:
    """The outcome of each claim in the interviews of one simulated network, without its draws."""
    evidence = Evidence(*simulate(structure, case, seed), draws=1)
    return {name: evidence.judge(0, 1, change).outcome for name, change in CLAIMS.items()}


def count_held(cases: Mapping[str, Case], seeds: int) -> Counts:
    """For each case and structure: in how many networks each claim holds."""
    counts: Counts = {}
    for name, case in cases.items():
        for structure in STRUCTURES:
            runs = [outcomes(structure, case, seed) for seed in range(seeds)]
            counts[name, structure] = {
                claim: sum(run[claim] == Outcome.HOLDS for run in runs) for claim in CLAIMS
            }
            print(name, structure, counts[name, structure], file=sys.stderr, flush=True)
    return counts


def as_table(counts: Counts, first: str, seeds: int) -> str:
    """A table in Markdown: all structures together with the 95 % interval, and the range."""
    lines = [f"| {first} | {' | '.join(CLAIMS)} |", f"|{'---|' * (len(CLAIMS) + 1)}"]
    for name in dict.fromkeys(name for name, _ in counts):
        cells = []
        for claim in CLAIMS:
            each = [counts[name, structure][claim] for structure in STRUCTURES]
            total, runs = sum(each), seeds * len(each)
            low, high = (round(100 * end) for end in interval(total, runs))
            worst = f"{round(100 * min(each) / seeds)}–{round(100 * max(each) / seeds)}"
            cells.append(f"{round(100 * total / runs)} ({low}–{high}); {worst}")
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def interval(hits: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927)."""
    z = NormalDist().inv_cdf(0.975)
    middle = (hits + z**2 / 2) / (of + z**2)
    half = z / (of + z**2) * (hits * (of - hits) / of + z**2 / 4) ** 0.5
    return middle - half, middle + half


def put_in_page(page: str, mark: str, table: str) -> str:
    """The page with the table between the marks of that name."""
    start, end = f"<!-- {mark} -->\n", f"\n<!-- /{mark} -->"
    return re.sub(
        f"{start}.*?{end}", lambda _: f"{start}{table}{end}", page, count=1, flags=re.DOTALL
    )


def best_possible(draws: int = 100_000) -> float:
    """The highest power that any test can have for +40 % at a recall of 80 %, at the limit.

    Names that grow by 30 % are a network that grew, or a recall that did. Only ties of which both
    ends were interviewed tell these apart: counts of those that both and that one named. For two
    simple hypotheses no test is better than their likelihood ratio (Neyman & Pearson 1933), and
    none has more power against all recalls than against the one that looks most like growth.
    """
    growth = 1.3
    between = [tied * 40 * 39 / (n * (n - 1)) for tied, n in ((450, 150), (630, 180))]
    rng = np.random.default_rng(1)

    def expected(recall: float, ties: float) -> NDArray[np.float64]:
        return ties * np.array([recall**2, 2 * recall * (1 - recall)])

    true = np.concatenate([expected(0.8, ties) for ties in between])
    power = []
    for recall in np.arange(0.60, 0.75, 0.01):
        null = np.concatenate([expected(r, between[0]) for r in (recall, growth * recall)])
        ratio = np.log(true / null)
        limit = np.quantile(rng.poisson(null, (draws, 4)) @ ratio, 1 - LEVEL)
        power.append(float(np.mean(rng.poisson(true, (draws, 4)) @ ratio > limit)))
    return min(power)


def main(seeds: int) -> None:
    """Print both tables and put them in the page, with the number of networks."""
    page = PAGE.read_text("utf-8")
    for mark, cases, first in (
        ("onveranderd", UNCHANGED, "wat er veranderde aan het vragen"),
        ("veranderd", CHANGED, "wat er echt veranderde"),
    ):
        table = as_table(count_held(cases, seeds), first, seeds)
        print(table, "\n")
        page = put_in_page(page, mark, table)
    page = put_in_page(page, "aantal", f"{seeds} netwerken per structuur, grens {LEVEL}.")
    page = put_in_page(page, "grens", f"Ten hoogste {best_possible():.0%}.".replace("%", " %"))
    PAGE.write_text(page, "utf-8")


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else SEEDS)
