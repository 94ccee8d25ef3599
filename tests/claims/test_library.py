"""The tests that claims are made of, each on both sides of its threshold."""

from __future__ import annotations

import re

import networkx as nx
import pandas as pd
import pytest
from counted_wijk import YEARS, actors_and_ties, case, case_of, coded_twice, table

from veerkracht.claims import parameters
from veerkracht.claims.case import Case
from veerkracht.claims.changes import moved, stronger
from veerkracht.claims.declared import LAST, Declared
from veerkracht.claims.judge import judge_claims
from veerkracht.claims.numbers import above, at_least
from veerkracht.claims.result import TESTS, Result
from veerkracht.claims.signatures import metric_names, signatures
from veerkracht.claims.tests import city, governance, interviews, network, parties
from veerkracht.network.metrics import BY_ID
from veerkracht.network.outcome import Outcome, weakest
from veerkracht.network.year import Snapshot


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
    assert place("hub", 2020, 1, "informeel").evidence == (
        "plaats 1, bij informeel plaats 1; bovenaan staat hub"
    )


@pytest.mark.parametrize(("share", "outcome"), [(1.0, "houdt"), (1.01, "houdt niet")])
def test_the_share_tied_to_a_party_counts_the_others(share: float, outcome: str) -> None:
    result = parties.aandeel_verbonden(case(), 2020, partij="hub", ten_minste=share)
    assert result.outcome == outcome


@pytest.mark.parametrize(("ties", "outcome"), [(4, "houdt"), (5, "houdt niet")])
def test_at_least_so_many_ties(ties: int, outcome: str) -> None:
    result = parties.verbindingen(case(), 2021, partij="bridge", ten_minste=ties)
    assert (result.outcome, result.evidence) == (outcome, "4 samenwerkingen")


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
    told = network.peil(case(), 2020, ten_minste={"largest_component": 1, "mean_degree": 3})
    assert told.evidence == (
        "grootste samenhangende deel 100\u00a0%, "
        "samenwerkingen per partij 2,0 (standaardfout niet te bepalen)"
    )
    # Nobody formal: there are no steps to speak of.
    assert network.toeval(case(), 2020, stappen_onder=2).outcome == Outcome.UNKNOWN
    assert "standaardfout" not in network.toeval(case(), 2020).evidence
    assert "standaardfout" in network.toeval(case(), 2020, minder=True).evidence


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
    assert risen.evidence.endswith("0\u00a0% en 100\u00a0%; vastgelegd: 1 en 1")
    assert governance.zeggenschap(case(), YEARS, hoger="lokale_taken").outcome == Outcome.UNKNOWN


def test_decisions_of_a_year_by_who_and_on_what() -> None:
    def decided(who: str, word: str, **tables: pd.DataFrame) -> Outcome:
        return governance.besluit(case_of(tables), 2021, wie=who, woorden=[word]).outcome

    assert decided("bewoners", "budget") == Outcome.HOLDS
    assert decided("gemeente", "budget") == Outcome.FAILS
    assert decided("bewoners", "koers") == Outcome.FAILS
    before = case().tables["decisions"].query("year == 2020")
    assert decided("bewoners", "budget", decisions=before) == Outcome.UNKNOWN


def test_what_is_recorded_has_the_words() -> None:
    assert governance.vastgelegd(case(), woorden=["OPROEP"]).evidence == "open oproep aan makers"
    assert governance.vastgelegd(case(), woorden=["loterij"]).outcome == Outcome.FAILS
    empty = {"events": pd.DataFrame({"event": []}), "facts": pd.DataFrame({"fact": []})}
    result = governance.vastgelegd(case_of(empty), woorden=["oproep"])
    assert result.outcome == Outcome.UNKNOWN


def test_a_change_needs_enough_interviews() -> None:
    assert network.verandering(case(), YEARS, hoger=["ties"]).outcome == Outcome.UNKNOWN


