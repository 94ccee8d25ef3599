"""The log of what was decided about the input: read by whoever checks the monitor."""

from __future__ import annotations

from typing import NamedTuple

AUTOMATIC = "automatisch"
HELD_BACK = "citaat niet gedrukt"


class Change(NamedTuple):
    """One decision: its kind, at which row of which sheet, what stood there and what it became.

    `year`: of the row; 0 for a row of which the year is not read.
    """

    change: str
    file: str
    sheet: str
    row: int
    found: str
    becomes: str
    reason: str
    who: str
    year: int
