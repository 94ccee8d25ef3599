"""What lies under the map: which elements are drawn, and what is told of those that are not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings

from veerkracht.faults import Fault, InputError
from veerkracht.inputs import background
from veerkracht.inputs.background import read_background
from veerkracht.inputs.ground_kinds import KINDS, kind_of

LINE = {"type": "LineString", "coordinates": [[4.40, 51.90], [4.41, 51.91]]}
SQUARE = [[4.40, 51.90], [4.41, 51.90], [4.41, 51.91], [4.40, 51.91], [4.40, 51.90]]
INNER = [[4.402, 51.902], [4.404, 51.902], [4.404, 51.904], [4.402, 51.902]]


def element(geometry: Any = LINE, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def read(path: Path, *elements: Any, **about: Any) -> tuple[list[dict[str, Any]], list[Fault]]:
    content = {"type": "FeatureCollection", **about, "features": list(elements)}
    path.write_text(json.dumps(content), encoding="utf-8")
    warnings: list[Fault] = []
    return read_background(path, "© Iemand", warnings)["features"], warnings


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ondergrond.geojson"


@pytest.mark.parametrize(
    ("properties", "kind"),
    [
        # OpenStreetMap, as tags, by layer, and as QGIS and Overpass have them.
        ({"highway": "residential"}, "street"),
        ({"highway": "primary_link", "landuse": "grass"}, "main"),
        ({"highway": "cycleway"}, "path"),
        ({"waterway": "canal"}, "water"),
        ({"natural": "water"}, "water"),
        ({"leisure": "park"}, "green"),
        ({"landuse": "Cemetery "}, "green"),
        ({"railway": "rail"}, "rail"),
        ({"fclass": "tertiary", "tunnel": "F", "layer": 0}, "main"),
        ({"tags": {"natural": "wood"}}, "green"),
        ({"highway": None, "other_tags": '"railway"=>"light_rail","gauge"=>"1435"'}, "rail"),
        # BGT, as the service and as the older files name it; TOP10NL.
        ({"functie": "rijbaan lokale weg", "bgt_status": "bestaand"}, "street"),
        ({"bgt-functie": "rijbaan regionale weg", "relatieve_hoogteligging": 0}, "main"),
        ({"function": "voetpad"}, "path"),
        ({"class": "waterloop", "eind_registratie": None}, "water"),
        ({"bgt_fysiekVoorkomen": "groenvoorziening"}, "green"),
        ({"typeweg": "hoofdweg", "hoofdverkeersgebruik": "gemengd verkeer"}, "main"),
        ({"type_weg": "straat", "hoofdverkeersgebruik": "voetgangers"}, "path"),
        ({"typewater": "meer, plas"}, "water"),
        ({"typelandgebruik": "bos: loofbos"}, "green"),
        ({"typespoorbaan": "trein"}, "rail"),
        # Not drawn: buildings, trams, what lies in a tunnel or below, is no more or not yet.
        ({"building": "yes", "leisure": "sports_hall"}, ""),
        ({"railway": "tram"}, ""),
        ({"highway": "proposed"}, ""),
        ({"railway": "subway", "tunnel": "yes"}, ""),
        ({"waterway": "stream", "other_tags": '"tunnel"=>"culvert"'}, ""),
        ({"functie": "rijbaan autosnelweg", "relatieve_hoogteligging": "-1"}, ""),
        ({"functie": "voetpad", "eind_registratie": "2020-01-01T00:00:00Z"}, ""),
        ({"class": "waterloop", "plus_status": "plan"}, ""),
        ({"name": "Waterloop", "naam": "straat"}, ""),
        ({}, ""),
    ],
)
def test_the_kind_of_an_element(properties: dict[str, Any], kind: str) -> None:
    assert kind_of(properties) == kind


def test_only_what_is_drawn_is_kept_in_degrees(path: Path) -> None:
    hole = {"type": "Polygon", "coordinates": [SQUARE[::-1], INNER]}
    kept, warnings = read(
        path,
        element(highway="residential", name="Verzonnen straat"),
        element(hole, natural="water"),
        element({"type": "Point", "coordinates": [4.4, 51.9]}, railway="rail"),
        element({"type": "Point", "coordinates": ["x"]}, highway="bus_stop"),
        element(None, building="yes"),
    )
    assert [item["properties"] for item in kept] == [
        {"kind": "street", "area": False},
        {"kind": "water", "area": True},
    ]
    outer, inner = kept[1]["geometry"]["coordinates"]
    assert outer == SQUARE and inner == INNER[::-1], "outlines one way, holes the other"
    assert warnings == []


def test_rd_becomes_degrees(path: Path) -> None:
    rd = {"type": "MultiLineString", "coordinates": [[[155000, 463000, 2], [155100, 463000, 2]]]}
    kept, _ = read(path, element(rd, functie="fietspad"))
    (line,) = kept[0]["geometry"]["coordinates"]
    assert line[0] == pytest.approx([5.387206, 52.155174], abs=2e-5)


@pytest.mark.parametrize(
    ("shape", "told"),
    [
        (None, "geometry ontbreekt"),
        ({"type": "GeometryCollection", "geometries": [LINE]}, "een GeometryCollection"),
        ({"type": "LineString", "coordinates": [[4.4, 51.9]]}, "minder dan twee punten"),
        ({"type": "LineString", "coordinates": [[4.4, 51.9], ["4", 1]]}, "anders dan getallen"),
        ({"type": "MultiLineString", "coordinates": None}, "minder dan twee punten"),
        ({"type": "LineString", "coordinates": [[4.4, 51.9], [float("nan"), 1]]}, "getallen"),
        ({"type": "Polygon", "coordinates": [SQUARE[:2]]}, "minder dan vier punten"),
        ({"type": "Polygon", "coordinates": {}}, "geen coördinaten"),
    ],
)
def test_a_damaged_shape_is_told_by_number_and_left_out(path: Path, shape: Any, told: str) -> None:
    wrong = [element(shape, highway="service")] * 7
    kept, warnings = read(path, element(highway="primary"), *wrong)
    assert len(kept) == 1
    assert str(path) in str(warnings[0]) and told in warnings[0].found
    assert "7 elementen" in warnings[0].found and "(nummers 2, 3, 4, 5, 6, …)" in warnings[0].found


def test_a_file_that_cannot_lie_under_a_map_stops_the_work(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(InputError, match=r"geen water, straat.*in 1 elementen.*highway"):
        read(path, element(building="yes"))
    with pytest.raises(InputError, match="geen plek in Nederland"):
        far = {"type": "LineString", "coordinates": [[2.35, 48.85], [2.36, 48.86]]}
        read(path, element(far, highway="primary"))
    with pytest.raises(InputError, match="FeatureCollection"):
        read(path)
    with pytest.raises(InputError, match="iets anders als gebied 2"):
        read(path, element(highway="primary"), "x")
    path.write_text("[" * 100_000, encoding="utf-8")
    with pytest.raises(InputError):
        read_background(path, "© Iemand")
    monkeypatch.setattr(background, "LARGEST", 10)
    with pytest.raises(InputError, match="Knip het uit rond de wijk"):
        read(path, element(highway="primary"))


def test_the_first_part_of_an_answer_is_told(path: Path) -> None:
    _, warnings = read(path, element(highway="primary"), numberMatched=900, numberReturned=1)
    assert "het eerste deel van een antwoord" in warnings[0].found


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=9) | st.sampled_from(["Polygon"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["type", "coordinates", "highway", "tags", "other_tags", "layer"]),
            inner,
        )
    ),
    max_leaves=12,
)


@given(JSON, JSON)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_a_file_says_is_read_or_told(path: Path, geometry: Any, properties: Any) -> None:
    given_ = {"type": "Feature", "properties": properties, "geometry": geometry}
    try:
        kept, _ = read(path, element(highway="primary"), given_)
    except InputError:
        return
    assert {item["properties"]["kind"] for item in kept} <= set(KINDS)
