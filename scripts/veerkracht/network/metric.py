"""What a measure of a network is, and the list in which every measure puts itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import networkx as nx

from veerkracht import dutch
from veerkracht.network.graph import view

Compute = Callable[[nx.Graph], float | None]

HIGHER = "hoger is sterker"
FLATTER = "lager is meer decentraal"


class Unit(StrEnum):
    """The unit of a measure, as printed beside it."""

    COUNT = "aantal"
    MEAN = "gemiddelde"
    SHARE = "aandeel"
    INDEX = "0 tot 1"
    BALANCE = "-1 tot 1"
    STEPS = "stappen"
    NATS = "nats"


@dataclass(frozen=True)
class Metric:
    """A measure of a whole network, with what a reader needs to know of it.

    `core`: one of the few that are drawn and that say together whether a dimension grew. `of`: for
    a share, the measure that counts what it is a share of.
    """

    id: str
    label: str
    dimension: str
    unit: Unit
    direction: str
    core: bool
    compute: Compute
    of: str = "actors"

    @property
    def definition(self) -> str:
        """The Dutch definition with its source: the docstring on one line."""
        return " ".join((self.compute.__doc__ or "").split())

    @property
    def decimals(self) -> int:
        """How many decimals a value is printed with in a table."""
        return 0 if self.unit == Unit.COUNT else 2

    @property
    def chart_decimals(self) -> int:
        """The same on a chart, where a mean beside a line needs no second one."""
        return 1 if self.unit == Unit.MEAN else self.decimals

    def written(self, value: float | None, decimals: int | None = None) -> str:
        """A value as it is printed: a share in percent, else with so many decimals (of a table)."""
        if self.unit == Unit.SHARE:
            return dutch.percent(value)
        return dutch.number(value, self.decimals if decimals is None else decimals)

    def written_change(self, change: float | None, decimals: int | None = None) -> str:
        """A change as it is printed, with its sign: of a share in percentage points."""
        if self.unit == Unit.SHARE:
            return dutch.signed(None if change is None else 100 * change, decimals or 0)
        return dutch.signed(change, self.decimals if decimals is None else decimals)

    def written_range(self, ends: tuple[float, float], decimals: int) -> str:
        """From where to where it changes, as it is printed, without the unit of a share.

        Both ends have a decimal more where one would read as no change, and is none.
        """
        decimals = 0 if self.unit == Unit.SHARE else decimals
        told = [self.written_change(end, decimals) for end in ends]
        if any(end and not text.strip("+\u22120,") for end, text in zip(ends, told, strict=True)):
            told = [self.written_change(end, decimals + 1) for end in ends]
        return " tot ".join(told)

    @property
    def bounded(self) -> bool:
        """Whether it lies between -1 and 1: then a difference says more than a ratio."""
        return self.unit in (Unit.SHARE, Unit.INDEX, Unit.BALANCE)

    @property
    def lower_is_better(self) -> bool:
        """Whether a lower value is what the dimension asks for."""
        return self.direction.startswith("lager")


REGISTERED: list[Metric] = []


def metric(
    label: str,
    dimension: str,
    unit: Unit,
    direction: str = HIGHER,
    core: bool = False,
    of: str = "actors",
) -> Callable[[Compute], Compute]:
    """Put a function in the list of measures; its name is the id, its docstring the definition."""

    def register(compute: Compute) -> Compute:
        name = compute.__name__
        REGISTERED.append(Metric(name, label, dimension, unit, direction, core, compute, of))
        return compute

    return register


def kinds(graph: nx.Graph) -> dict[str, str]:
    """The kind (formeel or informeel) of each actor."""
    return view(graph).kinds


def pairs(graph: nx.Graph) -> int:
    """The number of ties, counted once: the count of NetworkX sums all degrees every time."""
    return len(view(graph).edges)
