"""What many wijken cost, from what each step of a real run wrote in its log.

    python tests/scale_costs.py results          (after snakemake -c1, on a machine at rest)

A wijk costs the sum of its steps; what is read for the whole city is done once a city. Memory is
that of the largest step: the steps of a wijk follow each other. Prints a table for docs.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path

USED = re.compile(r"klaar na .*?; ([\d.]+) s rekentijd, (\d+) MB")
# Rotterdam, and all municipalities: about 350, with some nine wijken each (CBS).
CASES = {
    "1 wijk": (1, 1),
    "71 wijken (Rotterdam)": (71, 1),
    "3.200 wijken (350 gemeenten)": (3200, 350),
}
CORES = (2, 16, 128)


@dataclass(frozen=True)
class Cost:
    """Seconds of one core, and the memory of the largest step in MB."""

    seconds: float
    memory: int


def cost_of(logs: Path) -> Cost:
    """The cost of all steps that wrote a log in a folder."""
    found = [USED.search(log.read_text("utf-8")) for log in sorted(logs.glob("*.log"))]
    steps = [(float(match[1]), int(match[2])) for match in found if match]
    if not steps:
        raise SystemExit(f"{logs}: geen logboek met rekentijd")
    return Cost(sum(seconds for seconds, _ in steps), max(memory for _, memory in steps))


def table(results: Path, wijk: str) -> list[str]:
    """A line a case: hours of one core, memory at once, and how long it takes on some cores."""
    one, city = cost_of(results / wijk / "logs"), cost_of(results / "stad" / "logs")
    heads = [f"op {cores} kernen" for cores in CORES]
    lines = [f"| wat | rekentijd | {' | '.join(heads)} |", "|---" * (2 + len(heads)) + "|"]
    for name, (wijken, cities) in CASES.items():
        seconds = wijken * one.seconds + cities * city.seconds
        # A wijk is one job: no faster than its steps one after the other.
        spans = [max(seconds / cores, one.seconds + city.seconds) for cores in CORES]
        lines.append(f"| {name} | {_said(seconds)} | {' | '.join(map(_said, spans))} |")
    memory = max(one.memory, city.memory)
    return [*lines, "", f"Geheugen: {memory} MB voor elke kern die werkt."]


def _said(seconds: float) -> str:
    if seconds < 120:
        return f"{seconds:.0f} s"
    return (
        f"{seconds / 60:.0f} min"
        if seconds < 7200
        else f"{seconds / 3600:.1f} uur".replace(".", ",")
    )


if __name__ == "__main__":
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "results")
    for key in sorted(p.parent.name for p in folder.glob("*/logs") if p.parent.name != "stad"):
        print(f"\n### Zoals {key}\n", *table(folder, key), sep="\n")
