"""Of every source stands from where it was retrieved and when; and where a limit comes from."""

from __future__ import annotations

import copy
import math
from typing import Any

import pytest

from veerkracht import dutch
from veerkracht.lookups.lookups import Lookups
from veerkracht.report.tables.index import index
from veerkracht.report.tables.method import differences, sources
from veerkracht.source_lines import indicator_line

PARTS = [
    {"part": "wijken", "address": "a.nl", "date": "mei 2026"},
    {"part": "stad", "years": "2014–2022", "edition": "2022", "address": "b.nl", "date": "2023"},
    {"part": "stad", "years": "2024", "edition": "2024", "date": "2025"},
]
# Retrieved at two moments, of one edition: nothing is put together.
SAME = [PARTS[0], {"part": "stad", "date": "juni 2026"}]
# One part alone of two editions is.
ONE = PARTS[1:]
INDEX = {"publisher": "OBI", "title": "Index", "edition": "2026", "file": "map/index.csv"}


@pytest.mark.parametrize(
    ("retrieved", "told"),
    [
        ({}, "uitgave 2026"),
        # Retrieved at once: that is for the list of sources alone.
        ({"retrieved": [{"address": "a.nl", "date": "2026"}]}, "uitgave 2026"),
        ({"retrieved": SAME}, "uitgave 2026"),
        ({"retrieved": ONE}, "uitgaven: stad 2022 en 2024"),
        ({"retrieved": PARTS}, "uitgaven: wijken 2026, stad 2022 en 2024"),
        # An edition that a part has twice is said once.
        ({"retrieved": [*PARTS, PARTS[0]]}, "uitgaven: wijken 2026, stad 2022 en 2024"),
    ],
)
def test_a_series_in_parts_says_so_under_its_charts_and_over_its_table(
    example: dict[str, Any], settings: dict[str, Any], retrieved: dict[str, Any], told: str
) -> None:
    line = indicator_line(["index", "index"], {"index": INDEX | retrieved})
    assert line == f"OBI, Index, {told}"
    config = copy.deepcopy(settings)
    block = next(iter(config["sources"].values()))
    block.pop("retrieved")
    block |= INDEX | retrieved
    data = Lookups.of(example, config["wijken"]["voorbeeld"], config)
    in_parts = "uitgaven" in told
    assert data.sources.index_is_mixed == in_parts
    assert index(data).caption.endswith("tot Rotterdam" if in_parts else f"Rotterdam, {told}")


def test_the_list_of_sources_has_a_row_for_each_time_that_was_retrieved(
    example: dict[str, Any], settings: dict[str, Any]
) -> None:
    config = copy.deepcopy(settings)
    index, *others = config["sources"].values()
    index |= INDEX | {"retrieved": PARTS}
    for other in others:
        other.pop("retrieved", None)
    rows = sources(Lookups.of(example, config["wijken"]["voorbeeld"], config)).rows
    assert [(row[0], *row[2:]) for row in rows[:3]] == [
        ("Index: wijken", "2026", "a.nl, mei 2026", "index.csv"),
        ("Index: stad 2014–2022", "2022", "b.nl, 2023", "index.csv"),
        ("Index: stad 2024", "2024", "2025", "index.csv"),
    ]
    assert len(rows) == 3 + len(others) and {row[3] for row in rows[3:]} == {"onbekend"}


def test_the_limits_on_the_index_are_its_margins_in_whole_points(
    example: dict[str, Any], settings: dict[str, Any]
) -> None:
    """The margin of a change is the root of the squares of those of both its measurements."""
    data = Lookups.of(example, settings["wijken"]["voorbeeld"], settings)
    level, change = differences(data).rows[:2]
    margins = data.index.index_margins()
    assert margins is not None
    assert float(level[1].split()[0]) == math.ceil(margins[0]) == settings["noise"]["level"]
    assert float(change[1].split()[0]) == math.ceil(margins[1]) == settings["noise"]["change"]
    assert f"{dutch.number(margins[0], 1)} bij 200 antwoorden" in level[2]
    # By hand: with margins of 3 and 4 at two measurements, a change has the root of 9 + 16.
    parts = example["contributions"].head(1).assign(level_margin=4.0, margin=5.0)
    known = Lookups.of(
        {**example, "contributions": parts}, settings["wijken"]["voorbeeld"], settings
    )
    assert "samen (3,0 en 4,0): 5,0" in differences(known).rows[1][2]
