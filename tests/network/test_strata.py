"""As many interviews of each kind of party in both years: who was asked is no change."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pandas as pd
import pytest

from veerkracht.network.evidence import Evidence
from veerkracht.network.heard import Heard
from veerkracht.network.strata import alike, allot, exchangeable, shared
from veerkracht.network.year import Year

# Kind and place by the first letter of a party.
KINDS = {"f": ("formeel", "binnen"), "b": ("formeel", "buiten"), "i": ("informeel", "binnen")}


def tables(*years: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Interviews with these parties in 2020 and on; each names one that nobody else does."""
    actors, ties = [], []
    for year, text in enumerate(years, 2020):
        for name in text.split():
            actors.append((year, name, name, *KINDS[name[0]], "ja"))
            actors.append((year, f"of {name}", f"of {name}", *KINDS[name[0]], "nee"))
            ties.append((year, name, f"of {name}", name))
    return (
        pd.DataFrame(actors, columns=["year", "actor", "name", "kind", "location", "interviewed"]),
        pd.DataFrame(ties, columns=["year", "actor_a", "actor_b", "named_by"]),
    )


def years(*texts: str) -> list[Year]:
    actors, ties = tables(*texts)
    return [Year(actors, ties, 2020 + n, "union") for n in range(len(texts))]


def test_groups_are_of_the_panel_the_kind_and_the_place() -> None:
    before, after = years("f1 f2 b1 i1 i2", "f1 f3 f4 b2 i1 i3 i4")
    groups = alike(before, after, enough=4)
    assert groups[1] == {
        (True, "formeel", "binnen"): ["f1"],
        (True, "informeel", "binnen"): ["i1"],
        (False, "formeel", "binnen"): ["f3", "f4"],
        (False, "formeel", "buiten"): ["b2"],
        (False, "informeel", "binnen"): ["i3", "i4"],
    }
    assert sum(shared(*groups).values()) == 5


@pytest.mark.parametrize(
    ("first", "second", "parts"),
    [
        ("f1 f2", "f3 f4", 3),
        ("f1 b2", "b3 b4", 2),  # not the same places
        ("i1 i2", "f3 f4", 1),  # not the same kinds
        ("i1 i2", "i1 i2", 3),
        ("i1 f2", "i1 f2 f3", 3),
        ("i1 f2 f3", "i1 i2 f2", 1),
    ],
)
def test_what_is_too_small_is_joined_in_order(first: str, second: str, parts: int) -> None:
    before, after = years(first, second)
    groups = alike(before, after, enough=min(len(first.split()), len(second.split())))
    assert {len(group) for group in groups[0]} == {parts}  # type: ignore[arg-type]


def test_interviews_are_divided_by_the_largest_remainder() -> None:
    assert allot(5, {"a": 6, "b": 3, "c": 1}) == {"a": 3, "b": 2, "c": 0}
    assert allot(10, {"a": 6, "b": 3, "c": 1}) == {"a": 6, "b": 3, "c": 1}
    assert allot(0, {}) == {}
    for size in range(12):
        given = allot(size, {"a": 5, "b": 5, "c": 1})
        assert sum(given.values()) == min(size, 11) and given.get("c", 0) <= 1


def test_the_draws_of_both_years_hold_as_many_of_each_kind() -> None:
    """A year with many formal parties is drawn as the one with few: else it would be change."""
    first = " ".join([*(f"f{n}" for n in range(4)), *(f"i{n}" for n in range(16))])
    second = " ".join([*(f"f{n}" for n in range(10, 24)), *(f"i{n}" for n in range(10, 20))])
    evidence = Evidence(*tables(first, second), draws=20)
    size = evidence.effort(2020, 2021)
    assert size == 10
    for pair in evidence.pairs(2020, 2021, size, size):
        for snapshot in pair:
            named = [end for edge in snapshot.edges for end in edge if end.startswith("of ")]
            # Panel i10 to i15; of four formal and ten informal others as many in both years.
            assert Counter(name[3] for name in named) == {"f": 3, "i": 7}
            assert sum(name[3:] in PANEL for name in named) == 4


PANEL = {f"i{number}" for number in range(10, 16)}


def heard(*spoken: int, parties: int = 12) -> Heard:
    nobody = np.zeros(0, np.intp)
    return Heard(np.array(spoken, np.intp), nobody, nobody, parties)


def test_interviews_are_exchanged_within_a_kind_and_place_that_has_some_in_both_years() -> None:
    kinds = np.array([0] * 6 + [1] * 6)
    places = np.array([0, 0, 0, 1, 1, 1] * 2)
    # Of kind 1 only place 0 was asked in the first year: that kind is not divided.
    before, after = heard(0, 1, 3, 4, 6, 7), heard(2, 5, 8, 9, 10, 11)
    assert exchangeable(before, heard(2, 5, 8), kinds, places).tolist() == [0] * 6 + [2] * 6
    wide = np.arange(24) % 12
    more = exchangeable(
        heard(0, 1, 3, 4), heard(12, 13, 15, 16, parties=24), kinds[wide], places[wide]
    )
    assert set(more[[0, 1, 12, 13]]) == {0} and set(more[[3, 4, 15, 16]]) == {1}
    assert set(exchangeable(before, after, kinds, places)) == {0, 2}
