"""A change is claimed only when the data carry it: the unchanged network, and the one that grew."""

from __future__ import annotations

import random
from itertools import combinations
from typing import Any

import networkx as nx
import pandas as pd
import pytest
from simulated_interviews import Asking, Case, simulate

from veerkracht.claims.changes import up
from veerkracht.network.changes import measure_sensitivity, measure_turnover, pairs_of
from veerkracht.network.evidence import SHARE, Change, Evidence, Held, Verdict, firmness
from veerkracht.network.outcome import Outcome
from veerkracht.network.year import Snapshot, Year

ACTORS = ["year", "actor", "name", "kind", "location", "themes", "target_groups", "interviewed"]
TIES = ["year", "actor_a", "actor_b", "sides", "named_by"]
# The growth that a monitor would like to claim.
GROWTH = {
    "actors": up("actors"),
    "ties": up("ties"),
    "mean_degree": up("mean_degree"),
    "transitivity": up("transitivity"),
}


def seen(graph: nx.Graph, year: int, interviews: list[str]) -> tuple[list[Any], list[Any]]:
    """What interviews show of a network: who is interviewed names all partners."""
    spoken = set(interviews)
    ties = []
    for a, b in sorted(tuple(sorted(edge)) for edge in graph.edges):
        named = sorted({a, b} & spoken)
        if named:
            ties.append((year, a, b, len(named), "|".join(named)))
    present = spoken | {end for tie in ties for end in tie[1:3]}
    actors = [
        (year, name, name, "informeel" if int(name[1:]) % 3 else "formeel", "binnen", "groen",
         None, "ja" if name in spoken else "nee")
        for name in sorted(present)
    ]  # fmt: skip
    return actors, ties


def two_years(
    first: nx.Graph, second: nx.Graph, before: list[str], after: list[str], draws: int = 200
) -> Evidence:
    rows = [seen(first, 2020, before), seen(second, 2021, after)]
    actors = pd.DataFrame(rows[0][0] + rows[1][0], columns=ACTORS)
    ties = pd.DataFrame(rows[0][1] + rows[1][1], columns=TIES)
    return Evidence(actors, ties, draws=draws)


def wijk(seed: int, n: int = 150, m: int = 240) -> nx.Graph:
    """A network with hubs and clusters, with names for nodes."""
    graph = nx.powerlaw_cluster_graph(n, max(1, round(m / n)), 0.4, seed=seed)
    named: nx.Graph = nx.relabel_nodes(graph, {node: f"n{node:03d}" for node in graph})
    return named


def names(graph: nx.Graph, rng: random.Random, size: int) -> list[str]:
    return rng.sample(sorted(graph), size)


def test_more_interviews_alone_look_like_growth_and_do_not_hold() -> None:
    """Seen through 20 and then 60 interviews an unchanged network seems to grow, in every seed."""
    wrong = dict.fromkeys(GROWTH, 0)
    looks_grown = dict.fromkeys(GROWTH, 0)
    for seed in range(10):
        graph, rng = wijk(seed), random.Random(seed)
        evidence = two_years(graph, graph, names(graph, rng, 20), names(graph, rng, 60), draws=1)
        for name, holds in GROWTH.items():
            verdict = evidence.judge(2020, 2021, holds)
            wrong[name] += verdict.outcome == Outcome.HOLDS
            looks_grown[name] += bool(verdict.observed)
    assert all(count <= 1 for count in wrong.values()), wrong
    assert looks_grown["actors"] == looks_grown["ties"] == 10


def grown(graph: nx.Graph, rng: random.Random) -> nx.Graph:
    """New ties among those who were there, and new actors with ties of their own."""
    more: nx.Graph = nx.Graph(graph)
    old = sorted(graph)
    absent = [pair for pair in combinations(old, 2) if not more.has_edge(*pair)]
    more.add_edges_from(rng.sample(absent, round(0.8 * graph.number_of_edges())))
    for number in range(len(old), len(old) + 40):
        more.add_edges_from((f"n{number:03d}", other) for other in rng.sample(old, 3))
    return more


