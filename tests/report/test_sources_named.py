"""Of every source stands from where it was retrieved and when; and where a limit comes from."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from veerkracht.lookups.lookups import Lookups
from veerkracht.report.tables.method import differences, sources
from veerkracht.source_lines import indicator_line

PARTS = [
    {"part": "wijken", "address": "a.nl", "date": "mei 2026"},
    {"part": "stad", "address": "b.nl", "date": "2022"},
    {"part": "stad", "date": "2024"},
]
INDEX = {"publisher": "OBI", "title": "Index", "edition": "2026", "file": "map/index.csv"}


@pytest.mark.parametrize(
    ("retrieved", "told"),
    [
        ({}, ""),
        # Retrieved at once: that is for the list of sources alone.
        ({"retrieved": [{"address": "a.nl", "date": "2026"}]}, ""),
        ({"retrieved": PARTS}, "; opgehaald: wijken mei 2026, stad 2022 en 2024"),
    ],
)
def test_a_series_in_parts_says_so_under_its_charts(retrieved: dict[str, Any], told: str) -> None:
    line = indicator_line(["index", "index"], {"index": INDEX | retrieved})
    assert line == f"OBI, Index, uitgave 2026{told}"


def test_the_list_of_sources_has_a_row_for_each_time_that_was_retrieved(
    example: dict[str, Any], settings: dict[str, Any]
) -> None:
    config = copy.deepcopy(settings)
    index, *others = config["sources"].values()
    index |= INDEX | {"retrieved": PARTS}
    for other in others:
        other.pop("retrieved", None)
    rows = sources(Lookups.of(example, config["wijken"]["voorbeeld"], config)).rows
    assert [(row[0], row[3], row[4]) for row in rows[:3]] == [
        ("Index: wijken", "a.nl, mei 2026", "index.csv"),
        ("Index: stad", "b.nl, 2022", "index.csv"),
        ("Index: stad", "2024", "index.csv"),
    ]
    assert len(rows) == 3 + len(others) and {row[3] for row in rows[3:]} == {"onbekend"}


def test_a_limit_wider_than_the_margin_says_for_how_many_answers_it_holds(
    example: dict[str, Any], settings: dict[str, Any]
) -> None:
    """A margin goes with one over the root of the answers: twice as wide, a quarter of them."""
    config = copy.deepcopy(settings)

    def told(level: float) -> str:
        config["noise"]["level"] = level
        data = Lookups.of(example, config["wijken"]["voorbeeld"], config)
        return differences(data).rows[0][2]

    margins = Lookups.of(example, settings["wijken"]["voorbeeld"], settings).index.index_margins()
    assert margins is not None
    one = float(margins[0])
    assert "bij 200 antwoorden" in told(one) and "ook nog" not in told(one)
    assert told(2 * one).endswith("ook nog bij 50 antwoorden")
