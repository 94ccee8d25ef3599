"""What interviews of two years say of who was spoken in both."""

from __future__ import annotations

import pandas as pd

from veerkracht.lookups.interviews import Interviews


def test_a_barrier_is_counted_of_who_was_spoken_in_both_years() -> None:
    rows = [
        ("a", 2019, "ja", "geld|tijd"),
        ("b", 2019, "ja", "geld"),
        ("c", 2019, "ja", "geld"),
        ("a", 2020, "ja", "geld"),
        ("b", 2020, "ja", None),
        ("c", 2020, "nee", None),
    ]
    names = ["actor", "year", "interviewed", "barriers"]
    # As read from disk, where a text column has a type of its own.
    actors = pd.DataFrame(rows, columns=names).astype({"barriers": "str"})
    asked = Interviews({"actors": actors}, None)  # type: ignore[arg-type]
    both = asked.barrier_of_both("geld", 2019, 2020)
    assert [int(count) for count in (both.spoken, both.start, both.end)] == [2, 2, 1]
    # Of one year nobody was spoken in two.
    alone = asked.barrier_of_both("geld", 2019, 2019)
    assert [int(count) for count in (alone.spoken, alone.start, alone.end)] == [0, 0, 0]


def test_a_tie_of_two_interviewed_parties_is_counted_by_how_many_of_them_named_it() -> None:
    asking = pd.DataFrame([(2019, 0, 0), (2020, 3, 8)], columns=["year", "both", "one"])
    asked = Interviews({"asking": asking}, None)  # type: ignore[arg-type]
    assert asked.from_both_sides(2019) is None and asked.from_both_sides(2021) is None
    found = asked.from_both_sides(2020)
    assert found and (int(found.ties), int(found.both)) == (11, 3)
