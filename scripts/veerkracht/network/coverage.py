"""How complete a sample is: the share of all mentions that would go to parties already heard of."""

from __future__ import annotations

from collections.abc import Sequence
from math import comb


def coverage(counts: Sequence[int], size: int) -> float | None:
    """The sample coverage of `counts` (how often each was seen) in `size` samples (Chao & Jost 2012).

    1 - f1/U × (size-1) f1 / ((size-1) f1 + 2 f2), with f1 and f2 the numbers seen once and twice and
    U the sum of the counts. For interviews: how many named each party, and the number of interviews
    (incidence, Chao et al. 2014); for individuals `size` is U. None when nothing was seen.
    """
    total = sum(counts)
    once, twice = (sum(count == times for count in counts) for times in (1, 2))
    if not total:
        return None
    if not once:
        return 1.0
    if not twice:
        # The bias-corrected form, of use when nothing was seen twice.
        missed = (size - 1) * (once - 1) / ((size - 1) * (once - 1) + 2) if once > 1 else 1.0
        return 1 - once / total * missed
    return 1 - once / total * (size - 1) * once / ((size - 1) * once + 2 * twice)


def richness(counts: Sequence[int], size: int) -> float:
    """How many there are, also those that were never seen: Chao1 and Chao2 (Chao 1984, 1987).

    The number seen + (size-1)/size × f1² / (2 f2), or f1 (f1-1) / 2 instead when f2 is zero.
    """
    once, twice = (sum(count == times for count in counts) for times in (1, 2))
    more = once**2 / (2 * twice) if twice else once * (once - 1) / 2
    return sum(count > 0 for count in counts) + (size - 1) / size * more


def rarefied(counts: Sequence[int], size: int, fewer: int) -> float:
    """How many would have been seen in `fewer` of the `size` samples (Hurlbert 1971)."""
    return sum(1 - comb(size - count, fewer) / comb(size, fewer) for count in counts if count)
