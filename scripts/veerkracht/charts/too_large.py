"""What is drawn of a network too large to see, and how the map says what it leaves out."""

from __future__ import annotations

from collections.abc import Sized
from math import fsum
from typing import Protocol

import numpy as np
import pandas as pd

from veerkracht import dutch

# Beyond these a map is a grey cloud; the largest year of the example has 117 and 313.
MOST_PARTIES, MOST_TIES = 400, 1500


class Drawn(Protocol):
    """A map: what is drawn of it, and how many parties and ties are not."""

    @property
    def nodes(self) -> pd.DataFrame:
        """The parties that are drawn."""

    @property
    def ties(self) -> np.ndarray:
        """The ties that are drawn."""

    @property
    def left_out(self) -> tuple[int, int]:
        """How many parties and ties are not drawn."""


def is_too_large(nodes: Sized, pairs: Sized) -> bool:
    """Whether a year has more than can be told apart on a page."""
    return len(nodes) > MOST_PARTIES or len(pairs) > MOST_TIES


def most_influential(nodes: pd.DataFrame, wanted: set[str]) -> pd.DataFrame:
    """The nodes that are drawn of a network too large to see; `wanted`: names always there."""
    best = set(nodes.sort_values(["rank", "actor"])["actor"].head(MOST_PARTIES))
    kept = nodes["actor"].isin(best) | nodes["name"].isin(wanted)
    return nodes[kept].reset_index(drop=True)


def strongest(
    ties: pd.DataFrame, year: int, pairs: list[tuple[str, str]], drawn: pd.DataFrame
) -> np.ndarray:
    """Which of the pairs are drawn: between `drawn` nodes, by strength and then by influence."""
    of_year = ties[ties["year"] == year]
    ends = zip(of_year["actor_a"], of_year["actor_b"], strict=True)
    strength = dict(zip(ends, of_year["strength"].fillna(0).astype(float), strict=True))
    influence = dict(zip(drawn["actor"], drawn["eigenvector"], strict=True))
    inside = [n for n, (a, b) in enumerate(pairs) if a in influence and b in influence]
    inside.sort(key=lambda n: (-strength[pairs[n]], -fsum(influence[end] for end in pairs[n]), n))
    kept = np.zeros(len(pairs), dtype=bool)
    kept[inside[:MOST_TIES]] = True
    return kept


def told_left_out(plan: Drawn, *, why: bool) -> str:
    """What is not drawn, with what is, and `why` that; empty where all is drawn."""
    if not any(plan.left_out):
        return ""
    parties, ties, no_parties, no_ties = map(
        dutch.number, (len(plan.nodes), len(plan.ties), *plan.left_out)
    )
    best, strong = (" met de meeste invloed", "van hun sterkste ") if why else ("", "")
    return (
        f"getekend: {parties} partijen{best} en {ties} {strong}samenwerkingen; "
        f"niet getekend: {no_parties} en {no_ties}"
    )
