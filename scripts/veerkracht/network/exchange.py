"""Whether a network changed, tested by exchanging interviews between two years.

If nothing changed, it does not matter in which of two years an interview was held. So interviews
are exchanged at random, many times: who was interviewed in both years may change places with
itself, the others are shuffled within their stratum, and every year keeps its number. The p-value
is the share of exchanges with a difference at least as large as the one that was seen (Good 2005).

Only what interviews named counts: a party that no interview named, or a tie with no interview
behind it, is no change. How people were asked is made equal first. Whoever names more than the
most that anybody named in the other year is cut back to it, at random. Then the year with more
names is thinned: to the same recall, for sizes (how many parties, how many ties), where the
uncertainty of the recall is carried along by drawing it anew for every exchange; or to the same
number of names per interview, for shapes (closed triples, concentration).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from veerkracht.network.recall import draw_recall, named_by_both

Flags = NDArray[np.bool_]
Numbers = NDArray[np.float64]
EXCHANGES = 199


@dataclass(frozen=True)
class Asked:
    """Who named whom in the interviews of a year; both years of a pair list the same parties.

    `names[i, j]`: party i named party j; `interviewed[i]`: i was interviewed. What stands in the
    row of a party that was not interviewed comes from a list, and is left out.
    """

    names: Flags
    interviewed: Flags

    @property
    def heard(self) -> Flags:
        """Who named whom in an interview, and nothing else."""
        return self.names & self.interviewed[:, None]

    @property
    def seen(self) -> Flags:
        """The parties that were interviewed or named in an interview."""
        return np.asarray(self.interviewed | self.heard.any(axis=0), dtype=np.bool_)


class Equal(Enum):
    """What is made equal between the years before they are compared."""

    NOTHING = auto()
    RECALL = auto()
    NAMES = auto()


@dataclass(frozen=True)
class Design:
    """Which interviews are compared (all, or of parties interviewed in both years), and how."""

    panel: bool
    equal: Equal


SIZE = Design(panel=True, equal=Equal.RECALL)
SHAPE = Design(panel=False, equal=Equal.NAMES)
CONCENTRATION = Design(panel=True, equal=Equal.NAMES)


@dataclass(frozen=True)
class Tested:
    """One-sided p-values of a rise and of a fall of a measure."""

    up: float
    down: float


def asked_in(actors: pd.DataFrame, ties: pd.DataFrame, years: tuple[int, int]) -> list[Asked]:
    """The interviews of two years, their parties in order of id.

    `actors`: year, actor, interviewed; `ties`: year, actor_a, actor_b, named_by (ids of who named
    the tie, with | between).
    """
    here = actors[actors["year"].isin(years)]
    place = {actor: index for index, actor in enumerate(sorted(set(here["actor"])))}
    found = []
    for year in years:
        spoken = here[(here["year"] == year) & (here["interviewed"] == "ja")]["actor"]
        interviewed = np.zeros(len(place), bool)
        interviewed[[place[actor] for actor in spoken]] = True
        names = np.zeros((len(place), len(place)), bool)
        for tie in ties[ties["year"] == year].to_dict("records"):
            ends = (tie["actor_a"], tie["actor_b"])
            for one, other in (ends, ends[::-1]):
                if one in str(tie["named_by"]).split("|"):
                    names[place[one], place[other]] = True
        found.append(Asked(names, interviewed))
    return found


def exchange(
    before: Asked,
    after: Asked,
    design: Design,
    rng: np.random.Generator,
    *,
    kinds: Flags,
    among: Flags | None = None,
    exchanges: int = EXCHANGES,
) -> dict[str, Tested]:
    """The p-values of the measures of `measure_heard` between two years.

    `kinds`: the informal parties, also the strata within which interviews are shuffled; `among`:
    count only these parties and the ties among them. Without a panel, for a design that asks one,
    no change can show: every p-value is 1.
    """
    panel = np.flatnonzero(before.interviewed & after.interviewed)
    if design.panel:
        once: list[NDArray[np.intp]] = [np.array([], np.intp)] * 2
    else:
        once = [
            np.flatnonzero(one.interviewed & ~other.interviewed)
            for one, other in ((before, after), (after, before))
        ]
    ids = [np.concatenate([panel, others]) for others in once]
    rows = _made_equal(before, after, ids, design.equal, rng, exchanges)
    if among is not None:
        rows = [part & among for part in rows]
    every = [np.broadcast_to(part, (exchanges, len(part))) for part in ids]
    informal = np.asarray(kinds, dtype=np.bool_)
    values = [measure_heard(*pair, informal) for pair in zip(rows, every, strict=True)]
    swapped = _exchanged(rows, ids, len(panel), informal, rng)
    chance = [measure_heard(*pair, informal) for pair in swapped]
    tested = {}
    for name in values[0]:
        seen, drawn = values[1][name] - values[0][name], chance[1][name] - chance[0][name]
        up, down = (
            float((1 + np.sum(as_far)) / (exchanges + 1))
            for as_far in (drawn >= seen - 1e-9, drawn <= seen + 1e-9)
        )
        tested[name] = Tested(up, down)
    return tested


def cap(names: Flags, most: int, rng: np.random.Generator) -> Flags:
    """Every row of `names` with at most `most` names, the others left out at random."""
    rank = np.argsort(np.argsort(np.where(names, rng.random(names.shape), 2.0), axis=1), axis=1)
    return np.asarray(names & (rank < most), dtype=np.bool_)


def measure_heard(rows: Flags, ids: NDArray[np.intp], informal: Flags) -> dict[str, Numbers]:
    """Measures of the networks that sets of interviews show, one value a set.

    `rows[k, r]`: whom interview r of set k named; `ids[k, r]`: the party that was interviewed.
    Gives actors, initiatives_informal, ties, mean_degree, transitivity (as in cohesion.py) and
    concentration: how often two names, drawn at random from all that were given, are the same party
    (Simpson 1949).
    """
    sets, _, parties = rows.shape
    each = np.arange(sets)[:, None]
    names = np.zeros((sets, parties, parties), bool)
    names[each, ids] = rows
    seen = names.any(axis=1)
    seen[each, ids] = True
    tied = (names | names.transpose(0, 2, 1)).astype(np.float32)
    degrees = tied.sum(axis=2, dtype=np.float64)
    closed = (np.matmul(tied, tied) * tied).sum(axis=(1, 2), dtype=np.float64)
    triples = (degrees * (degrees - 1)).sum(axis=1)
    count, ties = seen.sum(axis=1).astype(np.float64), degrees.sum(axis=1) / 2
    received = names.sum(axis=1).astype(np.float64)
    total = received.sum(axis=1)
    same = (received * (received - 1)).sum(axis=1)
    return {
        "actors": count,
        "initiatives_informal": (seen & informal).sum(axis=1).astype(np.float64),
        "ties": ties,
        "mean_degree": 2 * ties / np.maximum(count, 1),
        "transitivity": closed / np.maximum(triples, 1),
        "concentration": same / np.maximum(total * (total - 1), 1),
    }


def _made_equal(
    before: Asked,
    after: Asked,
    ids: list[NDArray[np.intp]],
    equal: Equal,
    rng: np.random.Generator,
    draws: int,
) -> list[Flags]:
    """The rows of the interviews `ids` of both years as (draws, interviews, parties), thinned."""
    heard = [before.heard, after.heard]
    if equal != Equal.NOTHING:
        # The most that anybody named in the one year is the most that counts in the other.
        most = int(min(names.sum(axis=1).max(initial=0) for names in heard))
        heard = [cap(names, most, rng) for names in heard]
    ratio = np.ones(draws)
    if equal == Equal.RECALL:
        recall = [
            draw_recall(*named_by_both(names, year.interviewed), rng, draws)
            for names, year in zip(heard, (before, after), strict=True)
        ]
        ratio = recall[0] / recall[1]
    elif equal == Equal.NAMES:
        each = [
            max(names.sum(), 1) / max(year.interviewed.sum(), 1)
            for names, year in zip(heard, (before, after), strict=True)
        ]
        ratio = np.full(draws, each[0] / each[1])
    kept = (np.minimum(1 / ratio, 1), np.minimum(ratio, 1))
    return [
        names[part] & (rng.random((draws, len(part), names.shape[1])) < share[:, None, None])
        for names, part, share in zip(heard, ids, kept, strict=True)
    ]


def _exchanged(
    rows: list[Flags],
    ids: list[NDArray[np.intp]],
    panel: int,
    strata: Flags,
    rng: np.random.Generator,
) -> list[tuple[Flags, NDArray[np.intp]]]:
    """The same interviews with the years exchanged: their rows, and who was interviewed.

    The first `panel` of each year are the parties of both years; each swaps its two interviews or
    not. The others are shuffled over the years within `strata`.
    """
    draws = len(rows[0])
    swap = (rng.random((draws, panel)) < 0.5)[:, :, None]
    a, b = (part[:, :panel] for part in rows)
    paired = [np.where(swap, b, a), np.where(swap, a, b)]
    others = np.concatenate([part[:, panel:] for part in rows], axis=1)
    parties = np.concatenate([part[panel:] for part in ids])
    stratum = strata[parties].astype(float)
    order = np.empty((draws, len(parties)), np.intp)
    order[:, np.argsort(stratum, kind="stable")] = np.argsort(
        stratum + rng.random(order.shape), axis=1
    )
    others = np.take_along_axis(others, order[:, :, None], axis=1)
    moved = parties[order]
    first = len(ids[0]) - panel
    both = np.broadcast_to(ids[0][:panel], (draws, panel))
    return [
        (
            np.concatenate([paired[year], others[:, part]], axis=1),
            np.concatenate([both, moved[:, part]], axis=1),
        )
        for year, part in enumerate((slice(None, first), slice(first, None)))
    ]
