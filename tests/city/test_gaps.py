"""Gaps: the published distances of Bospolder and Tussendijken, and what may not be mixed."""

from __future__ import annotations

import pandas as pd
import pytest
from folders import DATA

from veerkracht.city.course import measure_course, whole_index
from veerkracht.city.gaps import check_areas, compute_gaps
from veerkracht.faults import InputError
from veerkracht.inputs.indicators.exports import read_indicators

EXPORTS = DATA / "indicatoren"
INDEX = {"layout": "long", "edition": "2026", "unit": "index"}


def row(area: str, value: float | None, **more: object) -> dict[str, object]:
    base = {"area_code": "1", "level": "wijk", "year": 2020, "edition": "e", "indicator": "SI"}
    base |= {"label": "SI", "theme": "", "part": "index", "unit": "index"}
    base |= {"n": None, "low": None, "high": None, "origin": "x.csv, regel 2"}
    return {**base, "area": area, "value": value, **more}


def test_the_published_gaps_of_the_goal() -> None:
    """Mean gap of the two wijken: -16.5 in 2018 and in 2024 (README of the OBI data)."""
    table = read_indicators(EXPORTS / "sociale-index.csv", INDEX)
    gaps = compute_gaps(table, ["Bospolder", "Tussendijken"], "Rotterdam", source="index")
    mean = gaps.groupby("year")["gap"].mean()
    assert mean[2018] == mean[2024] == -16.5
    bospolder = gaps[(gaps["area"] == "Bospolder") & (gaps["year"] == 2018)].iloc[0]
    assert (bospolder["gap"], bospolder["gap_base"]) == (-11, -1)


def test_the_gaps_of_the_series_are_those_published_with_wijk_and_city_together() -> None:
    """Page and method say so of 2018: the city is of another capture than the wijken."""
    table = read_indicators(EXPORTS / "sociale-index.csv", INDEX)
    areas = ["Bospolder", "Tussendijken"]
    gaps = compute_gaps(table, areas, "Rotterdam", source="index")
    series = gaps[gaps["year"] == 2018].set_index("area")["gap"]
    made = EXPORTS.parent / "maken/sociale-index.csv"
    rows = pd.read_csv(made, sep=";", encoding="utf-8-sig")
    rows = rows[rows["opname"] == 2018]
    published = rows[rows["meting"] == 2018].set_index("wijk")["waarde"]
    assert published.to_dict() == {"Bospolder": 94, "Tussendijken": 84, "Rotterdam": 105}
    for area in areas:
        assert abs(published[area] - published["Rotterdam"] - series[area]) <= 1


def test_the_gebied_of_the_same_name_does_not_count() -> None:
    table = pd.DataFrame(
        [
            row("Delfshaven", 90.0),
            row("Delfshaven", 70.0, level="gebied", area_code="4001"),
            row("Rotterdam", 100.0, level="stad"),
        ]
    )
    gaps = compute_gaps(table, ["Delfshaven"], "Rotterdam", source="x")
    assert gaps["gap"].tolist() == [-10]


def test_editions_and_themes_never_meet() -> None:
    table = pd.DataFrame(
        [
            row("Bospolder", 94.0, edition="2018"),
            row("Rotterdam", 110.0, level="stad", edition="2026"),
            row("Bospolder", 0.5, unit="aandeel", theme="Lo"),
            row("Bospolder", 0.4, unit="aandeel", theme="Mo"),
            row("Rotterdam", 0.6, level="stad", unit="aandeel", theme="Mo"),
        ]
    )
    gaps = compute_gaps(table, ["Bospolder"], "Rotterdam", source="x")
    assert gaps["theme"].tolist() == ["", "Lo", "Mo"]
    assert gaps["gap"].isna().tolist() == [True, True, False]
    assert gaps["gap"].iloc[2] == pytest.approx(-0.2)
    assert gaps["gap_base"].isna().tolist() == [False, True, True]


def test_a_suppressed_value_has_no_gap() -> None:
    table = pd.DataFrame([row("Bospolder", None), row("Rotterdam", 100.0, level="stad")])
    gaps = compute_gaps(table, ["Bospolder"], "Rotterdam", source="x")
    assert gaps["gap"].isna().all() and gaps["gap_base"].isna().all()


FILES = {"obi": "obi.xls", "cbs": "cbs.csv"}
KNOWN = {"obi": {"Bospolder", "Spangen"}, "cbs": {"Bospolder-Zuid", "Spangen"}}


def test_an_area_that_no_source_knows_is_told_with_the_nearest_name() -> None:
    gaps = pd.DataFrame({"source": ["obi", "cbs"], "area": ["Spangen", "Spangen"]})
    with pytest.raises(InputError) as error:
        check_areas(gaps, ["Bospoldr", "Spangen"], FILES, KNOWN)
    assert len(error.value.faults) == 1
    assert "'Bospoldr' staat in geen enkele bron" in str(error.value)
    assert "Bedoelt u 'Bospolder'?" in str(error.value)


def test_an_area_that_one_source_lacks_is_told_and_no_fault() -> None:
    gaps = pd.DataFrame({"source": ["obi", "obi", "cbs"], "area": ["Bospolder", "Ver", "Ver"]})
    found = check_areas(gaps, ["Bospolder", "Ver"], FILES, KNOWN)
    assert [(fault.file, fault.level) for fault in found] == [("cbs.csv", "let op")]
    assert "'Bospolder'" in found[0].found and "Bospolder-Zuid" in found[0].advice


def test_an_area_is_found_however_a_source_spells_it() -> None:
    """OBI writes OudMathenesse/Witte Dorp, its site Oud Mathenesse / Witte Dorp."""
    table = pd.DataFrame([row("Oud Mathenesse / Witte Dorp", 80.0), row("Rotterdam", 100.0,
                          level="stad")])  # fmt: skip
    gaps = compute_gaps(table, ["OudMathenesse/Witte Dorp"], "Rotterdam", source="x")
    assert gaps["area"].tolist() == ["OudMathenesse/Witte Dorp"] and gaps["gap"].tolist() == [-20]


def test_the_halves_of_an_index_are_no_index() -> None:
    """The site gives the Sociale Index of a wijk as a whole and of what residents answered."""
    table = pd.DataFrame(
        [
            row(area, value, level=level, part=part, label="Sociale Index")
            for area, level, values in (("A", "wijk", (84.0, 74.0)), ("R", "stad", (104.0, 97.0)))
            for part, value in zip(("index", "subjectief"), values, strict=True)
        ]
    )
    gaps = compute_gaps(table, ["A"], "R", source="x")
    assert dict(zip(gaps["part"], gaps["gap"], strict=True)) == {"index": -20, "subjectief": -23}
    course = measure_course(gaps, None, None, 8)
    assert sorted(course["gap_last"]) == [-23, -20]
    assert whole_index(gaps)["gap"].tolist() == [-20]
