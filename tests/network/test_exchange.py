"""Exchanging interviews: what stays, what is made equal, and what it sees in a known truth."""

from __future__ import annotations

from collections import Counter
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from simulated_interviews import (
    CHANGED,
    STRUCTURES,
    UNCHANGED,
    Asking,
    Case,
    closed,
    grown,
    hubs_lose,
    municipality,
    simulate,
    stayers_more,
)

from veerkracht.claims.changes import (
    more_influential,
    moved,
    stayers_tie_more,
    stronger,
    up,
)
from veerkracht.network import heard as quick
from veerkracht.network.chance import QUICK, Chance, design_of
from veerkracht.network.coverage import coverage, coverage_of
from veerkracht.network.evidence import LEVEL, Change, Evidence
from veerkracht.network.exchange import PARTIES, PLACES, SHAPE, SIZE, Design, Equal, YearPair
from veerkracht.network.heard import Heard
from veerkracht.network.influence import influential, influential_line, weighted_degree
from veerkracht.network.metrics import BY_ID
from veerkracht.network.recall import draw_recall, named_by_both, recall
from veerkracht.network.year import Snapshot


def said(*names: tuple[int, int], spoken: tuple[int, ...] = (), parties: int = 10) -> Heard:
    """Interviews in which the first of each pair names the second."""
    who, whom = np.array(names, np.intp).reshape(-1, 2).T
    people = sorted({*who.tolist(), *spoken})
    return Heard(np.array(people, np.intp), who, whom, parties)


def test_what_interviews_say_of_a_network() -> None:
    heard = said((0, 1), (1, 0), (0, 5), (2, 0), spoken=(3,))
    assert heard.seen.tolist() == [0, 1, 2, 3, 5] and heard.most == 2
    assert (quick.count_parties(heard), quick.count_ties(heard)) == (5, 3)
    assert heard.degrees.tolist() == [3, 1, 1, 0, 1]
    assert quick.mean_degree(heard) == 6 / 5
    both = Heard(heard.spoken, heard.who, heard.whom, heard.parties, both=True)
    assert quick.count_ties(both) == 1 and both.seen.tolist() == [0, 1, 2, 3]
    last = said((0, 1), (2, 3), (3, 2))
    both = Heard(last.spoken, last.who, last.whom, last.parties, both=True)
    assert both.pairs.tolist() == [2 * 10 + 3] and last.pairs.tolist() == [1, 2 * 10 + 3]
    inside = heard.among(np.array([0, 1, 3]))
    assert quick.count_ties(inside) == 1 and inside.spoken.tolist() == [0, 1, 3]
    empty = said()
    assert quick.mean_degree(empty) is quick.transitivity(empty) is None
    assert quick.lopsided(empty, heard) is None and quick.count_ties(empty) == 0


def test_a_few_that_lose_much_by_the_closed_form() -> None:
    """A party loses its half of all names to four others; then it is named half as often by all."""
    before = said(*((who, 9) for who in range(4)), (0, 4), (1, 5), (2, 6), (3, 7))
    after = said(*((who, 4 + (who + by) % 4) for who in range(4) for by in range(2)))
    assert quick.lopsided(before, after) == pytest.approx(-(0.5**3) + 4 * 0.125**3)
    assert quick.lopsided(after, before) == pytest.approx(0.5**3 - 4 * 0.125**3)
    fewer = said((0, 9), (1, 9), (0, 4), (1, 5), (2, 6), (3, 7), (2, 9), (3, 9))
    assert quick.lopsided(before, fewer) == pytest.approx(0)
    halved = said((0, 9), (1, 9), (0, 4), (1, 5))
    mirrored = said((0, 9), (1, 9), (0, 6), (1, 7))
    # Who all name half as much: the same shares, and what goes to and fro cancels.
    assert quick.lopsided(halved, mirrored) == pytest.approx(0)


def test_a_cap_leaves_out_names_of_who_named_most() -> None:
    heard = said(*((0, other) for other in range(1, 8)), (1, 0), (2, 0))
    for seed in range(5):
        capped = heard.capped(3, np.random.default_rng(seed))
        assert Counter(capped.who.tolist()) == {0: 3, 1: 1, 2: 1}
        assert set(zip(capped.who, capped.whom, strict=True)) <= set(
            zip(heard.who, heard.whom, strict=True)
        )


