"""How complete a sample is: the share of all mentions that would go to parties already heard of."""

from __future__ import annotations

from collections.abc import Sequence
from math import comb


def coverage(counts: Sequence[int], size: int) -> float | None:
    """The sample coverage of `counts` (how often each was seen) in `size` samples.

    1 - f1/U × (size-1) f1 / ((size-1) f1 + 2 f2), f1 and f2 being the numbers seen once and twice,
    U the sum of the counts (Chao & Jost 2012). For interviews: how many named each party, and the
    number of interviews (incidence, Chao et al. 2014). None when nothing was seen.
    """
    total = sum(counts)
    once, twice = (sum(count == times for count in counts) for times in (1, 2))
    if not total:
        return None
    # Without a party that was seen twice: the form that corrects for it, and one less seen once.
    pair = 2 * twice if twice else 2
    single = once if twice else max(once - 1, 0)
    return 1 - once / total * (size - 1) * single / ((size - 1) * single + pair)


def coverage_of(counts: Sequence[int], size: int, fewer: int) -> float | None:
    """The coverage that `fewer` of the `size` samples would have had (Chao et al. 2014)."""
    total = sum(counts)
    if not total or fewer >= size:
        return coverage(counts, size)
    missed = sum(count * comb(size - count, fewer) for count in counts if count <= size)
    return 1 - missed / (total * comb(size - 1, fewer))
