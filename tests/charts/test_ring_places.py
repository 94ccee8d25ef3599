"""Where parties stand on the ring map: who has no place of its own, and who needs one."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from map_scores import score_ring

from veerkracht.charts import NoDataError, geo, map_geometry, network_ring
from veerkracht.charts.bundles import pieces

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


def test_a_bundle_of_one_of_the_others_ends_where_it_reaches_the_wijk(
    example: dict[str, pd.DataFrame], context: dict[str, Any]
) -> None:
    """Without a sign there, that would look like a place; the key says that the five go on."""
    plan = network_ring.arrange(example, context)
    most = network_ring.most_tied(plan.nodes)
    others = [seat for seat in plan.trunks if seat not in most]
    assert len(others) == 16 and len(most) == 5
    (axes,) = network_ring.draw(example, context).axes
    (calm,) = [group for group in axes.collections if group.get_gid() == "bundels-rustig"]
    for seat, path in zip(others, calm.get_paths(), strict=True):
        assert np.allclose(np.asarray(path.vertices)[-1], plan.trunks[seat][-1])
    assert not [line for line in axes.lines if line.get_marker() not in ("", "None", None)]
    told = " ".join(text.get_text() for text in axes.texts)
    assert "lopen tot de wijk samen; die van de vijf gaan verder, donker naar wie" in told


def test_only_ties_to_who_has_a_name_in_the_wijk_are_dark(
    example: dict[str, pd.DataFrame], context: dict[str, Any]
) -> None:
    plan = network_ring.arrange(example, context)
    most, named = network_ring.most_tied(plan.nodes), {label.actor for label in plan.labels}
    (axes,) = network_ring.draw(example, context).axes
    drawn: dict[str, Any] = {str(group.get_gid()): group for group in axes.collections}
    own = [to in named for seat, to in zip(plan.seats, plan.reached, strict=True) if seat in most]
    assert 0 < sum(own) < len(own) == 58
    assert len(drawn["naar-een-naam"].get_paths()) == sum(own)
    assert len(drawn["banden-buiten"].get_paths()) == len(own) - sum(own)
    pale, dark = (drawn[i].get_edgecolor()[0][3] for i in ("banden-buiten", "naar-een-naam"))
    assert pale < 0.2 and dark > 4 * pale
    at = {str(row["actor"]): (row["x"], row["y"]) for row in plan.nodes.to_dict("records")}
    for points, to in zip(plan.curves, plan.reached, strict=True):
        assert np.allclose(points[-1], at[to])


def test_the_order_of_the_ring_stands_at_its_ends(
    example: dict[str, pd.DataFrame], context: dict[str, Any]
) -> None:
    """Above who has most, at the right, and below who has least, at the left: each points at it."""
    plan = network_ring.arrange(example, context)
    (axes,) = network_ring.draw(example, context).axes
    outside = plan.nodes[~plan.nodes["inside"]].sort_values("across")
    least, most = outside.iloc[0], outside.iloc[-1]
    words = {text.get_text(): text.get_position() for text in axes.texts}
    (right, above), (left, below) = words["meeste ↓"], words["minste ↑"]
    assert right > most["x"] > network_ring.MIDDLE[0] > left and above > most["y"]
    at_left = outside[outside["x"] < network_ring.MIDDLE[0]]
    assert at_left.loc[at_left["y"].idxmin(), "across"] == least["across"] == 1
    assert below < at_left["y"].min() < most["y"]


def test_names_in_the_wijk_leave_bundles_and_dark_lines_free(
    example: dict[str, pd.DataFrame], context: dict[str, Any]
) -> None:
    """The rest of a line with a name on it belongs to nobody. Of the branches that are dark one
    may be below a name, where its mark stands amid them; none is crossed by a line to a mark."""
    plan = network_ring.arrange(example, context)
    inside = set(plan.nodes.loc[plan.nodes["inside"], "actor"])
    names = [label for label in plan.labels if label.actor in inside]
    most, named = network_ring.most_tied(plan.nodes), {label.actor for label in names}
    ways = zip(plan.curves, plan.seats, plan.reached, strict=True)
    dark = [pieces([way]) for way, seat, to in ways if seat in most and to in named]
    boxes = np.array([label.box for label in names])
    assert len(names) >= 4 and len(dark) >= 6
    # Nor does the edge of an area run through a name.
    assert plan.frame is not None
    for feature in geo.split(context["boundaries"])[0]:
        for ring in map(plan.frame.place, geo.rings(feature)):
            edges = np.stack([ring[:-1], ring[1:]], axis=1)
            assert not map_geometry.crossed(boxes, edges).any(), feature["properties"]["name"]
    trunks = pieces(list(plan.trunks.values()))
    assert not map_geometry.crossed(boxes, trunks).any()
    covered = np.array([map_geometry.crossed(boxes, way).any(axis=1) for way in dark])
    assert covered.sum(axis=0).max() <= 1
    leaders = np.array([label.leader for label in names if label.leader])
    for way in [trunks, *dark]:
        assert not map_geometry.meet(leaders, way).any()


def test_no_count_around_the_ring_stands_on_a_line_of_its_own(
    example: dict[str, pd.DataFrame], context: dict[str, Any]
) -> None:
    plan = network_ring.arrange(example, context)
    most = network_ring.most_tied(plan.nodes)
    last = [label.lines[-1] for label in plan.labels]
    assert len(last) >= 25 and not [line for line in last if line.startswith("(")]
    # All of those with most have letters of one size.
    assert len({label.size for label in plan.labels if label.actor in most}) == 1