def test_recall_by_the_closed_form() -> None:
    heard = said((0, 1), (1, 0), (0, 2), (2, 9), (0, 9), spoken=(2,))
    assert named_by_both(heard) == (1, 1)
    assert recall(1, 1) == pytest.approx(2 / 3) and recall(0, 0) is None
    assert recall(5, 0) == 1 and recall(0, 5) == 0
    # If each end names a share r, r² is named by both and 2 r (1 - r) by one.
    for share in (0.2, 0.5, 0.8):
        both, one = round(1e6 * share**2), round(2e6 * share * (1 - share))
        assert recall(both, one) == pytest.approx(share, abs=1e-6)
        drawn = draw_recall(both, one, np.random.default_rng(1), 100)
        assert drawn.mean() == pytest.approx(share, abs=0.01)
    few = draw_recall(2, 2, np.random.default_rng(1), 1000)
    many = draw_recall(200, 200, np.random.default_rng(1), 1000)
    assert few.std() > 5 * many.std()


SPIDERS = {
    # Counts of spiders in hemlock that was girdled, and logged (Ellison et al. 2010), and what the
    # reference implementation prints for them: Hsieh, Ma & Chao, "A quick introduction to iNEXT via
    # examples", the output of iNEXT(spider, q=0, datatype="abundance").
    "girdled": [46, 22, 17, 15, 15, 9, 8, 6, 6, 4, *[2] * 4, *[1] * 12],
    "logged": [88, 22, 16, 15, 13, 10, 8, 8, 7, 7, 7, 5, 4, 4, 4, *[3] * 4, *[2] * 4, *[1] * 14],
}


def test_coverage_as_published_with_inext() -> None:
    girdled, logged = SPIDERS["girdled"], SPIDERS["logged"]
    assert (sum(girdled), len(girdled), sum(logged), len(logged)) == (168, 26, 252, 37)
    assert coverage(girdled, sum(girdled)) == pytest.approx(0.9289, abs=5e-5)
    assert coverage(logged, sum(logged)) == pytest.approx(0.9446, abs=5e-5)
    for fewer, share in ((1, 0.122), (84, 0.900), (168, 0.929)):
        assert coverage_of(girdled, sum(girdled), fewer) == pytest.approx(share, abs=5e-4)


def test_coverage_at_the_edge() -> None:
    assert coverage([], 5) is None and coverage_of([], 5, 3) is None
    assert coverage([3, 4], 7) == 1
    assert coverage([1, 1, 1], 3) == pytest.approx(1 - 4 / 6)
    shares = [coverage_of([4, 3, 2, 1, 1], 6, fewer) or 0 for fewer in range(1, 7)]
    assert shares == sorted(shares) and shares[-1] == coverage([4, 3, 2, 1, 1], 6)


def two_years(seed: int = 1) -> YearPair:
    rng = np.random.default_rng(seed)
    years = []
    for spoken in (range(30), range(10, 40)):
        who = np.repeat(np.array(spoken), 4)
        years.append(Heard(np.array(spoken), who, rng.integers(40, 60, len(who)), 60))
    return YearPair(years[0], years[1], np.arange(60) % 2, seed)


@pytest.mark.parametrize("design", [SIZE, SHAPE, PLACES])
def test_an_exchange_keeps_every_interview_whole_and_every_year_its_number(design: Any) -> None:
    pair = two_years()
    moved_once = False
    for equal in design.equal:
        for before, after, one, other in pair.drawn(design, equal)[:20]:
            for kept, mixed in ((before, one), (after, other)):
                assert len(kept.spoken) == len(set(mixed.spoken.tolist())) == len(mixed.spoken)
                moved_once |= kept.spoken.tolist() != sorted(mixed.spoken.tolist())
                # As many of every stratum as before.
                assert (kept.spoken % 2).sum() == (mixed.spoken % 2).sum()
            together = sorted(
                zip([*before.who, *after.who], [*before.whom, *after.whom], strict=True)
            )
            assert together == sorted(
                zip([*one.who, *other.who], [*one.whom, *other.whom], strict=True)
            )
            if design.panel:
                assert set(before.spoken) == set(after.spoken) == set(range(10, 30))
    assert moved_once != design.panel  # of a panel the interviews move, not who was spoken


def test_the_same_years_are_never_a_change() -> None:
    year = two_years().years[0]
    pair = YearPair(year, year, np.zeros(60, int))
    for design in (SIZE, SHAPE, PLACES):
        found = pair.test(design, "ties", quick.count_ties)
        assert min(found.up, found.down) > 0.3


