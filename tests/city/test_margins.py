"""Margins, what differs from the city by more than chance, and the health figures."""

from __future__ import annotations

import statistics
from typing import Any

import pandas as pd
import pytest
from even_wijken import even
from plain import Tables

from veerkracht import dutch
from veerkracht.city.margins import (
    compare_changes,
    compare_health,
    find_vulnerable,
    is_barely,
    margin,
    room_beside,
    weigh_margins,
)
from veerkracht.city.scoring import Rule, per_half, per_theme, theme_margins
from veerkracht.lookups.indicators import IndicatorCounts
from veerkracht.lookups.lookups import Lookups
from veerkracht.lookups.number import Number
from veerkracht.report.tables.indicators import named_indicators, vulnerability

NOISE = {"respondents": 200, "register": 1.0}
SHARE = {"unit": "aandeel", "part": "", "label": "% bewoners dat rookt", "value": 0.5}


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (SHARE, 6.93),  # 1.96 x root(0.25 / 200)
        (SHARE | {"n": 800}, 3.46),
        (SHARE | {"value": 0.0}, 0.0),
        (SHARE | {"low": 0.4, "high": 0.66}, 13.0),  # its own interval goes first
        (SHARE | {"label": "% huishoudens met bijstand"}, 1.0),  # a register
        (SHARE | {"label": "x", "part": "subjectief"}, 6.93),
        (SHARE | {"label": "% bewoners met wekelijkse burencontacten"}, 6.93),  # no register knows
        (SHARE | {"unit": "procent", "value": 50.0}, 6.93),
    ],
)
def test_the_margin_of_a_share(row: dict[str, Any], expected: float) -> None:
    assert margin(row, NOISE) == pytest.approx(expected, abs=0.005)


def gap_rows(code: str, values: tuple[float, float], city: tuple[float, float]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            **{"source": "w", "edition": "e", "area": "A", "indicator": code, "theme": "Co"},
            "year": [2014, 2016], "label": "% huishoudens", "part": "objectief", "unit": "aandeel",
            "value": values, "city": city,
            "gap": [v - c for v, c in zip(values, city, strict=True)],
            "n": None, "low": None, "high": None,
        }
    )  # fmt: skip


@pytest.mark.parametrize(
    ("better", "values", "moved", "place"),
    [
        ("hoger", (0.40, 0.45), "beter", "ongunstiger"),
        ("lager", (0.40, 0.45), "slechter", "gunstiger"),
        ("hoger", (0.40, 0.41), "gelijk", "ongunstiger"),  # 1.0 is no more than root(2)
        ("hoger", (0.60, 0.505), "slechter", "gelijk"),
        ("lager", (0.60, 0.55), "beter", "ongunstiger"),
    ],
)
def test_an_indicator_moves_by_its_direction_and_beyond_its_margin(
    better: str, values: tuple[float, float], moved: str, place: str
) -> None:
    rules = [Rule("Co", "g", "x", better, 0.5, 0.1)]
    row = compare_changes(gap_rows("x", values, (0.5, 0.5)), rules, NOISE).iloc[0]
    assert (row["moved"], row["place"]) == (moved, place)
    assert row["margin"] == pytest.approx(2**0.5)


def test_an_indicator_under_two_themes_counts_once() -> None:
    rules = [Rule(theme, "g", "x", "hoger", 0.5, 0.1) for theme in ("Lo", "Mo")]
    rows = gap_rows("x", (0.4, 0.5), (0.5, 0.5))
    both = pd.concat([rows.assign(theme="Lo"), rows.assign(theme="Mo")])
    assert len(compare_changes(both, rules, NOISE)) == 1
    assert compare_changes(rows.assign(theme="Lo").iloc[:1], rules, NOISE).empty


@pytest.mark.parametrize(
    ("value", "side", "worse"),
    [(0.52, "hoger", "ja"), (0.505, "hoger", "nee"), (0.48, "hoger", "nee"), (0.48, "lager", "ja")],
)
def test_only_what_is_worse_by_more_than_the_margin_is_vulnerable(
    value: float, side: str, worse: str
) -> None:
    chosen = [{"label": "l", "source": "w", "indicator": "x", "worse": side}]
    rows = gap_rows("x", (0.9, value), (0.5, 0.5))
    found = find_vulnerable(rows, chosen, NOISE)
    assert found["worse"].tolist() == [worse] and found["value"].tolist() == [100 * value]
    assert find_vulnerable(rows, [{**chosen[0], "source": "z"}], NOISE).empty


