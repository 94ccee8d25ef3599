"""Charts drawn to SVG and read back, shared by the tests of charts."""

from __future__ import annotations

import importlib
import re
import tempfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pandas as pd
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from veerkracht.charts import design

Tables = dict[str, pd.DataFrame]
SPACE = {"svg": "http://www.w3.org/2000/svg"}


def module(name: str) -> Any:
    return importlib.import_module(f"veerkracht.charts.{name}")


def svg(name: str, tables: Tables, context: dict[str, Any]) -> str:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "figure.svg"
        design.save(module(name).draw(tables, context), path)
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


def own_tables(name: str, tables: Tables) -> Tables:
    """The tables that the rule gives this chart."""
    names = [*module(name).TABLES, *(["wijkprofiel"] if hasattr(module(name), "ROLE") else [])]
    return {table: tables[table] for table in names}


def covered_words(figure: Figure) -> list[tuple[str, str]]:
    """Words of a chart with what lies over or under them: other words, a line or its marks.

    By the boxes of the letters as they are drawn. A pale line (a grid) and what is drawn before a
    white ground of the words are no hindrance.
    """
    figure.set_dpi(100)
    canvas: Any = FigureCanvasAgg(figure)
    canvas.draw()
    words = [t for t in figure.findobj(Text) if t.get_visible() and t.get_text().strip()]
    boxes = {}
    for text in words:
        box = text.get_window_extent()
        # The letters themselves: the box of a line has the room for accents and tails.
        room = 0.2 * box.height / (text.get_text().count("\n") + 1)
        boxes[text] = Bbox([[box.x0, box.y0 + room], [box.x1, box.y1 - room]])
    drawn = [line for axes in figure.axes for line in axes.lines]
    lines = [
        line for line in drawn if np.size(line.get_xdata()) and line.get_color() != design.PALE
    ]
    found = []
    for place, text in enumerate(words):
        box = boxes[text]
        over = [other.get_text() for other in words[:place] if box.overlaps(boxes[other])]
        over += [
            f"lijn {line.get_gid() or line.get_color()}"
            for line in lines
            if (text.get_bbox_patch() is None or line.zorder > text.zorder) and _touches(line, box)
        ]
        found += [(text.get_text(), other) for other in over]
    return found


def _touches(line: Line2D, box: Bbox) -> bool:
    path = line.get_path().transformed(line.get_transform())
    points = np.asarray(path.vertices)
    drawn = line.get_linestyle() not in ("None", "") and len(points) > 1
    if drawn and path.intersects_bbox(box, filled=False):
        return True
    if line.get_marker() in ("None", ""):
        return False
    half = line.get_markersize() / 2 * 100 / 72
    inside = (points > np.array(box.min) - half) & (points < np.array(box.max) + half)
    return bool(inside.all(axis=1).any())
