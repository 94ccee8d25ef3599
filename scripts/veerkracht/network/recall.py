"""What share of their ties people name, measured from the ties that both ends could have named.

Of a tie between two parties that were both interviewed, each could have named it. If each names a
share r of its ties, of the ties that at least one named a share r / (2 - r) was named by both; so
two interviews count the ties that neither named as two catches count the fish (Lincoln 1930,
Petersen 1896).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

DRAWS = 2000


def named_by_both(names: NDArray[np.bool_], interviewed: NDArray[np.bool_]) -> tuple[int, int]:
    """How many ties between interviewed parties both ends named, and how many one end alone.

    `names[i, j]`: i named j.
    """
    asked = names[np.ix_(interviewed, interviewed)]
    return int((asked & asked.T).sum()) // 2, int((asked ^ asked.T).sum()) // 2


def recall(both: int, one: int) -> float | None:
    """The share of its ties that a party names: 2 both / (2 both + one); None without such ties."""
    return 2 * both / (2 * both + one) if both + one else None


def draw_recall(
    both: int, one: int, rng: np.random.Generator, draws: int = DRAWS
) -> NDArray[np.float64]:
    """Draws of the recall given what was seen: from Jeffreys' beta for both / (both + one)."""
    share = rng.beta(both + 0.5, one + 0.5, draws)
    return np.asarray(2 * share / (1 + share))


def recall_rose(
    before: tuple[int, int], after: tuple[int, int], rng: np.random.Generator
) -> float:
    """The p-value of a rise in recall: how likely it is that the second year's is no higher.

    Each year as `named_by_both` gives it.
    """
    return float(np.mean(draw_recall(*after, rng) <= draw_recall(*before, rng)))


def named_again(
    before: NDArray[np.bool_], after: NDArray[np.bool_], panel: NDArray[np.bool_]
) -> float | None:
    """Of the names that the panel gave, the share that it gave again; None without names.

    Recall and the survival of ties together: a lower bound of the recall in the second year.
    """
    first = before[panel]
    return float((first & after[panel]).sum() / first.sum()) if first.any() else None
