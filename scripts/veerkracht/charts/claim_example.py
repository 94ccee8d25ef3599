"""One change of the network, tested before the reader's eyes: is it larger than it was?"""

from __future__ import annotations

from typing import Any, NamedTuple

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch, Rectangle

from veerkracht import dutch
from veerkracht.charts import NoDataError, design
from veerkracht.charts.brief_network import AT_EQUAL, at_equal_names, drawn_of
from veerkracht.charts.claim_test import LAST, STEPS
from veerkracht.charts.facts import Facts, Point, Series, over_years
from veerkracht.network.evidence import LEVEL
from veerkracht.network.outcome import Outcome
from veerkracht.source_lines import Origin

TABLES = ["network_metrics", "network_changes", "claims"]
ORIGIN = Origin.INTERVIEWS

WIDTH, ROW, VERDICT, GAP = 163.0, 12.0, 9.0, 3.0  # mm: the figure, a row, the box below them
LEFT, RIGHT, BAR = 44.0, 108.0, 5.0  # mm: between which the bars stand, and how high they are
LARGE = 14.0  # points: what a row comes to
TIMES = 1000  # chances are told as so many in a thousand
# What the text says for each outcome, in the words of the figure of the test.
SAID = {step.outcome: step.said for step in STEPS} | {LAST[0]: LAST[1]}


class Example(NamedTuple):
    """The parties of the first and last year, what they rose by, and how the claim came out.

    `even`: between which numbers they rose with as many interviews of both years, and `drawn` how
    many; `chance`: how often a rise like this comes by chance.
    """

    years: tuple[int, int]
    counts: tuple[float, float]
    even: tuple[float, float]
    drawn: str
    names: str
    chance: float
    outcome: Outcome

    @property
    def rise(self) -> float:
        """How many parties came."""
        return self.counts[1] - self.counts[0]


def _example(tables: dict[str, pd.DataFrame]) -> Example:
    """The claim that the network is larger; NoDataError where it was not tested."""
    claims, metrics = tables["claims"], tables["network_metrics"]
    claim = claims[(claims["claim"] == "sterker-groot") & claims["chance"].notna()]
    actors = metrics[metrics["metric"] == "actors"].dropna(subset=["value"]).sort_values("year")
    if claim.empty or len(actors) < 2:
        raise NoDataError
    ends = (int(actors["year"].iloc[0]), int(actors["year"].iloc[-1]))
    changes = tables["network_changes"]
    pair = (changes["start"] == ends[0]) & (changes["end"] == ends[1])
    drawn = changes[pair & (changes["metric"] == "actors")].dropna(subset=["low", "high"])
    if drawn.empty:
        raise NoDataError
    counts = (float(actors["value"].iloc[0]), float(actors["value"].iloc[-1]))
    even = (float(drawn["low"].iloc[0]), float(drawn["high"].iloc[0]))
    outcome = Outcome(claim["outcome"].iloc[0])
    size = drawn_of(changes, list(ends))
    # The lower bound: as many names too.
    low, high = at_equal_names(changes, list(ends)).get("actors", (0.0, 0.0))
    told = f"met ook evenveel namen {dutch.signed(low)} tot {dutch.signed(high)}"
    names = told if low else "partijen"
    return Example(ends, counts, even, size, names, float(claim["chance"].iloc[0]), outcome)


def draw(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Figure:
    """Counted, with equally many interviews, by chance: a row each, and the verdict below."""
    one = _example(tables)
    height = 3 * ROW + VERDICT + GAP
    figure = design.new_figure(WIDTH, height)
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, WIDTH), ylim=(height, 0), gid="voorbeeld")
    axes.set_axis_off()
    low, high = min(0.0, one.rise, one.even[0]), max(0.0, one.rise, one.even[1])
    scale = (RIGHT - LEFT) / ((high - low) or 1.0)

    def at(value: float) -> float:
        return LEFT + (value - low) * scale

    counted, even, chance = _told(one)
    _row(axes, 0, ("geteld", f"{one.years[0]} en {one.years[1]}"), counted)
    _bar(axes, 0, at(0.0), at(one.rise), design.LINE)
    _row(axes, 1, (AT_EQUAL, f"{one.drawn}, even volledig"), even)
    _bar(axes, 1, at(one.even[0]), at(one.even[1]), design.INK)
    _row(axes, 2, ("door toeval alleen", f"zo vaak op {dutch.number(TIMES)} keer"), chance)
    _chance(axes, 2, one.chance)
    axes.plot([at(0.0)] * 2, [1.0, 2 * ROW - 2], color=design.LINE, lw=0.8)
    _verdict(axes, 3 * ROW + GAP, one.outcome)
    return figure


