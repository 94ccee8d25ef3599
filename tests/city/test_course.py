"""The course on the index: verdicts at every edge, ranks and classes by hand, wijken alike."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from folders import REAL_DATA, real_data
from plain import Tables

from veerkracht.city.course import (
    TOGETHER,
    band,
    elapsed_share,
    find_alike,
    main_index,
    measure_course,
    theme_source,
    verdict,
)
from veerkracht.city.gaps import compute_gaps
from veerkracht.inputs.indicators.exports import read_indicators

PROGRAMME = {"name": "P", "start": 2019, "end": 2028}


@pytest.mark.parametrize(
    ("base", "last", "elapsed", "expected"),
    [
        (-16.0, 0.0, 0.5, "gehaald"),  # no gap at all
        (-16.0, 3.0, 0.5, "gehaald"),  # past the goal
        (5.0, 4.0, 0.5, "gehaald"),  # ahead of the city from the start
        (-16.0, -8.0, 0.5, "op koers"),  # on the path, to the point
        (-16.0, -8.1, 0.5, "nauwelijks"),  # 7.9 points is noise
        (-30.0, -20.0, 0.5, "achter op schema"),  # nearer, yet the path asks for -15
        (-16.0, -16.0, 0.5, "nauwelijks"),
        (-16.0, -23.9, 0.5, "nauwelijks"),
        (-16.0, -24.0, 0.5, "achteruit"),
        (None, -8.0, 0.5, "niet te bepalen"),
        (-16.0, None, 0.5, "niet te bepalen"),
        (float("nan"), -8.0, 0.5, "niet te bepalen"),
        (-16.0, -8.0, 0.0, "op koers"),
    ],
)
def test_the_verdict_on_a_gap(
    base: float | None, last: float | None, elapsed: float, expected: str
) -> None:
    assert verdict(base, last, elapsed, 8.0) == expected


@pytest.mark.parametrize(
    ("last", "expected"), [(2018, 0), (2019, 0), (2024, 0.5), (2029, 1), (2040, 1)]
)
def test_the_share_of_the_term_at_the_field_work(last: int, expected: float) -> None:
    assert elapsed_share(2019, 2028, last) == expected


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (69.9, "ver onder het gemiddelde van Rotterdam"),
        (70, "ongunstiger dan het gemiddelde van Rotterdam"),
        (90, "rond het gemiddelde van Rotterdam"),
        (110, "gunstiger dan het gemiddelde van Rotterdam"),
    ],
)
def test_the_classes_of_the_wijkprofiel(value: float, words: str) -> None:
    assert band(value) == words


def gaps(values: dict[str, dict[int, float]], **more: Any) -> pd.DataFrame:
    """Gaps of areas over the years, with a city at 100."""
    rows = [
        {"area": area, "year": year, "value": 100 + gap, "city": 100.0, "gap": gap}
        for area, line in values.items()
        for year, gap in line.items()
    ]
    base: dict[str, Any] = {"source": "s", "edition": "2026", "indicator": "SI"}
    base |= {"label": "Sociale Index"}
    base |= {"part": "index", "unit": "index", "rank": 1, "of": 2}
    return pd.DataFrame(rows).assign(**(base | more))


def only(table: pd.DataFrame, area: str = "A") -> dict[str, Any]:
    rows = table[table["area"] == area]
    assert len(rows) == 1
    return {str(name): value for name, value in rows.iloc[0].items()}


def test_a_course_from_the_last_measurement_before_the_programme() -> None:
    line = {2014: -30.0, 2018: -16.0, 2020: -20.0, 2024: -12.0}
    row = only(measure_course(gaps({"A": line}), PROGRAMME, None, 8))
    assert (row["base"], row["last"], row["change"]) == (2018, 2024, 4)
    assert (row["elapsed"], row["path"], row["needed"]) == (0.5, -8, 2.4)
    assert row["verdict"] == "nauwelijks" and row["band"].startswith("ongunstiger")


@pytest.mark.parametrize("line", [{2020: -5.0, 2024: -4.0}, {2014: -5.0, 2018: -4.0}, {2024: -4.0}])
def test_without_a_measurement_on_both_sides_there_is_no_verdict(line: dict[int, float]) -> None:
    row = only(measure_course(gaps({"A": line}), PROGRAMME, None, 8))
    assert row["verdict"] == "niet te bepalen" and row["path"] is None
    assert (row["change"] == 1) if len(line) > 1 else row["change"] is None


def test_a_wijk_without_a_programme_has_a_course_and_no_goal() -> None:
    row = only(measure_course(gaps({"A": {2014: -5.0, 2016: -15.0}}), None, None, 8))
    assert (row["base"], row["change"], row["goal_year"]) == (2014, -10, None)


def test_a_wijk_without_a_programme_compares_from_the_measurement_that_others_do() -> None:
    """Named in config.yaml; where it is not measured, or the last, the first one stays."""
    line = gaps({"A": {2014: -5.0, 2018: -30.0, 2024: -28.0}})
    for since, base, change in ((2018, 2018, 2), (2016, 2014, -23), (2024, 2014, -23)):
        row = only(measure_course(line, None, None, 8, since))
        assert (row["base"], row["change"], row["last"]) == (base, change, 2024)
    # A programme has a measurement of its own.
    assert only(measure_course(line, PROGRAMME, None, 8, 2014))["base"] == 2018


def test_areas_together_weigh_their_inhabitants() -> None:
    both = gaps({"A": {2018: -10.0, 2024: -20.0}, "B": {2018: -30.0, 2024: 0.0}})
    table = measure_course(both, PROGRAMME, {"A": 300, "B": 100}, 8)
    row = only(table, TOGETHER)
    assert (row["gap_base"], row["gap_last"]) == (-15, -15)
    assert row["value_last"] == 85 and pd.isna(row["rank"])
    assert TOGETHER not in set(measure_course(both, PROGRAMME, None, 8)["area"])
    one = {"A": {2018: -10.0, 2024: -20.0}, "B": {2018: -30.0}}
    row = only(measure_course(gaps(one), PROGRAMME, {"A": 300, "B": 100}, 8), TOGETHER)
    assert row["last"] == 2018  # the year that both have


def test_two_editions_are_never_one_series() -> None:
    """Bospolder 2018 is 94 as published then and 99 in the later series."""
    mixed = pd.concat(
        [gaps({"A": {2018: -11.0}}, edition="2018"), gaps({"A": {2018: -6.0, 2024: -16.0}})]
    )
    table = measure_course(mixed, PROGRAMME, None, 8)
    assert table.set_index("edition")["gap_base"].to_dict() == {"2018": None, "2026": -6.0} or (
        pd.isna(table.set_index("edition")["gap_base"]["2018"])
    )
    assert len(table) == 2


def test_the_source_with_most_measurements_is_the_index() -> None:
    both = pd.concat(
        [gaps({"A": {2014: -1.0, 2016: -2.0}}, source="kort"),
         gaps({"A": {2014: -1.0, 2016: -2.0, 2018: -3.0}}, source="lang")]
    )  # fmt: skip
    sources = {"kort": {"role": ["index", "themes"]}, "lang": {"role": ["index"]}}
    assert main_index(both, sources) == "lang"
    assert main_index(both[both["source"] == "kort"], sources) == "kort"
    assert main_index(both.iloc[:0], sources) is None
    # Whatever a source holds: the settings say what it is for.
    assert main_index(both, sources | {"lang": {"role": ["vulnerability"]}}) == "kort"


def test_themes_come_from_the_first_source_that_holds_the_wijk() -> None:
    sources = {name: {"role": ["themes"]} for name in ("eerst", "dan")} | {"nooit": {"role": []}}
    held = pd.concat([gaps({"A": {2014: -1.0}}, source=name) for name in ("nooit", "dan", "eerst")])
    assert theme_source(held, sources) == "eerst"
    assert theme_source(held[held["source"] != "eerst"], sources) == "dan"
    assert theme_source(held[held["source"] == "nooit"], sources) is None


def profile(scores: dict[str, tuple[float, float]], year: int = 2016) -> pd.DataFrame:
    rows = [
        {"area": area, "level": "wijk", "year": year, "indicator": code, "value": value}
        for area, values in scores.items()
        for code, value in zip(("As", "Cs"), values, strict=True)
    ]
    return pd.DataFrame(rows).assign(label="thema", theme="")


def series(lines: dict[str, dict[int, float]]) -> pd.DataFrame:
    rows = [
        {"area": area, "level": None, "year": year, "value": value}
        for area, line in lines.items()
        for year, value in line.items()
    ]
    return pd.DataFrame(rows).assign(label="Sociale Index", part="index")


def test_wijken_are_alike_by_their_standardised_themes() -> None:
    """Themes 1, 2, 3, 4 with a sample deviation of 1.29, and ten times that: equal distances."""
    scores = {"A": (1.0, 10.0), "B": (2.0, 20.0), "C / D": (3.0, 30.0), "E": (4.0, 40.0)}
    lines = {name: {2018: 90.0, 2024: 80.0} for name in ("A", "B", "C/D")}
    found = find_alike(profile(scores), series(lines), ["A"], 2019, peers=["B"])
    alike = found[found["group"] == "gelijkend"].drop_duplicates("other")
    # E has no course; C/D is spelled otherwise in the other source.
    assert alike["other"].tolist() == ["B", "C/D"]
    step = 2**0.5 / (5 / 3) ** 0.5
    assert alike["distance"].tolist() == pytest.approx([step, 2 * step])
    assert found[found["group"] == "type"]["other"].unique().tolist() == ["B"]


def test_likeness_is_that_before_the_programme() -> None:
    old = profile({"A": (1.0, 1.0), "B": (1.0, 1.1), "C": (9.0, 9.0)}, 2014)
    new = profile({"A": (1.0, 1.0), "B": (9.0, 9.0), "C": (1.0, 1.1)}, 2020)
    lines = series({name: {2018: 1.0} for name in "ABC"})
    found = find_alike(pd.concat([old, new]), lines, ["A"], 2019)
    assert found["other"].iloc[0] == "B"
    assert find_alike(new, lines, ["A"], 2019).empty
    # Of two measurements before it the last counts, not their mean: once A was like C.
    past = profile({"A": (1.0, 1.0), "B": (99.0, 99.0), "C": (1.0, 1.0)}, 2012)
    again = find_alike(pd.concat([past, old, new]), lines, ["A"], 2019)
    assert again["other"].iloc[0] == "B"
    assert find_alike(profile({"A": (1.0, 2.0), "B": (2.0, 1.0)}), lines, ["Z"], None).empty
    # Without a programme at the first measurement: what came after is what is compared.
    assert find_alike(pd.concat([new, old]), lines, ["A"], None)["other"].iloc[0] == "B"


def test_the_course_of_the_example(example: Tables) -> None:
    """Published: gaps of -11 and -22 in 2018, -16 and -17 in 2024; by 7,110 and 7,370 people."""
    table = example["index_course"]
    row = only(table[table["source"] == "sociale_index"], TOGETHER)
    assert row["gap_base"] == pytest.approx((-11 * 7110 - 22 * 7370) / 14480)
    assert row["gap_last"] == pytest.approx((-16 * 7110 - 17 * 7370) / 14480)
    assert row["verdict"] == "nauwelijks"


@real_data
@pytest.mark.parametrize(
    ("area", "year", "value", "gap", "rank", "words"),
    [
        ("Bospolder", 2014, 80.45, -19.55, 64, "ongunstiger"),
        ("Bospolder", 2016, 84.35, -16.06, 58, "ongunstiger"),
        ("Tussendijken", 2014, 81.14, -18.86, 63, "ongunstiger"),
        ("Tussendijken", 2016, 72.60, -27.81, 70, "ongunstiger"),
    ],
)
def test_gap_rank_and_class_of_the_real_export(
    area: str, year: int, value: float, gap: float, rank: int, words: str
) -> None:
    """The value by the export's notes; the place counted by hand over its 71 wijken."""
    table = read_indicators(
        REAL_DATA / "obi/wijkprofiel-2014-2016.xls", {"layout": "obi", "edition": "2016"}
    )
    found = compute_gaps(table, [area], "Rotterdam", source="w")
    row = found[(found["indicator"] == "SI") & (found["year"] == year)].iloc[0]
    assert row["value"] == pytest.approx(value, abs=0.005)
    assert row["gap"] == pytest.approx(gap, abs=0.01)
    wijken = table[(table["level"] == "wijk") & (table["indicator"] == "SI")]
    higher = int((wijken.loc[wijken["year"] == year, "value"] > row["value"]).sum())
    assert (row["rank"], row["of"]) == (rank, 71) and higher == rank - 1
    assert band(row["value"]).startswith(words)
