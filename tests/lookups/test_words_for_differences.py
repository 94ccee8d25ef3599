"""Look-ups that put a difference into a word, or a share into a count: both sides of each."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from veerkracht import dutch
from veerkracht.lookups.claims import ClaimOutcomes
from veerkracht.lookups.governance import Governance
from veerkracht.lookups.lookups import Lookups

Tables = dict[str, pd.DataFrame]


@pytest.mark.parametrize(
    ("count", "total", "words"),
    [
        (0, 4, "geen van de vier"),
        (1, 5, "één van de vijf"),
        (3, 4, "drie van de vier"),
        (4, 4, "alle vier"),
        (30, 30, "alle 30"),
        # Figures for both where one of them is written so.
        (14, 533, "14 van de 533"),
        (1, 21, "1 van de 21"),
        (0, 21, "geen van de 21"),
        (1, 1, "het enige"),
        (0, 1, "niet het enige"),
    ],
)
def test_a_part_of_a_whole_is_said_as_readers_say_it(count: int, total: int, words: str) -> None:
    assert dutch.of_all(count, total) == words
    noun = "besluit" if total == 1 else "besluiten"
    assert dutch.of_all(count, total, "besluit", "besluiten") == f"{words} {noun}"


def test_of_what_a_part_is_is_said_once_where_it_is_the_same() -> None:
    shares = ["zeven van de negen thema's", "alle negen thema's", "één van de negen thema's"]
    assert dutch.of_all_once(shares, -1) == ["zeven", "alle negen thema's", shares[2]]
    assert dutch.of_all_once(shares[:2], 1) == shares[:2]
    assert dutch.of_all_once(shares, 0)[2] == "één"


def test_a_small_whole_number_is_a_word_in_a_sentence() -> None:
    written = [dutch.in_text(7), dutch.in_text(250), dutch.in_text(2.5, 1)]
    assert written == ["zeven", "250", "2,5"]


def test_a_share_is_told_as_the_decisions_it_rests_on() -> None:
    rows = [(2019, "wijkbesluiten", 0.0, 4), (2023, "wijkbesluiten", 2 / 3, 3)]
    table = pd.DataFrame(rows, columns=["year", "measure", "value", "n"])
    known = Governance({"governance_course": table})
    for year, own, every in ((2019, 0, 4), (2023, 2, 3), (2021, 0, 0)):
        assert int(known.recorded_of("wijkbesluiten", year)) == own
        assert int(known.recorded("wijkbesluiten", year)) == every


def test_the_claims_tell_how_many_were_tested_and_how_many_would_hold_by_chance() -> None:
    outcomes = ["houdt", "wijst die kant op", "houdt"]
    known = ClaimOutcomes(pd.DataFrame({"outcome": outcomes, "chance": [0.01, 0.3, None]}))
    assert known.tested_changes == pytest.approx(2)
    assert known.held_changes == pytest.approx(1)
    assert known.expected_by_chance == pytest.approx(0.1)


def with_last_gap(example: Tables, change: float) -> Tables:
    """The example with the gap of Bospolder at the last measurement so far from the first."""
    gaps = example["index_gaps"].copy()
    own = (gaps["source"] == "sociale_index") & (gaps["area"] == "Bospolder")
    first = float(gaps.loc[own & (gaps["year"] == 2014), "gap"].iloc[0])
    gaps.loc[own & (gaps["year"] == 2024), "gap"] = first + change
    return example | {"index_gaps": gaps}


@pytest.mark.parametrize(
    ("change", "word"), [(7.9, "gelijk"), (8, "nader"), (-7.9, "gelijk"), (-8, "verder")]
)
def test_a_gap_changed_only_beyond_the_noise(
    example: Tables, settings: dict[str, Any], change: float, word: str
) -> None:
    tables = with_last_gap(example, change)
    known = Lookups.of(tables, settings["wijken"]["voorbeeld"], settings)
    assert known.index.gap_course("Bospolder", 2014, 2024) == word


def test_since_when_no_change_is_shown(example: Tables, settings: dict[str, Any]) -> None:
    """Bospolder: -17, -17, -11, -9, -11 from 2014 to 2022, and another gap in 2024."""
    known = Lookups.of(with_last_gap(example, -3), settings["wijken"]["voorbeeld"], settings)
    assert known.index.still_since("Bospolder") is None, "no change since the first either"
    for change, since in ((-9, None), (9, 2018)):
        tables = with_last_gap(example, change)
        known = Lookups.of(tables, settings["wijken"]["voorbeeld"], settings)
        assert known.index.still_since("Bospolder") == since
    # One measurement between them that does differ: only from the one after it on.
    gaps = tables["index_gaps"]
    for year, gap in ((2016, -8), (2018, -20)):
        own = (gaps["source"] == "sociale_index") & (gaps["area"] == "Bospolder")
        gaps.loc[own & (gaps["year"] == year), "gap"] = gap
    known = Lookups.of(tables, settings["wijken"]["voorbeeld"], settings)
    assert known.index.still_since("Bospolder") == 2020


@pytest.mark.parametrize(
    ("base", "last", "verdict", "years"),
    [(-20.0, -10.0, "op koers", 6), (-20.0, -14.0, "achter op schema", 14),
     (-20.0, -19.0, "nauwelijks", None), (-10.0, -20.0, "achteruit", None),
     (-20.0, 1.0, "gehaald", None)],
)  # fmt: skip
def test_years_to_go_are_told_only_where_the_gap_became_smaller(
    example: Tables,
    settings: dict[str, Any],
    base: float,
    last: float,
    verdict: str,
    years: int | None,
) -> None:
    """From 2018 to 2024: ten points in six years leave six years for the other ten."""
    course = example["index_course"].assign(
        gap_base=base, gap_last=last, change=last - base, verdict=verdict
    )
    tables = example | {"index_course": course}
    goal = Lookups.of(tables, settings["wijken"]["voorbeeld"], settings).index.goal()
    assert goal is not None and (goal.base, goal.last) == (2018, 2024)
    left = goal.years_left
    assert (None if left is None else int(left)) == years


def test_what_pulled_the_index_down_and_up(example: Tables, settings: dict[str, Any]) -> None:
    """The strongest first, and nothing on the wrong side."""
    asked = Lookups.of(example, settings["wijken"]["voorbeeld"], settings).indicators
    for area in ("Bospolder", "Tussendijken"):
        pulls = asked.pulls(area, down=200, up=200)
        assert pulls is not None and pulls.down and pulls.up
        down, up = ([float(one.level_points or 0) for one in p] for p in (pulls.down, pulls.up))
        assert down == sorted(down) and max(down) < 0 < min(up) and up == sorted(up)[::-1]
        rest = example["contributions"].query("area == @area and indicator.isna()")
        assert pulls.gap == pytest.approx(sum(down) + sum(up) + rest["level_points"].sum())


def test_a_place_that_two_wijken_have_is_shared(example: Tables, settings: dict[str, Any]) -> None:
    known = Lookups.of(example, settings["wijken"]["voorbeeld"], settings)
    assert known.index.index_place("Bospolder", 2024).shared
    assert not known.index.index_place("Tussendijken", 2024).shared


def test_areas_with_the_same_list_are_told_together(
    example: Tables, settings: dict[str, Any]
) -> None:
    wijk = settings["wijken"]["voorbeeld"]
    (both,) = Lookups.of(example, wijk, settings).indicators.vulnerable_areas()
    assert both.areas == ["Bospolder", "Tussendijken"] and len(both.labels) == len(both.rows) == 4
    table = example["vulnerability"].copy()
    table.loc[table.index[0], "worse"] = "nee"
    apart = Lookups.of(example | {"vulnerability": table}, wijk, settings).indicators
    assert [group.areas for group in apart.vulnerable_areas()] == [["Bospolder"], ["Tussendijken"]]
    none = Lookups.of(example | {"vulnerability": table.assign(worse="nee")}, wijk, settings)
    assert none.indicators.vulnerable_areas() == []


def test_the_share_between_kinds_agrees_with_the_index_of_it(
    example: Tables, settings: dict[str, Any]
) -> None:
    known = Lookups.of(example, settings["wijken"]["voorbeeld"], settings).network
    for year in (2019, 2023):
        between, mixing = known.mixed_share(year), known.net("ei_index", year)
        assert between is not None and mixing is not None
        assert between == pytest.approx((mixing + 1) / 2)
    assert known.mixed_share(2018) is None


def test_a_sentence_begins_with_a_capital_and_keeps_its_names() -> None:
    assert dutch.sentence("zonder Gemeente Rotterdam") == "Zonder Gemeente Rotterdam"
    assert dutch.sentence("") == ""


def test_why_a_feature_is_of_an_earlier_year_is_said(
    example: Tables, settings: dict[str, Any]
) -> None:
    """Two of six are of 2016; with all of one year there is nothing to tell."""
    wijk, table = settings["wijken"]["voorbeeld"], example["vulnerability"]
    said = Lookups.of(example, wijk, settings).indicators.vulnerability_means()
    assert said.endswith("Van twee kenmerken is 2016 de laatste meting die beschikbaar is.")
    assert said.count("laatste meting") == 1
    same = example | {"vulnerability": table.assign(year=2022)}
    assert "laatste meting" not in Lookups.of(same, wijk, settings).indicators.vulnerability_means()
