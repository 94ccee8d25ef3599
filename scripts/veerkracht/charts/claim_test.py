"""How a sentence on a change is tested: a question a step, an outcome a way out, and how many."""

from __future__ import annotations

from typing import Any, NamedTuple

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from veerkracht import dutch
from veerkracht.charts import NoDataError, design
from veerkracht.charts.facts import Facts, Point, Series
from veerkracht.network.outcome import Outcome
from veerkracht.source_lines import Origin

TABLES = ["claims"]
ORIGIN = Origin.INTERVIEWS

WIDTH, STEP, BOX = 163.0, 14.0, 10.8  # mm: the figure, from step to step, and the height of a box
LINE = 4.3  # mm a line of a question
QUESTION, OUTCOME = (0.0, 82.0), (98.0, 163.0)  # from where to where the boxes run


class Step(NamedTuple):
    """A question, the answer that leads to an outcome, and what the text then says."""

    question: str
    answer: str
    outcome: Outcome
    said: str


STEPS = (
    Step(
        "Zijn er in beide jaren genoeg gesprekken?",
        "nee",
        Outcome.UNKNOWN,
        "de tekst zwijgt; telt hier niet mee",
    ),
    Step(
        "Is de verandering waargenomen?",
        "nee",
        Outcome.FAILS,
        "de tekst zegt wat er wel is, of niets",
    ),
    Step(
        "Is zij groter dan door toeval, als in beide\njaren op dezelfde manier was gevraagd?",
        "ja",
        Outcome.HOLDS,
        "de tekst zegt het zonder voorbehoud",
    ),
    Step(
        "Wijzen dezelfde partijen, evenveel vragen en\nhet wisselen alle drie die kant op?",
        "ja",
        Outcome.POINTS,
        "de tekst zegt “lijkt”",
    ),
)
LAST = (Outcome.UNSHOWN, "de tekst zegt “in beeld” of “niet aangetoond”")


def _counts(tables: dict[str, pd.DataFrame]) -> dict[Outcome, int]:
    """Outcome -> how many of the claims on a change that were tested by exchange have it."""
    claims = tables["claims"]
    tested = claims.loc[claims["chance"].notna(), "outcome"]
    if tested.empty:
        raise NoDataError
    return {outcome: int((tested == outcome).sum()) for outcome in Outcome}


def draw(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Figure:
    """Questions below each other on the left, on the right where each answer leads."""
    counts = _counts(tables)
    height = STEP * (len(STEPS) + 1) + 5
    figure = design.new_figure(WIDTH, height)
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, WIDTH), ylim=(height, 0))
    axes.set_axis_off()
    small: dict[str, Any] = {"size": design.SMALL, "color": design.GREY}
    axes.text(QUESTION[0], 2.5, "Een zin over verandering tussen twee jaren", **small)
    axes.text(OUTCOME[1], 2.5, "getoetste beweringen", ha="right", **small)
    ways = [(step.outcome, step.said) for step in STEPS] + [LAST]
    for place, (outcome, said) in enumerate(ways):
        y = 5 + STEP * place
        middle = y + BOX / 2
        if place < len(STEPS):
            step = STEPS[place]
            _box(axes, QUESTION, y, design.PAPER)
            _question(axes, middle, step.question)
            _arrow(axes, (QUESTION[1], middle), (OUTCOME[0], middle), step.answer)
            other = "nee" if step.answer == "ja" else "ja"
            down = QUESTION[0] + 20
            end = (down, y + STEP) if place < len(STEPS) - 1 else (down, y + STEP + BOX / 2)
            _arrow(axes, (down, y + BOX), end, other, head=place < len(STEPS) - 1)
        else:
            _arrow(axes, (QUESTION[0] + 20, middle), (OUTCOME[0], middle), "")
        _outcome(axes, y, outcome, said, counts[outcome])
    return figure


