"""How often a change is found, in networks of which the truth is known.

Run by hand; it prints the tables and writes them into docs/bewijs.md, between its marks:
`.uv/bin/uv run python tests/benchmark_truth.py` (an hour on one core). What was run is kept in
tests/output/benchmark_truth.jsonl: who stops it loses nothing, and who changes what it tests throws
that file away first. One part alone: `--ontwerpen`, the comparison of ways to test; `--kleinste`,
the check on the smallest growth that could have been seen; `--tussenstand`, what is kept so far.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from statistics import NormalDist

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE / "lib"), str(HERE.parent / "scripts")]

import numpy as np  # noqa: E402
from compared_designs import COMPARED, DESIGNS, shown_by  # noqa: E402
from numpy.typing import NDArray  # noqa: E402
from simulated_interviews import (  # noqa: E402
    CHANGED,
    PLACED,
    STRUCTURES,
    UNCHANGED,
    Asking,
    Case,
    municipality,
    simulate,
    stayers_more,
)

from veerkracht.claims.changes import (  # noqa: E402
    more_influential,
    moved,
    stayers_tie_more,
    stronger,
    up,
    wider_reach,
)
from veerkracht.network.evidence import LEVEL, Change, Evidence  # noqa: E402
from veerkracht.network.outcome import Outcome  # noqa: E402

PAGE = HERE.parent / "docs/bewijs.md"
KEPT = HERE / "output/benchmark_truth.jsonl"
# Every claim: its column in the tables.
CLAIMS: dict[str, Change] = {
    "partijen": up("actors"),
    "verbindingen": up("ties"),
    "informele partijen en verbindingen": up("initiatives_informal", "ties"),
    "groter": stronger("groot"),
    "verbindingen per partij": up("mean_degree"),
    "hechter": stronger("hecht"),
    "blijvers werken meer samen": stayers_tie_more,
    "groter bereik": wider_reach,
    "transitiviteit": up("transitivity"),
    "minder afhankelijk van enkele partijen": stronger("decentraal"),
    "meer tussen formeel en informeel": up("ei_index"),
}
# These take long; of some the claim hangs on the network: who the municipality is.
MUNICIPALITY, SHIFT, LEADERS = "gemeente zakt", "van gemeente naar informeel", "meer invloedrijken"
PLACES: dict[str, Change] = {
    "formeel en informeel dichterbij": moved(["ei_index"], no_higher=["steps_to_formal"]),
    "informeel meer in het midden": moved(["informal_influence"], no_lower=["informal_top10"]),
}
PLACED_CLAIMS = list(PLACES)
FEW = "minder afhankelijk van enkele partijen"
STAYERS, HUBS = "tweemaal zoveel onder blijvers", "vier hubs verliezen alles"
YIELDS = "hetzelfde, en de gemeente verliest drie van de vier"
Runs = dict[tuple[str, str, int], dict[str, str]]


@dataclass(frozen=True)
class Table:
    """A table of the page: its mark, its rows, on how many networks a structure, of which claims.

    `few`: how many networks for rows that no bar is set for. `shows`: the outcome that is counted;
    `of`: the mark of the table whose networks are counted again, for another outcome; it has draws.
    """

    mark: str
    first: str
    cases: Mapping[str, Case]
    networks: int
    places: bool = False
    shows: Outcome = Outcome.HOLDS
    of: str = ""
    draws: int = 1
    few: int = 0

    def count(self, case: str) -> int:
        """On how many networks of every structure a row is measured."""
        return self.networks if case in BARS or not self.few else self.few


BARS = {
    "+40 % verbindingen",
    "+80 % verbindingen",
    "+80 % onder blijvers",
    "transitiviteit naar 0,35",
    HUBS,
}
TABLES = [
    Table("veranderd", "wat er echt veranderde", CHANGED, 24, few=12),
    Table("onveranderd", "wat er veranderde aan het vragen", UNCHANGED, 24, draws=100),
    Table("plaatsen", "wat er veranderde", PLACED, 6, places=True),
    Table(
        *("kant", "wat er veranderde aan het vragen", UNCHANGED, 24),
        shows=Outcome.POINTS,
        of="onveranderd",
    ),
]

# What every claim of change is seen by: its words, its test, the table, the row and the column.
SEEN = [
    (
        "meer initiatieven en samenwerkingen (S13)",
        "aantallen",
        ("veranderd", "+80 % verbindingen", "informele partijen en verbindingen"),
    ),
    ("groter (S14)", "aantallen", ("veranderd", "+80 % verbindingen", "groter")),
    ("groei (N5, N13, N17)", "aantallen", ("veranderd", "+80 % verbindingen", "verbindingen")),
    (
        "wie er al was, ging meer samenwerken (S15)",
        "blijvers",
        ("veranderd", "+80 % onder blijvers", "blijvers werken meer samen"),
    ),
    ("hechter (S14)", "vorm en aantallen", ("veranderd", STAYERS, "hechter")),
    ("groter bereik (N18)", "aantallen", ("veranderd", STAYERS, "groter bereik")),
    (
        "formeel en informeel dichterbij (S16)",
        "vorm",
        ("plaatsen", "tweemaal zoveel tussen formeel en informeel", PLACED_CLAIMS[0]),
    ),
    (
        "informeel meer in het midden (S17, N15)",
        "plaatsen",
        ("plaatsen", "tweemaal zoveel onder informelen", PLACED_CLAIMS[1]),
    ),
    ("minder afhankelijk van enkele partijen (S14)", "de spreiding", ("veranderd", HUBS, FEW)),
    ("de gemeente daalt", "deel van de verbindingen", ("plaatsen", YIELDS, MUNICIPALITY)),
    (
        "van gemeente naar informeel (N8)",
        "plaatsen, en deel van de verbindingen",
        ("plaatsen", YIELDS, SHIFT),
    ),
    ("meer invloedrijke informele partijen (N16)", "plaatsen", ("plaatsen", STAYERS, LEADERS)),
]


def claims(evidence: Evidence, places: bool, structure: str, seed: int) -> dict[str, Change]:
    """The claims, for the interviews of one simulated network."""
    if not places:
        return CLAIMS
    party = f"n{municipality(STRUCTURES[structure](seed)):03d}"
    return {
        **PLACES,
        MUNICIPALITY: moved([], falls=party),
        SHIFT: moved(["informal_influence"], falls=party),
        LEADERS: more_influential(evidence.influential_line, "informeel"),
    }


def fill(tables: list[Table]) -> None:
    """Every claim judged in every network, each kept as soon as it is there.

    Network by network through all rows of all tables, so that a run that was stopped has as many
    in every cell.
    """
    kept = {table.mark: _kept(table.mark) for table in tables}
    for seed in range(max(table.networks for table in tables)):
        for table in tables:
            for name, structure in product(table.cases, STRUCTURES):
                key = (name, structure, seed)
                if seed < table.count(name) and key not in kept[table.mark]:
                    _keep(table.mark, key, _outcomes(table, *key))


def _outcomes(table: Table, case: str, structure: str, seed: int) -> dict[str, str]:
    evidence = Evidence(*simulate(structure, table.cases[case], seed), draws=table.draws)
    asked = claims(evidence, table.places, structure, seed)
    return {claim: evidence.judge(0, 1, change).outcome for claim, change in asked.items()}


def _keep(mark: str, key: tuple[str, str, int], found: dict[str, str]) -> None:
    KEPT.parent.mkdir(exist_ok=True)
    with KEPT.open("a", encoding="utf-8") as file:
        file.write(json.dumps([mark, *key, found], ensure_ascii=False) + "\n")


def _kept(mark: str) -> Runs:
    """What was run before."""
    lines = KEPT.read_text("utf-8").splitlines() if KEPT.exists() else []
    rows = [json.loads(line) for line in lines]
    return {(case, form, seed): found for of, case, form, seed, found in rows if of == mark}


def as_table(runs: Runs, table: Table) -> str:
    """A table in Markdown: all structures together with the 95 % interval, and the range."""
    columns = list(next(iter(runs.values())))
    lines = [f"| {table.first} | n | {' | '.join(columns)} |", f"|{'---|' * (len(columns) + 2)}"]
    for name in table.cases:
        each = [[found for key, found in runs.items() if key[:2] == (name, s)] for s in STRUCTURES]
        if not all(each):
            continue
        cells = [str(sum(map(len, each)))]
        for claim in columns:
            hits = [[found[claim] == table.shows for found in one] for one in each]
            shares = [round(100 * sum(one) / len(one)) for one in hits]
            cells.append(
                f"{shown([hit for one in hits for hit in one])}; {min(shares)}–{max(shares)}"
            )
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def as_power() -> str:
    """How often every claim of change is seen when what it says is as large as a doubling."""
    lines = ["| bewering | toets | wat er echt veranderde | houdt, in % | n |", f"|{'---|' * 5}"]
    for words, test, (mark, case, column) in SEEN:
        found = [one[column] == Outcome.HOLDS for key, one in _kept(mark).items() if key[0] == case]
        if found:
            lines.append(f"| {words} | {test} | {case} | {shown(found)} | {len(found)} |")
    return "\n".join(lines)


def shown(hits: list[bool]) -> str:
    """A percentage with its 95 % interval."""
    low, high = (round(100 * end) for end in interval(sum(hits), len(hits)))
    return f"{round(100 * sum(hits) / len(hits))} ({low}–{high})"


def interval(hits: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927)."""
    z = NormalDist().inv_cdf(0.975)
    middle = (hits + z**2 / 2) / (of + z**2)
    half = z / (of + z**2) * (hits * (of - hits) / of + z**2 / 4) ** 0.5
    return middle - half, middle + half


