"""Questions on two networks: whether the second has what a claim of change says."""

from __future__ import annotations

from collections.abc import Sequence

from veerkracht.network.evidence import Change, Snapshot
from veerkracht.network.metrics import METRICS

EQUAL = 1e-12


def up(*measures: str) -> Change:
    """Whether every one of these measures is higher in the second network."""
    return moved(list(measures))


def moved(
    higher: list[str],
    lower: Sequence[str] = (),
    no_higher: Sequence[str] = (),
    no_lower: Sequence[str] = (),
    falls: str = "",
    rises: str = "",
) -> Change:
    """Whether all these measures moved so, and a party (its id) fell or rose in rank."""

    def holds(before: Snapshot, after: Snapshot) -> bool | None:
        pairs = [(before[name], after[name]) for name in higher]
        pairs += [(after[name], before[name]) for name in lower]
        pairs += [(before.ranks.get(name), after.ranks.get(name)) for name in (falls,) if name]
        pairs += [(after.ranks.get(name), before.ranks.get(name)) for name in (rises,) if name]
        level = [(after[name], before[name]) for name in no_higher]
        level += [(before[name], after[name]) for name in no_lower]
        grown = [(x, y) for x, y in pairs if x is not None and y is not None]
        kept = [(x, y) for x, y in level if x is not None and y is not None]
        if len(grown) + len(kept) < len(pairs) + len(level):
            return None
        return all(y > x for x, y in grown) and all(y >= x for x, y in kept)

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


def stayers_tie_more(before: Snapshot, after: Snapshot) -> bool | None:
    """Whether parties came, and those of both networks have more ties among them."""
    both = set(before.graph) & set(after.graph)
    inside = [sum(x in both and y in both for x, y in seen.edges) for seen in (before, after)]
    return bool(set(after.graph) - both) and inside[1] > inside[0] if both else None


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
