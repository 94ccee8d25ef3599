"""Questions on two networks: whether the second has what a claim of change says, and by chance."""

from __future__ import annotations

from collections.abc import Sequence

from veerkracht.network.chance import Chance
from veerkracht.network.evidence import Change
from veerkracht.network.metrics import METRICS
from veerkracht.network.year import Snapshot

EQUAL = 1e-12
# What a dimension is tested on beside its core measures: what can be seen from few interviews.
BESIDE = {"decentraal": ("degree_variance",)}


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
    """Whether all these measures moved so, and a party (its id) fell or rose in rank.

    By chance: the least certain of the moves (intersection-union, Berger 1982); that a measure is
    no higher or no lower must be seen, and cannot be tested.
    """

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

    def chance(tests: Chance) -> float:
        each = [tests.rise(name) for name in higher] + [tests.fall(name) for name in lower]
        each += [tests.lower_place(falls)] if falls else []
        each += [tests.higher_place(rises)] if rises else []
        return max(each, default=0.0)

    return Change(holds, chance)


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
    """Whether on `at_least` of these dimensions more measures went the stronger way.

    By chance: of a dimension the most certain of its measures, for their number (Bonferroni); of
    several dimensions at least so many at once (Benjamini & Heller 2008).
    """

    def holds(before: Snapshot, after: Snapshot) -> bool:
        score = dimensions(before, after)
        return sum(score.get(name, 0) > 0 for name in names) >= at_least

    def chance(tests: Chance) -> float:
        each = sorted(_stronger(name, tests) for name in names)
        return min(1.0, (len(names) - at_least + 1) * each[at_least - 1])

    return Change(holds, chance)


def _stronger(name: str, tests: Chance) -> float:
    """The p-value of one dimension being stronger."""
    asked = [
        item
        for item in METRICS
        if item.dimension == name and (item.core or item.id in BESIDE.get(name, ()))
    ]
    each = [(tests.fall if item.lower_is_better else tests.rise)(item.id) for item in asked]
    return min(1.0, len(each) * min(each))


def _stayers_tie_more(before: Snapshot, after: Snapshot) -> bool | None:
    """Whether parties came, and those of both networks have more ties among them."""
    both = set(before.graph) & set(after.graph)
    inside = [sum(x in both and y in both for x, y in seen.edges) for seen in (before, after)]
    return bool(set(after.graph) - both) and inside[1] > inside[0] if both else None


stayers_tie_more = Change(_stayers_tie_more, Chance.stayers_tie_more)


def _wider_reach(before: Snapshot, after: Snapshot) -> bool | None:
    """Whether a party in the wijk has more partners, both inside and outside it."""
    ends, ends_after = reach(before), reach(after)
    if ends is None or ends_after is None:
        return None
    return ends_after[0] > ends[0] and ends_after[1] > ends[1]


wider_reach = Change(
    _wider_reach, lambda tests: max(tests.reach_wider(outside) for outside in (False, True))
)


def reach(seen: Snapshot) -> tuple[float, float] | None:
    """The mean number of partners inside and outside the wijk of who is not outside it."""
    outside = {n for n, node in seen.graph.nodes.items() if node["location"] == "buiten"}
    here = len(seen.graph) - len(outside)
    ends = [sum(x in outside for x in tie) for tie in seen.edges]
    return (2 * ends.count(0) / here, ends.count(1) / here) if here else None
