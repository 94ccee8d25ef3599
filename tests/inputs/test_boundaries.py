"""Boundaries as they arrive: in degrees or RD, named or coded, whole or damaged."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
import numpy as np
import pytest
from folders import REAL_DATA, real_data
from hypothesis import HealthCheck, given, settings

from veerkracht.charts import geo
from veerkracht.faults import Fault, InputError
from veerkracht.inputs.boundaries import features_of, read_boundaries
from veerkracht.inputs.crs import to_degrees

SQUARE = [[4.40, 51.90], [4.41, 51.90], [4.41, 51.91], [4.40, 51.91], [4.40, 51.90]]
HOLE = [[4.402, 51.902], [4.404, 51.902], [4.404, 51.904], [4.402, 51.904], [4.402, 51.902]]
WIJK: dict[str, Any] = {"areas": ["Noord"]}
POLYGON = {"type": "Polygon", "coordinates": [SQUARE]}


def feature(geometry: Any = POLYGON, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def collection(path: Path, *features: Any, **about: Any) -> Path:
    content = {"type": "FeatureCollection", **about, "features": list(features)}
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "grens.geojson"


def read(path: Path, wijk: dict[str, Any] = WIJK) -> tuple[list[dict[str, Any]], list[Fault]]:
    warnings: list[Fault] = []
    return read_boundaries(path, wijk, "Rotterdam", warnings)["features"], warnings


def test_areas_and_water_are_told_apart(path: Path) -> None:
    collection(path, feature(buurtnaam="Noord", water="NEE"), feature(buurtnaam="Plas", water="JA"))
    areas, _ = read(path)
    own, around = geo.split({"features": areas})
    assert [(geo.name_of(item), geo.is_water(item)) for item in own] == [("Noord", False)]
    assert [(geo.name_of(item), geo.is_water(item)) for item in around] == [("Plas", True)]


def test_the_origin_of_rd_is_where_it_is_known_to_be() -> None:
    """The tower of Amersfoort is x 155000, y 463000 (Kadaster); in degrees to a metre."""
    moved, remark = to_degrees([[155000.0, 463000.0]])
    assert moved is not None and not remark
    assert moved[0] == pytest.approx([5.387206, 52.155174], abs=2e-5)


def test_latitude_before_longitude_is_turned_with_a_word(path: Path) -> None:
    swapped = {"type": "Polygon", "coordinates": [[point[::-1] for point in SQUARE]]}
    areas, warnings = read(collection(path, feature(swapped, naam="Noord")))
    assert areas[0]["geometry"] == POLYGON
    assert "verwisseld" in warnings[0].found


def test_a_system_that_the_file_names_is_followed(path: Path) -> None:
    """Web Mercator, of which the coordinates are neither degrees nor RD."""
    x, y = 4.40 * 111319.49079327358, 6_783_000.0
    square = [[x, y], [x + 900, y], [x + 900, y + 900], [x, y]]
    shape = {"type": "Polygon", "coordinates": [square]}
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}
    areas, _ = read(collection(path, feature(shape, naam="Noord"), crs=crs))
    first = areas[0]["geometry"]["coordinates"][0][0]
    assert first[0] == pytest.approx(4.40, abs=1e-6) and 51.8 < first[1] < 52.0
    with pytest.raises(InputError, match=r"geen plek in Nederland.*EPSG:28992"):
        read(collection(path, feature(shape, naam="Noord")))
    with pytest.raises(InputError, match="geen plek in Nederland"):
        wrong = {"type": "name", "properties": {"name": "EPSG:0"}}
        read(collection(path, feature(shape, naam="Noord"), crs=wrong))


def test_holes_stay_holes_and_third_coordinates_go(path: Path) -> None:
    """Whatever way they run in the file; a drawing fills a hole that runs with its outer ring."""
    high = [[*point, 1.5] for point in SQUARE]
    shape = {"type": "MultiPolygon", "coordinates": [[high, HOLE], [HOLE]]}
    areas, _ = read(collection(path, feature(shape, naam="Noord")))
    rings = areas[0]["geometry"]["coordinates"]
    assert rings[0] == [SQUARE, HOLE[::-1]] and rings[1] == [HOLE]
    assert [len(ring) for ring in geo.rings(areas[0])] == [5, 5, 5]


def test_an_area_is_found_by_the_code_that_the_settings_give(path: Path) -> None:
    collection(
        path,
        feature(buurtnaam="Oud Noord", buurtcode="BU05990101"),
        feature(buurtnaam="Nieuw Noord", buurtcode="BU05990102 "),
        feature(buurtnaam="Zuid", buurtcode="BU05990103"),
    )
    wijk = WIJK | {"area_codes": {"Noord": ["BU05990101", "BU05990102"]}}
    areas, _ = read(path, wijk)
    assert [area["properties"]["own"] for area in areas] == [True, True, False]
    with pytest.raises(InputError, match="geen gebied BU05990109"):
        read(path, WIJK | {"area_codes": {"Noord": "BU05990109"}})


def test_areas_without_names_are_found_by_code_and_called_as_in_the_settings(path: Path) -> None:
    bare = [feature(buurtcode=f"BU0599010{number}") for number in (1, 2)]
    wijk = WIJK | {"area_codes": {"Noord": "BU05990102"}}
    areas, _ = read(collection(path, *bare), wijk)
    found = [(area["properties"]["name"], area["properties"]["own"]) for area in areas]
    assert found == [("", False), ("Noord", True)]
    with pytest.raises(InputError, match=r"gebieden zonder naam.*area_codes"):
        read(path)
    with pytest.raises(InputError, match="geen gebied Zuid"):
        read(path, wijk | {"areas": ["Noord", "Zuid"]})


def test_of_two_areas_with_one_name_the_one_in_the_city_is_meant(path: Path) -> None:
    two = [("BU05990101", "Rotterdam"), ("BU03630101", "Amsterdam")]
    named = [feature(buurtnaam="Noord", buurtcode=c, gemeentenaam=g) for c, g in two]
    areas, _ = read(collection(path, *named))
    assert [area["properties"]["own"] for area in areas] == [True, False]
    # The code of the gemeente is no code of the area, wherever it stands.
    bare = [feature(gemeentecode="GM0599", buurtnaam="Noord", buurtcode=code) for code, _ in two]
    with pytest.raises(InputError, match=r"Noord staat er 2 keer.*area_codes: \{Noord: BU0363"):
        read(collection(path, *bare))


@pytest.mark.parametrize(
    ("geometry", "told"),
    [
        (None, "geen grens"),
        ({"type": "Point", "coordinates": [4.4, 51.9]}, "een Point"),
        ({"type": "GeometryCollection", "geometries": [POLYGON]}, "een GeometryCollection"),
        ({"type": "Polygon"}, "geen coördinaten"),
        ({"type": "Polygon", "coordinates": [[]]}, "minder dan vier punten"),
        ({"type": "Polygon", "coordinates": [SQUARE[:3]]}, "minder dan vier punten"),
        ({"type": "Polygon", "coordinates": [[*SQUARE, [4.4]]]}, "iets anders dan getallen"),
        ({"type": "Polygon", "coordinates": [[*SQUARE, ["4", "51"]]]}, "anders dan getallen"),
        ({"type": "Polygon", "coordinates": [[*SQUARE, [float("nan"), 51.9]]]}, "dan getallen"),
        ({"type": "Polygon", "coordinates": [[*SQUARE, [10**400, 51]]]}, "dan getallen"),
        ({"type": "MultiPolygon", "coordinates": [[]]}, "een vlak zonder ring"),
        ({"type": 5, "coordinates": [SQUARE]}, "een vorm zonder soort"),
        ([], "geen grens"),
    ],
)
def test_an_area_without_a_sound_outline_is_told_by_name(
    path: Path, geometry: Any, told: str
) -> None:
    """Of the wijk it stops the work; another one is left off the map with a word."""
    with pytest.raises(InputError, match=f"gebied Noord met.*{told}"):
        read(collection(path, feature(geometry, naam="Noord")))
    areas, warnings = read(collection(path, feature(naam="Noord"), feature(geometry, naam="Zuid")))
    assert [area["properties"]["name"] for area in areas] == ["Noord"]
    assert len(warnings) == 1 and told in warnings[0].found and "Zuid" in warnings[0].found


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[" * 200_000, "haken binnen haken"),
        ('{"type": "FeatureCollection", "features": ' + "[" * 200_000, "haken binnen haken"),
        ("<html>", "een webpagina"),
        ("", "geen geldige JSON"),
        ("[]", "iets anders"),
        ('{"type": "FeatureCollection", "features": []}', "iets anders"),
        ('{"type": "FeatureCollection", "features": [1]}', "iets anders als gebied 1"),
        ('{"type": "FeatureCollection", "features": [{"properties": 5}]}', "als gebied 1"),
        ('{"type": "FeatureCollection", "features": [{"properties": null}, {}]}', "zonder naam"),
    ],
)
def test_what_is_no_geojson_is_told(path: Path, text: str, told: str) -> None:
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=told):
        read(path)


LEAF = st.none() | st.booleans() | st.integers(-9, 60) | st.floats() | st.text(max_size=3)
WORDS = st.sampled_from(
    ["type", "properties", "geometry", "coordinates", "features", "naam", "crs"]
)
KINDS = st.sampled_from(["Polygon", "MultiPolygon", "FeatureCollection", "Point", "Noord"])
JSON = st.recursive(
    LEAF | KINDS | st.just(SQUARE),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=300, deadline=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(features=st.lists(JSON | st.builds(lambda g, n: feature(g, naam=n), JSON, JSON), max_size=4),
       crs=JSON)  # fmt: skip
def test_no_geojson_ends_in_anything_but_areas_or_a_fault(
    path: Path, features: list[Any], crs: Any
) -> None:
    collection(path, *features, crs=crs)
    try:
        areas, _ = read(path)
    except InputError:
        return
    for area in areas:
        assert all(np.isfinite(ring).all() and len(ring) >= 4 for ring in geo.rings(area))


def test_the_first_part_of_an_answer_is_told(path: Path) -> None:
    """PDOK gives ten areas at a time, unless it is asked for more."""
    collection(path, feature(naam="Noord"), links=[{"rel": "next", "href": "x"}])
    assert ["het eerste deel" in warning.found for warning in read(path)[1]] == [True]


@real_data
def test_the_real_boundaries_keep_every_point() -> None:
    path = REAL_DATA / "cbs/kerncijfers-buurten-rotterdam-2022.geojson"
    real = features_of(path, json.loads(path.read_text("utf-8")))
    areas, warnings = read(path, {"areas": ["Bospolder", "tussendijken"]})
    assert not warnings and len(areas) == len(real) == 91
    own = [area["properties"] for area in areas if area["properties"]["own"]]
    assert [item["code"] for item in own] == ["BU05990321", "BU05990322"]
    for ours, theirs in zip(areas, real, strict=True):
        assert len(np.concatenate(geo.rings(ours))) == len(np.concatenate(geo.rings(theirs)))
