"""The wijken that were like this one: on the source of the index, and each with its change."""

from __future__ import annotations

from typing import Any

import pytest
from drawn_charts import Tables, covered_words, module, own_tables, svg, texts

pytestmark = pytest.mark.xdist_group("charts")


def test_the_alike_wijken_are_compared_on_their_own_source(
    example: Tables, context: dict[str, Any]
) -> None:
    """Published: Bospolder 99 in 2018 and 84 in 2024, Tussendijken 88 and 83."""
    said = module("alike").facts(own_tables("alike", example), context)
    assert said.title == (
        "Hoe Tussendijken het deed naast wijken die erop leken, hangt af van het beginjaar: vanaf "
        "2018 net aantoonbaar beter"
    )
    assert "Bospolder −15 en Tussendijken −5; Carnisse −8" in said.alt
    mean = next(line for line in said.series if line.label.startswith("gemiddelde verandering"))
    assert mean.points[0].text == "−14"


@pytest.mark.parametrize(
    ("noise", "said"),
    [(7.4, "aantoonbaar beter"), (8.2, "net aantoonbaar beter"), (8.3, "niet aantoonbaar")],
)
def test_who_did_better_is_told_by_the_noise_of_both(
    example: Tables, context: dict[str, Any], noise: float, said: str
) -> None:
    """5 points down beside 14 down in the mean of five: 9 / sqrt(1 + 1/5) is 8.22."""
    noisy = {**context, "noise": {**context["noise"], "change": noise}}
    (axes,) = module("alike").draw(own_tables("alike", example), noisy).axes
    beside = [text.get_text() for text in axes.texts if text.get_position()[0] > 1]
    assert beside[0].replace("\n", " ").startswith(said)
    # The band is that far from their mean: a dot outside it is told from chance, the other not.
    (band,) = axes.collections
    low, high = band.get_datalim(axes.transData).intervalx
    assert (low, high) == pytest.approx((-14 - noise * 1.2**0.5, -14 + noise * 1.2**0.5))
    assert (high < -5) == ("beter" in said) and low < -15 < high


def test_the_differences_stand_beside_each_other_and_within_the_margin(
    example: Tables, context: dict[str, Any]
) -> None:
    """A dot a wijk at its change from 2018 to 2024, the largest rise first.

    Areas that were like the same wijken share one panel; else each has its own.
    """
    tables = own_tables("alike", example)
    rows = tables["alike"].query("group == 'gelijkend' and area == 'Bospolder'")
    values = rows.pivot_table(index="other", columns="year", values="value")
    # Below them their mean, and the city: published, 110 in 2018 and 100 in 2024.
    others = [float(change) for change in values[2024] - values[2018]]
    fewer = tables["alike"].query("area == 'Bospolder' or other != 'Zuidwijk'")
    apart = {**tables, "alike": fewer}
    for drawn, own, panels in ((tables, [-15.0, -5.0], 1), (apart, [-15.0], 2)):
        drawing = svg("alike", drawn, context)
        assert drawing.count('id="gebied-') == panels
        # The band says how wide it is; 0 has its number as every tick has.
        shown = " ".join(texts(drawing))
        assert "minder dan 8,8 punten van dat gemiddelde: kan toeval zijn" in shown
        assert "(8 punten maal de wortel van 1 + 1/5)" in shown
        assert "gemiddelde van die wijken −14" in shown
        assert texts(drawing).count("0") == panels and "−10" in texts(drawing)
        figure = module("alike").draw(drawn, context)
        assert covered_words(figure) == []
        first = figure.axes[0]
        on_scale = [line for line in first.lines if line.get_transform() == first.transData]
        dots = [line.get_xdata()[0] for line in on_scale if line.get_marker() in ("o", "s")]
        expected = [*others, *own, -10.0]
        assert sorted(dots) == pytest.approx(sorted(expected))
        stems = [line.get_xdata()[1] for line in first.lines if list(line.get_xdata())[:1] == [0]]
        assert sorted(stems)[: len(dots)] == sorted(dots), "each from no change on"


def test_the_numbers_stand_in_a_column_clear_of_every_bar_and_margin(
    example: Tables, context: dict[str, Any]
) -> None:
    (axes,) = module("alike").draw(own_tables("alike", example), context).axes
    at = {text.get_text(): text for text in axes.texts}
    assert {"−15", "−5", "−10"} <= set(at)
    numbers = [text for words, text in at.items() if words.startswith("−")]
    assert {text.get_ha() for text in numbers} == {"right"}
    # Left of the panel itself, in which all bars lie.
    (column,) = {text.get_position()[0] for text in numbers}
    assert -0.1 < column < 0 and all(text.get_transform() != axes.transData for text in numbers)


