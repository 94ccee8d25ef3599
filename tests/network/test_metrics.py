"""Measures against closed forms and published values, never against our own outcomes.

Sources: Freeman 1979 (star, cycle, complete, path); Zachary 1977 and Newman 2003 (karate club);
Padgett & Ansell 1993 with Wasserman & Faust 1994, ch. 5 (Florentine marriages); Krackhardt 1990
(kite); Blau 1977; Krackhardt & Stern 1988.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import networkx as nx
import pandas as pd
import pytest

from veerkracht.network import capital, cohesion, diversity, influence, metrics
from veerkracht.network import graph as graph_module
from veerkracht.network.graph import View, view


def with_kinds(graph: nx.Graph, kinds: Callable[[int], str] = lambda i: "informeel") -> nx.Graph:
    for index, node in enumerate(sorted(graph, key=str)):
        graph.nodes[node].update(kind=kinds(index), location="binnen", themes=[], name=str(node))
    return graph


STAR = nx.star_graph(6)
CYCLE = nx.cycle_graph(7)
COMPLETE = nx.complete_graph(6)
PATH = nx.path_graph(5)
KARATE = nx.karate_club_graph()
FLORENCE = nx.florentine_families_graph()
FLORENCE_16: nx.Graph = nx.Graph(FLORENCE)
FLORENCE_16.add_node("Pucci")
KITE = nx.krackhardt_kite_graph()


@pytest.mark.parametrize(
    ("graph", "metric", "value"),
    [
        (STAR, influence.degree_centralisation, 1),
        (CYCLE, influence.degree_centralisation, 0),
        (COMPLETE, influence.degree_centralisation, 0),
        # Path of 5: degrees 1,2,2,2,1, so (1+0+0+0+1) / (4*3).
        (PATH, influence.degree_centralisation, 2 / 12),
        (FLORENCE_16, influence.degree_centralisation, 0.267),
        (STAR, influence.betweenness_centralisation, 1),
        (CYCLE, influence.betweenness_centralisation, 0),
        (COMPLETE, influence.betweenness_centralisation, 0),
        # Path of 5: normalised 0, 1/2, 2/3, 1/2, 0, so (2/3 + 1/6 + 0 + 1/6 + 2/3) / 4.
        (PATH, influence.betweenness_centralisation, 5 / 12),
        (COMPLETE, cohesion.transitivity, 1),
        (CYCLE, cohesion.transitivity, 0),
        (STAR, cohesion.transitivity, 0),
        (KARATE, cohesion.transitivity, 0.2557),
        (KARATE, cohesion.actors, 34),
        (KARATE, cohesion.ties, 78),
        (KARATE, cohesion.mean_degree, 2 * 78 / 34),
        (COMPLETE, cohesion.mean_degree, 5),
        (FLORENCE, cohesion.ties, 20),
        (FLORENCE_16, cohesion.largest_component, 15 / 16),
        (KITE, cohesion.largest_component, 1),
        # Zachary's club as published by Newman 2003 and in the manual of NetworkX.
        (KARATE, cohesion.mean_clustering, 0.5706),
        (KARATE, cohesion.mean_path, 2.408),
        (KARATE, cohesion.largest_core, 4),
        (KARATE, capital.articulation_points, 1 / 34),
        (KARATE, capital.bridges, 1 / 78),
        # Mean path of a path of n is (n+1)/3, of a cycle of odd n (n+1)/4, of a star 2(n-1)/n.
        (PATH, cohesion.mean_path, 2),
        (CYCLE, cohesion.mean_path, 2),
        (STAR, cohesion.mean_path, 2 * 6 / 7),
        (COMPLETE, cohesion.mean_path, 1),
        # Latora & Marchiori 2001: 1 for a complete graph; a star has n-1 pairs at 1, the rest at 2.
        (COMPLETE, cohesion.global_efficiency, 1),
        (STAR, cohesion.global_efficiency, (6 + 15 / 2) / 21),
        (CYCLE, cohesion.global_efficiency, (1 + 1 / 2 + 1 / 3) / 3),
        (PATH, cohesion.global_efficiency, (4 + 3 / 2 + 2 / 3 + 1 / 4) / 10),
        (COMPLETE, cohesion.mean_clustering, 1),
        (CYCLE, cohesion.mean_clustering, 0),
        (COMPLETE, cohesion.largest_core, 5),
        (CYCLE, cohesion.largest_core, 2),
        (STAR, cohesion.largest_core, 1),
        (STAR, capital.articulation_points, 1 / 7),
        (PATH, capital.articulation_points, 3 / 5),
        (CYCLE, capital.articulation_points, 0),
        (PATH, capital.bridges, 1),
        (COMPLETE, capital.bridges, 0),
        (STAR, influence.top_share, 1),
        (CYCLE, influence.top_share, 2 / 7),
        (CYCLE, influence.gini_degree, 0),
        # A star of n: one has half of all ends. Gini = (n-2)/(2n)... here by the definition: 5/14.
        (STAR, influence.gini_degree, 5 / 14),
        (STAR, capital.robustness_1, 1 / 7),
        (CYCLE, capital.robustness_1, 6 / 7),
        (COMPLETE, capital.robustness_10, 5 / 6),
        # Four families hang on one marriage, one of them through another: five marriages.
        (FLORENCE, capital.bridges, 5 / 20),
    ],
)
def test_closed_forms_and_published_values(
    graph: nx.Graph, metric: Callable[[nx.Graph], float | None], value: float
) -> None:
    assert metric(with_kinds(graph)) == pytest.approx(value, abs=5e-4)


def test_highest_positions_are_those_of_the_literature() -> None:
    assert max(dict(KITE.degree).items(), key=lambda item: item[1]) == (3, 6)  # Diane
    scores: dict[Any, float] = influence.eigenvector(with_kinds(nx.Graph(KARATE)))
    first: list[Any] = influence.rank(scores)[:3]
    assert first == [33, 0, 2]  # Newman 2010, table 7.1
    assert scores[33] == 1


def test_eigenvector_of_a_star_is_one_over_the_root_of_its_leaves() -> None:
    scores: dict[Any, float] = influence.eigenvector(nx.star_graph(9))
    assert scores[0] == 1
    assert scores[1] == pytest.approx(1 / 3, abs=1e-9)


def test_eigenvector_is_zero_outside_the_largest_component() -> None:
    graph = nx.complete_graph(4)
    graph.add_edge(10, 11)
    scores: dict[Any, float] = influence.eigenvector(graph)
    assert scores[10] == scores[11] == 0
    assert min(scores[node] for node in range(4)) == 1


def test_betweenness_of_the_medici_and_of_heather_lead() -> None:
    """Padgett & Ansell 1993: Medici 0.522; Krackhardt 1990: Heather, 14 of 36 pairs."""
    florence = dict(zip(FLORENCE, view(FLORENCE).betweenness, strict=True))
    assert max(florence, key=lambda name: florence[name]) == "Medici"
    assert florence["Medici"] == pytest.approx(0.522, abs=5e-4)
    kite = view(KITE).betweenness
    assert max(range(10), key=lambda node: kite[node]) == 7
    assert kite[7] == pytest.approx(14 / 36)


def test_burts_measures_in_closed_form() -> None:
    """A centre of a star has no ties among its partners: effective size n-1, constraint 1/(n-1)."""
    actors, ties = tables(nx.star_graph(6))
    people = metrics.measure_actors(actors, ties).set_index("actor")
    assert people.loc["n000", "effective_size"] == 6
    assert people.loc["n000", "constraint"] == pytest.approx(1 / 6)
    assert people.loc["n001", "constraint"] == pytest.approx(1)
    # In a complete graph of four, everyone's partners are all tied: 3 - 2*3/3 = 1 (Borgatti 1997).
    assert metrics.effective_size(nx.complete_graph(4)) == pytest.approx([1] * 4)


@pytest.mark.parametrize("seed", range(12))
def test_networkx_gives_the_same(seed: int) -> None:
    """A second opinion on random graphs, most of them in pieces, with actors without ties."""
    graph = with_kinds(
        nx.gnm_random_graph(45, 20 + 8 * seed, seed=seed),
        lambda i: "formeel" if i % 3 else "informeel",
    )
    undirected: dict[str, float] = {
        "transitivity": nx.transitivity(graph),
        "mean_clustering": nx.average_clustering(graph),
        "global_efficiency": nx.global_efficiency(graph),
        "largest_component": len(max(nx.connected_components(graph), key=len)) / 45,
        "largest_core": max(nx.core_number(graph).values()),
        "articulation_points": len(list(nx.articulation_points(graph))) / 45,
        "bridges": len(list(nx.bridges(graph))) / graph.number_of_edges(),
        "assortativity_kind": nx.attribute_assortativity_coefficient(graph, "kind"),
    }
    for name, expected in undirected.items():
        assert metrics.BY_ID[name].compute(graph) == pytest.approx(expected, abs=1e-9), name
    between = nx.betweenness_centrality(graph)
    assert view(graph).betweenness == pytest.approx(list(between.values()), abs=1e-9)
    lengths = [d for _, row in nx.all_pairs_shortest_path_length(graph) for d in row.values() if d]
    assert cohesion.mean_path(graph) == pytest.approx(sum(lengths) / len(lengths))
    burt = [size for size in nx.effective_size(graph).values()]
    ours = metrics.effective_size(graph)
    for mine, theirs in zip(ours, burt, strict=True):
        assert mine is None or mine == pytest.approx(theirs)
    tight = view(graph).fast.constraint()
    for mine, theirs in zip(tight, nx.constraint(graph).values(), strict=True):
        assert mine != mine or mine == pytest.approx(theirs)


def test_an_actor_without_ties_changes_what_the_definition_says() -> None:
    graph = with_kinds(nx.gnm_random_graph(30, 70, seed=3))
    before = {item.id: item.compute(graph) for item in metrics.METRICS}
    more: nx.Graph = nx.Graph(graph)
    more.add_node(999, kind="informeel", location="binnen", themes=[], name="los")
    after = {item.id: item.compute(more) for item in metrics.METRICS}
    same = {"ties", "transitivity", "mean_path", "largest_core", "ei_index", "bridges", "top_share"}
    assert {name for name in same if before[name] != after[name]} == set()
    assert after["actors"] == 31 and after["mean_degree"] == pytest.approx(140 / 31)
    for name in ("global_efficiency", "mean_clustering", "largest_component"):
        assert float(after[name] or 0) < float(before[name] or 0), name


def test_a_sample_of_all_actors_gives_the_exact_betweenness(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The estimate for large networks, with every actor in the sample, is no estimate."""
    graph = nx.gnm_random_graph(60, 150, seed=9)
    exact = View(graph)
    monkeypatch.setattr(graph_module, "EXACT", 10)
    monkeypatch.setattr(graph_module, "SAMPLE", 60)
    sampled = View(graph)
    assert sampled.pivots == list(range(60))
    assert sampled.betweenness == pytest.approx(exact.betweenness, abs=1e-9)
    assert sampled.distances == exact.distances
    for name in ("betweenness_centralisation", "mean_path", "global_efficiency"):
        assert "schatting uit een steekproef" in metrics.BY_ID[name].definition
    monkeypatch.setattr(graph_module, "SAMPLE", 30)
    part = View(graph)
    high = sorted(range(60), key=lambda node: -exact.betweenness[node])[:5]
    for node in high:
        assert part.betweenness[node] == pytest.approx(exact.betweenness[node], rel=0.5)


