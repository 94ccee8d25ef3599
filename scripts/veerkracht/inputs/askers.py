"""Whether how many parties an interview names depends on who held it or coded it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from veerkracht import dutch
from veerkracht.faults import WARNING, Fault
from veerkracht.tables.inputs import ASKERS

# The columns of sheet initiatieven that say who did it.
ROLES = ("interviewer", "codeur")
FEWEST = 8
TIMES = 999
LEVEL = 0.05
SEED = 2024


@dataclass(frozen=True)
class Talk:
    """One interview: how many parties it names, and role -> who had it ("" is not known).

    `file` and `sheet`: where it stands. Names of persons go no further than here.
    """

    year: int
    file: str
    sheet: str
    names: int
    by: dict[str, str]


def asker_effects(talks: Iterable[Talk]) -> tuple[pd.DataFrame, list[Fault]]:
    """A row a year and role with two persons or more, and a warning where they differ.

    Gives year, role, people, interviews, low and high (mean names of the person with the fewest and
    the most) and chance: of differences this large when persons are shuffled over the interviews of
    the year (Kruskal & Wallis 1952, by permutation).
    """
    rows, faults = [], []
    for group in _groups(list(talks)):
        role = group.role
        low, high = (pick(group.means.values()) for pick in (min, max))
        rows.append((group.year, role, len(group.means), len(group.names), low, high, group.chance))
        if group.chance <= LEVEL:
            span = f"{dutch.number(low, 1)} tot {dutch.number(high, 1)}"
            found = f"gemiddeld {span} namen per gesprek, naar {role}"
            found += f" (kans op zo'n verschil door toeval: {dutch.number(group.chance, 3)})"
            expected = f"evenveel namen bij elke {role}, of gesprekken met andere partijen"
            advice = "Vroeg of codeerde ieder hetzelfde? Leg het vast op blad werkwijze."
            place = (group.file, group.sheet, 0, role)
            faults.append(Fault(*place, found, expected, advice, WARNING))
    return pd.DataFrame(rows, columns=ASKERS.names), faults


@dataclass(frozen=True)
class _Group:
    """The interviews of a year of which it is known who had them in a role."""

    year: int
    role: str
    file: str
    sheet: str
    names: list[int]
    persons: list[str]

    @property
    def means(self) -> dict[str, float]:
        """Person -> the mean number of names."""
        each = Counter(self.persons)
        return {
            who: sum(n for n, p in zip(self.names, self.persons, strict=True) if p == who) / count
            for who, count in each.items()
        }

    @property
    def chance(self) -> float:
        """The p-value of the differences between persons."""
        places = np.unique(self.persons, return_inverse=True)[1]
        order = np.sort(self.names)
        # Twice the mean of the ranks of equal numbers.
        low = np.searchsorted(order, self.names, "left")
        ranks = low + np.searchsorted(order, self.names, "right")
        ranks = ranks - ranks.mean()
        size = np.bincount(places)
        rng = np.random.default_rng(list(f"{SEED}-{self.year}-{self.role}".encode()))

        def between(values: np.ndarray) -> float:
            return float((np.bincount(places, values) ** 2 / size).sum())

        seen = between(ranks)
        drawn = [between(rng.permutation(ranks)) for _ in range(TIMES)]
        return (1 + sum(one >= seen - 1e-9 for one in drawn)) / (TIMES + 1)


def _groups(talks: list[Talk]) -> Iterator[_Group]:
    for year in sorted({talk.year for talk in talks}):
        for role in ROLES:
            here = [talk for talk in talks if talk.year == year and talk.by[role]]
            persons = [talk.by[role] for talk in here]
            if len(here) >= FEWEST and len(set(persons)) > 1:
                names = [talk.names for talk in here]
                yield _Group(year, role, here[0].file, here[0].sheet, names, persons)
