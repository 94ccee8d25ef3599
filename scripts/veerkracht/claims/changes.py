"""Questions on two networks: whether the second has what a claim of change says."""

from __future__ import annotations

from veerkracht.network.evidence import Change, Snapshot
from veerkracht.network.metrics import METRICS

EQUAL = 1e-12


def up(*measures: str) -> Change:
    """Whether every one of these measures is higher in the second network."""

    def holds(before: Snapshot, after: Snapshot) -> bool | None:
        pairs = [(before[name], after[name]) for name in measures]
        both = [(x, y) for x, y in pairs if x is not None and y is not None]
        return all(y > x for x, y in both) if len(both) == len(measures) else None

    return holds


def dimensions(before: Snapshot, after: Snapshot) -> dict[str, int]:
    """For each dimension: how many core measures went the stronger way minus the other way."""
    score: dict[str, int] = {}
    for item in METRICS:
        a, b = (before[item.id], after[item.id]) if item.core else (None, None)
        if a is None or b is None or abs(b - a) < EQUAL:
            continue
        better = b < a if item.lower_is_better else b > a
        score[item.dimension] = score.get(item.dimension, 0) + (1 if better else -1)
    return score


def stronger(*names: str, at_least: int = 1) -> Change:
    """Whether on `at_least` of these dimensions more measures went the stronger way."""

    def holds(before: Snapshot, after: Snapshot) -> bool:
        score = dimensions(before, after)
        return sum(score.get(name, 0) > 0 for name in names) >= at_least

    return holds


def closer(before: Snapshot, after: Snapshot) -> bool | None:
    """Whether more ties run between the kinds, and informal parties are as near to formal ones."""
    steps, steps_after = before["steps_to_formal"], after["steps_to_formal"]
    more = up("ei_index")(before, after)
    if steps is None or steps_after is None or more is None:
        return None
    return more and steps_after <= steps


def more_central(before: Snapshot, after: Snapshot) -> bool | None:
    """Whether informal parties hold more of the influence, and no less of the top ten."""
    top, top_after = before["informal_top10"], after["informal_top10"]
    more = up("informal_influence")(before, after)
    if top is None or top_after is None or more is None:
        return None
    return more and top_after >= top


def stayers_tie_more(before: Snapshot, after: Snapshot) -> bool | None:
    """Whether parties came, and those of both networks have more ties among them."""
    both = set(before.graph) & set(after.graph)
    inside = [sum(x in both and y in both for x, y in seen.edges) for seen in (before, after)]
    return bool(set(after.graph) - both) and inside[1] > inside[0] if both else None


def overtaken(party: str) -> Change:
    """Whether a party (its id) falls in rank while informal parties gain influence."""

    def holds(before: Snapshot, after: Snapshot) -> bool | None:
        place, place_after = before.ranks.get(party), after.ranks.get(party)
        gain = up("informal_influence")(before, after)
        if place is None or place_after is None or gain is None:
            return None
        return place_after > place and gain

    return holds


def wider_reach(before: Snapshot, after: Snapshot) -> bool | None:
    """Whether a party in the wijk has more partners, both inside and outside it."""
    ends, ends_after = reach(before), reach(after)
    if ends is None or ends_after is None:
        return None
    return ends_after[0] > ends[0] and ends_after[1] > ends[1]


def reach(seen: Snapshot) -> tuple[float, float] | None:
    """The mean number of partners inside and outside the wijk of who is not outside it."""
    outside = {n for n, node in seen.graph.nodes.items() if node["location"] == "buiten"}
    here = len(seen.graph) - len(outside)
    ends = [sum(x in outside for x in tie) for tie in seen.edges]
    return (2 * ends.count(0) / here, ends.count(1) / here) if here else None
