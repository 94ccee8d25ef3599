"""The evidence of a claim as a small figure: chance, draws and panel against their bounds."""

from __future__ import annotations

import re

from markupsafe import Markup

from veerkracht import dutch
from veerkracht.network.evidence import LEVEL, SHARE
from veerkracht.review.keys import Line

WIDTH, LEFT, RIGHT, STEP = 300, 92, 258, 20
PANEL = re.compile(r"panel van (\d+): (ja|nee)")
SEEN = re.compile(r"waargenomen: (ja|nee)")


def draw(claim: Line) -> Markup:
    """The figure of a claim on a change as SVG; empty for a claim on a state."""
    if not claim["chance"] and not claim["share"]:
        return Markup("")
    lines: list[str] = []
    told: list[str] = []
    for label, column, bound, below in (
        ("toeval", "chance", LEVEL, True),
        ("trekkingen", "share", SHARE, False),
    ):
        if claim[column]:
            value = float(claim[column].replace(",", "."))
            lines.append(_track(label, value, bound, below, len(lines)))
            told.append(f"{label} {dutch.percent(value)}, grens {dutch.percent(bound)}")
    for label, pattern in (("waargenomen", SEEN), ("panel", PANEL)):
        if match := pattern.search(claim["evidence"]):
            lines.append(_mark(label, match[match.lastindex or 1] == "ja", len(lines)))
            told.append(f"{label}: {match[match.lastindex or 1]}")
    height = STEP * len(lines)
    return Markup(
        f'<svg class="evidence" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}"'
        f' role="img" aria-label="{"; ".join(told)}">{"".join(lines)}</svg>'
    )


def _track(label: str, value: float, bound: float, below: bool, row: int) -> str:
    """A line from 0 to 1: the side that is enough thick, the value as a dot."""
    y = STEP * row + STEP / 2
    at, edge = (LEFT + (RIGHT - LEFT) * part for part in (min(value, 1.0), bound))
    enough = value <= bound if below else value >= bound
    start, end = (LEFT, edge) if below else (edge, RIGHT)
    return (
        f'<text x="0" y="{y + 4:.1f}">{label}</text>'
        f'<line x1="{LEFT}" x2="{RIGHT}" y1="{y}" y2="{y}" class="whole"/>'
        f'<line x1="{start:.1f}" x2="{end:.1f}" y1="{y}" y2="{y}" class="enough"/>'
        f'<circle cx="{at:.1f}" cy="{y}" r="5" class="{"yes" if enough else "no"}"/>'
        f'<text x="{RIGHT + 8}" y="{y + 4:.1f}">{dutch.percent(value)}</text>'
    )


def _mark(label: str, yes: bool, row: int) -> str:
    y = STEP * row + STEP / 2
    return (
        f'<text x="0" y="{y + 4:.1f}">{label}</text>'
        f'<circle cx="{LEFT + 5}" cy="{y}" r="5" class="{"yes" if yes else "no"}"/>'
        f'<text x="{LEFT + 16}" y="{y + 4:.1f}">{"ja" if yes else "nee"}</text>'
    )
