"""Files of CBS: an area is known by its code, and one city is read out of a national file."""

from __future__ import annotations

from pathlib import Path

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
