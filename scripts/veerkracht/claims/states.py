"""How sure a state of one year is: whether other interviews would have shown it too.

A place in the rank comes from resampled interviews, a number of ties or a measure from the
jackknife over interviews, a share of counted parties from the exact distribution of such a count
(Clopper & Pearson 1934). What stands on a list hangs on no interview, and is sure.
"""

from __future__ import annotations

from collections.abc import Callable
from math import comb, hypot
from statistics import NormalDist

from veerkracht import dutch
from veerkracht.claims.case import Case
from veerkracht.claims.result import Result, stated
from veerkracht.network.evidence import FEWEST, SHARE, SURE
from veerkracht.network.outcome import Outcome
from veerkracht.network.year import Snapshot
from veerkracht.words import slug


def state(
    holds: bool | None, sure: float | None, evidence: str, start: int, end: int | None = None
) -> Result:
    """A claim on a state that was seen (`holds`) and is so `sure`; None when it is not known."""
    end = end or start
    if not holds or sure is None:
        return stated(None if holds else holds, evidence, start, end)
    outcome = Outcome.UNSHOWN
    if sure >= SHARE:
        outcome = Outcome.HOLDS if sure >= SURE else Outcome.POINTS
    told = dutch.percent(sure) if sure < 0.995 else f"meer dan {dutch.percent(0.99)}"
    text = evidence if sure == 1 else f"{evidence}; zekerheid {told}"
    return Result(outcome, text, start, end, share=sure)


def in_first(case: Case, year: int, party: str, most: int, kind: str = "") -> float | None:
    """How sure a party is one of the `most` with most influence, of its kind or of all."""
    data = case.evidence.of(year)
    if data.listed:
        return 1.0
    if len(data.interviewed) < FEWEST:
        return None
    return float((case.evidence.resamples(year).places_of(slug(party), kind) <= most).mean())


def reaches(
    case: Case, year: int, value: Callable[[Snapshot], float | None], least: float
) -> float | None:
    """How sure a value of a year, which was seen to, reaches `least`."""
    data = case.evidence.of(year)
    if data.listed:
        return 1.0
    seen, error = value(data.observed), case.evidence.jackknife(year, value)
    return None if seen is None or error is None else _beyond(seen - least, error)


def differs(
    case: Case, years: tuple[int, int], value: Callable[[Snapshot], float | None]
) -> float | None:
    """How sure a value was higher in the first of two years, where it was seen to be."""
    data = [case.evidence.of(year) for year in years]
    if all(one.listed for one in data):
        return 1.0
    seen = [value(one.observed) for one in data]
    errors = [0.0 if one.listed else case.evidence.jackknife(one.year, value) for one in data]
    if seen[0] is None or seen[1] is None or errors[0] is None or errors[1] is None:
        return None
    return _beyond(seen[0] - seen[1], hypot(errors[0], errors[1]))


def of_count(count: int, total: int, least: float) -> float:
    """How sure a share of which `count` of `total` were seen reaches `least`.

    1 - P(X >= count) where the share is `least`: the bound of Clopper & Pearson (1934), one-sided.
    """
    tail = sum(
        comb(total, x) * least**x * (1 - least) ** (total - x) for x in range(count, total + 1)
    )
    return 1 - tail


def of_share(case: Case, year: int, count: int, total: int, least: float) -> float:
    """As `of_count`, of parties and ties of a year; sure where no tie hangs on an interview."""
    return 1.0 if case.evidence.of(year).listed else of_count(count, total, least)


def _beyond(distance: float, error: float) -> float:
    """The share of a normal distribution above zero, by its mean and standard deviation."""
    return NormalDist().cdf(distance / error) if error else 1.0
