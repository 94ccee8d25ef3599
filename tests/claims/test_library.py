"""The tests that claims are made of, each on both sides of its threshold."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd
import pytest

from veerkracht.claims import parameters
from veerkracht.claims.case import Case
from veerkracht.claims.changes import moved
from veerkracht.claims.result import TESTS, Result
from veerkracht.claims.signatures import metric_names, signatures
from veerkracht.claims.tests import city, governance, interviews, network, parties
from veerkracht.network.evidence import Evidence
from veerkracht.network.metrics import BY_ID, measure_networks
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
    made["network_metrics"] = measure_networks(made["actors"], made["ties"])
    wijk: dict[str, Any] = {"years": list(YEARS), "municipality": "hub", "protagonists": []}
    evidence = Evidence(made["actors"], made["ties"], draws=10)
    return Case.of(evidence, made, wijk, {"change_words": [[0, "licht"]], "sources": {}})


def test_every_test_is_declared_by_its_code() -> None:
    modules = (city, governance, interviews, network, parties)
    assert all(module.__name__.startswith("veerkracht.claims.tests") for module in modules)
    assert set(signatures()) == set(TESTS)
    assert metric_names() and set(metric_names()) == set(BY_ID)
    for name, signature in signatures().items():
        kinds = {parameter.kind for parameter in signature.parameters.values()}
        assert len(signature.text) > 30 and kinds <= set(vars(parameters)), name


def test_a_rank_counts_from_the_first_place() -> None:
    def place(party: str, year: int, most: int, kind: str = "") -> Result:
        return parties.plaats(case(), year, partij=party, ten_hoogste=most, soort=kind)

    assert place("hub", 2020, 1).outcome == Outcome.HOLDS
    assert place("hub", 2021, 1).outcome == Outcome.FAILS
    assert place("bridge", 2020, 1).outcome == Outcome.UNKNOWN
    assert place("hub", 2020, 1, "informeel").evidence.endswith("bovenaan staat hub")


@pytest.mark.parametrize(("share", "outcome"), [(1.0, "houdt"), (1.01, "houdt niet")])
def test_the_share_tied_to_a_party_counts_the_others(share: float, outcome: str) -> None:
    result = parties.aandeel_verbonden(case(), 2020, partij="hub", ten_minste=share)
    assert result.outcome == outcome


@pytest.mark.parametrize(("ties", "outcome"), [(4, "houdt"), (5, "houdt niet")])
def test_at_least_so_many_ties(ties: int, outcome: str) -> None:
    result = parties.verbindingen(case(), 2021, partij="bridge", ten_minste=ties)
    assert (result.outcome, result.evidence) == (outcome, "4 verbindingen")


def test_a_party_enters_fades_or_is_gone() -> None:
    def enters(party: str, most: int) -> Outcome:
        return parties.opkomst(case(), YEARS, partij=party, ten_hoogste=most).outcome

    assert enters("bridge", 1) == Outcome.HOLDS
    assert enters("hub", 9) == Outcome.FAILS
    assert parties.daling(case(), YEARS, partij="hub").outcome == Outcome.HOLDS
    assert parties.daling(case(), YEARS, partij="a").outcome == Outcome.FAILS
    assert parties.daling(case(), YEARS, partij="bridge").outcome == Outcome.UNKNOWN
    assert parties.verdwenen(case(), YEARS, partij="c").outcome == Outcome.HOLDS
    assert parties.verdwenen(case(), YEARS, partij="hub").outcome == Outcome.FAILS
    assert parties.verdwenen(case(), YEARS, partij="far").outcome == Outcome.UNKNOWN


def test_evidence_says_in_words_that_a_party_was_not_there() -> None:
    enters = parties.opkomst(case(), YEARS, partij="bridge", ten_hoogste=1)
    assert enters.evidence == "niet in het netwerk en plaats 1"
    gone = parties.verdwenen(case(), YEARS, partij="c")
    assert re.fullmatch(r"plaats \d en niet in het netwerk", gone.evidence)


@pytest.mark.parametrize(("share", "outcome"), [(0.25, "houdt"), (0.26, "houdt niet")])
def test_partners_inside_and_outside_with_a_least_share(share: float, outcome: str) -> None:
    bridge = parties.partners_binnen_en_buiten(case(), 2021, partij="bridge", ten_minste=share)
    assert (bridge.outcome, bridge.evidence) == (outcome, "3 binnen en 1 buiten de wijk")
    hub = parties.partners_binnen_en_buiten(case(), 2021, partij="hub")
    assert hub.outcome == Outcome.FAILS


@pytest.mark.parametrize(("least", "outcome"), [(2, "houdt"), (3, "houdt niet")])
def test_new_partners(least: int, outcome: str) -> None:
    result = parties.nieuwe_partners(case(), YEARS, partij="bridge", ten_minste=least)
    assert (result.outcome, result.evidence) == (outcome, "2 nieuwe partners")


def test_levels_hold_at_their_threshold() -> None:
    for least, outcome in ((1.0, Outcome.HOLDS), (1.01, Outcome.FAILS)):
        bounds = {"largest_component": least}
        assert network.peil(case(), 2020, ten_minste=bounds).outcome == outcome
    # Nobody formal: there are no steps to speak of.
    assert network.toeval(case(), 2020, stappen_onder=2).outcome == Outcome.UNKNOWN


def test_moves_each_way() -> None:
    before, after = (case().observed(year) for year in YEARS)
    assert moved(["actors", "ties"])(before, after)
    assert moved([], ["ties"])(before, after) is False
    assert moved(["actors"], falls="hub")(before, after)
    assert moved(["actors"], rises="hub")(before, after) is False
    assert moved([], no_higher=["largest_component"], no_lower=["largest_component"])(before, after)
    assert moved(["actors"], falls="bridge")(before, after) is None


def test_governance_rises_or_cannot_be_known() -> None:
    risen = governance.zeggenschap(case(), YEARS, hoger="wijkbesluiten")
    assert (risen.outcome, risen.start, risen.end) == (Outcome.HOLDS, *YEARS)
    assert governance.zeggenschap(case(), YEARS, hoger="trede").outcome == Outcome.UNKNOWN


def test_decisions_of_a_year_by_who_and_on_what() -> None:
    def decided(who: str, word: str, **tables: pd.DataFrame) -> Outcome:
        return governance.besluit(case(**tables), 2021, wie=who, woorden=[word]).outcome

    assert decided("bewoners", "budget") == Outcome.HOLDS
    assert decided("gemeente", "budget") == Outcome.FAILS
    assert decided("bewoners", "koers") == Outcome.FAILS
    before = pd.DataFrame(DECISIONS[:1], columns=["year", "body", "decision", "who", "rung"])
    assert decided("bewoners", "budget", decisions=before) == Outcome.UNKNOWN


def test_what_is_recorded_has_the_words() -> None:
    assert governance.vastgelegd(case(), woorden=["OPROEP"]).evidence == "open oproep aan makers"
    assert governance.vastgelegd(case(), woorden=["loterij"]).outcome == Outcome.FAILS
    empty = {"events": pd.DataFrame({"event": []}), "facts": pd.DataFrame({"fact": []})}
    result = governance.vastgelegd(case(**empty), woorden=["oproep"])
    assert result.outcome == Outcome.UNKNOWN


def test_a_change_needs_enough_interviews() -> None:
    assert network.verandering(case(), YEARS, hoger=["ties"]).outcome == Outcome.UNKNOWN


def test_the_weakest_outcome_is_the_least_firm() -> None:
    assert weakest([Outcome.HOLDS, Outcome.OBSERVED]) == Outcome.OBSERVED
    assert weakest([Outcome.FAILS, Outcome.UNKNOWN]) == Outcome.UNKNOWN
