"""The wijken that were like this one: on the source of the index, and each with its change."""

from __future__ import annotations

from typing import Any

import pytest
from drawn_charts import Tables, module, own_tables, svg, texts

pytestmark = pytest.mark.xdist_group("charts")


def test_the_alike_wijken_are_compared_on_their_own_source(
    example: Tables, context: dict[str, Any]
) -> None:
    """Published: Bospolder 99 in 2018 and 84 in 2024, Tussendijken 88 and 83."""
    title = module("alike").facts(own_tables("alike", example), context).title
    assert title.startswith("Van 2018 tot 2024 veranderde de Sociale Index in Bospolder met −15")
    assert "punten en in Tussendijken met −5; in wijken die erop leken gemiddeld met −14" in title


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
        # The band reaches 8 times the root of 2, and says so; 0 has its number as every tick has.
        shown = texts(drawing)
        assert any(words.startswith("grijs: binnen 11 punten van") for words in shown)
        assert shown.count("0") == panels and "−10" in shown
        first = module("alike").draw(drawn, context).axes[0]
        dots = [line.get_xdata()[0] for line in first.lines if line.get_marker() in ("o", "s")]
        expected = [*others, *own, sum(others) / len(others), -10.0]
        assert sorted(dots) == pytest.approx(sorted(expected))
        stems = [line.get_xdata()[1] for line in first.lines if list(line.get_xdata())[:1] == [0]]
        assert sorted(stems)[: len(dots)] == sorted(dots), "each from no change on"


def test_the_numbers_stand_in_a_column_clear_of_every_bar_and_margin(
    example: Tables, context: dict[str, Any]
) -> None:
    (axes,) = module("alike").draw(own_tables("alike", example), context).axes
    at = {text.get_text(): text for text in axes.texts}
    assert {"−15", "−5", "−14", "−10"} <= set(at)
    numbers = [text for words, text in at.items() if words.startswith("−")]
    assert {text.get_ha() for text in numbers} == {"right"}
    # Left of the panel itself, in which all bars lie.
    (column,) = {text.get_position()[0] for text in numbers}
    assert -0.1 < column < 0 and all(text.get_transform() != axes.transData for text in numbers)
