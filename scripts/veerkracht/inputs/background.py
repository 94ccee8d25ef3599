"""Water, streets and green under the map of the wijk: from a GeoJSON of BGT, TOP10NL or OSM."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from veerkracht import dutch
from veerkracht.faults import STOP, WARNING, Fault, InputError
from veerkracht.inputs.boundaries import features_of, is_line, polygons_of, twice_area
from veerkracht.inputs.crs import NO_PLACE, to_degrees
from veerkracht.inputs.ground_kinds import kind_of
from veerkracht.inputs.json_files import ASK_REST, PART, goes_on, read_json

# In bytes: a wijk takes some MB; beyond this it is a city, which takes GB of memory to read.
LARGEST = 50_000_000
EXPECTED = "een GeoJSON-bestand met water, straten en groen (FeatureCollection)"
CLIP = "Knip het uit rond de wijk (zie docs/handleiding.md, Straten en water onder de kaart)."
AREAS, LINES = ("Polygon", "MultiPolygon"), ("LineString", "MultiLineString")
Lines = list[list[list[float]]]


def read_background(
    path: str | Path, attribution: str, warnings: list[Fault] | None = None
) -> dict[str, Any]:
    """What is drawn under the map, as a FeatureCollection in degrees with its attribution.

    Each feature has a `kind` (see ground_kinds) and is a MultiLineString: the lines of a line, or
    with `area` true all rings of a surface. Points, and what is no water, street, green or rail,
    are left out. Raises InputError for a file that is too large or none of this; `warnings` gets
    the elements of which the shape is damaged.
    """
    file = Path(path)
    if (size := file.stat().st_size) > LARGEST:
        found = f"een bestand van {dutch.number(size // 1_000_000)} MB"
        expected = f"hooguit {dutch.number(LARGEST // 1_000_000)} MB"
        raise InputError([Fault(str(file), found=found, expected=expected, advice=CLIP)])
    content = read_json(file, EXPECTED)
    features = features_of(file, content)
    kept, faults = _drawn(file, features)
    if not kept:
        found = f"geen water, straat, groen of spoor in {dutch.number(len(features))} elementen"
        expected = "kenmerken van OpenStreetMap (highway, waterway, natural, landuse, leisure, "
        expected += "railway), van de BGT (functie, class) of van TOP10NL (typeweg, typewater)"
        advice = "Exporteer ook de kenmerken van elk element."
        raise InputError([*faults, Fault(str(file), "", 0, "", found, expected, advice)])
    if goes_on(content):
        faults.append(Fault(str(file), found=PART, expected="alle elementen", advice=ASK_REST,
                            level=WARNING))  # fmt: skip
    moved, remark = to_degrees(list(_points(kept)), content.get("crs"))
    if remark:
        expected = "lengte- en breedtegraden, of RD-coördinaten (EPSG:28992)"
        level, advice = (STOP, NO_PLACE) if moved is None else (WARNING, "")
        faults.append(Fault(str(file), found=remark, expected=expected, advice=advice, level=level))
    if moved is None:
        raise InputError(faults)
    if warnings is not None:
        warnings += faults
    steps = iter(moved)
    drawn = [
        {
            "type": "Feature",
            "properties": {"kind": kind, "area": area},
            "geometry": {
                "type": "MultiLineString",
                # To a decimetre: more is not seen on a map.
                "coordinates": [
                    [[round(x, 6) for x in next(steps)] for _ in line] for line in lines
                ],
            },
        }
        for kind, area, lines in kept
    ]
    return {"type": "FeatureCollection", "attribution": attribution, "features": drawn}


def _drawn(
    file: Path, features: list[dict[str, Any]]
) -> tuple[list[tuple[str, bool, Lines]], list[Fault]]:
    """Kind, whether it is a surface, and lines of each element that is drawn; and what is amiss."""
    kept = []
    damaged: dict[str, list[int]] = {}
    for number, feature in enumerate(features, start=1):
        kind, geometry = kind_of(feature["properties"]), feature.get("geometry")
        form = geometry.get("type") if isinstance(geometry, dict) else None
        if not kind or form == "Point":
            continue
        lines, reason = _lines(geometry)
        if reason:
            damaged.setdefault(reason, []).append(number)
        else:
            kept.append((kind, form in AREAS, lines))
    return kept, [_damage(file, reason, numbers) for reason, numbers in damaged.items()]


def _points(kept: list[tuple[str, bool, Lines]]) -> Iterator[list[float]]:
    for _, _, lines in kept:
        for line in lines:
            yield from line


def _lines(geometry: Any) -> tuple[Lines, str]:
    """The lines or all rings of a shape, or none and the reason in words."""
    form = geometry.get("type") if isinstance(geometry, dict) else None
    if form not in LINES:
        polygons, reason = polygons_of(geometry)
        # Drawn as one shape: then a hole must run against all outlines, its own and others.
        return [
            ring if (twice_area(ring) > 0) == (place == 0) else ring[::-1]
            for rings in polygons
            for place, ring in enumerate(rings)
        ], reason
    given = geometry.get("coordinates")
    lines = [given] if form == "LineString" else given
    if not isinstance(lines, list) or not lines or not all(is_line(line, 2) for line in lines):
        return [], "een lijn met minder dan twee punten, of met iets anders dan getallen"
    return [[point[:2] for point in line] for line in lines], ""


def _damage(file: Path, reason: str, numbers: list[int]) -> Fault:
    """What is told of the elements that cannot be drawn for this reason: the first by number."""
    first = ", ".join(map(str, numbers[:5])) + (", …" if len(numbers) > 5 else "")
    many = len(numbers) > 1
    found = f"{dutch.number(len(numbers))} {'elementen' if many else 'element'} met {reason} "
    found += f"({'nummers' if many else 'nummer'} {first})"
    advice = "Zij komen niet op de kaart." if many else "Het komt niet op de kaart."
    expected = "een lijn of een vlak met coördinaten"
    return Fault(str(file), found=found, expected=expected, advice=advice, level=WARNING)
