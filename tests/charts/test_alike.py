"""Beside the wijken that were like this one: on the source of the index, from every start."""

from __future__ import annotations

import math
from typing import Any

import pytest
from drawn_charts import Tables, covered_words, module, own_tables, svg, texts
from even_wijken import even

from veerkracht.charts import design
from veerkracht.lookups.lookups import Lookups

pytestmark = pytest.mark.xdist_group("charts")

NONE = (
    "Bospolder en Tussendijken deden het vanaf geen enkel jaar aantoonbaar anders dan het "
    "gemiddelde van wijken die erop leken"
)
# Were those wijken all to go the same way.
TITLE = (
    "Tussendijken deed het alleen vanaf 2016 en 2018 (net) aantoonbaar beter dan het gemiddelde "
    "van wijken die erop leken; Bospolder vanaf geen enkel jaar"
)
# By hand from the published index: own change minus the mean change of the five, from 2014, 2016,
# 2018, 2020 and 2022 on. Tussendijken -3 beside -5.4, +5 beside -7.8, -5 beside -14, and so on.
BY_HAND = {
    "Tussendijken": [2.4, 12.8, 9.0, -1.8, 5.6],
    "Bospolder": [6.4, 4.8, -1.0, -3.8, -2.4],
}
REACH = 8 * 1.2**0.5
# From 2018 on the five went -8, -9, -12, -20 and -21: t of Student with four degrees of freedom
# (2.776) times their standard deviation (root of 37.5) and the root of 1 + 1/5.
SPREAD = 2.776 * 37.5**0.5 * 1.2**0.5


def drawn(tables: Tables, context: dict[str, Any]) -> Any:
    return module("alike").draw(own_tables("alike", tables), context)


@pytest.fixture
def together(example: Tables) -> Tables:
    """The example with wijken that were alike that all went the same way."""
    return {**example, "alike": even(example["alike"])}


def test_a_band_is_as_wide_as_those_wijken_went_apart(
    example: Tables, context: dict[str, Any]
) -> None:
    """By hand from the published index; the noise of a measurement alone would be 8.8."""
    assert module("alike").facts(own_tables("alike", example), context).title == NONE
    figure = drawn(example, context)
    assert covered_words(figure) == []
    assert math.isclose(SPREAD, 18.6, abs_tol=0.05)
    for axes, points in zip(figure.axes[1:], reversed(BY_HAND.values()), strict=True):
        band = axes.patches[2]
        assert (band.get_x(), band.get_width()) == pytest.approx((-SPREAD, 2 * SPREAD))
        marks = marks_of(axes)
        assert [float(mark.get_xdata()[0]) for mark in marks] == pytest.approx(points)
        assert {mark.get_markerfacecolor() for mark in marks} == {design.WHITE}
        assert list(by_row(axes).values()) == ["niet te zeggen"] * 5
        # The start that the other pages take is bold.
        bold = {text.get_text() for text in axes.texts if text.get_weight() == "semibold"}
        assert "2018" in bold and not {"2014", "2016", "2020", "2022"} & bold


def test_every_start_has_its_mark_over_the_band_of_its_own_margin(
    together: Tables, context: dict[str, Any]
) -> None:
    """Who did otherwise from some start stands first."""
    assert module("alike").facts(own_tables("alike", together), context).title == TITLE
    figure = drawn(together, context)
    assert covered_words(figure) == []
    assert len(figure.axes) == 3
    for axes, points in zip(figure.axes[1:], BY_HAND.values(), strict=True):
        marks = marks_of(axes)
        assert [float(mark.get_xdata()[0]) for mark in marks] == pytest.approx(points)
        found = [(band.get_x(), band.get_x() + band.get_width()) for band in axes.patches]
        assert found == [pytest.approx((-REACH, REACH))] * 5
        # Full is past the margin, open within it.
        full = [mark.get_markerfacecolor() == mark.get_markeredgecolor() for mark in marks]
        assert full == [abs(x) >= REACH for x in points]
        low, high = axes.get_xlim()
        assert low < -REACH and high > REACH


