"""What eyes make of a colour: contrast (WCAG 2), grey, and the three colour-vision deficiencies."""

from __future__ import annotations

from typing import Any

import numpy as np
from colorspacious import cspace_convert

from veerkracht.charts.design import contrast

__all__ = ["VIEWS", "contrast", "distance", "rgb", "seen"]

# View -> the name that colorspacious has for it (Machado e.a. 2009, severity 100); grey by itself.
VIEWS = {
    "kleur": "",
    "grijs": "",
    "protanopie": "protanomaly",
    "deuteranopie": "deuteranomaly",
    "tritanopie": "tritanomaly",
}


def rgb(colour: str) -> np.ndarray:
    """Red, green and blue (0 to 1) of #RRGGBB."""
    return np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255


def seen(colours: np.ndarray, view: str) -> np.ndarray:
    """`colours` (rows of red, green, blue, 0 to 1) as they look in one of VIEWS."""
    if view == "grijs":
        lab = cspace_convert(colours, "sRGB1", "CIELab")
        lab[..., 1:] = 0
        converted: Any = cspace_convert(lab, "CIELab", "sRGB1")
    elif kind := VIEWS[view]:
        space = {"name": "sRGB1+CVD", "cvd_type": kind, "severity": 100}
        converted = cspace_convert(colours, space, "sRGB1")
    else:
        converted = colours
    clear: np.ndarray = np.clip(converted, 0, 1)
    return clear


def distance(one: np.ndarray, other: np.ndarray, view: str) -> float:
    """The distance (CIE 1976) between two colours in one of VIEWS; in grey that of lightness."""
    a, b = (cspace_convert(seen(colour, view), "sRGB1", "CIELab") for colour in (one, other))
    return float(np.linalg.norm(a - b))
