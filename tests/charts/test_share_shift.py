"""On whom the network leans: whose part in all ties fell and rose, party by party."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
from drawn_charts import Tables, module, own_tables, texts

from veerkracht.charts import NoDataError

Drawing = Callable[[str], str]


def tables(parts: dict[str, tuple[int | None, int | None]], ties: tuple[int, int]) -> Tables:
    """Two years with so many ties; `parts`: name -> its ties in both, None where it lacks."""
    rows = [
        {"year": year, "actor": name.lower(), "name": name, "kind": "formeel", "location": "wijk"}
        | {"degree": degree}
        for name, degrees in parts.items()
        for year, degree in zip((2020, 2022), degrees, strict=True)
        if degree is not None
    ]
    measures = [
        {"year": year, "metric": "ties", "value": float(count)}
        for year, count in zip((2020, 2022), ties, strict=True)
    ]
    return {"actor_metrics": pd.DataFrame(rows), "network_metrics": pd.DataFrame(measures)}


def test_a_part_is_the_ties_of_a_party_among_all() -> None:
    # Of ten ties Spil had eight; of twenty it has as many, and Weg is not named any more.
    own = tables({"Spil": (8, 8), "Weg": (1, None), "Nieuw": (None, 5), "Zelfde": (2, 4)}, (10, 20))
    seen = module("share_shift").shift(own)
    assert seen.years == (2020, 2022)
    assert [(p.name, p.before, p.after) for p in seen.fell] == [
        ("Spil", 0.8, 0.4),
        ("Weg", 0.1, None),
    ]
    assert [(p.name, p.before, p.after) for p in seen.rose] == [("Nieuw", None, 0.25)]


@pytest.mark.parametrize(
    ("parts", "title"),
    [
        (
            {"Spil": (8, 8), "Nieuw": (None, 5)},
            "Het aandeel van Spil ging van 80 naar 40\u00a0%; geen partij won zo veel",
        ),
        (
            {"Spil": (1, 16), "Weg": (5, 2)},
            "Het aandeel van Spil ging van 10 naar 80\u00a0%; geen partij verloor zo veel",
        ),
        # As much lost as won: nothing is said of the other side.
        ({"Spil": (8, 6), "Op": (3, 16)}, "Het aandeel van Spil ging van 80 naar 30\u00a0%"),
    ],
)
def test_the_title_says_the_largest_change_and_whether_another_is_as_large(
    parts: dict[str, tuple[int | None, int | None]], title: str, context: dict[str, Any]
) -> None:
    said = module("share_shift").facts(tables(parts, (10, 20)), context).title
    assert said.startswith(title) and ("zo veel" in said) == ("zo veel" in title)


def test_without_two_years_with_ties_there_is_nothing_to_lay_beside() -> None:
    own = tables({"Spil": (8, 8)}, (10, 0))
    for lacking in (own, tables({"Spil": (8, 16)}, (10, 20))):
        with pytest.raises(NoDataError):
            module("share_shift").shift(lacking)


def test_a_mark_stands_at_its_part_and_a_row_says_both(
    example: Tables, context: dict[str, Any], drawing: Drawing
) -> None:
    own = own_tables("share_shift", example)
    chart = module("share_shift")
    seen = chart.shift(own)
    axes = chart.draw(own, context).axes[0]
    # A tie has two ends, so the parts of all parties together are two.
    ties = own["network_metrics"].query("metric == 'ties'").set_index("year")["value"]
    ends = own["actor_metrics"].groupby("year")["degree"].sum()
    assert (ends[list(seen.years)] == 2 * ties[list(seen.years)]).all()
    lines = [line.get_xdata() for line in axes.lines if len(set(line.get_ydata())) == 1]
    rows = [*seen.fell, *seen.rose]
    assert len(lines) == len(rows) == 10
    # On one scale: the length of every line is in proportion to how much the part changed.
    lengths = [abs(x[1] - x[0]) / abs(row.change) for x, row in zip(lines, rows, strict=True)]
    assert max(lengths) == pytest.approx(min(lengths))
    words = texts(drawing("share_shift"))
    assert {row.name for row in rows} <= set(words) and words.count("–") == 5
    # What nobody won as much as is said of is the largest of all changes.
    assert max(abs(row.change) for row in rows) == -seen.fell[0].change
    said = chart.facts(own, context)
    assert seen.fell[0].name in said.title and "geen partij won" in said.title
    assert len(said.alt.split()) <= 80
