"""What a claim is: its id, what it says, and how it is tested, side by side in one function."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from veerkracht.claims.case import Case
from veerkracht.claims.tests import Result

Judge = Callable[[Case], Result]


@dataclass(frozen=True)
class Claim:
    """One claim: its name, what it says, how it is tested (both in Dutch), and the test itself.

    `item`: the item of the publication that it stands for.
    """

    id: str
    statement: str
    test: str
    judge: Judge
    item: str = ""


def claim(name: str, statement: str, test: str = "", item: str = "") -> Callable[[Judge], Claim]:
    """Make a claim of a function; its docstring (or `test`) tells the reader how it is tested."""

    def made(judge: Judge) -> Claim:
        words = test or judge.__doc__ or ""
        return Claim(name, statement, " ".join(words.split()), judge, item)

    return made
