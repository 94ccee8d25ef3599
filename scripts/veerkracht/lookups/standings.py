"""Where a wijk stands beside the city: a mark of a vulnerable position, a health figure."""

from __future__ import annotations

from dataclasses import dataclass

from veerkracht.city.margins import NO_VERDICT, is_below
from veerkracht.lookups.number import Number


@dataclass(frozen=True)
class Vulnerable:
    """An indicator of a vulnerable position (shares, 0 to 1); `worse`: ja beyond its margin.

    Or of who lives in a wijk: of those nothing is better or worse, and `judged` is False.
    """

    area: str
    year: int
    label: str
    value: Number | None
    city: Number | None
    margin: Number | None
    worse: str

    @property
    def gap(self) -> Number | None:
        """The value minus that of the city."""
        return None if self.value is None or self.city is None else self.value - self.city

    @property
    def distance(self) -> float:
        """How far it is from the city, either way."""
        return abs(float(self.gap or 0))

    @property
    def judged(self) -> bool:
        """Whether a higher or a lower share is worse."""
        return self.worse != NO_VERDICT

    @property
    def below(self) -> bool:
        """Whether it is below the city by more than the margin, and no worse off for it."""
        return self.gap is not None and is_below(self.worse, self.gap, self.margin or 0)


@dataclass(frozen=True)
class VulnerableAreas:
    """Areas that are worse than the city, beyond the margin, on the same indicators.

    `labels`: those indicators; `rows`: the figures of each, an area each.
    """

    areas: list[str]
    labels: list[str]
    rows: list[list[Vulnerable]]


@dataclass(frozen=True)
class HealthFigure:
    """A health figure beside that of the city (shares, 0 to 1) and the verdict on the two."""

    area: str
    year: int
    indicator: str
    value: Number | None
    city: Number | None
    verdict: str

    @property
    def distance(self) -> float:
        """How far it is from the city, either way."""
        gap = 0 if self.value is None or self.city is None else self.value - self.city
        return abs(float(gap))