def test_the_weakest_outcome_is_the_least_firm() -> None:
    assert weakest([Outcome.HOLDS, Outcome.POINTS]) == Outcome.POINTS
    assert weakest([Outcome.UNSHOWN, Outcome.POINTS]) == Outcome.UNSHOWN
    assert weakest([Outcome.FAILS, Outcome.UNKNOWN]) == Outcome.UNKNOWN


def test_a_barrier_that_nobody_of_the_panel_named_neither_stays_nor_goes() -> None:
    """The two who named it were spoken in other years than those that are compared."""
    people = [f"p{number}" for number in range(10)]
    barriers: dict[int, list[str | None]] = {
        2020: [None] * 10,
        2021: [None] * 10 + ["geld", "geld"],
        2022: ["geld", "geld"],
    }
    apart = {2020: people, 2021: [*people, "x", "y"], 2022: ["x", "y"]}
    rows = [
        {"year": year, "actor": name, "name": name, "kind": "informeel", "location": "binnen"}
        | {"interviewed": "ja", "barriers": named}
        for year, names in apart.items()
        for name, named in zip(names, barriers[year], strict=True)
    ]
    tables = {"actors": table("actors", rows), "ties": table("ties")}
    spoken = case_of(tables, (2020, 2021, 2022))
    result = interviews.drempel_niet_minder(spoken, YEARS)
    assert result.outcome == Outcome.UNKNOWN and "0\u00a0% en 0\u00a0% van 10" in result.evidence


def with_codes(before: list[int], after: list[int]) -> Case:
    """A wijk in which as many parties as there are codes were spoken in a year, in order."""
    rows = [
        {"year": year, "actor": f"p{place}", "name": f"p{place}", "kind": "informeel"}
        | {"location": "binnen", "interviewed": "ja", "ownership": code, "barriers": "geld"}
        for year, codes in zip(YEARS, (before, after), strict=True)
        for place, code in enumerate(codes)
    ]
    return case(actors=table("actors", rows), ties=table("ties"), agreement=coded_twice())


def test_codes_that_rose_by_newcomers_alone_are_not_shown_to_be_higher() -> None:
    same = [2] * 8
    more = interviews.codes_hoger(with_codes(same, [*same, 5, 5]), YEARS, punten=0.5)
    assert more.outcome == Outcome.UNSHOWN
    everyone = interviews.codes_hoger(with_codes(same, [3] * 8), YEARS, punten=1)
    assert everyone.outcome == Outcome.HOLDS


def test_seven_interviews_are_too_few_to_speak_of() -> None:
    seven, eight = with_codes([2] * 7, [3] * 7), with_codes([2] * 8, [3] * 8)
    for one, outcome in ((seven, Outcome.UNKNOWN), (eight, Outcome.HOLDS)):
        assert interviews.codes_hoger(one, YEARS, punten=1).outcome == outcome
        assert interviews.drempel_terug(one, ten_minste=0.5).outcome == outcome
        assert interviews.drempel_niet_minder(one, YEARS).outcome == outcome


def test_rounding_of_floats_is_no_movement_and_no_threshold() -> None:
    before, after = Snapshot(nx.Graph()), Snapshot(nx.Graph())
    before._values, after._values = {"ei_index": 0.3}, {"ei_index": 0.1 + 0.2}
    assert moved(["ei_index"])(before, after) is False
    assert moved([], ["ei_index"])(after, before) is False
    assert moved([], no_higher=["ei_index"])(before, after) is True
    after._values = {"ei_index": None}
    assert moved([], no_higher=["ei_index"])(before, after) is None
    assert moved(["ei_index"])(before, after) is None
    assert at_least(2.3 - 1.8, 0.5) and not above(0.1 + 0.2, 0.3)
    assert above(0.31, 0.3) and not at_least(0.29, 0.3)


def test_a_dimension_is_unknown_when_what_is_not_known_could_tip_it() -> None:
    known = {"mean_degree": 1.0, "transitivity": 0.5, "largest_component": 0.5}

    def change(**after: float | None) -> bool | None:
        seen = [Snapshot(nx.Graph()), Snapshot(nx.Graph())]
        seen[0]._values, seen[1]._values = {**known}, {**known, **after}
        return stronger("hecht")(*seen)

    assert change(mean_degree=2) is True
    assert change(mean_degree=2, transitivity=None) is None
    assert change(mean_degree=2, largest_component=0.6, transitivity=None) is True
    assert change(mean_degree=0, transitivity=None) is False
    assert change(mean_degree=None, transitivity=None, largest_component=None) is None