def test_shannon_and_capital() -> None:
    assert diversity.shannon([1, 1, 1, 1]) == pytest.approx(math.log(4))
    assert diversity.shannon([]) is None
    graph: nx.Graph = nx.Graph()
    for name, kind, themes in (
        ("a", "informeel", ["groen"]), ("b", "informeel", ["groen", "jeugd"]),
        ("c", "informeel", ["sport"]), ("d", "formeel", ["groen"]), ("e", "formeel", []),
    ):  # fmt: skip
        graph.add_node(name, kind=kind, themes=themes)
    graph.add_edges_from([("a", "b"), ("a", "c"), ("a", "d"), ("d", "e")])
    assert (capital.bonding(graph), capital.bridging(graph), capital.linking(graph)) == (
        *(0.25, 0.25),
        0.25,
    )
    # Of the three ties with themes on both sides, a-c shares none.
    assert diversity.cross_theme(graph) == pytest.approx(1 / 3)


def test_normalised_diversity_and_entropy_of_every_attribute() -> None:
    graph: nx.Graph = nx.Graph()
    for name, kind, themes, groups in (
        ("a", "informeel", ["groen"], ["jeugd"]), ("b", "informeel", ["sport"], ["jeugd"]),
        ("c", "formeel", ["zorg"], []), ("d", "informeel", ["zorg"], ["ouderen"]),
    ):  # fmt: skip
        graph.add_node(name, kind=kind, themes=themes, target_groups=groups)
    # Themes 1/4, 1/4, 1/2: 1 - 6/16 = 5/8, of the 2/3 that three groups can have.
    assert diversity.iqv_theme(graph) == pytest.approx(15 / 16)
    # Target groups 2/3, 1/3: 4/9 of 1/2.
    assert diversity.iqv_target(graph) == pytest.approx(8 / 9)
    assert diversity.shannon_kind(graph) == pytest.approx(
        -(0.75 * math.log(0.75) + math.log(0.25) / 4)
    )
    assert diversity.shannon_target(graph) == pytest.approx(math.log(3) - 2 / 3 * math.log(2))
    assert diversity.iqv_theme(nx.Graph()) is None
    graph.remove_nodes_from(["b", "c", "d"])
    assert diversity.iqv_theme(graph) is None  # one theme cannot be spread


