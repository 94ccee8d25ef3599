"""The boundaries of areas, as GeoJSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from veerkracht.faults import Fault, InputError


def read_boundaries(path: str | Path) -> dict[str, Any]:
    """A GeoJSON FeatureCollection with polygons; raises InputError when it is not one."""
    try:
        content = json.loads(Path(path).read_text(encoding="utf-8-sig"))
        is_collection = content["type"] == "FeatureCollection" and bool(content["features"])
    except (ValueError, KeyError, TypeError):
        is_collection = False
    if not is_collection:
        expected = "een GeoJSON-bestand met gebieden (FeatureCollection)"
        raise InputError([Fault(str(path), found="iets anders", expected=expected)])
    return dict(content)
