"""How a look-up offers itself to the sections, and how it says that a name does not exist."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

import pandas as pd

from veerkracht.faults import nearest

Tables = Mapping[str, pd.DataFrame]
Function = TypeVar("Function", bound=Callable[..., Any])
MARK = "offered_to_sections"


class ReportError(Exception):
    """A section asks for something that is not there; the text says what, in Dutch."""


def unknown(kind: str, name: str, names: Iterable[str]) -> ReportError:
    """The error for a name that does not exist, with the nearest one that does."""
    existing = sorted(names)
    hint = nearest(name, existing) or f"Bekend zijn: {', '.join(existing) or 'geen'}."
    return ReportError(f"{kind} '{name}' bestaat niet. {hint}")


def offered(function: Function) -> Function:
    """Mark a method, or the function of a property, as a name that sections may use."""
    setattr(function, MARK, True)
    return function


def names_of(*objects: object) -> dict[str, Any]:
    """Every name that these objects offer with what it stands for: a method, or a value.

    Raises ValueError when two of them offer one name.
    """
    names: dict[str, Any] = {}
    for item in objects:
        for name in _offered_by(type(item)):
            if name in names:
                raise ValueError(f"two look-ups offer the name '{name}' to the sections")
            names[name] = getattr(item, name)
    return names


def _offered_by(kind: type) -> Iterator[str]:
    for name, member in vars(kind).items():
        function = member.fget if isinstance(member, property) else member
        if getattr(function, MARK, False):
            yield name


def only_value(column: pd.Series) -> float | None:
    """The only value of `column`; None when there is none."""
    present = column.dropna()
    return float(present.iloc[0]) if len(present) else None
