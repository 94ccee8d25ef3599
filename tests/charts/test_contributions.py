"""What moved the gap: every bar as long as its points, open within its margin, and all add up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
from drawn_charts import Tables, module, own_tables, svg, texts
from matplotlib.colors import to_hex

from veerkracht import dutch
from veerkracht.charts import design

Drawing = Callable[[str], str]
pytestmark = pytest.mark.xdist_group("charts")


def test_the_pieces_of_the_contributions_add_up_to_the_sum_beside_them(
    example: Tables, context: dict[str, Any], drawing: Drawing
) -> None:
    picture = drawing("contributions")
    table = example["contributions"]
    rows = table[table["area"] == "Bospolder"]
    # One that counts in two themes is one indicator, as everywhere in the report.
    named = rows[rows["indicator"].notna()].groupby("indicator")[["gap_points"]].sum()
    named = named.sort_values("gap_points")
    assert len(named) == 94
    # The five largest to either side have a bar each, and all others one together.
    ends = [named["gap_points"].head(5), named["gap_points"].tail(5)]
    others = named["gap_points"].iloc[5:-5]
    expected = sorted((*ends[0], *ends[1], others.sum()))
    axes, other = module("contributions").draw(own_tables("contributions", example), context).axes
    # Above the bars, at less than 0, stand those of the key.
    bars = [box for box in axes.patches if box.get_y() > 0]
    assert sorted(box.get_width() for box in bars) == pytest.approx(expected)
    assert axes.get_xlim() == other.get_xlim(), "one scale"
    # Open where the indicator did not move by more than its own margin.
    moved = example["indicator_changes"].query("area == 'Bospolder' and moved != 'gelijk'")
    sure = named.index.isin(moved["indicator"])
    full = sum(sure[:5]) + sum(sure[-5:])
    faces = [to_hex(box.get_facecolor()).lower() for box in bars]
    assert faces.count(design.AREAS[0].lower()) == full == 4 and faces.count("#ffffff") == 10 - full
    total = float(pd.concat(ends).sum() + others.sum())
    assert rows["gap_points"].sum() == pytest.approx(total, abs=0.05)
    shown = texts(picture)
    ups, downs = (float(others[others * side > 0].sum()) for side in (1, -1))
    assert {
        f"84 andere indicatoren samen ({dutch.signed(ups, 1)} en {dutch.signed(downs, 1)})",
        dutch.signed(others.sum(), 1),
        "Zet zich actief in voor de buurt",
    } <= set(shown)
    # What is printed adds up, or the note says how far it does not: −9,1 beside −8,9.
    assert "Afronden scheelt 0,2." in " ".join(shown)
    assert {"binnen de marge: kan toeval zijn", "dichter bij Rotterdam →"} <= set(shown)
    whole = table[table["area"].eq("Bospolder") & table["indicator"].isin(["aantCIG_p"])]
    even = whole.assign(gap_points=[1.0] * len(whole))
    alone = " ".join(texts(svg("contributions", {**example, "contributions": even}, context)))
    assert "Afronden" not in alone and "tenzij er iets anders staat" in alone
    assert "Bospolder: samen +3,5 punten, binnen de marge" in shown
    assert "Tussendijken: samen −8,9 punten, verder van de stad" in shown
    title = module("contributions").facts(example, context).title
    assert title == (
        "Van 2014 tot 2016 raakte Tussendijken 8,9 punten verder van Rotterdam; van Bospolder is "
        "geen verandering aan te tonen"
    )
    quieter = {**context, "noise": {**context["noise"], "change": 9}}
    title = module("contributions").facts(example, quieter).title
    assert title.endswith("afstand van Bospolder en Tussendijken tot Rotterdam niet aantoonbaar")