def test_the_lines_are_how_far_each_area_stood_from_the_mean_of_the_others(
    example: Tables, context: dict[str, Any]
) -> None:
    """By hand from the published index: Tussendijken 86, 78, 88, 93, 84 and 83 beside a mean of
    85, 87.4, 93.6, 87.8, 86.2 and 79.6; below the years the same in numbers."""
    upper = drawn(example, context).axes[0]
    lines = {str(line.get_gid()): line for line in upper.lines}
    apart = {
        "lijn-1": [1.0, -9.4, -5.6, 5.2, -2.2, 3.4],
        "lijn-0": [-2.0, -0.4, 5.4, 8.2, 6.8, 4.4],
    }
    for name, points in apart.items():
        assert list(lines[name].get_ydata()) == pytest.approx(points)
        # Thick from the last measurement before the programme on.
        since = lines[name.replace("lijn", "sinds")]
        assert list(since.get_xdata()) == [2018, 2020, 2022, 2024]
        assert list(since.get_ydata()) == pytest.approx(points[2:])
        assert since.get_linewidth() > lines[name].get_linewidth()
    assert list(lines["lijn-anderen"].get_ydata()) == [0, 0]
    words = [text.get_text() for text in upper.texts]
    assert {"gemiddelde van de vijf", "Tussendijken", "Bospolder"} <= set(words)
    assert {"+1,0", "−9,4", "−5,6", "+5,2", "−2,2", "+3,4"} <= set(words)
    # What stands below it is the last of these minus each.
    for area, place in (("Tussendijken", 1), ("Bospolder", 0)):
        points = apart[f"lijn-{place}"]
        assert [points[-1] - each for each in points[:-1]] == pytest.approx(BY_HAND[area])


def test_every_row_says_what_it_shows(together: Tables, context: dict[str, Any]) -> None:
    """The difference with its words at the row."""
    _, first, second = drawn(together, context).axes
    words = [text.get_text() for text in first.texts]
    rows = by_row(first)
    assert rows["+12,8"] == "beter" and rows["+9,0"] == "beter (net)"
    assert rows["+2,4"] == rows["−1,8"] == rows["+5,6"] == "niet te zeggen"
    assert {"2018", "vanaf", "aantoonbaar"} <= set(words)
    beside = [text.get_text() for text in second.texts]
    assert beside.count("niet te zeggen") == 5
    # Both have the heads of their columns.
    assert {"Bospolder", "vanaf", "aantoonbaar"} <= set(beside)


def marks_of(axes: Any) -> list[Any]:
    """The mark of every start."""
    return [line for line in axes.lines if str(line.get_gid()).startswith("vanaf-")]


def by_row(axes: Any) -> dict[str, str]:
    """The number of each row -> what is said of it."""
    rows: dict[float, list[str]] = {}
    for text in sorted(axes.texts, key=lambda text: text.get_position()[0]):
        rows.setdefault(round(text.get_position()[1], 2), []).append(text.get_text())
    return {row[1]: row[2] for row in rows.values() if len(row) == 3}


@pytest.mark.parametrize(
    ("noise", "said"),
    [(7.4, "beter"), (8.2, "beter (net)"), (8.3, "niet te zeggen")],
)
def test_who_did_better_is_told_by_the_noise_of_both(
    together: Tables, context: dict[str, Any], noise: float, said: str
) -> None:
    """5 points down beside 14 down in the mean of five: 9 / sqrt(1 + 1/5) is 8.22."""
    noisy = {**context, "noise": {**context["noise"], "change": noise}}
    assert by_row(drawn(together, noisy).axes[1])["+9,0"] == said