@pytest.mark.parametrize(
    ("value", "low", "high", "verdict"),
    [
        (60.0, 55.0, 65.0, "hoger"),
        (40.0, 35.0, 45.0, "lager"),
        (60.0, 45.0, 75.0, "geen aantoonbaar verschil"),
        # The intervals overlap, and yet: 6 is more than the root of 5 x 5 + 2 x 2, which is 5.4.
        (56.0, 51.0, 61.0, "hoger"),
        (44.0, 39.0, 49.0, "lager"),
        (55.3, 50.3, 60.3, "geen aantoonbaar verschil"),
        # Of each interval the side that faces the other counts.
        (56.0, 48.0, 57.0, "geen aantoonbaar verschil"),
        (60.0, None, 70.0, "niet te bepalen"),
    ],
)
def test_the_margin_of_the_difference_decides_on_health(
    value: float, low: float | None, high: float, verdict: str
) -> None:
    city = {"area": "Stad", "value": 50.0, "low": 48.0, "high": 52.0, "n": 9000}
    own = {"area": "A", "value": value, "low": low, "high": high, "n": 300}
    table = pd.DataFrame([own, city]).assign(
        year=2022, indicator="Rookt", theme="18+", part="", edition="e", label="Rookt"
    )
    found = compare_health(table, ["A"], "Stad", source="g")
    assert found["verdict"].tolist() == [verdict] and found["city"].tolist() == [50.0]
    assert compare_health(table, ["B"], "Stad", source="g").empty
    # An estimate by a model has no answer of the city beside it.
    table.loc[0, "part"] = "model"
    assert compare_health(table, ["A"], "Stad", source="g").empty


def test_the_example_counts_what_the_section_says(example: Tables) -> None:
    table = example["indicator_changes"]
    assert len(table) == 188 and table.groupby("area").size().tolist() == [94, 94]
    # Hand-checked in the export: no dwelling near a Centrum voor Jeugd en Gezin, then all.
    near = table[(table["area"] == "Bospolder") & (table["indicator"] == "aantCIG_p")].iloc[0]
    assert (near["value_start"], near["value_end"], near["moved"]) == (0, 100, "beter")
    worse = example["vulnerability"]
    assert set(worse["area"]) == {"Bospolder", "Tussendijken"} and len(worse) == 12


def test_no_move_is_named_within_its_margin_or_where_only_the_city_moved(
    example: Tables, settings: dict[str, Any]
) -> None:
    changes = example["indicator_changes"]
    still = changes.assign(value_start=50.2, value_end=49.9)
    for table, found in ((changes, True), (still, False), (changes.assign(moved="gelijk"), False)):
        tables = {**example, "indicator_changes": table}
        data = Lookups.of(tables, settings["wijken"]["voorbeeld"], settings).indicators
        for area in ("Bospolder", "Tussendijken"):
            assert bool(data.movers(area).better) == bool(data.movers(area).worse) == found
    told = data.indicator_counts()
    assert told is not None and float(told.by_chance) == 9  # a twentieth of 188


@pytest.mark.parametrize(("worse", "undecided"), [(10, True), (9, False), (28, True), (29, False)])
def test_better_and_worse_say_nothing_when_chance_gives_as_much(
    worse: int, undecided: bool
) -> None:
    none = Number(0)
    counts = IndicatorCounts(
        2014, 2016, Number(188), Number(19), none, Number(worse), none, none, Number(9)
    )
    assert counts.undecided is undecided


def test_the_margin_of_a_contribution_is_that_of_its_share_in_points() -> None:
    """One question weighs a tenth: 25 % with 9 points to either side, of which 16 % is further."""
    rule = Rule("As", "g", "x_p", "hoger", 0.25, 0.1)
    parts = pd.DataFrame(
        {"area": ["A", "A"], "theme": ["As", "As"], "indicator": ["x_p", None]}
        | {"gap_points": [4.0, 1.5], "share_start": [0.25, None], "share_end": [0.25, None]}
    )
    changes = pd.DataFrame(
        {"area": ["A"], "indicator": ["x_p"], "margin_start": [9.0], "margin_end": [9.0]}
    )
    weighed = weigh_margins(parts, changes, [rule])
    # Roots 0.5 and 0.4: one standard deviation or 40 points, at two measurements.
    expected = 0.1 * 40 * 2**0.5
    assert weighed["margin"].tolist() == pytest.approx([expected, 0.0])
    # At the last of them: 40 points of the theme, a tenth of that in the index.
    assert weighed["level_margin"].tolist() == pytest.approx([4.0, 0.0])
    assert theme_margins(weighed, 7.0) == {("A", "As"): pytest.approx(40.0)}
    (theme,) = per_theme(weighed).to_dict("records")
    assert (theme["gap_points"], theme["half"]) == (5.5, "SIs")
    assert theme["margin"] == pytest.approx(expected) and not theme["sure"]
    (theme,) = per_theme(weighed.assign(gap_points=[4.2, 1.5])).to_dict("records")
    assert theme["sure"], "5.7 is more than 5.66"
    # Of themes beside each other the squares add up.
    two = pd.DataFrame(
        {"theme": ["As", "Cs"], "half": ["SIs"] * 2, "gap_points": [2.0, 2.9], "margin": [3.0, 4.0]}
    )
    (half,) = per_half(two).to_dict("records")
    assert half["margin"] == 5 and not half["sure"]
    # Without a known margin nothing is sure.
    unknown = per_theme(weigh_margins(parts, changes[:0], [rule]))
    assert not unknown["sure"].any()
    margins = theme_margins(weigh_margins(parts, changes[:0], [rule]), 7.0)
    assert not dict(margins) and margins["A", "As"] == 7.0