def test_the_ladder_of_verdicts() -> None:
    graph = wijk(1)
    rng = random.Random(1)
    people = names(graph, rng, 24)
    evidence = two_years(graph, grown(graph, rng), people, people)

    def verdict(holds: Any, chance: float = 0.01) -> Verdict:
        return evidence.judge(2020, 2021, Change(holds, lambda tests: chance))

    assert verdict(lambda a, b: True).outcome == Outcome.HOLDS
    assert verdict(lambda a, b: True, 0.06).outcome == Outcome.POINTS
    assert verdict(lambda a, b: False).outcome == Outcome.FAILS
    assert verdict(lambda a, b: None).outcome == Outcome.UNKNOWN
    whole = evidence.years[2021].observed
    # Seen with all interviews, and neither on the panel nor in a draw.
    seen = verdict(lambda a, b: b is whole)
    assert seen.outcome == Outcome.UNSHOWN and seen.share == 0 and seen.chance == 1
    # On the panel too, in no draw.
    large = verdict(lambda a, b: len(b.graph) == len(whole.graph), 0.06)
    assert (large.observed, large.panel, large.share) == (True, True, 0)
    assert large.outcome == Outcome.UNSHOWN
    found = evidence.judge(2020, 2021, up("ties"))
    assert found.interviews == (24, 24) and found.panel_size == 24 and found.draws == 200
    assert found.outcome == Outcome.HOLDS and found.weaker == Outcome.POINTS


@pytest.mark.parametrize(
    ("observed", "panel", "chance", "share", "outcome"),
    [
        (True, True, 0.05, 0.0, Outcome.HOLDS),
        (True, True, 0.051, 0.75, Outcome.POINTS),
        (True, True, 0.051, 0.74, Outcome.UNSHOWN),
        (True, True, 0.25, 1.0, Outcome.POINTS),
        (True, True, 0.26, 1.0, Outcome.UNSHOWN),
        (True, False, 0.001, 1.0, Outcome.UNSHOWN),
        (True, None, 0.001, 1.0, Outcome.UNSHOWN),
        (False, True, 0.001, 1.0, Outcome.FAILS),
    ],
)
def test_each_outcome_at_its_limit(
    observed: bool, panel: bool | None, chance: float, share: float, outcome: Outcome
) -> None:
    assert firmness(observed, panel, chance, share) == outcome


def judged_unchanged(claim: Change, before: Asking, after: Asking) -> list[Verdict]:
    """The verdict on an unchanged network, in six networks."""
    pairs = [simulate("toeval", Case(before=before, after=after), seed) for seed in range(6)]
    return [Evidence(*pair, draws=20).judge(0, 1, claim) for pair in pairs]


def test_a_limit_on_names_that_nobody_wrote_down_does_not_point_that_way() -> None:
    """With at most three names in the first year each party seems to have more ties later."""
    found = judged_unchanged(up("mean_degree"), Asking(cap=3), Asking())
    assert all(one.observed and one.panel for one in found)
    assert [one.outcome for one in found].count(Outcome.UNSHOWN) >= 5
    # Nor are the draws taken in: in them as small a share of all ties is named in both years.
    assert all((one.share or 0) < SHARE for one in found)


def test_in_draws_a_better_memory_is_no_growth() -> None:
    """The year with more recall is thinned to that of the other: no change lies in their middle."""
    case = Case(before=Asking(recall=0.4), after=Asking(recall=0.8))
    for seed in range(6):
        evidence = Evidence(*simulate("toeval", case, seed), draws=60)
        seen = [evidence.of(year).observed["ties"] or 0.0 for year in (0, 1)]
        low, high = evidence.interval(0, 1, "ties") or (0.0, 0.0)
        assert low < 0 < high and seen[1] - seen[0] > high


def test_with_as_many_names_only_more_different_parties_are_growth() -> None:
    """Sanders 1968: of as many names, how many different ones. All name the same ten, or others."""
    people = [f"n{number:03d}" for number in range(20)]
    first: nx.Graph = nx.Graph()
    second: nx.Graph = nx.Graph()
    for place, name in enumerate(people):
        first.add_edges_from((name, f"n{100 + other:03d}") for other in range(10))
        second.add_edges_from((name, f"n{100 + 10 * place + other:03d}") for other in range(10))
    evidence = two_years(first, second, people, people)
    # Ten interviews name ten parties in the first year and a hundred in the second.
    assert evidence.at_equal_names(2020, 2021) == (90.0, 90.0)
    # With ten times as many names of the same ten, nothing came.
    more: nx.Graph = nx.Graph([(name, f"n{100 + place:03d}") for place, name in enumerate(people)])
    low, high = two_years(more, first, people, people).at_equal_names(2020, 2021) or (0.0, 0.0)
    assert high < 0 < -low < 10


