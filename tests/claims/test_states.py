"""A state of one year is said as firmly as other interviews would have shown it."""

from __future__ import annotations

from typing import Any

import pytest
from counted_wijk import YEARS, actors_and_ties, case_of

from veerkracht.claims.result import Result
from veerkracht.claims.states import of_count, state
from veerkracht.claims.tests import network, parties
from veerkracht.network.outcome import Outcome

OTHERS = [f"p{number:02}" for number in range(30)]
YEAR = YEARS[0]


def told(*pairs: str, **more: Any) -> Any:
    """A wijk of which every tie (`a-b`) hangs on the interview with the first of its ends."""
    ties = {year: list(pairs) for year in YEARS}
    return case_of(actors_and_ties(ties, apart=OTHERS, named=True, **more))


def names(hub: str, first: int, last: int) -> list[str]:
    """So many of the others, who each name a hub."""
    return [f"{other}-{hub}" for other in OTHERS[first:last]]


@pytest.mark.parametrize(
    ("sure", "outcome"),
    [
        (1.0, Outcome.HOLDS),
        (0.9, Outcome.HOLDS),
        (0.89, Outcome.POINTS),
        (0.75, Outcome.POINTS),
        (0.74, Outcome.UNSHOWN),
        (None, Outcome.UNKNOWN),
    ],
)
def test_a_state_is_as_firm_as_it_is_sure(sure: float | None, outcome: Outcome) -> None:
    assert state(True, sure, "bewijs", YEAR).outcome == outcome
    assert state(False, sure, "bewijs", YEAR).outcome == Outcome.FAILS
    assert state(None, sure, "bewijs", YEAR).outcome == Outcome.UNKNOWN


def test_a_share_reaches_a_bound_as_surely_as_clopper_and_pearson_say() -> None:
    """The one-sided bound of 95 % for ten of ten is 0.05 to the power of a tenth, 0.7411."""
    assert of_count(10, 10, 0.05**0.1) == pytest.approx(0.95)
    assert of_count(10, 10, 0.7411) == pytest.approx(0.95, abs=1e-3)
    # By hand: one head or more of two throws has a chance of three in four.
    assert of_count(1, 2, 0.5) == 0.25 and of_count(0, 5, 0.3) == pytest.approx(0)
    assert of_count(3, 5, 0) == 1


def place(most: int, *pairs: str) -> Result:
    return parties.plaats(told(*pairs), YEAR, partij="z", ten_hoogste=most)


def test_a_place_that_hangs_on_few_interviews_is_said_with_reserve() -> None:
    """Which of two hubs leads is clear when one has many more, and a matter of chance else."""
    far = place(1, *names("z", 0, 25), *names("y", 24, 30))
    assert far.outcome == Outcome.HOLDS and far.share and far.share > 0.99
    near = place(1, *names("z", 0, 17), *names("y", 13, 30))
    assert near.outcome in (Outcome.UNSHOWN, Outcome.FAILS)
    assert place(2, *names("z", 0, 20), *names("y", 10, 30)).outcome == Outcome.HOLDS


def test_the_evidence_says_how_sure_a_place_is() -> None:
    some = place(1, *names("z", 0, 18), *names("y", 14, 30))
    assert some.outcome != Outcome.FAILS and some.share and some.share < 1
    assert f"zekerheid {round(some.share * 100)}\u00a0%" in some.evidence


def test_who_leads_is_said_as_surely_as_it_would_again() -> None:
    clear = parties.koploper(told(*names("z", 0, 25), *names("y", 24, 30)), YEAR)
    assert (clear.outcome, clear.evidence.split(";")[0]) == (Outcome.HOLDS, "z")
    close = parties.koploper(told(*names("z", 0, 17), *names("y", 14, 30)), YEAR)
    assert close.outcome in (Outcome.POINTS, Outcome.UNSHOWN)


def test_with_too_few_interviews_a_place_is_not_known() -> None:
    seven = actors_and_ties({year: ["a-z", "b-z", "c-z"] for year in YEARS}, named=True)
    made = case_of(seven)
    assert parties.plaats(made, YEAR, partij="z", ten_hoogste=3).outcome == Outcome.UNKNOWN
    assert parties.verbindingen(made, YEAR, partij="z", ten_minste=1).outcome == Outcome.UNKNOWN


def test_a_number_of_ties_reaches_a_bound_by_its_standard_error() -> None:
    """Twenty interviews of thirty-one name z: without one of them it has one tie less.

    So the jackknife gives sqrt(30/31 × 20 × 11 / 31), 2.62 ties.
    """
    made = told(*names("z", 0, 20))
    error = made.evidence.jackknife(YEAR, lambda seen: float(seen.graph.degree["z"]))
    assert error == pytest.approx((30 / 31 * 20 * 11 / 31) ** 0.5)

    def outcome(least: int) -> Outcome:
        return parties.verbindingen(made, YEAR, partij="z", ten_minste=least).outcome

    assert [outcome(least) for least in (16, 18, 20, 21)] == [
        Outcome.HOLDS,
        Outcome.POINTS,
        Outcome.UNSHOWN,
        Outcome.FAILS,
    ]
    share = [
        parties.aandeel_verbonden(made, YEAR, partij="z", ten_minste=least).outcome
        for least in (0.5, 0.66, 0.7)
    ]
    assert share == [Outcome.HOLDS, Outcome.UNSHOWN, Outcome.FAILS]


def test_fewer_ties_than_before_are_said_when_both_years_are_sure_of_it() -> None:
    def falls(before: int, after: int) -> Outcome:
        years = {YEARS[0]: names("z", 0, before), YEARS[1]: names("z", 0, after)}
        made = case_of(actors_and_ties(years, apart=OTHERS, named=True))
        return parties.daling(made, YEARS, partij="z").outcome

    assert [falls(20, after) for after in (10, 16, 19, 20)] == [
        Outcome.HOLDS,
        Outcome.POINTS,
        Outcome.UNSHOWN,
        Outcome.FAILS,
    ]


def test_a_level_is_as_sure_as_the_least_sure_of_its_measures() -> None:
    made = told(*names("z", 0, 20), *names("y", 5, 30))

    def outcome(**bounds: float) -> Outcome:
        return network.peil(made, YEAR, ten_minste=bounds).outcome

    assert outcome(mean_degree=1.0) == Outcome.HOLDS
    assert outcome(mean_degree=2 * 45 / 32) == Outcome.UNSHOWN
    assert outcome(mean_degree=1.0, ties=45) == Outcome.UNSHOWN
    assert outcome(mean_degree=1.0, ties=46) == Outcome.FAILS


def test_fewer_ties_between_the_kinds_must_be_fewer_than_by_chance() -> None:
    """Two rings of fifteen, of each kind one, with so many ties across."""

    def outcome(across: int, marge: float = 2.0) -> Outcome:
        ends = [(h + i, h + (i + 1) % 15) for h in (0, 15) for i in range(15)]
        ends += [(i % 15, 15 + (i + i // 15) % 15) for i in range(across)]
        pairs = [f"{OTHERS[a]}-{OTHERS[b]}" for a, b in ends]
        made = told(*pairs, formal=OTHERS[15:])
        return network.toeval(made, YEAR, minder=True, marge=marge).outcome

    assert outcome(2) == Outcome.HOLDS
    # Fewer than by chance, but so few that they could be dealt so; or within the margin.
    assert outcome(21) == Outcome.UNSHOWN
    assert outcome(2, marge=50) == Outcome.UNSHOWN
