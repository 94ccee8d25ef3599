"""Where the files of the project stand, seen from any module."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "scripts" / "veerkracht"
TEMPLATES = ROOT / "templates"
SCHEMAS = ROOT / "workflow" / "schemas"