def put_in_page(page: str, mark: str, table: str) -> str:
    """The page with the table between the marks of that name."""
    start, end = f"<!-- {mark} -->\n", f"\n<!-- /{mark} -->"
    if start not in page:
        raise ValueError(f"{PAGE.name} has no mark {mark}")
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


def compare_designs(networks: int = 6) -> str:
    """The table of ways to test: for every case and measure, how often each says that it moved."""
    lines = [
        f"| wat er veranderde | maat | n | {' | '.join(DESIGNS)} |",
        f"|{'---|' * (len(DESIGNS) + 3)}",
    ]
    for name, case in COMPARED.items():
        found = [
            shown_by(Evidence(*simulate(structure, case, seed), draws=1), seed)
            for structure in STRUCTURES
            for seed in range(networks)
        ]
        for label in found[0]:
            cells = [shown([one[label][design] for one in found]) for design in DESIGNS]
            lines.append(f"| {name} | {label} | {len(found)} | {' | '.join(cells)} |")
    return "\n".join(lines)


def check_smallest(networks: int = 6) -> str:
    """The table of the smallest growth: what is printed, and how often the true growth shows."""
    lines = [
        "| geheugen | ware groei | afgedrukte kleinste groei, mediaan | n | getoond |",
        "|---|---|---|---|---|",
    ]
    for recall, growths in ((1.0, (0.05, 0.1, 0.15, 0.2, 0.3)), (0.8, (0.3, 0.4, 0.5, 0.6, 0.8))):
        for growth in growths:
            asking = Asking(recall=recall)
            case = Case(stayers_more(growth), asking, asking)
            tests = [
                Evidence(*simulate(structure, case, seed), draws=1).chance(0, 1)
                for structure in STRUCTURES
                for seed in range(networks)
            ]
            printed = np.median([chance.smallest("ties") or np.inf for chance in tests])
            hits = [chance.rise("ties") <= LEVEL for chance in tests]
            cells = (recall, growth, printed)
            lines.append(
                f"| {' | '.join(f'{cell:.0%}' for cell in cells)} | {len(hits)} | {shown(hits)} |"
            )
    return "\n".join(lines).replace("%", " %")


def put(mark: str, text: str) -> None:
    """Print it, and put it in the page."""
    print(text, "\n", flush=True)
    PAGE.write_text(put_in_page(PAGE.read_text("utf-8"), mark, text), "utf-8")


def main(option: str) -> None:
    """Everything, or one part."""
    if option in ("", "--tussenstand"):
        if not option:
            fill([table for table in TABLES if not table.of])
        for table in TABLES:
            if runs := _kept(table.of or table.mark):
                put(table.mark, as_table(runs, table))
        put("beweringen", as_power())
    if option in ("", "--ontwerpen"):
        put("ontwerpen", compare_designs())
    if option in ("", "--kleinste"):
        put("kleinste", check_smallest())
    if not option:
        put("grens", f"Ten hoogste {best_possible():.0%}.".replace("%", " %"))


if __name__ == "__main__":
    main(sys.argv[1] if sys.argv[1:] else "")
