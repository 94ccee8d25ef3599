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


def weakest(outcomes: Iterable[Outcome]) -> Outcome:
    """The least firm of some outcomes."""
    return max(outcomes, key=list(Outcome).index)