def test_the_margins_of_the_themes_make_about_that_of_the_index(
    example: Tables, settings: dict[str, Any]
) -> None:
    """The noise of the index in config.yaml, 8 points, is about what its questions give."""
    for _, parts in example["contributions"].groupby("area"):
        whole = (per_theme(parts)["margin"] ** 2).sum() ** 0.5
        assert whole == pytest.approx(settings["noise"]["change"], abs=0.5)


def test_what_the_indicators_give_for_one_measurement_and_for_two(
    example: Tables, settings: dict[str, Any]
) -> None:
    """By hand: the root of the sum of squares; two measurements about the root of two as much."""
    found = Lookups.of(example, settings["wijken"]["voorbeeld"], settings).index.index_margins()
    assert found is not None
    parts = example["contributions"]
    for given, column in zip(found, ("level_margin", "margin"), strict=True):
        squares = (parts[column] ** 2).groupby(parts["area"]).sum()
        assert float(given) == pytest.approx(squares.max() ** 0.5)
    level, change = map(float, found)
    assert change == pytest.approx(2**0.5 * level, rel=0.05)
    # From where a difference counts is wider than that, from where a change does about the same.
    assert level < settings["noise"]["level"] and change <= settings["noise"]["change"]
    unknown = example | {"contributions": parts.assign(margin=float("nan"))}
    data = Lookups.of(unknown, settings["wijken"]["voorbeeld"], settings)
    assert data.index.index_margins() is None


@pytest.mark.parametrize("area", ["Bospolder", "Tussendijken"])
def test_the_table_of_what_gave_most_has_the_five_largest_either_way(
    example: Tables, settings: dict[str, Any], area: str
) -> None:
    data = Lookups.of(example, settings["wijken"]["voorbeeld"], settings)
    own = example["contributions"].query("area == @area and indicator.notna()")
    # Of a small share a handful of people can weigh points: not what stood still.
    moved = (own["share_end"] - own["share_start"]) - (own["city_end"] - own["city_start"])
    # One that counts in two themes is one indicator, as everywhere in the report.
    points = own[moved.abs() >= 0.01].groupby("indicator")["gap_points"].sum().sort_values()
    rows = named_indicators(data, area).rows
    ends = [*points.tail(5)[::-1], *points.head(5)[::-1]]
    assert [row[-1] for row in rows] == [dutch.signed(value, 1) for value in ends]
    # A step within a point is told with decimals.
    assert not {"0 → 0\u00a0%", "0 → 1\u00a0%"} & {cell for row in rows for cell in row}
    assert not any("65ste levensjaar" in row[0] for row in rows)


def test_what_is_partly_sampled_has_the_margin_of_a_question(settings: dict[str, Any]) -> None:
    """32 % beside 30 % says nothing of a wijk when a survey filled up the register."""
    row = {"source": "cbs", "edition": "2022", "area": "A", "year": 2022, "indicator": "Laag"}
    row |= {"value": 32.4, "city": 30.0, "gap": 2.4, "unit": "procent", "part": "", "label": ""}
    item = {"source": "cbs", "indicator": "Laag", "label": "een lage opleiding"}
    gaps, noise = pd.DataFrame([row]), settings["noise"]
    (counted,) = find_vulnerable(gaps, [item], noise).to_dict("records")
    (partly,) = find_vulnerable(gaps, [item | {"sampled": True}], noise).to_dict("records")
    assert (counted["margin"], counted["worse"]) == (noise["register"], "ja")
    # 1,96 times the root of p (1 - p) / n.
    assert partly["margin"] == pytest.approx(100 * 1.96 * (0.324 * 0.676 / 200) ** 0.5, abs=0.01)
    assert partly["worse"] == "nee"


