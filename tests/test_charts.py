"""The charts, by what stands in the drawing: every value at its height, every line named."""

from __future__ import annotations

import importlib
import re
import tempfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pandas as pd
import pytest

from veerkracht.charts import style

Tables = dict[str, pd.DataFrame]
NAMES = ["network_trend", "index_lines", "index_gaps", "wijk_map"]
SPACE = {"svg": "http://www.w3.org/2000/svg"}


def module(name: str) -> Any:
    return importlib.import_module(f"veerkracht.charts.{name}")


def svg(name: str, tables: Tables, context: dict[str, Any]) -> str:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "figure.svg"
        style.save(module(name).draw(tables, context), path)
        return path.read_text("utf-8")


def texts(drawing: str) -> list[str]:
    root = ElementTree.fromstring(drawing)
    return ["".join(node.itertext()).strip() for node in root.iterfind(".//svg:text", SPACE)]


def path_points(drawing: str, gid: str) -> list[tuple[float, float]]:
    root = ElementTree.fromstring(drawing)
    group = root.find(f".//svg:g[@id='{gid}']", SPACE)
    assert group is not None, gid
    line = group.find("svg:path", SPACE)
    assert line is not None
    pairs = re.findall(r"[ML] ([-\d.]+) ([-\d.]+)", line.get("d", ""))
    return [(float(x), float(y)) for x, y in pairs]


@pytest.mark.parametrize("name", NAMES)
def test_a_chart_asks_only_for_the_tables_that_it_names(
    name: str, example: Tables, context: dict[str, Any]
) -> None:
    own = {table: example[table] for table in module(name).TABLES}
    first = svg(name, own, context)
    assert first == svg(name, own, context)
    title, alt = module(name).describe(own, context)
    assert len(title) > 20 and len(alt) > 60 and not title.endswith(".")
    # Text as text, in our own fonts: it can be searched and read aloud.
    assert "Source Sans 3" in first and "DejaVu" not in first


def test_the_lines_of_the_index_stand_at_their_values(
    example: Tables, context: dict[str, Any]
) -> None:
    drawing = svg("index_lines", example, context)
    city = path_points(drawing, "lijn-stad")
    bospolder = path_points(drawing, "lijn-0")
    assert len(city) == len(bospolder) == 6
    # Hand-checked: Rotterdam 100 and 110, Bospolder 83 and 99, in 2014 and 2018.
    scale = (city[0][1] - city[2][1]) / 10
    assert (bospolder[0][1] - city[0][1]) / scale == pytest.approx(17, abs=0.05)
    assert (bospolder[0][1] - bospolder[2][1]) / scale == pytest.approx(16, abs=0.05)
    shown = texts(drawing)
    assert {"Rotterdam 100", "Bospolder 84", "Tussendijken 83", "coronacrisis"} <= set(shown)


def test_a_missing_measurement_breaks_nothing_and_is_not_drawn_as_zero(
    example: Tables, context: dict[str, Any]
) -> None:
    gaps = example["index_gaps"].copy()
    gone = (gaps["source"] == "sociale_index") & (gaps["area"] == "Bospolder")
    gaps.loc[gone & (gaps["year"] == 2018), ["value", "gap"]] = None
    drawing = svg("index_lines", example | {"index_gaps": gaps}, context)
    assert len(path_points(drawing, "lijn-0")) == 5


def test_every_measure_has_its_own_small_chart_with_both_ends(
    example: Tables, context: dict[str, Any]
) -> None:
    drawing = svg("network_trend", example, context)
    table = example["network_metrics"]
    table = table[table["core"] == "ja"]
    for metric in table["metric"].unique():
        assert f'id="maat-{metric}"' in drawing
    shown = texts(drawing)
    assert {*table["label"].unique()} <= set(shown)
    ends = table[table["metric"] == "ties"].set_index("year")["value"]
    assert {f"{ends[2019]:.0f}", f"{ends[2023]:.0f}"} <= set(shown)


def test_a_measure_that_is_not_defined_says_so(example: Tables, context: dict[str, Any]) -> None:
    table = example["network_metrics"].copy()
    table.loc[table["metric"] == "ei_index", "value"] = None
    changed = example | {"network_metrics": table}
    assert "niet te bepalen" in texts(svg("network_trend", changed, context))
    assert "E-I-index" not in module("network_trend").describe(changed, context)[1]


def test_themes_behind_the_city_are_counted_from_the_data(
    example: Tables, context: dict[str, Any]
) -> None:
    title, alt = module("index_gaps").describe(example, context)
    gaps = example["index_gaps"]
    rows = gaps[(gaps["source"] == "wijkprofiel") & (gaps["year"] == 2016)]
    themes = rows[(rows["area"] == "Bospolder") & rows["indicator"].str.fullmatch("[A-Z][a-z]")]
    behind = int((themes["gap"] < 0).sum())
    assert (len(themes), behind) == (9, 8)
    assert title.startswith("In 2016 liggen acht van de negen thema's in Bospolder")
    assert "Capaciteiten (gevraagd aan bewoners) van −46,9 naar −38,2" in alt


def test_the_map_draws_every_place_and_every_tie_between_rooms(
    example: Tables, context: dict[str, Any]
) -> None:
    drawing = svg("wijk_map", example, context)
    root = ElementTree.fromstring(drawing)
    places = example["places"]
    for kind in ("buurthuiskamer", "ontmoetingsplek", "voorziening"):
        group = root.find(f".//svg:g[@id='plekken-{kind}']", SPACE)
        assert group is not None
        assert len(group.findall(".//svg:use", SPACE)) == (places["kind"] == kind).sum()
    shown = texts(drawing)
    rooms = places[places["kind"] == "buurthuiskamer"]["name"]
    assert {*rooms, "Bospolder", "Tussendijken", "250 meter"} <= set(shown)


def test_no_text_is_translucent(example: Tables, context: dict[str, Any]) -> None:
    """WeasyPrint cuts off a text that is both centred and translucent."""
    for name in NAMES:
        root = ElementTree.fromstring(svg(name, example, context))
        for node in root.iterfind(".//svg:text", SPACE):
            assert "opacity" not in node.get("style", "") and not node.get("opacity")


def test_a_map_without_boundaries_of_the_wijk_shows_what_is_there(
    example: Tables, context: dict[str, Any]
) -> None:
    wijk = {**context["wijk"], "areas": ["Nergens"]}
    drawing = svg("wijk_map", example, {**context, "wijk": wijk})
    assert "Bospolder" in texts(drawing)
