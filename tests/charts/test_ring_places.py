"""Where parties stand on the ring map: who has no place of its own, and who needs one."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from map_scores import score_ring

from veerkracht.charts import NoDataError, network_ring

pytestmark = pytest.mark.xdist_group("charts")


def test_who_has_no_known_place_stands_near_its_partners(
    example: dict[str, pd.DataFrame], context: dict[str, Any]
) -> None:
    actors = example["actors"].copy()
    best = "naaiatelier-draadkracht"
    partners = example["ties"].query("year == 2023 and (actor_a == @best or actor_b == @best)")
    actors.loc[actors["actor"] == best, ["lat", "lon"]] = None
    nodes = network_ring.arrange({**example, "actors": actors}, context).nodes.set_index("actor")
    linked = (set(partners["actor_a"]) | set(partners["actor_b"])) - {best}
    middle = nodes.loc[[a for a in sorted(linked) if nodes.loc[a, "inside"]], ["x", "y"]].mean()
    assert np.hypot(*(nodes.loc[best, ["x", "y"]] - middle)) < 12


def test_the_ring_needs_places_and_partners_from_outside(
    example: dict[str, pd.DataFrame], context: dict[str, Any]
) -> None:
    actors = example["actors"]
    for changed in (actors.assign(lat=None), actors.assign(location="binnen")):
        with pytest.raises(NoDataError):
            network_ring.facts({**example, "actors": changed}, context)
    bare = {name: value for name, value in context.items() if name != "boundaries"}
    assert score_ring(example, bare)["node_node"] == 0


def test_a_bundle_of_one_of_the_others_ends_in_a_dot_where_it_reaches_the_wijk(
    example: dict[str, pd.DataFrame], context: dict[str, Any]
) -> None:
    """One each, and none of the five that go on; the key says what a dot is."""
    plan = network_ring.arrange(example, context)
    most = network_ring.most_tied(plan.nodes)
    others = {seat for seat in plan.seats if seat not in most}
    assert len(others) == 16 and len(most) == 5
    (axes,) = network_ring.draw(example, context).axes
    (dots,) = [line for line in axes.lines if line.get_gid() == "bereikt"]
    spots = np.column_stack([dots.get_xdata(), dots.get_ydata()])
    ends = np.array([plan.trunks[seat][-1] for seat in sorted(others)])
    apart = np.hypot(*(spots[:, None] - ends[None]).transpose(2, 0, 1))
    assert len(spots) == 16
    assert (apart.min(axis=0) < 0.01).all() and (apart.min(axis=1) < 0.01).all()
    told = " ".join(text.get_text() for text in axes.texts)
    assert "lopen tot de wijk samen (punt); van de vijf staat ook bij wie" in told
