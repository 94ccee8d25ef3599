"""The small inputs in the shape of real files, each with the outcome that is expected of it.

A case is a folder in tests/inputs/cases and the function here that says what must come of it:
one test walks them all, and sees that no file of a case goes without an expectation.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest

from veerkracht.faults import Fault, InputError
from veerkracht.inputs.boundaries import read_boundaries
from veerkracht.inputs.governance import read_governance
from veerkracht.inputs.indicators.exports import read_indicators
from veerkracht.inputs.other_programs.importing import import_files
from veerkracht.words import fold

CASES = Path(__file__).parent / "cases"
CBS = {"layout": "cbs", "edition": "2022", "city": "Rotterdam"}
NO_VALUE = "ontbreekt"


def values(path: Path, source: dict[str, Any]) -> dict[tuple[Any, ...], Any]:
    """Code, name, level, year, indicator and unit -> value, or the mark that stands for none."""
    table = read_indicators(path, source)
    return {
        (row.area_code or "", row.area, row.level, row.year, row.indicator, row.unit): row.mark
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
    columns = ["area_code", "area", "level", "year", "theme", "part", "indicator", "unit"]
    columns += ["value", "low", "high", "mark", "origin"]
    adults, lonely, low = "18 jaar of ouder", "Eenzaam (%)", "(Zeer) lage veerkracht (%)"
    about = (2022, adults, "model")
    buurt, city = (
        ("BU05990321", "Bospolder", "wijk", *about),
        ("GM0599", "Rotterdam", "stad", *about),
    )
    assert [tuple(row) for row in table[columns].astype(object).fillna("").to_numpy()] == [
        (*buurt, low, "procent", 21.0, 17.1, 25.4, "", f"rivm.csv, regel 2, {low}"),
        (*buurt, lonely, "procent", 58.1, 52.0, 64.0, "", f"rivm.csv, regel 2, {lonely}"),
        (*city, low, "procent", 18.2, "", "", "", f"rivm.csv, regel 5, {low}"),
        (*city, lonely, "procent", 54.9, "", "", "", f"rivm.csv, regel 5, {lonely}"),
    ]
    with pytest.raises(InputError) as caught:  # without a description nothing is guessed
        read_indicators(folder / "rivm.csv", CBS)
    assert "beschrijf die dan met rows" in str(caught.value)


def swing(folder: Path) -> None:
    source = {"layout": "swing", "edition": "2026", "city": "Rotterdam"}
    lonely = "% bewoners dat zich eenzaam voelt"
    figures: dict[tuple[str, str], dict[int, Any]] = {
        ("Bospolder", "wijk"): {2022: 55, 2024: 57},
        ("Tussendijken", "wijk"): {2022: NO_VALUE, 2024: 54},
        ("Rotterdam", "stad"): {2022: 49, 2024: 50},
    }
    assert values(folder / "swing.csv", source) == {
        ("", *area, year, lonely, "procent"): value
        for area, years in figures.items()
        for year, value in years.items()
    }
    with pytest.raises(InputError) as caught:
        read_indicators(folder / "swing-dubbel.csv", source)
    assert {Path(fault.file).name for fault in caught.value.faults} == {"swing-dubbel.csv"}
    assert "kolom bevolking naar leeftijd|2024" in str(caught.value)
    assert "deze kop staat er 2 keer, als kolom B en C" in str(caught.value)


def title_lines(folder: Path) -> None:
    source = CBS | {"edition": "2023"}
    bospolder = {("BU05990321", "Bospolder", "wijk", 2023, "p_opl_lg", "procent"): 43.9}
    for name, line in (("titel.csv", 4), ("blanco.csv", 3)):
        assert values(folder / name, source) == bospolder
        origin = read_indicators(folder / name, source)["origin"].tolist()
        assert origin == [f"{name}, regel {line}, p_opl_lg"]
    assert parties(import_files(folder / "knopen.csv")) == ["Buurtkeuken"]


def dashboard(folder: Path) -> None:
    source = {"layout": "long", "edition": "2024", "unit": "index"}
    table = read_indicators(folder / "dashboard.xlsx", source)
    columns = ["area_code", "area", "level", "year", "indicator", "part", "unit", "value", "mark"]
    about = (2024, "Sociale Index", "index", "index")
    assert [tuple(row) for row in table[columns].astype(object).fillna("").to_numpy()] == [
        ("", "Bospolder", "", *about, 84, ""),
        ("", "Rotterdam", "", *about, 101, ""),
    ]
    assert table["origin"].tolist() == [
        f"dashboard.xlsx, blad Gegevens, rij {row}" for row in (3, 4)
    ]
    # As figures of health it lacks what those have: told by column, not by the name of the file.
    with pytest.raises(InputError) as caught:
        read_indicators(folder / "dashboard.xlsx", {**source, "layout": "ggd"})
    lacking = [f.column for f in caught.value.faults if f.found == "deze kolom ontbreekt"]
    assert lacking == ["bovengrens", "leeftijd", "n", "ondergrens"]


WIJK = {"areas": ["Bospolder", "Tussendijken"]}


def outlines(path: Path) -> dict[str, Any]:
    """Name -> geometry of every area."""
    areas = read_boundaries(path, WIJK, "Rotterdam")["features"]
    return {area["properties"]["name"]: area["geometry"] for area in areas}


def in_rd(folder: Path) -> None:
    """The same areas as in the other cases, a few decimetres off by the rounding of those."""
    degrees = outlines(CASES / "12-geojson-name-not-found" / "g_half.geojson")
    found = outlines(folder / "rd.geojson")
    assert set(found) == set(degrees) and len(found) == 10
    for name, shape in found.items():
        ours = np.array(shape["coordinates"][0])
        assert np.abs(ours - np.array(degrees[name]["coordinates"][0])).max() < 1e-5


def without_outline(folder: Path) -> None:
    for name, area, reason in (
        ("g_null", "Onbekend", "geen grens"),
        ("g_point", "Punt", "een Point"),
    ):
        warnings: list[Fault] = []
        found = read_boundaries(folder / f"{name}.geojson", WIJK, "Rotterdam", warnings)
        shapes = {a["properties"]["name"]: a["geometry"] for a in found["features"]}
        assert shapes == outlines(CASES / "12-geojson-name-not-found" / "g_half.geojson")
        assert [w.found for w in warnings if f"gebied {area} met {reason}" in w.found]
        assert warnings[0].file.endswith(f"{name}.geojson")
    told = "gebied Bospolder met een GeometryCollection"
    with pytest.raises(InputError, match=rf"g_coll\.geojson.*{told}"):
        outlines(folder / "g_coll.geojson")
    warnings = []
    own = {"areas": ["Bospolder"]}
    found = read_boundaries(folder / "g_nogeom.geojson", own, "Rotterdam", warnings)
    assert [a["properties"]["name"] for a in found["features"]] == ["Bospolder"]
    assert "gebied X met geen grens" in warnings[0].found


def spelt_otherwise(folder: Path) -> None:
    for name in ("g_half", "g_spel"):
        areas = read_boundaries(folder / f"{name}.geojson", WIJK, "Rotterdam")["features"]
        own = [area["properties"]["name"] for area in areas if area["properties"]["own"]]
        assert [fold(name) for name in own] == ["bospolder", "tussendijken"]
    wijk = {"areas": ["Bospolder", "Tussendijk"]}
    with pytest.raises(InputError, match=r"geen gebied Tussendijk.*Bedoelt u 'Tussendijken'\?"):
        read_boundaries(folder / "g_half.geojson", wijk, "Rotterdam")


def name_property(folder: Path) -> None:
    found = set(outlines(folder / "g_stat.geojson"))
    assert {"Bospolder", "Tussendijken", "Spangen"} <= found and len(found) == 10
    text = (folder / "g_stat.geojson").read_text("utf-8").replace('"statnaam"', '"x"')
    with TemporaryDirectory() as other:
        path = Path(other) / "x.geojson"
        for key in ("x", "BUURTNAAM", "WK_NAAM"):
            path.write_text(text.replace('"x"', f'"{key}"'), encoding="utf-8")
            assert set(outlines(path)) == found, "the property that holds our areas"
        path.write_text(text.replace("Bospolder", "A").replace("Tussendijken", "B"))
        with pytest.raises(InputError, match="gebieden zonder naam"):
            outlines(path)


def percent_format(folder: Path) -> None:
    """45 % in a cell is stored as 0.45: the share of a fact is asked for again, at its cell."""
    with pytest.raises(InputError, match=r"blad feiten, rij 2, kolom waarde.*percentage") as caught:
        read_governance(folder / "gov.xlsx")
    (fault,) = caught.value.faults
    assert "45" in fault.found and Path(fault.file).name == "gov.xlsx" and fault.advice


# Exports of other programs ------------------------------------------------------------------------

TWO = ["Buurtkeuken", "Wijkteam"]
TIE = {"van": "Buurtkeuken", "naar": "Wijkteam"}
Sheets = dict[str, list[dict[str, object]]]


def parties(rows: Sheets) -> list[object]:
    return [row["naam"] for row in rows["initiatieven"]]


def refused(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        import_files(path)
    return str(caught.value)


def graphs(folder: Path) -> None:
    for end, said in (("gexf", {"sterkte": 2}), ("graphml", {})):
        rows = import_files(folder / "gexf" / f"n.{end}")
        assert parties(rows) == TWO and rows["relaties"] == [{**TIE, **said}]
    for end, told in (("gml", "GML"), ("net", "Pajek"), ("dl", "UCINET"), ("vna", "NetDraw")):
        text = refused(folder / "gexf" / f"n.{end}")
        assert f"n.{end}" in text and told in text and "als CSV" in text


def gephi_labels(folder: Path) -> None:
    for name, said in (("gephi-id", {}), ("gephi-label", {"sterkte": 1})):
        rows = import_files(folder / name)
        assert parties(rows) == TWO and rows["relaties"] == [{**TIE, **said}]


def kumu(folder: Path) -> None:
    for name in ("project", "blueprint"):
        rows = import_files(folder / f"kumu-{name}.json")
        assert parties(rows) == TWO and rows["relaties"] == [{**TIE, "soort": "samenwerking"}]
        first = {"naam": "Buurtkeuken", "soort": "informeel", "thema": "voedsel"}
        assert rows["initiatieven"][0] == first


def canvas_kinds(folder: Path) -> None:
    """Kinds are in the names of files; a party of two interviews is one."""
    rows = import_files(folder / "nc-dubbel")
    found = {row["naam"]: row for row in rows["initiatieven"]}
    assert list(found) == ["Buurtkeuken", "Naaiatelier", "Wijkteam", "Speeltuin", "Gemeente"]
    assert found["Buurtkeuken"] == {
        **{"naam": "Buurtkeuken", "geinterviewd": "ja", "interview": "gesprek_1"},
        "partners": "Wijkteam; Speeltuin",
    }
    assert found["Wijkteam"] == {
        **{"naam": "Wijkteam", "thema": "voedsel", "organisatievorm": "Initiatief"}
    }
    assert found["Speeltuin"]["thema"] == "ontmoeting"
    assert sorted((tie["van"], tie["naar"], tie["soort"]) for tie in rows["relaties"]) == [
        ("Wijkteam", "Gemeente", "conflict"),
        ("Wijkteam", "Speeltuin", "conflict"),
        ("Wijkteam", "Speeltuin", "samenwerking"),
    ]


def canvas_containers(folder: Path) -> None:
    """In a zip, and beside files that say the same once more."""
    for name in ("nc-gml", "nc-matrix", "networkCanvasExport.zip"):
        rows = import_files(folder / name)
        assert parties(rows) == ["Wijkteam", "Speeltuin"]
        kinds = [(tie["van"], tie["naar"], tie["soort"]) for tie in rows["relaties"]]
        assert kinds == [("Wijkteam", "Speeltuin", "samenwerking")]


def refi_codes(folder: Path) -> None:
    rows = import_files(folder / "gelijke-codes.qdpx")
    assert [(row["interview"], row["code"]) for row in rows["codeurs"]] == [
        ("Gesprek 1", "belemmering: geld"),
        ("Gesprek 1", "hulpbron: geld"),
        ("Gesprek 1 (2)", "belemmering: geld"),
    ]


def atlas(folder: Path) -> None:
    codes = [row["code"] for row in import_files(folder / "atlas.csv")["codeurs"]]
    assert codes == ["belemmering: geld, tijd en ruimte", "hulpbron: vrijwilligers"]


def maxqda(folder: Path) -> None:
    for name, code in (("maxqda", "belemmering: geld"), ("maxqda-pl", "geld")):
        assert import_files(folder / f"{name}.csv")["codeurs"] == [
            {"interview": "Gesprek 1", "code": code, "codeur": "onderzoeker A", "waarde": "ja"}
        ]


CHECKS: dict[str, Callable[[Path], None]] = {
    "01-cbs-kwb-xlsx": kwb,
    "02-cbs-statline-csv": statline,
    "03-cbs-statline-same-name": same_name,
    "05-cbs-odata-json": odata,
    "06-rivm-margins-as-rows": margins_as_rows,
    "07-swing-wide-table": swing,
    "08-dashboard-xlsx-in-long": dashboard,
    "09-csv-title-or-blank-first-line": title_lines,
    "10-geojson-rd": in_rd,
    "11-geojson-no-geometry": without_outline,
    "12-geojson-name-not-found": spelt_otherwise,
    "14-geojson-name-property": name_property,
    "15-gephi-gexf-graphml-and-kin": graphs,
    "16-gephi-empty-or-no-label": gephi_labels,
    "18-kumu-json": kumu,
    "19-networkcanvas-kind-of-tie": canvas_kinds,
    "21-networkcanvas-zip-graphml-matrix": canvas_containers,
    "23-refi-same-code-under-two-parents": refi_codes,
    "25-atlas-comma-in-code": atlas,
    "28-maxqda-coded-segments": maxqda,
    "31-percent-format": percent_format,
}


@pytest.mark.parametrize("case", sorted({*CHECKS, *(folder.name for folder in CASES.iterdir())}))
def test_a_case_has_the_outcome_that_is_expected(case: str, tmp_path: Path) -> None:
    """A folder without a check, a check without a folder and a file that no check reads fail."""
    CHECKS[case](CASES / case)
    for number, file in enumerate((CASES / case).iterdir()):
        folder = tmp_path / str(number)
        shutil.copytree(CASES / case, folder)
        gone = folder / file.name
        if gone.is_dir():
            shutil.rmtree(gone)
        else:
            gone.unlink()
        with pytest.raises(Exception, match=re.escape(file.name)):
            CHECKS[case](folder)
