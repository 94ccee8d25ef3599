"""Gaps: the published distances of Bospolder and Tussendijken, and what may not be mixed."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from veerkracht.faults import InputError
from veerkracht.gaps import check_areas, compute_gaps
from veerkracht.indicators import read_indicators

EXPORTS = Path(__file__).resolve().parents[1] / "data/voorbeeld/indicatoren"
INDEX = {"layout": "long", "edition": "2026", "unit": "index"}


def row(area: str, value: float | None, **more: object) -> dict[str, object]:
    base = {"area_code": "1", "level": "wijk", "year": 2020, "edition": "e", "indicator": "SI"}
    base |= {"label": "SI", "theme": "", "part": "index", "unit": "index"}
    base |= {"n": None, "low": None, "high": None, "file": "x.csv", "cell": "regel 2"}
    return {**base, "area": area, "value": value, **more}


def test_the_published_gaps_of_the_goal() -> None:
    """Mean gap of the two wijken: -16.5 in 2018 and in 2024 (README of the OBI data)."""
    table = read_indicators(EXPORTS / "sociale-index.csv", INDEX)
    gaps = compute_gaps(table, ["Bospolder", "Tussendijken"], "Rotterdam", source="index")
    mean = gaps.groupby("year")["gap"].mean()
    assert mean[2018] == mean[2024] == -16.5
    bospolder = gaps[(gaps["area"] == "Bospolder") & (gaps["year"] == 2018)].iloc[0]
    assert (bospolder["gap"], bospolder["gap_base"]) == (-11, -1)


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


def test_an_area_that_no_source_knows_is_told_with_the_nearest_name() -> None:
    gaps = pd.DataFrame({"area": ["Tussendijken"]})
    with pytest.raises(InputError) as error:
        check_areas(gaps, ["Bospoldr", "Tussendijken"], {"Bospolder", "Spangen"})
    assert len(error.value.faults) == 1
    assert "'Bospoldr' staat in geen enkele bron" in str(error.value)
    assert "Bedoelt u 'Bospolder'?" in str(error.value)