def test_what_no_interview_named_is_no_change() -> None:
    """Thirty parties from a list are seen, and neither on the panel nor in the draws."""
    for found in judged_unchanged(up("actors"), Asking(), Asking(roster=30)):
        assert found.observed and found.panel is False and (found.share or 0) < SHARE
        assert found.outcome == Outcome.UNSHOWN


def test_equal_coverage_draws_fewer_of_the_year_that_covers_more() -> None:
    """Everybody names the same ten in the second year; in the first each has its own."""
    first: nx.Graph = nx.Graph()
    second: nx.Graph = nx.Graph()
    people = [f"n{number:03d}" for number in range(20)]
    for place, name in enumerate(people):
        first.add_edge(name, f"n{100 + place:03d}")
        second.add_edge(name, f"n{100 + place % 10:03d}")
    effort = two_years(first, second, people, people).efforts(2020, 2021)
    assert effort[0] == (10, 10)
    assert effort[1][0] == 10 and effort[1][1] < 10


def test_a_few_interviews_say_nothing() -> None:
    graph = wijk(2)
    evidence = two_years(graph, graph, sorted(graph)[:7], sorted(graph)[:60])
    assert evidence.judge(2020, 2021, up("ties")).outcome == Outcome.UNKNOWN
    assert evidence.standard_error(2020, "ties") is None
    assert evidence.interval(2020, 2021, "ties") is None


def test_without_a_panel_a_change_is_not_shown() -> None:
    graph = wijk(3)
    rng = random.Random(3)
    people = names(graph, rng, 60)
    evidence = two_years(graph, grown(graph, rng), people[:30], people[30:])
    verdict = evidence.judge(2020, 2021, up("actors"))
    assert (verdict.panel, verdict.panel_size) == (None, 0)
    assert verdict.outcome == Outcome.UNSHOWN


def small(rule: str = "union") -> Year:
    """a and b are interviewed; a named b and c, b named a; d and the tie c-e are from a list."""
    rows = [(2020, n, n, "informeel", "binnen", None, None, "ja" if n in "ab" else "nee")
            for n in "abcde"]  # fmt: skip
    ties = [(2020, "a", "b", 2, "a|b"), (2020, "a", "c", 1, "a"), (2020, "c", "e", 1, "c")]
    return Year(pd.DataFrame(rows, columns=ACTORS), pd.DataFrame(ties, columns=TIES), 2020, rule)


def test_what_some_interviews_would_have_shown() -> None:
    year = small()
    assert year.observed.edges == {("a", "b"), ("a", "c"), ("c", "e")}
    alone = year.seen_by({"b"})
    # a is named by b and stays; what only a named is gone; the list stays.
    assert set(alone.graph) == {"a", "b", "c", "d", "e"}
    assert alone.edges == {("a", "b"), ("c", "e")}
    assert small("both").seen_by({"b"}).edges == {("c", "e")}
    assert set(year.seen_by(set()).graph) == {"c", "d", "e"}
    # What no interview named is no change.
    heard = year.seen_by({"a"}, listed=False)
    assert heard.edges == {("a", "b"), ("a", "c")} and set(heard.graph) == {"a", "b", "c"}


def test_the_jackknife_of_a_mean_is_its_standard_error() -> None:
    """Each interviewed hub names its own leaves: without one, its leaves are gone."""
    sizes = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
    graph: nx.Graph = nx.Graph()
    number = 100
    for hub, size in enumerate(sizes):
        for _ in range(size):
            graph.add_edge(f"n{hub:03d}", f"n{number:03d}")
            number += 1
    hubs = [f"n{hub:03d}" for hub in range(10)]
    evidence = two_years(graph, graph, hubs, hubs)
    mean = sum(sizes) / 10
    spread = sum((size - mean) ** 2 for size in sizes)
    assert evidence.standard_error(2020, "ties") == pytest.approx((9 / 10 * spread) ** 0.5)


def test_the_same_draws_in_every_run_and_order() -> None:
    graph = wijk(5)
    people = sorted(graph)[:30]
    one, two = (two_years(graph, graph, list(p), people) for p in (people, reversed(people)))
    for a, b in zip(one.drawn(2020, 12, 2021), two.drawn(2020, 12, 2021), strict=True):
        assert a.edges == b.edges
    assert len({frozenset(snapshot.edges) for snapshot in one.drawn(2020, 12, 2021)}) > 150


