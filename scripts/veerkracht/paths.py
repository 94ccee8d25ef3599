"""Where the files of the project stand, seen from any module."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "scripts" / "veerkracht"
TEMPLATES = ROOT / "templates"
SCHEMAS = ROOT / "workflow" / "schemas"
# The fonts of the monitor: in the charts, in print and on the web.
FONT_NAMES = (
    *("SourceSans3-Bold.ttf", "SourceSans3-It.ttf", "SourceSans3-Regular.ttf"),
    *("SourceSans3-Semibold.ttf", "SourceSerif4-It.ttf", "SourceSerif4-Regular.ttf"),
    "SourceSerif4-Semibold.ttf",
)