def test_the_steps_from_informal_to_formal() -> None:
    """f - a - b - c and f - d, g formal: a and d one step, b two, c three, x cannot reach one."""
    graph: nx.Graph = nx.Graph([("f", "a"), ("a", "b"), ("b", "c"), ("f", "d"), ("f", "g")])
    graph.add_node("x")
    for name in graph:
        graph.nodes[name]["kind"] = "formeel" if name in "fg" else "informeel"
    assert diversity.steps_to_formal(graph) == pytest.approx(7 / 4)
    graph.add_edge("c", "g")  # now b is nearer by a, c by g
    assert diversity.steps_to_formal(graph) == pytest.approx(5 / 4)
    graph.remove_nodes_from(["f", "g"])
    assert diversity.steps_to_formal(graph) is None


def test_places_up_since_the_year_before() -> None:
    star = tables(nx.star_graph(4), 2020)
    other = tables(nx.Graph([(1, 0), (1, 2), (1, 3), (1, 9)]), 2021)
    actors, ties = (pd.concat([a, b]) for a, b in zip(star, other, strict=True))
    found = metrics.measure_actors(actors, ties).set_index(["year", "actor"])["rank_change"]
    assert found[2020].isna().all()
    # The centre falls to the second place, a leaf rises from it to the first.
    assert (found[2021, "n000"], found[2021, "n001"]) == (-1, 1)
    assert pd.isna(found[2021, "n009"])