def test_what_was_longest_unused_goes_first_and_the_last_stays() -> None:
    held, made = Held(10), list[str]()

    def get(key: str, size: int) -> str:
        def make() -> str:
            made.append(key)
            return key

        return held.get(key, size, make)

    assert [get("a", 4), get("b", 4), get("a", 4), get("c", 4), get("a", 4)] == list("abaca")
    assert made == ["a", "b", "c"], "b went, a was used since"
    get("b", 4)
    get("large", 99)
    get("large", 99)
    assert made == ["a", "b", "c", "b", "large"]


def test_a_network_too_large_to_keep_gives_the_same_verdicts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    graph, rng = wijk(7), random.Random(7)
    before, after = names(graph, rng, 20), names(graph, rng, 40)

    def verdicts() -> list[Verdict]:
        evidence = two_years(graph, graph, before, after, draws=40)
        return [evidence.judge(2020, 2021, change) for change in GROWTH.values()]

    kept = verdicts()
    monkeypatch.setattr("veerkracht.network.evidence.MOST_HELD", 0)
    assert verdicts() == kept


def test_turnover_by_hand() -> None:
    actors = pd.DataFrame({"year": [1, 1, 1, 2, 2, 2], "actor": list("abcbcd")})
    ties = pd.DataFrame(
        [(1, "a", "b"), (1, "b", "c"), (2, "b", "c"), (2, "c", "d")],
        columns=["year", "actor_a", "actor_b"],
    )
    row = measure_turnover(actors, ties).iloc[0]
    assert (row["entries"], row["exits"], row["stays"]) == (1, 1, 2)
    assert (row["new_ties"], row["lost_ties"], row["kept_ties"]) == (1, 1, 1)
    assert row["jaccard"] == pytest.approx(1 / 3)
    assert (row["stayers_before"], row["stayers_after"]) == (1, 1)
    assert pairs_of([1, 2]) == [(1, 2)] and pairs_of([1, 2, 3]) == [(1, 2), (2, 3), (1, 3)]
    assert pairs_of([1]) == []


def test_sensitivity_leaves_out_and_asks_both_sides(example: dict[str, pd.DataFrame]) -> None:
    table = example["sensitivity"].set_index(["choice", "metric"])
    whole, both = "zoals in de monitor", "alleen wat beide noemen"
    without = "zonder Gemeente Rotterdam"
    end: dict[Any, float] = table["end"].to_dict()
    assert end[without, "actors"] == end[whole, "actors"] - 1
    last = example["ties"][example["ties"]["year"] == 2023]
    assert end[both, "ties"] == (last["sides"] > 1).sum()
    again = measure_sensitivity(example["actors"], example["ties"], {})
    assert set(again["choice"]) == {whole, both}


def test_changes_and_levels_of_the_example_agree_with_its_measures(
    example: dict[str, pd.DataFrame],
) -> None:
    values = example["network_metrics"].set_index(["metric", "year"])["value"]
    for row in example["network_changes"].to_dict("records"):
        expected = values[row["metric"], row["end"]] - values[row["metric"], row["start"]]
        assert row["observed"] == pytest.approx(expected)
        if row["low"] is not None and not pd.isna(row["low"]):
            assert row["low"] <= row["high"] and (pd.isna(row["share"]) or 0 <= row["share"] <= 1)
    for row in example["levels"].to_dict("records"):
        assert row["value"] == pytest.approx(values[row["metric"], row["year"]])
        assert row["error"] >= 0


def test_the_influential_parties_lie_in_their_interval(example: dict[str, pd.DataFrame]) -> None:
    table, metrics = example["influential_intervals"], example["actor_metrics"]
    marked = metrics[metrics["influential"] == "ja"].groupby(["year", "kind"]).size()
    assert len(table) == 10 and (table["low"] < table["high"]).all()
    for row in table.to_dict("records"):
        assert row["count"] == marked.get((row["year"], row["kind"]), 0)
        assert 0 <= row["low"] <= row["count"] <= row["high"]


def test_a_snapshot_computes_a_measure_once() -> None:
    snapshot = Snapshot(wijk(1))
    assert snapshot["ties"] is snapshot["ties"]
    assert snapshot.ranks[min(snapshot.ranks, key=lambda a: snapshot.ranks[a])] == 1
