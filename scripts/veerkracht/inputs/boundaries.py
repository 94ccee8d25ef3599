"""The boundaries of areas: from a GeoJSON as PDOK and CBS give it to names, outlines and degrees.

Coordinates become longitude and latitude (WGS 84), whatever they were; the areas of the wijk are
found by name, or by the code that config.yaml gives.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from veerkracht.faults import STOP, WARNING, Fault, InputError, nearest
from veerkracht.inputs.crs import NO_PLACE, to_degrees
from veerkracht.inputs.json_files import ASK_REST, PART, goes_on, read_json
from veerkracht.inputs.values import clean
from veerkracht.words import fold

EXPECTED = "een GeoJSON-bestand met gebieden (FeatureCollection)"
# What the name of an area is called by CBS, PDOK and municipalities; the most exact first.
NAMES = ("buurtnaam", "bunaam", "statnaam", "wijknaam", "wknaam", "gebiedsnaam", "gebied",
         "naam", "name", "buurt", "wijk", "gemeentenaam", "gmnaam")  # fmt: skip
CITIES = ("gemeentenaam", "gmnaam")
CODE = re.compile(r"(GM|WK|BU)\d{4,8}")
# No system of coordinates counts farther, in metres.
FARTHEST = 1e8
Ring = list[list[float]]


def features_of(file: Path, content: Any) -> list[dict[str, Any]]:
    """The features of a GeoJSON, each with properties; raises InputError when it is none."""
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list) or not features or content.get("type") != "FeatureCollection":
        raise InputError([Fault(str(file), found="iets anders", expected=EXPECTED)])
    for number, feature in enumerate(features, start=1):
        properties = feature.get("properties") if isinstance(feature, dict) else None
        if not isinstance(feature, dict) or not isinstance(properties, dict | None):
            found = f"iets anders als gebied {number}"
            expected = "een gebied (Feature) met eigenschappen"
            raise InputError([Fault(str(file), found=found, expected=expected)])
        feature["properties"] = properties or {}
    return features


def read_boundaries(
    path: str | Path, wijk: dict[str, Any], city: str, warnings: list[Fault] | None = None
) -> dict[str, Any]:
    """The areas as a FeatureCollection of Polygons and MultiPolygons in degrees.

    Properties of each: name, code (of CBS, or empty), water and own (whether `wijk`, a block of
    config.yaml, has it among its areas). What the file says of itself (bron, schematisch) is kept.
    Raises InputError for an area of the wijk that is not there or has no outline, and for
    coordinates that are no place in the Netherlands; `warnings` gets the areas that are left out.
    """
    file = Path(path)
    content = read_json(file, EXPECTED)
    features = features_of(file, content)
    key = _name_key(features, wijk["areas"])
    for feature in features:
        properties = feature["properties"]
        texts = [clean(value) for value in properties.values() if isinstance(value, str)]
        water = clean(properties.get("water") or properties.get("WATER") or "").upper()
        feature["found"] = {
            "name": " ".join(clean(properties.get(key) or "").split()),
            # The code of the area itself: that of its gemeente or wijk may stand there too.
            "code": max(filter(CODE.fullmatch, texts), key=len, default=""),
            "water": water in ("JA", "B"),
            "own": False,
        }
    faults = _mark_own(file, features, wijk, city)
    if goes_on(content):
        faults.append(Fault(str(file), found=PART, expected="alle gebieden", advice=ASK_REST,
                            level=WARNING))  # fmt: skip
    shapes, told = _outlines(file, features, content.get("crs"))
    faults += told
    if any(fault.level == STOP for fault in faults):
        raise InputError(faults)
    if warnings is not None:
        warnings += faults
    about: dict[str, Any] = {
        name: content[name] for name in ("bron", "schematisch") if name in content
    }
    areas = [
        {"type": "Feature", "properties": feature["found"], "geometry": shape}
        for feature, shape in zip(features, shapes, strict=True)
        if shape
    ]
    return {"type": "FeatureCollection", **about, "features": areas}


# Which areas ------------------------------------------------------------------------------------


def _name_key(features: list[dict[str, Any]], areas: list[str]) -> str:
    """The property with the names: the one with most of the areas, else by what it is called."""
    keys = list(dict.fromkeys(key for feature in features for key in feature["properties"]))
    wanted = {fold(area) for area in areas}

    def rank(key: str) -> tuple[int, int]:
        values = {fold(clean(feature["properties"].get(key) or "")) for feature in features}
        known = NAMES.index(fold(key)) if fold(key) in NAMES else len(NAMES)
        return len(wanted & values), -known

    best = max(keys, key=rank, default="")
    return best if best and rank(best) > (0, -len(NAMES)) else ""


def _mark_own(
    file: Path, features: list[dict[str, Any]], wijk: dict[str, Any], city: str
) -> list[Fault]:
    """Mark the areas of the wijk; a fault for each that is not there, or there in two towns."""
    names = [feature["found"]["name"] for feature in features]
    codes = wijk.get("area_codes") or {}
    if not any(names) and not codes:
        if len(features) == 1:  # the outline of the wijk as a whole
            features[0]["found"]["own"] = True
            return []
        expected = f"een van de eigenschappen {', '.join(NAMES[:6])}"
        advice = "Geef elk gebied een naam, of zet de codes bij de wijk: area_codes."
        return [Fault(str(file), found="gebieden zonder naam", expected=expected, advice=advice)]
    faults = []
    for area in wijk["areas"]:
        given = codes.get(area) or []
        wanted = {given} if isinstance(given, str) else set(given)
        if wanted:
            found = [f for f in features if wanted & _texts(f)]
            missing = wanted - {text for feature in found for text in _texts(feature)}
        else:
            found = _in_city([f for f in features if fold(f["found"]["name"]) == fold(area)], city)
            missing = set() if found else {area}
        places = {f["found"]["code"] for f in found} if not wanted else set()
        if len(places) > 1:
            told = f"{area} staat er {len(found)} keer, met de codes {', '.join(sorted(places))}"
            advice = f"Zet de code bij de wijk: area_codes: {{{area}: {min(places)}}}."
            faults.append(Fault(str(file), found=told, expected="één gebied", advice=advice))
        for name in sorted(missing):
            advice = nearest(name, set(names))
            advice = advice or f"Zet de code bij de wijk: area_codes: {{{area}: BU...}}."
            told = f"geen gebied {name}"
            faults.append(Fault(str(file), found=told, expected=f"de grens van {area}",
                                advice=advice))  # fmt: skip
        for feature in found:
            feature["found"]["own"] = True
            feature["found"]["name"] = feature["found"]["name"] or area
    return faults


def _texts(feature: dict[str, Any]) -> set[str]:
    values = feature["properties"].values()
    return {clean(value) for value in values if isinstance(value, str | int)}


def _in_city(found: list[dict[str, Any]], city: str) -> list[dict[str, Any]]:
    """Of areas with one name, those of the city where the file says of which town they are."""
    here = [
        feature
        for feature in found
        for key, value in feature["properties"].items()
        if fold(key) in CITIES and fold(clean(value or "")) == fold(city)
    ]
    return here or found


# Outlines ---------------------------------------------------------------------------------------


def _outlines(
    file: Path, features: list[dict[str, Any]], crs: Any
) -> tuple[list[dict[str, Any] | None], list[Fault]]:
    """The geometry of every area in degrees, None where it has none; and what is told of that."""
    polygons, faults = [], []
    for number, feature in enumerate(features, start=1):
        kept, reason = polygons_of(feature.get("geometry"))
        polygons.append(kept)
        if reason:
            name = feature["found"]["name"] or f"nummer {number}"
            is_own = feature["found"]["own"]
            advice = "" if is_own else "Dit gebied komt niet op de kaart."
            level = STOP if is_own else WARNING
            expected = "een vlak (Polygon of MultiPolygon) met coördinaten"
            found = f"gebied {name} met {reason}"
            faults.append(Fault(str(file), found=found, expected=expected, advice=advice,
                                level=level))  # fmt: skip
    points = [point for rings in polygons for ring in _rings(rings) for point in ring]
    moved, remark = to_degrees(points, crs)
    if remark:
        expected = "lengte- en breedtegraden, of RD-coördinaten (EPSG:28992)"
        level = STOP if moved is None else WARNING
        advice = NO_PLACE if moved is None else ""
        faults.append(Fault(str(file), found=remark, expected=expected, advice=advice, level=level))
    if moved is None:
        return [None] * len(features), faults
    steps = iter(moved)
    shapes: list[dict[str, Any] | None] = []
    for rings in polygons:
        placed = [[[next(steps) for _ in ring] for ring in polygon] for polygon in rings]
        shapes.append(_geometry(placed) if placed else None)
    return shapes, faults


def _rings(polygons: list[list[Ring]]) -> Iterator[Ring]:
    for polygon in polygons:
        yield from polygon


def polygons_of(geometry: Any) -> tuple[list[list[Ring]], str]:
    """The polygons of a geometry as lists of rings, or none and the reason in words."""
    if not isinstance(geometry, dict):
        return [], "geen grens: geometry ontbreekt of is null"
    kind, given = geometry.get("type"), geometry.get("coordinates")
    if kind not in ("Polygon", "MultiPolygon"):
        return [], f"een {kind}" if isinstance(kind, str) else "een vorm zonder soort (type)"
    if not isinstance(given, list) or not given:
        return [], "geen coördinaten"
    polygons = [given] if kind == "Polygon" else given
    if not all(isinstance(rings, list) and rings for rings in polygons):
        return [], "een vlak zonder ring"
    if not all(is_line(ring, 4) for rings in polygons for ring in rings):
        return [], "een ring met minder dan vier punten, of met iets anders dan getallen"
    return [[[point[:2] for point in ring] for ring in rings] for rings in polygons], ""


def is_line(points: Any, least: int) -> bool:
    """Whether these are so many points or more, each of two or more numbers."""
    return (
        isinstance(points, list)
        and len(points) >= least
        and all(
            isinstance(point, list)
            and len(point) >= 2
            and all(
                isinstance(x, int | float) and not isinstance(x, bool) and abs(x) < FARTHEST
                for x in point[:2]
            )
            for point in points
        )
    )


def _geometry(polygons: list[list[Ring]]) -> dict[str, Any]:
    """A geometry with every ring closed, and with holes that run against their outer ring."""
    closed = [[ring if ring[0] == ring[-1] else [*ring, ring[0]] for ring in p] for p in polygons]
    turned = [
        [
            outer,
            *(ring[::-1] if twice_area(ring) * twice_area(outer) > 0 else ring for ring in holes),
        ]
        for outer, *holes in closed
    ]
    if len(turned) == 1:
        return {"type": "Polygon", "coordinates": turned[0]}
    return {"type": "MultiPolygon", "coordinates": turned}


def twice_area(ring: Ring) -> float:
    """Twice the area within a ring, positive where it runs against the clock."""
    return math.fsum(x * other_y - other_x * y for (x, y), (other_x, other_y) in pairwise(ring))