@pytest.mark.parametrize("seed", range(6))
def test_networkx_gives_the_same_eigenvector(seed: int) -> None:
    graph = nx.connected_watts_strogatz_graph(40, 5, 0.4, seed=seed)
    theirs = nx.eigenvector_centrality(graph, max_iter=5000, tol=1e-12)
    top = max(theirs.values())
    ours: dict[Any, float] = influence.eigenvector(graph)
    assert ours == pytest.approx({node: score / top for node, score in theirs.items()}, abs=1e-6)


def test_blau_and_ei() -> None:
    half = with_kinds(nx.complete_graph(4), lambda i: "formeel" if i < 2 else "informeel")
    assert diversity.blau_kind(half) == pytest.approx(0.5)
    # Of 6 ties 4 run between the kinds: (4 - 2) / 6.
    assert diversity.ei_index(half) == pytest.approx(1 / 3)
    assert diversity.blau_kind(with_kinds(nx.complete_graph(4))) == 0
    graph: nx.Graph = nx.Graph()
    graph.add_node("a", themes=["groen", "jeugd"], kind="formeel")
    graph.add_node("b", themes=["groen"], kind="formeel")
    # groen 1.5 and jeugd 0.5 of 2: 1 - (0.75^2 + 0.25^2).
    assert diversity.blau_theme(graph) == pytest.approx(0.375)


