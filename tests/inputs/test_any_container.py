"""One table gives the same values in whatever container it comes, with or without titles above."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path
from typing import Any

import any_format
import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings

from veerkracht.faults import Fault, InputError
from veerkracht.inputs.indicators.exports import read_indicators

Lines = list[list[Any]]
AREAS = ["Bospolder", "Oud-Crooswijk", "Café Één; Noord", 'De "Esch"', "Rotterdam"]
NAMES = ["Sociale Index", "% rookt, alle leeftijden", "Eenzaam"]
CODES = {area: f"BU059901{number:02}" for number, area in enumerate(AREAS[:-1])}
CODES["Rotterdam"] = "GM0599"
MARKS = {".": "ontbreekt", "-": "nihil", "x": "onderdrukt", "?": "onbetrouwbaar"}
CONTAINERS = ["csv;", "csv,", "csv\t", "utf-16", "cp1252", *any_format.FORMATS]
# Values as people have them: whole, with decimals, large, below zero, and without a value.
CELLS = (
    st.integers(-99, 2_000_000).map(float)
    | st.decimals("-50", "999", places=2).map(float)
    | st.decimals("0", "100", places=3).map(float)
    | st.sampled_from(list(MARKS))
)
TITLES = st.sampled_from([[], [[]], [["Cijfers over 2024"], []], [["Titel", "", "2024"], [], []]])


def write(folder: Path, container: str, lines: Lines, decimal: str) -> Path:
    """The lines in a container; in text a number has the decimal mark that is asked for."""
    if container in any_format.FORMATS:
        return any_format.write(folder / f"table.{container}", {"Uitleg": [["x"]], "Data": lines})
    sign = container[3:] if container.startswith("csv") else ";"
    file = io.StringIO()
    writer = csv.writer(file, delimiter=sign, lineterminator="\n")
    for line in lines:
        writer.writerow([_text(cell, decimal) for cell in line])
    path = folder / "table.csv"
    encoding = "utf-8-sig" if container.startswith("csv") else container
    path.write_bytes(file.getvalue().encode(encoding))
    return path


def _text(cell: Any, decimal: str) -> Any:
    """A number as a spreadsheet writes it to text: without a tail of zeros."""
    if not isinstance(cell, float):
        return cell
    return f"{cell:.15g}".replace(".", "," if decimal == "komma" else ".")


def long(rows: dict[tuple[str, int, str], Any]) -> Lines:
    return [["gebied", "jaar", "indicator", "waarde"],
            *([area, year, name, cell] for (area, year, name), cell in rows.items())]  # fmt: skip


def ggd(rows: dict[tuple[str, int, str], Any]) -> Lines:
    return [["gebied", "jaar", "indicator", "leeftijd", "waarde", "n", "ondergrens", "bovengrens"],
            *([*key, "18+", cell, 300, *_bounds(cell)] for key, cell in rows.items())]  # fmt: skip


def _bounds(cell: Any) -> tuple[Any, Any]:
    """The margin of a percentage, as far as there is one."""
    if isinstance(cell, str):
        return "", ""
    return max(0.0, round(cell - 2.125, 3)), min(100.0, round(cell + 3.25, 3))


def wide(rows: dict[tuple[str, int, str], Any], about: dict[str, list[str]]) -> Lines:
    """A line an area and year with a column an indicator; what is not asked for is a dot."""
    return [
        [*about, "jaar", *NAMES],
        *(
            [*(cells[number] for cells in about.values()), year,
             *(rows.get((area, year, name), ".") for name in NAMES)]
            for number, area in enumerate(AREAS)
            for year in (2022, 2024)
        ),
    ]  # fmt: skip


def cbs(rows: dict[tuple[str, int, str], Any]) -> Lines:
    return wide(rows, {"Codering (code)": list(CODES.values()), "regio": AREAS})


def swing(rows: dict[tuple[str, int, str], Any]) -> Lines:
    keys = [(year, name) for year in (2022, 2024) for name in NAMES]
    return [
        ["Wijken", *(f"{name}|{year}" for year, name in keys)],
        *([area, *(rows.get((area, *key), ".") for key in keys)] for area in AREAS),
    ]


LAYOUTS = {"long": long, "ggd": ggd, "cbs": cbs, "swing": swing}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    rows=st.dictionaries(
        st.tuples(st.sampled_from(AREAS), st.sampled_from([2022, 2024]), st.sampled_from(NAMES)),
        CELLS, min_size=1, max_size=8,
    ),
    layout=st.sampled_from(list(LAYOUTS)),
    container=st.sampled_from(CONTAINERS),
    decimal=st.sampled_from(["komma", "punt"]),
    titles=TITLES,
)  # fmt: skip
def test_a_table_reads_back_the_same_from_any_container(
    rows: dict[tuple[str, int, str], Any], layout: str, container: str, decimal: str, titles: Lines
) -> None:
    """Every value, mark, area, year and unit, and nothing beside them."""
    if layout == "ggd":  # only percentages
        rows = {key: cell if isinstance(cell, str) else round(abs(cell) % 100, 3)
                for key, cell in rows.items()}  # fmt: skip
    # A percentage has bounds, so anything else is asked of what has none.
    unit = "procent" if layout == "ggd" else "getal"
    source = {"layout": layout, "edition": "2024", "unit": unit, "decimal": decimal}
    with tempfile.TemporaryDirectory() as folder:
        lines = [*titles, *LAYOUTS[layout](rows)]
        table = read_indicators(write(Path(folder), container, lines, decimal), source)
    found = {
        (row.area, row.year, row.indicator): row.mark or row.value for row in table.itertuples()
    }
    expected = {key: MARKS.get(cell, cell) for key, cell in rows.items()}
    beside = {key for key in found if key not in rows}
    assert {key: found[key] for key in rows} == expected
    assert not beside or layout in ("cbs", "swing")
    assert all(found[key] == "ontbreekt" for key in beside)
    assert set(table["unit"]) == {unit}
    if layout == "ggd":
        about = table.set_index(["area", "year", "indicator"])[["theme", "n", "low", "high"]]
        margins = about.astype(object).where(about.notna(), "")
        assert {
            key: tuple(row) for key, row in zip(margins.index, margins.to_numpy(), strict=True)
        } == {key: ("18+", 300, *_bounds(cell)) for key, cell in rows.items()}


OBI: Lines = [
    ["", 2014, "in hoefijzer = 1", 1, "SIo"],
    ["naam gebied", "wijknr", "BUURT85", "SI", "Corporatie_p"],
    ["", "", "", "Sociale Index", "% huurwoningen"],
    ["", 21, "Bospolder", 80.45, 0.0741],
    ["", 5000, "Rotterdam", 100.0, 0.5],
]


@pytest.mark.parametrize("titles", [[], [["Wijkprofiel", "", "", "", ""]]])
@pytest.mark.parametrize("container", CONTAINERS)
def test_the_sheet_of_obi_reads_back_the_same(
    tmp_path: Path, container: str, titles: Lines
) -> None:
    lines = [*titles, *OBI]
    if container in any_format.FORMATS:
        path = any_format.write(tmp_path / f"obi.{container}", {"SI 2014": lines})
    else:
        path = write(tmp_path, container, lines, "komma")
    table = read_indicators(path, {"layout": "obi", "edition": "2016"})
    columns = ["area_code", "area", "year", "indicator", "value", "unit"]
    assert table[columns].to_numpy().tolist() == [
        ["21", "Bospolder", 2014, "Corporatie_p", 0.0741, "aandeel"],
        ["21", "Bospolder", 2014, "SI", 80.45, "index"],
        ["5000", "Rotterdam", 2014, "Corporatie_p", 0.5, "aandeel"],
        ["5000", "Rotterdam", 2014, "SI", 100, "index"],
    ]
    row = 5 + len(titles) - 1
    text = f"table.csv, regel {row}, kolom D"
    place = f"obi.{container}, SI 2014!D{row}" if container in any_format.FORMATS else text
    assert table["origin"].iloc[1] == place


@pytest.mark.parametrize("container", any_format.FORMATS)
@pytest.mark.parametrize(
    ("unit", "expected"), [("procent", 43.9), ("aandeel", 0.439), ("", 43.9), ("index", None)]
)
def test_a_cell_that_shows_a_percentage_is_read_as_shown(
    tmp_path: Path, container: str, unit: str, expected: float | None
) -> None:
    """43,9 % is stored as 0.439; of an index it can not be said, so that stops."""
    rows: dict[tuple[str, int, str], Any] = {("Rotterdam", 2024, "Rookt"): 0.439}
    lines = long(rows)
    lines[1][3] = any_format.Odd("percent", 0.439)
    path = any_format.write(tmp_path / f"table.{container}", {"Data": lines})
    source = {"layout": "long", "edition": "2024"} | ({"unit": unit} if unit else {})
    if expected is None:
        with pytest.raises(InputError, match=r"rij 2, kolom waarde: gevonden: '43,9%'"):
            read_indicators(path, source)
        return
    table = read_indicators(path, source)
    assert table[["value", "unit"]].to_numpy().tolist() == [[expected, unit or "procent"]]


@pytest.mark.parametrize("container", any_format.FORMATS)
@pytest.mark.parametrize("layout", ["cbs", "swing"])
def test_a_percentage_in_a_wide_table_is_read_as_shown(
    tmp_path: Path, container: str, layout: str
) -> None:
    rows: dict[tuple[str, int, str], Any] = {("Rotterdam", 2024, "Eenzaam"): "here"}
    cell = any_format.Odd("percent", 0.07)
    lines = [[cell if x == "here" else x for x in line] for line in LAYOUTS[layout](rows)]
    path = any_format.write(tmp_path / f"table.{container}", {"Data": lines})
    table = read_indicators(path, {"layout": layout, "edition": "2024"}).dropna(subset=["value"])
    assert table[["area", "year", "indicator", "value", "unit"]].to_numpy().tolist() == [
        ["Rotterdam", 2024, "Eenzaam", 7, "procent"]
    ]


FIGURES: dict[tuple[str, int, str], Any] = {("Rotterdam", 2024, "Eenzaam"): 7.0}


def warned(path: Path, layout: str) -> str:
    """What is odd in an export, as one text; its figure is read all the same."""
    warnings: list[Fault] = []
    source = {"layout": layout, "edition": "2024"}
    table = read_indicators(path, source, warnings).dropna(subset=["value"])
    assert table["value"].tolist() == [7]
    return " ".join(f"{told.sheet} {told.row} {told.found}" for told in warnings)


@pytest.mark.parametrize("container", any_format.FORMATS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_what_a_workbook_holds_out_of_sight_is_told(
    tmp_path: Path, container: str, layout: str
) -> None:
    """A hidden row counts; of two sheets with the header one is read, and the other is named."""
    path, lines = tmp_path / f"table.{container}", LAYOUTS[layout](FIGURES)
    any_format.write(path, {"Uitleg": [["x"]], "Data": lines}, hidden_rows=[2])
    assert "Data 2 een verborgen rij" in warned(path, layout)
    any_format.write(path, {"Uitleg": [["x"]], "Data": lines, "Kopie": lines[:1]})
    assert "Data 0 ook op blad 'Kopie' staat zo'n kopregel" in warned(path, layout)
    any_format.write(path, {"Uitleg": [["x"]], "Data": lines, "Kopie": lines}, ["Kopie"])
    told = warned(path, layout)
    assert "verborgen" not in told and "kopregel" not in told


@pytest.mark.parametrize("container", any_format.FORMATS)
def test_a_hidden_row_of_obi_is_told(tmp_path: Path, container: str) -> None:
    path = any_format.write(tmp_path / f"obi.{container}", {"SI 2014": OBI}, hidden_rows=[4])
    warnings: list[Fault] = []
    assert len(read_indicators(path, {"layout": "obi", "edition": "2016"}, warnings)) == 4
    assert [(told.row, told.found) for told in warnings] == [(4, "een verborgen rij")]


def test_without_a_header_the_layout_that_would_do_is_named(tmp_path: Path) -> None:
    path = write(tmp_path, "csv;", swing({("Rotterdam", 2024, "Eenzaam"): 7.5}), "komma")
    with pytest.raises(InputError, match=r"geen kopregel.*Als layout: swing is het bestand wel"):
        read_indicators(path, {"layout": "long", "edition": "2024"})


@pytest.mark.parametrize(
    ("cells", "read"),
    [
        (["1.234", "90.5"], [1.234, 90.5]),
        (["1.234", "90,5"], [1234, 90.5]),
        (["0.741", "0.074"], [0.741, 0.074]),
        (["1.234.567", "1.234"], [1234567, 1234]),
        (["12", "x"], [12, None]),
        (["1.234%", "12"], None),
        (["1.234", "12"], None),
        (["1.234", "90.5", "90,5"], None),
    ],
)
def test_a_point_is_a_thousand_or_a_decimal_as_the_rest_of_the_file_shows(
    tmp_path: Path, cells: list[str], read: list[float | None] | None
) -> None:
    rows: dict[tuple[str, int, str], Any] = {
        ("Rotterdam", 2020 + number, "Rookt"): cell for number, cell in enumerate(cells)
    }
    path = write(tmp_path, "csv;", long(rows), "komma")
    source = {"layout": "long", "edition": "2024"}
    if read is None:
        with pytest.raises(InputError, match=r"kolom waarde: gevonden: '1\.234%?'.*decimal: komma"):
            read_indicators(path, source)
        return
    found = read_indicators(path, source)["value"].astype(object)
    assert found.where(found.notna(), None).tolist() == read
