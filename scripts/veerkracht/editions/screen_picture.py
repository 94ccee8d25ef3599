"""A terminal as a picture, for docs/stap-voor-stap.md: drawn from what a run put on it."""

from __future__ import annotations

from html import escape

from veerkracht.charts.design import GREY, INK, PALE, WHITE

SIZE, STEP, LINE, EDGE, BAR = 14, 8.4, 20, 16, 28  # px: letters, one sign, one line, margin, top
WIDTH = 90  # signs on a line, as wide as the terminal was
DRAWN = {"█": GREY, "░": PALE}  # signs that not every font has
PROMPT = "$ "


def screen_picture(text: str) -> str:
    """The lines of `text` as SVG, letters stay letters, each at its place."""
    lines = text.rstrip("\n").split("\n")
    wide, high = WIDTH * STEP + 2 * EDGE, BAR + len(lines) * LINE + EDGE
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:g} {high}" width="{wide:g}" '
        f'height="{high}" font-family="ui-monospace, Menlo, Consolas, \'DejaVu Sans Mono\', '
        f'monospace" font-size="{SIZE}" fill="{INK}">',
        f'<rect width="{wide:g}" height="{high}" rx="6" fill="{WHITE}" stroke="{GREY}"/>',
        f'<path d="M0 6a6 6 0 0 1 6-6h{wide - 12:g}a6 6 0 0 1 6 6v14H0z" fill="{PALE}"/>',
    ]
    for number, line in enumerate(lines):
        parts += _line(line, BAR + number * LINE)
    return "\n".join([*parts, "</svg>", ""])


def _line(line: str, top: float) -> list[str]:
    parts = [
        f'<rect x="{EDGE + place * STEP:g}" y="{top + 3}" width="{STEP:g}" height="14" '
        f'fill="{DRAWN[sign]}"/>'
        for place, sign in enumerate(line)
        if sign in DRAWN
    ]
    rest = line.lstrip(" " + "".join(DRAWN))
    if rest:
        start = EDGE + (len(line) - len(rest)) * STEP
        weight = ' font-weight="bold"' if line.startswith(PROMPT) else ""
        parts.append(
            f'<text x="{start:g}" y="{top + 15}" textLength="{len(rest) * STEP:g}"{weight} '
            f'xml:space="preserve">{escape(rest)}</text>'
        )
    return parts
