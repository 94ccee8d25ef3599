"""Files of CBS: an area is known by its code, and one city is read out of a national file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from veerkracht.faults import Fault, InputError
from veerkracht.inputs.indicators.exports import read_indicators

SOURCE = {"layout": "cbs", "edition": "2022", "city": "Rotterdam"}
HEAD = '"Perioden";"Wijken en buurten";"Regioaanduiding/Codering (code)";"Huur (%)"'


def statline(path: Path, *rows: str) -> Path:
    path.write_text("\n".join([HEAD, *rows]) + "\n", encoding="utf-8")
    return path


def test_only_the_areas_of_the_city_are_read_from_a_national_file(tmp_path: Path) -> None:
    path = statline(
        tmp_path / "cbs.csv",
        "2022;Nederland;NL00      ;40.1",
        "2022;Rotterdam;GM0599    ;60.2",
        "2022;Delfshaven;WK059903  ;70.3",
        "2022;Oude Westen;BU05990110;80.4",
        "2022;Amsterdam;GM0363    ;50.5",
        "2022;Oude Westen;BU03630110;30.6",
    )
    table = read_indicators(path, SOURCE)
    columns = ["area_code", "area", "level", "year", "value", "unit"]
    assert sorted(table[columns].to_numpy().tolist()) == [
        ["BU05990110", "Oude Westen", "wijk", 2022, 80.4, "procent"],
        ["GM0599", "Rotterdam", "stad", 2022, 60.2, "procent"],
        ["WK059903", "Delfshaven", "gebied", 2022, 70.3, "procent"],
    ]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (("2022;Noord;BU05990110;1", "2022;Noord;BU05990110;2"), "rij 3: gevonden: BU05990110 in"),
        (("2022;Noord;BU05990110;1", "2022;Zuid;Zuid;2"), "rij 3, kolom Regioaanduiding/Codering"),
        (("heel 2022;Noord;BU05990110;1",), "rij 2, kolom Perioden: gevonden: 'heel 2022'"),
        (("2022;Noord;BU05990110;1", "2022;Zuid;BU05990111;veel"), "rij 3, kolom Huur (%)"),
        (
            ("2022;A;GM0363;1", "2022;B;GM0518;2"),
            "2 gemeenten (A, B), waarvan 0 met de naam Rotterdam",
        ),
        (
            ("2022;Utrecht (gemeente);GM0344;1", "2022;Noord;BU03440110;2"),
            "één gemeente (Utrecht), waarvan 0 met de naam Rotterdam",
        ),
        (('2022;"Noord;BU05990110;1', "2022;Zuid;BU05990111;2"), "een aanhalingsteken dat niet"),
    ],
)
def test_a_fault_is_told_at_its_cell(tmp_path: Path, rows: tuple[str, ...], told: str) -> None:
    with pytest.raises(InputError) as caught:
        read_indicators(statline(tmp_path / "cbs.csv", *rows), SOURCE)
    assert told in str(caught.value)


def test_a_file_without_the_name_of_its_municipality_is_read_with_a_warning(tmp_path: Path) -> None:
    path = statline(tmp_path / "cbs.csv", "2022;Noord;BU03440110;1")
    warnings: list[Fault] = []
    table = read_indicators(path, SOURCE, warnings)
    assert table["area_code"].tolist() == ["BU03440110"]
    assert [w.found for w in warnings] == ["gebieden van gemeente 0344, zonder haar naam"]


def test_old_letters_are_told_and_a_title_with_words_of_the_header_is_none(tmp_path: Path) -> None:
    path = tmp_path / "cbs.csv"
    lines = ["Kerncijfers; met codes", "", HEAD, "2022;Oud-Crooswijk é;BU05990110;1", "Bron: CBS"]
    path.write_bytes("\n".join(lines).encode("cp1252"))
    warnings: list[Fault] = []
    table = read_indicators(path, {**SOURCE, "city": ""}, warnings)
    assert table[["area", "value", "origin"]].to_numpy().tolist() == [
        ["Oud-Crooswijk é", 1, "cbs.csv, regel 4, Huur (%)"]
    ]
    assert [w.found for w in warnings] == ["tekst in Windows-1252"]


@pytest.mark.parametrize(
    ("cells", "read"),
    [
        (("7.110", "43,9"), [7110, 43.9]),  # kept in a spreadsheet in Dutch
        (("7.125", "43.9"), [7.125, 43.9]),
        (("7110", "."), [7110, None]),
        (("43.9%", "12"), [43.9, 12]),
        (("7.110.000", "7.110"), [7110000, 7110]),
        (("7.110", "4"), None),
        (("7.110%", "4"), None),
    ],
)
def test_a_point_is_read_as_the_rest_of_the_file_shows(
    tmp_path: Path, cells: tuple[str, ...], read: list[float | None] | None
) -> None:
    rows = [f"2022;N{i};BU0599011{i};{cell}" for i, cell in enumerate(cells)]
    path = statline(tmp_path / "cbs.csv", *rows)
    source = {**SOURCE, "city": "", "unit": "getal"}
    if read is None:
        with pytest.raises(InputError, match=r"'7\.110%?'.*decimal: komma"):
            read_indicators(path, source)
        return
    found = read_indicators(path, source)["value"].astype(object)
    assert found.where(found.notna(), None).tolist() == read


@pytest.mark.parametrize("period", ["2019-2022", "2022MM01", "2022 kwartaal 1", "20222"])
def test_a_period_that_is_no_year_is_told(tmp_path: Path, period: str) -> None:
    path = statline(tmp_path / "cbs.csv", f"{period};Noord;BU05990110;1")
    with pytest.raises(InputError, match=f"rij 2, kolom Perioden: gevonden: '{period}'"):
        read_indicators(path, SOURCE)
    for year in ("2022*", "2022JJ00"):
        rows = statline(path, f"{year};Noord;BU05990110;1")
        assert read_indicators(rows, SOURCE)["year"].tolist() == [2022]


@pytest.mark.parametrize(
    "about",
    [
        {"odata.nextLink": "x"},
        {"@odata.nextLink": "x"},
        {"links": [{"rel": "self"}, {"rel": "next"}]},
        {"numberMatched": 91, "numberReturned": 10},
    ],
)
def test_the_first_part_of_an_answer_is_no_export(tmp_path: Path, about: dict[str, object]) -> None:
    """The services of CBS and PDOK give a page at a time: the other areas would be missing."""
    path = tmp_path / "odata.json"
    rows = [{"WijkenEnBuurten": "BU05990110", "AantalInwoners_5": 5}]
    path.write_text(json.dumps({**about, "value": rows}), encoding="utf-8")
    with pytest.raises(InputError, match="het eerste deel van een antwoord"):
        read_indicators(path, SOURCE)


def test_a_column_of_texts_with_gaps_is_no_indicator(tmp_path: Path) -> None:
    path = tmp_path / "kwb.csv"
    path.write_text("gwb_code;regio;soort;a_inw\nBU05990110;Noord;dorp;5\nBU05990111;Zuid;;6\n")
    assert set(read_indicators(path, SOURCE)["indicator"]) == {"a_inw"}


def test_the_settings_may_say_which_column_is_which(tmp_path: Path) -> None:
    path = tmp_path / "eigen.csv"
    path.write_text("sleutel;omschrijving;peiling;huur\nBU05990110;Noord;2021;5\n")
    columns = {"code": "sleutel", "gebied": "omschrijving", "jaar": "peiling"}
    table = read_indicators(path, {**SOURCE, "columns": columns})
    assert table[["area", "year", "indicator", "value"]].to_numpy().tolist() == [
        ["Noord", 2021, "huur", 5]
    ]
    with pytest.raises(InputError, match=r"kolom peilng.*Bedoelt u 'peiling'"):
        read_indicators(path, {**SOURCE, "columns": {**columns, "jaar": "peilng"}})


def test_what_a_layout_would_pass_over_is_told(tmp_path: Path) -> None:
    path = statline(tmp_path / "cbs.csv", "2022;Noord;BU05990110;1")
    with pytest.raises(InputError, match=r"sheets bij een bron met layout: cbs.*een van area"):
        read_indicators(path, {**SOURCE, "sheets": ["SI 2014"]})


def test_the_city_is_the_mean_of_its_buurten_in_each_year_and_has_no_margin(tmp_path: Path) -> None:
    path = tmp_path / "buurten.csv"
    lines = ["Perioden;Naam;Code;gm_naam;Huur (%);Woningen", "2021;Noord;BU05990110;Rotterdam;10;1"]
    lines += ["2021;Zuid;BU05990111;Rotterdam;40;2", "2022;Noord;BU05990110;Rotterdam;30;1"]
    # A wijk holds the buurten already: it does not weigh again.
    lines += ["2021;Alles;WK059901;Rotterdam;90;9"]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    asked = {"Huur (%)": {"label": "huur", "weight": "Woningen"}}
    table = read_indicators(path, {**SOURCE, "indicators": asked})
    city = table[table["level"] == "stad"]
    assert city[["area", "year", "value"]].to_numpy().tolist() == [
        ["Rotterdam", 2021, 30],
        ["Rotterdam", 2022, 30],
    ]
    path.write_text("\n".join([lines[0], lines[-1]]) + "\n", encoding="utf-8")
    only_wijken = read_indicators(path, {**SOURCE, "indicators": asked})
    assert set(only_wijken["level"]) == {"gebied"}


def test_a_file_without_codes_is_read_by_the_codes_in_the_settings(tmp_path: Path) -> None:
    path = tmp_path / "statline.csv"
    rows = ["2022;Nederland;40,1", "2022;Rotterdam (gemeente);60,2", "2022;bospolder;80,4",
            "2022;Tussendijken;70,3"]  # fmt: skip
    head = '"Perioden";"Wijken en buurten";"Huur (%)"'
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"codes van het CBS.*Regioaanduiding.*area_names"):
        read_indicators(path, SOURCE)
    names = {"BU05990321": "Bospolder", "BU05990322": "Tussendijken"}
    warnings: list[Fault] = []
    table = read_indicators(path, SOURCE | {"area_names": names}, warnings)
    columns = ["area_code", "area", "level", "year", "value"]
    assert sorted(table[columns].to_numpy().tolist()) == [
        ["BU05990321", "Bospolder", "wijk", 2022, 80.4],
        ["BU05990322", "Tussendijken", "wijk", 2022, 70.3],
        ["GM0599", "Rotterdam (gemeente)", "stad", 2022, 60.2],
    ]
    assert ["1 rijen met een andere naam" in str(told) for told in warnings] == [True]
    path.write_text("\n".join([head, *rows, "2022;Bospolder;9"]) + "\n", encoding="utf-8")
    with pytest.raises(InputError, match="BU05990321 in 2022 ook op regel 4"):
        read_indicators(path, SOURCE | {"area_names": names})


def test_municipalities_without_names_are_told_by_code_and_named_in_the_settings(
    tmp_path: Path,
) -> None:
    path = tmp_path / "cbs.csv"
    lines = "Codering (code);Perioden;Rookt (%)\nGM0599;2022;7\nGM0363;2022;9\n"
    path.write_text(lines, encoding="utf-8")
    source: dict[str, Any] = {"layout": "cbs", "edition": "2022", "city": "Rotterdam"}
    told = r"2 gemeenten \(GM0363, GM0599\), zonder namen.*area_names: \{GM\.\.\.\.: Rotterdam\}"
    with pytest.raises(InputError, match=told):
        read_indicators(path, source)
    table = read_indicators(path, source | {"area_names": {"GM0599": "Rotterdam"}})
    assert table[["area", "level", "value"]].to_numpy().tolist() == [["Rotterdam", "stad", 7]]
