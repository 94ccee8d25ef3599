"""Every claim of the monitor follows its data: what flips it, and what leaves it undecided."""

from __future__ import annotations

from typing import Any

import networkx as nx
import pandas as pd
from plain import declared, recompute

from veerkracht.claims.case import Case
from veerkracht.claims.changes import moved
from veerkracht.claims.judge import judge_claims
from veerkracht.network.changes import measure_changes, measure_levels
from veerkracht.network.evidence import Evidence
from veerkracht.network.outcome import Outcome
from veerkracht.network.year import Snapshot

PUBLISHED = [
    *("S1", "S2", "S3", "S5", "S12", "S13", "S15", "S16", "S17", "S18", "S21", "S22", "S23"),
    *("S24", "S25", "S26", "S27", "S28", "S31", "S32", "N1", "N2", "N3"),
    *(f"N{number}" for number in range(5, 19)),
    *("S14-groot", "S14-hecht", "S14-divers", "S14-decentraal"),
]


def test_every_claim_of_the_publication_is_tested(example: dict[str, pd.DataFrame]) -> None:
    claims = example["claims"]
    assert sorted(filter(None, claims["item"])) == sorted(PUBLISHED)
    assert set(claims["outcome"]) <= set(Outcome)
    assert (claims["test"].str.len() > 30).all() and claims["statement"].str.endswith(".").all()
    assert (claims["evidence"].str.len() > 3).all()


def outcomes(
    example: dict[str, pd.DataFrame],
    settings: dict[str, Any],
    *claims: str,
    evidence: Evidence | None = None,
    **changed: pd.DataFrame,
) -> pd.Series:
    """The outcomes of these claims, of all unless said, with other tables."""
    tables = {**example, **changed}
    wijk_ = settings["wijken"]["voorbeeld"]
    evidence = evidence or Evidence(tables["actors"], tables["ties"], draws=60)
    if {"actors", "ties"} & set(changed):
        from veerkracht.network import metrics

        tables["actor_metrics"] = metrics.measure_actors(tables["actors"], tables["ties"])
        tables["network_metrics"] = metrics.measure_networks(tables["actors"], tables["ties"])
    tables = recompute(tables, settings, wijk_)
    case = Case.of(evidence, tables, wijk_, settings)
    told = declared("voorbeeld", wijk_)
    judged = judge_claims(case, {name: told[name] for name in claims or told})
    return judged.set_index("claim")["outcome"]


def test_a_municipality_without_ties_flips_its_own_claims(
    example: dict[str, pd.DataFrame], settings: dict[str, Any]
) -> None:
    ties = example["ties"]
    mine = (ties["actor_a"] == "gemeente-rotterdam") | (ties["actor_b"] == "gemeente-rotterdam")
    before = example["claims"].set_index("claim")["outcome"]
    own = ("gemeente-begon-centraal", "gemeente-begon-verbonden")
    others = ("hulp-via-platform", "bewoners-over-geld")
    after = outcomes(example, settings, *own, *others, ties=ties[~mine])
    assert (before["gemeente-begon-centraal"], before["gemeente-begon-verbonden"]) == (
        Outcome.HOLDS,
        Outcome.HOLDS,
    )
    assert (after["gemeente-begon-centraal"], after["gemeente-begon-verbonden"]) == (
        Outcome.FAILS,
        Outcome.FAILS,
    )
    assert (
        after["hulp-via-platform"] == before["hulp-via-platform"]
        and after["bewoners-over-geld"] == before["bewoners-over-geld"]
    )


def test_more_partners_outside_alone_are_no_more_partners_in_and_around(
    example: dict[str, pd.DataFrame], settings: dict[str, Any]
) -> None:
    """Without the ties of 2022 to the outside, there is no reach beyond the wijk to speak of."""
    actors, ties = example["actors"], example["ties"]
    outside = set(actors.loc[actors["location"] == "buiten", "actor"])
    crossing = ties["actor_a"].isin(outside) | ties["actor_b"].isin(outside)
    assert (crossing & (ties["year"] == 2022)).any()
    before = example["claims"].set_index("claim")["outcome"]
    claim = "breder-bereik"
    without = ties[~(crossing & (ties["year"] == 2022))]
    inside = outcomes(example, settings, claim, ties=without)
    assert (
        before[claim] in (Outcome.HOLDS, Outcome.POINTS, Outcome.UNSHOWN)
        and inside[claim] == Outcome.FAILS
    )
    # As many inside as the year before, more outside: the mean degree alone would have passed.
    kept = ties[~(~crossing & (ties["year"] == 2022)) | (ties["year"] == 2021)]
    assert outcomes(example, settings, claim, ties=kept)[claim] == Outcome.FAILS