def test_the_title_says_only_what_the_noise_allows(
    together: Tables, context: dict[str, Any]
) -> None:
    """With a noise of thirty points nothing is shown from any start, with one of a tenth all."""

    def title(noise: float) -> str:
        noisy = {**context, "noise": {**context["noise"], "change": noise}}
        return str(module("alike").facts(own_tables("alike", together), noisy).title)

    assert title(30.0) == (
        "Bospolder en Tussendijken deden het vanaf geen enkel jaar aantoonbaar anders dan het "
        "gemiddelde van wijken die erop leken"
    )
    assert title(0.1) == (
        "Bospolder deed het vanaf 2014 en 2016 aantoonbaar beter en vanaf 2018, 2020 en 2022 "
        "aantoonbaar minder goed dan het gemiddelde van wijken die erop leken; Tussendijken vanaf "
        "2014, 2016, 2018 en 2022 aantoonbaar beter en vanaf 2020 aantoonbaar minder goed"
    )


def test_one_area_alone_has_its_rows_and_no_programme(
    quiet: Tables, context: dict[str, Any]
) -> None:
    """Published: Carnisse 82 in 2014, 66 in 2022 and 69 in 2024."""
    alone = {**context, "wijk": {**context["wijk"], "areas": ["Carnisse"], "programme": None}}
    said = module("alike").facts(own_tables("alike", quiet), alone)
    assert said.title.startswith("Carnisse deed het vanaf geen enkel jaar aantoonbaar anders dan")
    quiet = {**quiet, "alike": even(quiet["alike"])}
    figure = drawn(quiet, alone)
    assert covered_words(figure) == []
    lines, axes = figure.axes
    words = [text.get_text() for text in axes.texts]
    assert {"minder goed", "beter"} <= set(words)
    # In 2024 69 beside a mean of 86.6; no start counts before the others.
    assert "−17,6" in {text.get_text() for text in lines.texts}
    (line,) = [line for line in lines.lines if line.get_gid() == "sinds-0"]
    assert list(line.get_xdata()) == [2014, 2016, 2018, 2020, 2022, 2024]
    assert not any("programma" in word for word in words)
    said = module("alike").facts(own_tables("alike", quiet), alone)
    assert said.title == (
        "Carnisse deed het vanaf 2014 aantoonbaar minder goed en vanaf 2022 aantoonbaar beter dan "
        "het gemiddelde van wijken die erop leken"
    )


def test_a_wijk_without_a_measurement_takes_no_part_from_that_start(
    together: Tables, context: dict[str, Any]
) -> None:
    """The mean of fewer is less sure: the band of that row alone is wider."""
    rows = together["alike"]
    gone = (rows["other"] == "Zuidwijk") & (rows["year"] == 2014)
    figure = drawn({**together, "alike": rows[~gone]}, context)
    for axes in figure.axes[1:]:
        wide = [band.get_width() / 2 for band in axes.patches]
        assert wide == pytest.approx([8 * 1.25**0.5, *[REACH] * 4])


def test_who_is_no_more_alike_than_any_other_is_known(
    example: Tables, settings: dict[str, Any]
) -> None:
    lookups = Lookups.of(example, settings["wijken"]["voorbeeld"], settings)
    far = {
        (area, other.name)
        for area in ("Bospolder", "Tussendijken")
        if (known := lookups.index.alike(area))
        for other in known.others
        if other.far
    }
    # 4.7 apart; two wijken usually the root of 2 times 9 themes, 4.24.
    assert far == {("Tussendijken", "Oud Mathenesse / Witte Dorp")}


def test_the_words_of_the_chart_are_drawn(example: Tables, context: dict[str, Any]) -> None:
    shown = texts(svg("alike", own_tables("alike", example), context))
    assert {
        "Tussendijken",
        "Bospolder",
        "Wat er tot 2024 met dat verschil gebeurde, vanaf elke meting",
        "Vlak: kan toeval zijn; breder waar die wijken zelf verder uiteenliepen",
    } <= {w.strip() for w in shown}