def test_a_year_of_which_nothing_is_left_out_is_measured_once() -> None:
    heard = said((0, 1), (1, 2), (2, 3))
    measured: list[int] = []
    design = Design(panel=True, equal=(Equal.MOST,), times=20)

    def count(one: Heard) -> float:
        measured.append(id(one))
        return quick.count_ties(one)

    YearPair(heard, heard, np.zeros(10, np.intp)).test(design, "ties", count)
    # Each year as it is, and two mixed years an exchange.
    assert len(measured) == 2 + 2 * 20


def test_without_a_panel_or_a_value_nothing_shows() -> None:
    first, second = said((0, 1), (2, 3)), said((4, 1), (5, 3), (6, 7))
    pair = YearPair(first, second, np.zeros(10, int))
    assert pair.test(SIZE, "ties", quick.count_ties).up == 1
    assert pair.test(SHAPE, "none", lambda heard: None).up == 1


def test_quick_measures_are_those_of_the_graph() -> None:
    actors, ties = simulate("hubs", Case(), 3)
    evidence = Evidence(actors, ties)
    chance = evidence.chance(0, 1)
    year = evidence.years[0]
    heard = year.heard(sorted(year.nodes | evidence.years[1].nodes))
    own = ("initiatives_informal", "ei_index", "informal_influence", "informal_top10")
    names = [*QUICK, *own]
    for name in names:
        assert chance._measure(name)(heard) == pytest.approx(year.observed[name]), name
    assert {design_of(name) for name in names} == {SIZE, SHAPE, PLACES}
    assert design_of("informal_influence") == design_of("betweenness_centralisation") == PLACES
    assert set(BY_ID) >= set(QUICK)
    graph = year.observed.graph
    degrees = dict(zip(sorted(graph), heard.weighted_degrees[heard.seen], strict=True))
    assert degrees == pytest.approx(weighted_degree(graph))
    everybody = np.ones(heard.parties, np.bool_)
    line = influential_line(graph)
    half = heard.said_by(heard.spoken[::2])
    assert line is not None
    fewer = sum(half.weighted_degrees >= line) - len(influential(graph, line))
    assert quick.more_influential(heard, half, everybody) == fewer < 0


def held(case: Case, change: Change, structure: str, seed: int) -> bool:
    """Whether a claim is more than chance, on the interviews of a simulated network."""
    evidence = Evidence(*simulate(structure, case, seed))
    return change.chance(evidence.chance(0, 1)) <= LEVEL


@pytest.mark.parametrize(("place", "asking"), list(enumerate(UNCHANGED)))
def test_nothing_that_changes_in_the_asking_is_growth(place: int, asking: str) -> None:
    """One network, of the structures in turn; benchmark_truth.py asks as many as you wait for."""
    structure = list(STRUCTURES)[place % len(STRUCTURES)]
    assert not held(UNCHANGED[asking], up("actors", "ties"), structure, 1)


def test_without_equal_recall_better_recall_would_be_growth() -> None:
    """The trap is real: what people named grows significantly, and only recall explains it."""
    case = Case(before=Asking(recall=0.4), after=Asking(recall=0.6))
    evidence = Evidence(*simulate("kliekjes", case, 1))
    pair = evidence.chance(0, 1).pair

    def more(before: Heard, after: Heard) -> float:
        return quick.count_ties(after) - quick.count_ties(before)

    as_named, with_recall = (
        pair._compare(SIZE, equal, more) for equal in (Equal.MOST, Equal.RECALL)
    )
    assert as_named.up <= LEVEL < with_recall.up


def test_without_equal_recall_a_party_that_forgets_would_fall() -> None:
    """When the others name more, its share is smaller; its own interview cannot tell why."""
    case = Case(before=Asking(recall=0.4), after=Asking(recall=0.6), municipality=True)
    tests = Evidence(*simulate("kliekjes", case, 0)).chance(0, 1)
    party = f"n{municipality(STRUCTURES['kliekjes'](0)):03d}"
    place = tests._parties.index(party)

    def less(before: Heard, after: Heard) -> float:
        shares = [
            float(np.mean([place in pair for pair in zip(*heard.ends, strict=True)]))
            for heard in (before, after)
        ]
        return shares[1] - shares[0]

    as_named = tests.pair._compare(PARTIES, Equal.MOST, less)
    assert as_named.down <= LEVEL < tests.smaller_share(party)


