"""Exports of indicators as they arrive: every value with its place, what is amiss told at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import xlsxwriter
from folders import DATA, REAL_DATA, real_data

from veerkracht.city.gaps import compute_gaps
from veerkracht.config import read_yaml
from veerkracht.faults import Fault, InputError
from veerkracht.inputs.indicators.exports import LAYOUTS, read_indicators
from veerkracht.inputs.indicators.obi import level_of, part_of
from veerkracht.paths import ROOT, SCHEMAS

OBI = {"layout": "obi", "edition": "2016"}
PARTS = {"As": 80.0, "Cs": 90.0, "Ls": 100.0, "Ms": 110.0, "Bs": 120.0}
PARTS |= {"Co": 70.0, "Lo": 80.0, "Mo": 90.0, "Bo": 100.0}
RIGHT = PARTS | {"SIs": 100.0, "SIo": 85.0, "SI": 92.5}


def obi_export(
    path: Path, areas: dict[str, dict[str, Any]], year: int = 2014, hidden: bool = True
) -> Path:
    """An export in the layout of OBI: three header rows, areas with a number, a hidden sheet."""
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet(f"SI {year}")
    codes = list(next(iter(areas.values())))
    sheet.write_row(0, 0, ["", year, "", *(1 for _ in codes)])
    sheet.write_row(1, 0, ["naam gebied", "wijknr", "BUURT85", *codes])
    sheet.write_row(2, 3, codes)
    for number, (area, values) in enumerate(areas.items()):
        sheet.write_row(3 + number, 0, ["", 10 + number, area, *values.values()])
    if hidden:
        book.add_worksheet("Labels").hide()
    book.close()
    return path


def text_export(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_an_obi_export_keeps_area_year_code_part_and_cell(tmp_path: Path) -> None:
    path = obi_export(tmp_path / "obi.xlsx", {"Noord": RIGHT, "Zuid": RIGHT})
    table = read_indicators(path, OBI)
    row = table[(table["area"] == "Zuid") & (table["indicator"] == "Cs")].iloc[0]
    assert row[["value", "part", "unit", "level"]].tolist() == [
        *(90.0, "subjectief", "index"),
        "wijk",
    ]
    assert (row["origin"], row["edition"]) == ("obi.xlsx, SI 2014!E5", "2016")
    assert len(table) == 2 * len(RIGHT)


def test_every_layout_stands_in_the_settings_and_in_the_manual() -> None:
    """A new layout is a module, a name in the schema and a line for who uses it."""
    schema = read_yaml(SCHEMAS / "config.schema.yaml")
    sources = schema["properties"]["sources"]["additionalProperties"]
    assert sources["properties"]["layout"]["enum"] == list(LAYOUTS)
    manual = (ROOT / "docs/handleiding.md").read_text("utf-8")
    for name, layout in LAYOUTS.items():
        # A bar in a cell of a table stands behind a backslash.
        assert f"| `{name}` | {layout.DESCRIPTION} |" in manual.replace("\\|", "|")


def test_a_wrong_sum_stops_with_area_and_difference(tmp_path: Path) -> None:
    wrong = RIGHT | {"SIo": 85.5}
    path = obi_export(tmp_path / "obi.xlsx", {"Noord": RIGHT, "Zuid": wrong, "Oost": wrong})
    with pytest.raises(InputError) as caught:
        read_indicators(path, OBI)
    text = str(caught.value)
    # The index above it is wrong too, since it is the mean of both halves.
    assert len(caught.value.faults) == 4
    assert "85.500000 voor Zuid (11) in 2014, cel SI 2014!N5" in text
    assert "verwacht: 85.000000, het gemiddelde van Co, Lo, Mo, Bo" in text
    assert "Het verschil is +0.500000" in text
    assert "voor Oost (12)" in text and "Noord" not in text


def test_a_difference_below_a_millionth_is_rounding(tmp_path: Path) -> None:
    path = obi_export(tmp_path / "obi.xlsx", {"Noord": RIGHT | {"SIo": 85.0 + 9e-7}})
    assert len(read_indicators(path, OBI)) == len(RIGHT)


def test_text_in_a_number_and_an_area_without_number_are_told_together(tmp_path: Path) -> None:
    path = obi_export(tmp_path / "obi.xlsx", {"Noord": RIGHT | {"Co": "zeventig", "Bo": "x"}})
    with pytest.raises(InputError) as caught:
        read_indicators(path, OBI)
    assert "blad SI 2014, rij 4, kolom I: gevonden: 'zeventig'" in str(caught.value)
    assert len(caught.value.faults) == 1


def test_levels_and_parts_of_obi() -> None:
    assert [level_of(code) for code in (10, 3011, 4001, 5000)] == [
        *("wijk", "wijk", "gebied"),
        "stad",
    ]
    assert [part_of(code) for code in ("SI", "SIs", "SIo", "As", "Co", "VI")] == [
        *("index", "subjectief", "objectief"),
        *("subjectief", "objectief", "index"),
    ]


def test_a_long_table_skips_titles_and_footnotes_and_keeps_row_numbers(tmp_path: Path) -> None:
    path = text_export(
        tmp_path / "lang.csv",
        "Sociale Index; een titel; met tekens",
        "",
        "gebied;jaar;indicator;waarde",
        "Noord;2014;Sociale Index;98,5",
        "* voetnoot; over de reeks",
        "Noord;2016;Sociale Index;-",
        "Zuid;2016;Sociale Index;x",
        "Bron: de gemeente",
    )
    table = read_indicators(path, {"layout": "long", "edition": "2026", "unit": "index"})
    assert [place.partition(", ")[2] for place in table["origin"]] == [
        "regel 4",
        "regel 6",
        "regel 7",
    ]
    assert table.loc[0, "value"] == 98.5
    assert table["mark"].tolist() == ["", "nihil", "onderdrukt"]
    assert table["value"].isna().tolist() == [False, True, True]


def test_faults_of_a_long_table_come_together(tmp_path: Path) -> None:
    path = text_export(
        tmp_path / "lang.csv",
        "gebied;jaar;indicator;waarde",
        "Noord;2014;Sociale Index;ongeveer 90",
        ";2016;Sociale Index;80",
        "Zuid;twee;Sociale Index;80",
    )
    with pytest.raises(InputError) as caught:
        read_indicators(path, {"layout": "long", "edition": "2026"})
    text = str(caught.value)
    assert "rij 2, kolom waarde: gevonden: 'ongeveer 90'; verwacht: een getal, of een van" in text
    assert "rij 3, kolom gebied" in text
    assert "rij 4, kolom jaar: gevonden: 'twee'" in text


def test_a_number_of_a_workbook_says_nothing_of_the_point_in_its_texts(tmp_path: Path) -> None:
    """87.123 typed as a number is no sign that the text 1.234 beside it is a thousand."""
    path = tmp_path / "x.xlsx"
    book = xlsxwriter.Workbook(str(path), {"strings_to_numbers": False})
    sheet = book.add_worksheet()
    rows = [("gebied", "jaar", "indicator", "waarde"), ("A", 2020, "X", 87.123),
            ("B", 2020, "X", "1.234")]  # fmt: skip
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    source = {"layout": "long", "edition": "2020"}
    with pytest.raises(InputError, match=r"rij 3, kolom waarde: gevonden: '1\.234'"):
        read_indicators(path, source)
    values = read_indicators(path, source | {"decimal": "punt"})["value"].tolist()
    assert values == [87.123, 1.234]


@pytest.mark.parametrize(
    ("cells", "decimal", "values"),
    [
        (["1,234", "55.5"], "", [1234, 55.5]),
        (["1,234,567.5", "2,000"], "", [1234567.5, 2000]),
        (["1,234", "2,345"], "punt", [1234, 2345]),
        (["1,234", "55,5"], "", [1.234, 55.5]),
        (["12,345%", "55.5"], "punt", [12.345, 55.5]),
    ],
)
def test_a_comma_among_points_is_that_of_thousands(
    cells: list[str], decimal: str, values: list[float], tmp_path: Path
) -> None:
    path = text_export(
        tmp_path / "x.csv",
        "gebied;jaar;indicator;waarde",
        *(f"{area};2020;X;{cell}" for area, cell in zip("AB", cells, strict=True)),
    )
    source = {"layout": "long", "edition": "2020"} | ({"decimal": decimal} if decimal else {})
    assert read_indicators(path, source)["value"].tolist() == values


def test_a_value_that_stands_there_twice_is_told_with_both_places(tmp_path: Path) -> None:
    rows = ["gebied;jaar;indicator;waarde", "Noord;2014;SI;90", "Noord;2014;SI;91"]
    with pytest.raises(InputError) as caught:
        read_indicators(
            text_export(tmp_path / "lang.csv", *rows), {"layout": "long", "edition": "2026"}
        )
    assert "2 waarden voor SI, Noord, 2014 in regel 2, regel 3" in str(caught.value)


def test_ggd_figures_keep_n_and_margin_and_a_suppressed_value_is_not_zero(tmp_path: Path) -> None:
    path = text_export(
        tmp_path / "ggd.csv",
        "gebied;jaar;indicator;leeftijd;waarde;n;ondergrens;bovengrens",
        "Noord;2022;Eenzaam;18+;55,5;310;49,9;61,1",
        "Noord;2022;Rookt;12-16;x;21;;",
    )
    table = read_indicators(path, {"layout": "ggd", "edition": "2022"})
    first, second = table.to_dict("records")
    assert [first[name] for name in ("value", "n", "low", "high")] == [55.5, 310, 49.9, 61.1]
    assert first["unit"] == "procent"
    assert pd.isna(second["value"]) and second["mark"] == "onderdrukt"


@pytest.mark.parametrize(
    ("row", "column", "told"),
    [
        ("Noord;2022;Eenzaam;18+;veel;310;49,9;61,1", "waarde", "'veel'"),
        ("Noord;2022;Eenzaam;18+;55,5;driehonderd;49,9;61,1", "n", "'driehonderd'"),
        ("Noord;2022;Eenzaam;18+;75,5;310;49,9;61,1", "", "75"),
    ],
)
def test_faults_in_figures_of_health_are_told_at_their_cell(
    tmp_path: Path, row: str, column: str, told: str
) -> None:
    head = "gebied;jaar;indicator;leeftijd;waarde;n;ondergrens;bovengrens"
    path = text_export(tmp_path / "ggd.csv", head, "Zuid;2022;Eenzaam;18+;50,5;310;45,9;55,1", row)
    with pytest.raises(InputError) as caught:
        read_indicators(path, {"layout": "ggd", "edition": "2022"})
    (fault,) = caught.value.faults
    assert (Path(fault.file).name, fault.row) == (
        "ggd.csv",
        3,
    ) and told in f"{fault.found} {fault.expected}"
    assert column in fault.column


@pytest.mark.parametrize(
    ("values", "read"),
    [
        (("1,234", "990"), None),
        (("1,234", "12,345"), None),
        (("1,234", "0,5"), [1.234, 0.5]),
        (("1,234", "90.5"), [1234, 90.5]),
        (("0,123", "0,456"), [0.123, 0.456]),
    ],
)
def test_a_comma_before_three_digits_is_asked_about_where_nothing_else_tells(
    tmp_path: Path, values: tuple[str, ...], read: list[float] | None
) -> None:
    head = "gebied;jaar;indicator;waarde"
    rows = [f"Noord;2014;getal{number};{value}" for number, value in enumerate(values)]
    path = text_export(tmp_path / "lang.csv", head, *rows)
    source = {"layout": "long", "edition": "2026"}
    if read:
        assert list(read_indicators(path, source)["value"]) == read
        return
    with pytest.raises(InputError, match="decimal: komma"):
        read_indicators(path, source)
    for decimal, first in (("punt", 1234), ("komma", 1.234)):
        table = read_indicators(path, {**source, "decimal": decimal})
        assert table["value"].iloc[0] == first


def test_bounds_have_the_decimal_mark_of_their_value(tmp_path: Path) -> None:
    head = "gebied;jaar;indicator;leeftijd;waarde;n;ondergrens;bovengrens"
    path = text_export(tmp_path / "ggd.csv", head, "Noord;2022;Rookt;18+;2.13;310;0.005;5.380")
    (row,) = read_indicators(path, {"layout": "ggd", "edition": "2022"}).to_dict("records")
    assert (row["value"], row["low"], row["high"]) == (2.13, 0.005, 5.38)


def test_one_bound_of_a_margin_is_told(tmp_path: Path) -> None:
    path = text_export(
        tmp_path / "ggd.csv",
        "gebied;jaar;indicator;leeftijd;waarde;n;ondergrens;bovengrens",
        "Noord;2022;Eenzaam;18+;55,5;310;49,9;",
    )
    with pytest.raises(InputError, match=r"rij 2, kolom ondergrens.*twee grenzen of geen"):
        read_indicators(path, {"layout": "ggd", "edition": "2022"})


@real_data
def test_the_real_export_of_obi_is_read_as_it_is() -> None:
    table = read_indicators(REAL_DATA / "obi/wijkprofiel-2014-2016.xls", OBI)
    assert table.groupby("year")["area_code"].nunique().to_dict() == {2014: 86, 2016: 86}
    # Facts that the README of the export states.
    value = table.set_index(["area", "level", "year", "indicator", "theme"])["value"]
    facts = {("Bospolder", "wijk"): (80.45, 84.35), ("Tussendijken", "wijk"): (81.14, 72.60)}
    for (area, level), values in (facts | {("Rotterdam", "stad"): (100, 100.41)}).items():
        found = [value[(area, level, year, "SI", "")] for year in (2014, 2016)]
        assert found == pytest.approx(values, abs=0.005)
    # One code stands there for two indicators, told apart by the theme above it.
    assert not table.duplicated(["area_code", "year", "indicator", "theme"]).any()
    assert table.duplicated(["area_code", "year", "indicator"]).any()
    shares = table[table["unit"] == "aandeel"]["value"].dropna()
    assert shares.between(0, 1).mean() > 0.99


@real_data
def test_the_example_holds_the_real_values() -> None:
    real = read_indicators(REAL_DATA / "obi/wijkprofiel-2014-2016.xls", OBI)
    example = DATA / "indicatoren"
    ours = read_indicators(example / "wijkprofiel-2014-2016.xlsx", OBI)
    key = ["area_code", "year", "indicator", "theme"]
    both = ours.merge(real, on=key, suffixes=("", "_real"))
    assert len(both) == len(ours)
    assert (both["value"] - both["value_real"]).abs().max() < 1e-9
    assert (both["label"] == both["label_real"]).all()


@real_data
def test_the_real_boundaries_of_cbs_are_read_as_they_are() -> None:
    path = REAL_DATA / "cbs/kerncijfers-buurten-rotterdam-2022.geojson"
    table = read_indicators(path, {"layout": "cbs", "edition": "2022"})
    people = table[table["indicator"] == "aantalInwoners"].set_index("area")["value"]
    assert people["Bospolder"] > 5000 and people["Tussendijken"] > 5000
    assert (table["value"].dropna() > -99990).all()


LINES = (
    "Wijk,Meting,Editie,Indicator,Onderdeel,Waarde,Bron",
    "Noord,2018,2026,SI,totaal,99,site",
    "Noord,2018,2018,SI,totaal,94,rapport",
    "Noord,2018,2026,SI,subjectief,90.5,site",
    "Zuid,2018,2026,SI,totaal,1.234,site",
)
COLUMNS = {"gebied": "wijk", "jaar": "meting", "uitgave": "editie"}


def test_an_export_with_names_of_its_own_is_described_and_one_edition_is_taken(
    tmp_path: Path,
) -> None:
    """Of a series that was computed anew both stand in one file: never mixed, never in silence."""
    path = text_export(tmp_path / "lang.csv", *LINES)
    source = {"layout": "long", "edition": "2026", "columns": COLUMNS, "decimal": "punt"}
    warnings: list[Fault] = []
    table = read_indicators(path, source, warnings)
    found = table.set_index(["area", "part"])["value"].to_dict()
    assert found == {
        ("Noord", "totaal"): 99.0, ("Noord", "subjectief"): 90.5, ("Zuid", "totaal"): 1.234,
    }  # fmt: skip
    assert [w.found for w in warnings] == ["1 waarden van uitgave 2018"]
    comma = read_indicators(path, {**source, "decimal": "komma"})
    assert comma.set_index("area")["value"]["Zuid"] == 1234


@pytest.mark.parametrize("missing", [".", "-99999999", "-99997", "       ."])
def test_key_figures_of_cbs_as_csv(tmp_path: Path, missing: str) -> None:
    """StatLine: all quoted, numbers padded, a decimal point, a dot for what is missing."""
    path = tmp_path / "kwb.csv"
    head = '"ID";"WijkenEnBuurten";"Gemeentenaam_1";"Codering_3";"AantalInwoners_5";"P_huur"'
    rows = f'1;"Bospolder";"Rotterdam ";"BU05990321";"   7215";"{missing}"\n'
    rows += '2;"Rotterdam";"Rotterdam ";"GM0599    ";"655468";"12.5"\n'
    path.write_text(f"\ufeff{head}\n{rows}", encoding="utf-8")
    source = {
        **{"layout": "cbs", "edition": "2022"},
        "indicators": {"AantalInwoners_5": "inwoners", "P_huur": "huurwoningen"},
    }
    table = read_indicators(path, source).set_index(["area_code", "label"])
    assert table.loc[("BU05990321", "inwoners"), "value"] == 7215
    gap = table.loc[[("BU05990321", "huurwoningen")]].iloc[0]
    assert pd.isna(gap["value"]) and gap["mark"] == "ontbreekt" and gap["unit"] == "procent"
    city = table.loc[[("GM0599", "huurwoningen")]].iloc[0]
    assert (city["value"], city["level"], city["origin"]) == (
        12.5,
        "stad",
        f"{path.name}, regel 3, P_huur",
    )


def test_an_unknown_column_of_cbs_is_told_with_the_nearest(tmp_path: Path) -> None:
    path = text_export(tmp_path / "kwb.csv", "buurtcode;buurtnaam;aantalInwoners", "BU1;Noord;5")
    source = {"layout": "cbs", "edition": "2022", "indicators": {"aantalinwoner": "x"}}
    with pytest.raises(InputError) as caught:
        read_indicators(path, source)
    assert "Bedoelt u 'aantalInwoners'?" in str(caught.value)


@real_data
def test_the_same_figures_of_cbs_as_csv_and_as_geojson(tmp_path: Path) -> None:
    import json

    real = REAL_DATA / "cbs/kerncijfers-buurten-rotterdam-2022.geojson"
    features = json.loads(real.read_text("utf-8"))["features"]
    names = list(features[0]["properties"])
    lines = [";".join(f'"{name}"' for name in names)]
    lines += [";".join(f'"{f["properties"][name]}"' for name in names) for f in features]
    path = text_export(tmp_path / "kwb.csv", *lines)
    wanted = {"aantalInwoners": "inwoners", "percentageHuurwoningen": "huur"}
    source = {"layout": "cbs", "edition": "2022", "indicators": wanted}
    columns = ["area_code", "area", "indicator", "value", "mark"]
    one, two = (read_indicators(file, source)[columns] for file in (real, path))
    pd.testing.assert_frame_equal(one, two)


@real_data
def test_the_series_of_the_site_reads_with_a_description_only() -> None:
    source = {"layout": "long", "edition": "2026", "columns": COLUMNS}
    warnings: list[Fault] = []
    table = read_indicators(REAL_DATA / "obi/sociale-index-site-2026.csv", source, warnings)
    index = table[table["indicator"] == "Sociale Index"].set_index(["area", "year"])["value"]
    # The table in the README of the data.
    assert [index["Bospolder", year] for year in (2014, 2018, 2024, 2026)] == [83, 99, 84, 101]
    assert len(warnings) == 3 and set(table["edition"]) == {"2026"}


@real_data
def test_a_whole_and_a_half_under_one_name_stay_apart() -> None:
    """The edition of 2022 on the site: Oud Crooswijk 84 as a whole, 74 by what residents said."""
    source = {"layout": "long", "edition": "2022", "unit": "index", "columns": COLUMNS}
    table = read_indicators(REAL_DATA / "obi/sociale-index-site-2026.csv", source)
    assert set(table["unit"]) == {"index"}  # as described, whatever the file calls it
    gaps = compute_gaps(table, ["Oud Crooswijk"], "Rotterdam", source="site")
    last = gaps[gaps["year"] == 2022].set_index("part")["gap"].to_dict()
    assert last == {"index": -20, "subjectief": -23}


@real_data
def test_every_sheet_of_the_real_export_reads() -> None:
    sheets = [f"{name} {year}" for year in (2014, 2016) for name in ("FI-subj", "FI-obj", "VI")]
    table = read_indicators(REAL_DATA / "obi/wijkprofiel-2014-2016.xls", {**OBI, "sheets": sheets})
    assert table["origin"].str.split("!").str[0].nunique() == 6