def _box(axes: Any, ends: tuple[float, float], y: float, ground: str) -> None:
    corner, width = (ends[0] + 1, y + 1), ends[1] - ends[0] - 2
    style = "round,pad=1,rounding_size=1"
    axes.add_patch(FancyBboxPatch(corner, width, BOX - 2, boxstyle=style, fc=ground, ec="none"))


def _question(axes: Any, middle: float, question: str) -> None:
    """A question in its box. Each line by itself: together they are no block to be centred."""
    lines = question.split("\n")
    for place, line in enumerate(lines):
        y = middle - 0.4 + (place - (len(lines) - 1) / 2) * LINE
        axes.text(QUESTION[0] + 4, y, line, size=design.TEXT, va="center_baseline")


def _outcome(axes: Any, y: float, outcome: Outcome, said: str, count: int) -> None:
    """The box of an outcome: its name, what the text says, and how many came out so."""
    firm = outcome == Outcome.HOLDS
    _box(axes, OUTCOME, y, design.INK if firm else design.PALE)
    ink = design.WHITE if firm else design.INK
    x, middle = OUTCOME[0] + 4, y + BOX / 2
    text = {"color": ink, "va": "center_baseline"}
    # As in the table of outcomes.
    name = "onbekend" if outcome == Outcome.UNKNOWN else outcome.told
    axes.text(x, middle - 2.1, name, size=design.TEXT, weight="semibold", **text)
    axes.text(x, middle + 2.3, said, size=design.SMALL, **text)
    if outcome == Outcome.UNKNOWN:
        # Never one of the tested: a count of 0 would say that none was left out.
        return
    number = {"size": 15, "weight": "bold", "ha": "right"}
    axes.text(OUTCOME[1] - 4, middle - 0.6, dutch.number(count), **number, **text)


def _arrow(
    axes: Any, start: tuple[float, float], end: tuple[float, float], word: str, head: bool = True
) -> None:
    """A line with a head at its end, and the answer beside it."""
    style = {"arrowstyle": "-|>" if head else "-", "color": design.GREY, "lw": 0.9}
    style |= {"shrinkA": 0, "shrinkB": 0, "mutation_scale": 8}
    axes.annotate("", xy=end, xytext=start, arrowprops=style)
    if not word:
        return
    level = start[1] == end[1]
    x, y = ((start[0] + end[0]) / 2, start[1] - 1.2) if level else (start[0] + 1.8, start[1] + 2.9)
    text = {"size": design.SMALL, "weight": "semibold", "color": design.GREY}
    axes.text(x, y, word, ha="center" if level else "left", **text)


def facts(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Facts:
    """Title with how many of the tested changes hold; text with the steps in order."""
    counts = _counts(tables)
    total = sum(counts.values())
    held = dutch.of_all(
        counts[Outcome.HOLDS], total, "getoetste verandering", "getoetste veranderingen"
    )
    verb = "houdt" if counts[Outcome.HOLDS] == 1 else "houden"
    title = f"Hoe een zin wordt getoetst: {held} {verb} stand"
    told = [
        f"{dutch.number(counts[outcome])} {outcome}"
        for outcome in (Outcome.HOLDS, Outcome.POINTS, Outcome.UNSHOWN, Outcome.FAILS)
    ]
    alt = (
        "Stroomschema van vier vragen: zijn er genoeg gesprekken, is de verandering waargenomen, "
        "is zij groter dan door toeval, en wijzen dezelfde partijen, evenveel gesprekken en het "
        f"wisselen die kant op? Van {dutch.number(total)} beweringen: {dutch.listing(told)}."
    )
    series = [
        Series(
            f"getoetste beweringen: {outcome}",
            "aantal",
            (Point(None, float(counts[outcome]), dutch.number(counts[outcome])),),
        )
        for outcome in Outcome
        if outcome != Outcome.UNKNOWN
    ]
    return Facts(title, alt, tuple(series))
