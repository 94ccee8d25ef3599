"""Measures against closed forms and published values, never against our own outcomes.

Sources: Freeman 1979 (star, cycle, complete, path); Zachary 1977 and Newman 2003 (karate club);
Padgett & Ansell 1993 with Wasserman & Faust 1994, ch. 5 (Florentine marriages); Krackhardt 1990
(kite); Blau 1977; Krackhardt & Stern 1988.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import networkx as nx
import pandas as pd
import pytest

from veerkracht import metrics


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
        (STAR, metrics.degree_centralisation, 1),
        (CYCLE, metrics.degree_centralisation, 0),
        (COMPLETE, metrics.degree_centralisation, 0),
        # Path of 5: degrees 1,2,2,2,1, so (1+0+0+0+1) / (4*3).
        (PATH, metrics.degree_centralisation, 2 / 12),
        (FLORENCE_16, metrics.degree_centralisation, 0.267),
        (STAR, metrics.betweenness_centralisation, 1),
        (CYCLE, metrics.betweenness_centralisation, 0),
        (COMPLETE, metrics.betweenness_centralisation, 0),
        # Path of 5: normalised 0, 1/2, 2/3, 1/2, 0, so (2/3 + 1/6 + 0 + 1/6 + 2/3) / 4.
        (PATH, metrics.betweenness_centralisation, 5 / 12),
        (COMPLETE, metrics.transitivity, 1),
        (CYCLE, metrics.transitivity, 0),
        (STAR, metrics.transitivity, 0),
        (KARATE, metrics.transitivity, 0.2557),
        (KARATE, metrics.actors, 34),
        (KARATE, metrics.ties, 78),
        (KARATE, metrics.mean_degree, 2 * 78 / 34),
        (COMPLETE, metrics.mean_degree, 5),
        (FLORENCE, metrics.ties, 20),
        (FLORENCE_16, metrics.largest_component, 15 / 16),
        (KITE, metrics.largest_component, 1),
    ],
)
def test_closed_forms_and_published_values(
    graph: nx.Graph, metric: Callable[[nx.Graph], float | None], value: float
) -> None:
    assert metric(with_kinds(graph)) == pytest.approx(value, abs=5e-4)


def test_highest_positions_are_those_of_the_literature() -> None:
    assert max(dict(KITE.degree).items(), key=lambda item: item[1]) == (3, 6)  # Diane
    scores: dict[Any, float] = metrics.eigenvector(with_kinds(nx.Graph(KARATE)))
    first: list[Any] = metrics.rank(scores)[:3]
    assert first == [33, 0, 2]  # Newman 2010, table 7.1
    assert scores[33] == 1


def test_eigenvector_of_a_star_is_one_over_the_root_of_its_leaves() -> None:
    scores: dict[Any, float] = metrics.eigenvector(nx.star_graph(9))
    assert scores[0] == 1
    assert scores[1] == pytest.approx(1 / 3, abs=1e-9)


def test_eigenvector_is_zero_outside_the_largest_component() -> None:
    graph = nx.complete_graph(4)
    graph.add_edge(10, 11)
    scores: dict[Any, float] = metrics.eigenvector(graph)
    assert scores[10] == scores[11] == 0
    assert min(scores[node] for node in range(4)) == 1


def test_blau_and_ei() -> None:
    half = with_kinds(nx.complete_graph(4), lambda i: "formeel" if i < 2 else "informeel")
    assert metrics.blau_kind(half) == pytest.approx(0.5)
    # Of 6 ties 4 run between the kinds: (4 - 2) / 6.
    assert metrics.ei_index(half) == pytest.approx(1 / 3)
    assert metrics.blau_kind(with_kinds(nx.complete_graph(4))) == 0
    graph: nx.Graph = nx.Graph()
    graph.add_node("a", themes=["groen", "jeugd"], kind="formeel")
    graph.add_node("b", themes=["groen"], kind="formeel")
    # groen 1.5 and jeugd 0.5 of 2: 1 - (0.75^2 + 0.25^2).
    assert metrics.blau_theme(graph) == pytest.approx(0.375)


@pytest.mark.parametrize("n", [0, 1, 2, 5])
def test_without_ties_a_measure_is_undetermined_never_a_silent_zero(n: int) -> None:
    graph = with_kinds(nx.empty_graph(n))
    for metric in (
        metrics.transitivity,
        metrics.ei_index,
        metrics.degree_centralisation,
        metrics.betweenness_centralisation,
        metrics.informal_top10,
        metrics.blau_theme,
    ):
        assert metric(graph) is None
    if n == 0:
        assert metrics.mean_degree(graph) is None
        assert metrics.largest_component(graph) is None


def tables(graph: nx.Graph, year: int = 2020) -> tuple[pd.DataFrame, pd.DataFrame]:
    rows = [
        (year, f"n{node:03d}", str(node), "formeel" if node % 3 else "informeel", "binnen", "groen")
        for node in graph
    ]
    actors = pd.DataFrame(rows, columns=["year", "actor", "name", "kind", "location", "themes"])
    pairs = [(year, *sorted((f"n{a:03d}", f"n{b:03d}"))) for a, b in graph.edges]
    return actors, pd.DataFrame(pairs, columns=["year", "source", "target"])


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
    renamed = ties.assign(source=ties["source"].map(names), target=ties["target"].map(names))
    before = metrics.measure_networks(actors, ties)
    after = metrics.measure_networks(actors.assign(actor=actors["actor"].map(names)), renamed)
    pd.testing.assert_frame_equal(before, after)


DIMENSIONS = {"groot", "hecht", "divers", "decentraal", "invloed", "kapitaal", "kwetsbaar"}


def test_every_metric_states_its_definition() -> None:
    assert len({item.id for item in metrics.METRICS}) == len(metrics.METRICS)
    assert len(metrics.CORE) == 12
    for item in metrics.METRICS:
        assert len(item.definition) > 40, item.id
        assert item.dimension in DIMENSIONS
