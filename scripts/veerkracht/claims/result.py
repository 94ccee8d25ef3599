"""What a test of a claim gives, and the list in which every test puts itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from veerkracht.claims.case import Case
from veerkracht.governance.measures import MEASURES
from veerkracht.network.evidence import LEVEL, Change, describe
from veerkracht.network.metrics import BY_ID
from veerkracht.network.outcome import Outcome

Years = tuple[int, int]
ONE_YEAR = "er is maar één jaar"
NO_DATA = "de jaren hebben geen gegevens"


@dataclass(frozen=True)
class Result:
    """The outcome of a claim, the years it is about, and the evidence in one Dutch line."""

    outcome: Outcome
    evidence: str
    start: int | None = None
    end: int | None = None
    share: float | None = None  # of the draws at equal effort in which a change shows
    chance: float | None = None  # the p-value of a change that was tested
    asked: str = ""  # what differed in the asking between these years, in Dutch
    weaker: Outcome | None = None  # of a change that was tested: the outcome if it does not hold


Test = Callable[..., Result]
TESTS: dict[str, Test] = {}


def toets(name: str) -> Callable[[Test], Test]:
    """Put a test in the library under its Dutch name; its docstring is what the reader is told.

    The second parameter is `year` (a claim on a state), `years` (on a change) or absent; the others
    are by name, typed by parameters.py, and stand in the docstring between braces.
    """

    def register(test: Test) -> Test:
        TESTS[name] = test
        return test

    return register


def stated(
    holds: bool | None, evidence: str, start: int | None = None, end: int | None = None
) -> Result:
    """A claim on a state, which holds or not; None when it cannot be known."""
    if holds is None:
        return Result(Outcome.UNKNOWN, evidence, start, end)
    return Result(Outcome.HOLDS if holds else Outcome.FAILS, evidence, start, end)


def changed(case: Case, years: Years, change: Change, evidence: str = "") -> Result:
    """A change between two years, tested; `evidence` comes before that of the test."""
    verdict = case.evidence.judge(*years, change)
    text = "; ".join(filter(None, [evidence, describe(verdict, *years)]))
    return Result(
        verdict.outcome,
        text,
        *years,
        share=verdict.share,
        chance=verdict.chance,
        asked=verdict.asked,
        weaker=verdict.weaker,
    )


def corrected(family: Mapping[str, Result]) -> dict[str, Result]:
    """The results of a claim in several years, of which only those hold that do among as many.

    The chance that any of them holds without a change is one in twenty at most (Holm 1979).
    """
    tested = {name: one.chance for name, one in family.items() if one.chance is not None}
    checked, stopped = dict(family), False
    for place, (name, chance) in enumerate(sorted(tested.items(), key=lambda item: item[1])):
        stopped = stopped or chance * (len(tested) - place) > LEVEL
        one = family[name]
        if stopped and one.weaker:
            checked[name] = replace(one, outcome=one.weaker)
    return checked


def told(value: Any) -> str:
    """A parameter as the text of a test prints it: measures by their label, a decimal comma."""
    if isinstance(value, dict):
        return ", ".join(f"{told(key)} {told(item)}" for key, item in value.items())
    if isinstance(value, list):
        return ", ".join(map(told, value))
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if value in BY_ID:
        return BY_ID[value].label
    if value in MEASURES:
        return MEASURES[value].partition(" (")[0].lower()
    return str(value).replace(".", ",") if isinstance(value, float) else str(value)