def test_one_area_has_the_index_at_each_measurement_beside_its_change(
    quiet: Tables, context: dict[str, Any]
) -> None:
    """Published: Carnisse 82 in 2014, 77 in 2018 and 69 in 2024; Rotterdam 110 and 100.

    More areas than one have no room for it.
    """
    alone = {**context, "wijk": {**context["wijk"], "areas": ["Carnisse"], "programme": None}}
    figure = module("alike").draw(own_tables("alike", quiet), alone)
    assert covered_words(figure) == []
    (axes,) = figure.axes
    rows: dict[float, list[tuple[float, str]]] = {}
    for text in axes.texts:
        x, y = text.get_position()
        rows.setdefault(round(y, 3), []).append((x, text.get_text()))
    printed = [[words for _, words in sorted(row)] for row in rows.values()]
    gaps = quiet["index_gaps"].query("source == 'sociale_index' and label == 'Sociale Index'")
    own = [f"{value:.0f}" for value in gaps.sort_values("year")["value"]]
    city = [f"{value:.0f}" for value in gaps.sort_values("year")["city"]]
    assert ["Carnisse", *own, "−8"] in printed and own[0] == "82" and own[-1] == "69"
    assert ["Rotterdam", *city, "−10"] in printed
    years = ["2014", "2016", "2018", "2020", "2022", "2024"]
    assert any([words for words in row if words in years] == years for row in printed)
    said = module("alike").facts(own_tables("alike", quiet), alone)
    (line,) = (each for each in said.series if each.label == "Sociale Index van Carnisse")
    assert [point.text for point in line.points] == own
    # A measurement that a wijk lacks is a dash, and no value of another year.
    table = quiet["alike"]
    less = {**quiet, "alike": table[(table["other"] != "Zuidwijk") | (table["year"] != 2020)]}
    (axes,) = module("alike").draw(own_tables("alike", less), alone).axes
    assert [text.get_text() for text in axes.texts].count("–") == 1


def test_the_title_speaks_of_the_start_only_where_it_decides(
    example: Tables, context: dict[str, Any]
) -> None:
    """With a noise of thirty points nothing is shown from any start."""
    noisy = {**context, "noise": {**context["noise"], "change": 30.0}}
    tables = own_tables("alike", example)
    assert module("alike").facts(tables, noisy).title == (
        "Van 2018 tot 2024 deden Bospolder en Tussendijken het niet aantoonbaar anders dan wijken "
        "die erop leken"
    )
    assert module("alike_starts").facts(tables, noisy).title == (
        "Bospolder deed het vanaf geen enkel jaar aantoonbaar anders; Tussendijken deed het vanaf "
        "geen enkel jaar aantoonbaar anders"
    )


def test_every_start_has_its_mark_over_the_band_of_its_own_margin(
    example: Tables, context: dict[str, Any]
) -> None:
    """By hand from the published index: own change minus the mean change of the five, or four.

    Tussendijken from 2014: -3 beside -5.4; 2016: +5 beside -7.8; 2018: -5 beside -14; 2020: -10
    beside -8.2; 2022: -1 beside -6.6; beside four of its type from 2018: -5 beside -16.
    """
    tables = own_tables("alike_starts", example)
    said = module("alike_starts").facts(tables, context)
    assert said.title == (
        "Tussendijken deed het vanaf 2016 en 2018 aantoonbaar beter en vanaf 2014, 2020 en 2022 "
        "niet; Bospolder deed het vanaf geen enkel jaar aantoonbaar anders"
    )
    figure = module("alike_starts").draw(tables, context)
    assert covered_words(figure) == []
    by_hand = {
        "Bospolder": [6.4, 4.8, -1.0, -3.8, -2.4, 1.0],
        "Tussendijken": [2.4, 12.8, 9.0, -1.8, 5.6, 11.0],
    }
    assert len(figure.axes) == 2
    for axes, points in zip(figure.axes, by_hand.values(), strict=True):
        marks = [line for line in axes.lines if str(line.get_gid()).startswith("vanaf-")]
        assert [float(mark.get_xdata()[0]) for mark in marks] == pytest.approx(points)
        reach = [8 * 1.2**0.5] * 5 + [8 * 1.25**0.5]
        found = [(band.get_x(), band.get_width() / 2) for band in axes.patches[: len(points)]]
        assert found == [pytest.approx((-each, each)) for each in reach]
        # Full is past the margin, open within it.
        full = [mark.get_markerfacecolor() == mark.get_markeredgecolor() for mark in marks]
        assert full == [abs(x) >= room for x, room in zip(points, reach, strict=True)]
    words = texts(svg("alike_starts", tables, context))
    assert "vanaf 2018, zoals hierboven" in words and "vanaf 2018, zelfde type" in words
    assert "minder dan 8,8 punten verschil: kan toeval zijn" in words


def test_each_of_the_others_says_how_unlike_it_was(
    example: Tables, context: dict[str, Any]
) -> None:
    """From the table: Zuidwijk 2.3 from Bospolder and 3.3 from Tussendijken. 2 · 9 = 18."""
    tables = own_tables("alike", example)
    words = texts(svg("alike", tables, context))
    assert {"2,3", "3,3", "4,7", "verschil"} <= set(words)
    assert any("twee wijken liggen gewoonlijk 4,2 uiteen" in line for line in words)
    figure = module("alike").draw(tables, context)
    (axes,) = figure.axes
    beside = {text.get_text(): text.get_position()[1] for text in axes.texts}
    assert beside["3,3"] == beside["Zuidwijk"]
