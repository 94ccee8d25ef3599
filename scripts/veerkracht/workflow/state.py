"""How the last run of a wijk went, beside the page of the reviewer: stand.js.

Times differ where results do not, so they are no part of any result. Standard library only: it is
written inside Snakemake itself. A script and no data: a page opened from a file may load no other.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path

DONE = re.compile(r"klaar na ([\d.]+) s$", re.MULTILINE)


def write_state(folder: Path, logs: Iterable[Path], faults: int) -> None:
    """Write stand.js in `folder`: the seconds of each rule as its log tells, and the faults.

    A rule with several logs (a figure of every year) took the time of all together.
    """
    times: dict[str, float] = {}
    for log in sorted(logs):
        # draw_figures-network_map-2019, ingest_indicators-cbs: one rule, several times.
        rule = log.stem.partition("-")[0]
        if match := DONE.search(log.read_text(encoding="utf-8")):
            times[rule] = round(times.get(rule, 0) + float(match[1]), 1)
    folder.mkdir(parents=True, exist_ok=True)
    state = json.dumps({"tijden": times, "fouten": faults}, sort_keys=True)
    (folder / "stand.js").write_text(f"window.stand = {state};\n", encoding="utf-8")
