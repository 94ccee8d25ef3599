"""What sections may ask of the claims: how each of them came out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from veerkracht.lookups.number import Number, number_from
from veerkracht.lookups.offered import ReportError, offered, unknown
from veerkracht.network.evidence import DRAWS, FEWEST, LEVEL, SHARE, SURE
from veerkracht.network.exchange import SHAPE, SIZE
from veerkracht.network.outcome import Outcome
from veerkracht.network.resample import EXCHANGES

# What makes a network resilient, in the words of the publication.
DIMENSIONS = {
    "groot": "groter",
    "hecht": "hechter",
    "divers": "diverser",
    "decentraal": "minder afhankelijk van enkele partijen",
}


@dataclass(frozen=True)
class Dimension:
    """A dimension of resilience, its comparative, and how the claim on it came out."""

    name: str
    comparative: str
    outcome: Outcome


@dataclass(frozen=True)
class Count:
    """How many claims have an outcome, and that as it stands in a sentence by itself."""

    outcome: str
    told: str
    count: int


@dataclass(frozen=True)
class ClaimOutcomes:
    """Look-ups on the judged claims. `table`: claim, statement, outcome, evidence, ..."""

    table: pd.DataFrame

    @cached_property
    def _rows(self) -> dict[str, dict[Any, Any]]:
        """Name -> the first row of a claim."""
        rows = self.table.drop_duplicates("claim").to_dict("records")
        return {row["claim"]: row for row in rows}

    def _claim(self, name: str) -> dict[Any, Any]:
        if name not in self._rows:
            raise unknown("De bewering", name, self._rows)
        return self._rows[name]

    @offered
    def outcome(self, name: str, year: int | None = None) -> Outcome:
        """The outcome of a claim; of one of every year: in that year."""
        name = f"{name}-{year}" if year else name
        return Outcome(self._claim(name)["outcome"])

    def asked(self, name: str, year: int | None = None) -> str:
        """What differed in the asking between the years of a claim of change; empty if nothing."""
        told = self._claim(f"{name}-{year}" if year else name)["asked"]
        return "" if pd.isna(told) else str(told)

    @offered
    def no_wording(self, name: str, year: int | None = None) -> str:
        """Raise ReportError: the text has no wording for the outcome of this claim."""
        name = f"{name}-{year}" if year else name
        row = self._claim(name)
        raise ReportError(
            f"de bewering {name} ({row['statement']}) heeft de uitkomst '{row['outcome']}', en "
            f"daarvoor staat er geen tekst. Bewijs: {row['evidence']}"
        )

    @offered
    def stronger_outcomes(self) -> list[Dimension]:
        """The four dimensions in order, with the outcome of their claim."""
        return [
            Dimension(name, comparative, self.outcome(f"sterker-{name}"))
            for name, comparative in DIMENSIONS.items()
        ]

    @offered
    def judged_claims(self) -> list[Count]:
        """How many claims have each outcome, most first; those that nobody could judge left out."""
        found = self.table.loc[self.table["outcome"] != Outcome.UNKNOWN, "outcome"]
        counts = found.value_counts().items()
        return [Count(str(name), Outcome(str(name)).told, int(count)) for name, count in counts]

    # How claims of change are tested ----------------------------------------------------------

    @property
    @offered
    def draws(self) -> Number | None:
        """How many times as many interviews are drawn in both years."""
        return number_from(DRAWS, "claims")

    @property
    @offered
    def draw_share(self) -> Number | None:
        """The share (0 to 1) of the draws from which a change points that way."""
        return number_from(SHARE, "claims")

    @property
    @offered
    def sure_share(self) -> Number | None:
        """How sure (0 to 1) a state of one year must be to hold."""
        return number_from(SURE, "claims")

    @property
    @offered
    def kind_exchanges(self) -> Number | None:
        """How many times kinds are dealt out over the parties at random."""
        return number_from(EXCHANGES, "claims")

    @property
    @offered
    def exchanges(self) -> Number | None:
        """How many times interviews are exchanged between two years, for a count."""
        return number_from(SIZE.times, "claims")

    @property
    @offered
    def shape_exchanges(self) -> Number | None:
        """How many times for the shape of the network."""
        return number_from(SHAPE.times, "claims")

    @property
    @offered
    def tested_changes(self) -> Number | None:
        """How many claims on a change were tested by exchange."""
        return number_from(int(self.table["chance"].notna().sum()), "claims")

    @property
    @offered
    def held_changes(self) -> Number | None:
        """How many of these hold."""
        held = self.table["chance"].notna() & (self.table["outcome"] == Outcome.HOLDS)
        return number_from(int(held.sum()), "claims")

    @property
    @offered
    def expected_by_chance(self) -> Number | None:
        """How many of these would be below the limit by chance, were nothing to change at all."""
        return number_from(LEVEL * float(self.table["chance"].notna().sum()), "claims")

    @property
    @offered
    def fewest(self) -> int:
        """The fewest interviews to say anything of a change."""
        return FEWEST
