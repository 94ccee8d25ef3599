"""From a GeoJSON of buurten to mm on a page; over one wijk the earth is flat."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

METRES_A_DEGREE = 111_320.0


def rings(feature: dict[str, Any]) -> list[np.ndarray]:
    """The rings of a Polygon or MultiPolygon: arrays of (longitude, latitude)."""
    geometry = feature["geometry"]
    polygons = geometry["coordinates"]
    if geometry["type"] == "Polygon":
        polygons = [polygons]
    return [np.array(ring, dtype=float)[:, :2] for polygon in polygons for ring in polygon]


def name_of(feature: dict[str, Any]) -> str:
    """The name of an area."""
    return str(feature["properties"]["name"])


def split(boundaries: dict[str, Any]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The features of the wijk and those around it, as `ingest_boundaries` found them."""
    features = boundaries["features"]
    own = [feature for feature in features if feature["properties"]["own"]]
    return own, [feature for feature in features if not feature["properties"]["own"]]


def is_water(feature: dict[str, Any]) -> bool:
    """Whether an area is water."""
    return bool(feature["properties"]["water"])


class Frame:
    """North up, with `points` (longitude, latitude) as large as a box on the page allows.

    `reach` tells for points around the middle of the box how far out they are, 1 at its edge; by
    default that edge is the box itself. `scale` is in mm a metre.
    """

    def __init__(
        self,
        points: np.ndarray,
        box: tuple[float, float, float, float],
        reach: Callable[[np.ndarray], np.ndarray] | None = None,
    ) -> None:
        self.lat = float((points[:, 1].min() + points[:, 1].max()) / 2)
        metres = self._metres(points)
        low, high = metres.min(axis=0), metres.max(axis=0)
        # A single point has no size: then a wijk of 500 metre around it.
        middle = (low + high) / 2
        half = np.array([box[2] - box[0], box[3] - box[1]]) / 2
        if reach is None:
            far = float((np.maximum((high - low) / 2, 1e-9) / half).max())
        else:
            far = float(reach((metres - middle) / half).max())
        self.scale = 1 / far if far * half.max() > 250 else float(half.min()) / 250
        self.shift = np.array([box[0] + box[2], box[1] + box[3]]) / 2 - self.scale * middle

    def _metres(self, points: np.ndarray) -> np.ndarray:
        # A degree of longitude is a cosine shorter.
        factor = math.cos(math.radians(self.lat))
        return np.asarray(points * np.array([METRES_A_DEGREE * factor, METRES_A_DEGREE]))

    def place(self, points: np.ndarray) -> np.ndarray:
        """Page positions (mm) of points (longitude, latitude)."""
        return np.asarray(self._metres(points) * self.scale + self.shift)
