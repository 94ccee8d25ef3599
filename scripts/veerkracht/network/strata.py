"""Who was asked: the kinds of interviews within which two years are compared.

A later year with other kinds of parties must not look like a changed network. So as many interviews
are drawn of each kind in both years, and interviews are exchanged within a kind.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping

import numpy as np

from veerkracht.network.heard import Heard, Ints
from veerkracht.network.year import Year

Groups = dict[Hashable, list[str]]
# The fewest interviews of a kind and place in a year, for exchanging within it.
FEWEST = 2


def alike(before: Year, after: Year, enough: int) -> tuple[Groups, Groups]:
    """The interviewed parties of both years by group, in order.

    A group is: interviewed in both years or not, the kind, and where. Where these leave fewer than
    `enough` that can be drawn in both years alike, first where is left out, then the kind, then the
    rest.
    """
    both = set(before.interviewed) & set(after.interviewed)

    def grouped(year: Year, parts: int) -> Groups:
        groups: Groups = {}
        for party in year.interviewed:
            node = year.nodes[party]
            group = (party in both, node["kind"], node["location"])[:parts]
            groups.setdefault(group, []).append(party)
        return groups

    for parts in (3, 2, 1, 0):
        found = grouped(before, parts), grouped(after, parts)
        if sum(shared(*found).values()) >= enough:
            break
    return found


def shared(before: Groups, after: Groups) -> dict[Hashable, int]:
    """How many of each group can be drawn in both years."""
    return {group: min(len(before[group]), len(after[group])) for group in before if group in after}


def allot(size: int, most: Mapping[Hashable, int]) -> dict[Hashable, int]:
    """`size` divided over groups by how many there are (`most`), by largest remainder.

    `size` is no more than all together; a group never gets more than it has.
    """
    total = sum(most.values())
    exact = {group: size * count / total for group, count in most.items()} if total else {}
    given = {group: int(share) for group, share in exact.items()}
    short = sorted(exact, key=lambda group: given[group] - exact[group])
    for group in short[: size - sum(given.values())]:
        given[group] += 1
    return given


def exchangeable(before: Heard, after: Heard, kinds: Ints, places: Ints) -> Ints:
    """A number for every party: who shares it, and is interviewed in one year only, is exchanged.

    By kind and place; a kind with a place that has too few in one of the years is not divided by
    place.
    """
    fine = kinds * (int(places.max(initial=0)) + 1) + places
    once = [np.setdiff1d(before.spoken, after.spoken), np.setdiff1d(after.spoken, before.spoken)]
    counts = [Counter(fine[year].tolist()) for year in once]
    asked = np.concatenate(once)
    strata = fine.copy()
    for kind in np.unique(kinds):
        groups = fine[asked[kinds[asked] == kind]].tolist()
        if any(count[group] < FEWEST for group in groups for count in counts):
            strata[kinds == kind] = fine[kinds == kind].min()
    return strata
