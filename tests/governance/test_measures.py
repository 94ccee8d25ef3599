"""Who decides and what hinders, from sheets with gaps."""

from __future__ import annotations

from math import comb

import pandas as pd
import pytest

from veerkracht.governance.measures import (
    decided_twice,
    decision_rights,
    measure_barriers,
    measure_course,
    steady_subjects,
    subject_of,
)

DECISIONS = pd.DataFrame(
    [
        (2019, "stuurgroep", "Koers van het programma", "gemeente", "informeren"),
        (2019, "stuurgroep", "de begroting", "formeel", None),
        (2023, "buurtraad", "verdeling van het budget", "bewoners", "zelf beslissen"),
        (2023, "buurtraad", "keuze van plannen", "informeel", "meebeslissen"),
        (2023, "overleg", "naam van het plein", None, "raadplegen"),
    ],
    columns=["year", "body", "decision", "who", "rung"],
).assign(origin="g.xlsx!besluiten!2")
TASKS = pd.DataFrame({"year": [2019, 2023, 2023], "local": ["nee", "ja", "nee"]})
BUDGET = pd.DataFrame(
    {
        "year": [2019, 2023, 2023],
        "amount": [100.0, 30.0, 10.0],
        "who": ["gemeente", "bewoners", None],
    }
)


def test_what_a_decision_is_about() -> None:
    assert [subject_of(text) for text in DECISIONS["decision"]] == [
        "koers",
        "budget",
        "budget",
        "keuze van initiatieven",
        "overig",
    ]
    assert decision_rights(DECISIONS)["subject"].tolist()[2] == "budget"


def test_measures_a_year_by_hand() -> None:
    table = measure_course(DECISIONS, TASKS, BUDGET).set_index(["measure", "year"])
    value = table["value"].to_dict()
    assert value["wijkbesluiten", 2019] == 0
    assert value["wijkbesluiten", 2023] == pytest.approx(2 / 3)  # an open cell is nobody's
    assert (value["trede", 2019], value["trede", 2023]) == (1, (6 + 5 + 2) / 3)
    assert (value["lokale_taken", 2019], value["lokale_taken", 2023]) == (0, 0.5)
    assert (value["budget", 2023], value["wijkbudget", 2023]) == (40, 0.75)
    assert table["n"].to_dict()["trede", 2019] == 1
    assert table["label"].notna().all()


def test_empty_sheets_measure_nothing() -> None:
    empty = measure_course(DECISIONS.iloc[:0], TASKS.iloc[:0], BUDGET.iloc[:0])
    assert empty.empty and decision_rights(DECISIONS.iloc[:0]).empty
    none = pd.DataFrame({"year": [2020], "amount": [0.0], "who": [None]})
    found = measure_course(DECISIONS.iloc[:0], TASKS.iloc[:0], none)
    assert found["measure"].tolist() == ["budget"]  # a share of nothing is none


def test_only_what_was_decided_on_every_year_is_steady() -> None:
    rows = [
        (2019, "koers", "informeren"),
        (2020, "koers", "adviseren"),
        (2019, "budget", "informeren"),  # not in 2020
        (2019, "uitvoering", "raadplegen"),
        (2020, "uitvoering", "raadplegen"),
        (2020, "uitvoering", "adviseren"),  # twice: which one is not to say
        (2019, "overig", "informeren"),
        (2020, "overig", "zelf beslissen"),  # the rest is no subject
    ]
    rights = pd.DataFrame(rows, columns=["year", "subject", "rung"])
    assert steady_subjects(rights) == [("koers", "informeren", "adviseren")]
    assert steady_subjects(rights[rights["year"] == 2019]) == []


