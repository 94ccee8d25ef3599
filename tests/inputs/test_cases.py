"""The small inputs in the shape of real files, each with the outcome that is expected of it.

A case is a folder in tests/inputs/cases and the function here that says what must come of it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from veerkracht.faults import Fault, InputError
from veerkracht.inputs.indicators.exports import read_indicators

CASES = Path(__file__).parent / "cases"
CBS = {"layout": "cbs", "edition": "2022", "city": "Rotterdam"}
NO_VALUE = "ontbreekt"


def values(path: Path, source: dict[str, Any]) -> dict[tuple[Any, ...], Any]:
    """Code, name, level, year, indicator and unit -> value, or the mark that stands for none."""
    table = read_indicators(path, source)
    return {
        (row.area_code, row.area, row.level, row.year, row.indicator, row.unit): row.mark
        or row.value
        for row in table.itertuples()
    }


def kwb(folder: Path) -> None:
    city, known = ("GM0599", "Rotterdam", "stad"), ("BU05990321", "Bospolder", "wijk")
    unknown = ("BU05990329", "Schiemond", "wijk")
    assert values(folder / "kwb.xlsx", CBS) == {
        (*city, 2022, "a_inw", "getal"): 663900,
        (*city, 2022, "p_opl_lg", "procent"): 31.2,
        (*known, 2022, "a_inw", "getal"): 7110,
        (*known, 2022, "p_opl_lg", "procent"): 43.9,
        (*unknown, 2022, "a_inw", "getal"): 6400,
        (*unknown, 2022, "p_opl_lg", "procent"): NO_VALUE,
    }


def statline(folder: Path) -> None:
    homes, low = "Particuliere huishoudens (Aantal)", "Opleidingsniveau/Laag/Waarde (%)"
    areas = {
        ("GM0599", "Rotterdam", "stad"): (330000, 31.2),
        ("WK059903", "Delfshaven", "gebied"): (39000, 38.0),
        ("BU05990321", "Bospolder", "wijk"): (3400, 43.9),
        ("BU05990322", "Tussendijken", "wijk"): (3700, 44.8),
        ("BU05990329", "Schiemond", "wijk"): (NO_VALUE, NO_VALUE),
    }
    expected: dict[tuple[Any, ...], Any] = {}
    for area, (number, share) in areas.items():
        expected[(*area, 2022, homes, "getal")] = number
        expected[(*area, 2022, low, "procent")] = share
    # The year is that of the period, not of the edition.
    assert values(folder / "statline.csv", CBS | {"edition": "2019"}) == expected


def same_name(folder: Path) -> None:
    low = "Opleidingsniveau/Laag/Waarde (%)"
    assert values(folder / "statline-gelijk.csv", CBS) == {
        ("GM0599", "Rotterdam", "stad", 2022, low, "procent"): 31.2,
        ("WK059903", "Delfshaven", "gebied", 2022, low, "procent"): 38.0,
        ("BU05990320", "Delfshaven", "wijk", 2022, low, "procent"): 35.5,
        ("BU05990321", "Bospolder", "wijk", 2022, low, "procent"): 43.9,
    }


def odata(folder: Path) -> None:
    people, low = "AantalInwoners_5", "PercentageLaag_64"
    names = {"WK059903": "Delfshaven", "BU05990321": "Bospolder"}
    city = ("GM0599", "Rotterdam", "stad", 2022)
    buurt = ("BU05990321", "Bospolder", "wijk", 2022)
    gebied = ("WK059903", "Delfshaven", "gebied", 2022)
    expected: dict[tuple[Any, ...], Any] = {
        (*city, people, "getal"): 663900,
        (*buurt, people, "getal"): 7110,
    }
    assert values(folder / "odata.json", CBS | {"area_names": names}) == expected
    expected |= {(*city, low, "procent"): 31.2, (*buurt, low, "procent"): 43.9}
    expected |= {(*gebied, people, "getal"): 75000, (*gebied, low, "procent"): 38.0}
    assert values(folder / "odata.csv", CBS | {"area_names": names}) == expected
    warnings: list[Fault] = []
    read_indicators(folder / "odata.csv", CBS, warnings)
    assert "geen naam voor 2 gebieden: WK059903, BU05990321" in warnings[0].found


RIVM = CBS | {
    "rows": {
        "groups": ["Leeftijd"],
        "kind": {
            "column": "Marges",
            "value": "Waarde",
            "low": "Ondergrens 95%-interval",
            "high": "Bovengrens 95%-interval",
        },
    },
    "model": True,
}


def margins_as_rows(folder: Path) -> None:
    table = read_indicators(folder / "rivm.csv", RIVM)
    columns = ["area_code", "level", "year", "theme", "part", "indicator", "unit"]
    columns += ["value", "low", "high", "origin"]
    adults, lonely, low = "18 jaar of ouder", "Eenzaam (%)", "(Zeer) lage veerkracht (%)"
    about = (2022, adults, "model")
    buurt, city = ("BU05990321", "wijk", *about), ("GM0599", "stad", *about)
    assert [tuple(row) for row in table[columns].astype(object).fillna("").to_numpy()] == [
        (*buurt, low, "procent", 21.0, 17.1, 25.4, f"rivm.csv, regel 2, {low}"),
        (*buurt, lonely, "procent", 58.1, 52.0, 64.0, f"rivm.csv, regel 2, {lonely}"),
        (*city, low, "procent", 18.2, "", "", f"rivm.csv, regel 5, {low}"),
        (*city, lonely, "procent", 54.9, "", "", f"rivm.csv, regel 5, {lonely}"),
    ]
    with pytest.raises(InputError) as caught:  # without a description nothing is guessed
        read_indicators(folder / "rivm.csv", CBS)
    assert "beschrijf die dan met rows" in str(caught.value)


def title_lines(folder: Path) -> None:
    source = CBS | {"edition": "2023"}
    bospolder = {("BU05990321", "Bospolder", "wijk", 2023, "p_opl_lg", "procent"): 43.9}
    for name, line in (("titel.csv", 4), ("blanco.csv", 3)):
        assert values(folder / name, source) == bospolder
        origin = read_indicators(folder / name, source)["origin"].tolist()
        assert origin == [f"{name}, regel {line}, p_opl_lg"]


def dashboard(folder: Path) -> None:
    source = {"layout": "long", "edition": "2024", "unit": "index"}
    table = read_indicators(folder / "dashboard.xlsx", source)
    columns = ["area", "year", "indicator", "value", "unit", "origin"]
    assert table[columns].to_numpy().tolist() == [
        ["Bospolder", 2024, "Sociale Index", 84, "index", "dashboard.xlsx, blad Gegevens, rij 3"],
        ["Rotterdam", 2024, "Sociale Index", 101, "index", "dashboard.xlsx, blad Gegevens, rij 4"],
    ]


CHECKS: dict[str, Callable[[Path], None]] = {
    "01-cbs-kwb-xlsx": kwb,
    "02-cbs-statline-csv": statline,
    "03-cbs-statline-same-name": same_name,
    "05-cbs-odata-json": odata,
    "06-rivm-margins-as-rows": margins_as_rows,
    "08-dashboard-xlsx-in-long": dashboard,
    "09-csv-title-or-blank-first-line": title_lines,
}


def test_every_case_has_an_expected_outcome() -> None:
    assert {folder.name for folder in CASES.iterdir()} == set(CHECKS)


@pytest.mark.parametrize("case", CHECKS)
def test_a_case_has_the_outcome_that_is_expected(case: str) -> None:
    CHECKS[case](CASES / case)
