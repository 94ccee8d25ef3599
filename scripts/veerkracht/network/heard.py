"""What interviews say of a network: who named whom; and the measures that need no graph for it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import igraph
import numpy as np
from numpy.typing import NDArray

from veerkracht.network.graph import central_scores, largest_component
from veerkracht.network.influence import INFLUENTIAL, TOP

Ints = NDArray[np.intp]
Bools = NDArray[np.bool_]
Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Heard:
    """What the interviews of a year say; parties are numbers below `parties`.

    `spoken`: who was interviewed; `who[i]` named `whom[i]`; `both`: a tie counts only when both its
    ends named it.
    """

    spoken: Ints
    who: Ints
    whom: Ints
    parties: int
    both: bool = False

    @cached_property
    def pairs(self) -> Ints:
        """The ties as one number a pair: the lower end times `parties` plus the higher."""
        low, high = np.minimum(self.who, self.whom), np.maximum(self.who, self.whom)
        codes = np.sort(low * self.parties + high)
        # By hand: np.unique takes three times as long, and this is asked for every exchange.
        first = np.ones(len(codes), np.bool_)
        first[1:] = codes[1:] != codes[:-1]
        if self.both:  # then a tie stands there twice: once for each end
            first[:-1] &= ~first[1:]
            first[-1:] = False
        return np.asarray(codes[first])

    @cached_property
    def ends(self) -> tuple[Ints, Ints]:
        """The lower and the higher end of every tie."""
        low, high = np.divmod(self.pairs, self.parties)
        return low, high

    @cached_property
    def seen(self) -> Ints:
        """The parties that were interviewed or named, in order."""
        there = np.zeros(self.parties, np.bool_)
        for some in (self.spoken, *self.ends):
            there[some] = True
        return np.flatnonzero(there)

    @cached_property
    def degrees(self) -> Ints:
        """The number of ties of every party that was seen."""
        ends = np.bincount(np.concatenate(self.ends), minlength=self.parties)
        return np.asarray(ends[self.seen])

    @cached_property
    def eigenvector(self) -> Numbers:
        """The eigenvector centrality of every party (influence.py); 0 for who was not seen."""
        graph = igraph.Graph(n=self.parties, edges=np.column_stack(self.ends))
        return np.array(central_scores(graph, largest_component(graph)))

    @cached_property
    def weighted_degrees(self) -> Numbers:
        """The partners of every party, each counted by its own centrality (influence.py)."""
        low, high = self.ends
        ends, others = np.concatenate([low, high]), np.concatenate([high, low])
        partners = np.bincount(ends, self.eigenvector[others], self.parties)
        return np.asarray(np.round(partners, 10))

    def among(self, parties: Ints) -> Heard:
        """Only what was said of ties among these parties."""
        of = self._of(parties)
        return self._only(of[self.who] & of[self.whom], self.spoken[of[self.spoken]])

    @cached_property
    def mentions(self) -> Ints:
        """How many interviews named each party."""
        return np.bincount(self.whom, minlength=self.parties)

    @property
    def most(self) -> int:
        """The most names in one interview."""
        return int(np.bincount(self.who, minlength=1).max(initial=0))

    def said_by(self, parties: Ints) -> Heard:
        """Only the interviews with these parties."""
        of = self._of(parties)
        return self._only(of[self.who], self.spoken[of[self.spoken]])

    def thinned(self, share: float, rng: np.random.Generator) -> Heard:
        """The same interviews with a share of the names, at random; with all it is itself.

        What is known of it then need not be computed again.
        """
        kept = rng.random(len(self.who)) < share
        return self if kept.all() else self._only(kept, self.spoken)

    def capped(self, most: int, rng: np.random.Generator) -> Heard:
        """The same interviews with at most so many names each, the others left out at random."""
        order = np.lexsort((rng.random(len(self.who)), self.who))
        who = self.who[order]
        kept = np.zeros(len(who), np.bool_)
        kept[order] = np.arange(len(who)) - np.searchsorted(who, who) < most
        return self._only(kept, self.spoken)

    def _of(self, parties: Ints) -> Bools:
        """Whether each party is one of these."""
        of = np.zeros(self.parties, np.bool_)
        of[parties] = True
        return of

    def _only(self, kept: Bools, spoken: Ints) -> Heard:
        return Heard(spoken, self.who[kept], self.whom[kept], self.parties, self.both)


def count_parties(heard: Heard) -> float:
    """The number of parties that were interviewed or named."""
    return float(len(heard.seen))


def count_ties(heard: Heard) -> float:
    """The number of ties."""
    return float(len(heard.pairs))


def mean_degree(heard: Heard) -> float | None:
    """The mean number of ties of a party."""
    return 2 * len(heard.pairs) / len(heard.seen) if len(heard.seen) else None


def lopsided(before: Heard, after: Heard) -> float | None:
    """How much of a shift is of a few parties: the third moment of the change of their shares.

    Below zero a few parties lost much of all that is named while none won as much: only who stood
    out can lose so much. Above zero a few won it. Shares, so that nothing changes when all name
    less; a third moment, the numerator of the skewness of Pearson (1895), so that shifts to and fro
    cancel. None when a year names nobody.
    """
    if not len(before.who) or not len(after.who):
        return None
    shift = after.mentions / len(after.who) - before.mentions / len(before.who)
    return float(np.sum(shift**3))


def transitivity(heard: Heard) -> float | None:
    """Three times the triangles over the connected triples."""
    graph = igraph.Graph(n=heard.parties, edges=np.column_stack(heard.ends))
    closed = graph.transitivity_undirected()
    return None if np.isnan(closed) else float(closed)


def informal_influence(heard: Heard, informal: Bools) -> float | None:
    """The share of the informal parties in the sum of all eigenvector centrality."""
    total = heard.eigenvector.sum()
    return float(heard.eigenvector[informal].sum() / total) if total else None


def informal_top10(heard: Heard, informal: Bools) -> float | None:
    """The share of informal parties among the ten with most; of two equal ones the first."""
    best = np.argsort(-heard.eigenvector, kind="stable")[:TOP]
    if len(best) < TOP or not heard.eigenvector[best[-1]]:
        return None
    return float(informal[best].mean())


def more_influential(before: Heard, after: Heard, chosen: Bools) -> float:
    """How many more of the chosen parties reach the line of the first network in the second."""
    if not len(before.pairs):
        return 0.0
    line = INFLUENTIAL * before.weighted_degrees.max()
    one, other = (int((x.weighted_degrees[chosen] >= line).sum()) for x in (before, after))
    return float(other - one)