def test_what_was_decided_on_twice_is_apart_from_what_was_decided_on_once() -> None:
    rows = [
        (2019, "koers", "gemeente"),
        (2023, "koers", "bewoners"),
        (2019, "budget", "informeel"),
        (2023, "budget", "formeel"),
        (2019, "uitvoering", "gemeente"),  # not in the last year
        (2023, "afspraken", "bewoners"),  # not in the first
        (2019, "keuze", "gemeente"),
        (2023, "keuze", None),  # who took it is not known
        (2019, "noodhulp", "gemeente"),
        (2023, "noodhulp", "bewoners"),
        (2023, "noodhulp", "gemeente"),  # twice: which one is not to say
        (2019, "beheer", "gemeente"),
        (2023, "beheer", "bewoners"),
        (2023, "beheer", None),  # and of the other is not known who took it
        (2019, "overig", "gemeente"),
        (2023, "overig", "bewoners"),  # the rest is no subject
    ]
    rights = pd.DataFrame(rows, columns=["year", "subject", "who"])
    assert decided_twice(rights, 2019, 2023) == [("koers", False, True), ("budget", True, False)]
    assert decided_twice(rights, 2019, 2019) == []


def test_barriers_only_over_who_was_spoken_in_more_years() -> None:
    actors = pd.DataFrame(
        [
            (2019, "a", "ja", "geld|tijd"),
            (2020, "a", "ja", "geld"),
            (2019, "b", "ja", "geld"),
            (2020, "b", "ja", None),
            (2019, "c", "ja", "geld"),  # spoken once: does not count
            (2019, "d", "ja", "ruimte"),
            (2020, "d", "nee", "ruimte"),  # named by others, not spoken
        ],
        columns=["year", "actor", "interviewed", "barriers"],
    )
    all_of_them, course = measure_barriers(actors)
    assert all_of_them.iloc[:, :4].to_numpy().tolist() == [["geld", 2, 1, 0.5], ["tijd", 1, 0, 0.0]]
    line = course.set_index(["barrier", "year"])["share"].to_dict()
    assert line == {("geld", 2019): 1, ("geld", 2020): 0.5, ("tijd", 2019): 0.5, ("tijd", 2020): 0}
    nobody, nothing = measure_barriers(actors.iloc[:0])
    assert nobody.empty and nothing.empty


def spoken(years: list[int], named: list[list[bool]]) -> pd.DataFrame:
    """Initiatives interviewed in each of `years`, and which of them named geld in each."""
    rows = [
        (year, f"p{who}", "ja", "geld" if said else None)
        for year, each in zip(years, named, strict=True)
        for who, said in enumerate(each)
    ]
    return pd.DataFrame(rows, columns=["year", "actor", "interviewed", "barriers"])


def test_what_chance_gives_follows_its_closed_form() -> None:
    """Ten of twenty in each of two years: by the hypergeometric distribution.

    Exchanged within the second year, X of the ten of the first name it again: then X name it
    twice and 20 - X at all.
    """
    first = [who < 10 for who in range(20)]
    table, _ = measure_barriers(spoken([2019, 2020], [first, first]))
    row = table.iloc[0]
    assert (row["named"], row["again"], row["share"]) == (10, 10, 1.0)
    chances = [comb(10, x) * comb(10, 10 - x) / comb(20, 10) for x in range(11)]
    mean = sum(p * x / (20 - x) for x, p in enumerate(chances))
    assert row["chance"] == pytest.approx(mean, abs=0.01)
    # In less than 2,5 of 100 cases 8 or more name it again, in more 7 or more: 8 is past it.
    assert sum(chances[8:]) < 0.025 < sum(chances[7:])
    assert row["chance_high"] == pytest.approx(7 / 13) and row["chance_low"] == pytest.approx(
        3 / 17
    )
    # Where everybody names it every year chance gives nothing else.
    table, _ = measure_barriers(spoken([2019, 2020], [[True] * 9] * 2))
    assert table[["share", "chance_low", "chance_high"]].iloc[0].tolist() == [1.0, 1.0, 1.0]


def test_more_codes_at_once_have_wider_bounds_and_no_order_of_rows_counts() -> None:
    first = [who < 10 for who in range(20)]
    rows = spoken([2019, 2020], [first, first])
    alone, _ = measure_barriers(rows)
    more = rows.assign(barriers=rows["barriers"].map({"geld": "geld|tijd|ruimte|regels|mensen"}))
    together, _ = measure_barriers(more)
    assert together["chance_high"].min() > alone["chance_high"][0]
    shuffled, _ = measure_barriers(rows.sample(frac=1, random_state=1))
    pd.testing.assert_frame_equal(shuffled, alone)
