"""What a chart may say only under a reservation, and the counts that belong with its numbers."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from drawn_charts import Tables, module, own_tables, svg, texts

Drawing = Callable[[str], str]
pytestmark = pytest.mark.xdist_group("charts")


def test_an_open_bar_says_where_it_is_surely_below_the_city(
    example: Tables, context: dict[str, Any]
) -> None:
    """Not every one that is not above the city is about as high."""
    rows = example["vulnerability"].assign(worse="nee", city=45.0, margin=1.0)
    rows["value"] = [19.0 if label.endswith("corporatie") else 45.5 for label in rows["label"]]
    changed = own_tables("vulnerability", example) | {"vulnerability": rows}
    shown = texts(svg("vulnerability", changed, context))
    assert shown.count("19\u00a0%, eronder") == 2 and shown.count("46\u00a0%") > 2
    assert any(text.endswith("open balk: eronder of binnen de marge") for text in shown)
    assert "niet aantoonbaar erboven" not in " ".join(shown)
    # What is worse when it is lower does not stand above the city.
    lower = changed | {"vulnerability": rows.assign(worse="ja", value=19.0)}
    assert "aantoonbaar onder Rotterdam" in module("vulnerability").facts(lower, context).title


def test_a_number_of_answers_that_is_the_same_for_all_is_said_once(
    example: Tables, context: dict[str, Any], drawing: Drawing
) -> None:
    answers = [text for text in texts(drawing("health")) if "antwoorden" in text]
    assert len(answers) == 1 and answers[0].endswith("(285 antwoorden)")
    rows = example["health"].copy()
    rows.loc[rows.index[-1], "n"] = 280
    apart = own_tables("health", example) | {"health": rows}
    drawn = svg("health", apart, context)
    assert len([text for text in texts(drawn) if "antwoorden" in text]) == 5


def test_a_mean_rung_says_of_how_many_decisions(
    example: Tables, context: dict[str, Any], drawing: Drawing
) -> None:
    shown = texts(drawing("ladder"))
    assert "van zoveel besluiten" in shown and shown.count("4") == 3 and shown.count("3") == 2
    title = module("ladder").facts(own_tables("ladder", example), context).title
    assert "1,5 in 2019 (vier besluiten)" in title and "5,0 in 2023 (vier besluiten)" in title


def test_the_title_of_the_index_says_where_a_gap_is_within_the_margin(
    example: Tables, context: dict[str, Any]
) -> None:
    own = own_tables("index_lines", example)
    title = module("index_lines").facts(own, context).title
    assert "binnen de marge" not in title
    near = own["index_gaps"].assign(gap=-3.0)
    title = module("index_lines").facts(own | {"index_gaps": near}, context).title
    assert title.count("3 punten onder Rotterdam (binnen de marge)") == 2


def test_a_barrier_is_named_most_in_every_year_or_the_title_does_not_say_so(
    example: Tables, context: dict[str, Any], drawing: Drawing
) -> None:
    """No title has two shares of which nobody knows whether they differ."""
    own = own_tables("barriers", example)
    title = module("barriers").facts(own, context).title
    assert title == "Geld is elk jaar de drempel die het vaakst is genoemd"
    rows = own["barrier_course"]
    last = (rows["year"] == rows["year"].max()) & (rows["barrier"] == "geld")
    changed = own | {"barrier_course": rows.assign(share=rows["share"].mask(last, 0.0))}
    assert "het vaakst" not in module("barriers").facts(changed, context).title


def test_lines_of_barriers_differ_in_dash_or_width(drawing: Drawing) -> None:
    parts = drawing("barriers").split('<g id="drempel-')[1:]
    looks = [re.search(r'style="fill: none;([^"]*)"', part) for part in parts]
    assert len(parts) == len({look.group(1) for look in looks if look}) > 3