@pytest.mark.parametrize(
    ("case", "change"),
    [
        (CHANGED["+40 % verbindingen"], up("actors", "ties")),
        (Case(grown(0.4)), stronger("groot")),
        (Case(stayers_more(0.8)), stayers_tie_more),
        (Case(closed(0.35)), up("transitivity")),
        (Case(hubs_lose), moved([], lower=["degree_variance"])),
        (Case(hubs_lose), stronger("decentraal")),
        (Case(stayers_more(1.0)), more_influential(None, "informeel")),
    ],
)
def test_a_true_change_shows_and_its_opposite_does_not(case: Case, change: Change) -> None:
    structure = "kern en groepen"
    assert held(case, change, structure, 2)
    assert not held(Case(), change, structure, 2)


def test_a_network_that_grows_can_lean_less_on_a_few() -> None:
    """A star of five becomes a ring of ten: the hub goes from a whole to a tenth, of 2 ends a tie.

    By hand, in parts of all ties: one lost 1 - 0.2, four lost 1/4 - 0.2, five won 0.2. Back again
    one wins. The variance of degrees, which grows with a network, says nothing here.
    """
    star, ring = Snapshot(nx.star_graph(4)), Snapshot(nx.cycle_graph(10))
    lean = stronger("decentraal").holds
    assert -(0.8**3) - 4 * 0.05**3 + 5 * 0.2**3 < 0
    assert lean(star, ring) is True and lean(ring, star) is False
    assert lean(star, star) is False
    assert lean(star, Snapshot(nx.empty_graph(2))) is None


def a_party_that_yields(keeps: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Ten parties in a ring that all name "hub"; a year later only so many of them do."""
    parties = [f"p{number}" for number in range(10)]
    ties = [
        {"year": year, "actor_a": a, "actor_b": b, "named_by": f"{a}|{b}"}
        for year in (0, 1)
        for a, b in zip(parties, [*parties[1:], parties[0]], strict=True)
    ]
    ties += [
        {"year": year, "actor_a": "hub", "actor_b": party, "named_by": party}
        for year, naming in ((0, parties), (1, parties[:keeps]))
        for party in naming
    ]
    actors = [
        {"year": year, "actor": name, "name": name, "kind": "formeel", "location": "binnen"}
        | {"interviewed": "nee" if name == "hub" else "ja"}
        for year in (0, 1)
        for name in [*parties, "hub"]
    ]
    return pd.DataFrame(actors), pd.DataFrame(ties)


@pytest.mark.parametrize(("keeps", "shown"), [(2, True), (8, False), (10, False)])
def test_a_party_falls_when_its_share_of_the_ties_does(keeps: int, shown: bool) -> None:
    evidence = Evidence(*a_party_that_yields(keeps))
    tests = evidence.chance(0, 1)
    assert (tests.smaller_share("hub") <= LEVEL) == shown
    assert tests.larger_share("hub") > 0.5 and tests.smaller_share("nobody") == 1
    assert moved([], falls="hub").chance(tests) == tests.smaller_share("hub")
    assert moved([], rises="hub").chance(tests) == tests.larger_share("hub")


def test_the_smallest_change_falls_with_the_number_of_interviews() -> None:
    def smallest(interviews: int) -> float:
        asking = Asking(interviews=interviews)
        tests: Chance = Evidence(*simulate("toeval", Case(grown(0.4), asking, asking), 1)).chance(
            0, 1
        )
        return tests.smallest("ties") or 0

    few, many = smallest(20), smallest(60)
    assert 0 < many < few < 1


def test_the_smallest_change_by_the_closed_form() -> None:
    """Of a sum over a panel, chance gives the root of the sum of the squared differences."""
    rng = np.random.default_rng(4)
    names = rng.integers(2, 9, (2, 40))
    names[:, 0] = 8  # the most is the same: nothing is cut
    years = [
        Heard(np.arange(40), np.repeat(np.arange(40), each), np.full(each.sum(), 40), 41)
        for each in names
    ]

    def count(heard: Heard) -> float:
        return float(len(heard.who))

    pair = YearPair(years[0], years[1], np.zeros(41, int))
    found = pair._compare(SIZE, Equal.MOST, lambda a, b: count(b) - count(a), count)
    spread = float(np.sum((names[1] - names[0]) ** 2)) ** 0.5
    assert found.smallest == pytest.approx((1.645 + 0.84) * spread / names[0].sum(), rel=0.1)


def test_sizes_alone_have_a_smallest_change() -> None:
    tests = Evidence(*simulate("toeval", Case(grown(0.4)), 1)).chance(0, 1)
    assert (tests.smallest("actors") or 0) > 0
    assert tests.smallest("transitivity") is tests.smallest("degree_variance") is None