def test_what_composes_a_wijk_is_neither_worse_nor_better(
    example: Tables, settings: dict[str, Any]
) -> None:
    """Little social rent is no strength, much of it no weakness."""
    table = example["vulnerability"]
    told = {"een huurwoning van een corporatie", "een niet-westerse migratieachtergrond"}
    assert set(table.loc[table["worse"] == "geen oordeel", "label"]) == told
    wijk = settings["wijken"]["voorbeeld"]
    low = example | {"vulnerability": table.assign(value=1.0, worse="geen oordeel")}
    data = Lookups.of(low, wijk, settings).indicators
    assert not any(item.below or item.judged for item in data.vulnerability())


def test_a_theme_of_one_question_is_known(example: Tables, settings: dict[str, Any]) -> None:
    """Of the nine only the opinion on the quality of life."""
    data = Lookups.of(example, settings["wijken"]["voorbeeld"], settings).indicators
    assert [gap.label for gap in data.theme_gaps("Bospolder", 2016) if gap.single] == [
        "Oordeel kwaliteit van leven"
    ]


def test_the_table_says_what_is_above_the_city_not_what_is_worse(
    example: Tables, settings: dict[str, Any]
) -> None:
    rows = example["vulnerability"].assign(value=50.0, city=45.0, margin=1.0, worse="nee")
    for city, said in ((45.0, "hoger"), (55.0, "lager"), (50.5, "niet aantoonbaar")):
        tables = {**example, "vulnerability": rows.assign(city=city)}
        table = vulnerability(Lookups.of(tables, settings["wijken"]["voorbeeld"], settings))
        assert table.columns[-1][0] == "Naast Rotterdam"
        assert {row[-1] for row in table.rows} == {said}


def test_a_difference_just_past_its_noise_is_barely_one(
    example: Tables, settings: dict[str, Any]
) -> None:
    together = example | {"alike": even(example["alike"])}
    data = Lookups.of(together, settings["wijken"]["voorbeeld"], settings).index
    for area in ("Bospolder", "Tussendijken"):
        found = data.alike(area)
        assert found is not None and found.own is not None and found.city is not None
        assert len(found.others) == 5
        # 9 points from their mean, and 8 times the root of 1 + 1/5 is 8.8: past it, barely.
        room = room_beside(8.0, [float(other.change) for other in found.others])
        apart = float(found.own) - float(found.mean or 0)
        assert is_barely(apart, room) == (area == "Tussendijken") == (found.did == "beter")
        assert float(found.city) == -10  # 110 in 2018, 100 in 2024


@pytest.mark.parametrize(("noise", "did"), [(8.2, "beter"), (8.3, "gelijk")])
def test_beside_a_mean_of_wijken_their_own_noise_counts_too(
    example: Tables, settings: dict[str, Any], noise: float, did: str
) -> None:
    """5 points down beside 14 down in the mean of five: 9 / sqrt(1 + 1/5) is 8.22."""
    noisy = {**settings, "noise": {**settings["noise"], "change": noise}}
    together = example | {"alike": even(example["alike"])}
    found = Lookups.of(together, settings["wijken"]["voorbeeld"], noisy).index.alike("Tussendijken")
    assert found is not None and (float(found.own or 0), float(found.mean or 0)) == (-5, -14)
    assert found.did == did


def test_beside_a_mean_of_wijken_counts_how_far_they_went_apart(
    example: Tables, settings: dict[str, Any]
) -> None:
    """Published: -8, -9, -12, -20 and -21; t of Student with four degrees of freedom is 2.776."""
    changes = [-8.0, -9.0, -12.0, -20.0, -21.0]
    room = 2.776 * 37.5**0.5 * 1.2**0.5
    assert room_beside(8.0, changes) == pytest.approx(room)
    # Noise that is larger counts; without others it is that of the change; of one more is known.
    assert room_beside(30.0, changes) == pytest.approx(30 * 1.2**0.5)
    assert room_beside(8.0, []) == 8.0
    assert room_beside(8.0, [5.0]) == pytest.approx(8 * 2**0.5)
    assert room_beside(1.0, [0.0, 2.0]) == pytest.approx(12.706 * 2**0.5 * 1.5**0.5)
    # Of more than eleven the point for ten degrees of freedom: never too narrow.
    assert room_beside(0.0, [0.0, 1.0] * 10) == pytest.approx(
        2.228 * statistics.stdev([0.0, 1.0] * 10) * 1.05**0.5
    )
    data = Lookups.of(example, settings["wijken"]["voorbeeld"], settings).index
    found = data.alike("Tussendijken")
    assert found is not None and sorted(float(other.change) for other in found.others) == sorted(
        changes
    )
    # 9 points from their mean: within what they differ themselves.
    assert found.did == "gelijk" and not is_barely(9.0, room)
