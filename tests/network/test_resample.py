"""Resampled interviews against what is known of such a draw, and the network that is known."""

from __future__ import annotations

from typing import Any

import networkx as nx
import numpy as np
import pytest
from counted_wijk import actors_and_ties

from veerkracht.network.resample import Resamples, middle, mixes_less
from veerkracht.network.year import Year

YEAR = 2020
OTHERS = [f"p{number:02}" for number in range(30)]


def resampled(*pairs: str, times: int = 400, rule: str = "union", **more: Any) -> Resamples:
    """Resamples of a year of which every tie (`a-b`) hangs on the interview with `a`.

    In pairs of which the first comes first in order.
    """
    tables = actors_and_ties({YEAR: list(pairs)}, named=True, **more)
    return Resamples(Year(tables["actors"], tables["ties"], YEAR, rule), times)


def named_by(people: list[str], hub: str) -> list[str]:
    return [f"{other}-{hub}" for other in people]


def test_the_hub_of_a_star_is_first_in_every_draw() -> None:
    drawn = resampled(*named_by(OTHERS, "z"))
    assert (drawn.places_of("z") == 1).all()
    assert middle(drawn.places_of("z")) == (1, 1)
    assert set(drawn.places_of("z", "informeel")) == {1}


def test_the_share_of_weighted_ties_of_a_star_is_that_of_its_closed_form() -> None:
    """Of k leaves each has a score of 1 / sqrt(k) beside the hub's 1, so the hub has a share of
    1 / (1 + sqrt(k)) of all weighted ties and a leaf 1 / (k + sqrt(k))."""
    drawn = resampled(*named_by(OTHERS, "z"))
    leaves = drawn.ties.sum(axis=1)
    hub = 1 / (1 + leaves.max() ** 0.5)
    assert (drawn.reaching(hub, "informeel") == 1).all()
    assert (drawn.reaching(hub * 1.01, "informeel") == (leaves < leaves.max())).all()
    assert (drawn.reaching(1 / (30 + 30**0.5), "informeel") == leaves + 1).all()
    assert not drawn.reaching(1 / (30 + 30**0.5), "formeel").any()


def test_of_two_equal_hubs_each_is_first_in_about_half() -> None:
    """Ten who name both hold the two together; a draw in which both are as large is half a win."""
    pairs = [*named_by(OTHERS[:20], "y"), *named_by(OTHERS[10:], "z")]
    drawn = resampled(*pairs, times=2000)
    y, z = (drawn.places_of(hub) for hub in ("y", "z"))
    assert ((y == 1) | (z == 1)).all() and set(np.minimum(y, z)) == {1}
    assert (y < z).mean() + (y == z).mean() / 2 == pytest.approx(0.5, abs=0.03)


def test_the_ties_of_a_star_spread_as_distinct_draws_do() -> None:
    """How many different ones of n come up in n draws: the classical occupancy distribution.

    Mean n (1-q), variance n (n-1) (1-2/n)^n + n q - n² q², with q = (1-1/n)^n (Feller 1968).
    """
    n = 31  # the hub was interviewed too
    drawn = resampled(*named_by(OTHERS, "z"), times=20_000)
    # Of the 31 one names nobody: by symmetry each is drawn with a chance of 1-q.
    q, both = (1 - 1 / n) ** n, (1 - 2 / n) ** n
    counts = drawn.ties.sum(axis=1)
    assert counts.mean() == pytest.approx(30 * (1 - q), rel=0.005)
    assert counts.var() == pytest.approx(30 * q * (1 - q) + 30 * 29 * (both - q * q), rel=0.04)


def test_every_kind_is_drawn_as_often_as_it_was_interviewed() -> None:
    """Two formal interviews: in each draw one of them at least, while thirty others are drawn."""
    pairs = [*named_by(OTHERS, "z"), "a-y", "b-y"]
    drawn = resampled(*pairs, formal=["a", "b"])
    of_formal = drawn.ties[:, :2].sum(axis=1)  # in order of name
    assert set(of_formal) == {1, 2} and (of_formal == 1).mean() == pytest.approx(0.5, abs=0.08)


def test_what_no_interview_named_is_there_in_every_draw() -> None:
    tables = actors_and_ties({YEAR: ["a-b", "b-c"]})
    drawn = Resamples(Year(tables["actors"], tables["ties"], YEAR, "union"), 50)
    assert drawn.ties.all() and (drawn.places_of("b") == 1).all()


def test_a_tie_that_both_must_name_needs_both_interviews() -> None:
    tables = actors_and_ties({YEAR: ["a-b", "a-c", "b-c"]})
    tables["ties"]["named_by"] = tables["ties"]["actor_a"] + "|" + tables["ties"]["actor_b"]
    union, both = (
        Resamples(Year(tables["actors"], tables["ties"], YEAR, rule), 4000).ties.mean()
        for rule in ("union", "both")
    )
    # Of 27 ways to draw three of three: one of two is missing in 8 each, both in one.
    assert (union, both) == pytest.approx((26 / 27, 12 / 27), abs=0.02)


def test_a_top_ten_is_counted_by_kind_and_ranks_by_who_has_more() -> None:
    drawn = resampled(*named_by(OTHERS, "z"), formal=["z"], times=20)
    assert set(drawn.top_of("informeel")) == {9} and set(drawn.top_of("formeel")) == {1}
    # Whoever was not drawn is not there: below everybody.
    place = drawn.places_of("p00")
    assert set(place) == {2, 31} and set(drawn.places_of("p00", "informeel")) == {1, 31}


def test_the_same_draws_in_every_run_and_in_no_two_years() -> None:
    tables = actors_and_ties({year: named_by(OTHERS, "z") for year in (YEAR, YEAR + 1)}, named=True)
    years = [Year(tables["actors"], tables["ties"], year, "union") for year in (YEAR, YEAR, 2021)]
    one, again, other = (Resamples(year, 20).ties for year in years)
    assert (one == again).all() and not (one == other).all()


def test_a_year_without_ties_or_interviews_can_be_drawn() -> None:
    alone = actors_and_ties({YEAR: []}, apart=["a", "b"])
    drawn = Resamples(Year(alone["actors"], alone["ties"], YEAR, "union"), 5)
    assert (
        drawn.places_of("a").tolist() == [2] * 5 and drawn.top_of("informeel").tolist() == [2] * 5
    )


def test_kinds_dealt_at_random_are_apart_as_seldom_as_can_be_counted() -> None:
    """Two rings of five, of each kind one: so in 2 of the 252 ways to deal out five kinds."""
    graph = nx.disjoint_union(nx.cycle_graph(5), nx.cycle_graph(5))
    nx.set_node_attributes(graph, {n: "formeel" if n < 5 else "informeel" for n in graph}, "kind")
    assert mixes_less(graph, "informeel") == pytest.approx(2 / 252, abs=0.008)
    nx.set_node_attributes(graph, {n: "formeel" if n % 2 else "informeel" for n in graph}, "kind")
    assert mixes_less(graph, "informeel") > 0.5


def test_an_interval_holds_the_middle_nine_of_ten() -> None:
    assert middle(np.arange(1, 101)) == (6, 95)
