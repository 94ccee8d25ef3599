"""Whom to interview next year, from who told what alone and who was named without being asked."""

from __future__ import annotations

from typing import Any

import pandas as pd
from counted_wijk import actors_and_ties, empty

from veerkracht.lookups.interviews import Interviews
from veerkracht.network.advice import AGAIN, FIRST_TIME, advise
from veerkracht.network.evidence import Evidence


def advice(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    return advise(Evidence(tables["actors"], tables["ties"]))


def told() -> dict[str, pd.DataFrame]:
    """In 2021 a named x, y and z, b named x and a; a and b were asked, y in 2020 too."""
    tables = actors_and_ties(
        {2020: ["y-z"], 2021: ["a-x", "a-y", "a-z", "b-x", "a-b"]}, named=True, formal=["x"]
    )
    actors, ties = tables["actors"], tables["ties"]
    asked = {(2020, "y"), (2021, "a"), (2021, "b")}
    keys = list(zip(actors["year"], actors["actor"], strict=True))
    actors["interviewed"] = ["ja" if key in asked else "nee" for key in keys]
    ties.loc[(ties["actor_a"] == "a") & (ties["actor_b"] == "b"), "named_by"] = "a|b"
    return tables


def test_who_told_most_alone_comes_first() -> None:
    again = advice(told()).query("advice == @AGAIN", local_dict={"AGAIN": AGAIN})
    columns = ["place", "actor", "years", "named", "alone"]
    # The tie between a and b was told by both.
    assert again[columns].to_numpy().tolist() == [[1, "a", 1, 1, 3], [2, "b", 1, 1, 1]]


def test_who_was_named_twice_and_never_asked_is_to_be_asked() -> None:
    """x is named by two; z by one only, and y was asked the year before."""
    table = advice(told())
    new = table[table["advice"] == FIRST_TIME]
    assert new[["actor", "kind", "named"]].to_numpy().tolist() == [["x", "formeel", 2]]
    more = told()
    more["actors"].loc[more["actors"]["actor"] == "x", "interviewed"] = "ja"
    assert FIRST_TIME not in set(advice(more)["advice"])


def test_the_report_counts_and_names_nobody() -> None:
    tables: Any = empty() | {"next_interviews": advice(told())}
    asked = Interviews(tables, None)  # type: ignore[arg-type]
    # a told three of the four: three quarters.
    assert [int(asked.carriers(share) or 0) for share in (0.75, 0.8)] == [1, 2]
    counts = [asked.never_spoken("formeel", 2), asked.never_spoken("informeel", 2)]
    assert [int(count) for count in (*counts, asked.never_spoken("formeel"))] == [1, 0, 0]
    without = Interviews(empty(), None)  # type: ignore[arg-type]
    assert without.carriers() is None and int(without.never_spoken("formeel")) == 0
