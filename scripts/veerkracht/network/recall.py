"""What share of their ties people name, measured from the ties that both ends could have named.

Of a tie between two parties that were both interviewed, each could have named it. If each names a
share r of its ties, of the ties that at least one named a share r / (2 - r) was named by both; so
two interviews count the ties that neither named as two catches count the fish (Lincoln 1930,
Petersen 1896).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from veerkracht.network.heard import Heard


def named_by_both(year: Heard) -> tuple[int, int]:
    """How many ties between interviewed parties both ends named, and how many one end alone."""
    asked = np.isin(year.whom, year.spoken) & np.isin(year.who, year.spoken)
    who, whom = year.who[asked], year.whom[asked]
    codes = np.minimum(who, whom) * year.parties + np.maximum(who, whom)
    _, times = np.unique(codes, return_counts=True)
    return int((times > 1).sum()), int((times == 1).sum())


def recall(both: int, one: int) -> float | None:
    """The share of its ties that a party names: 2 both / (2 both + one); None without such ties."""
    return 2 * both / (2 * both + one) if both + one else None


def draw_recall(both: int, one: int, rng: np.random.Generator, draws: int) -> NDArray[np.float64]:
    """Draws of the recall given what was seen: from Jeffreys' beta for both / (both + one)."""
    share = rng.beta(both + 0.5, one + 0.5, draws)
    return np.asarray(2 * share / (1 + share))