def test_a_party_outside_the_largest_part_has_no_place() -> None:
    """Its score is zero, as that of every party there: an order by name would be no rank."""
    parts = actors_and_ties({year: ["m-n", "n-o", "a-b"] for year in YEARS})
    found = parties.plaats(case_of(parts), 2020, partij="a", ten_hoogste=9)
    assert (found.outcome, found.evidence) == (Outcome.FAILS, "zonder invloed")
    falls = moved([], falls="a")
    before = actors_and_ties({2020: ["a-n", "n-o"], 2021: ["m-n", "n-o", "a-b"]})
    fell, stayed = case_of(before), case_of(parts)
    assert falls(*(fell.observed(year) for year in YEARS)) is True
    assert falls(*(stayed.observed(year) for year in YEARS)) is False


def test_a_party_falls_only_with_a_smaller_share_of_the_ties() -> None:
    """In a ring everybody is first with a fifth of the ties; second to a star one can have more."""
    ring = [f"{x}-{y}" for x, y in zip("abcdefghij", "bcdefghija", strict=True)]
    star = [f"s-{leaf}" for leaf in "abcdef"]
    shares = {"a-b": [*star, "a-b", "a-c"], "": [*star, "b-c", "d-e", "b-e"]}
    for tied, second in shares.items():
        seen = case_of(actors_and_ties({2020: ring, 2021: second}))
        moves = [seen.observed(year) for year in YEARS]
        assert moves[0].ranks["a"] < moves[1].ranks["a"]
        assert moved([], falls="a")(*moves) is (not tied)


def test_ten_with_influence_are_needed_for_a_top_ten() -> None:
    chain = [f"p{number}-p{number + 1}" for number in range(8)]
    nine = actors_and_ties({2020: chain}, apart=["a", "b", "c"])
    ten = actors_and_ties({2020: [*chain, "p8-p9"]}, apart=["a", "b", "c"])
    assert case_of(nine).observed(2020)["informal_top10"] is None
    assert case_of(ten).observed(2020)["informal_top10"] == 1


def test_a_zero_that_was_asked_for_stands_in_the_text_of_a_test() -> None:
    def text(**given: float) -> str:
        bounds = {"ten_minste": {"actors": 1}, **given}
        claim = Declared("zo", "", "Zo is het.", "peil", LAST, "eerste", bounds)
        return str(judge_claims(case(), {"zo": claim}).loc[0, "test"])

    assert text(door_bewoners_meer_dan=0).endswith("geleide partijen dan 0.")
    assert text().endswith("Partijen 1.")


def test_the_sentence_the_claim_and_the_map_count_the_same_influential_parties() -> None:
    made = case()
    counts = [int(made.network.influential(year, "informeel")) for year in YEARS]
    assert network.meer_invloedrijken(made, YEARS, soort="informeel").evidence.startswith(
        f"{counts[0]} en {counts[1]} partijen vanaf "
    )
    metrics = made.tables["actor_metrics"]
    first = metrics[metrics["year"] == YEARS[0]]["weighted_degree"].max()
    marked = metrics["weighted_degree"] >= first / 2
    assert (marked == (metrics["influential"] == "ja")).all() and 0 < marked.sum() < len(marked)


def test_reach_is_a_mean_over_the_parties_in_the_wijk() -> None:
    """Three in the wijk, each with two of the others; one of them also with somebody outside."""
    inside = ["a-b", "b-c", "a-c"]
    both = case_of(actors_and_ties({2020: inside, 2021: [*inside, "a-far"]}))
    found = network.bereik(both, YEARS)
    assert found.evidence.startswith("binnen de wijk 2,00 en 2,00; buiten de wijk 0,00 en 0,33; ")
