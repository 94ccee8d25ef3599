"""The tests that claims are made of, each on both sides of its threshold."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from veerkracht.claims import tests as library
from veerkracht.claims.case import Case
from veerkracht.claims.claim import Claim
from veerkracht.claims.register import CLAIMS, collect
from veerkracht.network.evidence import Evidence
from veerkracht.network.outcome import Outcome, weakest

YEARS = (2020, 2021)
# Who is tied to whom: the hub leads in 2020; in 2021 the bridge is there too, and reaches outside.
TIES = {
    2020: ["hub-a", "hub-b", "hub-c", "a-b"],
    2021: ["hub-a", "bridge-a", "bridge-b", "bridge-far", "bridge-new"],
}
DECISIONS = [
    (2020, "stuurgroep", "budget voor het plein", "gemeente", "informeren"),
    (2021, "stuurgroep", "budget voor het park", "bewoners", "zelf beslissen"),
]


def case(**tables: pd.DataFrame) -> Case:
    """A wijk of two years that can be counted by hand, with other `tables` if given."""
    actors = [
        (year, name, name, "informeel", "buiten" if name == "far" else "binnen", "ja")
        for year, ties in TIES.items()
        for name in sorted({end for tie in ties for end in tie.split("-")})
    ]
    columns = ["year", "actor", "name", "kind", "location", "interviewed"]
    ties = [(year, *sorted(tie.split("-")), "") for year, ties in TIES.items() for tie in ties]
    course = [(2020, "wijkbesluiten", 0.0), (2021, "wijkbesluiten", 1.0), (2021, "trede", 6.0)]
    made = {
        "actors": pd.DataFrame(actors, columns=columns).assign(themes=None, target_groups=None),
        "ties": pd.DataFrame(ties, columns=["year", "actor_a", "actor_b", "named_by"]),
        "decisions": pd.DataFrame(DECISIONS, columns=["year", "body", "decision", "who", "rung"]),
        "events": pd.DataFrame({"event": ["open oproep aan makers"]}),
        "facts": pd.DataFrame({"fact": ["laptops"]}),
        "governance_course": pd.DataFrame(course, columns=["year", "measure", "value"]),
        **tables,
    }
    wijk: dict[str, Any] = {"years": list(YEARS), "municipality": "hub", "protagonists": []}
    evidence = Evidence(made["actors"], made["ties"], draws=10)
    return Case.of(evidence, made, wijk, {"change_words": [], "sources": {}})


def test_a_rank_counts_from_the_first_place() -> None:
    assert library.rank_within(case(), "hub", 2020, 1).outcome == Outcome.HOLDS
    assert library.rank_within(case(), "hub", 2021, 1).outcome == Outcome.FAILS
    assert library.rank_within(case(), "bridge", 2020, 1).outcome == Outcome.UNKNOWN


@pytest.mark.parametrize(("share", "outcome"), [(1.0, "houdt"), (1.01, "houdt niet")])
def test_the_share_tied_to_a_party_counts_the_others(share: float, outcome: str) -> None:
    assert library.tied_to(case(), "hub", 2020, share).outcome == outcome


@pytest.mark.parametrize(("ties", "outcome"), [(4, "houdt"), (5, "houdt niet")])
def test_at_least_so_many_ties(ties: int, outcome: str) -> None:
    result = library.ties_at_least(case(), "bridge", 2021, ties)
    assert (result.outcome, result.evidence) == (outcome, "4 verbindingen")


def test_a_party_enters_or_fades() -> None:
    assert library.enters(case(), "bridge", YEARS, 1).outcome == Outcome.HOLDS
    assert library.enters(case(), "hub", YEARS, 9).outcome == Outcome.FAILS
    assert library.fades(case(), "hub", YEARS).outcome == Outcome.HOLDS
    assert library.fades(case(), "bridge", YEARS).outcome == Outcome.FAILS


def test_partners_inside_and_outside_and_new_ones() -> None:
    assert library.partners_in_and_out(case(), "bridge", 2021).outcome == Outcome.HOLDS
    assert library.partners_in_and_out(case(), "hub", 2021).outcome == Outcome.FAILS
    assert library.new_partners(case(), "bridge", YEARS).evidence == "2 nieuwe partners"
    assert library.new_partners(case(), "hub", YEARS).outcome == Outcome.FAILS


def test_governance_rises_or_cannot_be_known() -> None:
    risen = library.governed_more(case(), "wijkbesluiten", "besluiten bij de wijk")
    assert (risen.outcome, risen.start, risen.end) == (Outcome.HOLDS, *YEARS)
    assert library.governed_more(case(), "trede", "trede").outcome == Outcome.UNKNOWN


def test_decisions_of_the_last_year_by_who_and_on_what() -> None:
    assert library.decided_by(case(), "bewoners", "budget", "besluiten").outcome == Outcome.HOLDS
    assert library.decided_by(case(), "gemeente", "budget", "besluiten").outcome == Outcome.FAILS
    assert library.decided_by(case(), "bewoners", "koers", "besluiten").outcome == Outcome.FAILS
    before = pd.DataFrame(DECISIONS[:1], columns=["year", "body", "decision", "who", "rung"])
    undecided = library.decided_by(case(decisions=before), "bewoners", "budget", "besluiten")
    assert undecided.outcome == Outcome.UNKNOWN


def test_what_is_recorded_has_the_words() -> None:
    assert library.recorded(case(), "OPROEP").evidence == "open oproep aan makers"
    assert library.recorded(case(), "loterij").outcome == Outcome.FAILS
    empty = {"events": pd.DataFrame({"event": []}), "facts": pd.DataFrame({"fact": []})}
    assert library.recorded(case(**empty), "oproep").outcome == Outcome.UNKNOWN


def test_a_change_needs_two_years_and_enough_interviews() -> None:
    assert library.rise(case(), None, "ties").evidence == library.NO_DATA
    assert library.rise(case(), (2020, 2020), "ties").evidence == library.ONE_YEAR
    assert library.rise(case(), YEARS, "ties").outcome == Outcome.UNKNOWN


def test_the_weakest_outcome_is_the_least_firm() -> None:
    assert weakest([Outcome.HOLDS, Outcome.OBSERVED]) == Outcome.OBSERVED
    assert weakest([Outcome.FAILS, Outcome.UNKNOWN]) == Outcome.UNKNOWN


def test_two_claims_may_not_bear_one_id() -> None:
    from types import ModuleType

    module = ModuleType("twice")
    first = next(iter(CLAIMS.values()))
    module.__dict__.update(one=first, other=Claim(first.id, "Nog eens.", "x", first.judge))
    with pytest.raises(ValueError, match="two claims"):
        collect(module)
