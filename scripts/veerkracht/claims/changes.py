"""Questions on two networks: whether the second has what a claim of change says, and by chance."""

from __future__ import annotations

import math
from collections.abc import Sequence

from veerkracht.claims.numbers import above, at_least
from veerkracht.network.chance import Chance
from veerkracht.network.evidence import Change
from veerkracht.network.influence import influential
from veerkracht.network.metric import Metric
from veerkracht.network.metrics import METRICS
from veerkracht.network.year import Snapshot

# Interviews hardly show the core measures of this dimension to change (docs/bewijs.md): it is asked
# what a few parties lost of all ties, as the test of `degree_variance` asks of all that is named.
FEW = "decentraal"


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
    """Whether all these measures moved so, and a party (its id) fell or rose: in the rank of
    influence, and in its share of the ties.

    By chance: the least certain of the moves (intersection-union, Berger 1982); of a party its
    share of the ties. That a rank moved, or a measure is no higher or no lower, must be seen, and
    cannot be tested.
    """

    def holds(before: Snapshot, after: Snapshot) -> bool | None:
        pairs = [(before[name], after[name]) for name in higher]
        pairs += [(after[name], before[name]) for name in lower]
        for party, one, other in ((falls, after, before), (rises, before, after)):
            if party:
                pairs += [(_place(other, party), _place(one, party))]
                pairs += [(_part(one, party), _part(other, party))]
        level = [(after[name], before[name]) for name in no_higher]
        level += [(before[name], after[name]) for name in no_lower]
        grown = [(x, y) for x, y in pairs if x is not None and y is not None]
        kept = [(x, y) for x, y in level if x is not None and y is not None]
        if len(grown) + len(kept) < len(pairs) + len(level):
            return None
        return all(above(y, x) for x, y in grown) and all(at_least(y, x) for x, y in kept)

    def chance(tests: Chance) -> float:
        each = [tests.rise(name) for name in higher] + [tests.fall(name) for name in lower]
        each += [tests.smaller_share(falls)] if falls else []
        each += [tests.larger_share(rises)] if rises else []
        return max(each, default=1.0)

    return Change(holds, chance)


def _place(seen: Snapshot, party: str) -> float | None:
    """The rank of a party; below all others without influence, None when it is not there."""
    return seen.ranks.get(party, math.inf) if party in seen.graph else None


def _part(seen: Snapshot, party: str) -> float | None:
    """The share of the ties that are of a party; None when it is not there."""
    return (
        seen.graph.degree(party) / len(seen.edges) if party in seen.graph and seen.edges else None
    )


def dimension(name: str, before: Snapshot, after: Snapshot) -> bool | None:
    """Whether more measures of a dimension went the stronger way than the other way.

    None when the measures that are not known could tip it.
    """
    if name == FEW:
        return _less_with_few(before, after)
    margin, unknown = 0, 0
    for item in _asked(name):
        a, b = before[item.id], after[item.id]
        if a is None or b is None:
            unknown += 1
            continue
        if item.lower_is_better:
            a, b = b, a
        margin += above(b, a) - above(a, b)
    if margin - unknown > 0:
        return True
    return None if margin + unknown > 0 else False


def stronger(*names: str, count: int = 1) -> Change:
    """Whether at least so many of these dimensions are stronger; None when it cannot be known.

    By chance: of a dimension the most certain of its measures, for their number (Bonferroni); of
    several dimensions at least so many at once (Benjamini & Heller 2008).
    """

    def holds(before: Snapshot, after: Snapshot) -> bool | None:
        found = [dimension(name, before, after) for name in names]
        if found.count(True) >= count:
            return True
        return None if found.count(True) + found.count(None) >= count else False

    def chance(tests: Chance) -> float:
        each = sorted(_stronger(name, tests) for name in names)
        return min(1.0, (len(names) - count + 1) * each[count - 1])

    return Change(holds, chance)


def _asked(name: str) -> list[Metric]:
    """The measures that say whether a dimension is stronger."""
    return [x for x in METRICS if x.dimension == name and x.core]


def _less_with_few(before: Snapshot, after: Snapshot) -> bool | None:
    """Whether a few parties lost a part of all ties while none won as much: `heard.lopsided`."""
    if not before.edges or not after.edges:
        return None
    parties = {*before.graph, *after.graph}
    shift = [(_part(after, party) or 0.0) - (_part(before, party) or 0.0) for party in parties]
    return above(0.0, math.fsum(change**3 for change in shift))


def _stronger(name: str, tests: Chance) -> float:
    """The p-value of one dimension being stronger."""
    if name == FEW:
        return tests.fall("degree_variance")
    asked = _asked(name)
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
    return all(above(now, then) for now, then in zip(ends_after, ends, strict=True))


wider_reach = Change(
    _wider_reach, lambda tests: max(tests.reach_wider(outside) for outside in (False, True))
)


def reach(seen: Snapshot) -> tuple[float, float] | None:
    """The mean number of partners inside and outside the wijk of who is not outside it."""
    outside = {n for n, node in seen.graph.nodes.items() if node["location"] == "buiten"}
    here = len(seen.graph) - len(outside)
    ends = [sum(x in outside for x in tie) for tie in seen.edges]
    return (2 * ends.count(0) / here, ends.count(1) / here) if here else None


def more_influential(line: float | None, kind: str) -> Change:
    """Whether more parties (of a kind, or all) reach the line; None where there is no line."""

    def holds(before: Snapshot, after: Snapshot) -> bool | None:
        if line is None:
            return None
        return len(leaders(after, line, kind)) > len(leaders(before, line, kind))

    return Change(holds, lambda tests: tests.more_influential(kind))


def leaders(seen: Snapshot, line: float | None, kind: str) -> set[str]:
    """The influential parties of a network, of a kind or all."""
    kinds = seen.graph.nodes(data="kind")
    return {x for x in influential(seen.graph, line) if kind in ("", kinds[x])}