def line(names_: str) -> Snapshot:
    """A path of parties; capitals are formal."""
    graph: nx.Graph = nx.path_graph(list(names_))
    for name in graph:
        kind = "formeel" if name.isupper() else "informeel"
        graph.nodes[name].update(kind=kind, location="binnen")
    return Snapshot(graph)


def test_a_longer_way_to_institutions_is_no_smaller_distance() -> None:
    """Both times a larger share of the ties runs between the kinds; c needs two steps."""
    before = line("aABC")
    assert moved(["ei_index"], no_higher=["steps_to_formal"])(before, line("Abc")) is False
    assert moved(["ei_index"], no_higher=["steps_to_formal"])(before, line("AbC")) is True
    assert moved(["ei_index"], no_higher=["steps_to_formal"])(before, line("ab")) is None


def test_a_last_year_without_interviews_leaves_change_undecided(
    example: dict[str, pd.DataFrame], settings: dict[str, Any]
) -> None:
    actors = example["actors"].copy()
    actors.loc[actors["year"] == 2023, "interviewed"] = "nee"
    after = outcomes(example, settings, actors=actors)
    assert {
        after[name]
        for name in (
            "veerkracht-nam-toe",
            "meer-initiatieven",
            "sterker-groot",
            "blijvers-werken-meer-samen",
            "informeel-centraler",
        )
    } == {Outcome.UNKNOWN}
    # What is of years before it stays as it is.
    assert after["gemeente-zakte"] == Outcome.UNKNOWN
    kept = ("impuls-van-de-crisis", "zwaartepunt-verschuift")
    before = outcomes(example, settings, *kept)
    assert {name: after[name] for name in kept} == before.to_dict()


def test_governance_claims_follow_the_sheets(
    example: dict[str, pd.DataFrame], settings: dict[str, Any], evidence: Evidence
) -> None:
    claims = ("meer-zeggenschap", "verder-dan-raadplegen", "meer-lokaal-werk", "bewoners-over-geld")
    decisions = example["decisions"].assign(who="gemeente", rung="informeren")
    other = {"decisions": decisions, "tasks": example["tasks"].assign(local="nee")}
    after = outcomes(example, settings, *claims, evidence=evidence, **other)
    assert set(after) == {Outcome.FAILS} and set(after.index) == {*claims}
    empty = {name: example[name].iloc[:0] for name in ("decisions", "tasks")}
    after = outcomes(example, settings, *claims, evidence=evidence, **empty)
    assert set(after) == {Outcome.UNKNOWN} and set(after.index) == {*claims}


def test_a_wijk_without_its_own_file_has_only_the_claims_of_every_wijk() -> None:
    names = set(declared("carnisse", {"years": []}))
    assert "meer-initiatieven" in names and "platform-snel-centraal" not in names


def test_one_year_alone_claims_no_change(
    example: dict[str, pd.DataFrame], settings: dict[str, Any]
) -> None:
    tables = {name: table.copy() for name, table in example.items()}
    for name in ("actors", "ties", "actor_metrics", "network_metrics"):
        tables[name] = tables[name][tables[name]["year"] == 2023]
    wijk_ = {**settings["wijken"]["voorbeeld"], "years": [2023]}
    evidence = Evidence(tables["actors"], tables["ties"], draws=20)
    found = judge_claims(
        Case.of(evidence, tables, wijk_, settings),
        declared("voorbeeld", settings["wijken"]["voorbeeld"]),
    )
    told = found.set_index("claim")["outcome"]
    assert (
        told["meer-initiatieven"]
        == told["meer-zeggenschap"]
        == told["meer-eigenaarschap"]
        == told["impuls-van-de-crisis"]
        == Outcome.UNKNOWN
    )
    assert told["hecht-netwerk"] == Outcome.HOLDS
    assert measure_changes(evidence).empty and len(measure_levels(evidence)) == 13