@pytest.mark.parametrize("n", [0, 1, 2, 5])
def test_without_ties_a_measure_is_undetermined_never_a_silent_zero(n: int) -> None:
    graph = with_kinds(nx.empty_graph(n))
    for metric in (
        cohesion.transitivity,
        diversity.ei_index,
        influence.degree_centralisation,
        influence.betweenness_centralisation,
        influence.informal_top10,
        diversity.blau_theme,
    ):
        assert metric(graph) is None
    if n == 0:
        assert cohesion.mean_degree(graph) is None
        assert cohesion.largest_component(graph) is None


def tables(graph: nx.Graph, year: int = 2020) -> tuple[pd.DataFrame, pd.DataFrame]:
    rows = [
        (year, f"n{node:03d}", str(node), "formeel" if node % 3 else "informeel", "binnen", "groen")
        for node in graph
    ]
    actors = pd.DataFrame(rows, columns=["year", "actor", "name", "kind", "location", "themes"])
    pairs = [(year, *sorted((f"n{a:03d}", f"n{b:03d}"))) for a, b in graph.edges]
    return actors, pd.DataFrame(pairs, columns=["year", "actor_a", "actor_b"])


def test_the_order_of_rows_changes_nothing() -> None:
    actors, ties = tables(nx.gnm_random_graph(60, 130, seed=4))
    network = metrics.measure_networks(actors, ties)
    people = metrics.measure_actors(actors, ties)
    for seed in range(3):
        shuffled = (
            actors.sample(frac=1, random_state=seed),
            ties.sample(frac=1, random_state=seed),
        )
        pd.testing.assert_frame_equal(metrics.measure_networks(*shuffled), network)
        pd.testing.assert_frame_equal(metrics.measure_actors(*shuffled), people)


def test_relabelling_keeps_every_measure() -> None:
    actors, ties = tables(nx.gnm_random_graph(40, 90, seed=5))
    names = {name: f"z{100 - int(name[1:]):03d}" for name in actors["actor"]}
    renamed = ties.assign(actor_a=ties["actor_a"].map(names), actor_b=ties["actor_b"].map(names))
    before = metrics.measure_networks(actors, ties)
    after = metrics.measure_networks(actors.assign(actor=actors["actor"].map(names)), renamed)
    pd.testing.assert_frame_equal(before, after)


DIMENSIONS = {"groot", "hecht", "divers", "decentraal", "invloed", "kapitaal", "kwetsbaar"}


def test_every_metric_states_its_definition() -> None:
    assert len({item.id for item in metrics.METRICS}) == len(metrics.METRICS)
    assert len(metrics.CORE) == 13
    for item in metrics.METRICS:
        assert len(item.definition) > 40, item.id
        assert item.dimension in DIMENSIONS


@pytest.mark.parametrize(
    ("metric", "ends", "decimals", "told"),
    [
        ("actors", (29.0, 57.0), 0, "+29 tot +57"),
        ("top_share", (-0.205, -0.003), 0, "\u221220,5 tot \u22120,3"),
        # Nothing is nothing, and needs no decimal.
        ("top_share", (-0.2, 0.0), 0, "\u221220 tot 0"),
        ("mean_degree", (-0.11, 1.23), 1, "\u22120,1 tot +1,2"),
        ("mean_degree", (0.02, 1.23), 1, "+0,02 tot +1,23"),
    ],
)
def test_an_end_of_a_range_reads_as_nothing_only_where_it_is(
    metric: str, ends: tuple[float, float], decimals: int, told: str
) -> None:
    assert metrics.BY_ID[metric].written_range(ends, decimals) == told
