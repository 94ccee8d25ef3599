"""Coordinates of a file to degrees: by what they are, and by what the file says of them.

RD (Rijksdriehoekstelsel) is EPSG:28992; pyproj moves it to WGS 84, as good as it can without the
grid of corrections: within a metre in the Netherlands.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

# The Netherlands in degrees (longitude, latitude) and in RD (x, y), with room around it.
DEGREES = ((3.0, 50.5), (7.5, 54.0))
RD = ((-7_000.0, 289_000.0), (300_000.0, 629_000.0))
NO_PLACE = "Exporteer het bestand opnieuw, in WGS 84 (EPSG:4326) of RD (EPSG:28992)."


def to_degrees(points: list[list[float]], crs: Any = None) -> tuple[list[list[float]] | None, str]:
    """The points as [longitude, latitude] and a remark, or None and why they are no place.

    `crs`: the member of that name in a GeoJSON; a file in RD often has none.
    """
    if not points:
        return [], ""
    array = np.array(points, dtype=float)
    if _within(array, DEGREES):
        return points, ""
    if _within(array[:, ::-1], DEGREES):
        return array[:, ::-1].tolist(), "breedte en lengte verwisseld; zij zijn teruggewisseld"
    code = "EPSG:28992" if _within(array, RD) else _named(crs)
    moved = _moved(array, code) if code else None
    if moved is not None and _within(moved, DEGREES):
        return moved.tolist(), ""
    low, high = array.min(axis=0), array.max(axis=0)
    reach = f"x van {low[0]:.6g} tot {high[0]:.6g}, y van {low[1]:.6g} tot {high[1]:.6g}"
    return None, f"coördinaten die geen plek in Nederland zijn: {reach}"


def _within(points: np.ndarray, box: tuple[tuple[float, float], tuple[float, float]]) -> bool:
    return bool(((points >= box[0]) & (points <= box[1])).all())


def _named(crs: Any) -> str:
    """The system of coordinates that a GeoJSON names, or nothing."""
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    return name if isinstance(name, str) else ""


def _moved(points: np.ndarray, code: str) -> np.ndarray | None:
    """The points in degrees to a tenth of a millimetre; None from a system that is not known."""
    from pyproj.exceptions import ProjError

    try:
        x, y = _transformer(code).transform(points[:, 0], points[:, 1])
    except ProjError:
        return None
    return np.round(np.stack([x, y], axis=1), 9)


@cache
def _transformer(code: str) -> Any:
    # Loaded where it is used: most runs have boundaries in degrees.
    from pyproj import Transformer

    return Transformer.from_crs(code, "EPSG:4326", always_xy=True)
