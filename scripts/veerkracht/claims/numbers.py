"""How the tests hold one number against another: what rounding in floats makes is no difference."""

from __future__ import annotations

# 2.3 - 1.8 is less than a half in floats: so near to a threshold is at it.
EQUAL = 1e-9


def above(value: float, other: float) -> bool:
    """Whether `value` is higher, by more than rounding."""
    return value - other > EQUAL


def at_least(value: float, least: float) -> bool:
    """Whether `value` reaches `least`."""
    return not above(least, value)
