"""How the maps of the years share the page: a row is as high as its marks need."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex

from veerkracht.charts import design, network_panel

pytestmark = pytest.mark.xdist_group("charts")


def test_a_row_of_maps_is_as_high_as_its_marks(
    example: dict[str, pd.DataFrame], context: dict[str, Any]
) -> None:
    """Who came later stands at the edges: the first years have no empty band above and below."""
    years = [2019, 2020, 2021, 2022, 2023]
    cells, rooms, rest = network_panel.laid_out(example, years)
    placed = network_panel.shaped(example, rooms[0])
    assert len({(room.width, round(room.height, 6)) for room in rooms}) == 1
    # Every map is higher than in rows that are as high as each other.
    assert rooms[0].height > network_panel.room_of(network_panel.cells(5)[0][0]).height + 1
    assert rest is not None and rest.height == cells[-1].height
    air = []
    (axes,) = network_panel.draw(example, context).axes
    for row in (slice(0, 3), slice(3, 5)):
        plans = [
            network_panel.arrange(placed, context, year, room)
            for year, room in zip(years[row], rooms[row], strict=True)
        ]
        marks = pd.concat([nodes for plan in plans for nodes in (plan.nodes, plan.gone)])
        cell = cells[row][0]
        lowest, highest = (marks["y"] - marks["radius"]).min(), (marks["y"] + marks["radius"]).max()
        assert cell.low - 0.01 <= lowest <= cell.low + 5
        # The last line of a head: who is named no more takes two, in the second row only.
        top = cell.low + cell.height
        right = cells[row][-1].left + cells[row][-1].width
        spots = [text.get_position() for text in axes.texts]
        said = [y for x, y in spots if highest < y < top and x < right]
        air.append(min(said) - highest)
    # From the last line as much air in both rows, and no more than that.
    assert min(air) > 3.5 and max(air) < 7 and abs(air[0] - air[1]) < 1.5


def test_no_ring_of_a_newcomer_is_lost_on_a_small_map(
    example: dict[str, pd.DataFrame], context: dict[str, Any]
) -> None:
    """Of a square with a ring at less than a dot of print parts were gone: that looks broken."""
    (axes,) = network_panel.draw(example, context).axes
    of = {str(mark.get_gid()): mark for mark in axes.patches}
    rings = {name: mark for name, mark in of.items() if "-nieuw-" in name}
    assert len(rings) == 26 + 22 + 26 + 35
    for name, ring in rings.items():
        own = of[name.replace("-nieuw-", "-partij-")]
        apart = own.get_path().get_extents().x0 - ring.get_path().get_extents().x0
        assert apart >= 0.35 and ring.get_linewidth() >= 0.5 and ring.get_zorder() > 2.8


def test_who_is_named_no_more_is_a_grey_cross(
    example: dict[str, pd.DataFrame], context: dict[str, Any]
) -> None:
    """Two strokes through each other: an open mark this small looks like one with a ring."""
    (axes,) = network_panel.draw(example, context).axes
    crosses = [mark for mark in axes.patches if "-weg-" in str(mark.get_gid())]
    assert len(crosses) == 0 + 4 + 9 + 9
    for cross in crosses:
        a, b, c, d = np.asarray(cross.get_path().vertices, dtype=float)
        middle = (a + b) / 2
        assert (c + d) / 2 == pytest.approx(middle)
        # Of one length, and at right angles.
        assert ((b - a) ** 2).sum() == pytest.approx(((d - c) ** 2).sum())
        assert float(((b - a) * (d - c)).sum()) == pytest.approx(0.0, abs=1e-6)
        assert to_hex(cross.get_edgecolor()) == design.GREY.lower()
