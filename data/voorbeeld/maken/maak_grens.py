"""Make grens.geojson of the example: a schematic wijk of our own, with what lies around it.

Drawn by hand on a grid in metres: these are no real boundaries, and the map says so. The places
of the example are invented and all lie inside. Run: python maak_grens.py [folder].
"""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
# The point (0, 0) of the grid, in degrees.
LON, LAT = 4.4415, 51.9110
METRES_A_DEGREE = 111_320.0

# The corners of the wijk, clockwise from the west.
W, NW, N1, N2, N3, E1, E2 = (
    *((-520, 150), (-185, 330), (-110, 590), (255, 615), (345, 585)),
    *((520, 335), (530, -75)),
)
S1, S2, S3, S4, SW = (335, -160), (335, -585), (-90, -595), (-160, -405), (-520, -270)
MIDDLE = (-150, -115)
AREAS = {
    "Bospolder": [W, NW, MIDDLE, S1, S2, S3, S4, SW],
    "Tussendijken": [NW, N1, N2, N3, E1, E2, S1, MIDDLE],
    "Oud Mathenesse": [SW, W, (-1700, 520), (-1700, -420)],
    "Spangen": [W, NW, N1, (-110, 1500), (-1700, 1500), (-1700, 520)],
    "Nieuwe Westen": [N1, N2, N3, E1, (1700, 700), (1700, 1500), (-110, 1500)],
    "Delfshaven": [E1, E2, S1, S2, (700, -1500), (1700, -1500), (1700, 700)],
    "Schiemond": [S2, S3, (-330, -1500), (700, -1500)],
    "Nieuw Mathenesse": [S3, S4, SW, (-1700, -420), (-1700, -1500), (-330, -1500)],
}
WATER = {
    "Schie": [
        *((-1700, 700), (-700, 455), (-310, 650), (430, 665), (660, 560), (1700, 860)),
        *((1700, 945), (665, 645), (440, 745), (-325, 730), (-705, 540), (-1700, 785)),
    ],
    "Nieuwe Maas": [
        *((-1700, -800), (-480, -640), (480, -650), (1700, -790), (1700, -1500), (-1700, -1500)),
    ],
}


def degrees(x: float, y: float) -> list[float]:
    """A point of the grid (metres east and north) as [longitude, latitude]."""
    east = x / (METRES_A_DEGREE * math.cos(math.radians(LAT)))
    return [round(LON + east, 5), round(LAT + y / METRES_A_DEGREE, 5)]


def feature(name: str, corners: list[tuple[int, int]], water: str) -> dict[str, object]:
    """One area; GeoJSON wants the outer ring counter-clockwise and closed."""
    ring = [degrees(x, y) for x, y in [*reversed(corners), corners[-1]]]
    return {
        "type": "Feature",
        "properties": {"buurtnaam": name, "water": water},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


def main(folder: Path) -> None:
    """Write grens.geojson in `folder`."""
    features = [feature(name, corners, "NEE") for name, corners in AREAS.items()]
    features += [feature(name, corners, "JA") for name, corners in WATER.items()]
    lines = ",\n".join(json.dumps(item, ensure_ascii=False) for item in features)
    head = '{"type": "FeatureCollection", "schematisch": true, "features": [\n'
    (folder / "grens.geojson").write_text(f"{head}{lines}\n]}}\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE.parent)
