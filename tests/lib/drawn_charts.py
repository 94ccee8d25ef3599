"""Charts drawn to SVG and read back, shared by the tests of charts."""

from __future__ import annotations

import importlib
import re
import tempfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pandas as pd

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