def _told(one: Example) -> tuple[tuple[str, str], tuple[str, str], tuple[str, str]]:
    """The large and the small words at the end of each row."""
    ends = tuple(dutch.number(count) for count in one.counts)
    limit = dutch.number(round(LEVEL * TIMES))
    return (
        (dutch.signed(one.rise), f"van {ends[0]} naar {ends[1]} partijen"),
        (f"{dutch.signed(one.even[0])} tot {dutch.signed(one.even[1])}", one.names),
        (f"{dutch.number(round(one.chance * TIMES))} keer", f"de grens is {limit} keer"),
    )


def _row(axes: Any, place: int, name: tuple[str, str], told: tuple[str, str]) -> None:
    """The name of a row on its left, and what it comes to on its right."""
    middle = ROW * (place + 0.5)
    for x, (first, second), size in ((0.0, name, design.HEAD), (RIGHT + 5, told, LARGE)):
        text = {"va": "center_baseline"}
        axes.text(x, middle - 1.9, first, size=size, weight="semibold", **text)
        look = {"size": design.SMALL, "color": design.GREY}
        axes.text(x, middle + 2.9, second, **look, **text)


def _bar(axes: Any, place: int, start: float, end: float, colour: str) -> None:
    y = ROW * (place + 0.5) - BAR / 2
    axes.add_patch(Rectangle((start, y), end - start, BAR, fc=colour, ec="none"))


def _chance(axes: Any, place: int, chance: float) -> None:
    """How often by chance, on a line up to twice the limit; what is more stands at its end."""
    middle, wide = ROW * (place + 0.5), RIGHT - LEFT
    axes.plot([LEFT, RIGHT], [middle] * 2, color=design.LINE, lw=0.8)
    limit = LEFT + wide / 2
    for x, word, side, colour in (
        (LEFT, "0", "left", design.LINE),
        (limit, f"{dutch.number(LEVEL * TIMES)} keer", "center", design.INK),
    ):
        axes.plot([x] * 2, [middle - BAR / 2, middle + BAR / 2], color=colour, lw=1.2)
        look: Any = {"size": design.SMALL, "color": design.GREY, "va": "center_baseline"}
        axes.text(x, middle + BAR / 2 + 2.2, word, ha=side, **look)
    x = LEFT + min(chance / (2 * LEVEL), 1.0) * wide
    axes.plot([x], [middle], "o", ms=7, color=design.INK, mec=design.WHITE, mew=0.8)


def _verdict(axes: Any, y: float, outcome: Outcome) -> None:
    """The box of the outcome, as in the figure of the test."""
    firm = outcome == Outcome.HOLDS
    style = "round,pad=1,rounding_size=1"
    box = FancyBboxPatch(
        (1, y + 1), WIDTH - 2, VERDICT - 2, boxstyle=style,
        fc=design.INK if firm else design.PALE, ec="none",
    )  # fmt: skip
    axes.add_patch(box)
    look: Any = {"color": design.WHITE if firm else design.INK, "va": "center_baseline"}
    middle = y + VERDICT / 2
    axes.text(4, middle, f"Dus: {outcome.told}", size=design.HEAD, weight="bold", **look)
    axes.text(LEFT, middle, f"het netwerk werd groter: {SAID[outcome]}", size=design.TEXT, **look)


def facts(tables: dict[str, pd.DataFrame], context: dict[str, Any]) -> Facts:
    """Title with what was counted; text with the three steps and the outcome."""
    one = _example(tables)
    counted, even, chance = _told(one)
    title = f"Een voorbeeld: {counted[1]}, en hoe dat is nagegaan"
    alt = (
        f"Drie stappen. Geteld: {counted[0]} partijen, {counted[1]}. {AT_EQUAL.capitalize()}: "
        f"{even[0]} partijen erbij. Door toeval alleen: zo'n groei ontstaat {chance[0]} op de "
        f"{dutch.number(TIMES)}; {chance[1]}. Uitkomst: {one.outcome.told}, {SAID[one.outcome]}."
    )
    pairs = zip(one.years, one.counts, strict=True)
    points = tuple(Point(None, value, dutch.signed(value)) for value in one.even)
    series = (
        over_years("Partijen", "aantal", pairs, dutch.number),
        Series(f"partijen erbij {AT_EQUAL}", "aantal", points),
    )
    return Facts(title, alt, series)
