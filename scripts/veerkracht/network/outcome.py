"""What a claim can come out as, in the words of tables and texts."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from veerkracht.dutch import UNDETERMINED


class Outcome(StrEnum):
    """The outcome of a claim, the firmest first."""

    HOLDS = "houdt"
    POINTS = "wijst die kant op"
    UNSHOWN = "niet aangetoond"
    FAILS = "houdt niet"
    UNKNOWN = UNDETERMINED

    @property
    def told(self) -> str:
        """The same as it stands in a sentence by itself."""
        return TOLD.get(self, str(self))


TOLD = {Outcome.HOLDS: "houdt stand", Outcome.FAILS: "houdt geen stand"}


def weakest(outcomes: Iterable[Outcome]) -> Outcome:
    """The least firm of some outcomes."""
    return max(outcomes, key=list(Outcome).index)
