"""Where parties stand on the ring map: who has no place of its own, and who needs one."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from map_scores import score_ring

from veerkracht.charts import NoDataError, network_ring, ring_ends

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


def test_a_bundle_of_one_of_the_others_does_not_seem_to_end_at_the_edge(
    example: dict[str, pd.DataFrame], context: dict[str, Any]
) -> None:
    """Each of its ties is begun in the wijk, as dark as the bundle, and fades after a few mm."""
    plan = network_ring.arrange(example, context)
    most = network_ring.most_tied(plan.nodes)
    own = [p for p, seat in zip(plan.curves, plan.seats, strict=True) if seat not in most]
    drawn: dict[str, Any] = {
        str(group.get_gid()): group
        for group in network_ring.draw(example, context).axes[0].collections
    }
    ways, dark = drawn["beginnen"].get_paths(), drawn["beginnen"].get_edgecolor()[:, 3]
    each = ring_ends.STEPS
    assert len(own) == 45 and len(ways) == len(dark) == each * len(own)
    bundle = drawn["bundels-rustig"].get_edgecolor()[0][3]
    for at, points in enumerate(own):
        parts, alphas = ways[each * at : each * (at + 1)], dark[each * at : each * (at + 1)]
        assert np.allclose(parts[0].vertices[0], points[0])
        far = float(np.hypot(*(parts[-1].vertices[-1] - points[0])))
        assert 1 < far <= ring_ends.BEGUN + 0.1
        assert alphas[0] == bundle and (np.diff(alphas) < 0).all()
