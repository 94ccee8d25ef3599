"""Exports with several rows an area: margins, age groups, observations and model estimates."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from veerkracht.faults import Fault, InputError
from veerkracht.inputs.indicators.exports import read_indicators

KIND = {"column": "Marges", "value": "Waarde", "low": "Onder", "high": "Boven", "n": "Aantal"}
SOURCE = {"layout": "cbs", "edition": "2022", "city": "Rotterdam", "decimal": "komma"}
SURVEY = SOURCE | {"rows": {"groups": ["Leeftijd"], "kind": KIND}}
HEAD = "Leeftijd;Marges;Soort;Perioden;Wijken en buurten;Codering (code);Eenzaam (%);Rookt (%)"
CITY = "18+;Waarde;meting;2022;Rotterdam;GM0599;50,0;20,0"


def survey(path: Path, *rows: str) -> Path:
    path.write_text("\n".join([HEAD, CITY, *rows]) + "\n", encoding="utf-8")
    return path


def buurt(kind: str, one: str, two: str, age: str = "18+", sort: str = "meting") -> str:
    return f"{age};{kind};{sort};2022;Noord;BU05990110;{one};{two}"


def test_bounds_and_n_come_from_the_rows_of_the_same_area_and_age(tmp_path: Path) -> None:
    """In any order; a suppressed value stays empty, with the reason and without bounds."""
    path = survey(
        tmp_path / "ggd.csv",
        buurt("Boven", "64,0", "x"),
        buurt("Waarde", "58,1", "x"),
        buurt("Aantal", "310", "21"),
        buurt("Onder", "52,0", "x"),
        buurt("Waarde", "30,5", ".", age="65+"),
    )
    table = read_indicators(path, SURVEY)
    own = table[table["area"] == "Noord"].set_index(["theme", "indicator"])
    columns = ["year", "value", "low", "high", "n", "mark", "unit", "part", "origin"]
    assert own[columns].astype(object).fillna("").apply(tuple, axis=1).to_dict() == {
        ("18+", "Eenzaam (%)"): (2022, 58.1, 52.0, 64.0, 310, "", "procent", "",
                                 "ggd.csv, regel 4, Eenzaam (%)"),
        ("18+", "Rookt (%)"): (2022, "", "", "", 21, "onderdrukt", "procent", "",
                               "ggd.csv, regel 4, Rookt (%)"),
        ("65+", "Eenzaam (%)"): (2022, 30.5, "", "", "", "", "procent", "",
                                 "ggd.csv, regel 7, Eenzaam (%)"),
        ("65+", "Rookt (%)"): (2022, "", "", "", "", "ontbreekt", "procent", "",
                               "ggd.csv, regel 7, Rookt (%)"),
    }  # fmt: skip


def test_counts_of_a_survey_above_a_hundred_are_read_as_the_share_that_is_asked(
    tmp_path: Path,
) -> None:
    """A count is no percentage; its bounds are shares of the same whole."""
    path = survey(
        tmp_path / "ggd.csv",
        buurt("Waarde", "150", "600"),
        buurt("Onder", "120", "590"),
        buurt("Boven", "180", "610"),
    )
    path.write_text(path.read_text(encoding="utf-8").replace("50,0;20,0", "500;5000"))
    wanted = {"Eenzaam (%)": {"label": "Eenzaam", "per": ["Rookt (%)"]}}
    table = read_indicators(path, SURVEY | {"indicators": wanted})
    own = table[table["area"] == "Noord"]
    assert own[["value", "low", "high", "unit"]].to_numpy().tolist() == [[25, 20, 30, "procent"]]
    path.write_text(path.read_text(encoding="utf-8").replace("150;600", "700;600"))
    with pytest.raises(InputError, match="700"):
        read_indicators(path, SURVEY | {"indicators": wanted})


def test_what_a_model_estimates_stays_apart_from_what_was_asked(tmp_path: Path) -> None:
    path = survey(
        tmp_path / "ggd.csv",
        buurt("Waarde", "58,1", "21,0"),
        buurt("Waarde", "57,0", "22,0", sort="modelschatting"),
    )
    source = SURVEY | {"model": {"column": "Soort", "word": "Modelschatting"}}
    table = read_indicators(path, source)
    own = table[(table["area"] == "Noord") & (table["indicator"] == "Eenzaam (%)")]
    assert own.set_index("part")["value"].to_dict() == {"": 58.1, "model": 57.0}


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([buurt("Waarden", "58,1", "21,0")], "rij 3, kolom Marges: gevonden: 'Waarden'"),
        ([buurt("Waarde", "1", "2"), buurt("Waarde", "1", "2")],
         "rij 4, kolom Marges: gevonden: nog een rij voor BU05990110, 2022, 18+"),
        ([buurt("Onder", "52,0", "17,1")], "rij 3, kolom Marges: gevonden: grenzen zonder waarde"),
        ([buurt("Waarde", "58,1", "1"), buurt("Onder", "60", "0"), buurt("Boven", "64", "2")],
         "rij 3, kolom Eenzaam (%): gevonden: '58,1'; verwacht: tussen de grenzen 60 en 64"),
        ([buurt("Waarde", "58,1", "."), buurt("Onder", "52,0", ".")],
         "rij 3, kolom Eenzaam (%): gevonden: één grens; verwacht: twee grenzen of geen"),
        ([buurt("Waarde", "581", "1")], "rij 3, kolom Eenzaam (%): gevonden: '581'"),
    ],
)  # fmt: skip
def test_a_row_that_does_not_fit_is_told_at_its_cell(
    tmp_path: Path, rows: list[str], told: str
) -> None:
    with pytest.raises(InputError) as caught:
        read_indicators(survey(tmp_path / "ggd.csv", *rows), SURVEY)
    assert told in str(caught.value)
    assert len(caught.value.faults) == 1


def test_a_described_column_that_is_not_there_is_told(tmp_path: Path) -> None:
    source = SURVEY | {"rows": {"groups": ["Leeftyd"], "kind": KIND}}
    with pytest.raises(InputError, match=r"kolom Leeftyd.*Bedoelt u 'Leeftijd'\?"):
        read_indicators(survey(tmp_path / "ggd.csv"), source)


# OData 4 ----------------------------------------------------------------------------------------

PEOPLE, RENT = "T001036", "1014800"
NAMES = {"BU05990110": "Noord", "GM0599": "Rotterdam"}


def observation(code: str, measure: str, value: object, remark: str = "None") -> dict[str, Any]:
    return {"Id": 1, "Measure": measure, "ValueAttribute": remark, "Value": value,
            "WijkenEnBuurten": f"{code:<10}", "Perioden": "2022JJ00"}  # fmt: skip


OBSERVATIONS = [
    observation("GM0599", PEOPLE, 663900.0),
    observation("GM0599", RENT, 61.5),
    observation("BU05990110", RENT, None, "Confidential"),
    observation("BU05990110", PEOPLE, 7110.0),
    observation("NL00", PEOPLE, 17590672.0),
]
V4 = {"layout": "cbs", "edition": "2023", "city": "Rotterdam", "area_names": NAMES}
UNITS = {"indicators": {PEOPLE: {"label": "inwoners", "unit": "getal"},
                        RENT: {"label": "huurwoningen", "unit": "procent"}}}  # fmt: skip
EXPECTED: list[list[Any]] = [
    ["BU05990110", "Noord", "wijk", 2022, "inwoners", "getal", 7110, "", "rij 4, T001036"],
    ["BU05990110", "Noord", "wijk", 2022, "huurwoningen", "procent", "", "onderdrukt",
     "rij 3, 1014800"],
    ["GM0599", "Rotterdam", "stad", 2022, "inwoners", "getal", 663900, "", "rij 1, T001036"],
    ["GM0599", "Rotterdam", "stad", 2022, "huurwoningen", "procent", 61.5, "", "rij 2, 1014800"],
]  # fmt: skip
COLUMNS = ["area_code", "area", "level", "year", "label", "unit", "value", "mark", "cell"]


def read_v4(path: Path, source: dict[str, Any]) -> list[list[Any]]:
    table = read_indicators(path, source)
    table["cell"] = table["origin"].str.removeprefix(f"{path.name}, ")
    rows: list[list[Any]] = table[COLUMNS].astype(object).fillna("").to_numpy().tolist()
    return sorted(rows, key=lambda row: (row[0], -len(row[5]), row[4] != "inwoners"))


def test_observations_of_odata_4_are_a_value_a_row(tmp_path: Path) -> None:
    path = tmp_path / "observations.json"
    path.write_text(json.dumps({"@odata.context": "x", "value": OBSERVATIONS}), encoding="utf-8")
    assert sorted(read_v4(path, V4 | UNITS)) == sorted(EXPECTED)


def test_observations_as_csv_with_labels_and_units_need_no_description(tmp_path: Path) -> None:
    """As the libraries of CBS write them: a label and a unit beside each code."""
    told = {PEOPLE: ("inwoners", "aantal"), RENT: ("huurwoningen", "%")}
    rows: list[dict[str, Any]] = [
        item
        | {"MeasureLabel": told[item["Measure"]][0], "Unit": told[item["Measure"]][1]}
        | {"WijkenEnBuurtenLabel": NAMES.get(item["WijkenEnBuurten"].strip(), "Nederland")}
        for item in OBSERVATIONS
    ]
    path = tmp_path / "observations.csv"
    lines = [";".join(rows[0]), *(";".join("" if x is None else str(x) for x in r.values())
                                  for r in rows)]  # fmt: skip
    path.write_text("\n".join(lines), encoding="utf-8")
    source = {name: value for name, value in V4.items() if name != "area_names"}
    # A text has its header on the first line.
    shifted = [[*row[:-1], f"regel {int(row[-1].split()[1][:-1]) + 1}, {row[-1].split()[2]}"]
               for row in EXPECTED]  # fmt: skip
    assert sorted(read_v4(path, source)) == sorted(shifted)


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (OBSERVATIONS, f"kolom {RENT}: gevonden: geen eenheid"),
        ([*OBSERVATIONS, observation("GM0599", PEOPLE, 1.0)], "T001036 voor GM0599, 2022JJ00 ook"),
        ([*OBSERVATIONS, observation("GM059X", PEOPLE, 1.0)], "rij 6, kolom WijkenEnBuurten"),
    ],
)
def test_faults_in_observations(tmp_path: Path, rows: list[dict[str, Any]], told: str) -> None:
    path = tmp_path / "observations.json"
    path.write_text(json.dumps({"value": rows}), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_indicators(path, V4)
    assert told in str(caught.value)


def test_an_unknown_remark_at_a_value_is_told(tmp_path: Path) -> None:
    path = tmp_path / "observations.json"
    rows = [*OBSERVATIONS[:2], observation("BU05990110", PEOPLE, 7110.0, "Provisional")]
    path.write_text(json.dumps({"value": rows}), encoding="utf-8")
    warnings: list[Fault] = []
    assert len(read_indicators(path, V4 | UNITS, warnings)) == 3
    assert [(w.row, w.found) for w in warnings] == [(3, "'Provisional'")]


def test_a_share_of_a_sum_has_its_bounds_as_a_share_too(tmp_path: Path) -> None:
    rows = [buurt("Waarde", "200", "50"), buurt("Onder", "1", "40"), buurt("Boven", "1", "60")]
    asked = {"Rookt (%)": {"label": "rookt", "per": ["Eenzaam (%)"]}}
    table = read_indicators(survey(tmp_path / "ggd.csv", *rows), SURVEY | {"indicators": asked})
    noord = table.set_index("area").loc["Noord"]
    assert (noord["value"], noord["low"], noord["high"]) == (25, 20, 30)
